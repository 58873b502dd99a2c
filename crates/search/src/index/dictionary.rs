//! Strings and their numbers, both ways.
//!
//! It grows in small steps: the text lies in pages, and the hash table is 64 small ones, each of which grows by itself when it
//! is full.

use super::pages::Pages;
use super::runs::Runs;
use super::tables::Tables;
use crate::order::{high, low, pack, sort};

/// Strings numbered from 0 in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    /// All strings, end to end, in order of number.
    text: Runs<u8>,
    /// Where each string begins.
    starts: Pages<u32>,
    tables: Tables,
}

pub(crate) const NONE: u32 = u32::MAX;

impl Dictionary {
    /// The string with this number.
    pub(crate) fn get(&self, number: u32) -> &str {
        // Only whole strings are ever added, so the bytes are valid.
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    /// The string's bytes.
    #[inline]
    pub(crate) fn bytes(&self, number: u32) -> &[u8] {
        string(&self.text, &self.starts, number)
    }

    /// A number made of the string's bytes.
    pub(crate) fn hash(&self, number: u32) -> u32 {
        hash(self.bytes(number))
    }

    /// The number of a string.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.find_hashed(text.as_bytes(), hash(text.as_bytes()))
    }

    /// The number of a string, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let text = text.as_bytes();
        let its_hash = hash(text);
        if let Some(number) = self.find_hashed(text, its_hash) {
            return (number, false);
        }
        let number = self.starts.len() as u32;
        let Self { text: all, starts, tables } = self;
        tables.add(its_hash, number, &|other| hash(string(all, starts, other)));
        starts.push(all.push(text));
        (number, true)
    }

    /// How many strings there are; their numbers are less than this.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Puts numbers in the alphabetical (byte) order of their strings.
    pub(crate) fn sort(&self, numbers: &mut [u32]) {
        self.sort_from(0, numbers);
    }

    /// As [`Self::sort`] for strings that begin alike up to byte `at`: by four bytes, and where these are the same by what
    /// comes behind.
    fn sort_from(&self, at: usize, numbers: &mut [u32]) {
        if numbers.len() < 2 {
            return;
        }
        let longest = numbers.iter().map(|&number| self.bytes(number).len()).max().unwrap_or_default();
        // Where there is nothing left, only zeros at the end can tell strings apart.
        let key = |number| if longest > at { four(self.bytes(number), at) } else { self.bytes(number).len() as u32 };
        let mut keys: Vec<u64> = numbers.iter().map(|&number| pack(key(number), number)).collect();
        sort(&mut keys);
        numbers.iter_mut().zip(&keys).for_each(|(number, &key)| *number = low(key));
        if longest > at {
            let mut rest = numbers;
            for same in keys.chunk_by(|&one, &other| high(one) == high(other)) {
                let (now, later) = rest.split_at_mut(same.len());
                self.sort_from(at + 4, now);
                rest = later;
            }
        }
    }

    /// Numbers of the strings that hold `part` anywhere, in order of number.
    pub(crate) fn holding(&self, part: &str) -> Vec<u32> {
        let part = part.as_bytes();
        let Some(&first) = part.first() else { return Vec::new() };
        let mut found: Vec<u32> = Vec::new();
        let mut number = 0;
        for (page_start, page) in self.text.pages() {
            for at in 0..page.len().saturating_sub(part.len() - 1) {
                if page[at] == first && page[at..].starts_with(part) {
                    let at = page_start + at as u32;
                    number = self.number_at(at, number);
                    let inside =
                        self.starts[number as usize] as usize + self.bytes(number).len() >= at as usize + part.len();
                    if inside && found.last() != Some(&number) {
                        found.push(number);
                    }
                }
            }
        }
        found
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.text.memory_bytes() + self.starts.memory_bytes() + self.tables.memory_bytes()
    }

    fn find_hashed(&self, text: &[u8], hash: u32) -> Option<u32> {
        self.tables.find(hash, |number| is_same(self.bytes(number), text))
    }

    /// The string that covers the byte at this place; `from` or a later one.
    fn number_at(&self, at: u32, from: u32) -> u32 {
        let (mut low, mut high) = (from, self.starts.len() as u32);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.starts[middle as usize] <= at {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Whether two strings are the same, four bytes at a time, the last four perhaps overlapping those before: comparing a
/// stretch of unknown length is a call, and goes byte by byte in WebAssembly.
#[inline(always)]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<4>(), other.last_chunk::<4>()) {
        (Some(last), Some(other_last)) => {
            let (fours, other_fours) = (one.as_chunks::<4>().0, other.as_chunks::<4>().0);
            last == other_last && fours.iter().zip(other_fours).all(|(four, other)| four == other)
        }
        _ => one.iter().zip(other).all(|(byte, other)| byte == other),
    }
}

