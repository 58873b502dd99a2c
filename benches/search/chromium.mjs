// One engine in a Chromium of its own: node chromium.mjs ENGINE FOLDER OUT BUDGET
//
// It serves this folder to one page, `page.mjs`, which sends the figures back; they are written to OUT.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";

const [engine, , out, budget] = process.argv.slice(2);

/** What the engines import by name. */
const IMPORTS = { minisearch: "/node_modules/minisearch/dist/es/index.js" };
const PAGE = `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module" src="page.mjs"></script>`;
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
/** A page that lets no other in may read the clock finely. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

const profile = mkdtempSync(path.join(os.tmpdir(), "bench-search-"));
const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (request.method === "POST") {
        const body = (await request.toArray()).join("");
        response.end();
        if (pathname === "/figures") writeFileSync(out, body);
        else process.stderr.write(`${body}\n`);
        finish(pathname === "/figures" ? 0 : 1);
        return;
    }
    try {
        const body = pathname === "/" ? PAGE : readFileSync(path.join(import.meta.dirname, pathname));
        const type = pathname === "/" ? "text/html" : (TYPES[path.extname(pathname)] ?? "text/plain");
        response.writeHead(200, { "Content-Type": type, ...ISOLATED }).end(body);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));

const address = `http://127.0.0.1:${server.address().port}/?${new URLSearchParams({ engine, budget })}`;
const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc --max-old-space-size=4000",
    `--user-data-dir=${profile}`,
];
const browser = spawn(process.env.CHROMIUM ?? "chromium", [...flags, address], { stdio: "ignore" });
const ended = new Promise((end) => browser.once("close", end));
browser.once("error", ({ message }) => {
    process.stderr.write(`${message}: name a Chromium in CHROMIUM\n`);
    process.exit(1);
});
browser.once("exit", () => finish(1));

let isFinished = false;

/** Ends the browser, takes its profile away and exits. */
async function finish(status) {
    if (isFinished) return;
    isFinished = true;
    browser.kill();
    await ended;
    try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
        // A process of the browser may still write there; the figures are worth more than an empty folder.
        process.stderr.write(`left behind: ${error.message}\n`);
    }
    process.exit(status);
}
