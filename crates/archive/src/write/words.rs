//! Writing words: the merged runs, in order, and after them what is found out on the way: the stories of beginnings, the
//! words turned round, and the tags.

use super::dictionary::Dictionary;
use super::order::{FinalLengths, Order};
use super::runs::{MergedWord, Runs};
use super::stories::Tags;
use super::{Disk, Out, PackError};
use crate::list::{Entries, encode_marked, marked_tiers};
use crate::shard::{Value, Word, beginning_key, reversed_key, tag_key};
use dateline_search::{Field, Means, each_posting};
use std::collections::BTreeMap;

/// Letters of the longest beginnings whose stories are kept; the reader reads the words of longer ones one by one.
const LONGEST_BEGINNING: usize = 6;
/// Beginnings of so many letters are always kept, as the index in memory does.
const ALWAYS_KEPT: usize = 2;
/// Beginnings of more letters are kept if the lists of their words have so many bytes.
const COSTLY: usize = 16_000;
/// Shorter words are not corrected.
const SHORTEST_REVERSED: usize = 3;

/// Writes the dictionary and all lists; the shards.
pub(super) fn write<D: Disk>(
    out: &mut Out<D>,
    runs: Runs,
    tags: &Tags,
    order: &Order,
    lengths: &FinalLengths,
    means: &Means,
) -> Result<Vec<(String, String)>, PackError> {
    let mut writer = WordWriter {
        out,
        dictionary: Dictionary::new(),
        order,
        lengths,
        means,
        entries: Entries::default(),
        beginnings: Beginnings::default(),
        reversed: Vec::new(),
    };
    runs.merge(&mut |word, forms| writer.word(word, forms))?;
    writer.finish(tags)
}

struct WordWriter<'a, D> {
    out: &'a mut Out<D>,
    dictionary: Dictionary,
    order: &'a Order,
    lengths: &'a FinalLengths,
    means: &'a Means,
    entries: Entries,
    beginnings: Beginnings,
    /// Keys of words turned round, and stories with the word.
    reversed: Vec<(String, u32)>,
}

impl<D: Disk> WordWriter<'_, D> {
    fn word(&mut self, merged: MergedWord, forms: Vec<String>) -> Result<(), PackError> {
        let folded = merged.folded;
        let mut word = Word { forms, stems: merged.stems.into_iter().collect(), ..Word::default() };
        let mut stories = 0;
        self.beginnings.open(&folded);
        for (spelled, lists) in merged.spellings {
            self.entries.clear();
            for (first, list) in &lists {
                each_posting(list, &mut |posting| {
                    let number = self.order.numbers[(first + posting.story) as usize];
                    self.entries.push(number, posting, self.lengths, self.means);
                    let in_headline = posting.mask & 1 << Field::Headline as u8 != 0;
                    self.beginnings.add(number, in_headline);
                });
            }
            let count = self.entries.entries.len() as u32;
            stories += count;
            let tiers: Vec<Vec<super::super::list::Entry>> =
                self.entries.tiers().into_iter().map(<[_]>::to_vec).collect();
            let tiers: Vec<Vec<u8>> = tiers.iter().map(|tier| self.entries.encode(tier, self.lengths)).collect();
            self.beginnings.bytes(tiers.iter().map(Vec::len).sum());
            word.spellings.push((spelled, self.dictionary.list(count, &tiers)));
        }
        let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
        if stories > 0 && !has_digit && folded.chars().count() >= SHORTEST_REVERSED {
            self.reversed.push((reversed_key(&folded), stories));
        }
        self.out.summary.words += u32::from(stories > 0);
        Ok(self.dictionary.push(self.out, folded, Value::Word(word))?)
    }

    fn finish(mut self, tags: &Tags) -> Result<Vec<(String, String)>, PackError> {
        self.beginnings.open("");
        for (letters, stories) in std::mem::take(&mut self.beginnings.kept) {
            let list = self.marked(stories);
            self.dictionary.push(self.out, beginning_key(&letters), Value::Beginning(list))?;
        }
        let mut reversed = std::mem::take(&mut self.reversed);
        reversed.sort_unstable();
        for (key, stories) in reversed {
            self.dictionary.push(self.out, key, Value::Reversed(stories))?;
        }
        for (folded, tag, stories) in tags.lists(self.order) {
            let list = self.marked(stories.into_iter().map(|story| (story, false)).collect());
            let value = Value::Tag { name: tag.name.clone(), kind: tag.kind, list };
            self.dictionary.push(self.out, tag_key(folded), value)?;
        }
        Ok(self.dictionary.finish(self.out)?)
    }

    fn marked(&mut self, stories: Vec<(u32, bool)>) -> crate::shard::List {
        let count = stories.len() as u32;
        let tiers: Vec<Vec<u8>> = marked_tiers(stories).iter().map(|tier| encode_marked(tier)).collect();
        self.dictionary.list(count, &tiers)
    }
}

/// The stories of beginnings, gathered while words come by in order.
#[derive(Default)]
struct Beginnings {
    /// The beginnings of the last word, the shortest first.
    open: Vec<Beginning>,
    kept: BTreeMap<String, Vec<(u32, bool)>>,
}

#[derive(Default)]
struct Beginning {
    letters: String,
    /// Stories, doubled, and 1 more if the word is not in the headline, so that of equal stories those with it come first.
    stories: Vec<u32>,
    /// Bytes of the lists of its words.
    bytes: usize,
}

impl Beginnings {
    /// Goes on to a word: closes all beginnings that are none of its.
    fn open(&mut self, folded: &str) {
        let ends: Vec<usize> = folded.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_BEGINNING).collect();
        let shared = self.open.iter().zip(&ends).take_while(|(open, end)| open.letters == folded[..**end]).count();
        while self.open.len() > shared {
            if let Some(closed) = self.open.pop() {
                self.close(closed);
            }
        }
        for end in &ends[shared..] {
            self.open.push(Beginning { letters: folded[..*end].to_owned(), ..Beginning::default() });
        }
    }

    fn add(&mut self, story: u32, in_headline: bool) {
        let number = story << 1 | u32::from(!in_headline);
        self.open.iter_mut().for_each(|open| open.stories.push(number));
    }

    fn bytes(&mut self, bytes: usize) {
        self.open.iter_mut().for_each(|open| open.bytes += bytes);
    }

    fn close(&mut self, mut closed: Beginning) {
        let letters = closed.letters.chars().count();
        if closed.stories.is_empty() || letters > ALWAYS_KEPT && closed.bytes < COSTLY {
            return;
        }
        closed.stories.sort_unstable();
        closed.stories.dedup_by_key(|number| *number >> 1);
        let stories = closed.stories.into_iter().map(|number| (number >> 1, number & 1 == 0)).collect();
        self.kept.insert(closed.letters, stories);
    }
}
