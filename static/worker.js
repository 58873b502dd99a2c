// The standalone page's service worker: with it the page opens without a network. Files that are named by their hash come
// from the cache, all else from the network while there is one, and then from the cache.
const CACHE = "dateline-site";

addEventListener("install", (event) => {
  const own = ["./", "page.css", "page.js", "configurator.js", "icon.svg", "embed/v1/dateline.js", "demo/feed.json"];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(own)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const {request} = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  // The page is the same whatever its address says of feeds and views.
  const key = request.mode === "navigate" ? new URL("./", location.href).href : request.url;
  const isLasting = withoutHash(request.url) !== request.url;
  const kept = await cache.match(key);
  if (kept && isLasting) return kept;
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") {
      if (isLasting) await forget(cache, request.url);
      await cache.put(key, response.clone());
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/** A new release's file replaces the one before: the same name with another hash. */
async function forget(cache, url) {
  const isOld = (one) => withoutHash(one) === withoutHash(url) && withoutHash(one) !== one;
  const old = (await cache.keys()).filter((one) => isOld(one.url));
  await Promise.all(old.map((one) => cache.delete(one)));
}

/** The address of a file without the hash in its name; any other address as it is. */
function withoutHash(url) {
  return url.replace(/-[0-9a-f]{16}(\.(js|wasm))$/, "$1");
}
