// What may be said on the command line, and what holds if nothing is said.

import { parseArgs } from "node:util";

/** Every engine; our own first, and the one that ratios are taken to second. */
export const ENGINES = [
    "dateline",
    "minisearch",
    "flexsearch",
    "flexsearch:forward",
    "lunr",
    "orama",
    "ufuzzy",
    "pagefind",
    "fuse",
];

/** Those that run in a page as they are; the others would have to be bundled first. */
const IN_CHROMIUM = ["dateline", "minisearch"];

/** The arguments, read. */
export function options(words) {
    const { values } = parseArgs({
        args: words,
        options: {
            // A file of JSON lines, packed or not; a corpus is made up if there is none.
            corpus: { type: "string" },
            // Stories at most.
            stories: { type: "string", default: "100000" },
            // The engines to measure, with commas.
            engines: { type: "string" },
            // Where they run: node or chromium.
            in: { type: "string", default: "node" },
            // Processes that measure each engine.
            rounds: { type: "string", default: "3" },
            // Seconds for the queries of one kind in one process, after which an engine is asked no more of them.
            budget: { type: "string", default: "20" },
            // Seconds that a process may take for its engine to be measured again in the next round.
            patience: { type: "string", default: "240" },
            // Draws other queries.
            seed: { type: "string", default: "4" },
        },
    });
    const number = (name) => {
        const value = Number(values[name]);
        if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not ${values[name]}`);
        return value;
    };
    const known = { node: ENGINES, chromium: IN_CHROMIUM }[values.in];
    if (known === undefined) throw new Error(`--in must be node or chromium, not ${values.in}`);
    const engines = values.engines?.split(",") ?? known;
    const unknown = engines.find((engine) => !known.includes(engine));
    if (unknown !== undefined) throw new Error(`no engine ${unknown} in ${values.in}; there are ${known.join(", ")}`);
    return {
        corpus: values.corpus,
        engines,
        in: values.in,
        stories: number("stories"),
        rounds: number("rounds"),
        budget: number("budget"),
        patience: number("patience"),
        seed: number("seed"),
    };
}
