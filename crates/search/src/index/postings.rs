//! Posting lists as bytes: encoder and decoder side by side.
//!
//! A posting is the gap to the story before it and a code, in one number; then, as the code asks, a [`Holding`]: which fields
//! hold the term and how often; then the term's places, as gaps within each field. Most postings of most texts (once in the
//! body) take two or three bytes in all.

use super::numbers::{Short, put_number, take_number};
use crate::fields::Field;

/// Codes in the two low bits of a posting's first number.
const ONCE_IN_BODY: u32 = 0;
const TWICE_IN_BODY: u32 = 1;
const ONCE_IN_HEADLINE: u32 = 2;
const OTHERWISE: u32 = 3;
/// Bits of the code.
pub(super) const CODE_BITS: u32 = 2;

// Otherwise a byte says which fields hold the term and how often: it counts up from one of these.
/// The body alone, three times or more.
const BODY: u32 = 0;
/// The headline once, and the body.
const HEADLINE_AND_BODY: u32 = 64;
/// A field alone, 16 for each.
const FIELD: u32 = 128;
/// Anything else: behind this stand the fields, a bit each, and a number for each of them.
const RARE: u32 = 255;

/// Times that one byte can say of a field alone.
const TIMES: u32 = 16;

/// Bits of a place that hold its position; the field stands above them.
pub(crate) const POSITION_BITS: u32 = 24;

/// A place of a term in a story: field and position in one number, so that neighbours differ by 1.
pub fn place(field: Field, position: u32) -> u32 {
    (field as u32) << POSITION_BITS | position.min((1 << POSITION_BITS) - 1)
}

/// Adds a posting's bytes to `out`.
///
/// Shape: `places` ascends and is not empty; `gap` is the number of the story less that of the one before.
pub fn encode(gap: u32, places: &[u32], out: &mut Vec<u8>) {
    let mut counts = [0_u32; Field::ALL.len()];
    places.iter().for_each(|place| counts[(place >> POSITION_BITS) as usize] += 1);
    let mask = counts.iter().rev().fold(0_u8, |mask, &count| mask << 1 | u8::from(count > 0));
    let code = match (mask, places.len()) {
        (mask, 1) if mask == Field::Body.bit() => ONCE_IN_BODY,
        (mask, 2) if mask == Field::Body.bit() => TWICE_IN_BODY,
        (mask, 1) if mask == Field::Headline.bit() => ONCE_IN_HEADLINE,
        _ => OTHERWISE,
    };
    put_number(out, gap << 2 | code);
    if code == OTHERWISE {
        put_counts(mask, &counts, out);
    }
    let mut last = 0;
    for &place in places {
        let field_start = place >> POSITION_BITS << POSITION_BITS;
        put_number(out, place - field_start.max(last));
        last = place;
    }
}

/// Writes which fields hold a term and how often.
fn put_counts(mask: u8, counts: &[u32; Field::ALL.len()], out: &mut Vec<u8>) {
    const BODY_ALONE: u8 = Field::Body.bit();
    const BOTH: u8 = Field::Headline.bit() | Field::Body.bit();
    let body = counts[Field::Body as usize];
    let field = mask.trailing_zeros();
    let (first, times, end) = match mask {
        BODY_ALONE => (BODY, body - 3, HEADLINE_AND_BODY),
        BOTH if counts[Field::Headline as usize] == 1 => (HEADLINE_AND_BODY, body - 1, FIELD),
        _ if mask.is_power_of_two() => (FIELD + TIMES * field, counts[field as usize] - 1, FIELD + TIMES * (field + 1)),
        _ => (RARE, 0, 0),
    };
    if times < end.saturating_sub(first) {
        out.push((first + times) as u8);
        return;
    }
    out.extend([RARE as u8, mask]);
    counts.iter().filter(|&&count| count > 0).for_each(|&count| put_number(out, count));
}

