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

use crate::feedback::SHORTEST_QUERY;
use crate::gather::K1;
use crate::index::postings::{Listed, Postings};
use crate::marks::Marks;
use crate::order::{high, low, pack, sort};
use crate::plan::{Plan, PlannedClause};

/// Places farther apart than this are not near.
const WINDOW: u64 = 5;
const WEIGHT: f32 = 0.3;

/// Longer queries are sentences.
const LONGEST: usize = 4;

/// Whether nearness asks for the places of a clause.
pub(crate) fn asks_of(plan: &Plan, clause: &PlannedClause) -> bool {
    !clause.is_stop_word && (2..=LONGEST).contains(&plan.wanted().count())
}

/// Adds what nearness is worth to the scores, where that may make one of the `best`.
pub(crate) fn add(marks: &mut Marks, best: usize) {
    let words: Vec<_> = std::mem::take(&mut marks.noted).into_iter().zip(marks.found.rarities.clone()).collect();
    // Feedback adds to scores after this.
    let best = if marks.needed < SHORTEST_QUERY { best } else { usize::MAX };
    let most: f32 = words.windows(2).map(|pair| WEIGHT * pair[0].1.min(pair[1].1)).sum();
    let least = marks.least_of(best) - most;
    let mut is_asked = vec![false; marks.score.len()];
    marks.full().iter().for_each(|&story| is_asked[story as usize] = marks.score[story as usize] >= least);
    let mut before: Option<(Vec<u64>, f32)> = None;
    for (noted, rarity) in words {
        let word = noted.map(|lists| (places(&lists, &is_asked), rarity));
        if let (Some((others, other_rarity)), Some((places, _))) = (&before, &word) {
            add_pair(others, places, WEIGHT * rarity.min(*other_rarity), &mut marks.score);
        }
        before = word;
    }
}

/// Where a word stands in the stories asked for: story above, place below, ascending.
fn places(lists: &[Listed], is_asked: &[bool]) -> Vec<u64> {
    let mut found = Vec::new();
    let mut places = Vec::new();
    for list in lists {
        for &posting in list.postings[..list.len].iter().filter(|&&posting| is_asked[high(posting) as usize]) {
            let mut one = Postings::from(&list.bytes, low(posting) as usize);
            one.next();
            places.clear();
            one.places(&mut places);
            found.extend(places.iter().map(|&place| pack(high(posting), place)));
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
