//! What is kept of each story besides its words: date, lengths, labels, and the terms that tell it from others.

mod length;
mod parts;
mod tag_sets;

pub(crate) use length::{BODY_CODES, Length, body_tokens};

use super::days::Days;
use super::numbers::{put_number, take_number};
use super::pages::Pages;
use super::partial::Totals;
use super::runs::Runs;
use crate::means::Means;
use dateline_story::Timestamp;
use parts::PartialRows;
use tag_sets::TagSets;

/// The columns of all stories, by number.
///
/// They are read for each match, so most are not in pages; at 100,000 stories they take less than 2 MB each, and growing
/// them is quick.
#[derive(Debug, Default)]
pub(crate) struct Stories {
    /// Apart from the rest, so that it stays in the processor's cache.
    lengths: Vec<Length>,
    /// Seconds after 1970; `UNDATED` if there is no date.
    dates: Vec<i64>,
    /// The days that stories are of.
    pub(crate) days: Days,
    counted: Vec<Counted>,
    pub(crate) tag_sets: TagSets,
    /// Numbers of the labels that are no tags, story after story.
    labels: Runs<u32>,
    /// Numbers of terms as gaps, story after story.
    key_terms: Runs<u8>,
    /// Those of the story being added.
    gaps: Vec<u8>,
    starts: Pages<Starts>,
    live: usize,
    /// Tokens in the headlines and bodies of all live stories.
    headline_tokens: u64,
    body_tokens: u64,
    /// Set if only parts of the index are here; it has no rows then.
    partial: Option<Box<PartialRows>>,
}

/// What is counted of each match.
///
/// Tags are counted by their sets: each story has one, and stories share them. Going through the tags of each the processor
/// guesses their number, and a wrong guess costs more than all the rest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// The number of its set of tags.
    pub(crate) tags: u32,
    /// The number of its day, see [`Days`].
    pub(crate) day: u32,
}

/// Where a story's labels begin that are no tags, and its key terms.
#[derive(Debug)]
struct Starts {
    labels: u32,
    key_terms: u32,
}

/// The date of a story that has none.
pub(crate) const UNDATED: i64 = i64::MIN;

/// What a new story brings.
pub(crate) struct NewStory<'a> {
    pub(crate) date: Option<Timestamp>,
    pub(crate) headline_tokens: u32,
    pub(crate) body_tokens: u32,
    /// Numbers of labels, no two alike, tags first.
    pub(crate) labels: &'a [u32],
    /// How many of them are tags.
    pub(crate) tags: usize,
    /// Numbers of terms, ascending.
    pub(crate) key_terms: &'a [u32],
}

