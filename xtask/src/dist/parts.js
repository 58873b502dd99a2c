const parts = {SHARED: [SHARED_URL, "SHARED_INTEGRITY"], LATER: [LATER_URL, "LATER_INTEGRITY"], ARCHIVE: [ARCHIVE_URL, "ARCHIVE_INTEGRITY"]};
const here = {};
const early = {};

/** Fetches before it is asked for what stories out of an archive take: all of the program, of which the `first` part is on its way,
 * and, as soon as the manifest says where they lie, how the archive is laid out and the words that are searched for at first. What
 * cards are packed after comes while lists do. */
export function hasten({element, answer, ask}, first) {
    const begin = (part, after) => {
        early[part] = after.then(() => get(part)).then(compiled);
        // Whoever takes it hears of its failure.
        early[part].catch(() => {});
    };
    const now = Promise.resolve();
    begin("SHARED", now);
    begin("ARCHIVE", now);
    // What stands around the list comes while archives are asked. A file that has a hash is all there when it is answered.
    const programs = Promise.allSettled([first, early.SHARED, early.ARCHIVE]);
    begin("LATER", programs);
    const address = {hash: location.hash, query: location.search}[element.getAttribute("url-sync")] ?? "";
    const kept = new URLSearchParams(address.slice(1)).get((element.id || "dateline") + ".q");
    const typed = kept ?? element.getAttribute("query") ?? "";
    const asked = typed.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
    const isHash = (text) => /^[0-9a-f]{16}$/.test(text);
    // What is wrong with the manifest the reader says. Few segments have nearly all stories; a hostile one could have any number.
    answer.then((response) => response.clone().json()).then(({segments}) => {
        const largest = segments.slice(0, 8);
        const askFor = (folder, hash, range) => isHash(hash) && ask(`${folder}/${hash}.bin`, range, read);
        for (const {root, words} of largest) {
            askFor("roots", root);
            for (const word of asked.slice(0, 8)) {
                const shard = shardOf(words, word);
                if (shard) askFor("words", shard.file, `bytes=${shard.start}-${shard.start + shard.len - 1}`);
            }
        }
        programs.then(() => {
            if (element.isConnected) for (const {sample} of largest) askFor("cards", sample);
        });
    }).catch(() => {});
}

/** An answer whose bytes are all here: the reader need not wait for them in the middle of its start. */
function read(answer) {
    return answer.then(async (response) => new Response(await response.arrayBuffer(), response));
}

/** Where the shard lies that holds a word. docs/archive-format.md says how a manifest puts it. */
function shardOf(files, word) {
    let found;
    for (const [file, firsts, more] of files) {
        let [key, start, len] = ["", 0, 0];
        for (const [at, first] of firsts.entries()) {
            key = key.slice(0, parseInt(first[0], 36)) + first.slice(1);
            len += more[at];
            if (key <= word) found = {file, start, len};
            start += len;
        }
    }
    return found;
}

function get(name) {
    const [url, integrity] = parts[name];
    return fetch(url, {integrity});
}

/** What cannot be compiled so is told of by who starts it. */
function compiled(response) {
    return WebAssembly.compileStreaming(response.clone()).catch(() => response);
}

async function loadParts(callback, data, names) {
    let isThere = true;
    try {
        await Promise.all(names.map((name) => (here[name] ??= fetchPart(name))));
    } catch (error) {
        isThere = false;
        console.error(`Dateline: The rest of the reader could not be fetched. (${error.message ?? error}) More: docs/errors.md#rest-missing`);
    }
    wasm.__indirect_function_table.get(callback)(data, isThere);
}

async function fetchPart(name) {
    const begun = early[name] ?? get(name);
    delete early[name];
    try {
        return await __wbg_load(await begun, {__wasm_split: {GIVEN}});
    } catch (error) {
        delete here[name];
        throw error;
    }
}