#[inline]
fn string<'a>(text: &'a Runs<u8>, starts: &Pages<u32>, number: u32) -> &'a [u8] {
    text.run(starts[number as usize], starts.get(number as usize + 1).copied())
}

/// Four bytes of a string from byte `at` on, as a number that orders as they do; zeros behind the end.
pub(super) fn four(bytes: &[u8], at: usize) -> u32 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(four) => u32::from_be_bytes(*four),
        None => (0..4).fold(0, |number, at| number << 8 | u32::from(rest.get(at).copied().unwrap_or_default())),
    }
}

/// FNV-1a over four bytes at a time, its high bits folded into the low ones, which choose the place.
#[inline(always)]
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let (fours, rest) = bytes.as_chunks::<4>();
    let step = |hash: u32, part: u32| (hash ^ part).wrapping_mul(0x0100_0193).rotate_left(11);
    let hash = fours.iter().fold(0x811c_9dc5_u32, |hash, four| step(hash, u32::from_le_bytes(*four)));
    let hash = rest.iter().fold(hash, |hash, &byte| step(hash, u32::from(byte))).wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Vec<String> {
        (0..5_000_u32).map(|n| format!("w{}", n.wrapping_mul(2_654_435_761) % 100_003)).collect()
    }

    #[test]
    fn each_string_has_one_number_and_is_found_again() {
        let mut dictionary = Dictionary::default();
        for text in numbers() {
            let (number, _) = dictionary.add(&text);
            assert_eq!((number, false), dictionary.add(&text));
            assert_eq!(text, dictionary.get(number));
        }
        assert_eq!(None, dictionary.find("absent"));
        assert!(numbers().iter().all(|text| dictionary.find(text).is_some()));
    }

    #[test]
    fn the_alphabet_is_that_of_the_bytes() {
        let texts = [
            "", "0", "0z", "1a", "a", "a\0", "a\0\0", "a.b", "a0", "aa", "ab", "abcd", "abcd\0", "abcde", "abcdefgh",
            "aé", "b", "z", "{", "é", "éé", "éééé",
        ];
        let mut dictionary = Dictionary::default();
        texts.iter().rev().for_each(|text| {
            dictionary.add(text);
        });
        numbers().iter().for_each(|text| {
            dictionary.add(text);
        });
        let mut all: Vec<u32> = (0..dictionary.len() as u32).collect();
        let mut expected: Vec<&str> = all.iter().map(|&number| dictionary.get(number)).collect();
        expected.sort_unstable();
        dictionary.sort(&mut all);
        assert_eq!(expected, all.into_iter().map(|number| dictionary.get(number)).collect::<Vec<_>>());
    }

    #[test]
    fn parts_equal_a_scan() {
        let mut dictionary = Dictionary::default();
        numbers().iter().for_each(|text| {
            dictionary.add(text);
        });
        let all: Vec<&str> = (0..dictionary.len() as u32).map(|number| dictionary.get(number)).collect();
        for part in ["w", "w1", "w99", "99", "7", "x", "00"] {
            let expected: Vec<&str> = all.iter().copied().filter(|text| text.contains(part)).collect();
            let found: Vec<&str> = dictionary.holding(part).into_iter().map(|n| dictionary.get(n)).collect();
            assert_eq!(expected, found, "{part}");
        }
    }
}
