// What a page sets up before the reader starts, so that nothing a feed's payload does goes unseen; and the walk through all
// stories that gives each payload its chance. A file, because a strict policy allows no script in the page itself.

window.pwned = [];
const caught = (what) => void pwned.push(what);
window.pwn = (...details) => caught(`pwn(${details})`);
for (const name of ["alert", "confirm", "prompt", "open", "print"]) window[name] = (...details) => caught(`${name}(${details})`);
document.write = document.writeln = (...details) => caught(`write(${details})`);
performance.setResourceTimingBufferSize(20000);

// A link to a web page is clicked, and does not leave: all that runs something by being clicked has its way.
addEventListener("click", (event) => {
  const link = event.composedPath().find((one) => one.href);
  if (/^(https?|mailto|tel):/.test(link?.href)) event.preventDefault();
});

/** All that a reader has no business to change. */
window.surroundings = () => ({
  markup: document.documentElement.outerHTML,
  address: location.href,
  entries: history.length,
  frames: window.length,
  cookies: document.cookie,
});
// The parser is done, and no module has run yet.
document.addEventListener("readystatechange", () => (window.before ??= surroundings()));

/** Attributes in which a feed's words may stand, as words. */
const WORDS = ["alt", "title", "href", "src", "srcset", "value", "aria-label", "data-slug"];

/** What stands in `root` that no part of the reader makes. */
window.flawsIn = (root, {elements, attributes}) => {
  const flaws = [];
  for (const element of root.querySelectorAll("*")) {
    const ours = element.closest("search.find, .filters__panel, .comfort");
    const note = (what) => flaws.push(`${what}: ${element.cloneNode(false).outerHTML.slice(0, 300)}`);
    if (!elements.includes(element.localName)) note("element");
    // The search field and the choices of looks are the only forms; a magnifying glass and the timeline are the only drawings.
    if (["form", "input", "svg", "circle", "path"].includes(element.localName) && !ours) note("element");
    if (element.shadowRoot) note("shadow root");
    for (const {name, value} of element.attributes) {
      // The loader hides the publisher's own list with it.
      const hidden = name === "style" && element.localName === "slot";
      if (!attributes.includes(name) && !name.startsWith("aria-") && !hidden) note(name);
      if (name === "id" && !ours) note(name);
      if (/pwn/i.test(value) && !WORDS.includes(name)) note(name);
      const schemes = name === "src" ? /^https?:\/\// : /^(https?:\/\/|mailto:|tel:)/;
      if ((name === "href" || name === "src") && !schemes.test(value)) note(name);
      if (name === "srcset" && !value.split(", ").every((one) => /^https?:\/\/[^ \t\n\f\r]+ \d+w$/.test(one))) note(name);
    }
  }
  return flaws;
};

const until = async (what, holds) => {
  for (const start = performance.now(); !holds(); await new Promise((resolve) => setTimeout(resolve, 5))) {
    if (performance.now() - start > 100000) throw new Error(`waited in vain for ${what}`);
  }
};

/** Shows the whole list, opens each story, clicks all its links, follows tags and searches; `walked` says what was found. */
window.walk = async (ids, allowed) => {
  const reader = document.getElementById("main");
  const root = reader.shadowRoot;
  const one = (selector) => root.querySelector(selector);
  const flaws = new Set();
  const look = (part = root) => flawsIn(part, allowed).forEach((flaw) => flaws.add(flaw));
  let links = 0;

  // A long list keeps only a part of itself on the page: each part is looked at, down to the end and up again, as stories
  // that come late may stand before those that are drawn.
  const seen = new Set();
  let way = "down";
  while (seen.size < ids.length) {
    let still = 0;
    // Drawn as far as it will be, once no card has come for a while.
    await until(`a part of the list; ${seen.size} of ${ids.length} stories were in those before`, () => {
      const before = seen.size;
      root.querySelectorAll(".card[data-slug]").forEach((card) => seen.add(card.dataset.slug));
      still = seen.size > before ? 0 : still + 1;
      return still > 40 && (seen.size >= ids.length || one(".load-more"));
    });
    look(one(".page__list"));
    if (!one(`.load-more--${way}`)) way = way === "down" ? "up" : "down";
    one(`.load-more--${way}`)?.click();
  }
  one(".filters__turn").click();
  await until("all tags", () => root.querySelectorAll(".chip").length > 10);
  look();
  const listed = (window.listed = seen.size);

  // With a short list behind it, a story opens in no time.
  const narrow = "q=maction";
  reader.state = narrow;
  for (const [place, id] of ids.entries()) {
    reader.open(id);
    await until(`story ${id}`, () => one("article.story") && new URLSearchParams(reader.state).get("story") === id);
    look(one(".page__story"));
    for (const link of one("article.story").querySelectorAll("a")) {
      link.click();
      links += 1;
    }
    const tag = one("article.story .tag");
    if (place % 40 === 0 && tag) {
      tag.click();
      await until("the tag's stories", () => !one("article.story"));
      look();
      reader.state = narrow;
    }
  }
  reader.state = "";
  for (const text of ["pwn", "scr", "javascript", "onerror", "\"img src\"", "<svg", "aler", "-pwn"]) {
    reader.search(text);
    await until(`the search for ${text}`, () => new URLSearchParams(reader.state).get("q") === text);
    // Results and hints are drawn piece by piece; each piece is looked at.
    for (let tick = 0; tick < 5; tick += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      look();
    }
  }
  reader.search("");
  return {listed, links, flaws: [...flaws]};
};

/** Puts each payload into a frame of its own as HTML, as an unwise page would, and clicks what can be clicked. `fell` holds
 * the numbers of those that ran something. */
window.fell = new Set();
window.fallFor = async (payloads) => {
  for (const [place, payload] of payloads.entries()) {
    const frame = document.createElement("iframe");
    window[`pwn${place}`] = () => void fell.add(place);
    frame.srcdoc = `<script>pwn = parent.pwn${place}; alert = pwn; if (parent !== top) parent.pwn = pwn</script>
      <base href="https://paper.invalid/">${payload}`;
    frame.onload = () => {
      const inner = frame.contentDocument;
      inner?.querySelectorAll("a, p, button, h2, li, td, summary").forEach((one) => one.click?.());
    };
    document.body.append(frame);
    if (place % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
