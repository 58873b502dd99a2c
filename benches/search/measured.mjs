// One engine on the stories and queries: its figures, wherever this runs. `measure.mjs` runs it in Node, `page.mjs` in a browser.
//
// An engine is a module in `engines/`: {build(stories, handing), modes(state), bytes?(state), prepare?(stories), story?(hit),
// outside?()}, where a mode takes what was typed and returns the hits, ten at most: the numbers of stories, or what `story`
// makes of them; `outside` gives the bytes that it takes outside JavaScript's own memory. What an engine that is not written
// in JavaScript does to be given stories at all, it does in functions that `handing` calls and times apart.
//
// A host is {stopwatch(engine), memory(engine)}: the first starts a clock and returns what reads its milliseconds, the second
// gives the bytes in use after a thorough collection.

import { words } from "./queries.mjs";

/** Times that each query is asked, if the budget lasts. */
const PASSES = 5;
/** Queries that even the slowest engine is asked. */
const LEAST = 8;
/** Milliseconds before the index is built. What collector and browser still do beside the script once all is loaded takes as
 * long for each engine, and so would slow the fastest the most. */
const REST = 1_000;

/** The figures of an engine by its name, asked queries of each kind for `budget` seconds. */
export async function measured({ name, stories, kinds, budget, host }) {
    const [module, variant] = name.split(":");
    const engine = (await import(`./engines/${module}.mjs`)).default(variant);
    const given = (await engine.prepare?.(stories)) ?? stories;
    const before = host.memory(engine);
    await new Promise((rested) => setTimeout(rested, REST));
    let handingMs = 0;
    const handing = (what) => {
        const elapsed = host.stopwatch(engine);
        what();
        handingMs += elapsed();
    };
    const build = await timed(() => engine.build(given, handing));
    const memory = engine.hasNoMemory ? null : host.memory(engine) - before;
    const figures = { build: (build.ms - handingMs) / 1000, handed: build.ms / 1000, memory, kinds: {} };
    const modes = engine.modes(build.value, given);
    for (const { name, mode, queries } of kinds) {
        if (modes[mode] !== undefined) figures.kinds[name] = await asked(modes[mode], queries);
    }
    // Last, because writing an index out takes memory of its own.
    figures.bytes = await engine.bytes?.(build.value);
    return figures;

    /** The times of the queries of one kind, and how many typing errors were seen through. */
    async function asked(search, queries) {
        const until = performance.now() + budget * 1000;
        // A tenth of the time goes to letting V8 compile what is called often. A fast engine's queries are over before it has.
        const warm = performance.now() + budget * 100;
        for (let at = 0; performance.now() < warm; at += 1) await tried(search, queries[at % queries.length].typed);
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

    /** Whether one of the hits has the word that was meant. */
    async function anyHas(hits, word) {
        for (const hit of hits) {
            const { headline, body } = stories[(await engine.story?.(hit)) ?? hit];
            if (words(`${headline} ${body}`).includes(word)) return true;
        }
        return false;
    }

    /** What it gives, and the milliseconds that it takes. */
    async function timed(what) {
        const elapsed = host.stopwatch(engine);
        const result = what();
        // Waiting for what is there already would add a turn of the event loop to synchronous engines.
        const value = result instanceof Promise ? await result : result;
        return { ms: elapsed(), value };
    }
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

function median(values) {
    return [...values].sort((a, b) => a - b)[values.length >> 1];
}
