//! Shards of the dictionary: sorted keys, each stored as what differs from the one before, and short lists with them. They
//! lie one after the other in files, and are what a reader fetches for a word.
//!
//! One dictionary holds four sorts of keys, told apart by how they begin, so that one way in finds them all: folded
//! words; beginnings of words, whose stories are wanted at once; words turned round, for finding those that end alike
//! when a word is misspelled; and tags.

mod bundles;
mod models;
mod reader;
mod writer;

pub(crate) use bundles::{KIN, separator, shared};
pub(crate) use reader::{ShardReading, decode};
pub(crate) use writer::{ClosedShard, Draft, DraftValue, ShardWriter};

use crate::error::Malformed;
use crate::list::{List, Marked, Postings, Tier};
use crate::name::Hash;
use dateline_story::TagKind;

/// What begins the keys that are no words; it sorts after all words.
pub(crate) const MARK: char = '\u{10ffff}';

/// The key of a beginning's stories.
pub(crate) fn beginning_key(letters: &str) -> String {
    format!("{MARK}b{letters}")
}

/// The key of a word turned round.
pub(crate) fn reversed_key(word: &str) -> String {
    let letters: String = word.chars().rev().collect();
    format!("{MARK}r{letters}")
}

/// The key of a folded tag.
pub(crate) fn tag_key(folded: &str) -> String {
    format!("{MARK}t{folded}")
}

/// One entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) value: Value,
}

impl Item {
    /// Bytes that it takes, about.
    pub(crate) fn memory_bytes(&self) -> usize {
        let of_value = match &self.value {
            Value::Word(word) => {
                let lists = word.spellings.iter().map(|(spelled, list)| spelled.len() + list.memory_bytes());
                lists.chain(word.forms.iter().chain(&word.stems).map(|text| text.len() + size_of::<String>())).sum()
            }
            Value::Beginning(list) | Value::Tag { list, .. } => list.memory_bytes(),
            Value::Reversed(_) => 0,
        };
        size_of::<Self>() + self.key.len() + of_value
    }
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A folded word, or a stem that is none.
    Word(Word),
    /// The stories of a beginning, marked where the headline has it.
    Beginning(List<Marked>),
    /// How many stories have the word that was turned round.
    Reversed(u32),
    /// A tag and its stories.
    Tag { name: String, kind: TagKind, list: List<Marked> },
}

impl Value {
    /// Calls `visit` with each tier.
    pub(crate) fn each_tier(&self, visit: &mut dyn FnMut(&Tier)) {
        match self {
            Self::Word(word) => word.spellings.iter().flat_map(|(_, list)| list.tiers()).for_each(visit),
            Self::Beginning(list) | Self::Tag { list, .. } => list.tiers().iter().for_each(visit),
            Self::Reversed(_) => {}
        }
    }
}

/// A word as the dictionary has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its spellings, each with its list.
    pub(crate) spellings: Vec<(String, List<Postings>)>,
    /// Words whose stem it is.
    pub(crate) forms: Vec<String>,
    /// Its stems that no stemmer gives for the folded word.
    pub(crate) stems: Vec<String>,
}

/// Heads and all further tiers lie in files of their own, so that the heads of neighbours are one stretch.
const STREAMS: usize = 2;
/// The stream of heads.
pub(crate) const HEADS: usize = 0;

/// Tiers that follow one another, so that only lengths need be said of them.
#[derive(Clone, Copy, Debug, Default)]
struct Stream {
    /// The last tier's file.
    file: Option<Hash>,
    /// Where the shard's first tier starts; for a reader, where the next one does.
    start: u32,
}

const SAME_SPELLING: u8 = 1;
const OTHER_SPELLINGS: u8 = 2;
const FORMS: u8 = 4;
const STEMS: u8 = 8;

pub(crate) fn kind_code(kind: TagKind) -> u8 {
    match kind {
        TagKind::Topic => 0,
        TagKind::Person => 1,
        TagKind::Organisation => 2,
        TagKind::Place => 3,
    }
}

