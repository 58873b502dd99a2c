//! Shards of the dictionary: sorted keys, each stored as what differs from the one before, and short lists with them. They
//! lie one after the other in files, and are what a reader fetches for a word.
//!
//! One dictionary holds four sorts of keys, told apart by how they begin, so that one way in finds them all: folded
//! words; beginnings of words, whose stories are wanted at once; words turned round, for finding those that end alike
//! when a word is misspelled; and tags.

use crate::bytes::{Cursor, put_number};
use crate::code::{Bit, Decoder, Encoder, Numbers};
use crate::error::Malformed;
use crate::list::{Content, INLINE, List, Marked, Models, Place, Postings, Tier, gaps, tier_sizes};
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

/// Writes one shard.
pub(crate) struct ShardWriter {
    out: Encoder,
    models: ShardModels,
    items: u32,
    first: String,
    last: String,
    files: Vec<Hash>,
    streams: [Stream; STREAMS],
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

/// A shard that takes no more items.
pub(crate) struct ClosedShard {
    /// Its first key and its last.
    pub(crate) keys: (String, String),
    /// The files of the lists, in order.
    pub(crate) files: Vec<Hash>,
    streams: [Stream; STREAMS],
    items: u32,
    content: Vec<u8>,
}

/// Reads one shard.
struct ShardReader<'a> {
    from: Decoder<'a>,
    models: ShardModels,
    files: std::vec::IntoIter<Hash>,
    streams: [Stream; STREAMS],
}

/// What is likely of a shard.
struct ShardModels {
    /// Stories of the segment.
    stories: u32,
    shared: Numbers,
    lens: Numbers,
    /// Letters by the letter before.
    letters: Vec<[Bit; 256]>,
    flags: [Bit; 16],
    /// Spellings, forms and stems of a word.
    texts: Numbers,
    counts: Numbers,
    reversed: Numbers,
    kinds: [Bit; 4],
    /// Whether a tier is the first of its file, for heads and others.
    is_next: [Bit; STREAMS],
    /// Bytes of tiers, by how many binary digits the number of stories has.
    tiers: [Numbers; 33],
    /// Gaps in lists that lie in the shard, by their stories.
    gaps: [Numbers; INLINE as usize + 1],
    lists: Models,
}

/// Letters that are told apart when they come before another: all of a script's, mostly.
const LETTERS: usize = 64;

/// A text longer than this is none that a packer writes into a dictionary.
const LONGEST_TEXT: usize = 4096;

impl ShardModels {
    fn new(stories: u32) -> Self {
        Self {
            stories,
            shared: Numbers::expecting(4),
            lens: Numbers::expecting(4),
            letters: vec![[Bit::EVEN; 256]; LETTERS],
            flags: [Bit::EVEN; 16],
            texts: Numbers::expecting(2),
            counts: Numbers::expecting(3),
            reversed: Numbers::expecting(3),
            kinds: [Bit::EVEN; 4],
            is_next: [Bit::EVEN; STREAMS],
            tiers: std::array::from_fn(|digits| Numbers::expecting(4 << digits.min(12))),
            gaps: std::array::from_fn(|count| gaps(count as u32, stories)),
            lists: Models::new(),
        }
    }

    /// A text as what it shares with another at the beginning and what follows.
    fn put_text(&mut self, out: &mut Encoder, text: &str, other: &str) {
        let shared = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        self.shared.put(out, shared as u32);
        self.lens.put(out, (text.len() - shared) as u32);
        let mut before = other.as_bytes().get(shared.wrapping_sub(1)).copied().unwrap_or_default();
        for &letter in &text.as_bytes()[shared..] {
            put_node(out, &mut self.letters[usize::from(before) % LETTERS], letter);
            before = letter;
        }
    }

    fn take_text(&mut self, from: &mut Decoder<'_>, other: &str) -> Result<String, Malformed> {
        let shared = self.shared.take(from)? as usize;
        let len = self.lens.take(from)? as usize;
        let mut text = other.as_bytes().get(..shared).ok_or(Malformed("a text shares more than there is"))?.to_vec();
        if shared + len > LONGEST_TEXT {
            return Err(Malformed("a text is too long"));
        }
        for _ in 0..len {
            let before = text.last().copied().unwrap_or_default();
            text.push(take_node(from, &mut self.letters[usize::from(before) % LETTERS]));
        }
        from.check()?;
        String::from_utf8(text).map_err(|_| Malformed("a text is not UTF-8"))
    }
}

