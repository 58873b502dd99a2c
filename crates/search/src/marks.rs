//! Marks: which clauses of a query each story matches, while they are matched one by one.

use crate::gather::{Gathered, Match};
use crate::index::UNDATED;
use crate::index::postings::Listed;
use crate::search::Sort;
use crate::top::Top;

/// All stories' marks while a query's clauses are matched.
#[derive(Debug)]
pub(crate) struct Marks {
    /// By story: required clauses that match, `SURE` for each, or half of it for what may have been meant; or `TAKEN`, or
    /// `BARRED`.
    pub(crate) matched: Vec<u8>,
    /// The mark of a story that all required clauses match.
    pub(crate) needed: u8,
    /// What is found, but for the matches.
    pub(crate) found: Gathered,
    /// By story, the sum of the clauses' scores of what is found.
    pub(crate) score: Vec<f32>,
    /// The lists of each clause that nearness asks of.
    pub(crate) noted: Vec<Option<Vec<Listed>>>,
}

/// What one required clause adds to a story's mark; at most 64 clauses are parsed.
pub(crate) const SURE: u8 = 2;

/// The mark of a story that matches some clauses and has been taken into what is found.
pub(crate) const TAKEN: u8 = u8::MAX - 1;
/// The mark of a story that an excluded clause matches.
pub(crate) const BARRED: u8 = u8::MAX;

impl Marks {
    /// The stories that match all required words.
    pub(crate) fn full(&self) -> &[u32] {
        &self.found.stories[..self.found.full]
    }

    /// Adds to the scores of stories where they may be among those found; the others are not ranked.
    pub(crate) fn add(&mut self, stories: &[u32], score: impl Fn(usize, &mut f32)) {
        let are_all_full = self.found.full == self.found.stories.len();
        let least = if are_all_full { self.needed } else { 1 };
        let (matched, scores) = (self.matched.as_slice(), self.score.as_mut_slice());
        for (at, &story) in stories.iter().enumerate() {
            if matched[story as usize] >= least {
                score(at, &mut scores[story as usize]);
            }
        }
    }

    /// A score that the `best` of the stories that match all required words have at least.
    pub(crate) fn least_of(&self, best: usize) -> f32 {
        if best >= self.found.full {
            return 0.0;
        }
        let mut top = Top::new(Sort::Relevance, best);
        for &story in self.full() {
            top.offer(&Match { story, score: self.score[story as usize], full: true }, || UNDATED);
        }
        top.least_score()
    }

    /// Gives what is found its scores so far.
    pub(crate) fn rank(&mut self) {
        let Gathered { stories, full, .. } = &self.found;
        let scored = |(at, &story): (usize, &u32)| Match { story, score: self.score[story as usize], full: at < *full };
        self.found.matches = stories.iter().enumerate().map(scored).collect();
    }
}
