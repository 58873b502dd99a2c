//! Explaining: why a story ranks where it does.

use crate::counter::Counter;
use crate::gather::{K1, Match, gather};
use crate::index::{Index, StoryId};
use crate::plan::plan;
use crate::search::Request;

/// A score in its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The story's score: the sum of the words' scores and of `company`.
    pub score: f32,
    /// What it gains by holding the words close together, and the words that the best matches share; or by being the best
    /// story of one of the words that a slip may have meant.
    pub company: f32,
    /// True if all required words match.
    pub full: bool,
    /// The query's words and phrases, in order.
    pub words: Vec<WordExplanation>,
}

/// What one word or phrase adds.
#[derive(Clone, Debug, PartialEq)]
pub struct WordExplanation {
    /// As typed.
    pub typed: String,
    /// Stories that match it.
    pub stories: u32,
    /// How much a match says: 0 for what all stories have, more the fewer have it.
    pub rarity: f32,
    /// Occurrences in this story, each times its field's weight, shortened for long texts and inexact matches.
    pub occurrences: f32,
    /// What it adds: rarity times occurrences, the latter saturating towards 1.
    pub score: f32,
}

/// Why a story has the score it has; `None` if it is not there or matches no word.
pub fn explain(index: &Index, request: &Request, id: StoryId) -> Option<Explanation> {
    if !index.stories.is_live(id.0) {
        return None;
    }
    let plan = plan(index, &request.query);
    let mut counter = Counter::new(index);
    let gathered = gather(index, &plan, usize::MAX, usize::MAX, None);
    let &Match { score, full, .. } = gathered.matches.iter().find(|found| found.story == id.0)?;
    let mut explanation = Explanation { score, company: score, full, words: Vec::new() };
    for (clause, &rarity) in plan.wanted().zip(&gathered.rarities) {
        counter.count_exact(clause);
        counter.count_others(clause);
        let occurrences = counter.occurrences[id.0 as usize];
        let stories = counter.touched().len();
        counter.clear();
        let score = rarity * occurrences / (K1 + occurrences);
        explanation.company -= score;
        let typed = clause.typed.clone();
        explanation.words.push(WordExplanation { typed, stories: stories as u32, rarity, occurrences, score });
    }
    Some(explanation)
}
