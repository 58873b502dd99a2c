//! One list of what feeds and archives gave.

use std::{cmp::Reverse, collections::HashMap};

use dateline_search::{Hit, Request, Results, Sort, StoryId, TagCount, TimeBin, Timeline};
use dateline_story::{Slug, Timestamp, fold_tag};

use super::{
    Fetched,
    archive::{Ranked, Source},
};
use crate::library::Library;

/// What feeds and archives gave together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// As from one search.
    pub results: Results,
    /// How sure the number of stories is.
    pub sureness: Sureness,
}

/// How sure a number of stories is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sureness {
    /// It is right.
    #[default]
    Exact,
    /// There may be more.
    AtLeast,
    /// Some may be counted twice, as a feed and an archive both have them.
    About,
}

/// Merges what the feeds gave for the request that the archives have answered with that answer.
///
/// A story that is in several is taken from the feed, or else from the archive that is named first. The best match first goes
/// by each one's own scores, which are worked out by the same rule over different stories.
pub fn merged(feeds: Results, fetched: &Fetched, library: &Library) -> Merged {
    let request = &fetched.request;
    let mut sources = vec![of_feeds(feeds, library.is_empty())];
    sources.extend(fetched.sources.iter().cloned());
    let marker = sources.iter().max_by_key(|source| source.total).map(|source| source.marker.clone());
    // What the feeds have no word for an archive may have.
    let with_stories = || sources.iter().filter(|source| source.total > 0);
    let has_all = with_stories().all(|source| !source.corrections.is_empty());
    let corrections = with_stories().map(|source| &source.corrections).next().filter(|_| has_all);
    let corrections = corrections.cloned().unwrap_or_default();
    let (ranked, doubles) = one_list(&sources, request, library);
    let total = sum(&sources, |source| source.total) - doubles;
    let results = Results {
        full_matches: sum(&sources, |source| source.full_matches).min(total),
        total,
        hits: ranked.into_iter().map(|ranked| ranked.hit).collect(),
        facets: facets(&sources),
        timeline: timeline(&sources),
        corrections,
        marker: marker.unwrap_or_default(),
    };
    Merged { results, sureness: sureness(&sources) }
}

fn of_feeds(results: Results, is_empty: bool) -> Source {
    let ranked =
        (0..).zip(&results.hits).map(|(place, hit)| Ranked { hit: *hit, is_full: place < results.full_matches });
    Source {
        ranked: ranked.collect(),
        total: if is_empty { 0 } else { results.total },
        full_matches: results.full_matches,
        facets: results.facets,
        timeline: results.timeline,
        corrections: results.corrections,
        marker: results.marker,
        is_exact: true,
    }
}

/// A number of all sources together.
pub(super) fn sum(sources: &[Source], of: fn(&Source) -> u32) -> u32 {
    sources.iter().map(of).sum()
}

/// How sure the number of stories of all of them is.
pub(super) fn sureness(sources: &[Source]) -> Sureness {
    match sources.iter().filter(|source| source.total > 0).count() {
        0 | 1 if sources.iter().all(|source| source.is_exact) => Sureness::Exact,
        0 | 1 => Sureness::AtLeast,
        _ => Sureness::About,
    }
}

/// The first stories of all, each once, and how many came twice.
fn one_list(sources: &[Source], request: &Request, library: &Library) -> (Vec<Ranked>, u32) {
    let mut seen: HashMap<&Slug, StoryId> = HashMap::new();
    let mut doubles = 0;
    let mut keyed = Vec::new();
    for ranked in sources.iter().flat_map(|source| &source.ranked) {
        let Some(story) = library.story(ranked.hit.story) else { continue };
        let newer = library.find_in_feeds(&story.slug).filter(|id| *id != ranked.hit.story);
        if newer.is_some() || seen.insert(&story.slug, ranked.hit.story).is_some() {
            doubles += 1;
            continue;
        }
        keyed.push((key(ranked, story.date(), request.sort), *ranked));
    }
    if sources.iter().filter(|source| !source.ranked.is_empty()).count() > 1 {
        keyed.sort_by_key(|(key, _)| *key);
    }
    (keyed.into_iter().map(|(_, ranked)| ranked).take(request.limit).collect(), doubles)
}

/// Where a story stands: the least key comes first. Those without a date come last in both orders by date.
fn key(ranked: &Ranked, date: Option<Timestamp>, sort: Sort) -> (bool, Reverse<u32>, bool, i64) {
    let Hit { score, .. } = ranked.hit;
    // Scores are not negative, and the bits of such numbers are in order as they are.
    let score = if sort == Sort::Relevance && score > 0.0 { score.to_bits() } else { 0 };
    let seconds = date.map_or(0, Timestamp::seconds);
    (!ranked.is_full, Reverse(score), date.is_none(), if sort == Sort::Oldest { seconds } else { -seconds })
}

/// The tags of all, with the counts added up, the commonest first.
fn facets(sources: &[Source]) -> Vec<TagCount> {
    let mut with_tags = sources.iter().filter(|source| !source.facets.is_empty());
    let (Some(first), rest) = (with_tags.next(), with_tags) else { return Vec::new() };
    let mut facets = first.facets.clone();
    let mut places: HashMap<String, usize> = facets.iter().map(|facet| fold_tag(&facet.name)).zip(0..).collect();
    for facet in rest.flat_map(|source| &source.facets) {
        let place = *places.entry(fold_tag(&facet.name)).or_insert(facets.len());
        match facets.get_mut(place) {
            Some(known) => known.count += facet.count,
            None => facets.push(facet.clone()),
        }
    }
    facets.sort_by_key(|facet| Reverse(facet.count));
    facets
}

/// The timeline of all: in the steps of the one with the longest, where the others' stories fall into the step in which
/// theirs begins.
fn timeline(sources: &[Source]) -> Timeline {
    let mut with_days: Vec<&[TimeBin]> =
        sources.iter().map(|source| source.timeline.bins.as_slice()).filter(|bins| !bins.is_empty()).collect();
    with_days.sort_by_key(|bins| Reverse(bins[0].end.seconds() - bins[0].start.seconds()));
    let Some((widest, rest)) = with_days.split_first() else { return Timeline::default() };
    let mut bins = widest.to_vec();
    for bin in rest.iter().flat_map(|bins| bins.iter()) {
        match bins.iter_mut().find(|known| (known.start..known.end).contains(&bin.start)) {
            Some(known) => known.count += bin.count,
            None => bins.push(*bin),
        }
    }
    bins.sort_by_key(|bin| bin.start);
    Timeline { bins }
}
