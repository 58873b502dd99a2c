import { create, insertMultiple, search } from "@orama/orama";
import { show } from "./page.js";

show(async (items) => {
  const index = create({ schema: { id: "string", title: "string", summary: "string", content_html: "string" } });
  await insertMultiple(index, items);
  const byId = new Map(items.map((item) => [item.id, item]));
  return async (term) => (await search(index, { term })).hits.map((hit) => byId.get(hit.id));
});
