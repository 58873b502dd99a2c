//! Strings and their numbers, both ways, found by hash and by alphabet.
//!
//! Both orders grow in small steps. The hash table is 64 small ones, each of which doubles by itself when it is full; an
//! entry has the whole hash beside the number, so that most looks end in one place of memory. The alphabet is a list of
//! short sorted blocks; a full block is cut in two.

use super::pages::Pages;
use super::tables::Tables;
use crate::order::{high, low, pack};

/// Strings numbered from 0 in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    /// All strings, end to end, in order of number.
    text: Vec<u8>,
    entries: Pages<Entry>,
    tables: Tables,
    /// Numbers in alphabetical (byte) order, each below the [`lead`] of its string, which settles most comparisons without a
    /// look at the text.
    sorted: Vec<Vec<u64>>,
}

#[derive(Debug)]
struct Entry {
    start: u32,
    hash: u32,
}

pub(crate) const NONE: u32 = u32::MAX;

/// Numbers in a block of the alphabet, at most.
const BLOCK: usize = 256;

impl Dictionary {
    /// The string with this number.
    pub(crate) fn get(&self, number: u32) -> &str {
        // Only whole strings are ever added, so the bytes are valid.
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    /// The string's bytes.
    #[inline]
    pub(crate) fn bytes(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = self.entries[at].start as usize;
        let end = if at + 1 < self.entries.len() { self.entries[at + 1].start as usize } else { self.text.len() };
        &self.text[start..end]
    }

    /// A number made of the string's bytes.
    pub(crate) fn hash(&self, number: u32) -> u32 {
        self.entries[number as usize].hash
    }

    /// The number of a string.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.find_hashed(text, hash(text.as_bytes()))
    }

