// The stories: from a file of JSON lines, or made up where there is none.
//
// A story is {headline, place, day, author, tags, tagText, about, date, body}: texts but for `tags`, a list, and `date`,
// in seconds since 1970 or null. The body's paragraphs are on lines of their own. `tagText` and `about` (place, day and
// author in one) are for engines that have no use for the parts.

import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { dice } from "./dice.mjs";

/** Stories that are made up, unless fewer are asked for. */
const MADE_UP = 5_000;

/** The corpus that was asked for, with a name to print. */
export function corpus({ corpus: file, stories: most }) {
    if (file === undefined) return { name: "made up, from a fixed seed", stories: madeUp(Math.min(most, MADE_UP)) };
    const bytes = readFileSync(file);
    const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    const lines = text.split("\n", most).filter((line) => line !== "");
    return { name: path.basename(file), stories: lines.map((line) => story(JSON.parse(line))) };
}

/** A line of a corpus as a story. */
function story({ title = "", dateline = "", author = "", tags = [], date = "", body = "" }) {
    const comma = dateline.lastIndexOf(", ");
    const [place, day] = comma < 0 ? [dateline, ""] : [dateline.slice(0, comma), dateline.slice(comma + 2)];
    const instant = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(date) ? date : `${date}Z`);
    // Wire copy breaks lines where it likes and indents paragraphs.
    const paragraphs = body.split(/\n\s*\n|\n {4}/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
    return {
        headline: title.trim() || "-",
        place,
        day,
        author,
        tags,
        tagText: tags.join(" "),
        about: [place, day, author].filter(Boolean).join(" "),
        date: Number.isNaN(instant) ? null : instant / 1000,
        body: paragraphs.filter(Boolean).join("\n"),
    };
}

/** Stories of words that mean nothing, as often as words are in English: the nth stands 1/n as often as the first. */
function madeUp(count) {
    const roll = dice(1987);
    const words = [...new Set(Array.from({ length: 30_000 }, () => word(roll)))];
    const frequent = () => words[Math.floor(words.length ** (roll(1 << 30) / (1 << 30))) - 1];
    const run = (length) => Array.from({ length }, frequent).join(" ");
    const tags = words.slice(200, 320);
    return Array.from({ length: count }, (_, number) =>
        story({
            title: run(5 + roll(6)),
            dateline: `${words[400 + roll(60)].toUpperCase()}, Feb ${1 + roll(28)}`,
            author: `${words[500 + roll(40)]} ${words[600 + roll(40)]}`,
            tags: Array.from({ length: 1 + roll(3) }, () => tags[roll(1 + roll(tags.length))]),
            date: new Date(Date.UTC(2012, 0, 1) + number * 3_600_000).toISOString(),
            body: Array.from({ length: 3 + roll(5) }, () => `${run(15 + roll(40))}.`).join("\n\n"),
        }),
    );
}

/** Two to four syllables. */
function word(roll) {
    const from = (letters) => letters[roll(letters.length)];
    const syllable = () => from(["b", "c", "d", "f", "l", "m", "n", "p", "r", "s", "t", "st", "v"]) + from("aeiou");
    return Array.from({ length: 2 + roll(3) }, syllable).join("") + from(["", "n", "s", "r", "t", "l"]);
}
