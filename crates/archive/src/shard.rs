//! Shards of the dictionary: sorted keys, each stored as what differs from the one before.
//!
//! One dictionary holds four sorts of keys, told apart by how they begin, so that one way in finds them all: folded
//! words; beginnings of words, whose stories are wanted at once; words turned round, for finding those that end alike
//! when a word is misspelled; and tags.

use crate::bytes::{Cursor, put_after, put_bytes, put_number};
use crate::error::Malformed;
use crate::list::{INLINE, Place, Tier, tier_sizes};
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
    Beginning(List),
    /// How many stories have the word that was turned round.
    Reversed(u32),
    /// A tag and its stories.
    Tag { name: String, kind: TagKind, list: List },
}

impl Value {
    /// Calls `visit` with each list.
    pub(crate) fn each_list(&mut self, visit: &mut dyn FnMut(&mut List)) {
        match self {
            Self::Word(word) => word.spellings.iter_mut().for_each(|(_, list)| visit(list)),
            Self::Beginning(list) | Self::Tag { list, .. } => visit(list),
            Self::Reversed(_) => {}
        }
    }
}

/// A word as the dictionary has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its spellings, each with its list.
    pub(crate) spellings: Vec<(String, List)>,
    /// Words whose stem it is.
    pub(crate) forms: Vec<String>,
    /// Its stems that no stemmer gives for the folded word.
    pub(crate) stems: Vec<String>,
}

/// A list of stories and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) stories: u32,
    pub(crate) place: Place,
}

impl List {
    /// Bytes of the first so many tiers.
    pub(crate) fn len(&self, tiers: usize) -> u32 {
        match &self.place {
            Place::Inline(_) => 0,
            Place::Tiers(all) => all.iter().take(tiers).map(|tier| tier.len).sum(),
        }
    }

    pub(crate) fn tiers(&self) -> usize {
        match &self.place {
            Place::Inline(_) => 0,
            Place::Tiers(tiers) => tiers.len(),
        }
    }
}

/// Encodes a shard: the files that its lists lie in, then its items in order.
pub(crate) fn encode(items: &[Item]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut files = Files::default();
    let mut body = Vec::new();
    let mut last = "";
    for item in items {
        put_after(&mut body, &item.key, last);
        put_value(&mut body, &mut files, item);
        last = &item.key;
    }
    put_number(&mut out, files.hashes.len() as u32);
    files.hashes.iter().for_each(|hash| out.extend_from_slice(&hash.0));
    out.extend_from_slice(&body);
    out
}

/// Decodes what [`encode`] wrote.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Item>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let mut files = Files::default();
    for _ in 0..cursor.count()? {
        files.hashes.push(cursor.hash()?);
    }
    let mut items: Vec<Item> = Vec::new();
    while !cursor.is_done() {
        let last = items.last().map_or("", |item| item.key.as_str());
        let key = cursor.text_after(last)?;
        if !items.is_empty() && key.as_str() <= last {
            return Err(Malformed("the keys are not in order"));
        }
        let value = take_value(&mut cursor, &mut files, &key)?;
        items.push(Item { key, value });
    }
    Ok(items)
}

/// The files of a shard's lists. Lists follow one another in them, so that only lengths need be said.
#[derive(Default)]
struct Files {
    hashes: Vec<Hash>,
    /// The next tier's file, counted from 1, and place in it.
    file: usize,
    at: u32,
}

const SAME_SPELLING: u8 = 1;
const OTHER_SPELLINGS: u8 = 2;
const FORMS: u8 = 4;
const STEMS: u8 = 8;

fn put_value(out: &mut Vec<u8>, files: &mut Files, item: &Item) {
    match &item.value {
        Value::Word(word) => put_word(out, files, &item.key, word),
        Value::Beginning(list) => put_list(out, files, list),
        Value::Reversed(stories) => put_number(out, *stories),
        Value::Tag { name, kind, list } => {
            put_bytes(out, name.as_bytes());
            out.push(kind_code(*kind));
            put_list(out, files, list);
        }
    }
}

fn put_word(out: &mut Vec<u8>, files: &mut Files, key: &str, word: &Word) {
    let (same, others): (Vec<_>, Vec<_>) = word.spellings.iter().partition(|(spelled, _)| spelled == key);
    let flag = |set: bool, flag: u8| if set { flag } else { 0 };
    out.push(
        flag(!same.is_empty(), SAME_SPELLING)
            | flag(!others.is_empty(), OTHER_SPELLINGS)
            | flag(!word.forms.is_empty(), FORMS)
            | flag(!word.stems.is_empty(), STEMS),
    );
    same.iter().for_each(|(_, list)| put_list(out, files, list));
    if !others.is_empty() {
        put_number(out, others.len() as u32);
        for (spelled, list) in others {
            put_after(out, spelled, key);
            put_list(out, files, list);
        }
    }
    for texts in [&word.forms, &word.stems].into_iter().filter(|texts| !texts.is_empty()) {
        put_number(out, texts.len() as u32);
        texts.iter().for_each(|text| put_after(out, text, key));
    }
}

