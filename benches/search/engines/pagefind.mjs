// Pagefind: a program of its own writes files, which its script reads as queries need them; here from memory, where a
// reader would wait for a network. Only the search itself is timed, not fetching the ten fragments that tell what was
// found. Its memory is not to be had from outside.

import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as pagefind from "pagefind";

/** An address that nobody asks a network for. */
const BASE = "http://pagefind.invalid/";

export default () => ({
    // The work is done by another process, so that this one's processor time says nothing.
    elsewhere: true,
    hasNoMemory: true,
    async build(stories) {
        const { index } = await pagefind.createIndex({ forceLanguage: "en" });
        for (const [number, { headline, tagText, about, body, tags }] of stories.entries()) {
            const content = [headline, tagText, about, body].join("\n");
            const record = { url: `/${number}`, content, language: "en", meta: { title: headline } };
            await index.addCustomRecord(tags.length > 0 ? { ...record, filters: { tag: tags } } : record);
        }
        const { files } = await index.getFiles();
        await pagefind.close();
        const client = await opened(files);
        return { client, bytes: files.reduce((sum, file) => sum + file.content.length, 0) };
    },
    modes({ client }) {
        const search = async (typed) => {
            const { results } = await client.search(typed);
            return results.slice(0, 10);
        };
        return { words: search, prefix: search, typo: search, phrase: (typed) => search(`"${typed}"`) };
    },
    story: async (hit) => Number((await hit.data()).url.slice(1)),
    bytes: ({ bytes }) => bytes,
});

/** Its script for browsers, whose requests are answered from the files. */
async function opened(files) {
    const known = new Map(files.map((file) => [BASE + file.path, file.content]));
    globalThis.fetch = async (address) => new Response(known.get(String(address).split("?")[0]));
    const folder = mkdtempSync(path.join(os.tmpdir(), "pagefind-"));
    const script = path.join(folder, "pagefind.mjs");
    writeFileSync(script, known.get(`${BASE}pagefind.js`));
    const client = await import(pathToFileURL(script).href);
    await client.options({ basePath: BASE, baseUrl: "/", noWorker: true });
    await client.init();
    return client;
}
