// The page that the archive is timed beside: Pagefind's own script, asked for a word and then for ten results, whose headlines,
// dates and places are shown. A bar says that results are on their way, as the reader's does.

const place = document.getElementById("main");
const field = document.querySelector("input");
const { base } = place.dataset;
const pagefind = await import(`${base}pagefind.js`);
await pagefind.options({ basePath: base, baseUrl: "/" });

const bar = document.createElement("p");
bar.className = "progress";
let asked = 0;

async function show() {
  const own = (asked += 1);
  place.append(bar);
  const { results } = await pagefind.search(field.value);
  const stories = await Promise.all(results.slice(0, 10).map((hit) => hit.data()));
  if (own === asked) place.replaceChildren(...stories.map(card));
}

function card({ url, meta, excerpt }) {
  const article = document.createElement("article");
  const link = document.createElement("a");
  Object.assign(link, { href: url, textContent: meta.title });
  const [when, where, text] = ["time", "address", "p"].map((name) => document.createElement(name));
  when.textContent = meta.date ?? "";
  where.textContent = meta.dateline ?? "";
  text.innerHTML = excerpt;
  article.append(link, when, where, text);
  return article;
}

field.value = new URLSearchParams(location.search).get("q")?.trim() ?? "";
field.addEventListener("input", show);
await show();
