// What is asked: words of the stories themselves, drawn by a seeded generator.
//
// A word to be asked for is one of a random story, of four letters or more, that stands in at least three stories and
// in a fifth of them at most; so frequent words are asked for more often than rare ones, as a reader would.

import { dice, shuffled } from "./dice.mjs";

/** Queries of each kind; fewer where a corpus has not enough words. */
const COUNT = 200;
/** Words that are typed letter by letter. */
const TYPED = 40;
/** Words that count as common. */
const COMMON = 20;

/** The kinds of queries: {name, mode, queries: [{typed, meant}]}, where `meant` is the word behind a typing error. */
export function queries(stories, seed) {
    const roll = dice(seed);
    const texts = stories.map((story) => words(`${story.headline} ${story.body}`));
    const known = counted(texts);
    const asked = (word) => {
        const stories = known.get(word);
        return word.length >= 4 && stories >= 3 && stories <= texts.length / 5;
    };
    const draw = (take) => distinct(COUNT, () => take(texts[roll(texts.length)]));
    const some = (list) => list[roll(list.length)];

    const one = draw((text) => some(text.filter(asked)));
    const two = draw((text) => {
        const first = some(text.filter(asked));
        const second = some(text.filter((word) => asked(word) && word !== first));
        return first && second && `${first} ${second}`;
    });
    const phrases = draw((text) => {
        const at = roll(Math.max(text.length - 1, 1));
        const [first, second] = text.slice(at, at + 2);
        return second && (asked(first) || asked(second)) && `${first} ${second}`;
    });
    const typos = distinct(COUNT, () => {
        const meant = some(texts[roll(texts.length)].filter((word) => asked(word) && word.length >= 5));
        const typed = meant && typo(meant, roll);
        // What is itself a word is no error that anyone could see.
        return typed && !known.has(typed) && JSON.stringify({ typed, meant });
    });
    const keys = one.slice(0, TYPED).flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)));
    const often = [...known].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, COMMON);
    const common = often.map(([word]) => word);
    const pairs = common.map((word, at) => `${word} ${common[(at + 7) % common.length]}`);

    const plain = (list) => list.map((typed) => ({ typed }));
    return [
        { name: "one word", mode: "words", queries: plain(one) },
        { name: "two words", mode: "words", queries: plain(two) },
        // Out of order, so that whoever is too slow for all of them still gets some of every length.
        { name: "keystrokes", mode: "prefix", queries: plain(shuffled(keys, roll)) },
        { name: "one edit wrong", mode: "typo", queries: typos.map((text) => JSON.parse(text)) },
        { name: "phrases", mode: "phrase", queries: plain(phrases) },
        { name: "common words", mode: "words", queries: plain(shuffled([...common, ...pairs], roll)) },
    ];
}

/** The words of a text that have nothing but letters, in lower case. */
export function words(text) {
    return text.toLowerCase().match(/(?<![\p{L}\p{N}'’-])[a-z]+(?![\p{L}\p{N}'’-])/gu) ?? [];
}

/** Each word with the number of texts that have it. */
function counted(texts) {
    const known = new Map();
    for (const text of texts) {
        for (const word of new Set(text)) known.set(word, (known.get(word) ?? 0) + 1);
    }
    return known;
}

/** Different results of `take`, what is empty left out; fewer than asked for if they do not come. */
function distinct(count, take) {
    const found = new Set();
    for (let tries = 0; tries < count * 50 && found.size < count; tries += 1) {
        const value = take();
        if (value) found.add(value);
    }
    return [...found];
}

/** The word with a letter too many, too few or wrong, or two swapped, anywhere in it. */
function typo(word, roll) {
    const at = roll(word.length);
    const letter = "abcdefghijklmnopqrstuvwxyz"[roll(26)];
    const [before, after] = [word.slice(0, at), word.slice(at)];
    switch (roll(4)) {
        case 0: return before + letter + after;
        case 1: return before + after.slice(1);
        case 2: return before + letter + after.slice(1);
        default: return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
    }
}
