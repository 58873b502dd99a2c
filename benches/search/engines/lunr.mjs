// Lunr as its guides set it up, English stemmer and stop words included.

import lunr from "lunr";

export default () => ({
    prepare: (stories) => stories.map((story, id) => ({ id, ...story })),
    build: (stories) =>
        lunr(function () {
            this.ref("id");
            this.field("headline", { boost: 2 });
            this.field("tagText");
            this.field("about");
            this.field("body");
            for (const story of stories) this.add(story);
        }),
    modes(index) {
        const search = (typed) => index.search(typed).slice(0, 10).map((hit) => Number(hit.ref));
        return {
            words: search,
            prefix: (typed) => search(`${typed}*`),
            typo: (typed) => search(`${typed}~1`),
        };
    },
    bytes: (index) => Buffer.byteLength(JSON.stringify(index)),
});
