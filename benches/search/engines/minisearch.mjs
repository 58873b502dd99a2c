// MiniSearch as its README sets it up, with a title that counts double and the fuzziness that it suggests.

import MiniSearch from "minisearch";

export default () => ({
    prepare: (stories) => stories.map((story, id) => ({ id, ...story })),
    build(stories) {
        const index = new MiniSearch({
            fields: ["headline", "tagText", "about", "body"],
            searchOptions: { boost: { headline: 2 } },
        });
        index.addAll(stories);
        return index;
    },
    modes(index) {
        const search = (typed, options) => index.search(typed, options).slice(0, 10).map((hit) => hit.id);
        return {
            words: (typed) => search(typed),
            prefix: (typed) => search(typed, { prefix: true }),
            typo: (typed) => search(typed, { fuzzy: 0.2 }),
        };
    },
    bytes: (index) => new Blob([JSON.stringify(index)]).size,
});
