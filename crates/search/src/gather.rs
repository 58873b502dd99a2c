//! Gathering: which stories match which clauses, and how well. One clause at a time, over flat lists of all stories.
//!
//! A clause is ranked as one word, whatever its sources: its occurrences are added up over sources and fields, each
//! times its weight, before they saturate. Score of a clause in a story, after BM25F (Zaragoza et al., "Microsoft
//! Cambridge at TREC-13", 2004):
//!
//! ```text
//! occurrences = sum over fields f of  weight_f * count_f * worth / (1 - b_f + b_f * length_f / mean length_f)
//! rarity      = ln(1 + (N - n + 0.5) / (n + 0.5))
//! score       = rarity * occurrences / (k1 + occurrences)
//! ```
//!
//! with `N` live stories, `n` of them matching the clause; `k1` says how soon more of the same stops counting, `b` how
//! much a long text is held against a story (0 not at all, 1 in full).

use crate::counter::{Counter, Noted};
use crate::index::Index;
use crate::plan::{Plan, PlannedClause, Source};
use crate::{feedback, leads, nearness};

pub(crate) const K1: f32 = 1.4;
/// What the word exactly as typed scores besides, as a share of what all its spellings and forms do.
///
/// It is for the one or two words that readers look a name up by. In sentences it does harm: .445 for .454 on NPL.
const EXACT_BONUS: f32 = 0.25;
const LONGEST_EXACT: usize = 2;

/// What matches a query.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// The stories that match at least one required word, or all if none is required; without barred ones, in no order.
    pub(crate) matches: Vec<Match>,
    /// The rarity of each clause that is not an excluded one.
    pub(crate) rarities: Vec<f32>,
}

/// A story that matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) story: u32,
    /// The sum of the clauses' scores, and of what nearness, feedback and leads add.
    pub(crate) score: f32,
    /// Whether all required words match.
    pub(crate) full: bool,
}

/// All stories' marks while a query's clauses are matched.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// As [`Gathered::matches`].
    found: Vec<u32>,
    /// The sum of the clauses' scores.
    pub(crate) score: Vec<f32>,
    /// Required clauses that match, `SURE` for each, or half of it for what may have been meant; `BARRED` if an excluded
    /// clause matches.
    pub(crate) matched: Vec<u8>,
    /// The mark of a story that all required clauses match.
    pub(crate) needed: u8,
    /// As [`Gathered::rarities`].
    pub(crate) rarities: Vec<f32>,
    /// The postings of each of these clauses that nearness asks of.
    pub(crate) noted: Vec<Option<Noted>>,
}

/// What one required clause adds to a story's mark; at most 64 clauses are parsed.
pub(crate) const SURE: u8 = 2;

/// The mark of a story that an excluded clause matches.
pub(crate) const BARRED: u8 = u8::MAX;

impl Marks {
    /// Whether a story matches all required words.
    pub(crate) fn is_full(&self, story: u32) -> bool {
        self.matched[story as usize] == self.needed
    }

    /// The stories found so far.
    pub(crate) fn matches(&self) -> impl Iterator<Item = Match> {
        let found = self.found.iter();
        found.map(|&story| Match { story, score: self.score[story as usize], full: self.is_full(story) })
    }
}

/// Matches all clauses of a plan and ranks the stories.
pub(crate) fn gather(index: &Index, plan: &Plan) -> Gathered {
    let mut counter = Counter::new(index);
    // What most readers type, and what needs no marks.
    if let [clause] = plan.clauses.as_slice()
        && !clause.excluded
    {
        return match_one(index, clause, &mut counter);
    }
    let mut marks = match_clauses(index, plan, &mut counter);
    nearness::add(&mut marks);
    feedback::add(index, &mut marks, &mut counter);
    Gathered { matches: marks.matches().collect(), rarities: marks.rarities }
}

/// The stories that match the one clause of a query.
fn match_one(index: &Index, clause: &PlannedClause, counter: &mut Counter<'_>) -> Gathered {
    let scores = count(index, clause, counter, true);
    let found = counter.touched.iter().enumerate();
    let matches = found.map(|(at, &story)| {
        let mut score = 0.0;
        scores.add(at, counter.occurrences[story as usize], &mut score);
        Match { story, score, full: at < scores.sure }
    });
    let mut matches: Vec<Match> = matches.collect();
    leads::raise(index, clause, counter, &mut matches);
    Gathered { matches, rarities: vec![scores.rarity] }
}