    /// The number of a string, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let hash = hash(text.as_bytes());
        if let Some(number) = self.find_hashed(text, hash) {
            return (number, false);
        }
        let number = self.entries.len() as u32;
        self.entries.push(Entry { start: self.text.len() as u32, hash });
        self.text.extend_from_slice(text.as_bytes());
        self.tables.add(pack(hash, number));
        self.sort_in(number);
        (number, true)
    }

    /// All numbers in alphabetical order.
    pub(crate) fn alphabetical(&self) -> impl Iterator<Item = u32> {
        self.sorted.iter().flatten().copied().map(low)
    }

    /// Numbers of the strings that begin with `prefix`, in alphabetical order.
    pub(crate) fn starting_with(&self, prefix: &str) -> Vec<u32> {
        let prefix = prefix.as_bytes();
        let lead = lead(prefix);
        let block = self.sorted.partition_point(|block| self.last_is_before(block, prefix, lead));
        let mut found = Vec::new();
        for block in &self.sorted[block..] {
            let start = block.partition_point(|&pair| self.is_before(pair, prefix, lead));
            let matching = block[start..].iter().take_while(|&&pair| self.bytes(low(pair)).starts_with(prefix));
            let before = found.len();
            found.extend(matching.copied().map(low));
            if start + found.len() - before < block.len() {
                break;
            }
        }
        found
    }

    /// Numbers of the strings that hold `part` anywhere, in order of number.
    pub(crate) fn holding(&self, part: &str) -> Vec<u32> {
        let part = part.as_bytes();
        let Some(&first) = part.first() else { return Vec::new() };
        let mut found: Vec<u32> = Vec::new();
        let mut number = 0;
        for at in 0..self.text.len().saturating_sub(part.len() - 1) {
            if self.text[at] == first && self.text[at..].starts_with(part) {
                number = self.number_at(at, number);
                let inside = self.entries[number as usize].start as usize + self.bytes(number).len() >= at + part.len();
                if inside && found.last() != Some(&number) {
                    found.push(number);
                }
            }
        }
        found
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let blocks: usize = self.sorted.iter().map(|block| block.capacity() * size_of::<u64>()).sum();
        let lists = self.sorted.capacity() * size_of::<Vec<u64>>();
        self.text.capacity() + self.entries.memory_bytes() + self.tables.memory_bytes() + blocks + lists
    }

    fn find_hashed(&self, text: &str, hash: u32) -> Option<u32> {
        self.tables.find(hash, |number| self.bytes(number) == text.as_bytes())
    }

    /// The string that covers byte `at` of all text; `from` or a later one.
    fn number_at(&self, at: usize, from: u32) -> u32 {
        let (mut low, mut high) = (from, self.entries.len() as u32);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.entries[middle as usize].start as usize <= at {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    fn last_is_before(&self, block: &[u64], text: &[u8], lead: u32) -> bool {
        block.last().is_some_and(|&last| self.is_before(last, text, lead))
    }

    fn is_before(&self, pair: u64, text: &[u8], lead: u32) -> bool {
        high(pair) < lead || high(pair) == lead && self.bytes(low(pair)) < text
    }

    fn sort_in(&mut self, number: u32) {
        let text = self.bytes(number);
        let lead = lead(text);
        let at = self.sorted.partition_point(|block| self.last_is_before(block, text, lead));
        let at = at.min(self.sorted.len().saturating_sub(1));
        let place = self.sorted.get(at).map(|block| block.partition_point(|&other| self.is_before(other, text, lead)));
        let Some(place) = place else {
            self.sorted.push(vec![pack(lead, number)]);
            return;
        };
        let block = &mut self.sorted[at];
        block.insert(place, pack(lead, number));
        if block.len() >= BLOCK {
            let upper = block.split_off(BLOCK / 2);
            self.sorted.insert(at + 1, upper);
        }
    }
}

/// Up to six letters as a number, in the order of the strings as far as it tells them apart: strings of different leads are
/// in the order of these.
///
/// Each byte takes five bits. What is not a small ASCII letter has one of two numbers, for many bytes each; so nothing
/// behind it may count.
fn lead(text: &[u8]) -> u32 {
    let mut lead = 0;
    let mut bits = 30;
    for &byte in text.iter().take(6) {
        bits -= 5;
        let letter = match byte {
            b'a'..=b'z' => u32::from(byte - b'a') + 2,
            ..b'a' => 1,
            _ => 28,
        };
        lead |= letter << bits;
        if !byte.is_ascii_lowercase() {
            break;
        }
    }
    lead
}

/// FNV-1a over four bytes at a time, its high bits folded into the low ones, which choose the place.
fn hash(bytes: &[u8]) -> u32 {
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
    fn leads_order_as_the_strings_do() {
        let texts = [
            "", "0", "0z", "1a", "a", "a.b", "a0", "aa", "ab", "abcdef", "abcdefg", "abcdeg", "aé", "b", "z", "{", "é",
        ];
        for [first, second] in texts.array_windows() {
            assert!(first < second && lead(first.as_bytes()) <= lead(second.as_bytes()), "{first} {second}");
        }
        assert!(lead(b"abcdef") < lead(b"abcdeg"));
    }

    #[test]
    fn prefixes_and_parts_equal_a_scan() {
        let mut dictionary = Dictionary::default();
        numbers().iter().for_each(|text| {
            dictionary.add(text);
        });
        let all: Vec<&str> = (0..dictionary.entries.len() as u32).map(|number| dictionary.get(number)).collect();
        for part in ["w", "w1", "w99", "99", "7", "x", "00"] {
            let mut expected: Vec<&str> = all.iter().copied().filter(|text| text.starts_with(part)).collect();
            expected.sort_unstable();
            let found: Vec<&str> = dictionary.starting_with(part).into_iter().map(|n| dictionary.get(n)).collect();
            assert_eq!(expected, found, "{part}");
            let expected: Vec<&str> = all.iter().copied().filter(|text| text.contains(part)).collect();
            let found: Vec<&str> = dictionary.holding(part).into_iter().map(|n| dictionary.get(n)).collect();
            assert_eq!(expected, found, "{part}");
        }
    }
}
