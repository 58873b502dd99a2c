// Our own engine, as the reader has it: WebAssembly built with the reader's profile, in `wasm/` beside this folder.
//
// Building counts what it takes to hand texts over and to make stories of them, which the reader need not do twice.
// Every search counts all tags exactly and makes a timeline besides ten ranked hits.

import { readFileSync } from "node:fs";
import { Engine, initSync } from "../wasm/search.js";

initSync({ module: readFileSync(new URL("../wasm/search_bg.wasm", import.meta.url)) });

export default () => ({
    prepare: (stories) => stories.map((story) => ({ ...story, tagLines: story.tags.join("\n") })),
    build(stories) {
        const engine = new Engine();
        for (const { headline, place, day, author, tagLines, date, body } of stories) {
            engine.add(headline, place, day, author, tagLines, date ?? NaN, body);
        }
        return engine;
    },
    modes: (engine) => ({
        // A blank says that the word is finished.
        words: (typed) => engine.search(`${typed} `),
        prefix: (typed) => engine.search(typed),
        typo: (typed) => engine.search(`${typed} `),
        phrase: (typed) => engine.search(`"${typed}"`),
    }),
});