impl Stories {
    /// All stories ever added.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    pub(crate) fn live(&self) -> usize {
        self.live
    }

    pub(crate) fn push(&mut self, story: &NewStory<'_>) {
        let (tags, labels) = story.labels.split_at(story.tags);
        self.gaps.clear();
        let mut last = 0;
        for &term in story.key_terms {
            put_number(&mut self.gaps, term - last);
            last = term;
        }
        self.starts.push(Starts { labels: self.labels.push(labels), key_terms: self.key_terms.push(&self.gaps) });
        let tags = self.tag_sets.add(tags);
        let length = Length::new(story.headline_tokens, story.body_tokens);
        self.live += 1;
        self.headline_tokens += u64::from(length.headline_tokens);
        self.body_tokens += u64::from(length.body_tokens());
        self.lengths.push(length);
        let date = story.date.map_or(UNDATED, Timestamp::seconds);
        self.dates.push(date);
        self.counted.push(Counted { tags, day: self.days.add(date) });
    }

    /// Marks a story as gone; false if it was, or never was there.
    pub(crate) fn remove(&mut self, story: u32) -> bool {
        if !self.is_live(story) {
            return false;
        }
        let length = &mut self.lengths[story as usize];
        self.headline_tokens -= u64::from(length.headline_tokens);
        self.body_tokens -= u64::from(length.body_tokens());
        length.remove();
        self.live -= 1;
        true
    }

    pub(crate) fn is_live(&self, story: u32) -> bool {
        (story as usize) < self.lengths.len() && self.lengths[story as usize].is_live()
    }

    /// Seconds after 1970, or [`UNDATED`].
    #[inline]
    pub(crate) fn date(&self, story: u32) -> i64 {
        match &self.partial {
            None => self.dates[story as usize],
            Some(partial) => partial.date(story),
        }
    }

    /// The lengths of each story, and whether it has been removed.
    pub(crate) fn lengths(&self) -> &[Length] {
        &self.lengths
    }

    pub(crate) fn means(&self) -> Means {
        Means::of(self.live as u32, self.headline_tokens, self.body_tokens)
    }

    /// Numbers of the story's labels.
    pub(crate) fn labels(&self, story: u32) -> impl Iterator<Item = u32> {
        let next = self.starts.get(story as usize + 1).map(|next| next.labels);
        let others = self.starts.get(story as usize).map(|starts| self.labels.run(starts.labels, next));
        self.tags(story).iter().chain(others.unwrap_or_default()).copied()
    }

    /// Numbers of those that are tags.
    pub(crate) fn tags(&self, story: u32) -> &[u32] {
        match &self.partial {
            Some(partial) => partial.tags(story),
            None => self.tag_sets.get(self.counted[story as usize].tags),
        }
    }

    /// The number of the story's day, see [`Days`].
    pub(crate) fn day(&self, story: u32) -> u32 {
        self.partial.as_ref().map_or_else(|| self.counted[story as usize].day, |partial| partial.dated(story).1)
    }

    /// What is counted of each story; none if only parts of the index are here.
    pub(crate) fn counted(&self) -> Option<&[Counted]> {
        self.partial.is_none().then_some(self.counted.as_slice())
    }

    /// Numbers of the story's key terms, ascending.
    pub(crate) fn key_terms(&self, story: u32) -> Vec<u32> {
        if let Some(partial) = &self.partial {
            return partial.key_terms.get(&story).cloned().unwrap_or_default();
        }
        let next = self.starts.get(story as usize + 1).map(|next| next.key_terms);
        let bytes = self.key_terms.run(self.starts[story as usize].key_terms, next);
        let (mut at, mut term) = (0, 0);
        let mut terms = Vec::new();
        while at < bytes.len() {
            term += take_number(bytes, &mut at);
            terms.push(term);
        }
        terms
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.lengths.capacity() * size_of::<Length>()
            + self.dates.capacity() * size_of::<i64>()
            + self.days.memory_bytes()
            + self.counted.capacity() * size_of::<Counted>()
            + self.tag_sets.memory_bytes()
            + self.starts.memory_bytes()
            + self.labels.memory_bytes()
            + self.key_terms.memory_bytes()
            + self.gaps.capacity()
    }

    pub(super) fn make_partial(&mut self, totals: &Totals) {
        self.partial = Some(Box::default());
        for _ in 0..totals.stories {
            self.lengths.push(Length::new(0, 0));
        }
        self.live = totals.stories as usize;
        (self.headline_tokens, self.body_tokens) = (totals.headline_tokens, totals.body_tokens);
    }

    pub(super) fn load_lengths(&mut self, story: u32, headline_tokens: u8, body_tokens: u16) {
        if (story as usize) < self.lengths.len() {
            let length = &mut self.lengths[story as usize];
            *length = length.or(Length::new(headline_tokens.into(), body_tokens.into()));
        }
    }

    /// The totals of an index in parts are of live stories from the start, so only the count is set right.
    pub(super) fn load_gone(&mut self, story: u32) {
        if self.is_live(story) {
            self.lengths[story as usize].remove();
            self.live -= 1;
        }
    }

    pub(super) fn load_dates(&mut self, first: u32, dates: &[i64]) {
        let Some(partial) = &mut self.partial else { return };
        partial.dates.insert(first, dates.iter().map(|&date| (date, self.days.add(date))).collect());
    }

    pub(super) fn load_tag(&mut self, story: u32, tag: u32) {
        let Some(partial) = &mut self.partial else { return };
        let tags = partial.tags.entry(story).or_default();
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    pub(super) fn load_key_terms(&mut self, story: u32, terms: Vec<u32>) {
        if let Some(partial) = &mut self.partial {
            partial.key_terms.insert(story, terms);
        }
    }
}