fn match_clauses(index: &Index, plan: &Plan, counter: &mut Counter<'_>) -> Marks {
    let all = index.stories.len();
    let found = Vec::with_capacity(all);
    let mut marks = Marks { found, score: vec![0.0; all], matched: vec![0; all], ..Marks::default() };
    let is_short = plan.wanted().count() <= LONGEST_EXACT;
    for clause in plan.wanted() {
        counter.noting = nearness::asks_of(plan, clause).then(Noted::default);
        let scores = count(index, clause, counter, is_short);
        let mark = if clause.optional { 0 } else { SURE };
        add_marks(counter, &scores, mark, &mut marks);
        marks.rarities.push(scores.rarity);
        marks.noted.push(counter.noting.take());
        marks.needed += mark;
        counter.clear();
    }
    for clause in plan.clauses.iter().filter(|clause| clause.excluded) {
        counter.count_exact(clause);
        counter.count_others(clause);
        counter.touched.iter().for_each(|&story| marks.matched[story as usize] = BARRED);
        counter.clear();
    }
    if marks.needed == 0 {
        marks.found.extend((0..all as u32).filter(|&story| index.stories.is_live(story)));
    }
    if plan.clauses.iter().any(|clause| clause.excluded) {
        marks.found.retain(|&story| marks.matched[story as usize] != BARRED);
    }
    marks
}

/// Adds a clause's scores, and its mark to the stories; half of it to those that are not sure.
fn add_marks(counter: &Counter<'_>, scores: &Scores, mark: u8, marks: &mut Marks) {
    for (at, &story) in counter.touched.iter().enumerate() {
        let mark = mark >> u8::from(at >= scores.sure);
        scores.add(at, counter.occurrences[story as usize], &mut marks.score[story as usize]);
        let marked = &mut marks.matched[story as usize];
        if *marked == 0 && mark > 0 {
            marks.found.push(story);
        }
        *marked += mark;
    }
}

/// What the stories touched by a clause score.
struct Scores {
    rarity: f32,
    /// What each of the first stories gets for having the word exactly as typed, beside other spellings and forms.
    exact: Vec<f32>,
    /// The same as a share of all, where there is nothing but the word as typed.
    bonus: f32,
    /// Stories that are sure to be meant; they come first.
    sure: usize,
}

/// Counts a clause's occurrences. With `is_short` the word exactly as typed scores besides.
fn count(index: &Index, clause: &PlannedClause, counter: &mut Counter<'_>, is_short: bool) -> Scores {
    counter.count_exact(clause);
    let is_alone = clause.sources.iter().all(Source::is_as_typed);
    let exact = if is_short && !is_alone { exact(index, counter) } else { Vec::new() };
    let sure = counter.count_others(clause);
    let rarity = rarity(index.len(), counter.matching());
    let bonus = if is_short && is_alone { EXACT_BONUS * rarity } else { 0.0 };
    Scores { rarity, exact, bonus, sure }
}

/// What the word exactly as typed is worth in each story touched.
fn exact(index: &Index, counter: &Counter<'_>) -> Vec<f32> {
    let rarity = rarity(index.len(), counter.matching());
    let occurrences = counter.touched.iter().map(|&story| counter.occurrences[story as usize]);
    occurrences.map(|occurrences| EXACT_BONUS * rarity * occurrences / (K1 + occurrences)).collect()
}

impl Scores {
    /// Adds what the story touched at this place scores.
    #[inline]
    fn add(&self, at: usize, occurrences: f32, score: &mut f32) {
        if let Some(exact) = self.exact.get(at) {
            *score += exact;
        }
        *score += self.bonus * occurrences / (K1 + occurrences);
        *score += self.rarity * occurrences / (K1 + occurrences);
    }
}

/// How much a match says: 0 for what all stories have, more the fewer have it.
pub(crate) fn rarity(all: usize, matching: usize) -> f32 {
    let (all, matching) = (all as f32, matching as f32);
    (1.0 + (all - matching + 0.5) / (matching + 0.5)).ln()
}
