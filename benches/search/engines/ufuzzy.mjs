// uFuzzy reads the texts themselves at each query; its documentation's setting for typing errors is for those alone.

import uFuzzy from "@leeoniya/ufuzzy";

export default () => ({
    // One flat text a story; a joined one would be flattened, and counted, at the first query.
    prepare: (stories) =>
        stories.map(({ headline, tagText, about, body }) => {
            return Buffer.from([headline, tagText, about, body].join("\n")).toString();
        }),
    build: () => ({ plain: new uFuzzy(), typo: new uFuzzy({ intraMode: 1 }) }),
    modes({ plain, typo }, texts) {
        const search = (fuzzy, typed) => {
            // Up to 1,000 candidates are ranked, which is its own default.
            const [found, info, order] = fuzzy.search(texts, typed, 1);
            if (order) return order.slice(0, 10).map((at) => info.idx[at]);
            return (found ?? []).slice(0, 10);
        };
        return {
            words: (typed) => search(plain, typed),
            prefix: (typed) => search(plain, typed),
            typo: (typed) => search(typo, typed),
            phrase: (typed) => search(plain, `"${typed}"`),
        };
    },
});
