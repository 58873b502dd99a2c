// Pagefind on the same stories and queries: builds its files into a folder, then counts what its script fetches for each
// query until ten results are there. `cargo xtask bench archive` runs it, in the folder where its package is installed.
//
// node pagefind.mjs CORPUS(.jsonl.gz) FOLDER QUERIES(.json)

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import * as pagefind from "pagefind";

const [corpus, folder, queryFile] = process.argv.slice(2);
/** An address that nobody asks a network for. */
const BASE = "http://pagefind.invalid/";

if (!existsSync(path.join(folder, "pagefind.js"))) await build();
report();
await ask();

/** Builds the files, as its own documentation advises for stories that are no pages, with all that cards and orders need. */
async function build() {
    const started = performance.now();
    const { index } = await pagefind.createIndex({ forceLanguage: "en" });
    const lines = gunzipSync(readFileSync(corpus)).toString().split("\n").filter(Boolean);
    for (const [number, line] of lines.entries()) {
        const story = JSON.parse(line);
        const { title = "-", dateline = "", body = "", author = "", tags = [], date = "", image = "" } = story;
        const content = [title, tags.join(" "), dateline, author, body].join("\n");
        // What a card of the archive shows besides, and the order by date that the archive has.
        const meta = { title, ...(date && { date }), ...(image && { image }), ...(dateline && { dateline }) };
        const record = { url: story.url || `/${number}`, content, language: "en", meta, sort: { date: date || "0" } };
        await index.addCustomRecord(tags.length > 0 ? { ...record, filters: { tag: tags } } : record);
    }
    await index.writeFiles({ outputPath: folder });
    await pagefind.close();
    console.log(`pagefind: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** What stories take; the scripts, styles and WebAssembly beside them are the reader, which is counted on neither side. */
function report() {
    const isData = (name) => /\.pf_|^pagefind-entry\.json$/.test(name);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const data = files.filter((entry) => entry.isFile() && isData(entry.name));
    const bytes = data.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
    console.log(`pagefind: ${data.length} files, ${bytes} bytes`);
}

/** Asks each query of a script that is new, and counts what it fetches besides itself and its WebAssembly. */
async function ask() {
    const traffic = { bytes: 0, requests: 0 };
    globalThis.fetch = async (address) => {
        const name = String(address).split("?")[0].slice(BASE.length);
        const content = readFileSync(path.join(folder, name));
        if (!name.endsWith(".pagefind") && !name.endsWith(".js")) {
            traffic.bytes += content.length;
            traffic.requests += 1;
        }
        return new Response(content);
    };
    for (const [kind, queries] of Object.entries(JSON.parse(readFileSync(queryFile, "utf8")))) {
        const costs = [];
        for (const [number, [typed, tag]] of queries.entries()) {
            Object.assign(traffic, { bytes: 0, requests: 0 });
            // A module with another address is another module: nothing is kept from the query before.
            const client = await import(`${pathToFileURL(path.join(folder, "pagefind.js")).href}?${kind}${number}`);
            await client.options({ basePath: BASE, baseUrl: "/", noWorker: true });
            const { results } = await client.search(typed, tag ? { filters: { tag } } : {});
            await Promise.all(results.slice(0, 10).map((hit) => hit.data()));
            costs.push({ ...traffic });
        }
        const at = (name, part) => {
            const sorted = costs.map((cost) => cost[name]).sort((a, b) => a - b);
            return sorted[Math.floor((sorted.length - 1) * part)];
        };
        const pair = (name) => `${at(name, 0.5)} / ${at(name, 0.95)}`;
        console.log(`pagefind: ${kind.padEnd(14)} cold bytes ${pair("bytes")}, requests ${pair("requests")}`);
    }
}
