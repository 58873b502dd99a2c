// One engine in one process: node --expose-gc measure.mjs ENGINE FOLDER OUT BUDGET
//
// Reads the stories and queries that `run.mjs` wrote into FOLDER and writes the figures to OUT.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { measured } from "./measured.mjs";

const [name, folder, out, budget] = process.argv.slice(2);
const lines = readFileSync(path.join(folder, "stories.jsonl"), "utf8").split("\n");
const stories = lines.map((line) => JSON.parse(line));
lines.length = 0;
const kinds = JSON.parse(readFileSync(path.join(folder, "queries.json"), "utf8"));
const figures = await measured({ name, stories, kinds, budget: Number(budget), host: { stopwatch, memory } });
writeFileSync(out, JSON.stringify(figures));
process.exit(0);

/** Milliseconds by the clock, or by the processor where that is less.
 *
 * On a quiet machine the clock is the less of the two, since V8 collects garbage beside the script; on a busy one it
 * also runs while other programs do, and then the processor's account is nearer to the truth. */
function stopwatch({ elsewhere }) {
    const used = process.cpuUsage();
    const started = performance.now();
    return () => {
        const clock = performance.now() - started;
        const { user, system } = process.cpuUsage(used);
        return elsewhere ? clock : Math.min(clock, (user + system) / 1000);
    };
}

/** JavaScript's own bytes, and those of WebAssembly and of buffers. */
function memory() {
    for (let turn = 0; turn < 3; turn += 1) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
}
