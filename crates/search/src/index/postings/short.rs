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
    pub(crate) fn times(self) -> u32 {
        (self.0 & 15).into()
    }

    /// The number of the single field, or of the body and one more where the headline holds the term besides. Not for
    /// [`Self::RARE`].
    #[inline(always)] // as above
    pub(crate) fn place(self) -> usize {
        (self.0 >> 4).into()
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
        // The first number and the byte behind it.
        let low = eight as u32;
        if low & 0x8080 == 0x8080 {
            return None;
        }
        let is_head_long = low >> 7 & 1;
        // Seven bits of each of the first number's bytes; if it is but one, the second is cut off.
        let head = low & 0x7f | low >> 1 & 0x3f80 & is_head_long.wrapping_neg();
        let said = low >> (8 + 8 * is_head_long);
        let code = low & 3;
        let is_otherwise = u32::from(code == OTHERWISE);
        let holding = Holding(((Holding::CODES | said << 24) >> (8 * code)) as u8);
        // As many as the holding says and the first. Of two fields one holds the term once more; but then the byte that says so
        // has the high bit, and ends no number. The next posting waits for this, so it is not asked of the holding.
        let numbers = 2 + (code & 1) + (said & 15 & is_otherwise.wrapping_neg());
        let len = bytes_of(ends, numbers);
        let places_at = (1 + is_head_long + is_otherwise) as usize;
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
