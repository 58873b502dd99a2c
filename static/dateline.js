// The loader: all of Dateline's JavaScript. It defines <dateline-reader>, fetches the reader's WebAssembly once for all
// elements of a page, and shows what the publisher put between the tags until there are stories, and again if there
// are none to be had. It can be imported where there is no document (it then does nothing), and twice (the second copy
// does nothing either).

/* payload */
const PAYLOAD = {
  version: "development",
  glue: "./app/dateline-reader.js",
  glueIntegrity: "",
  wasmIntegrity: "",
  wasm: () => new URL("./app/dateline-reader_bg.wasm", import.meta.url),
  load: (again) => (again ? import("./app/dateline-reader.js?again") : import("./app/dateline-reader.js")),
};
/* end payload */

const TAG = "dateline-reader";
/** A reader that takes longer to come says that it is coming; how far it is cannot be told, as browsers hand out a file that has
 * a hash only when all of it is there. */
const PATIENCE_MS = 1000;

/** What went wrong before there was a reader, with what the page's owner can do about it. */
const REMEDIES = {
  "csp-wasm": "The page's Content-Security-Policy keeps WebAssembly from running: add 'wasm-unsafe-eval' to script-src.",
  "csp-connect": "The page's Content-Security-Policy keeps the reader from being fetched: add its address to connect-src.",
  "csp-script": "The page's Content-Security-Policy keeps the reader's script from loading: add its address to script-src.",
  "file-url": "Pages opened from a file cannot load WebAssembly: serve them over http, for example with `python3 -m http.server`.",
  "reader-missing": "A file of the reader is not where it should be: upload all files of the release together.",
  "reader-mime": "The reader's script is not served as one: its server must send it as text/javascript.",
  "reader-integrity": "A file of the reader is not the one that this loader was made for: upload all files of the release together.",
  "reader-network": "The reader could not be fetched: the network is down, or its server sends no Access-Control-Allow-Origin.",
  "old-browser": "This browser is too old: WebAssembly, streams and constructable style sheets are needed.",
  "panic": "The reader met a fault of its own. Please report it with the message above.",
  "reader-broken": "The reader could not be started.",
};

class LoadError extends Error {
  constructor(code, cause) {
    super(`${REMEDIES[code]}${cause ? ` (${cause.message ?? cause})` : ""}`);
    this.code = code;
  }
}

/** Elements that wait for the reader or show it. */
const live = new Set();
/** Apps whose element has gone, each with the place that it is drawn in; the next element takes one over. */
const parked = [];

let loading;
/** Whether the reader has met a fault of its own and was started afresh, which is done once. */
let isAgain = false;
let sheet;
/** How an element stands on the page before the reader's own style sheet is there. */
let plainSheet;

/** Lets the page do what is waiting: compiling, starting and mounting the reader are tasks of their own, and so is the report
 * of what a policy refused, which comes after the refusal. */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** The very first formatter has Chromium look through all languages that it knows, for 15 ms. That is done while the network is
 * awaited, in the parts that it can be done in, so that the reader's formatters come at once. */
async function warm() {
  const parts = [
    () => new Intl.Locale("en").maximize(), () => new Intl.Collator(), () => new Intl.NumberFormat(), () => new Intl.DateTimeFormat(),
  ];
  for (const part of parts) {
    await nextTask();
    part();
  }
}

