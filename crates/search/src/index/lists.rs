//! Posting lists. Half of all words stand in one story alone, so that a single posting takes no room besides its [`List`].

use super::bytes::{ByteStore, Chain};
use super::numbers::{Short, put_number};
use super::pages::Pages;
use super::postings::{CODE_BITS, encode, encode_short};

/// What is kept of the lists of several postings.
#[derive(Debug, Default)]
pub(super) struct Lists {
    long: Pages<Long>,
    scratch: Vec<u8>,
}

#[derive(Debug, Default)]
struct Long {
    chain: Chain,
    stories: u32,
}

/// One list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    /// The last story in it. Whoever borrows this gives it back to [`Lists::post`].
    pub(super) last: u32,
    /// `LONG` and which of the long lists it is. Or the bytes of its only posting, lowest first, with the story left out and
    /// the number of the other bytes in its place. Or 0.
    at: u32,
}

/// The last byte of a posting never has this bit.
const LONG: u32 = 1 << 31;

impl List {
    fn long(self) -> Option<usize> {
        (self.at >= LONG).then_some((self.at ^ LONG) as usize)
    }

    /// With the only posting, which is written without a gap.
    fn alone(story: u32, Short { bytes, len }: Short) -> Option<Self> {
        let at = u32::try_from(bytes).ok().filter(|_| len <= u32::BITS / u8::BITS)?;
        Some(Self { last: story, at: at | (len - 1) << CODE_BITS })
    }

    /// The bytes of the only posting.
    fn read_alone(self, out: &mut Vec<u8>) {
        let [first, others @ ..] = self.at.to_le_bytes();
        put_number(out, self.last << CODE_BITS | u32::from(first) & ((1 << CODE_BITS) - 1));
        out.extend_from_slice(&others[..usize::from(first >> CODE_BITS)]);
    }
}

impl Lists {
    /// Stories in a list.
    pub(super) fn stories(&self, list: List) -> u32 {
        list.long().map_or(u32::from(list.at > 0), |long| self.long[long].stories)
    }

    /// Reads a list into `out`, which is emptied first.
    pub(super) fn read(&self, list: List, store: &ByteStore, out: &mut Vec<u8>) {
        out.clear();
        match list.long() {
            Some(long) => store.read(&self.long[long].chain, out),
            None if list.at > 0 => list.read_alone(out),
            None => {}
        }
    }

    /// Adds a posting of `story`, which is newer than `last`, the last one before.
    #[inline(always)]
    pub(super) fn post(&mut self, list: &mut List, last: u32, story: u32, places: &[u32], store: &mut ByteStore) {
        list.last = last;
        let Some(long) = list.long().or_else(|| self.lengthen(list, story, places, store)) else { return };
        let long = &mut self.long[long];
        let gap = story - last;
        match encode_short(gap, places) {
            Some(short) => store.append_short(&mut long.chain, short),
            None => {
                self.scratch.clear();
                encode(gap, places, &mut self.scratch);
                store.append(&mut long.chain, &self.scratch);
            }
        }
        long.stories += 1;
        list.last = story;
    }

    /// Says how many stories are in a list that lies elsewhere.
    pub(super) fn load_stories(&mut self, list: &mut List, stories: u32) {
        let long = self.make_long(list);
        self.long[long].stories = stories;
    }

    /// Puts postings in place of those that were there.
    pub(super) fn load(&mut self, list: &mut List, postings: &[u8], store: &mut ByteStore) {
        let long = self.make_long(list);
        let mut chain = Chain::default();
        store.append(&mut chain, postings);
        self.long[long].chain = chain;
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.long.memory_bytes()
    }

    /// Takes in the first posting, if it is short; else which of the long lists it is now to be added to.
    fn lengthen(&mut self, list: &mut List, story: u32, places: &[u32], store: &mut ByteStore) -> Option<usize> {
        let is_first = list.at == 0;
        self.scratch.clear();
        if is_first {
            if let Some(alone) = encode_short(0, places).and_then(|short| List::alone(story, short)) {
                *list = alone;
                return None;
            }
        } else {
            list.read_alone(&mut self.scratch);
        }
        let long = self.make_long(list);
        if !is_first {
            self.long[long].stories = 1;
            store.append(&mut self.long[long].chain, &self.scratch);
        }
        Some(long)
    }

    fn make_long(&mut self, list: &mut List) -> usize {
        list.long().unwrap_or_else(|| {
            let long = self.long.len();
            self.long.push(Long::default());
            list.at = LONG | long as u32;
            long
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::index::postings::{Postings, place};

    #[test]
    fn postings_come_back_however_many_there_are() {
        let (mut lists, mut store) = (Lists::default(), ByteStore::default());
        for most in [0, 1, 2, 9] {
            for field in Field::ALL {
                for count in [1, 2, 3, 40] {
                    let mut list = List::default();
                    let places: Vec<u32> = (0..count).map(|at| place(field, 100 + at * 60)).collect();
                    let stories: Vec<u32> = (0..most).map(|at| at * at * 3_001).collect();
                    for &story in &stories {
                        let last = list.last;
                        lists.post(&mut list, last, story, &places, &mut store);
                    }
                    let mut bytes = vec![7];
                    lists.read(list, &store, &mut bytes);
                    let mut postings = Postings::new(&bytes);
                    for &story in &stories {
                        assert!(postings.next());
                        let mut read = Vec::new();
                        postings.places(&mut read);
                        assert_eq!((story, &places), (postings.story, &read));
                    }
                    assert!(!postings.next());
                    assert_eq!(most, lists.stories(list));
                }
            }
        }
    }
}
