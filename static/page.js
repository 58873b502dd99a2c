// The standalone page's own script: `?feed=` in the address names another feed than the demo's.
const feed = new URLSearchParams(location.search).get("feed");
if (feed) {
  const reader = document.querySelector("dateline-reader");
  reader.setAttribute("src", feed);
  reader.removeAttribute("lang");
}

// With its worker the page opens without a network. While it is being worked on, that would only be in the way.
customElements.whenDefined("dateline-reader").then((DatelineReader) => {
  if (DatelineReader.version !== "development") {
    // Where workers are forbidden the page needs the network, as any other does.
    navigator.serviceWorker?.register("worker.js").catch(() => {});
  }
});
