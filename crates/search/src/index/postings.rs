//! Posting lists as bytes: encoder and decoder side by side.
//!
//! A posting is the gap to the story before it and a code, in one number; then, as the code asks, a [`Holding`]; then the
//! term's places, as gaps within each field. Most postings of most texts (once in the body) take two or three bytes in all.

mod short;

pub(crate) use short::{Holding, ShortPosting};

use super::numbers::{Short, put_number, take_number};
use crate::fields::Field;
use short::{EACH_HIGH, bytes_of};

/// Codes in the two low bits of a posting's first number.
const ONCE_IN_BODY: u32 = 0;
const TWICE_IN_BODY: u32 = 1;
const ONCE_IN_HEADLINE: u32 = 2;
const OTHERWISE: u32 = 3;
/// Bits of the code.
pub(super) const CODE_BITS: u32 = 2;

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
    const BOTH: u8 = Field::Headline.bit() | Field::Body.bit();
    let field = mask.trailing_zeros();
    let (holding, times) = match mask {
        BOTH if counts[Field::Headline as usize] == 1 => (Holding::BOTH, counts[Field::Body as usize]),
        _ if mask.is_power_of_two() => ((field << 4) as u8, counts[field as usize]),
        _ => (Holding::RARE, 0),
    };
    if (1..=Holding::TIMES).contains(&times) {
        out.push(holding | (times - 1) as u8);
        return;
    }
    out.extend([Holding::RARE, mask]);
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
        (IN_HEADLINE, 2..8) if field_of(&places[1]) == IN_BODY => {
            (OTHERWISE, Some(Holding(Holding::BOTH | (count - 2) as u8)))
        }
        (field, 1..8) if field_of(places.last()?) == field => (OTHERWISE, Some(Holding::field(field, count))),
        _ => return None,
    };
    let head = Short::of(gap.checked_mul(4)? | code)?;
    let mut short = counts.map_or(Some(head), |counts| head.and(Short::byte(counts.0)))?;
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
    pub(crate) fn next(&mut self) -> bool {
        match ShortPosting::read(self.bytes, self.at) {
            Some(short) => self.take(&short),
            None => self.next_long(),
        }
    }

    /// As [`Self::next`], for a posting that has been read.
    #[inline]
    pub(crate) fn take(&mut self, short: &ShortPosting) -> bool {
        self.story = self.story.wrapping_add(short.gap);
        self.mask = short.holding.read(&mut self.counts);
        self.places_at = self.at + short.places_at;
        self.at += short.len;
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
        let code = head & 3;
        let holding = if code == OTHERWISE { self.take_byte() } else { (Holding::CODES >> (8 * code)) as u8 };
        let count = if holding < Holding::RARE {
            self.mask = Holding(holding).read(&mut self.counts);
            Holding(holding).times() + 1 + u32::from(holding >> 7)
        } else {
            self.take_each_count()
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

    fn take_each_count(&mut self) -> u32 {
        self.mask = self.take_byte();
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

    fn take_byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        byte
    }

    /// Passes over so many numbers, eight bytes at a time.
    fn skip(&mut self, mut numbers: u32) {
        while numbers > 0
            && let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk)
        {
            let ends = !u64::from_le_bytes(*eight) & EACH_HIGH;
            let bytes = bytes_of(ends, numbers.min(9));
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

/// A list of postings, and where each of them stands.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) bytes: Vec<u8>,
    /// Each posting's story, and below it where the posting stands in `bytes`, if it is to be found again. There is room for
    /// more than there are.
    pub(crate) postings: Vec<u64>,
    pub(crate) len: usize,
}

#[cfg(test)]
mod tests;
