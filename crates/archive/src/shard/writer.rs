//! Writing a shard.

use super::models::{ShardModels, digits, put_node};
use super::{FORMS, Item, OTHER_SPELLINGS, SAME_SPELLING, STEMS, STREAMS, Stream, Value, Word, kind_code};
use crate::bytes::put_number;
use crate::code::Encoder;
use crate::list::{Content, List, Place};
use crate::name::Hash;

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

    /// The last key.
    pub(crate) fn last(&self) -> &str {
        &self.last
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
                content.put(&mut self.out, &mut models.lists, models.stories);
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
