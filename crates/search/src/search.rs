//! Searching: from a request to results, in one pass over the stories.

use crate::facet::{Facets, TagCount, TagFilter};
use crate::gather::{BARRED, Gathered, gather};
use crate::index::{Index, StoryId, UNDATED};
use crate::marker::Marker;
use crate::plan::plan;
use crate::query::Query;
use crate::timeline::{Timeline, timeline};
use crate::top::{Rank, Top};
use dateline_story::Timestamp;
use std::rc::Rc;

/// Everything that decides what is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// What was typed.
    pub query: Query,
    /// Tags chosen and excluded.
    pub tags: TagFilter,
    /// Dates that stories must lie in.
    pub range: DateRange,
    /// Stories picked one by one.
    pub picked: Picked,
    /// The order of hits.
    pub sort: Sort,
    /// Hits to return at most; everything is counted all the same.
    pub limit: usize,
}

/// Stories picked one by one: only those, or all but those. The default is all but none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// In ascending order.
    pub stories: Rc<[StoryId]>,
    /// True if only those count; else all others do.
    pub only: bool,
}

impl Picked {
    fn admits(&self, story: u32) -> bool {
        self.stories.binary_search(&StoryId(story)).is_ok() == self.only
    }
}

/// A stretch of time. With a bound set, stories without a date are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRange {
    /// The first instant inside.
    pub from: Option<Timestamp>,
    /// The first instant after it.
    pub to: Option<Timestamp>,
}

/// An order of stories. Those without a date come last in the first two, and stories that match all words before
/// those that match some in all three; what is equal in rank stays in order of arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest date first.
    #[default]
    Newest,
    /// Earliest date first.
    Oldest,
    /// Best match first; the newest first among equals, and where nothing is asked for.
    Relevance,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The first hits in the order asked for.
    pub hits: Vec<Hit>,
    /// All stories that match.
    pub total: u32,
    /// Of these, how many match all words. They come first.
    pub full_matches: u32,
    /// Tags of the stories that match, each with what choosing it would give.
    pub facets: Vec<TagCount>,
    /// The matching stories by date, the request's own range left aside so that it can be moved.
    pub timeline: Timeline,
    /// Words that were taken for others.
    pub corrections: Vec<Correction>,
    /// What to mark in texts.
    pub marker: Marker,
}

/// One ranked story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which story.
    pub story: StoryId,
    /// How well it matches the words; 0 if there are none. Comparable within one result only.
    pub score: f32,
}

/// A word that was taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// As searched.
    pub used: String,
    /// False if some stories have the word as typed: they come first, and those with the other follow.
    pub is_sure: bool,
}

/// With so many stories that match all words, those that match only some are left out.
///
/// The words alone decide this, before tags and dates, so that the count on a tag stays true when it is chosen.
pub(crate) const ENOUGH: u32 = 20;

/// Finds the stories that a request asks for.
///
/// Cost: the posting lists of the words and one pass over the stories; about a millisecond for 100,000.
pub fn search(index: &Index, request: &Request) -> Results {
    let plan = plan(index, &request.query);
    let gathered = (!plan.clauses.is_empty()).then(|| gather(index, &plan));
    let text = Text { index, query: &request.query, least: least(index, gathered.as_ref()), gathered };
    let mut pass = Pass {
        facets: Facets::new(index, &request.tags),
        top: Top::new(request.limit),
        dates: Vec::new(),
        total: 0,
        full_matches: 0,
    };
    for story in 0..index.stories.len() as u32 {
        if let Some(matched) = text.matches(story).filter(|_| request.picked.admits(story)) {
            pass.story(index, request, story, &matched);
        }
    }
    Results {
        hits: pass.top.into_hits(),
        total: pass.total,
        full_matches: pass.full_matches,
        facets: pass.facets.counts(index, pass.total),
        timeline: timeline(&pass.dates),
        corrections: plan.corrections,
        marker: plan.marker,
    }
}

/// What a request's text says of each story.
pub(crate) struct Text<'a> {
    index: &'a Index,
    query: &'a Query,
    gathered: Option<Gathered>,
    /// Words that must match.
    least: u8,
}

/// A story that matches the text.
pub(crate) struct Matched {
    score: f32,
    full: bool,
}

impl Text<'_> {
    fn matches(&self, story: u32) -> Option<Matched> {
        // Words rule out more stories than dates do, and cost one byte to ask: a tenth less time for one word.
        let matched = match &self.gathered {
            None => Matched { score: 0.0, full: true },
            Some(gathered) => {
                let matched = gathered.matched[story as usize];
                if matched == BARRED || matched < self.least {
                    return None;
                }
                Matched { score: gathered.score[story as usize], full: matched == gathered.needed }
            }
        };
        (self.index.stories.is_live(story) && self.is_in_dates(story)).then_some(matched)
    }

    fn is_in_dates(&self, story: u32) -> bool {
        is_in(self.index.stories.date(story), self.query.from, self.query.to)
    }
}

/// How many required words a story must match: all if enough stories do, else one.
fn least(index: &Index, gathered: Option<&Gathered>) -> u8 {
    let Some(gathered) = gathered else { return 0 };
    let full = (0_u32..)
        .zip(&gathered.matched)
        .filter(|&(story, &matched)| matched == gathered.needed && index.stories.is_live(story));
    if full.take(ENOUGH as usize).count() == ENOUGH as usize { gathered.needed } else { gathered.needed.min(1) }
}

struct Pass<'a> {
    facets: Facets<'a>,
    top: Top,
    dates: Vec<i64>,
    total: u32,
    full_matches: u32,
}

impl Pass<'_> {
    /// Counts a story that matches the text.
    #[inline]
    fn story(&mut self, index: &Index, request: &Request, story: u32, matched: &Matched) {
        let date = index.stories.date(story);
        let in_range = is_in(date, request.range.from, request.range.to);
        let tagged = self.facets.story(index, story, in_range);
        if tagged && date != UNDATED {
            self.dates.push(date);
        }
        if tagged && in_range {
            self.total += 1;
            self.full_matches += u32::from(matched.full);
            self.top.offer(Rank::new(request.sort, matched.full, matched.score, date, story));
        }
    }
}

/// Whether a date lies in a stretch of time; no date lies in any that is bounded.
pub(crate) fn is_in(date: i64, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
    let bounded = from.is_some() || to.is_some();
    !bounded
        || date != UNDATED && from.is_none_or(|from| date >= from.seconds()) && to.is_none_or(|to| date < to.seconds())
}
