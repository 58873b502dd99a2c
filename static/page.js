// The standalone page's own script: `?feed=` in the address names another feed than the demo's.
const feed = new URLSearchParams(location.search).get("feed");
if (feed) {
  const reader = document.querySelector("dateline-reader");
  reader.setAttribute("src", feed);
  reader.removeAttribute("lang");
}
