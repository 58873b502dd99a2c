//! The stories with a word that begins with one or two letters, ready made, since so many words do.
//!
//! Longer beginnings are looked up among the terms, which are few enough by then.

use super::bytes::{ByteStore, Chain, take_number};
use super::dictionary::Dictionary;
use super::pages::Pages;

/// Letters of the longest beginnings that have a list.
pub(crate) const SHORT_PREFIX: usize = 2;

/// All beginnings of one and two letters.
#[derive(Debug, Default)]
pub(crate) struct Beginnings {
    letters: Dictionary,
    lists: Pages<Beginning>,
    store: ByteStore,
}

/// A list of stories: the gap to the story before, doubled, and 1 more if a word of the headline begins so.
#[derive(Debug)]
struct Beginning {
    chain: Chain,
    last_story: u32,
    /// The beginning of one letter less; itself if it has but one.
    shorter: u32,
}

impl Beginnings {
    /// The number of the longest short beginning of a word.
    pub(super) fn of(&mut self, folded: &str) -> u32 {
        let first = folded.chars().next().map_or(0, char::len_utf8);
        let second = folded[first..].chars().next().map_or(0, char::len_utf8);
        let shorter = self.add(&folded[..first], None);
        self.add(&folded[..first + second], Some(shorter))
    }

    /// Notes a beginning and the shorter one for `story`, which is newer than all before, and whether it stands in the
    /// headline; what has been noted for a story stays, so the headline's words come first.
    pub(super) fn post(&mut self, longest: u32, story: u32, in_headline: bool) {
        for beginning in [longest, self.lists[longest as usize].shorter] {
            let list = &mut self.lists[beginning as usize];
            if list.last_story == story && !list.chain.is_empty() {
                continue;
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
        self.letters.memory_bytes() + self.lists.memory_bytes() + self.store.memory_bytes()
    }

    fn add(&mut self, letters: &str, shorter: Option<u32>) -> u32 {
        let (number, new) = self.letters.add(letters);
        if new {
            let shorter = shorter.unwrap_or(number);
            self.lists.push(Beginning { chain: Chain::default(), last_story: 0, shorter });
        }
        number
    }
}
