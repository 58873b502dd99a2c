//! What is kept of each story besides its words: date, lengths, labels, and the terms that tell it from others.

use super::bytes::{put_number, take_number};
use super::pages::Pages;
use super::partial::Totals;
use crate::means::Means;
use dateline_story::Timestamp;
use std::collections::{BTreeMap, HashMap};

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
    rows: Vec<Row>,
    /// Numbers of labels, story after story.
    labels: Vec<u32>,
    key_terms: Pages<u8>,
    live: usize,
    /// Tokens in the headlines and bodies of all live stories.
    headline_tokens: u64,
    body_tokens: u64,
    /// Set if only parts of the index are here; it has no rows then.
    partial: Option<Box<PartialRows>>,
}

/// What is here of the rows of an index in parts.
#[derive(Debug, Default)]
struct PartialRows {
    /// Dates by the first story that they are of; the last counts up to the next entry.
    dates: BTreeMap<u32, Vec<i64>>,
    tags: HashMap<u32, Vec<u32>>,
    key_terms: HashMap<u32, Vec<u32>>,
}

/// What ranking reads of a story for each posting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Length {
    /// Tokens in the body, or the most that fit.
    pub(crate) body_tokens: u16,
    /// Tokens in the headline, or the most that fit.
    pub(crate) headline_tokens: u8,
    /// False once the story has been removed.
    pub(crate) is_live: bool,
}

#[derive(Debug)]
struct Row {
    /// Where the story's tags end among its labels.
    tags_end: u32,
    /// Where the story's labels and key terms end; they begin where the last story's end.
    labels_end: u32,
    key_terms_end: u32,
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

/// A length of which the first three binary digits are kept. Ranking makes no use of more, and an archive keeps lengths with
/// every posting.
fn rough(length: u16) -> u16 {
    let cut = length.checked_ilog2().unwrap_or_default().saturating_sub(2);
    length >> cut << cut
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
        let tags_end = (self.labels.len() + story.tags) as u32;
        self.labels.extend_from_slice(story.labels);
        let mut bytes = Vec::new();
        let mut last = 0;
        for &term in story.key_terms {
            put_number(&mut bytes, term - last);
            last = term;
        }
        bytes.into_iter().for_each(|byte| self.key_terms.push(byte));
        let length = Length {
            body_tokens: rough(story.body_tokens.min(u16::MAX.into()) as u16),
            headline_tokens: rough(story.headline_tokens.min(u8::MAX.into()) as u16) as u8,
            is_live: true,
        };
        self.live += 1;
        self.headline_tokens += u64::from(length.headline_tokens);
        self.body_tokens += u64::from(length.body_tokens);
        self.lengths.push(length);
        self.dates.push(story.date.map_or(UNDATED, Timestamp::seconds));
        self.rows.push(Row {
            tags_end,
            labels_end: self.labels.len() as u32,
            key_terms_end: self.key_terms.len() as u32,
        });
    }

    /// Marks a story as gone; false if it was, or never was there.
    pub(crate) fn remove(&mut self, story: u32) -> bool {
        if !self.is_live(story) {
            return false;
        }
        let length = &mut self.lengths[story as usize];
        length.is_live = false;
        self.live -= 1;
        self.headline_tokens -= u64::from(length.headline_tokens);
        self.body_tokens -= u64::from(length.body_tokens);
        true
    }

    pub(crate) fn is_live(&self, story: u32) -> bool {
        (story as usize) < self.lengths.len() && self.lengths[story as usize].is_live
    }

    /// Seconds after 1970, or [`UNDATED`].
    #[inline(always)] // likewise
    pub(crate) fn date(&self, story: u32) -> i64 {
        match &self.partial {
            None => self.dates[story as usize],
            Some(partial) => partial.date(story),
        }
    }

    /// The lengths of a story, and whether it has been removed.
    #[inline]
    pub(crate) fn length(&self, story: u32) -> Length {
        self.lengths[story as usize]
    }

    pub(crate) fn means(&self) -> Means {
        Means::of(self.live as u32, self.headline_tokens, self.body_tokens)
    }

    /// Numbers of the story's labels.
    pub(crate) fn labels(&self, story: u32) -> &[u32] {
        self.labels_up_to(story, |row| row.labels_end)
    }

    /// Numbers of those that are tags.
    #[inline(always)] // it is asked for each match
    pub(crate) fn tags(&self, story: u32) -> &[u32] {
        self.labels_up_to(story, |row| row.tags_end)
    }

    #[inline(always)] // as above
    fn labels_up_to(&self, story: u32, end: impl Fn(&Row) -> u32) -> &[u32] {
        if let Some(partial) = &self.partial {
            return partial.tags(story);
        }
        let start = self.before(story).map_or(0, |row| row.labels_end);
        &self.labels[start as usize..end(&self.rows[story as usize]) as usize]
    }

    /// Numbers of the story's key terms, ascending.
    pub(crate) fn key_terms(&self, story: u32) -> Vec<u32> {
        if let Some(partial) = &self.partial {
            return partial.key_terms.get(&story).cloned().unwrap_or_default();
        }
        let start = self.before(story).map_or(0, |row| row.key_terms_end);
        let bytes: Vec<u8> =
            (start..self.rows[story as usize].key_terms_end).map(|at| self.key_terms[at as usize]).collect();
        let (mut at, mut term) = (0, 0);
        let mut terms = Vec::new();
        while at < bytes.len() {
            term += take_number(&bytes, &mut at);
            terms.push(term);
        }
        terms
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.lengths.capacity() * size_of::<Length>()
            + self.dates.capacity() * size_of::<i64>()
            + self.rows.capacity() * size_of::<Row>()
            + self.labels.capacity() * size_of::<u32>()
            + self.key_terms.memory_bytes()
    }

    fn before(&self, story: u32) -> Option<&Row> {
        story.checked_sub(1).map(|before| &self.rows[before as usize])
    }

    pub(super) fn make_partial(&mut self, totals: &Totals) {
        self.partial = Some(Box::default());
        for _ in 0..totals.stories {
            self.lengths.push(Length { body_tokens: 0, headline_tokens: 0, is_live: true });
        }
        self.live = totals.stories as usize;
        (self.headline_tokens, self.body_tokens) = (totals.headline_tokens, totals.body_tokens);
    }

    pub(super) fn load_lengths(&mut self, story: u32, headline_tokens: u8, body_tokens: u16) {
        if (story as usize) < self.lengths.len() {
            let length = &mut self.lengths[story as usize];
            length.headline_tokens = length.headline_tokens.max(headline_tokens);
            length.body_tokens = length.body_tokens.max(body_tokens);
        }
    }

    /// The totals of an index in parts are of live stories from the start, so only the count is set right.
    pub(super) fn load_gone(&mut self, story: u32) {
        if self.is_live(story) {
            self.lengths[story as usize].is_live = false;
            self.live -= 1;
        }
    }

    pub(super) fn load_dates(&mut self, first: u32, dates: Vec<i64>) {
        if let Some(partial) = &mut self.partial {
            partial.dates.insert(first, dates);
        }
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

impl PartialRows {
    fn tags(&self, story: u32) -> &[u32] {
        self.tags.get(&story).map_or(&[], Vec::as_slice)
    }

    fn date(&self, story: u32) -> i64 {
        let Some((first, dates)) = self.dates.range(..=story).next_back() else { return UNDATED };
        dates.get((story - first) as usize).or(dates.last()).copied().unwrap_or(UNDATED)
    }
}
