// One engine in one process: node --expose-gc measure.mjs ENGINE FOLDER OUT BUDGET
//
// Reads the stories and queries that `run.mjs` wrote into FOLDER and writes the figures to OUT. An engine is a module
// in `engines/`: {build(stories), modes(state), bytes?(state), prepare?(stories), story?(hit)}, where a mode takes what
// was typed and returns the hits, ten at most: the numbers of stories, or what `story` makes them of.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { words } from "./queries.mjs";

/** Times that each query is asked, if the budget lasts. */
const PASSES = 5;
/** Queries that even the slowest engine is asked. */
const LEAST = 8;

const [name, folder, out, budget] = process.argv.slice(2);
const [module, variant] = name.split(":");
const engine = (await import(`./engines/${module}.mjs`)).default(variant);
const lines = readFileSync(path.join(folder, "stories.jsonl"), "utf8").split("\n");
const stories = lines.map((line) => JSON.parse(line));
lines.length = 0;
const kinds = JSON.parse(readFileSync(path.join(folder, "queries.json"), "utf8"));
const given = (await engine.prepare?.(stories)) ?? stories;

const before = memory();
const build = await timed(() => engine.build(given));
const figures = { build: build.ms / 1000, memory: engine.hasNoMemory ? null : memory() - before, kinds: {} };
const modes = engine.modes(build.value, given);
for (const { name, mode, queries } of kinds) {
    if (modes[mode] !== undefined) figures.kinds[name] = await asked(modes[mode], queries);
}
// Last, because writing an index out takes memory of its own.
figures.bytes = await engine.bytes?.(build.value);
writeFileSync(out, JSON.stringify(figures));
process.exit(0);

/** The times of the queries of one kind, and how many typing errors were seen through. */
async function asked(search, queries) {
    const until = performance.now() + Number(budget) * 1000;
    // A tenth of the time goes to letting V8 compile what is called often.
    const warm = performance.now() + Number(budget) * 100;
    for (const { typed } of queries) {
        if (performance.now() > warm) break;
        await tried(search, typed);
    }
    const times = [];
    let [found, failed] = [0, 0];
    for (let pass = 0; pass < PASSES; pass += 1) {
        for (const [at, { typed, meant }] of queries.entries()) {
            const enough = pass > 0 ? at >= times.length : at >= LEAST;
            if (enough && (pass > 0 || performance.now() > until)) break;
            const { ms, value } = await timed(() => tried(search, typed));
            (times[at] ??= []).push(ms);
            if (pass > 0) continue;
            failed += Number(value === undefined);
            found += Number(meant !== undefined && (await anyHas(value ?? [], meant)));
        }
        if (performance.now() > until) break;
    }
    const checked = queries[0]?.meant !== undefined;
    return { times: times.map(median), failed, found: checked ? found / times.length : undefined };
}

/** The hits; none at all if the engine throws, as Lunr does now and then. */
function tried(search, typed) {
    try {
        const hits = search(typed);
        return hits instanceof Promise ? hits.catch(() => undefined) : hits;
    } catch {
        return undefined;
    }
}

/** Whether one of the hits has the word that was meant. */
async function anyHas(hits, word) {
    for (const hit of hits) {
        const { headline, body } = stories[(await engine.story?.(hit)) ?? hit];
        if (words(`${headline} ${body}`).includes(word)) return true;
    }
    return false;
}

/** Milliseconds that it takes: by the clock, or by the processor where that is less.
 *
 * On a quiet machine the clock is the less of the two, since V8 collects garbage beside the script; on a busy one it
 * also runs while other programs do, and then the processor's account is nearer to the truth. */
async function timed(what) {
    const used = process.cpuUsage();
    const started = performance.now();
    const result = what();
    // Waiting for what is there already would add a turn of the event loop to synchronous engines.
    const value = result instanceof Promise ? await result : result;
    const clock = performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    return { ms: engine.elsewhere ? clock : Math.min(clock, (user + system) / 1000), value };
}

/** Bytes in use after a thorough collection: JavaScript's own, and those of WebAssembly and of buffers. */
function memory() {
    for (let turn = 0; turn < 3; turn += 1) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
}

function median(values) {
    return [...values].sort((a, b) => a - b)[values.length >> 1];
}
