//! Bytes as coded bits: what comes next is guessed from what came before, by several guesses that are weighed.
//!
//! Cards and texts are kept a few stories at a time, so that little need be fetched for one. Compression by copies of what
//! came before, as deflate's, gains little from so few bytes; guesses gain from everything that was ever coded before them,
//! and a copy of what is known after a sample of the archive's own texts is what each block begins with. It takes a third
//! less than deflate with a preset dictionary, and an unpacker of a tenth of the size.
//!
//! After Mahoney's lpaq ("Adaptive weighing of context models for lossless data compression", 2005), with fewer contexts and one
//! mixer, since a page has to unpack it.

use crate::code::{Decoder, Encoder};

/// Contexts: the last one, two and three bytes, and the letters of the word so far.
const CONTEXTS: usize = 4;
/// Guesses: one of each context, what followed when the same came last, and one that is always the same.
const GUESSES: usize = CONTEXTS + 2;
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

/// Bytes that must be the same before it is guessed that what follows them is, too.
const SHORTEST: usize = 4;
/// Bytes that are compared at most.
const LONGEST: usize = 32;
/// From so many bytes on it is nearly sure, and contexts need not learn what was right.
const SURE: usize = 16;
/// Places that are kept of where the same came last.
const PLACES: usize = 1 << 14;

/// What weights are at first, of 65,536, and how far they go.
const WEIGHT: i32 = 18_000;
const HEAVIEST: i32 = 1 << 19;

/// What is known of the bytes so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mixer {
    counters: Vec<u16>,
    weights: Vec<[i32; GUESSES]>,
    /// All bytes so far.
    past: Vec<u8>,
    /// Where bytes like the last ones came last, and how long both have been the same.
    places: Vec<u32>,
    copy: usize,
    same: usize,
    /// How likely what is guessed so is, by for how long it was right, of 65,536.
    copies: [[u16; 2]; LONGEST],
    hashes: [u32; CONTEXTS],
    slots: [usize; CONTEXTS],
    word: u32,
}

impl Default for Mixer {
    fn default() -> Self {
        Self::new(12)
    }
}

impl Mixer {
    /// Nothing is known; so many powers of two of counters.
    pub(crate) fn new(bits: u32) -> Self {
        let mut new = Self {
            counters: vec![UNKNOWN; 1 << bits],
            weights: vec![[WEIGHT; GUESSES]; 3 * 256],
            past: Vec::new(),
            places: vec![0; PLACES],
            copy: 0,
            same: 0,
            copies: [[1 << 15; 2]; LONGEST],
            hashes: [0; CONTEXTS],
            slots: [0; CONTEXTS],
            word: 0,
        };
        new.turn_to_next();
        new
    }

    /// Writes a byte.
    pub(crate) fn put(&mut self, out: &mut Encoder, byte: u8) {
        let mut left = 8;
        self.code(|likely| {
            left -= 1;
            let bit = byte >> left & 1 == 1;
            out.put(likely, bit);
            bit
        });
    }

    /// Reads a byte.
    pub(crate) fn take(&mut self, from: &mut Decoder<'_>) -> u8 {
        self.code(|likely| from.take(likely))
    }

    /// Knows no bytes any more, but all that was learnt from them, and what they were.
    /// Goes on as after these bytes and an end before them, without learning that they came.
    pub(crate) fn remember(&mut self, bytes: &[u8]) {
        std::iter::once(&0).chain(bytes).for_each(|&byte| self.push(byte));
    }

    /// All bytes so far.
    pub(crate) fn past(&self) -> &[u8] {
        &self.past
    }

    /// Codes a byte: `code` is told how likely each bit is to be set, and says what it is.
    #[inline(always)] // writing and reading differ in one line each
    fn code(&mut self, mut code: impl FnMut(u32) -> bool) -> u8 {
        let (mut byte, mut node) = (1_u32, 1);
        for place in 0..8 {
            let (copied, copy) = self.copied(place, byte);
            let mut guesses = [0; GUESSES];
            for (guess, slot) in guesses.iter_mut().zip(self.slots) {
                *guess = stretch(self.counters[slot + node] >> 4);
            }
            if let Some(bit) = copied {
                guesses[CONTEXTS] = stretch(self.copies[copy][usize::from(bit)] >> 4);
            }
            guesses[CONTEXTS + 1] = 256;
            let set = 256 * (usize::from(copied.is_some()) + usize::from(copied.is_some() && self.same >= SURE));
            let weights = &mut self.weights[set + byte as usize];
            let sum: i32 = weights.iter().zip(guesses).map(|(weight, guess)| (weight * guess) >> 8).sum();
            let likely = squash(sum >> 8);
            let bit = code((likely as u32) << 4);
            let error = ((i32::from(bit) << 12) - likely) * 8;
            for (weight, guess) in weights.iter_mut().zip(guesses) {
                *weight = (*weight + ((guess * error + (1 << 13)) >> 14)).clamp(-HEAVIEST, HEAVIEST);
            }
            if !(copied == Some(bit) && self.same >= SURE) {
                for slot in self.slots {
                    learn(&mut self.counters[slot + node], bit);
                }
            }
            if let Some(expected) = copied {
                let likely = &mut self.copies[copy][usize::from(expected)];
                let goal = if bit { 65_535 } else { 0 };
                *likely = (i32::from(*likely) + ((goal - i32::from(*likely)) >> 6)) as u16;
                self.same = if expected == bit { self.same } else { 0 };
            }
            (byte, node) = (byte << 1 | u32::from(bit), node << 1 | usize::from(bit));
            if place == 3 {
                self.find_slots(byte);
                node = 1;
            }
        }
        self.push(byte as u8);
        byte as u8
    }

