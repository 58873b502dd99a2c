//! Searching: from a request to results, in one pass over the stories.

use crate::facet::{Facets, TagCount, TagFilter};
use crate::gather::{Match, gather};
use crate::index::{Index, StoryId, UNDATED};
use crate::marker::Marker;
use crate::plan::plan;
use crate::query::Query;
use crate::timeline::{Timeline, timeline};
use crate::top::Top;
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
pub(crate) const ENOUGH: usize = 20;

/// Finds the stories that a request asks for.
///
/// Cost: the posting lists of the words and one pass over the stories; about a millisecond for 100,000.
pub fn search(index: &Index, request: &Request) -> Results {
    let plan = plan(index, &request.query);
    let mut matches = gather(index, &plan).matches;
    narrow(index, &request.query, &mut matches);
    if request.picked != Picked::default() {
        matches.retain(|found| request.picked.admits(found.story));
    }
    let mut pass = Pass {
        facets: Facets::new(index, &request.tags),
        top: Top::new(request.sort, request.limit),
        days: vec![0; index.stories.days.end()],
        total: 0,
        full_matches: 0,
    };
    if pass.facets.is_filtering() || request.range != DateRange::default() {
        matches.iter().for_each(|found| pass.story(index, request, found));
    } else {
        pass.all(index, &matches);
    }
    Results {
        hits: pass.top.into_hits(),
        total: pass.total,
        full_matches: pass.full_matches,
        facets: pass.facets.counts(index, pass.total),
        timeline: timeline(&index.stories.days, &pass.days),
        corrections: plan.corrections,
        marker: plan.marker,
    }
}

/// Leaves of the stories that match what was typed, whatever the tags, those of the dates typed; and those that match only
/// some words are left out where enough match all.
fn narrow(index: &Index, query: &Query, matches: &mut Vec<Match>) {
    let full = matches.iter().filter(|found| found.full).count();
    if (ENOUGH..matches.len()).contains(&full) {
        matches.retain(|found| found.full);
    }
    if query.from.is_some() || query.to.is_some() {
        matches.retain(|found| is_in(index.stories.date(found.story), query.from, query.to));
    }
}

struct Pass<'a> {
    facets: Facets<'a>,
    top: Top,
    /// Stories by the number of their day.
    days: Vec<u32>,
    total: u32,
    full_matches: u32,
}

impl Pass<'_> {
    /// Counts stories that match the text where tags and dates let all through.
    fn all(&mut self, index: &Index, matches: &[Match]) {
        self.total = matches.len() as u32;
        // Two loops, each of which needs few registers.
        for found in matches {
            let counted = index.stories.counted(found.story);
            self.facets.count(&counted);
            self.days[counted.day as usize] += 1;
        }
        self.full_matches = matches.iter().map(|found| u32::from(found.full)).sum();
        matches.iter().for_each(|found| self.top.offer(found, || index.stories.date(found.story)));
    }

    /// Counts a story that matches the text.
    fn story(&mut self, index: &Index, request: &Request, found: &Match) {
        let date = index.stories.date(found.story);
        let in_range = is_in(date, request.range.from, request.range.to);
        let tagged = self.facets.story(index.stories.tags(found.story), in_range);
        if tagged {
            self.days[index.stories.day(found.story) as usize] += 1;
        }
        if tagged && in_range {
            self.total += 1;
            self.full_matches += u32::from(found.full);
            self.top.offer(found, || date);
        }
    }
}

/// Whether a date lies in a stretch of time; no date lies in any that is bounded.
pub(crate) fn is_in(date: i64, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
    let bounded = from.is_some() || to.is_some();
    !bounded
        || date != UNDATED && from.is_none_or(|from| date >= from.seconds()) && to.is_none_or(|to| date < to.seconds())
}
