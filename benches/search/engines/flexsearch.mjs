// FlexSearch, plain or with `tokenize: "forward"`, without which it finds no beginnings of words. It does not rank.

import FlexSearch from "flexsearch";

export default (tokenize) => ({
    prepare: (stories) =>
        stories.map(({ headline, tagText, about, body }) => [headline, tagText, about, body].join("\n")),
    build(texts) {
        const index = new FlexSearch.Index(tokenize ? { tokenize } : {});
        texts.forEach((text, id) => index.add(id, text));
        return index;
    },
    modes(index) {
        const search = (typed) => index.search(typed, { limit: 10 });
        return { words: search, prefix: tokenize ? search : undefined, typo: search };
    },
    bytes(index) {
        let bytes = 0;
        index.export((key, data) => {
            bytes += Buffer.byteLength(data ?? "");
        });
        return bytes;
    },
});