    /// The bit that is guessed because the bytes before were the same, and which likelihood is its.
    fn copied(&mut self, place: u32, byte: u32) -> (Option<bool>, usize) {
        if self.same == 0 {
            return (None, 0);
        }
        let expected = u32::from(self.past[self.copy]) | 256;
        let copy = self.same.min(LONGEST - 1);
        if expected >> (8 - place) == byte { (Some(expected >> (7 - place) & 1 == 1), copy) } else { (None, 0) }
    }

    fn push(&mut self, byte: u8) {
        self.past.push(byte);
        self.word = match byte.to_ascii_lowercase() {
            letter @ (b'a'..=b'z' | 128..) => self.word.wrapping_add(letter.into()).wrapping_mul(0x2f0b_4c47),
            _ => 0,
        };
        let is_same = self.same > 0 && self.past[self.copy] == byte;
        (self.same, self.copy) = if is_same { (self.same + 1, self.copy + 1) } else { (0, 0) };
        self.turn_to_next();
    }

    /// Looks up what is known of what comes next.
    fn turn_to_next(&mut self) {
        let len = self.past.len();
        let last = self.past.iter().rev().take(4).rev().fold(0_u32, |last, &byte| last << 8 | u32::from(byte));
        if len >= SHORTEST {
            let place = &mut self.places[(last.wrapping_mul(0x9e37_79b1) >> 18) as usize];
            let before = std::mem::replace(place, len as u32) as usize;
            if self.same == 0 && before > 0 {
                let pairs = self.past[..before].iter().rev().zip(self.past.iter().rev());
                let same = pairs.take(LONGEST).take_while(|(one, other)| one == other).count();
                (self.same, self.copy) = if same >= SHORTEST { (same, before) } else { (0, 0) };
            }
        }
        let contexts = [last & 0xff, last & 0xffff, last & 0xff_ffff, self.word ^ (last & 0xff) << 24];
        for (hash, (number, context)) in self.hashes.iter_mut().zip((1..).zip(contexts)) {
            *hash = context.wrapping_mul(0x2c92_77b5) ^ number << 29;
        }
        self.find_slots(0);
    }

    /// Finds the counters of each context, after half a byte or before.
    fn find_slots(&mut self, half: u32) {
        let bits = self.counters.len().ilog2();
        for (slot, context) in self.slots.iter_mut().zip(self.hashes) {
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
}

fn learn(counter: &mut u16, bit: bool) {
    let (likely, seen) = (i32::from(*counter >> 4), *counter & 15);
    let goal = if bit { 4_095 } else { 0 };
    let likely = likely + (((goal - likely) * STEPS[usize::from(seen)]) >> 16);
    *counter = (likely as u16) << 4 | (seen + 1).min(SLOWEST);
}

/// 4,096 ÷ (1 + e^(−x ÷ 256)) at x = −2,048, −1,920 and so on; between them it is a straight line.
const SQUASHED: [i32; 33] = [
    1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901,
    3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];

/// How likely, of 4,096, a sum of guesses makes it.
const fn squash(sum: i32) -> i32 {
    let sum = if sum > 2_047 {
        2_047
    } else if sum < -2_047 {
        -2_047
    } else {
        sum
    };
    let (at, rest) = (((sum >> 7) + 16) as usize, sum & 127);
    (SQUASHED[at] * (128 - rest) + SQUASHED[at + 1] * rest + 64) >> 7
}

/// The guess that squashes to so much of 4,096: the least that squashes to it or more.
fn stretch(likely: u16) -> i32 {
    static STRETCHED: [i16; 4_096] = {
        let mut stretched = [2_047; 4_096];
        let (mut guess, mut next) = (-2_047, 0);
        while guess <= 2_047 {
            let likely = squash(guess) as usize;
            while next <= likely {
                stretched[next] = guess as i16;
                next += 1;
            }
            guess += 1;
        }
        stretched
    };
    STRETCHED[usize::from(likely)].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The boats stayed in the harbour. The boats stay in the harbour, said the harbour's master.";

    fn coded(mixer: &Mixer, bytes: &[u8]) -> Vec<u8> {
        let (mut out, mut mixer) = (Encoder::new(), mixer.clone());
        bytes.iter().for_each(|&byte| mixer.put(&mut out, byte));
        out.finish()
    }

    #[test]
    fn bytes_come_back() {
        let mut bytes: Vec<u8> = (0..6_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_769).to_le_bytes()).collect();
        bytes.extend(TEXT.repeat(40).bytes());
        bytes.extend([0; 5_000]);
        bytes.extend([255; 5_000]);
        for bits in [8, 16] {
            let coded = coded(&Mixer::new(bits), &bytes);
            let (mut from, mut mixer) = (Decoder::new(&coded), Mixer::new(bits));
            assert!(bytes.iter().all(|&byte| mixer.take(&mut from) == byte));
            assert_eq!(bytes, mixer.past());
        }
    }

    #[test]
    fn what_is_like_what_came_before_costs_little() {
        let mut mixer = Mixer::new(14);
        let alone = coded(&mixer, TEXT.as_bytes()).len();
        let mut out = Encoder::new();
        TEXT.bytes().for_each(|byte| mixer.put(&mut out, byte));
        let after = coded(&mixer, TEXT.as_bytes()).len();
        assert!(alone < TEXT.len() * 3 / 4 && after < 16, "{alone} {after}");
    }

    #[test]
    fn guesses_and_likelihoods_go_into_one_another() {
        assert_eq!([1, 2_047, 4_094], [squash(-9_999), squash(0), squash(9_999)]);
        assert!((1..4_094).all(|likely| (squash(stretch(likely)) - i32::from(likely)).abs() <= 6));
    }
}
