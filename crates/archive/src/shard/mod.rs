//! Shards of the dictionary: sorted keys, each stored as what differs from the one before, and short lists with them. They
//! lie one after the other in files, and are what a reader fetches for a word.
//!
//! One dictionary holds four sorts of keys, told apart by how they begin, so that one way in finds them all: folded
//! words; beginnings of words, whose stories are wanted at once; words turned round, for finding those that end alike
//! when a word is misspelled; and tags.

mod models;
mod reader;
mod writer;

pub(crate) use reader::decode;
pub(crate) use writer::{ClosedShard, ShardWriter};

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
    use crate::list::Place;
    use dateline_search::{Field, place, put_posting};

    const STORIES: u32 = 1_000;

    fn tiers<T>(stories: u32, lens: &[(u8, u32, u32)]) -> List<T> {
        let tiers = lens.iter().map(|&(file, start, len)| Tier { file: Hash([file; 8]), start, len }).collect();
        List { stories, place: Place::Tiers(tiers) }
    }

    fn items() -> Vec<Item> {
        let inline = || {
            let mut postings = Postings { bytes: Vec::new(), lengths: vec![(7, 0, 80), (11, 3, 0)] };
            put_posting(7, &[place(Field::Body, 17), place(Field::Body, 40)], &mut postings.bytes);
            put_posting(4, &[place(Field::Headline, 2), place(Field::Tag, 0)], &mut postings.bytes);
            List { stories: 2, place: Place::Inline(postings) }
        };
        let word = |spellings, forms: &[&str], stems: &[&str]| {
            let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
            Value::Word(Word { spellings, forms: own(forms), stems: own(stems) })
        };
        let item = |key: String, value| Item { key, value };
        let stories = List { stories: 3, place: Place::Inline(vec![(0, false), (5, true), (999, false)]) };
        vec![
            item("ferri".into(), word(vec![], &["ferries", "ferry"], &[])),
            item("ferries".into(), word(vec![("ferries".into(), inline())], &[], &[])),
            item("ferry".into(), word(vec![("ferry".into(), tiers(500, &[(1, 70, 300), (4, 90, 900)]))], &[], &[])),
            item(
                "resume".into(),
                word(
                    vec![("resume".into(), tiers(19, &[(1, 370, 40)])), ("résumé".into(), tiers(17, &[(2, 0, 17)]))],
                    &[],
                    &["resum"],
                ),
            ),
            item(beginning_key("fe"), Value::Beginning(tiers(200, &[(2, 17, 50), (4, 990, 60)]))),
            item(reversed_key("ferry"), Value::Reversed(500)),
            item(tag_key("boats"), Value::Tag { name: "Boats".into(), kind: TagKind::Place, list: stories }),
        ]
    }

    fn encode(items: &[Item]) -> Vec<u8> {
        let mut shard = ShardWriter::new(STORIES);
        items.iter().for_each(|item| shard.push(item));
        let closed = shard.close();
        closed.bytes(&closed.files)
    }

    #[test]
    fn a_shard_comes_back() {
        assert_eq!(Ok(items()), decode(&encode(&items()), STORIES));
        assert_eq!(Ok(Vec::new()), decode(&encode(&[]), STORIES));
    }

    #[test]
    fn a_shard_that_is_cut_or_flipped_never_panics() {
        let bytes = encode(&items());
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
}
