//! Reading a shard.

use super::bundles::Bundles;
use super::models::{ShardModels, digits, take_node};
use super::{FORMS, Item, MARK, OTHER_SPELLINGS, SAME_SPELLING, STEMS, STREAMS, Stream, Value, Word, kind_of};
use crate::bytes::Cursor;
use crate::error::Malformed;
use crate::list::{Content, INLINE, List, Models, Place, Tier, tier_sizes};
use crate::name::Hash;
use dateline_mix::Decoder;
use std::rc::Rc;

/// Reads one shard.
struct ShardReader {
    from: Decoder,
    models: ShardModels,
    files: std::vec::IntoIter<Hash>,
    streams: [Stream; STREAMS],
    /// What is likely of the lists in files.
    after: Rc<Models>,
}

/// A shard that is read a little at a time.
pub(crate) struct ShardReading {
    reader: ShardReader,
    left: u32,
    items: Vec<Item>,
}

impl ShardReading {
    /// Begins with what a [`ShardWriter`](super::ShardWriter) wrote.
    pub(crate) fn new(bytes: &[u8], stories: u32) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let left = cursor.number()?;
        let files = (0..cursor.count()?).map(|_| cursor.hash()).collect::<Result<Vec<_>, _>>()?;
        let mut streams = [Stream::default(); STREAMS];
        for stream in &mut streams {
            stream.start = cursor.number()?;
        }
        Bundles::skip(&mut cursor)?;
        let models = ShardModels::new(stories);
        let (from, files) = (Decoder::new(cursor.rest()), files.into_iter());
        let reader = ShardReader { from, models, files, streams, after: Rc::new(Models::new()) };
        Ok(Self { reader, left, items: Vec::new() })
    }

    /// Reads so many items at most, and where the lists are after the last; true once all are read.
    pub(crate) fn go_on(&mut self, most: usize) -> Result<bool, Malformed> {
        let reader = &mut self.reader;
        for _ in 0..most.min(self.left as usize) {
            let last = self.items.last().map_or("", |item| item.key.as_str());
            let key = reader.models.take_text(&mut reader.from, last)?;
            if !self.items.is_empty() && key.as_str() <= last {
                return Err(Malformed("the keys are not in order"));
            }
            let value = reader.value(&key)?;
            self.items.push(Item { key, value });
            self.left -= 1;
        }
        if self.left == 0 {
            reader.place_lists(&mut self.items)?;
        }
        Ok(self.left == 0)
    }

    /// What was read.
    pub(crate) fn finish(self) -> Vec<Item> {
        self.items
    }
}

/// Reads a shard at once.
pub(crate) fn decode(bytes: &[u8], stories: u32) -> Result<Vec<Item>, Malformed> {
    let mut reading = ShardReading::new(bytes, stories)?;
    reading.go_on(usize::MAX)?;
    Ok(reading.finish())
}

impl ShardReader {
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
        // Where they are is said after all items.
        Ok(List { stories, place: Place::Tiers(Vec::new(), self.after.clone()) })
    }

    /// Reads where the lists are that are not in the shard itself.
    fn place_lists(&mut self, items: &mut [Item]) -> Result<(), Malformed> {
        self.after = Rc::new(std::mem::replace(&mut self.models.lists, Models::new()).loosened());
        for item in items {
            match &mut item.value {
                Value::Word(word) => word.spellings.iter_mut().try_for_each(|(_, list)| self.place_list(list))?,
                Value::Beginning(list) | Value::Tag { list, .. } => self.place_list(list)?,
                Value::Reversed(_) => {}
            }
        }
        Ok(())
    }

    fn place_list<T>(&mut self, list: &mut List<T>) -> Result<(), Malformed> {
        let Place::Tiers(tiers, after) = &mut list.place else { return Ok(()) };
        after.clone_from(&self.after);
        let (from, models) = (&mut self.from, &mut self.models);
        for at in 0..tier_sizes(list.stories as usize).len() {
            let stream = &mut self.streams[at.min(STREAMS - 1)];
            if from.bit(&mut models.is_next[at.min(STREAMS - 1)]) {
                // The first file may begin with tiers of the shard before.
                stream.start = if stream.file.is_some() { 0 } else { stream.start };
                stream.file = self.files.next();
            }
            let file = stream.file.ok_or(Malformed("a list is in no file"))?;
            let len = models.tiers[digits(list.stories)].take(from)?;
            tiers.push(Tier { file, start: stream.start, len });
            stream.start = stream.start.checked_add(len).ok_or(Malformed("a list is too long"))?;
        }
        Ok(())
    }
}
