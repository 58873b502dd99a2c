//! Reading a shard.

use super::models::{ShardModels, digits, take_node};
use super::{FORMS, Item, MARK, OTHER_SPELLINGS, SAME_SPELLING, STEMS, STREAMS, Stream, Value, Word, kind_of};
use crate::bytes::Cursor;
use crate::code::Decoder;
use crate::error::Malformed;
use crate::list::{Content, INLINE, List, Place, Tier, tier_sizes};
use crate::name::Hash;

/// Reads one shard.
struct ShardReader<'a> {
    from: Decoder<'a>,
    models: ShardModels,
    files: std::vec::IntoIter<Hash>,
    streams: [Stream; STREAMS],
}

/// Decodes what a [`ShardWriter`](super::ShardWriter) wrote.
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
            let content = T::take(from, &mut models.lists, stories, models.stories)?;
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
