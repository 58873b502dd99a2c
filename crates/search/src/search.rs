//! Searching: from a request to results, in one pass over the stories.

use crate::facet::{Facets, TagCount, TagFilter};
use crate::gather::{Gathered, Match, gather};
use crate::index::{Counted, Index, StoryId, UNDATED};
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
    let lets_all_through = request.lets_all_through();
    let counted = index.stories.counted().filter(|_| lets_all_through);
    let mut top = Top::new(request.sort, request.limit);
    // Of stories that a tag or a date may leave out it is not known yet which are the best.
    let best = if lets_all_through && request.sort == Sort::Relevance { request.limit } else { usize::MAX };
    let told = (counted.is_some() && best < usize::MAX).then_some(&mut top);
    let found = gather(index, &plan, ENOUGH, best, told);
    let mut pass = Pass {
        facets: Facets::new(index, &request.tags),
        top,
        days: vec![0; index.stories.days.end()],
        total: 0,
        full_matches: 0,
    };
    if let Some(counted) = counted {
        pass.all(index, counted, &found);
    } else {
        let admitted = found.matches.iter().filter(|found| request.admits(index, found.story));
        admitted.for_each(|found| pass.story(index, request, found));
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

impl Request {
    /// Whether all stories count that match the words.
    fn lets_all_through(&self) -> bool {
        let Self { query, tags, range, picked, .. } = self;
        let typed = DateRange { from: query.from, to: query.to };
        let has_no_tags = tags.chosen.is_empty() && tags.excluded.is_empty();
        has_no_tags && [typed, *range] == [DateRange::default(); 2] && *picked == Picked::default()
    }

    /// Whether a story counts whatever its tags and wherever the range is moved.
    fn admits(&self, index: &Index, story: u32) -> bool {
        is_in(index.stories.date(story), self.query.from, self.query.to) && self.picked.admits(story)
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
    fn all(&mut self, index: &Index, counted: &[Counted], found: &Gathered) {
        self.total = found.stories.len() as u32;
        self.full_matches = found.full as u32;
        self.count(index, counted, &found.stories);
        self.top.offer_all(index, &found.matches);
    }

    /// Counts the tags and days of stories.
    fn count(&mut self, index: &Index, counted: &[Counted], stories: &[u32]) {
        let sets = &index.stories.tag_sets;
        let mut stories_of = vec![0; sets.len()];
        let mut met = vec![0; stories.len() + 1];
        let mut different = 0;
        for &story in stories {
            let Counted { tags, day } = counted[story as usize];
            let stories = &mut stories_of[tags as usize];
            // A branch would often be guessed wrong.
            met[different] = tags;
            different += usize::from(*stories == 0);
            *stories += 1;
            self.days[day as usize] += 1;
        }
        met[..different].iter().for_each(|&set| self.facets.count(sets.get(set), stories_of[set as usize]));
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
