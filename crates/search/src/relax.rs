//! Ways out of an empty result: which one filter to drop, and how many stories that would give.

use crate::index::Index;
use crate::order::places_by;
use crate::query::Query;
use crate::search::{DateRange, Request, search};

/// A filter that could be dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// All that was typed.
    Text,
    /// A chosen tag, as the request names it.
    Tag(String),
    /// An excluded tag, as the request names it.
    Excluded(String),
    /// The stretch of time.
    Range,
}

/// One filter dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// Which.
    pub dropped: Dropped,
    /// Stories there would be without it.
    pub count: u32,
}

/// Each filter of a request that could be dropped, with the request that is left, which has room for no story.
pub fn ways_out(request: &Request) -> Vec<(Dropped, Request)> {
    let mut ways: Vec<(Dropped, Request)> = Vec::new();
    let base = Request { limit: 0, ..request.clone() };
    if !base.query.is_empty() {
        ways.push((Dropped::Text, Request { query: Query::default(), ..base.clone() }));
    }
    for (at, tag) in base.tags.chosen.iter().enumerate() {
        let mut without = base.clone();
        without.tags.chosen.remove(at);
        ways.push((Dropped::Tag(tag.clone()), without));
    }
    for (at, tag) in base.tags.excluded.iter().enumerate() {
        let mut without = base.clone();
        without.tags.excluded.remove(at);
        ways.push((Dropped::Excluded(tag.clone()), without));
    }
    if base.range != DateRange::default() {
        ways.push((Dropped::Range, Request { range: DateRange::default(), ..base.clone() }));
    }
    ways
}

/// For a request that gives nothing: each filter whose dropping gives something, the most stories first.
pub fn relax(index: &Index, request: &Request) -> Vec<Relaxation> {
    let counted = ways_out(request)
        .into_iter()
        .map(|(dropped, request)| Relaxation { dropped, count: search(index, &request).total });
    let found: Vec<Relaxation> = counted.filter(|way| way.count > 0).collect();
    let keys: Vec<u32> = found.iter().map(|way| u32::MAX - way.count).collect();
    places_by(&keys).into_iter().map(|place| found[place].clone()).collect()
}
