// The standalone page's panel: changes the reader as one chooses, and writes down what a publisher would embed.
const reader = document.querySelector("dateline-reader");
const panel = document.querySelector(".configurator");
const [form, snippet, said] = ["form", "textarea", "[role=status]"].map((part) => panel.querySelector(part));

// What the page says of its reader, and what holds where nothing is chosen: a publisher's page need not say it.
const names = ["src", "layout", "theme", "lang"];
const own = Object.fromEntries(names.map((name) => [name, reader.getAttribute(name)]));
const usual = { layout: "front", theme: "auto", lang: "", src: "", width: "" };

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** What is chosen and is not the usual, by the name of the field. */
function chosen() {
  const fields = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  return Object.fromEntries(fields.filter(([name, value]) => value !== usual[name]));
}

/** Shows what is chosen. Only what differs is changed: at each attribute that is set the reader looks at all of them. */
function apply(choice) {
  for (const name of names) {
    const value = choice[name] ?? own[name];
    if (value === reader.getAttribute(name)) continue;
    if (value === null) reader.removeAttribute(name);
    else reader.setAttribute(name, value);
  }
  reader.style.maxInlineSize = choice.width ? `${choice.width}px` : "";
  reader.style.marginInline = choice.width ? "auto" : "";
}

/** The lines to embed. Addresses are whole, since they are for another page. */
function lines({ width, src = own.src, ...attributes }) {
  const whole = (address) => escaped(new URL(address, document.baseURI).href);
  const words = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  if (width) words.push(` style="max-inline-size: ${Number(width)}px"`);
  return `<script type="module" src="${whole("embed/v1/dateline.js")}"></script>
<dateline-reader src="${whole(src)}"${words.join("")}></dateline-reader>`;
}

function update() {
  if (!form.reportValidity()) return;
  const choice = chosen();
  apply(choice);
  snippet.value = lines(choice);
  said.textContent = "";
}

async function copy() {
  try {
    await navigator.clipboard.writeText(snippet.value);
    said.textContent = "Copied.";
  } catch {
    snippet.select();
    said.textContent = "The browser does not let it be copied; it is marked for you to copy it.";
  }
}

form.addEventListener("change", update);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  update();
});
panel.querySelector("[data-copy]").addEventListener("click", copy);
// A browser that comes back to the page fills in what was chosen before.
update();
panel.hidden = false;