pub(crate) fn kind_of(code: u8) -> Result<TagKind, Malformed> {
    [TagKind::Topic, TagKind::Person, TagKind::Organisation, TagKind::Place]
        .get(usize::from(code))
        .copied()
        .ok_or(Malformed("a tag is of no known kind"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Cursor;
    use crate::list::{self, Content, Place, tier_sizes};
    use dateline_search::{Field, place, put_posting};

    const STORIES: u32 = 1_000;

    /// The first stories with a word, as tiers.
    fn postings(count: u32) -> Vec<Postings> {
        let sizes = tier_sizes(count as usize);
        let mut first = 0;
        let tier = |size: &usize| {
            let mut tier = Postings::default();
            for story in first..first + *size as u32 {
                put_posting(if story == first { story } else { 1 }, &[place(Field::Body, 17)], &mut tier.bytes);
                tier.lengths.push((story, 0, 80));
            }
            first += *size as u32;
            tier
        };
        sizes.iter().map(tier).collect()
    }

    fn drafts() -> Vec<Draft> {
        let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let word = |key: &str, lists: &[(&str, u32)], forms: &[&str], stems: &[&str]| {
            let spellings = lists.iter().map(|&(spelled, count)| (spelled.to_owned(), postings(count))).collect();
            Draft { key: key.into(), value: DraftValue::Word { spellings, forms: own(forms), stems: own(stems) } }
        };
        let beginning = DraftValue::Beginning(vec![(0..150).map(|story| (story * 2, story % 3 == 0)).collect()]);
        let stories = vec![vec![(0, false), (5, true), (999, false)]];
        let tag = DraftValue::Tag { name: "Boats".into(), kind: TagKind::Place, tiers: stories };
        vec![
            word("ferri", &[], &["ferries", "ferry"], &[]),
            word("ferries", &[("ferries", 2)], &[], &[]),
            word("ferry", &[("ferry", 500)], &[], &[]),
            word("resume", &[("resume", 32), ("résumé", 33)], &[], &["resum"]),
            Draft { key: beginning_key("fe"), value: beginning },
            Draft { key: reversed_key("ferry"), value: DraftValue::Reversed(500) },
            Draft { key: tag_key("boats"), value: tag },
        ]
    }

    /// The shard's bytes, and those of each tier, of which each stream has a file.
    fn encode(drafts: Vec<Draft>) -> (Vec<u8>, [Vec<u8>; STREAMS]) {
        let mut shard = ShardWriter::new(STORIES);
        drafts.into_iter().for_each(|draft| shard.push(draft));
        let mut files = [b"what was there".to_vec(), Vec::new()];
        let place = |stream: usize, bytes: Vec<u8>| {
            let file = &mut files[stream];
            let tier = Tier { file: Hash([stream as u8; 8]), start: file.len() as u32, len: bytes.len() as u32 };
            file.extend(bytes);
            Ok(tier)
        };
        let closed = shard.close(place).expect("memory");
        (closed.bytes(&closed.files), files)
    }

    /// A list as it was before it was written.
    fn whole<T: Content + Clone>(list: &List<T>, files: &[Vec<u8>; STREAMS]) -> Vec<T> {
        let (tiers, after) = match &list.place {
            Place::Inline(content) => return vec![content.clone()],
            Place::Tiers(tiers, after) => (tiers, after),
        };
        let tier = |(tier, size): (&Tier, usize)| {
            let bytes = &files[usize::from(tier.file.0[0])][tier.start as usize..(tier.start + tier.len) as usize];
            list::decode(bytes, size as u32, STORIES, after).expect("right")
        };
        tiers.iter().zip(tier_sizes(list.stories as usize)).map(tier).collect()
    }

    #[test]
    fn a_shard_comes_back() {
        let (bytes, files) = encode(drafts());
        let items = decode(&bytes, STORIES).expect("right");
        assert_eq!(drafts().len(), items.len());
        for (draft, item) in drafts().into_iter().zip(items) {
            assert_eq!(draft.key, item.key);
            match (draft.value, item.value) {
                (DraftValue::Word { spellings, forms, stems }, Value::Word(word)) => {
                    assert_eq!((forms, stems), (word.forms, word.stems));
                    let lists = word.spellings.into_iter().map(|(spelled, list)| (spelled, whole(&list, &files)));
                    assert_eq!(spellings, lists.collect::<Vec<_>>());
                }
                (DraftValue::Beginning(tiers), Value::Beginning(list)) => assert_eq!(tiers, whole(&list, &files)),
                (DraftValue::Reversed(stories), Value::Reversed(found)) => assert_eq!(stories, found),
                (DraftValue::Tag { name, kind, tiers }, Value::Tag { name: found, kind: of, list }) => {
                    assert_eq!((name, kind, tiers), (found, of, whole(&list, &files)));
                }
                (_, other) => panic!("{other:?}"),
            }
        }
        assert_eq!(Ok(Vec::new()), decode(&encode(Vec::new()).0, STORIES));
    }

    #[test]
    fn a_shard_that_is_cut_or_flipped_never_panics() {
        let (bytes, _) = encode(drafts());
        let mut refused = 0;
        for end in 0..bytes.len() {
            refused += u32::from(decode(&bytes[..end], STORIES).is_err());
        }
        for bit in (0..bytes.len() * 8).step_by(3) {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            refused += u32::from(decode(&flipped, STORIES).is_err());
        }
        assert!(refused > 200, "{refused}");
    }

    #[test]
    fn bundles_say_where_heads_lie() {
        let word = |key: String| {
            let spellings = vec![(key.clone(), postings(500))];
            Draft { key, value: DraftValue::Word { spellings, forms: Vec::new(), stems: Vec::new() } }
        };
        let keys = ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| format!("{first}{second}rry")));
        let (bytes, _) = encode(keys.map(word).collect());
        let mut cursor = Cursor::new(&bytes);
        cursor.number().expect("items");
        let files = cursor.number().expect("files") as usize;
        cursor.take(files * size_of::<Hash>()).expect("their hashes");
        let mut start = cursor.number().expect("where heads start");
        cursor.number().expect("where other tiers start");
        let mut bundles: Vec<(String, std::ops::Range<u32>)> = Vec::new();
        for _ in 0..cursor.number().expect("bundles") {
            let shared = cursor.number().expect("shared") as usize;
            let before = bundles.last().map_or("", |(first, _)| first.as_str());
            let rest = std::str::from_utf8(cursor.bytes().expect("a text")).expect("UTF-8");
            let end = start + cursor.number().expect("bytes");
            bundles.push(([&before[..shared], rest].concat(), start..end));
            start = end;
        }
        let mut heads = 0;
        for item in decode(&bytes, STORIES).expect("right") {
            let mut is_first = true;
            item.value.each_tier(&mut |tier| {
                if std::mem::take(&mut is_first) {
                    let (_, bundle) = bundles.iter().rfind(|(first, _)| *first <= item.key).expect("it begins before");
                    assert!(bundle.start <= tier.start && tier.start + tier.len <= bundle.end, "{}", item.key);
                    heads += 1;
                }
            });
        }
        assert!(heads == 26 * 26 && bundles.len() >= 2, "{heads} heads in {} bundles", bundles.len());
    }
}