/// Writes a number of as many bits as the models, which are one for each of its beginnings, are powers of two.
fn put_node(out: &mut Encoder, models: &mut [Bit], number: u8) {
    let mut node = 1;
    for left in (0..models.len().ilog2()).rev() {
        let bit = number >> left & 1 == 1;
        out.bit(&mut models[node], bit);
        node = node << 1 | usize::from(bit);
    }
}

fn take_node(from: &mut Decoder<'_>, models: &mut [Bit]) -> u8 {
    let mut node = 1;
    for _ in 0..models.len().ilog2() {
        node = node << 1 | usize::from(from.bit(&mut models[node]));
    }
    (node - models.len()) as u8
}

const SAME_SPELLING: u8 = 1;
const OTHER_SPELLINGS: u8 = 2;
const FORMS: u8 = 4;
const STEMS: u8 = 8;

impl ShardWriter {
    /// A shard of a segment of so many stories.
    pub(crate) fn new(stories: u32) -> Self {
        Self {
            out: Encoder::new(),
            models: ShardModels::new(stories),
            items: 0,
            last: String::new(),
            first: String::new(),
            files: Vec::new(),
            streams: Default::default(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items == 0
    }

    /// Bytes so far, about.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    pub(crate) fn push(&mut self, item: &Item) {
        self.models.put_text(&mut self.out, &item.key, &self.last);
        match &item.value {
            Value::Word(word) => self.put_word(&item.key, word),
            Value::Beginning(list) => self.put_list(list),
            Value::Reversed(stories) => self.models.reversed.put(&mut self.out, *stories),
            Value::Tag { name, kind, list } => {
                self.models.put_text(&mut self.out, name, "");
                put_node(&mut self.out, &mut self.models.kinds, kind_code(*kind));
                self.put_list(list);
            }
        }
        if self.items == 0 {
            self.first.clone_from(&item.key);
        }
        self.last.clone_from(&item.key);
        self.items += 1;
    }

    pub(crate) fn close(self) -> ClosedShard {
        let Self { out, items, first, last, files, streams, .. } = self;
        ClosedShard { keys: (first, last), files, streams, items, content: out.finish() }
    }

    fn put_word(&mut self, key: &str, word: &Word) {
        let (same, others): (Vec<_>, Vec<_>) = word.spellings.iter().partition(|(spelled, _)| spelled == key);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(!same.is_empty(), SAME_SPELLING)
            | flag(!others.is_empty(), OTHER_SPELLINGS)
            | flag(!word.forms.is_empty(), FORMS)
            | flag(!word.stems.is_empty(), STEMS);
        put_node(&mut self.out, &mut self.models.flags, flags);
        same.iter().for_each(|(_, list)| self.put_list(list));
        if !others.is_empty() {
            self.models.texts.put(&mut self.out, others.len() as u32);
            for (spelled, list) in others {
                self.models.put_text(&mut self.out, spelled, key);
                self.put_list(list);
            }
        }
        for texts in [&word.forms, &word.stems].into_iter().filter(|texts| !texts.is_empty()) {
            self.models.texts.put(&mut self.out, texts.len() as u32);
            texts.iter().for_each(|text| self.models.put_text(&mut self.out, text, key));
        }
    }

    fn put_list<T: Content>(&mut self, list: &List<T>) {
        let models = &mut self.models;
        models.counts.put(&mut self.out, list.stories);
        match &list.place {
            Place::Inline(content) => {
                content.put(&mut self.out, &mut models.gaps[list.stories as usize], &mut models.lists);
            }
            Place::Tiers(tiers) => {
                for (at, tier) in tiers.iter().enumerate() {
                    let stream = &mut self.streams[at.min(STREAMS - 1)];
                    let is_next = stream.file != Some(tier.file);
                    if is_next {
                        if stream.file.is_none() {
                            stream.start = tier.start;
                        }
                        stream.file = Some(tier.file);
                        self.files.push(tier.file);
                    }
                    self.out.bit(&mut models.is_next[at.min(STREAMS - 1)], is_next);
                    models.tiers[digits(list.stories)].put(&mut self.out, tier.len);
                }
            }
        }
    }
}

impl ClosedShard {
    /// The shard's bytes, in which the files of lists have these names.
    pub(crate) fn bytes(&self, files: &[Hash]) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_number(&mut bytes, self.items);
        put_number(&mut bytes, files.len() as u32);
        files.iter().for_each(|hash| bytes.extend_from_slice(&hash.0));
        self.streams.iter().for_each(|stream| put_number(&mut bytes, stream.start));
        bytes.extend_from_slice(&self.content);
        bytes
    }
}

fn digits(stories: u32) -> usize {
    (u32::BITS - stories.leading_zeros()) as usize
}

