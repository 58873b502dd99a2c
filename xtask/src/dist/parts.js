const parts = {SHARED: [SHARED_URL, "SHARED_INTEGRITY"], LATER: [LATER_URL, "LATER_INTEGRITY"], ARCHIVE: [ARCHIVE_URL, "ARCHIVE_INTEGRITY"]};
const here = {};
const early = {};

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
