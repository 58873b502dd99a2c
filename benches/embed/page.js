// What each of the pages does that we are measured beside: it fetches the feed, makes it searchable in its own way, and shows
// cards with headline, standfirst, day, byline, picture, caption, credit and tags, and a field to search with.

/** Shows `#main`'s feed; `index` makes of the stories what finds their places. */
export async function show(index) {
  const place = document.getElementById("main");
  const response = await fetch(place.dataset.src, { credentials: "omit" });
  const { items } = await response.json();
  const find = await index(items);
  const field = document.createElement("input");
  const list = document.createElement("section");
  field.type = "search";
  place.replaceChildren(field, list);
  const draw = async () => {
    const found = field.value ? await find(field.value) : items;
    list.replaceChildren(...found.slice(0, 24).map(card(response.url)));
  };
  field.addEventListener("input", draw);
  await draw();
}

const card = (base) => (item) => {
  const article = document.createElement("article");
  const put = (name, text) => {
    if (!text) return;
    const element = document.createElement(name);
    element.textContent = text;
    article.append(element);
  };
  put("h2", item.title);
  put("p", item.summary);
  put("time", item.date_published);
  put("address", item.authors?.map((one) => one.name).join(", "));
  const lead = item._dateline?.lead;
  if (lead) {
    const image = document.createElement("img");
    Object.assign(image, { alt: lead.alt ?? "", loading: "lazy", width: 300, src: new URL(lead.url, base).href });
    article.append(image);
    put("figcaption", [lead.caption, lead.credit].filter(Boolean).join(" "));
  }
  put("footer", item.tags?.join(" "));
  return article;
};