fn put_list(out: &mut Vec<u8>, files: &mut Files, list: &List) {
    put_number(out, list.stories);
    match &list.place {
        Place::Inline(bytes) => put_bytes(out, bytes),
        Place::Tiers(tiers) => {
            for tier in tiers {
                let is_next = files.hashes.last() != Some(&tier.file);
                if is_next {
                    files.hashes.push(tier.file);
                }
                put_number(out, tier.len << 1 | u32::from(is_next));
            }
        }
    }
}

fn take_value(cursor: &mut Cursor<'_>, files: &mut Files, key: &str) -> Result<Value, Malformed> {
    let mut letters = key.chars();
    if letters.next() != Some(MARK) {
        return take_word(cursor, files, key).map(Value::Word);
    }
    match letters.next() {
        Some('b') => take_list(cursor, files).map(Value::Beginning),
        Some('r') => cursor.number().map(Value::Reversed),
        Some('t') => {
            let name = std::str::from_utf8(cursor.bytes()?).map_err(|_| Malformed("a tag is not UTF-8"))?.to_owned();
            let kind = kind_of(cursor.byte()?)?;
            Ok(Value::Tag { name, kind, list: take_list(cursor, files)? })
        }
        _ => Err(Malformed("a key is of no known sort")),
    }
}

fn take_word(cursor: &mut Cursor<'_>, files: &mut Files, key: &str) -> Result<Word, Malformed> {
    let flags = cursor.byte()?;
    let mut word = Word::default();
    if flags & SAME_SPELLING != 0 {
        word.spellings.push((key.to_owned(), take_list(cursor, files)?));
    }
    if flags & OTHER_SPELLINGS != 0 {
        for _ in 0..cursor.count()? {
            let spelled = cursor.text_after(key)?;
            word.spellings.push((spelled, take_list(cursor, files)?));
        }
    }
    for (flag, texts) in [(FORMS, &mut word.forms), (STEMS, &mut word.stems)] {
        if flags & flag != 0 {
            for _ in 0..cursor.count()? {
                texts.push(cursor.text_after(key)?);
            }
        }
    }
    Ok(word)
}

fn take_list(cursor: &mut Cursor<'_>, files: &mut Files) -> Result<List, Malformed> {
    let stories = cursor.number()?;
    if stories <= INLINE {
        return Ok(List { stories, place: Place::Inline(cursor.bytes()?.to_vec()) });
    }
    let mut tiers = Vec::new();
    for _ in 0..tier_sizes(stories as usize).len() {
        let number = cursor.number()?;
        let len = number >> 1;
        if number & 1 == 1 {
            (files.file, files.at) = (files.file + 1, 0);
        }
        let file = files.file.checked_sub(1).and_then(|file| files.hashes.get(file));
        let file = *file.ok_or(Malformed("a list is in no file"))?;
        tiers.push(Tier { file, start: files.at, len });
        files.at = files.at.checked_add(len).ok_or(Malformed("a list is too long"))?;
    }
    Ok(List { stories, place: Place::Tiers(tiers) })
}

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

    fn tiers(stories: u32, lens: &[(u8, u32, u32)]) -> List {
        let tiers = lens.iter().map(|&(file, start, len)| Tier { file: Hash([file; 8]), start, len }).collect();
        List { stories, place: Place::Tiers(tiers) }
    }

    fn items() -> Vec<Item> {
        let inline = || List { stories: 2, place: Place::Inline(vec![1, 2, 3]) };
        let word = |spellings, forms: &[&str], stems: &[&str]| {
            let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
            Value::Word(Word { spellings, forms: own(forms), stems: own(stems) })
        };
        let item = |key: String, value| Item { key, value };
        vec![
            item("ferri".into(), word(vec![], &["ferries", "ferry"], &[])),
            item("ferries".into(), word(vec![("ferries".into(), inline())], &[], &[])),
            item("ferry".into(), word(vec![("ferry".into(), tiers(500, &[(1, 0, 300), (1, 300, 900)]))], &[], &[])),
            item(
                "resume".into(),
                word(
                    vec![("resume".into(), tiers(9, &[(1, 1_200, 40)])), ("résumé".into(), tiers(5, &[(2, 0, 17)]))],
                    &[],
                    &["resum"],
                ),
            ),
            item(beginning_key("fe"), Value::Beginning(tiers(200, &[(2, 17, 50), (3, 0, 60)]))),
            item(reversed_key("ferry"), Value::Reversed(500)),
            item(tag_key("boats"), Value::Tag { name: "Boats".into(), kind: TagKind::Place, list: inline() }),
        ]
    }

    #[test]
    fn a_shard_comes_back() {
        assert_eq!(Ok(items()), decode(&encode(&items())));
        assert_eq!(Ok(Vec::new()), decode(&encode(&[])));
    }

    #[test]
    fn a_shard_that_is_cut_or_flipped_never_panics() {
        let bytes = encode(&items());
        for end in 0..bytes.len() {
            let _ = decode(&bytes[..end]);
        }
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let _ = decode(&flipped);
        }
        let mut twice = encode(&items()[..1]);
        twice.extend_from_slice(&[5, 0, 0]);
        assert!(decode(&twice).is_err(), "the same key again");
    }
}