/// Decodes what a [`ShardWriter`] wrote.
pub(crate) fn decode(bytes: &[u8], stories: u32) -> Result<Vec<Item>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let count = cursor.number()?;
    let files = (0..cursor.count()?).map(|_| cursor.hash()).collect::<Result<Vec<_>, _>>()?;
    let mut streams = [Stream::default(); STREAMS];
    for stream in &mut streams {
        stream.start = cursor.number()?;
    }
    let models = ShardModels::new(stories);
    let mut reader = ShardReader { from: Decoder::new(cursor.rest()), models, files: files.into_iter(), streams };
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..count {
        let last = items.last().map_or("", |item| item.key.as_str());
        let key = reader.models.take_text(&mut reader.from, last)?;
        if !items.is_empty() && key.as_str() <= last {
            return Err(Malformed("the keys are not in order"));
        }
        let value = reader.value(&key)?;
        items.push(Item { key, value });
    }
    Ok(items)
}

impl ShardReader<'_> {
    fn value(&mut self, key: &str) -> Result<Value, Malformed> {
        let mut letters = key.chars();
        if letters.next() != Some(MARK) {
            return self.word(key).map(Value::Word);
        }
        match letters.next() {
            Some('b') => self.list().map(Value::Beginning),
            Some('r') => self.models.reversed.take(&mut self.from).map(Value::Reversed),
            Some('t') => {
                let name = self.models.take_text(&mut self.from, "")?;
                let kind = kind_of(take_node(&mut self.from, &mut self.models.kinds))?;
                Ok(Value::Tag { name, kind, list: self.list()? })
            }
            _ => Err(Malformed("a key is of no known sort")),
        }
    }

    fn word(&mut self, key: &str) -> Result<Word, Malformed> {
        let flags = take_node(&mut self.from, &mut self.models.flags);
        let mut word = Word::default();
        if flags & SAME_SPELLING != 0 {
            word.spellings.push((key.to_owned(), self.list()?));
        }
        if flags & OTHER_SPELLINGS != 0 {
            for _ in 0..self.models.texts.take(&mut self.from)? {
                let spelled = self.models.take_text(&mut self.from, key)?;
                word.spellings.push((spelled, self.list()?));
            }
        }
        for (flag, texts) in [(FORMS, &mut word.forms), (STEMS, &mut word.stems)] {
            if flags & flag != 0 {
                for _ in 0..self.models.texts.take(&mut self.from)? {
                    texts.push(self.models.take_text(&mut self.from, key)?);
                }
            }
        }
        Ok(word)
    }

    fn list<T: Content>(&mut self) -> Result<List<T>, Malformed> {
        let (from, models) = (&mut self.from, &mut self.models);
        let stories = models.counts.take(from)?;
        if stories <= INLINE {
            let gaps = &mut models.gaps[stories as usize];
            let content = T::take(from, gaps, &mut models.lists, stories, models.stories)?;
            return Ok(List { stories, place: Place::Inline(content) });
        }
        if stories > models.stories {
            return Err(Malformed("a list has more stories than there are"));
        }
        let mut tiers = Vec::new();
        for at in 0..tier_sizes(stories as usize).len() {
            let stream = &mut self.streams[at.min(STREAMS - 1)];
            if from.bit(&mut models.is_next[at.min(STREAMS - 1)]) {
                // The first file may begin with tiers of the shard before.
                stream.start = if stream.file.is_some() { 0 } else { stream.start };
                stream.file = self.files.next();
            }
            let file = stream.file.ok_or(Malformed("a list is in no file"))?;
            let len = models.tiers[digits(stories)].take(from)?;
            tiers.push(Tier { file, start: stream.start, len });
            stream.start = stream.start.checked_add(len).ok_or(Malformed("a list is too long"))?;
        }
        Ok(List { stories, place: Place::Tiers(tiers) })
    }
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
    use dateline_search::{Field, place, put_posting};

    const STORIES: u32 = 1_000;

    fn tiers<T>(stories: u32, lens: &[(u8, u32, u32)]) -> List<T> {
        let tiers = lens.iter().map(|&(file, start, len)| Tier { file: Hash([file; 8]), start, len }).collect();
        List { stories, place: Place::Tiers(tiers) }
    }

    fn items() -> Vec<Item> {
        let inline = || {
            let mut postings = Postings { bytes: Vec::new(), lengths: vec![(7, 8, 90), (11, 3, 0)] };
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
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            refused += u32::from(decode(&flipped, STORIES).is_err());
        }
        assert!(refused > 300, "{refused}");
    }
}
