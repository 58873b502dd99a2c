// Our own engine, as the reader has it: WebAssembly built with the reader's profile, in `wasm/` beside this folder.
//
// What it takes to write JavaScript's strings as bytes, to hand them over and to make stories of them is timed apart from
// indexing these. The reader, which has bytes from the network, does the last alone.
// Every search counts all tags exactly and makes a timeline besides ten ranked hits.

import { Engine, initSync } from "../wasm/search.js";

const file = new URL("../wasm/search_bg.wasm", import.meta.url);
// Node's `fetch` knows no files.
const inNode = file.protocol === "file:";
const module = inNode ? (await import("node:fs")).readFileSync(file) : await (await fetch(file)).arrayBuffer();
const { memory } = initSync({ module });

/** Stories that are handed over at once; the network, too, brings many in one piece. */
const BATCH = 8;

export default () => ({
    outside: () => memory.buffer.byteLength,
    prepare: (stories) => stories.map((story) => ({ ...story, tagLines: story.tags.join("\n") })),
    build(stories, handing) {
        const engine = new Engine();
        const encoder = new TextEncoder();
        let bytes = new Uint8Array(1 << 16);
        for (let at = 0; at < stories.length; at += BATCH) {
            handing(() => {
                const batch = stories.slice(at, at + BATCH);
                // Adding text to text is what takes V8 the least time.
                let texts = "";
                for (const story of batch) texts += textsOf(story);
                // A unit of JavaScript's strings gives three bytes at most.
                if (bytes.length < texts.length * 3) bytes = new Uint8Array(texts.length * 3);
                const { written } = encoder.encodeInto(texts, bytes);
                const dates = Float64Array.from(batch, ({ date }) => date ?? NaN);
                engine.read(bytes.subarray(0, written), dates);
            });
            engine.add();
        }
        handing(() => engine.read(new Uint8Array(), new Float64Array()));
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

function textsOf({ headline, place, day, author, tagLines, body }) {
    return `${headline}\u001f${place}\u001f${day}\u001f${author}\u001f${tagLines}\u001f${body}\u001e`;
}
