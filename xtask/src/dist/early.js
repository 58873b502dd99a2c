/** Fetches before it is asked for what stories out of an archive take: all of the program, of which the `first` part is on its way,
 * and, as soon as the manifest says where they lie, how the archive is laid out and the words that are searched for at first; of a
 * single word also which stories have it. What cards are packed after comes while lists do. */
export function hasten(archive, first) {
    const {element, answer, ask} = archive;
    const begin = (part, after) => {
        early[part] = after.then(() => get(part)).then(compiled);
        // Whoever takes it hears of its failure.
        early[part].catch(() => {});
    };
    const now = Promise.resolve();
    begin("SHARED", now);
    begin("ARCHIVE", now);
    // What stands around the list comes while archives are asked: it takes a round to begin to come, and by then the first part is
    // mostly here. A file that has a hash is all there when it is answered.
    begin("LATER", Promise.allSettled([early.SHARED, early.ARCHIVE]));
    const programs = Promise.allSettled([first, early.SHARED, early.ARCHIVE]);
    const address = {hash: location.hash, query: location.search}[element.getAttribute("url-sync")] ?? "";
    const kept = new URLSearchParams(address.slice(1)).get((element.id || "dateline") + ".q");
    const typed = kept ?? element.getAttribute("query") ?? "";
    // Folded about as the dictionary is: another word's shard would be in the way.
    const asked = typed.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[\p{L}\d]+/gu) ?? [];
    /** Parts of files of lists that were asked for; the reader will want parts of them. */
    const bundles = [];
    archive.within = (url, range) => within(bundles, url, range);
    const isHash = (text) => /^[0-9a-f]{16}$/.test(text);
    // What is wrong with the manifest the reader says. Few segments have nearly all stories; a hostile one could have any number.
    answer.then((response) => response.clone().json()).then(({segments}) => {
        const largest = segments.slice(0, 8);
        const askFor = (folder, hash, range) => isHash(hash) && ask(`${folder}/${hash}.bin`, range && rangeOf(range), read);
        const askForHeads = async (word, shard) => {
            const {status, here} = await shard;
            const bundle = status === 206 && bundleOf(here, word);
            const answer = bundle && askFor("lists", bundle.file, bundle);
            if (answer) bundles.push({...bundle, answer, given: [rangeOf(bundle)]});
        };
        for (const {root, words} of largest) {
            askFor("roots", root);
            for (const word of asked.slice(0, 8)) {
                const place = shardOf(words, word);
                const shard = place && askFor("words", place.file, place);
                if (shard && asked.length === 1) askForHeads(word, shard).catch(() => {});
            }
        }
        programs.then(() => {
            if (element.isConnected) for (const {sample} of largest) askFor("cards", sample);
        });
    }).catch(() => {});
}

/** An answer whose bytes are all here: the reader need not wait for them in the middle of its start. */
function read(answer) {
    return answer.then(async (response) => answered(new Uint8Array(await response.arrayBuffer()), response));
}

/** An answer like another, with its bytes at hand: a browser's own way to them takes a few tasks. */
function answered(bytes, like) {
    return Object.assign(new Response(bytes, like), {here: bytes});
}

/** Where the shard lies that holds a word. docs/archive-format.md says how a manifest puts it. */
function shardOf(files, word) {
    let found;
    for (const [file, firsts, more] of files) {
        let [key, start, len] = ["", 0, 0];
        for (const [at, first] of firsts.entries()) {
            key = key.slice(0, parseInt(first[0], 36)) + first.slice(1);
            len += more[at];
            if (key <= word) found = {file, start, end: start + len};
            start += len;
        }
    }
    return found;
}

/** More bytes than this are not asked for on a guess. */
const MOST_OF_BUNDLE = 32_000;

/** Where the heads of a word's lists and of those of its kin lie, out of the shard that holds the word. */
function bundleOf(shard, word) {
    let at = 0;
    const number = () => {
        let [number, shift, byte] = [0, 0];
        do {
            byte = shard[at++];
            number |= (byte & 127) << shift;
            shift += 7;
        } while (byte > 127);
        return number >>> 0;
    };
    number();
    const files = number();
    const file = Array.from(shard.subarray(at, at + 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
    at += 8 * files;
    let start = number();
    number();
    let [found, key] = [undefined, []];
    for (let left = number(); left && at < shard.length; left--) {
        key = key.slice(0, number());
        const len = number();
        key.push(...shard.subarray(at, (at += len)));
        const end = start + number();
        if (new TextDecoder().decode(new Uint8Array(key)) <= word) found = {file, start, end};
        start = end;
    }
    return found && found.end - found.start < MOST_OF_BUNDLE ? found : undefined;
}

function rangeOf({start, end}) {
    return `bytes=${start}-${end - 1}`;
}

/** The part of a file that lies in what was asked for already, if any does. What is asked for once more was of no use. */
function within(bundles, url, range = "") {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const bundle = bundles.find(({file, start, end}) => url.endsWith(`/${file}.bin`) && start <= first && last < end);
    if (!bundle || bundle.given.includes(range)) return;
    bundle.given.push(range);
    return bundle.answer.then((response) => {
        const {status, here} = response;
        return answered(status === 206 ? here.slice(first - bundle.start, last - bundle.start + 1) : here, response);
    });
}
