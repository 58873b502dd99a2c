// The figures of all rounds as one table, and below it what they are to MiniSearch's.

/** The engine that all are compared with. */
const YARDSTICK = "minisearch";

/** The medians over an engine's rounds. */
export function merge(engine, rounds) {
    const good = rounds.filter((round) => !round.failed);
    if (good.length === 0) return { engine, failed: true };
    const kinds = Object.keys(good[0].kinds).map((name) => {
        const all = good.map((round) => round.kinds[name]);
        const asked = Math.min(...all.map((kind) => kind.times.length));
        const times = Array.from({ length: asked }, (_, at) => median(all.map((kind) => kind.times[at])));
        return [name, { times: times.sort((a, b) => a - b), found: all[0].found, failed: all[0].failed }];
    });
    return {
        engine,
        rounds: good.length,
        build: median(good.map((round) => round.build)),
        handed: median(good.map((round) => round.handed)),
        memory: good[0].memory === null ? null : median(good.map((round) => round.memory)),
        bytes: good[0].bytes,
        kinds: Object.fromEntries(kinds),
    };
}

/** All that is printed. */
export function report(results, kinds, asked) {
    const good = results.filter((result) => !result.failed);
    const yardstick = good.find((result) => result.engine === YARDSTICK);
    const parts = [
        "Medians; latency in ms, half of the queries / 95 % of them; memory without the stories' own text. \"found\" is",
        "the share of typing errors for which one of ten hits has the word that was meant. Ours counts every tag as well.",
        "\"build\" is from stories that are ready to be read, JavaScript's objects for the others and ours for ours; \"handed\"",
        "also counts what it takes to hand ours over: JavaScript's strings written as bytes, and stories made of them.",
        "",
        columns([heading(kinds), ...good.map((result) => row(result, kinds))]),
    ];
    if (yardstick !== undefined && good.length > 1) {
        parts.push("", "MiniSearch's figure divided by the engine's: above 1, the engine is better; latency at 95 %.", "");
        parts.push(columns([ratioHeading(kinds), ...good.map((result) => ratios(result, yardstick, kinds))]));
    }
    const notes = results.flatMap((result) => remarks(result, kinds, asked));
    if (notes.length > 0) parts.push("", ...notes);
    return parts.join("\n");
}

function heading(kinds) {
    const names = kinds.flatMap(({ name, mode }) => (mode === "typo" ? [name, "found"] : [name]));
    return ["engine", "build s", "handed s", "memory MB", "index MB", ...names, "longest"];
}

function row(result, kinds) {
    const cells = kinds.flatMap(({ name, mode }) => {
        const kind = result.kinds[name];
        const latency = kind ? `${ms(part(kind.times, 0.5))} / ${ms(part(kind.times, 0.95))}` : "–";
        return mode === "typo" ? [latency, kind ? kind.found.toFixed(3) : "–"] : [latency];
    });
    const longest = Math.max(...Object.values(result.kinds).map(({ times }) => times.at(-1)));
    const seconds = [result.build.toFixed(2), result.handed.toFixed(2)];
    return [result.engine, ...seconds, mega(result.memory), mega(result.bytes), ...cells, ms(longest)];
}

function ratioHeading(kinds) {
    return ["engine", "build", "handed", "memory", "index", ...kinds.map((kind) => kind.name)];
}

function ratios(result, yardstick, kinds) {
    const times = (theirs, ours) => (theirs > 0 && ours > 0 ? `${significant(theirs / ours)}x` : "–");
    const at95 = ({ kinds }, name) => kinds[name] && part(kinds[name].times, 0.95);
    const cells = kinds.map(({ name }) => times(at95(yardstick, name), at95(result, name)));
    // Less than this is what the garbage collector forgot.
    const memory = result.memory > 500_000 ? result.memory : undefined;
    const sizes = [
        times(yardstick.build, result.build),
        times(yardstick.handed, result.handed),
        times(yardstick.memory, memory),
        times(yardstick.bytes, result.bytes),
    ];
    return [result.engine, ...sizes, ...cells];
}

/** What a reader of the table must know about this engine: what it was asked less often, and what it refused. */
function remarks({ engine, failed, rounds, kinds: measured }, kinds, asked) {
    if (failed) return [`${engine} failed; its own words stand above.`];
    const notes = [];
    if (rounds < asked.rounds) notes.push(`in ${rounds} of ${asked.rounds} rounds`);
    for (const { name, queries } of kinds) {
        const kind = measured[name];
        if (kind && kind.times.length < queries.length) notes.push(`${kind.times.length} of ${queries.length} ${name}`);
        if (kind?.failed > 0) notes.push(`refused ${kind.failed} of ${name}`);
    }
    return notes.length > 0 ? [`${engine} is slow or has limits: ${notes.join(", ")}.`] : [];
}

/** Cells below each other: the first column to the left, the rest to the right. */
function columns(rows) {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    const padded = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
    return rows.map((row) => row.map(padded).join("  ")).join("\n");
}

function ms(value) {
    return value < 0.1 ? value.toFixed(3) : significant(value);
}

function significant(value) {
    return value >= 100 ? value.toFixed(0) : value.toPrecision(value < 0.01 ? 1 : 3);
}

function mega(bytes) {
    return bytes === null || bytes === undefined ? "–" : (Math.max(bytes, 0) / 1e6).toFixed(1);
}

/** The value that this part of a sorted list does not exceed. */
function part(sorted, share) {
    return sorted[Math.ceil(sorted.length * share) - 1];
}

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[sorted.length >> 1];
}
