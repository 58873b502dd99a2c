//! Beginnings of words: the words by their first two letters, among which longer beginnings are looked up; and which stories
//! have words that begin with a letter, ready made, since so many have one.
//!
//! The words lie in order of arrival: adding one costs the same always, and what begins so is sorted when it is asked for,
//! which is seldom all of a list.

use super::bytes::{ByteStore, Chain};
use super::dictionary::Dictionary;
use super::numbers::take_number;
use super::pages::Pages;

/// Letters of the beginnings that a list of stories answers for, not the words themselves.
pub(crate) const SHORT_PREFIX: usize = 2;

/// The beginnings of all heads.
#[derive(Debug, Default)]
pub(crate) struct Beginnings {
    /// The first two letters of each, or the only one.
    letters: Dictionary,
    words: Pages<Words>,
    /// The first letters that came first. Of others the words are read: most stories have one in a script of many letters.
    initials: Vec<char>,
    /// By story, the initials of its headline's words, a bit each, and of its other words.
    stories: Pages<[u32; 2]>,
    /// The same for the story being added.
    next: [u32; 2],
}

/// Words that begin alike, in ascending order: the gap to the one before.
#[derive(Debug, Default)]
struct Words {
    chain: Chain,
    last: u32,
    /// As [`Beginnings::add`] gives it.
    initial: u8,
}

impl Beginnings {
    /// Adds a folded word, whose number is the greatest so far; the number of its initial, or a greater one than any has.
    pub(super) fn add(&mut self, folded: &str, word: u32, store: &mut ByteStore) -> u8 {
        let (number, new) = self.letters.add(&folded[..short_len(folded)]);
        if new {
            let initial = self.initial(folded);
            self.words.push(Words { initial, ..Words::default() });
        }
        let words = &mut self.words[number as usize];
        store.append_number(&mut words.chain, word - words.last);
        words.last = word;
        words.initial
    }

    /// Calls `visit` with each word that may begin so; others are among them.
    pub(super) fn each_word(&self, beginning: &str, store: &ByteStore, visit: &mut dyn FnMut(u32)) {
        let is_one = beginning.chars().nth(SHORT_PREFIX - 1).is_some();
        let one = self.letters.find(&beginning[..short_len(beginning)]).filter(|_| is_one);
        let several =
            (0..self.letters.len() as u32).filter(|&number| !is_one && self.letters.get(number).starts_with(beginning));
        let mut bytes = Vec::new();
        for number in one.into_iter().chain(several) {
            store.read(&self.words[number as usize].chain, &mut bytes);
            let (mut at, mut word) = (0, 0);
            while at < bytes.len() {
                word += take_number(&bytes, &mut at);
                visit(word);
            }
        }
    }

    /// Notes that the story being added has a word with this initial, and whether in its headline.
    #[inline(always)]
    pub(super) fn post(&mut self, initial: u8, in_headline: bool) {
        self.next[usize::from(!in_headline)] |= 1_u32.unbounded_shl(initial.into());
    }

    /// Keeps what was noted of `story`; nothing was of those before that it was not called for.
    pub(super) fn end_story(&mut self, story: u32) {
        while self.stories() < story as usize {
            self.stories.push([0; 2]);
        }
        self.stories.push(std::mem::take(&mut self.next));
    }

    /// Calls `visit` with each story that has a word beginning so, and whether its headline has; false if that is not known.
    pub(super) fn each_story(&self, letters: &str, visit: &mut dyn FnMut(u32, bool)) -> bool {
        let is_it = |initial: &char| letters.chars().eq([*initial]);
        let Some(initial) = self.initials.iter().position(is_it) else { return false };
        for (story, [headline, others]) in (0..).zip(self.stories.slices().flatten()) {
            if (headline | others) >> initial & 1 == 1 {
                visit(story, headline >> initial & 1 == 1);
            }
        }
        true
    }

    /// Stories so far.
    pub(super) fn stories(&self) -> usize {
        self.stories.len()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.letters.memory_bytes() + self.words.memory_bytes() + self.stories.memory_bytes()
    }

    fn initial(&mut self, folded: &str) -> u8 {
        let known = self.initials.iter().position(|&initial| folded.starts_with(initial));
        let number = known.unwrap_or(self.initials.len());
        if known.is_none() && number < u32::BITS as usize {
            self.initials.extend(folded.chars().next());
        }
        number as u8
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
        let (mut beginnings, mut store) = (Beginnings::default(), ByteStore::default());
        for (number, word) in (0..).zip(words) {
            beginnings.add(word, number, &mut store);
        }
        for beginning in words.iter().chain(&["", "abcdefgh", "z", "éaßx"]) {
            let mut found = Vec::new();
            beginnings.each_word(beginning, &store, &mut |word| found.push(words[word as usize]));
            let expected: Vec<&str> = words.into_iter().filter(|word| word.starts_with(beginning)).collect();
            assert!(expected.iter().all(|word| found.contains(word)), "{beginning}: {found:?}");
            assert!(
                found.iter().all(|word| word.starts_with(beginning.get(..1).unwrap_or_default())),
                "{beginning}: {found:?}"
            );
        }
    }
}