/// The bytes that [`encode`] gives, if they are few and of one field, or of the headline once and the body.
#[inline]
pub(super) fn encode_short(gap: u32, places: &[u32]) -> Option<Short> {
    const IN_BODY: u32 = Field::Body as u32;
    const IN_HEADLINE: u32 = Field::Headline as u32;
    let field_of = |place: &u32| place >> POSITION_BITS;
    let count = places.len() as u32;
    // The body is the last field, so that no other comes behind it.
    let (code, counts) = match (field_of(places.first()?), count) {
        (IN_BODY, 1) => (ONCE_IN_BODY, None),
        (IN_BODY, 2) => (TWICE_IN_BODY, None),
        (IN_HEADLINE, 1) => (ONCE_IN_HEADLINE, None),
        (IN_BODY, 3..8) => (OTHERWISE, Some(BODY + count - 3)),
        (IN_HEADLINE, 2..8) if field_of(&places[1]) == IN_BODY => (OTHERWISE, Some(HEADLINE_AND_BODY + count - 2)),
        (field, 1..8) if field_of(places.last()?) == field => (OTHERWISE, Some(FIELD + TIMES * field + count - 1)),
        _ => return None,
    };
    let head = Short::of(gap.checked_mul(4)? | code)?;
    let mut short = counts.map_or(Some(head), |counts| head.and(Short::byte(counts as u8)))?;
    let mut last = 0;
    for &place in places {
        let field_start = place >> POSITION_BITS << POSITION_BITS;
        short = short.and(Short::of(place - field_start.max(last))?)?;
        last = place;
    }
    Some(short)
}

/// Reads a list of postings one by one.
pub(crate) struct Postings<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the current posting's places start.
    places_at: usize,
    /// The current posting's story.
    pub(crate) story: u32,
    /// Which fields hold the term, a bit each.
    pub(crate) mask: u8,
    /// How often each field holds it; right only where `mask` has the field's bit.
    pub(crate) counts: [u32; Field::ALL.len()],
}

