// A page in TypeScript that uses all of the API. `cargo xtask test --only types` compiles it with --strict, and a test sees
// to it that nothing of the API is missing here.
import { DatelineReader, define } from "dateline";
import type { DatelineErrorCode, DatelineFeed, DatelineReaderEventMap, DatelineStory } from "dateline";

define();
define("harbour-stories");

const reader: DatelineReader = document.createElement("dateline-reader");
const found: DatelineReader | null = document.querySelector("dateline-reader");
console.log(found === reader, reader instanceof DatelineReader);

reader.src = "https://paper.example/stories.json";
reader.layout = "grid";
reader.query = "ferry";
reader.tags = "harbours, strikes";
reader.match = "all";
reader.from = "2012";
reader.to = "2012-02-08";
reader.sort = "oldest";
reader.pageSize = 12;
reader.headingLevel = "3";
reader.theme = "sepia";
reader.urlSync = "query";
reader.openIn = "link";
reader.controls = "search tags";
reader.shortcuts = "off";
reader.paging = "scroll";
reader.remember = "session";
reader.loading = "eager";
// @ts-expect-error: no such layout
reader.layout = "mosaic";
// Null takes an attribute away.
reader.layout = null;
const size: string = reader.pageSize;

const story: DatelineStory = { id: "ferry", title: "The ferries stay at the pier", tags: ["ferries"] };
const feed: DatelineFeed = { version: "https://jsonfeed.org/version/1.1", items: [story] };
reader.stories = [story];
reader.stories = feed;
reader.stories = JSON.stringify(feed);
reader.stories = undefined;
const kept: string = reader.state;
reader.state = kept;

reader.search("night bus");
reader.filter("ferries");
reader.open("ferry");
reader.close();
reader.refresh();
reader.dispose();
// @ts-expect-error: a text is needed
reader.search();

reader.addEventListener("dateline-ready", (event) => console.log(event.detail.stories.toFixed(), size));
reader.addEventListener("dateline-results", ({ detail: { total, text } }) => console.log(total.toFixed(), text.trim()));
reader.addEventListener("dateline-open", (event) => {
  const { id, slug, headline, url } = event.detail;
  console.log(id.trim(), slug.trim(), headline.trim(), url?.trim());
  event.preventDefault();
});
reader.addEventListener("dateline-close", (event) => console.log(Object.keys(event.detail)));
reader.addEventListener("dateline-link", (event) => {
  if (new URL(event.detail.url).hostname === "tracker.example" || event.detail.text === "") event.preventDefault();
});
reader.addEventListener("dateline-problem", ({ detail: { item, label, code, message } }) => {
  console.log(item?.toFixed(), label.trim(), code.trim(), message.trim());
});
reader.addEventListener("dateline-error", ({ detail: { code, message, url } }) => {
  console.log(remedy(code), message.trim(), url?.trim());
});
reader.addEventListener("click", (event) => console.log(event.clientX));

const listener = (event: DatelineReaderEventMap["dateline-close"]): void => console.log(event.type);
reader.addEventListener("dateline-close", listener, { once: true });
reader.removeEventListener("dateline-close", listener);

function remedy(code: DatelineErrorCode): string {
  switch (code) {
    case "csp-wasm":
      return "ask whoever writes the policy";
    case "network":
      return "try again";
    default:
      return code;
  }
}
