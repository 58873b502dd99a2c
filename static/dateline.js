// The loader: all of Dateline's JavaScript. It defines <dateline-reader>, fetches the reader's WebAssembly once for all
// elements of a page, and shows what the publisher put between the tags until there are stories, and again if there
// are none to be had. It can be imported where there is no document (it then does nothing), and twice (the second copy
// does nothing either).

/* payload */
const PAYLOAD = {glue: "./app/dateline-reader.js", wasm: "./app/dateline-reader_bg.wasm", integrity: ""};
/* end payload */

const TAG = "dateline-reader";

/** What went wrong before there was a reader, with what the page's owner can do about it. */
const REMEDIES = {
  "csp-wasm": "The page's Content-Security-Policy keeps WebAssembly from running: add 'wasm-unsafe-eval' to script-src.",
  "csp-connect": "The page's Content-Security-Policy keeps the reader from being fetched: add its address to connect-src.",
  "csp-script": "The page's Content-Security-Policy keeps the reader's script from loading: add its address to script-src.",
  "file-url": "Pages opened from a file cannot load WebAssembly: serve them over http, for example with `python3 -m http.server`.",
  "reader-missing": "A file of the reader is not where it should be: upload all files of the release together.",
  "reader-integrity": "The reader's WebAssembly is not the one that this loader was made for: upload all files of the release together.",
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
let sheet;
/** How an element stands on the page before the reader's own style sheet is there. */
let plainSheet;

/** Lets the page do what is waiting: compiling, starting and mounting the reader are tasks of their own. */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** The reader's functions; fetched when the first element wants them. A failure is forgotten, so that the next may try. */
function load() {
  loading ??= fetchReader().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchReader() {
  if (location.protocol === "file:") throw new LoadError("file-url");
  if (!("adoptedStyleSheets" in Document.prototype) || typeof WebAssembly !== "object") throw new LoadError("old-browser");
  const refused = [];
  const note = (event) => refused.push(event.effectiveDirective);
  document.addEventListener("securitypolicyviolation", note);
  try {
    const wasmUrl = new URL(PAYLOAD.wasm, import.meta.url);
    const [glue, response] = await Promise.all([importGlue(refused), fetchWasm(wasmUrl, refused)]);
    await glue.default({module_or_path: response}).catch((error) => {
      const blocked = /Content.Security.Policy|wasm-unsafe-eval|unsafe-eval|disallowed by embedder/i.test(String(error));
      throw new LoadError(blocked || refused.some((one) => one.startsWith("script-src")) ? "csp-wasm" : "reader-broken", error);
    });
    await nextTask();
    glue.start(new URL("./", import.meta.url).href, panicked);
    sheet = new CSSStyleSheet();
    sheet.replaceSync(glue.styles());
    return glue;
  } finally {
    document.removeEventListener("securitypolicyviolation", note);
  }
}

async function importGlue(refused) {
  try {
    return await import(new URL(PAYLOAD.glue, import.meta.url).href);
  } catch (error) {
    throw new LoadError(refused.some((one) => one.startsWith("script-src")) ? "csp-script" : "reader-missing", error);
  }
}

async function fetchWasm(url, refused) {
  const options = {credentials: "omit"};
  if (PAYLOAD.integrity) options.integrity = PAYLOAD.integrity;
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    // The report of a violation is a task of its own, and comes after the refusal.
    await nextTask();
    if (refused.includes("connect-src") || refused.includes("default-src")) throw new LoadError("csp-connect", error);
    throw new LoadError(/integrity/i.test(error.message) ? "reader-integrity" : "reader-network", error);
  }
  if (!response.ok) throw new LoadError("reader-missing", `${url} answered ${response.status}`);
  return response;
}

/** A fault inside the WebAssembly: nothing that it drew can be relied on, so every element shows its own content again. */
function panicked(message) {
  loading = undefined;
  parked.length = 0;
  const error = new LoadError("panic", message);
  for (const element of [...live]) element[fail](error);
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
  "open-in", "loading", "controls",
];

// Where there is no document, as in Node, the class can still be named and exported.
const Base = typeof HTMLElement === "function" ? HTMLElement : class {};

export class DatelineReader extends Base {
  static observedAttributes = [...ATTRIBUTES, "lang", "id", "preview"];

  #root;
  #slot;
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
    this.#slot = document.createElement("slot");
    this.#root.append(this.#slot);
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
    try {
      const glue = await load();
      await nextTask();
      if (!this.isConnected) return void (this.#begun = false);
      this.#mount(glue);
    } catch (error) {
      this[fail](error instanceof LoadError ? error : new LoadError("reader-broken", error));
    }
  }

  #mount(glue) {
    this.#root.adoptedStyleSheets = [sheet];
    const app = parked.pop();
    if (app) {
      this.#root.append(app.place);
      this.#app = app;
      this.#update(true);
    } else {
      const place = document.createElement("div");
      this.#root.append(place);
      this.#app = {glue, place, id: glue.mount(place, this, this.#stories)};
      this.#await();
    }
  }

  /** Has the reader look at the element again; `anew` for other stories. */
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

  #hasOwnContent() {
    return this.childElementCount > 0 || this.textContent.trim() !== "";
  }

  [fail](error) {
    this.#app?.place.remove();
    this.#app = undefined;
    this.#begun = false;
    this.#show(false, true);
    if (!this.#hasOwnContent() && !this.#root.querySelector("p")) {
      const message = document.createElement("p");
      message.setAttribute("role", "alert");
      message.textContent = "The stories could not be shown.";
      this.#root.append(message);
    }
    console.error(`Dateline: ${error.message} More about "${error.code}" is in docs/errors.md.`);
    const detail = {code: error.code, message: error.message};
    this.dispatchEvent(new CustomEvent("dateline-error", {bubbles: true, composed: true, detail}));
  }

  /** An array of stories, a feed as an object, or its text: shown instead of what `src` names. */
  get stories() {
    return this.#stories === undefined ? undefined : JSON.parse(this.#stories);
  }

  set stories(value) {
    this.#stories = value == null ? undefined : typeof value === "string" ? value : JSON.stringify(value);
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
  if (typeof customElements === "undefined" || customElements.get(tag)) return;
  customElements.define(tag, DatelineReader);
}

define();
