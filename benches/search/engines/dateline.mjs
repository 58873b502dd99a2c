// Our own engine, as the reader has it: WebAssembly built with the reader's profile, in `wasm/` beside this folder.
//
// Building counts what it takes to write texts as bytes, to hand them over and to make stories of them. The reader, which
// has bytes from the network, does the last alone.
// Every search counts all tags exactly and makes a timeline besides ten ranked hits.

import { Engine, initSync } from "../wasm/search.js";

const file = new URL("../wasm/search_bg.wasm", import.meta.url);
// Node's `fetch` knows no files.
const inNode = file.protocol === "file:";
const module = inNode ? (await import("node:fs")).readFileSync(file) : await (await fetch(file)).arrayBuffer();
const { memory } = initSync({ module });

export default () => ({
    outside: () => memory.buffer.byteLength,
    prepare: (stories) => stories.map((story) => ({ ...story, tagLines: story.tags.join("\n") })),
    build(stories) {
        const engine = new Engine();
        const encoder = new TextEncoder();
        let bytes = new Uint8Array(1 << 16);
        for (const { headline, place, day, author, tagLines, date, body } of stories) {
            const texts = [headline, place, day, author, tagLines, body].join("\u001f");
            // A unit of JavaScript's strings gives three bytes at most.
            if (bytes.length < texts.length * 3) bytes = new Uint8Array(texts.length * 3);
            const { written } = encoder.encodeInto(texts, bytes);
            engine.add(bytes.subarray(0, written), date ?? NaN);
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
