// Inside the frame: tells the page around how high the reader is, whenever that changes.
addEventListener("DOMContentLoaded", () => {
  new ResizeObserver(() => {
    parent.postMessage({ dateline: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
  }).observe(document.body);
});
