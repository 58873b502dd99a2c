//! Beginnings of one and two letters: the stories with a word that begins so, ready made, since so many have one; and the
//! words themselves, among which longer beginnings are looked up.
//!
//! The words lie in order of arrival: adding one costs the same always, and what begins so is sorted when it is asked for,
//! which is seldom all of a list.

use super::bytes::{ByteStore, Chain, take_number};
use super::dictionary::{Dictionary, four};
use super::pages::Pages;
use crate::order::{high, low, pack};

/// Letters of the longest beginnings that have a list.
pub(crate) const SHORT_PREFIX: usize = 2;

/// All beginnings of one and two letters.
#[derive(Debug, Default)]
pub(crate) struct Beginnings {
    letters: Dictionary,
    lists: Pages<Beginning>,
    store: ByteStore,
}

#[derive(Debug)]
struct Beginning {
    /// The stories: the gap to the story before, doubled, and 1 more if a word of the headline begins so.
    chain: Chain,
    last_story: u32,
    /// The beginning of one letter less; itself if it has but one.
    shorter: u32,
    /// The words of which this is the longest short beginning, each below the [`four`] bytes after it.
    words: Vec<u64>,
}

impl Beginnings {
    /// Adds a folded word, which is not there yet; the number of its longest short beginning.
    pub(super) fn add(&mut self, folded: &str, word: u32) -> u32 {
        let short = short_len(folded);
        let number = self.letters.find(&folded[..short]).unwrap_or_else(|| self.meet(&folded[..short]));
        self.lists[number as usize].words.push(pack(four(folded.as_bytes(), short), word));
        number
    }

    /// Calls `visit` with each word that may begin so; others are among them.
    pub(super) fn each_word(&self, beginning: &str, visit: &mut dyn FnMut(u32)) {
        let short = short_len(beginning);
        let wanted = four(beginning.as_bytes(), short);
        let mask = u32::MAX.checked_shl(u32::BITS - 8 * (beginning.len() - short).min(4) as u32).unwrap_or_default();
        let is_one = beginning.chars().nth(SHORT_PREFIX - 1).is_some();
        let one = self.letters.find(&beginning[..short]).filter(|_| is_one);
        let several =
            (0..self.letters.len() as u32).filter(|&number| !is_one && self.letters.get(number).starts_with(beginning));
        for number in one.into_iter().chain(several) {
            let words = self.lists[number as usize].words.iter();
            words.filter(|&&word| (high(word) ^ wanted) & mask == 0).for_each(|&word| visit(low(word)));
        }
    }

    /// Notes a beginning and the shorter one for `story`, which is newer than all before, and whether it stands in the
    /// headline; what has been noted for a story stays, so the headline's words come first.
    pub(super) fn post(&mut self, longest: u32, story: u32, in_headline: bool) {
        for beginning in [longest, self.lists[longest as usize].shorter] {
            let list = &mut self.lists[beginning as usize];
            if list.last_story == story && !list.chain.is_empty() {
                // Then the shorter one has been noted too.
                return;
            }
            self.store.append_number(&mut list.chain, (story - list.last_story) << 1 | u32::from(in_headline));
            list.last_story = story;
        }
    }

    /// Calls `visit` with each story that has a word beginning so, and whether its headline has.
    pub(crate) fn each(&self, letters: &str, bytes: &mut Vec<u8>, visit: &mut dyn FnMut(u32, bool)) {
        let Some(number) = self.letters.find(letters) else { return };
        self.store.read(&self.lists[number as usize].chain, bytes);
        let mut at = 0;
        let mut story = 0;
        while at < bytes.len() {
            let number = take_number(bytes, &mut at);
            story += number >> 1;
            visit(story, number & 1 == 1);
        }
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let words: usize = self.lists.slices().flatten().map(|list| list.words.capacity() * size_of::<u64>()).sum();
        self.letters.memory_bytes() + self.lists.memory_bytes() + self.store.memory_bytes() + words
    }

    /// Takes in a short beginning, and the one of one letter less.
    fn meet(&mut self, letters: &str) -> u32 {
        let first = letters.chars().next().map_or(0, char::len_utf8);
        let shorter = if first < letters.len() {
            self.letters.find(&letters[..first]).unwrap_or_else(|| self.meet(&letters[..first]))
        } else {
            self.letters.len() as u32
        };
        let (number, _) = self.letters.add(letters);
        self.lists.push(Beginning { chain: Chain::default(), last_story: 0, shorter, words: Vec::new() });
        number
    }
}

/// Bytes of the longest short beginning.
fn short_len(word: &str) -> usize {
    word.char_indices().nth(SHORT_PREFIX).map_or(word.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_so_are_not_left_out() {
        let words =
            ["a", "ab", "abc", "abd", "abcd", "abcdefg", "abcdefh", "b", "é", "éa", "éaß", "ба", "бат", "батя", "日本"];
        let mut beginnings = Beginnings::default();
        for (number, word) in (0..).zip(words) {
            beginnings.add(word, number);
        }
        for beginning in words.iter().chain(&["", "abcdefgh", "z", "éaßx"]) {
            let mut found = Vec::new();
            beginnings.each_word(beginning, &mut |word| found.push(words[word as usize]));
            let expected: Vec<&str> = words.into_iter().filter(|word| word.starts_with(beginning)).collect();
            assert!(expected.iter().all(|word| found.contains(word)), "{beginning}: {found:?}");
            assert!(
                found.iter().all(|word| word.starts_with(beginning.get(..1).unwrap_or_default())),
                "{beginning}: {found:?}"
            );
        }
    }
}
