//! What is likely of a shard, and how texts and choices are written.

use super::STREAMS;
use crate::error::Malformed;
use crate::list::Models;
use dateline_mix::{Bit, Decoder, Encoder, Mixer, Numbers};

/// What is likely of a shard.
pub(super) struct ShardModels {
    /// Stories of the segment.
    pub(super) stories: u32,
    pub(super) shared: Numbers,
    pub(super) lens: Numbers,
    pub(super) letters: Mixer,
    pub(super) flags: [Bit; 16],
    /// Spellings, forms and stems of a word.
    pub(super) texts: Numbers,
    pub(super) counts: Numbers,
    pub(super) reversed: Numbers,
    pub(super) kinds: [Bit; 4],
    /// Whether a tier is the first of its file, for heads and others.
    pub(super) is_next: [Bit; STREAMS],
    /// Bytes of tiers, by how many binary digits the number of stories has.
    pub(super) tiers: [Numbers; 33],
    pub(super) lists: Models,
}

/// Powers of two of bytes of counters for letters.
const LETTER_BITS: u32 = 13;

/// Letters of a text that those after them are guessed from.
const BEFORE: usize = 3;

/// A text longer than this is none that a packer writes into a dictionary.
const LONGEST_TEXT: usize = 4096;

impl ShardModels {
    pub(super) fn new(stories: u32) -> Self {
        Self {
            stories,
            shared: Numbers::expecting(4),
            lens: Numbers::expecting(4),
            letters: Mixer::new(LETTER_BITS),
            flags: [Bit::EVEN; 16],
            texts: Numbers::expecting(2),
            counts: Numbers::expecting(3),
            reversed: Numbers::expecting(3),
            kinds: [Bit::EVEN; 4],
            is_next: [Bit::EVEN; STREAMS],
            tiers: std::array::from_fn(|digits| Numbers::expecting(4 << digits.min(12))),
            lists: Models::new(),
        }
    }

    /// A text as what it shares with another at the beginning and what follows.
    pub(super) fn put_text(&mut self, out: &mut Encoder, text: &str, other: &str) {
        let shared = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        self.shared.put(out, shared as u32);
        self.lens.put(out, (text.len() - shared) as u32);
        self.letters.remember(&text.as_bytes()[shared.saturating_sub(BEFORE)..shared]);
        text.as_bytes()[shared..].iter().for_each(|&letter| self.letters.put(out, letter));
    }

    pub(super) fn take_text(&mut self, from: &mut Decoder, other: &str) -> Result<String, Malformed> {
        let shared = self.shared.take(from)? as usize;
        let len = self.lens.take(from)? as usize;
        let mut text = other.as_bytes().get(..shared).ok_or(Malformed("a text shares more than there is"))?.to_vec();
        if shared + len > LONGEST_TEXT {
            return Err(Malformed("a text is too long"));
        }
        self.letters.remember(&text[shared.saturating_sub(BEFORE)..]);
        text.extend((0..len).map(|_| self.letters.take(from)));
        from.check()?;
        String::from_utf8(text).map_err(|_| Malformed("a text is not UTF-8"))
    }
}

/// Writes a number of as many bits as the models, which are one for each of its beginnings, are powers of two.
pub(super) fn put_node(out: &mut Encoder, models: &mut [Bit], number: u8) {
    let mut node = 1;
    for left in (0..models.len().ilog2()).rev() {
        let bit = number >> left & 1 == 1;
        out.bit(&mut models[node], bit);
        node = node << 1 | usize::from(bit);
    }
}

pub(super) fn take_node(from: &mut Decoder, models: &mut [Bit]) -> u8 {
    let mut node = 1;
    for _ in 0..models.len().ilog2() {
        node = node << 1 | usize::from(from.bit(&mut models[node]));
    }
    (node - models.len()) as u8
}

/// Binary digits of a number of stories.
pub(super) fn digits(stories: u32) -> usize {
    (u32::BITS - stories.leading_zeros()) as usize
}
