//! Writing a shard.

use super::bundles::Bundles;
use super::models::{ShardModels, digits, put_node};
use super::{FORMS, HEADS, OTHER_SPELLINGS, SAME_SPELLING, STEMS, STREAMS, Stream, kind_code};
use crate::bytes::put_number;
use crate::list::{Content, INLINE, Marked, Models, Postings, Tier, encode};
use crate::name::Hash;
use dateline_mix::Encoder;
use dateline_story::TagKind;
use std::io;

/// An item whose lists are not written yet.
pub(crate) struct Draft {
    pub(crate) key: String,
    pub(crate) value: DraftValue,
}

/// What stands under a key, lists as their tiers.
pub(crate) enum DraftValue {
    Word { spellings: Vec<(String, Vec<Postings>)>, forms: Vec<String>, stems: Vec<String> },
    Beginning(Vec<Marked>),
    Reversed(u32),
    Tag { name: String, kind: TagKind, tiers: Vec<Marked> },
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
    /// The lists that go into files, and how many tiers they have: they are coded as after all those in the shard itself.
    long: Vec<LongList>,
    tiers: usize,
}

/// A list that goes into files.
struct LongList {
    key: String,
    stories: u32,
    /// Its tiers' bytes, as after other lists.
    encode: EncodeTiers,
}

type EncodeTiers = Box<dyn FnOnce(&Models) -> Vec<Vec<u8>>>;

/// A shard that takes no more items.
pub(crate) struct ClosedShard {
    /// Its first key and its last.
    pub(crate) keys: (String, String),
    /// The files of the lists, in order.
    pub(crate) files: Vec<Hash>,
    streams: [Stream; STREAMS],
    bundles: Bundles,
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
            long: Vec::new(),
            tiers: 0,
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
        /// What it takes to say where a tier is.
        const TIER: usize = 2;
        self.out.written() + self.tiers * TIER
    }

    pub(crate) fn push(&mut self, Draft { key, value }: Draft) {
        self.models.put_text(&mut self.out, &key, &self.last);
        match value {
            DraftValue::Word { spellings, forms, stems } => self.put_word(&key, spellings, [forms, stems]),
            DraftValue::Beginning(tiers) => self.put_list(&key, tiers),
            DraftValue::Reversed(stories) => self.models.reversed.put(&mut self.out, stories),
            DraftValue::Tag { name, kind, tiers } => {
                self.models.put_text(&mut self.out, &name, "");
                put_node(&mut self.out, &mut self.models.kinds, kind_code(kind));
                self.put_list(&key, tiers);
            }
        }
        if self.items == 0 {
            self.first.clone_from(&key);
        }
        self.last = key;
        self.items += 1;
    }

    /// Writes the long lists; `place` is told which stream a tier is of and its bytes, and says where it is.
    pub(crate) fn close(
        mut self,
        mut place: impl FnMut(usize, Vec<u8>) -> io::Result<Tier>,
    ) -> io::Result<ClosedShard> {
        let after = std::mem::replace(&mut self.models.lists, Models::new()).loosened();
        let mut bundles = Bundles::default();
        for long in std::mem::take(&mut self.long) {
            for (at, bytes) in (long.encode)(&after).into_iter().enumerate() {
                let stream = at.min(STREAMS - 1);
                let tier = place(stream, bytes)?;
                if stream == HEADS {
                    bundles.push(&long.key, tier.len);
                }
                self.put_tier(stream, long.stories, tier);
            }
        }
        let Self { out, items, first, last, files, streams, .. } = self;
        Ok(ClosedShard { keys: (first, last), files, streams, bundles, items, content: out.finish() })
    }

    fn put_word(&mut self, key: &str, spellings: Vec<(String, Vec<Postings>)>, [forms, stems]: [Vec<String>; 2]) {
        let (same, others): (Vec<_>, Vec<_>) = spellings.into_iter().partition(|(spelled, _)| spelled == key);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(!same.is_empty(), SAME_SPELLING)
            | flag(!others.is_empty(), OTHER_SPELLINGS)
            | flag(!forms.is_empty(), FORMS)
            | flag(!stems.is_empty(), STEMS);
        put_node(&mut self.out, &mut self.models.flags, flags);
        same.into_iter().for_each(|(_, tiers)| self.put_list(key, tiers));
        if !others.is_empty() {
            self.models.texts.put(&mut self.out, others.len() as u32);
            for (spelled, tiers) in others {
                self.models.put_text(&mut self.out, &spelled, key);
                self.put_list(key, tiers);
            }
        }
        for texts in [forms, stems].iter().filter(|texts| !texts.is_empty()) {
            self.models.texts.put(&mut self.out, texts.len() as u32);
            texts.iter().for_each(|text| self.models.put_text(&mut self.out, text, key));
        }
    }

    fn put_list<T: Content + 'static>(&mut self, key: &str, tiers: Vec<T>) {
        let all = self.models.stories;
        let stories = tiers.iter().map(T::stories).sum();
        self.models.counts.put(&mut self.out, stories);
        if stories <= INLINE {
            return tiers.iter().for_each(|tier| tier.put(&mut self.out, &mut self.models.lists, all));
        }
        self.tiers += tiers.len();
        let encode = move |after: &Models| tiers.iter().map(|tier| encode(tier, all, after)).collect();
        self.long.push(LongList { key: key.to_owned(), stories, encode: Box::new(encode) });
    }

    fn put_tier(&mut self, at: usize, stories: u32, tier: Tier) {
        let stream = &mut self.streams[at];
        let is_next = stream.file != Some(tier.file);
        if is_next {
            if stream.file.is_none() {
                stream.start = tier.start;
            }
            stream.file = Some(tier.file);
            self.files.push(tier.file);
        }
        self.out.bit(&mut self.models.is_next[at], is_next);
        self.models.tiers[digits(stories)].put(&mut self.out, tier.len);
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
        self.bundles.put(&mut bytes);
        bytes.extend_from_slice(&self.content);
        bytes
    }
}
