//! Bytes as coded bits: what comes next is guessed from what came before, by several guesses that are weighed.
//!
//! Cards and texts are kept a few stories at a time, so that little need be fetched for one. Compression by copies of what
//! came before, as deflate's, gains little from so few bytes; guesses gain from everything that was ever coded before them,
//! and a copy of what is known after a sample of the archive's own texts is what each block begins with. It takes two fifths
//! less than deflate with a preset dictionary, and an unpacker of a tenth of the size.
//!
//! After Mahoney's lpaq ("Adaptive weighing of context models for lossless data compression", 2005), with other contexts, two
//! sets of weights that are added up, and bytes as codes of unlike lengths, since a page has to unpack it. Weights are of 32 bits
//! with a point; they are added and multiplied one by one in a fixed order, which gives the same bits everywhere.

use crate::alphabet::{self, STEP};
use crate::code::{Decoder, Encoder};
use crate::scale::Scale;
use crate::slots::{CONTEXTS, Slots};
use crate::states::{States, UNKNOWN};
use std::sync::LazyLock;

/// Guesses: one of each context, what followed when the same came last, and one that is always the same.
const GUESSES: usize = CONTEXTS + 2;
const ALWAYS: f32 = 256.0;

/// Bytes that must be the same before it is guessed that what follows them is, too.
const SHORTEST: usize = 4;
/// Bytes that are compared at most.
const LONGEST: usize = 32;
/// Bytes of counters for each place that is kept of where the same came last.
const PER_PLACE: usize = 8;

/// Weights of guesses.
type Weights = [f32; GUESSES];
/// What weights are at first.
const WEIGHT: f32 = 0.125;
/// How fast they move: 13 ÷ 2³⁵.
const PACE: f32 = 13.0 / (1_u64 << 35) as f32;
/// Weights by the bits so far: of the first step, of the second after each of its four beginnings, and of the third.
const NODES: usize = 6 << STEP;
/// The same from so many bytes on has weights of its own.
const SAME: [usize; 4] = [1, 8, 16, 28];

/// The parts of the way that likelihoods move, as powers of two.
const MAP_PART: u32 = 7;
const COPY_PART: u32 = 6;

struct Tables {
    states: States,
    scale: Scale,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables { states: States::new(), scale: Scale::new() });

/// What is known of the bytes so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixer {
    slots: Slots,
    /// How likely a bit is, of 65,536, by what its counter has seen: one that has seen little, and always the same, is mostly
    /// right in one context and mostly wrong in another.
    maps: [[u16; 256]; CONTEXTS],
    /// Weights by how sure a copy is, and by the bits so far.
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

impl Mixer {
    /// Nothing is known; counters take so many powers of two of bytes, which are seven at least.
    pub fn new(bits: u32) -> Self {
        Self {
            slots: Slots::new(bits),
            maps: [TABLES.states.likely; CONTEXTS],
            by_bits: vec![[WEIGHT; GUESSES]; (SAME.len() + 1) * NODES],
            by_last: vec![[WEIGHT; GUESSES]; 256 * (CONTEXTS + 1)],
            past: Vec::new(),
            places: vec![0; (1 << bits) / PER_PLACE],
            copy: 0,
            same: 0,
            copies: [[1 << 15; 2]; LONGEST],
            word: 0,
            word_before: 0,
        }
    }

