//! Nearness: words that stand together in the query rank stories higher in which they stand together too.
//!
//! ```text
//! occurrences = sum over pairs of places at most WINDOW apart of  1 / distance^2
//! score       = WEIGHT * least rarity of the two words * occurrences / (k1 + occurrences)
//! ```
//!
//! Source: Rasolofo and Savoy, "Term proximity scoring for keyword-based retrieval systems" (ECIR 2003), here for
//! neighbours of the query only. On the judged collections it neither gains nor loses, since their queries are long
//! sentences; it is for the two or three words that readers type, who expect "new york" to mean the city. So it is worked
//! out for short queries, and for the stories that match all of their words.

use crate::gather::{Gathered, K1};
use crate::index::Index;
use crate::index::postings::Postings;
use crate::order::sort;
use crate::plan::{Plan, PlannedClause, SourceKind, worth};

/// Places farther apart than this are not near.
const WINDOW: u64 = 5;
const WEIGHT: f32 = 0.3;

/// Longer queries are sentences.
const LONGEST: usize = 4;

/// Adds what nearness is worth to the scores.
pub(crate) fn add(index: &Index, plan: &Plan, gathered: &mut Gathered) {
    let words: Vec<(&PlannedClause, f32)> = plan.wanted().zip(gathered.rarities.iter().copied()).collect();
    if !(2..=LONGEST).contains(&words.len()) {
        return;
    }
    let mut before: Option<(Vec<u64>, f32)> = None;
    for (clause, rarity) in words {
        if clause.is_stop_word {
            before = None;
            continue;
        }
        let places = places(index, clause, gathered);
        if let Some((others, other_rarity)) = before {
            add_pair(&others, &places, WEIGHT * rarity.min(other_rarity), &mut gathered.score);
        }
        before = Some((places, rarity));
    }
}

/// Where a word stands in stories that match all words: story above, place below, ascending.
fn places(index: &Index, clause: &PlannedClause, gathered: &Gathered) -> Vec<u64> {
    let mut found = Vec::new();
    let mut bytes = Vec::new();
    let mut places = Vec::new();
    let exact = clause.sources.iter().filter(|source| source.worth >= worth::FORM);
    for source in exact {
        let SourceKind::Term(term) = source.kind else { continue };
        index.terms.read(term, &mut bytes);
        let mut postings = Postings::new(&bytes);
        while postings.next() {
            if gathered.matched[postings.story as usize] == gathered.needed {
                places.clear();
                postings.places(&mut places);
                found.extend(places.iter().map(|&place| u64::from(postings.story) << 32 | u64::from(place)));
            }
        }
    }
    sort(&mut found);
    found
}

fn add_pair(first: &[u64], second: &[u64], weight: f32, score: &mut [f32]) {
    let mut next = 0;
    let mut story = 0;
    let mut occurrences = 0.0;
    let mut settle = |story: usize, occurrences: f32| {
        if occurrences > 0.0 {
            score[story] += weight * occurrences / (K1 + occurrences);
        }
    };
    for &place in first {
        if place >> 32 != story {
            settle(story as usize, std::mem::take(&mut occurrences));
            story = place >> 32;
        }
        while second.get(next).is_some_and(|&other| other < place) {
            next += 1;
        }
        for other in [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|at| second.get(at)) {
            let distance = place.abs_diff(*other);
            if (1..=WINDOW).contains(&distance) {
                occurrences += 1.0 / (distance * distance) as f32;
            }
        }
    }
    settle(story as usize, occurrences);
}
