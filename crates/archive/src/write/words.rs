//! Writing words: the merged runs, in order, and after them what is found out on the way: the stories of beginnings, the
//! words turned round, and the tags.

use super::dictionary::Dictionary;
use super::order::{FinalLengths, Order};
use super::runs::{MergedWord, Runs};
use super::stories::Tags;
use super::{Disk, Out, PackError};
use crate::list::{Entries, Marked, marked_tiers};
use crate::manifest::Words;
use crate::shard::{Draft, DraftValue, beginning_key, reversed_key, tag_key};
use dateline_search::{Field, Means, each_posting};
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Letters of the longest beginnings whose stories are kept; the reader reads the words of longer ones one by one.
const LONGEST_BEGINNING: usize = 6;
/// Beginnings of so many letters are always kept, as the index in memory does.
const ALWAYS_KEPT: usize = 2;
/// Beginnings of more letters are kept if the lists of their words have so many bytes in memory.
const COSTLY: usize = 60_000;
/// Shorter words are not corrected.
const SHORTEST_REVERSED: usize = 3;

/// Items that go to the thread that writes them at a time.
const BATCH: usize = 64;

/// Batches that wait at most.
const AHEAD: usize = 16;

/// Writes the dictionary and all lists; the files of the dictionary, and how many words it has.
///
/// One thread gathers what stands under a key, another writes it.
pub(super) fn write<D: Disk>(
    out: &Out<D>,
    runs: Runs,
    tags: &Tags,
    order: &Order,
    lengths: &FinalLengths,
    means: &Means,
) -> Result<(Vec<Words>, u32), PackError> {
    let (sender, receiver) = sync_channel::<Vec<Draft>>(AHEAD);
    std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            let mut dictionary = Dictionary::new(order.arrivals.len() as u32);
            receiver.iter().flatten().try_for_each(|draft| dictionary.push(out, draft))?;
            dictionary.finish(out)
        });
        let mut words = WordGatherer {
            sender,
            batch: Vec::new(),
            order,
            lengths,
            means,
            entries: Entries::default(),
            beginnings: Beginnings::default(),
            reversed: Vec::new(),
            count: 0,
        };
        let gathered = runs.merge(&mut |word, forms| words.word(word, forms));
        let count = words.count;
        let gathered = gathered.and_then(|()| words.finish(tags));
        // If writing fails, gathering does because of it.
        let words = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        gathered.map(|()| (words, count))
    })
}

struct WordGatherer<'a> {
    sender: SyncSender<Vec<Draft>>,
    batch: Vec<Draft>,
    order: &'a Order,
    lengths: &'a FinalLengths,
    means: &'a Means,
    entries: Entries,
    beginnings: Beginnings,
    /// Keys of words turned round, and stories with the word.
    reversed: Vec<(String, u32)>,
    /// Words so far.
    count: u32,
}

impl WordGatherer<'_> {
    fn word(&mut self, merged: MergedWord, forms: Vec<String>) -> Result<(), PackError> {
        let folded = merged.folded;
        let mut spellings = Vec::new();
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
            let tiers = self.entries.tiers();
            self.beginnings.bytes(tiers.iter().map(|tier| tier.bytes.len() + 3 * tier.lengths.len()).sum());
            stories += self.entries.entries.len() as u32;
            spellings.push((spelled, tiers));
        }
        let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
        if stories > 0 && !has_digit && folded.chars().count() >= SHORTEST_REVERSED {
            self.reversed.push((reversed_key(&folded), stories));
        }
        self.count += u32::from(stories > 0);
        let stems = merged.stems.into_iter().collect();
        self.send(folded, DraftValue::Word { spellings, forms, stems })
    }

    fn finish(mut self, tags: &Tags) -> Result<(), PackError> {
        self.beginnings.open("");
        for (letters, stories) in std::mem::take(&mut self.beginnings.kept) {
            self.send(beginning_key(&letters), DraftValue::Beginning(marked_tiers(stories)))?;
        }
        let mut reversed = std::mem::take(&mut self.reversed);
        reversed.sort_unstable();
        for (key, stories) in reversed {
            self.send(key, DraftValue::Reversed(stories))?;
        }
        for (folded, tag, stories) in tags.lists(self.order) {
            let tiers = marked_tiers(stories.into_iter().map(|story| (story, false)).collect());
            self.send(tag_key(folded), DraftValue::Tag { name: tag.name.clone(), kind: tag.kind, tiers })?;
        }
        self.send_batch()
    }

    fn send(&mut self, key: String, value: DraftValue) -> Result<(), PackError> {
        self.batch.push(Draft { key, value });
        if self.batch.len() < BATCH { Ok(()) } else { self.send_batch() }
    }

    fn send_batch(&mut self) -> Result<(), PackError> {
        let batch = std::mem::take(&mut self.batch);
        self.sender.send(batch).map_err(|_| PackError::Disk(io::ErrorKind::BrokenPipe.into()))
    }
}

/// The stories of beginnings, gathered while words come by in order.
#[derive(Default)]
struct Beginnings {
    /// The beginnings of the last word, the shortest first.
    open: Vec<Beginning>,
    kept: BTreeMap<String, Marked>,
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
