// Orama as its README sets it up; it matches beginnings of words whether asked to or not, and keeps the stories.

import { create, insertMultiple, save, search } from "@orama/orama";

export default () => ({
    prepare: (stories) =>
        stories.map(({ headline, tagText, about, body }, id) => ({ id: String(id), headline, tagText, about, body })),
    async build(stories) {
        const schema = { headline: "string", tagText: "string", about: "string", body: "string" };
        const index = create({ schema });
        await insertMultiple(index, stories, 1_000);
        return index;
    },
    modes(index) {
        const hits = (found) => found.hits.map((hit) => Number(hit.id));
        const asked = (typed, options) => {
            const found = search(index, { term: typed, limit: 10, boost: { headline: 2 }, ...options });
            return found instanceof Promise ? found.then(hits) : hits(found);
        };
        return {
            words: (typed) => asked(typed),
            prefix: (typed) => asked(typed),
            typo: (typed) => asked(typed, { tolerance: 1 }),
        };
    },
    bytes: (index) => Buffer.byteLength(JSON.stringify(save(index))),
});
