//! Postings of a few bytes, as most are, and the byte that says what they hold.

use super::OTHERWISE;
use crate::fields::Field;

/// A byte that says which fields hold a term and how often.
///
/// Its low half is how often, less one, a field holds it that is the only one; the high half is the field's number. Or the
/// byte is [`Self::BOTH`] and how often, less one, the body holds it, and the headline does once. Or it is [`Self::RARE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holding(pub(super) u8);

impl Holding {
    pub(super) const BOTH: u8 = 8 << 4;
    /// Behind this stand the fields, a bit each, and a number for each of them.
    pub(super) const RARE: u8 = 9 << 4;
    /// Times that the low half holds.
    pub(super) const TIMES: u32 = 16;

    /// What the codes but the last stand for, a byte for each, the first lowest.
    pub(super) const CODES: u32 = u32::from_le_bytes([7 << 4, 7 << 4 | 1, 0, 0]);

    pub(super) fn field(field: u32, count: u32) -> Self {
        Self((field << 4 | (count - 1)) as u8)
    }

    /// How often a single field or the body holds the term, less one.
    #[inline(always)] // a call for each posting shows in the time of a query
    pub(super) fn times(self) -> u32 {
        (self.0 & 15).into()
    }

    /// How often the body holds the term, less one, if it alone does; else more than 15.
    #[inline(always)] // as above
    pub(crate) fn in_body(self) -> usize {
        self.0.wrapping_sub((Field::Body as u8) << 4).into()
    }

    /// The fields, a bit each; `counts` is set for them. Not for [`Self::RARE`].
    #[inline]
    pub(super) fn read(self, counts: &mut [u32; Field::ALL.len()]) -> u8 {
        if self.0 < Self::BOTH {
            counts[usize::from(self.0 >> 4)] = self.times() + 1;
            return 1 << (self.0 >> 4);
        }
        counts[Field::Headline as usize] = 1;
        counts[Field::Body as usize] = self.times() + 1;
        Field::Headline.bit() | Field::Body.bit()
    }
}

/// A posting that lies within eight bytes, as most do: they are read as one number, in which each number of a posting ends at
/// a byte without the high bit.
///
/// All such postings take the same steps. A branch for each of their forms would be guessed wrong again and again, and a wrong
/// guess costs more than all the steps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShortPosting {
    /// To the story before.
    pub(crate) gap: u32,
    pub(crate) holding: Holding,
    /// Where its places start, from its own start.
    pub(super) places_at: usize,
    /// Bytes.
    pub(crate) len: usize,
}

impl ShortPosting {
    /// Reads the posting at this place, if it is short.
    #[inline(always)] // a call for each posting shows in the time of a query
    pub(crate) fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let eight = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        let ends = !eight & EACH_HIGH;
        let head_bits = ends.trailing_zeros() + 1;
        if head_bits > 16 {
            return None;
        }
        // Seven bits of each of the first number's bytes; if it is but one, the second is cut off.
        let head = (eight & 0x7f | eight >> 1 & 0x3f80 & !(u64::MAX << (head_bits - 1))) as u32;
        let code = head & 3;
        let is_otherwise = code == OTHERWISE;
        let said = (eight >> head_bits) as u32 & 0xff;
        let holding = Holding(if is_otherwise { said } else { Holding::CODES >> (8 * code) } as u8);
        // Of two fields one holds the term once more; but then the byte that says so has the high bit, and ends no number.
        let len = bytes_of(ends, holding.times() + 2 + u32::from(is_otherwise));
        let places_at = (head_bits / 8 + u32::from(is_otherwise)) as usize;
        (holding.0 < Holding::RARE && len <= 8).then_some(Self { gap: head >> 2, holding, places_at, len })
    }
}

/// The high bit of each of eight bytes; a number ends at a byte without it.
pub(super) const EACH_HIGH: u64 = 0x8080_8080_8080_8080;
/// The low bit of each.
const EACH_LOW: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes so many numbers take, 1 to 128, where `ends` has the high bits of the bytes that end one; 9 if more
/// than eight.
#[inline(always)] // as above
pub(super) fn bytes_of(ends: u64, numbers: u32) -> usize {
    // In each byte the numbers that have ended with it, 8 at most.
    let ended = (ends >> 7).wrapping_mul(EACH_LOW);
    // The high bit is left where as many have ended as are wanted.
    let enough = ((ended | EACH_HIGH) - u64::from(numbers) * EACH_LOW) & EACH_HIGH;
    9 - enough.count_ones() as usize
}
