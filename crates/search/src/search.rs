//! Searching: from a request to results, in one pass over the stories.

use crate::facet::{Facets, TagCount, TagFilter};
use crate::gather::{Gathered, gather};
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
pub(crate) const ENOUGH: usize = 20;

/// Finds the stories that a request asks for.
///
/// Cost: the posting lists of the words and one pass over the stories; about a millisecond for 100,000.
pub fn search(index: &Index, request: &Request) -> Results {
    let plan = plan(index, &request.query);
    let mut gathered = gather(index, &plan);
    let mut stories = matching(index, &request.query, &mut gathered);
    if request.picked != Picked::default() {
        stories.retain(|&story| request.picked.admits(story));
    }
    let mut facets = Facets::new(index, &request.tags);
    let all_pass = !facets.is_filtering() && request.range == DateRange::default();
    if all_pass {
        // In a loop of its own, which needs few registers.
        facets.count_all(index, &stories);
    }
    let mut pass = Pass {
        facets,
        top: Top::new(request.limit),
        dates: Vec::with_capacity(stories.len()),
        total: 0,
        full_matches: 0,
    };
    if all_pass {
        pass.all(index, request.sort, &stories, &gathered);
    } else {
        for story in stories {
            pass.story(index, request, story, gathered.score[story as usize], gathered.is_full(story));
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

/// Takes the stories that match what was typed, whatever the tags; those that match only some words are left out where
/// enough match all.
fn matching(index: &Index, query: &Query, gathered: &mut Gathered) -> Vec<u32> {
    let mut stories = std::mem::take(&mut gathered.found);
    let full = stories.iter().filter(|&&story| gathered.is_full(story)).count();
    if (ENOUGH..stories.len()).contains(&full) {
        stories.retain(|&story| gathered.is_full(story));
    }
    if query.from.is_some() || query.to.is_some() {
        stories.retain(|&story| is_in(index.stories.date(story), query.from, query.to));
    }
    stories
}

struct Pass<'a> {
    facets: Facets<'a>,
    top: Top,
    dates: Vec<i64>,
    total: u32,
    full_matches: u32,
}

impl Pass<'_> {
    /// Counts stories that match the text where tags and dates let all through; their tags have been counted.
    fn all(&mut self, index: &Index, sort: Sort, stories: &[u32], gathered: &Gathered) {
        self.total = stories.len() as u32;
        for &story in stories {
            let date = index.stories.date(story);
            if date != UNDATED {
                self.dates.push(date);
            }
            let full = gathered.is_full(story);
            self.full_matches += u32::from(full);
            self.top.offer(Rank::new(sort, full, gathered.score[story as usize], date, story));
        }
    }

    /// Counts a story that matches the text.
    fn story(&mut self, index: &Index, request: &Request, story: u32, score: f32, full: bool) {
        let date = index.stories.date(story);
        let in_range = is_in(date, request.range.from, request.range.to);
        let tagged = self.facets.story(index.stories.tags(story), in_range);
        if tagged && date != UNDATED {
            self.dates.push(date);
        }
        if tagged && in_range {
            self.total += 1;
            self.full_matches += u32::from(full);
            self.top.offer(Rank::new(request.sort, full, score, date, story));
        }
    }
}

/// Whether a date lies in a stretch of time; no date lies in any that is bounded.
pub(crate) fn is_in(date: i64, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
    let bounded = from.is_some() || to.is_some();
    !bounded
        || date != UNDATED && from.is_none_or(|from| date >= from.seconds()) && to.is_none_or(|to| date < to.seconds())
}
