//! Bytes as coded bits: what comes next is guessed from what came before, by several guesses that are weighed.
//!
//! Cards and texts are kept a few stories at a time, so that little need be fetched for one. Compression by copies of what
//! came before, as deflate's, gains little from so few bytes; guesses gain from everything that was ever coded before them,
//! and a copy of what is known after a sample of the archive's own texts is what each block begins with. It takes two fifths
//! less than deflate with a preset dictionary, and an unpacker of a tenth of the size.
//!
//! After Mahoney's lpaq ("Adaptive weighing of context models for lossless data compression", 2005), with other contexts and
//! two mixers, and as little else as will do, since a page has to unpack it.

use crate::code::{Decoder, Encoder};
use crate::counters::{CONTEXTS, Counters, approach};
use crate::scale::{squash, stretch};

/// Guesses: one of each context, what followed when the same came last, and one that is always the same.
const GUESSES: usize = CONTEXTS + 2;

/// Bytes that must be the same before it is guessed that what follows them is, too.
const SHORTEST: usize = 4;
/// Bytes that are compared at most.
const LONGEST: usize = 32;
/// From so many bytes on it is nearly sure, and contexts need not learn what was right.
const SURE: usize = 24;
/// Places that are kept of where the same came last.
const PLACES: usize = 1 << 14;

/// Weights of guesses.
type Weights = [i32; GUESSES];
/// What weights are at first, of 65,536, and how far they go.
const WEIGHT: i32 = 14_000;
const HEAVIEST: i32 = 1 << 19;
/// How fast they move.
const PACE: i32 = 12;

/// What is known of the bytes so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixer {
    counters: Counters,
    /// Weights by whether there is a copy and how sure, and by the bits of the byte so far.
    by_bits: Vec<Weights>,
    /// Weights by the last byte and by how many contexts were met before.
    by_last: Vec<Weights>,
    /// All bytes so far.
    past: Vec<u8>,
    /// Where bytes like the last ones came last, and how long both have been the same.
    places: Vec<u32>,
    copy: usize,
    same: usize,
    /// How likely what is guessed so is, by for how long it was right, of 65,536.
    copies: [[u16; 2]; LONGEST],
    /// The letters of the word so far, and of the word before, whatever stands between them.
    word: u32,
    word_before: u32,
}

impl Default for Mixer {
    fn default() -> Self {
        Self::new(12)
    }
}

impl Mixer {
    /// Nothing is known; so many powers of two of counters.
    pub fn new(bits: u32) -> Self {
        let mut new = Self {
            counters: Counters::new(bits),
            by_bits: vec![[WEIGHT; GUESSES]; 3 * 256],
            by_last: vec![[WEIGHT; GUESSES]; 256 * (CONTEXTS + 1)],
            past: Vec::new(),
            places: vec![0; PLACES],
            copy: 0,
            same: 0,
            copies: [[1 << 15; 2]; LONGEST],
            word: 0,
            word_before: 0,
        };
        new.turn_to_next();
        new
    }

    /// Writes a byte.
    pub fn put(&mut self, out: &mut Encoder, byte: u8) {
        let mut left = 8;
        self.code(|likely| {
            left -= 1;
            let bit = byte >> left & 1 == 1;
            out.put(likely, bit);
            bit
        });
    }

    /// Reads a byte.
    pub fn take(&mut self, from: &mut Decoder) -> u8 {
        self.code(|likely| from.take(likely))
    }

    /// Goes on as after these bytes and an end before them, without learning that they came.
    pub fn remember(&mut self, bytes: &[u8]) {
        std::iter::once(&0).chain(bytes).for_each(|&byte| self.push(byte));
    }

    /// All bytes so far.
    pub fn past(&self) -> &[u8] {
        &self.past
    }

    /// Bytes that it takes.
    pub fn memory_bytes(&self) -> usize {
        let weights = size_of_val(self.by_bits.as_slice()) + size_of_val(self.by_last.as_slice());
        self.counters.memory_bytes() + weights + size_of_val(self.places.as_slice()) + self.past.capacity()
    }

    /// Codes a byte: `code` is told how likely each bit is to be set, and says what it is.
    #[inline(always)] // writing and reading differ in one line each
    fn code(&mut self, mut code: impl FnMut(u32) -> bool) -> u8 {
        let last = usize::from(self.past.last().copied().unwrap_or_default());
        let (mut byte, mut node) = (1_u32, 1);
        for place in 0..8 {
            let (copied, copy) = self.copied(place, byte);
            let is_sure = copied.is_some() && self.same >= SURE;
            let mut guesses = [0; GUESSES];
            let known = self.counters.guess(node, &mut guesses[..CONTEXTS]);
            if let Some(bit) = copied {
                guesses[CONTEXTS] = stretch(self.copies[copy][usize::from(bit)] >> 4);
            }
            guesses[CONTEXTS + 1] = 256;
            let set = 256 * (usize::from(copied.is_some()) + usize::from(is_sure));
            let by_bits = &mut self.by_bits[set + byte as usize];
            let by_last = &mut self.by_last[last * (CONTEXTS + 1) + known];
            let sums = (sum(by_bits, &guesses), sum(by_last, &guesses));
            let bit = code((squash((sums.0 + sums.1) >> 1) as u32) << 4);
            weigh_anew(by_bits, &guesses, sums.0, bit);
            weigh_anew(by_last, &guesses, sums.1, bit);
            self.counters.learn(node, bit, !(is_sure && copied == Some(bit)));
            if let Some(expected) = copied {
                approach(&mut self.copies[copy][usize::from(expected)], bit, 6);
                self.same = if expected == bit { self.same } else { 0 };
            }
            (byte, node) = (byte << 1 | u32::from(bit), node << 1 | usize::from(bit));
            if place == 3 {
                self.counters.find_slots(byte);
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
        match byte.to_ascii_lowercase() {
            letter @ (b'a'..=b'z' | 128..) => {
                self.word = self.word.wrapping_add(letter.into()).wrapping_mul(0x2f0b_4c47);
            }
            _ if self.word != 0 => (self.word, self.word_before) = (0, self.word),
            _ => {}
        }
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
        let words = self.word ^ self.word_before.wrapping_mul(0x9e37_79b1);
        self.counters.turn_to([0, last & 0xff, last & 0xffff, last & 0xff_ffff, self.word, words]);
    }
}

/// Guesses as weighed, at most as sure as one can be.
fn sum(weights: &Weights, guesses: &[i32; GUESSES]) -> i32 {
    let sum: i32 = weights.iter().zip(guesses).map(|(weight, guess)| (weight * guess) >> 8).sum();
    (sum >> 8).clamp(-2_047, 2_047)
}

/// Gives more weight to what was right.
fn weigh_anew(weights: &mut Weights, guesses: &[i32; GUESSES], sum: i32, bit: bool) {
    let error = ((i32::from(bit) << 12) - squash(sum)) * PACE;
    for (weight, guess) in weights.iter_mut().zip(guesses) {
        *weight = (*weight + ((guess * error + (1 << 13)) >> 14)).clamp(-HEAVIEST, HEAVIEST);
    }
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
}
