//! What is kept of each story besides its words: date, lengths, labels, and the terms that tell it from others.

mod parts;

use super::days::Days;
use super::numbers::{put_number, take_number};
use super::pages::Pages;
use super::partial::Totals;
use super::runs::Runs;
use crate::means::Means;
use dateline_story::Timestamp;
use parts::PartialRows;

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
    rows: Vec<Row>,
    /// Numbers of labels, story after story.
    labels: Runs<u32>,
    key_terms: Pages<u8>,
    live: usize,
    /// Tokens in the headlines and bodies of all live stories.
    headline_tokens: u64,
    body_tokens: u64,
    /// Set if only parts of the index are here; it has no rows then.
    partial: Option<Box<PartialRows>>,
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
    /// Where the story's labels begin, tags first.
    labels: u32,
    /// Where its tags end.
    tags_end: u32,
    /// As in [`Counted`].
    first_tags: [u32; FIRST_TAGS],
    /// Which of the days it is of.
    day: u32,
    /// Where its key terms end; they begin where the last story's end.
    key_terms_end: u32,
}

/// What is counted of each match.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted<'a> {
    /// Numbers of its first tags; `NO_TAG` where there are fewer.
    ///
    /// Most stories have one or two. With a loop the processor guesses their number, and each wrong guess costs more than
    /// counting both.
    pub(crate) first_tags: [u32; FIRST_TAGS],
    pub(crate) other_tags: &'a [u32],
    /// The number of its day, see [`Days`].
    pub(crate) day: u32,
}

const FIRST_TAGS: usize = 2;

/// No tag has so great a number.
pub(crate) const NO_TAG: u32 = u32::MAX;

fn first_tags(tags: &[u32]) -> [u32; FIRST_TAGS] {
    std::array::from_fn(|at| tags.get(at).copied().unwrap_or(NO_TAG))
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
        let labels = self.labels.push(story.labels);
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
        let date = story.date.map_or(UNDATED, Timestamp::seconds);
        self.dates.push(date);
        self.rows.push(Row {
            labels,
            tags_end: labels + story.tags as u32,
            first_tags: first_tags(&story.labels[..story.tags]),
            day: self.days.add(date),
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
    pub(crate) fn labels(&self, story: u32) -> &[u32] {
        if self.partial.is_some() {
            return self.tags(story);
        }
        let next = self.rows.get(story as usize + 1).map(|next| next.labels);
        self.labels.run(self.rows[story as usize].labels, next)
    }

    /// Numbers of those that are tags.
    pub(crate) fn tags(&self, story: u32) -> &[u32] {
        if let Some(partial) = &self.partial {
            return partial.tags(story);
        }
        let row = &self.rows[story as usize];
        self.labels.items(row.labels..row.tags_end)
    }

    /// The number of the story's day, see [`Days`].
    pub(crate) fn day(&self, story: u32) -> u32 {
        self.partial.as_ref().map_or_else(|| self.rows[story as usize].day, |partial| partial.dated(story).1)
    }

    /// The story's tags and day.
    #[inline(always)] // it is asked for each match
    pub(crate) fn counted(&self, story: u32) -> Counted<'_> {
        if let Some(partial) = &self.partial {
            return partial.counted(story);
        }
        let row = &self.rows[story as usize];
        let others = row.labels + FIRST_TAGS as u32..row.tags_end;
        let other_tags = if others.is_empty() { &[] } else { self.labels.items(others) };
        Counted { first_tags: row.first_tags, other_tags, day: row.day }
    }

    /// Numbers of the story's key terms, ascending.
    pub(crate) fn key_terms(&self, story: u32) -> Vec<u32> {
        if let Some(partial) = &self.partial {
            return partial.key_terms.get(&story).cloned().unwrap_or_default();
        }
        let start = story.checked_sub(1).map_or(0, |before| self.rows[before as usize].key_terms_end);
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
            + self.days.memory_bytes()
            + self.rows.capacity() * size_of::<Row>()
            + self.labels.memory_bytes()
            + self.key_terms.memory_bytes()
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
