// One engine in a page that `chromium.mjs` serves: the same stories, queries and steps as in Node.

import { measured } from "./measured.mjs";

const asked = new URLSearchParams(location.search);
const text = async (file) => (await fetch(file)).text();

try {
    const lines = (await text("run/stories.jsonl")).split("\n");
    const stories = lines.map((line) => JSON.parse(line));
    lines.length = 0;
    const kinds = JSON.parse(await text("run/queries.json"));
    const host = { stopwatch, memory };
    const figures = await measured({
        name: asked.get("engine"),
        stories,
        kinds,
        budget: Number(asked.get("budget")),
        host,
    });
    await fetch("figures", { method: "POST", body: JSON.stringify(figures) });
} catch (error) {
    await fetch("failed", { method: "POST", body: String(error.stack) });
}

/** Milliseconds by the clock, which a page may read to 5 microseconds if it shares its process with nobody. */
function stopwatch() {
    const started = performance.now();
    return () => performance.now() - started;
}

/** JavaScript's own bytes, and what the engine says that it takes outside. */
function memory(engine) {
    for (let turn = 0; turn < 3; turn += 1) globalThis.gc();
    return performance.memory.usedJSHeapSize + (engine.outside?.() ?? 0);
}
