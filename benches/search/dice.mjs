// Random numbers that are the same in every run.

/** A generator (mulberry32): calls give numbers from 0 up to, and without, `sides`. */
export function dice(seed) {
    let state = seed >>> 0;
    return (sides) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
    };
}

/** The list in another order. */
export function shuffled(list, roll) {
    const copy = [...list];
    for (let left = copy.length; left > 1; left -= 1) {
        const at = roll(left);
        [copy[at], copy[left - 1]] = [copy[left - 1], copy[at]];
    }
    return copy;
}
