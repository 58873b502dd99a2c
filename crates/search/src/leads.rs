//! Leads: where a slip may have meant one of several words, the best story of each comes before all others, so that the ten
//! stories that a reader sees are not all of the commonest.
//!
//! On reddit, where a word has more neighbours, one of the first ten stories has the word that was meant for 97 of a hundred
//! slips; without leads it was 92.

use crate::counter::Counter;
use crate::index::Index;
use crate::index::postings::Postings;
use crate::plan::PlannedClause;
use std::cmp::Reverse;

/// Raises the leads of a query of one clause, which has been counted; `scores` are those of the stories touched.
pub(crate) fn raise(index: &Index, clause: &PlannedClause, counter: &Counter<'_>, scores: &mut [f32]) {
    let meant = clause.may_be_meant(index);
    if meant.len() < 2 {
        return;
    }
    let leads: Vec<u32> = meant.into_iter().filter_map(|head| lead(index, head, &counter.occurrences)).collect();
    let most = scores.iter().copied().fold(0.0, f32::max);
    let ranked = counter.touched().iter().zip(scores);
    ranked.filter(|(story, _)| leads.contains(story)).for_each(|(_, score)| *score += most);
}

/// The story with the most occurrences of those that hold a word; the newest among equals, as in all results, since an
/// archive numbers its stories otherwise.
fn lead(index: &Index, head: u32, occurrences: &[f32]) -> Option<u32> {
    let mut best = None;
    let mut bytes = Vec::new();
    index.terms.each_spelling(head, &mut |term| {
        index.terms.read(term, &mut bytes);
        let mut postings = Postings::new(&bytes);
        while postings.next() {
            let story = postings.story;
            // They are not negative, so that their bits order as they do; there are none of what is gone or in other fields.
            let most = occurrences[story as usize].to_bits();
            if most > 0 {
                best = best.max(Some((most, index.stories.date(story), Reverse(story))));
            }
        }
    });
    best.map(|(_, _, Reverse(story))| story)
}