/** The reader's functions; fetched when the first element wants them. A failure is forgotten, so that the next may try. */
function load() {
  loading ??= fetchReader().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Answers to requests that went out while the reader itself was still coming, by address and range, each with what calls it
 * off and the element that it is for. The reader finds them here, so that one waits for both at once. */
const early = new Map();
/** The first archive that stories will come out of, which takes all of the reader: the glue hastens what it takes, and then knows
 * which parts of files lie within what it asked for. */
let archive;

/** Fetches for the reader: nobody else does. `Range` asks for a part of a file. */
function get(address, signal, Range, cache) {
  const url = new URL(address).href;
  const begun = early.get(url + (Range ?? ""));
  if (!begun) return archive?.within?.(url, Range) ?? fetch(url, {credentials: "omit", signal, headers: Range && {Range}, cache});
  early.delete(url + (Range ?? ""));
  signal?.addEventListener("abort", () => begun.call.abort());
  return begun.answer;
}

/** Asks for what the reader will ask for, on behalf of an element; `read` makes of the answer what the reader finds. */
function ask(element, url, Range, read = (answer) => answer) {
  const key = url + (Range ?? "");
  if (early.has(key)) return;
  const call = new AbortController();
  const answer = read(get(url, call.signal, Range));
  // Whoever takes it hears of its failure.
  answer.catch(() => {});
  early.set(key, {answer, call, element});
  return answer;
}

async function fetchReader() {
  if (location.protocol === "file:") throw new LoadError("file-url");
  if (!("adoptedStyleSheets" in Document.prototype) || typeof WebAssembly !== "object") throw new LoadError("old-browser");
  const refused = [];
  // What a feed is refused is the reader's to say.
  const note = (event) => early.has(event.blockedURI) || refused.push(event.effectiveDirective);
  document.addEventListener("securitypolicyviolation", note);
  try {
    const script = importGlue(refused);
    const program = fetchPart(PAYLOAD.wasm(), PAYLOAD.wasmIntegrity, refused);
    const [glue, response] = await Promise.all([
      script.then((glue) => (archive?.element.isConnected && glue.hasten?.(archive, program), glue)), program, warm(),
    ]);
    await glue.default({module_or_path: response}).catch((error) => {
      const blocked = /Content.Security.Policy|\bCSP\b|unsafe-eval|disallowed by embedder/i.test(String(error));
      throw new LoadError(blocked || refused.some((one) => one.startsWith("script-src")) ? "csp-wasm" : "reader-broken", error);
    });
    await nextTask();
    sheet = new CSSStyleSheet();
    glue.start(new URL("./", import.meta.url).href, panicked, fill, get, (rules) => sheet.replaceSync(rules));
    return glue;
  } finally {
    document.removeEventListener("securitypolicyviolation", note);
  }
}

/** Imports the script around the WebAssembly. `import` takes no hash, but what was preloaded with one is not loaded anew. */
async function importGlue(refused) {
  const {glueIntegrity} = PAYLOAD;
  const url = new URL(PAYLOAD.glue + (isAgain ? "?again" : ""), import.meta.url).href;
  const preload = document.createElement("link");
  try {
    if (glueIntegrity) {
      Object.assign(preload, {rel: "modulepreload", href: url, integrity: glueIntegrity, crossOrigin: "anonymous"});
      document.head.append(preload);
    }
    return await PAYLOAD.load(isAgain);
  } catch (error) {
    await nextTask();
    if (refused.some((one) => one.startsWith("script-src"))) throw new LoadError("csp-script", error);
    const response = await fetchPart(url, glueIntegrity, refused);
    const isScript = /javascript/.test(response.headers.get("Content-Type"));
    throw new LoadError(isScript ? "reader-broken" : "reader-mime", error);
  } finally {
    preload.remove();
  }
}

/** Fetches a file of the reader; what it is must agree with the hash that the loader was built with. */
async function fetchPart(url, integrity, refused) {
  let response;
  try {
    // Credentials as for a module (none to other origins), so that a page may preload it.
    response = await fetch(url, {integrity});
  } catch (error) {
    await nextTask();
    if (refused.includes("connect-src") || refused.includes("default-src")) throw new LoadError("csp-connect", error);
    // Engines word it differently, and one not at all: what can be had without the hash is there, and is another.
    const isOther = integrity && (await fetch(url).catch(() => undefined))?.ok;
    throw new LoadError(isOther ? "reader-integrity" : "reader-network", error);
  }
  if (!response.ok) throw new LoadError("reader-missing", `${url} answered ${response.status}`);
  return response;
}

/** A fault inside the WebAssembly: nothing that it drew can be relied on, so every element shows its own content again.
 * The first time, a fresh instance takes over. */
function panicked(message) {
  loading = undefined;
  parked.length = 0;
  const error = new LoadError("panic", message);
  const failed = [...live].filter((element) => element[fail](error));
  if (isAgain) return;
  isAgain = true;
  for (const element of failed) element[begin]();
}

/** Attributes of a publisher's own card that may hold placeholders, and elements that have no place in one. */
const SAFE = /^(href|src|alt|title|lang|dir|datetime|width|height|class|part|aria-label|data-.+)$/;
const UNSAFE = /^(script|style|iframe|frame|object|embed|link|base|meta|template)$/;

/** Draws a story with the publisher's own markup: nodes are cloned, and values become text and safe attributes. */
function fill(host, place, values) {
  // Cloned where nothing loads or runs, and put into the page when it is filled.
  const card = host.querySelector(":scope>template").content.cloneNode(true);
  const filled = (text) => text.replace(/{{\s*([\w-]+)\s*}}/g, (_, name) => values[name] ?? "");
  const nodes = document.createTreeWalker(card, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const gone = [];
  for (let node; (node = nodes.nextNode()); ) {
    if (!node.attributes) {
      node.data = filled(node.data);
      continue;
    }
    const needed = node.getAttribute("data-if");
    if (UNSAFE.test(node.localName) || (needed && !values[needed])) gone.push(node);
    for (const {name, value} of [...node.attributes]) {
      if (!value.includes("{{")) continue;
      const text = filled(value);
      const isAddress = name === "href" || name === "src";
      // An address that the feed begins must be whole; one that the page begins is seen from the page.
      const base = value.startsWith("{{") ? undefined : document.baseURI;
      if (SAFE.test(name) && !(isAddress && !isWeb(text, base))) node.setAttribute(name, text);
      else node.removeAttribute(name);
    }
  }
  for (const node of gone) node.remove();
  place.replaceChildren(card);
}

function isWeb(address, base, schemes = /^(https?|mailto|tel):$/) {
  try {
    return schemes.test(new URL(address, base).protocol);
  } catch {
    return false;
  }
}

/** Starts an element when it is about to be seen. */
const nearby = typeof IntersectionObserver === "function"
  ? new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      nearby.unobserve(target);
      target[begin]();
    }
  }, {rootMargin: "600px"})
  : undefined;

