// Measures search engines side by side: the same stories and queries for each, one after another, one process each.
//
// `cargo xtask bench search` builds our engine, installs the others and calls this; what it takes is in `options.mjs`.
// Read on in this order: `corpus.mjs` (the stories), `queries.mjs` (what is asked), `engines/` (who is asked, a file
// each), `measured.mjs` (how), `measure.mjs` and `chromium.mjs` (where), `table.mjs` (what is printed).

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { corpus } from "./corpus.mjs";
import { options } from "./options.mjs";
import { queries } from "./queries.mjs";
import { merge, report } from "./table.mjs";

const asked = options(process.argv.slice(2));
const folder = path.join(import.meta.dirname, "run");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const { name, stories } = corpus(asked);
const kinds = queries(stories, asked.seed);
// As text, so that each engine reads strings that no other has touched.
writeFileSync(path.join(folder, "stories.jsonl"), stories.map((story) => JSON.stringify(story)).join("\n"));
writeFileSync(path.join(folder, "queries.json"), JSON.stringify(kinds));
const load = os.loadavg()[0].toFixed(1);
const place = asked.in === "chromium" ? "Chromium by " : ""
console.log(`${stories.length} stories (${name}), ${place}Node ${process.version}, ${os.cpus().length} cores, load ${load}\n`);

const rounds = new Map(asked.engines.map((engine) => [engine, []]));
// Round by round, not engine by engine: what else the machine does then falls on all of them.
for (let round = 0; round < asked.rounds; round += 1) {
    for (const engine of asked.engines) {
        const before = rounds.get(engine);
        if (before.length === round && !before.some((figures) => figures.failed || figures.wall > asked.patience)) {
            before.push(measured(engine, round));
        }
    }
}
const results = asked.engines.map((engine) => merge(engine, rounds.get(engine)));
console.log(report(results, kinds, asked));

/** The figures of one engine, measured in a process of its own. */
function measured(engine, round) {
    process.stderr.write(`round ${round + 1}: ${engine} …`);
    const out = path.join(folder, `${engine.replace(":", "-")}-${round}.json`);
    // The largest corpus needs more than Node's own limit in Lunr and Orama.
    const flags = ["--expose-gc", "--max-old-space-size=12000"];
    const script = path.join(import.meta.dirname, asked.in === "chromium" ? "chromium.mjs" : "measure.mjs");
    const started = Date.now();
    const run = spawnSync(process.execPath, [...flags, script, engine, folder, out, String(asked.budget)], {
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
    });
    const wall = (Date.now() - started) / 1000;
    process.stderr.write(` ${wall.toFixed(0)} s\n`);
    if (run.status !== 0) {
        process.stderr.write(run.stderr);
        return { failed: true, wall };
    }
    return { ...JSON.parse(readFileSync(out, "utf8")), wall };
}