    /// Writes a byte.
    pub fn put(&mut self, out: &mut Encoder, byte: u8) {
        let (code, mut left) = (alphabet::code(byte), alphabet::LONGEST);
        self.code(|likely| {
            left -= 1;
            let bit = code >> left & 1 == 1;
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
        let places = size_of_val(self.places.as_slice());
        size_of::<Self>() + self.slots.memory_bytes() + weights + places + self.past.capacity()
    }

    /// Codes a byte: `code` is told how likely each bit is to be set, and says what it is.
    #[inline(always)] // writing and reading differ in one line each
    fn code(&mut self, mut code: impl FnMut(u32) -> bool) -> u8 {
        let Tables { states, scale } = &*TABLES;
        self.turn_to_next();
        let last = usize::from(self.past.last().copied().unwrap_or_default()) * (CONTEXTS + 1);
        let sure = SAME.iter().filter(|least| **least <= self.same).count() * NODES;
        let copies = &mut self.copies[self.same.min(LONGEST - 1)];
        let mut is_copied = self.same > 0;
        let expected = self.past.get(self.copy).map_or(0, |&byte| alphabet::code(byte));
        let (mut step, mut bits, mut group) = (0, 0, 0);
        loop {
            let mut slots = self.slots.find(bits);
            let mut node = 1;
            step += 1;
            for left in (0..STEP).rev() {
                let mut guesses = [0.0; GUESSES];
                let mut known = 0;
                for ((guess, slot), map) in guesses.iter_mut().zip(&slots).zip(&self.maps) {
                    *guess = scale.stretch(map[usize::from(slot[node])]);
                    known += usize::from(slot[node] > UNKNOWN);
                }
                let copied = (expected >> (alphabet::LONGEST - STEP * step + left) & 1) as usize;
                if is_copied {
                    guesses[CONTEXTS] = scale.stretch(copies[copied]);
                }
                guesses[CONTEXTS + 1] = ALWAYS;
                let by_bits = &mut self.by_bits[if is_copied { sure } else { 0 } + group + node];
                let by_last = &mut self.by_last[last + known];
                let likely = scale.squash(sum(by_bits, by_last, &guesses));
                let bit = code(likely);
                let error = ((i32::from(bit) << 16) - likely as i32) as f32 * PACE;
                let steps = guesses.map(|guess| guess * error);
                weigh_anew(by_bits, &steps);
                weigh_anew(by_last, &steps);
                for (slot, map) in slots.iter_mut().zip(&mut self.maps) {
                    let counter = &mut slot[node];
                    approach(&mut map[usize::from(*counter)], bit, MAP_PART);
                    *counter = states.next[usize::from(*counter)][usize::from(bit)];
                }
                if is_copied {
                    approach(&mut copies[copied], bit, COPY_PART);
                    is_copied = copied == usize::from(bit);
                }
                bits = bits << 1 | usize::from(bit);
                node = (node << 1 | usize::from(bit)) % (1 << STEP);
            }
            self.slots.put(&slots);
            if let Some(byte) = alphabet::byte(step, bits) {
                self.push(byte);
                return byte;
            }
            group = if step == 1 { (bits - alphabet::ONE + 1) << STEP } else { NODES - (1 << STEP) };
        }
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
        let len = self.past.len();
        if len >= SHORTEST {
            let shift = u32::BITS - self.places.len().ilog2();
            let place = &mut self.places[(last(&self.past).wrapping_mul(0x9e37_79b1) >> shift) as usize];
            let before = std::mem::replace(place, len as u32) as usize;
            if self.same == 0 && before > 0 {
                let pairs = self.past[..before].iter().rev().zip(self.past.iter().rev());
                let same = pairs.take(LONGEST).take_while(|(one, other)| one == other).count();
                (self.same, self.copy) = if same >= SHORTEST { (same, before) } else { (0, 0) };
            }
        }
    }

    /// Looks up what is known of what comes next.
    fn turn_to_next(&mut self) {
        let last = last(&self.past);
        let words = self.word ^ self.word_before.wrapping_mul(0x9e37_79b1);
        self.slots.turn_to([0, last & 0xff, last & 0xffff, last & 0xff_ffff, self.word, words]);
    }
}

/// The last four bytes as a number, the last one lowest.
fn last(past: &[u8]) -> u32 {
    past.iter().rev().take(4).rev().fold(0, |last, &byte| last << 8 | u32::from(byte))
}

/// Guesses as both sets of weights together have it, added up by fours and then by twos.
#[inline(always)]
fn sum(one: &Weights, other: &Weights, guesses: &Weights) -> f32 {
    let mut sums = [0.0; GUESSES];
    for (sum, ((one, other), guess)) in sums.iter_mut().zip(one.iter().zip(other).zip(guesses)) {
        *sum = (one + other) * guess;
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// Gives more weight to what was right.
#[inline(always)]
fn weigh_anew(weights: &mut Weights, steps: &Weights) {
    for (weight, step) in weights.iter_mut().zip(steps) {
        *weight += step;
    }
}

/// Moves a likelihood of 65,536 by a part of the way, which is a power of two.
fn approach(likely: &mut u16, bit: bool, part: u32) {
    let goal = if bit { 65_535 } else { 0 };
    *likely = (i32::from(*likely) + ((goal - i32::from(*likely)) >> part)) as u16;
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