const begin = Symbol("begin");
const fail = Symbol("fail");

/** The attributes that have a property of the same meaning. */
const ATTRIBUTES = [
  "src", "layout", "query", "tags", "match", "from", "to", "sort", "page-size", "heading-level", "theme", "url-sync",
  "open-in", "loading", "controls", "shortcuts", "paging", "remember",
];

// Where there is no document, as in Node, the class can still be named and exported.
const Base = typeof HTMLElement === "function" ? HTMLElement : class {};

export class DatelineReader extends Base {
  static observedAttributes = [...ATTRIBUTES, "lang", "id", "preview"];
  /** Of the release that this class is from. */
  static version = PAYLOAD.version;

  #root;
  /** Where the publisher's own content is shown, and what stands after the reader. */
  #slot;
  #footer;
  #app;
  #stories;
  #begun = false;
  /** Whether there are stories to show. */
  #isReady = false;
  /** What the next microtask is to do: nothing, read the attributes again, or begin anew. */
  #queued = "";

  constructor() {
    super();
    this.#root = this.attachShadow({mode: "open"});
    const [header, own, footer] = ["header", "", "footer"].map((name) => {
      const slot = document.createElement("slot");
      slot.name = name;
      return slot;
    });
    this.#slot = own;
    this.#footer = footer;
    this.#root.append(header, own, footer);
    for (const kind of ["click", "auxclick"]) this.#root.addEventListener(kind, (event) => this.#tellLink(event));
    if ("adoptedStyleSheets" in this.#root) {
      plainSheet ??= new CSSStyleSheet();
      if (!plainSheet.cssRules.length) plainSheet.replaceSync(":host{display:flow-root}:host([hidden]){display:none}");
      this.#root.adoptedStyleSheets = [plainSheet];
    }
    this.addEventListener("dateline-ready", (event) => {
      if (event.target !== this) return;
      this.#isReady = true;
      this.#show(true, false);
    });
    for (const name of ["dateline-error", "dateline-results"]) {
      this.addEventListener(name, (event) => event.target === this && this.#settle());
    }
  }

  connectedCallback() {
    // A property set before the element was defined hides the class's own: put it through that.
    for (const name of [...ATTRIBUTES.map(camel), "stories", "state"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    live.add(this);
    if (this.#begun) return;
    if (this.getAttribute("loading") === "eager" || !nearby) this[begin]();
    else nearby.observe(this);
  }

  disconnectedCallback() {
    // A move to another place disconnects and connects at once; only what is still gone afterwards is let go.
    queueMicrotask(() => this.isConnected || this.dispose());
  }

  attributeChangedCallback(name, before, after) {
    if (name === "src") this.#forget();
    if (before === after || !this.#app) return;
    const queued = this.#queued;
    // Another feed is another reader; all else changes the one that is there.
    this.#queued = name === "src" ? "anew" : queued || "again";
    if (queued) return;
    queueMicrotask(() => {
      const anew = this.#queued === "anew";
      this.#queued = "";
      this.#update(anew);
    });
  }

  async [begin]() {
    if (this.#begun) return;
    this.#begun = true;
    this.#ask();
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Loading stories");
    const slow = setTimeout(() => this.#footer.before(bar), PATIENCE_MS);
    try {
      const glue = await load();
      await nextTask();
      const app = parked.pop() ?? emptyApp(glue);
      await nextTask();
      if (this.isConnected) return this.#mount(app);
      parked.push(app);
      this.#begun = false;
    } catch (error) {
      this[fail](error instanceof LoadError ? error : new LoadError("reader-broken", error));
    } finally {
      clearTimeout(slow);
      bar.remove();
    }
  }

  /** Asks for the first feed, as the reader will. What is wrong with its address the reader says. */
  #ask() {
    const [src] = this.src.trim().split(/\s/);
    if (!src || this.#stories !== undefined || !isWeb(src, this.baseURI, /^https?:$/)) return;
    const url = new URL(src, this.baseURI);
    const answer = ask(this, url.href);
    // What is called otherwise the reader knows by its content, a little later.
    if (!answer || !url.pathname.endsWith("/dateline.json")) return;
    archive ??= {element: this, answer, ask: (file, ...how) => ask(this, new URL(file, url).href, ...how)};
  }

  /** Calls off what was asked for early, unless the reader has it. */
  #forget() {
    for (const [key, {call, element}] of early) {
      if (element !== this) continue;
      call.abort();
      early.delete(key);
    }
  }

  #mount(app) {
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.querySelector(":scope>p")?.remove();
    this.#footer.before(app.place);
    this.#app = app;
    this.#update(true);
  }

  /** Has the reader look at the element; `anew` for other stories. */
  #update(anew) {
    if (!this.#app) return;
    this.#app.glue.update(this.#app.id, this, this.#stories, anew);
    if (anew) this.#await();
  }

  /** What the publisher wrote stays until there are stories; if there is nothing, the reader shows what is coming. */
  #await() {
    this.#isReady = false;
    this.#show(!this.#hasOwnContent(), this.#hasOwnContent());
  }

  /** Shows the reader, the publisher's own content, or both. */
  #show(reader, own) {
    this.#slot.style.display = own ? "" : "none";
    if (this.#app) this.#app.place.hidden = !reader;
  }

  /** A feed failed, or is empty. Stories that are shown stay; else the publisher's own content stands beside the word of
   * what went wrong. */
  #settle() {
    if (!this.#isReady) this.#show(true, this.#hasOwnContent());
  }

  /** Something to see that is in no slot with a name. */
  #hasOwnContent() {
    return this.#slot.assignedNodes().some((node) => node.localName !== "template" && node.textContent.trim() + (node.localName ?? ""));
  }

  /** A link that leads out of the reader was pressed; the page may keep it from being followed. */
  #tellLink(event) {
    const link = event.composedPath().find((one) => one.localName === "a" && one.href);
    // A headline that opens its story here has said so. What the page put into a slot is its own affair.
    if (!link || event.defaultPrevented || event.button > 1 || link.getRootNode() !== this.#root) return;
    const detail = {url: link.href, text: link.textContent.trim()};
    const told = new CustomEvent("dateline-link", {bubbles: true, composed: true, cancelable: true, detail});
    if (!this.dispatchEvent(told)) event.preventDefault();
  }

  /** Shows the publisher's own content and says why; false if the element had not begun. */
  [fail](error) {
    if (!this.#begun) return false;
    this.#forget();
    this.#app?.place.remove();
    this.#app = undefined;
    this.#begun = false;
    this.#show(false, true);
    if (!this.#hasOwnContent() && !this.#root.querySelector("p")) {
      const message = document.createElement("p");
      message.setAttribute("role", "alert");
      message.textContent = "The stories could not be shown.";
      this.#footer.before(message);
    }
    console.error(`Dateline: ${error.message} More: docs/errors.md#${error.code}`);
    const detail = {code: error.code, message: error.message};
    this.dispatchEvent(new CustomEvent("dateline-error", {bubbles: true, composed: true, detail}));
    return true;
  }

  /** An array of stories, a feed as an object, or its text: shown instead of what `src` names. */
  get stories() {
    return this.#stories === undefined ? undefined : JSON.parse(this.#stories);
  }

  set stories(value) {
    this.#stories = value == null ? undefined : typeof value === "string" ? value : JSON.stringify(value);
    this.#forget();
    this.#update(true);
  }

  /** The whole view (text, tags, days, order, open story) as one string. */
  get state() {
    return this.#app ? this.#app.glue.state(this.#app.id) : "";
  }

  set state(value) {
    this.#command("state", value);
  }

  search(text) {
    this.#command("search", text);
  }

  filter(tag) {
    this.#command("filter", tag);
  }

  open(story) {
    this.#command("open", story);
  }

  close() {
    this.#command("close", "");
  }

  refresh() {
    this.#command("refresh", "");
  }

  #command(name, argument) {
    this.#app?.glue.command(this.#app.id, name, String(argument));
  }

  /** Lets the reader go. The element shows the publisher's own content; connected again, it begins anew. */
  dispose() {
    live.delete(this);
    nearby?.unobserve(this);
    this.#forget();
    this.#begun = false;
    const app = this.#app;
    this.#app = undefined;
    this.#show(false, true);
    if (!app) return;
    app.place.remove();
    app.glue.park(app.id);
    parked.push(app);
  }
}

function emptyApp(glue) {
  const place = document.createElement("div");
  return {glue, place, id: glue.mount(place)};
}

function camel(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

for (const name of ATTRIBUTES) {
  Object.defineProperty(DatelineReader.prototype, camel(name), {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

/** Defines the element, unless somebody has. */
export function define(tag = TAG) {
  if (typeof customElements === "undefined") return;
  const there = customElements.get(tag);
  if (!there) customElements.define(tag, tag === TAG ? DatelineReader : class extends DatelineReader {});
  else if (there.version !== PAYLOAD.version) console.warn(`Dateline: <${tag}> is of version ${there.version} already.`);
}

define();