impl<'a> Postings<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self::from(bytes, 0)
    }

    /// Begins at a posting in the middle of a list; what it says of stories' numbers is not right then.
    pub(crate) fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, places_at: 0, story: 0, mask: 0, counts: [0; Field::ALL.len()] }
    }

    /// Moves to the next posting; false at the end.
    #[inline(always)] // a call for each posting shows in the time of a query
    pub(crate) fn next(&mut self) -> bool {
        if self.next_short() {
            return true;
        }
        self.next_long()
    }

    /// Moves to the next posting if it is one of a single field and lies within the next eight bytes, as most do: they are
    /// read as one number, in which each number of a posting ends at a byte without the high bit.
    ///
    /// All such postings take the same steps. A branch for each of their forms would be guessed wrong again and again, and
    /// a wrong guess costs more than all the steps.
    #[inline(always)] // as above
    fn next_short(&mut self) -> bool {
        let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) else { return false };
        let eight = u64::from_le_bytes(*eight);
        let ends = !eight & EACH_HIGH;
        let head_bits = ends.trailing_zeros() + 1;
        if head_bits > 16 {
            return false;
        }
        // Seven bits of each of the first number's bytes; if it is but one, the second is cut off.
        let head = (eight & 0x7f | eight >> 1 & 0x3f80 & !(u64::MAX << (head_bits - 1))) as u32;
        let is_many = u32::from(head & 3 == OTHERWISE);
        let many = (eight >> head_bits) as u32 & (0xff * is_many);
        // Once or twice, or what the byte says.
        let count = many + 1 + (head & 1) + is_many;
        let bytes = bytes_of(ends, 1 + is_many + count);
        if many >= HEADLINE_AND_BODY || bytes > 8 {
            return false;
        }
        self.story = self.story.wrapping_add(head >> 2);
        let field = if head & 3 == ONCE_IN_HEADLINE { Field::Headline } else { Field::Body };
        self.only(field, count);
        self.places_at = self.at + (head_bits / 8 + is_many) as usize;
        self.at += bytes;
        true
    }

    /// As [`Self::next`], for postings of any form.
    fn next_long(&mut self) -> bool {
        if self.at >= self.bytes.len() {
            return false;
        }
        let head = take_number(self.bytes, &mut self.at);
        // Bytes from outside may say anything; what they say wrong is found out by whoever checks the order.
        self.story = self.story.wrapping_add(head >> 2);
        let count = match head & 3 {
            ONCE_IN_BODY => self.only(Field::Body, 1),
            ONCE_IN_HEADLINE => self.only(Field::Headline, 1),
            TWICE_IN_BODY => self.only(Field::Body, 2),
            _ => self.take_counts(),
        };
        self.places_at = self.at;
        self.skip(count);
        true
    }

    /// Where the next posting stands among the bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Adds the current posting's places to `out`, in ascending order.
    pub(crate) fn places(&self, out: &mut Vec<u32>) {
        let mut at = self.places_at;
        for field in Field::ALL.into_iter().filter(|field| self.mask & field.bit() != 0) {
            let mut last = place(field, 0);
            for _ in 0..self.counts[field as usize] {
                if at >= self.bytes.len() {
                    return;
                }
                last = last.wrapping_add(take_number(self.bytes, &mut at));
                out.push(last);
            }
        }
    }

    #[inline]
    fn only(&mut self, field: Field, count: u32) -> u32 {
        self.mask = field.bit();
        self.counts[field as usize] = count;
        count
    }

    /// Reads what [`put_counts`] wrote; how often in all.
    fn take_counts(&mut self) -> u32 {
        match self.take_byte() {
            byte @ ..HEADLINE_AND_BODY => self.only(Field::Body, byte - BODY + 3),
            byte @ ..FIELD => {
                self.mask = Field::Headline.bit() | Field::Body.bit();
                self.counts[Field::Headline as usize] = 1;
                self.counts[Field::Body as usize] = byte - HEADLINE_AND_BODY + 1;
                byte - HEADLINE_AND_BODY + 2
            }
            RARE => self.take_each_count(),
            byte => {
                let count = (byte - FIELD) % TIMES + 1;
                self.only(Field::ALL[((byte - FIELD) / TIMES) as usize], count)
            }
        }
    }

    fn take_each_count(&mut self) -> u32 {
        self.mask = self.take_byte() as u8;
        let mut all = 0;
        let mut rest = self.mask;
        while rest != 0 {
            let field = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            self.counts[field] = take_number(self.bytes, &mut self.at);
            all = u32::saturating_add(all, self.counts[field]);
        }
        all
    }

    fn take_byte(&mut self) -> u32 {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        byte.into()
    }

    /// Passes over so many numbers, eight bytes at a time.
    fn skip(&mut self, mut numbers: u32) {
        while numbers > 0
            && let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk)
        {
            let ends = !u64::from_le_bytes(*eight) & EACH_HIGH;
            let bytes = bytes_of(ends, numbers);
            if bytes <= 8 {
                self.at += bytes;
                return;
            }
            numbers -= ends.count_ones();
            self.at += 8;
        }
        while numbers > 0 && self.at < self.bytes.len() {
            numbers -= u32::from(self.bytes[self.at] < 0x80);
            self.at += 1;
        }
    }
}

/// The high bit of each of eight bytes; a number ends at a byte without it.
const EACH_HIGH: u64 = 0x8080_8080_8080_8080;
/// The low bit of each.
const EACH_LOW: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes so many numbers take, one at least, where `ends` has the high bits of the bytes that end one;
/// 9 if more than eight.
#[inline(always)] // as above
fn bytes_of(ends: u64, numbers: u32) -> usize {
    // In each byte the numbers that have ended with it, 8 at most.
    let ended = (ends >> 7).wrapping_mul(EACH_LOW);
    // The high bit is left where as many have ended as are wanted.
    let enough = ((ended | EACH_HIGH) - u64::from(numbers.min(9)) * EACH_LOW) & EACH_HIGH;
    9 - enough.count_ones() as usize
}

#[cfg(test)]
mod tests;
