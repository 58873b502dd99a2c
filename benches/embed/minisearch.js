import MiniSearch from "minisearch";
import { show } from "./page.js";

show((items) => {
  const index = new MiniSearch({ fields: ["title", "summary", "content_html"] });
  index.addAll(items);
  const byId = new Map(items.map((item) => [item.id, item]));
  return (typed) => index.search(typed, { prefix: true, fuzzy: 0.2 }).map((hit) => byId.get(hit.id));
});
