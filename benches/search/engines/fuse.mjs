// Fuse.js reads all texts at each query, wherever in them a match may lie.

import Fuse from "fuse.js";

export default () => ({
    build: (stories) =>
        new Fuse(stories, { keys: ["headline", "tagText", "about", "body"], ignoreLocation: true, includeScore: true }),
    modes(index) {
        const search = (typed) => index.search(typed, { limit: 10 }).map((hit) => hit.refIndex);
        return { words: search, prefix: search, typo: search };
    },
});
