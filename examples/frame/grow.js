// On the page: makes each frame as high as what is in it. A message counts only if it comes from that very frame.
addEventListener("message", (event) => {
  const frame = [...document.querySelectorAll("iframe[data-dateline-frame]")].find((one) => one.contentWindow === event.source);
  if (!frame || event.data?.dateline !== "height" || !Number.isFinite(event.data.height)) return;
  frame.height = Math.min(Math.max(event.data.height, 0), 100000);
  frame.width = "100%";
});
