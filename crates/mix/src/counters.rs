//! What came after each context: a counter for each bit that may come, in slots found by the context's hash.

use crate::scale::stretch;

/// Contexts: none, the last one, two and three bytes, the letters of the word so far, and these with the word before.
pub(crate) const CONTEXTS: usize = 6;
/// The contexts from this one on go by letters, and do not tell a small one from a capital.
const BY_LETTERS: usize = 4;
/// Counters of a slot, the first of which is the check of whose they are: half a byte is coded with fifteen.
const SLOT: usize = 16;
/// A counter that has seen nothing: a likelihood of 2,048 of 4,096, above four bits for how much it has seen.
const UNKNOWN: u16 = 2_048 << 4;
/// Bits from which on a counter moves no more slowly.
const SLOWEST: u16 = 14;
/// What a counter moves by, of 65,536, after so many bits: 1 / (n + 1.6).
const STEPS: [i32; SLOWEST as usize + 1] = {
    let mut steps = [0; SLOWEST as usize + 1];
    let mut seen = 0;
    while seen < steps.len() {
        steps[seen] = (655_360 / (10 * seen + 16)) as i32;
        seen += 1;
    }
    steps
};
/// What is known of counters is kept apart for 32 likelihoods and 16 numbers of bits that were seen, for each context.
const MAP: usize = 32 * 16;

/// The counters of all contexts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counters {
    counters: Vec<u16>,
    hashes: [u32; CONTEXTS],
    slots: [usize; CONTEXTS],
    /// How likely a bit is of which a counter says so much, of 65,536: one that has seen little, and always the same, is
    /// mostly right in one context and mostly wrong in another.
    maps: Vec<u16>,
    asked: [usize; CONTEXTS],
}

impl Counters {
    /// So many powers of two of them.
    pub(crate) fn new(bits: u32) -> Self {
        Self {
            counters: vec![UNKNOWN; 1 << bits],
            hashes: [0; CONTEXTS],
            slots: [0; CONTEXTS],
            maps: (0..CONTEXTS * MAP).map(|at| (at % MAP / 16 * 2_048 + 1_024) as u16).collect(),
            asked: [0; CONTEXTS],
        }
    }

    /// Bytes that they take.
    pub(crate) fn memory_bytes(&self) -> usize {
        size_of_val(self.counters.as_slice()) + size_of_val(self.maps.as_slice())
    }

    /// Turns to what comes next in these contexts.
    pub(crate) fn turn_to(&mut self, contexts: [u32; CONTEXTS]) {
        for (hash, (number, context)) in self.hashes.iter_mut().zip((1..).zip(contexts)) {
            *hash = context.wrapping_mul(0x2c92_77b5) ^ number << 29;
        }
        self.find_slots(0);
    }

    /// Finds the counters of each context, after half a byte, above which is a bit that is set, or before, which is 0.
    pub(crate) fn find_slots(&mut self, half: u32) {
        let bits = self.counters.len().ilog2();
        // Of letters the first half is 4 or 5 for capitals, and 6 or 7 for small ones.
        let letter = if half >> 2 == 0b101 { half | 2 } else { half };
        for (number, (slot, context)) in self.slots.iter_mut().zip(self.hashes).enumerate() {
            let half = if number >= BY_LETTERS { letter } else { half };
            let hash = context.wrapping_add(half.wrapping_mul(0x9e37_79b1));
            let hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
            let hash = hash ^ hash >> 13;
            let (check, place) = (hash as u16, (hash.wrapping_mul(0xc2b2_ae35) >> (32 - bits)) as usize);
            let first = place & !(SLOT - 1);
            let second = first ^ SLOT;
            *slot = if self.counters[first] == check {
                first
            } else if self.counters[second] == check {
                second
            } else {
                // The one that has seen less is given up.
                let seen = |slot: usize| self.counters[slot + 1] & 15;
                let given_up = if seen(first) <= seen(second) { first } else { second };
                self.counters[given_up..given_up + SLOT].fill(UNKNOWN);
                self.counters[given_up] = check;
                given_up
            };
        }
    }

    /// Each context's guess for the bit at a node of half a byte, and how many contexts have been there before.
    pub(crate) fn guess(&mut self, node: usize, guesses: &mut [i32]) -> usize {
        let mut known = 0;
        for (number, (guess, slot)) in guesses.iter_mut().zip(self.slots).enumerate() {
            let counter = self.counters[slot + node];
            self.asked[number] = number * MAP + usize::from(counter >> 11) * 16 + usize::from(counter & 15);
            *guess = stretch(self.maps[self.asked[number]] >> 4);
            known += usize::from(counter & 15 > 0);
        }
        known
    }

    /// Learns what the bit was; `is_news` if it was not known before.
    pub(crate) fn learn(&mut self, node: usize, bit: bool, is_news: bool) {
        for asked in self.asked {
            approach(&mut self.maps[asked], bit, 7);
        }
        if is_news {
            for slot in self.slots {
                learn(&mut self.counters[slot + node], bit);
            }
        }
    }
}

fn learn(counter: &mut u16, bit: bool) {
    let (likely, seen) = (i32::from(*counter >> 4), *counter & 15);
    let goal = if bit { 4_095 } else { 0 };
    let likely = likely + (((goal - likely) * STEPS[usize::from(seen)]) >> 16);
    *counter = (likely as u16) << 4 | (seen + 1).min(SLOWEST);
}

/// Moves a likelihood of 65,536 by a part of the way, which is a power of two.
pub(crate) fn approach(likely: &mut u16, bit: bool, part: u32) {
    let goal = if bit { 65_535 } else { 0 };
    *likely = (i32::from(*likely) + ((goal - i32::from(*likely)) >> part)) as u16;
}
