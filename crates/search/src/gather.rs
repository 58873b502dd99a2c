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

use crate::counter::Counter;
use crate::index::Index;
use crate::marks::{BARRED, Marks, SURE, TAKEN};
use crate::plan::{Plan, PlannedClause, Source};
use crate::top::Top;
use crate::{feedback, leads, nearness};

pub(crate) const K1: f32 = 1.4;
/// What the word exactly as typed scores besides, as a share of what all its spellings and forms do.
///
/// It is for the one or two words that readers look a name up by. In sentences it does harm: .445 for .454 on NPL.
const EXACT_BONUS: f32 = 0.25;
const LONGEST_EXACT: usize = 2;

/// What matches a query: all that match are counted, but only those that can be shown are ranked.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// The stories that match all required words, or all stories if none is required; behind them those that match some, if
    /// the former are few. Without barred ones, otherwise in no order.
    pub(crate) stories: Vec<u32>,
    /// As many of them match all required words.
    pub(crate) full: usize,
    /// All of them with their scores, in the same order; none if the best of them are in a [`Top`] already.
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

/// Matches all clauses of a plan and ranks the stories. If `enough` match all required words, the others are left out. Only the
/// `best` need have their whole score. They may be put into `top`, if there is one, and then there are no matches.
pub(crate) fn gather(index: &Index, plan: &Plan, enough: usize, best: usize, top: Option<&mut Top>) -> Gathered {
    let mut counter = Counter::new(index);
    // What most readers type, and what needs no marks.
    if let [clause] = plan.clauses.as_slice()
        && !clause.excluded
    {
        return match_one(index, clause, &mut counter, enough, top);
    }
    let mut marks = match_clauses(index, plan, &mut counter, enough);
    nearness::add(&mut marks, best);
    feedback::add(index, &mut marks, &mut counter);
    marks.rank();
    marks.found
}

/// The stories that match the one clause of a query.
fn match_one(
    index: &Index,
    clause: &PlannedClause,
    counter: &mut Counter<'_>,
    enough: usize,
    top: Option<&mut Top>,
) -> Gathered {
    let weighed = weigh(index, clause, counter, true);
    let mut stories = counter.give_touched();
    let full = weighed.sure;
    if full >= enough {
        stories.truncate(full);
    }
    let meant = clause.may_be_meant(index);
    // Of those that a lead may be raised from it is not known yet which are the best.
    let mut top = top.filter(|_| meant.len() < 2);
    let mut matches = Vec::new();
    let mut least = 0.0;
    for (at, &story) in stories.iter().enumerate() {
        let occurrences = counter.occurrences[story as usize];
        // Most fall out here, without a score.
        if occurrences < least {
            continue;
        }
        let mut found = Match { story, score: 0.0, full: at < full };
        weighed.add(at, occurrences, &mut found.score);
        match &mut top {
            Some(top) => {
                top.offer(&found, || index.stories.date(story));
                least = weighed.least_occurrences(top.least_score());
            }
            None => matches.push(found),
        }
    }
    leads::raise(index, &meant, &counter.occurrences, &mut matches);
    Gathered { stories, full, matches, rarities: vec![weighed.rarity] }
}

fn match_clauses(index: &Index, plan: &Plan, counter: &mut Counter<'_>, enough: usize) -> Marks {
    let all = index.stories.len();
    let mut matched = vec![0_u8; all];
    let mut needed = 0;
    let mut noted = Vec::new();
    let mut clauses = Vec::new();
    let is_short = plan.wanted().count() <= LONGEST_EXACT;
    for clause in plan.wanted() {
        counter.noting = nearness::asks_of(plan, clause).then(Vec::new);
        let counted = count(index, clause, counter, is_short);
        let (sure, others) = counted.stories.split_at(counted.weighed.sure);
        let mark = if clause.optional { 0 } else { SURE };
        add_mark(mark, sure, &mut matched);
        add_mark(mark / 2, others, &mut matched);
        needed += mark;
        noted.push(counter.noting.take());
        clauses.push(counted);
        counter.clear();
    }
    for clause in plan.clauses.iter().filter(|clause| clause.excluded) {
        counter.count_exact(clause);
        counter.count_others(clause);
        counter.touched().iter().for_each(|&story| matched[story as usize] = BARRED);
        counter.clear();
    }
    let required = plan.wanted().zip(&clauses).filter(|(clause, _)| !clause.optional).map(|(_, counted)| counted);
    let is_full = |story: &u32| matched[*story as usize] == needed;
    let mut stories = match required.min_by_key(|counted| counted.stories.len()) {
        Some(rarest) => rarest.stories.clone(),
        None => (0..all as u32).filter(|&story| index.stories.is_live(story)).collect(),
    };
    stories.retain(is_full);
    let full = stories.len();
    if full < enough {
        for &story in clauses.iter().flat_map(|counted| &counted.stories) {
            let mark = &mut matched[story as usize];
            if (1..needed).contains(mark) {
                *mark = TAKEN;
                stories.push(story);
            }
        }
    }
    let rarities = clauses.iter().map(|counted| counted.weighed.rarity).collect();
    let found = Gathered { stories, full, matches: Vec::new(), rarities };
    let mut marks = Marks { matched, needed, found, score: vec![0.0; all], noted };
    clauses.iter().for_each(|counted| marks.add(&counted.stories, |at, score| counted.add(at, score)));
    marks
}

#[inline(never)] // twice as much code else
fn add_mark(mark: u8, stories: &[u32], matched: &mut [u8]) {
    stories.iter().for_each(|&story| matched[story as usize] += mark);
}

/// What was counted of a clause.
struct Counted {
    /// The stories that it matches.
    stories: Vec<u32>,
    /// The occurrences in each.
    occurrences: Vec<f32>,
    weighed: Weighed,
}

/// What occurrences of a clause are worth.
struct Weighed {
    /// So many of the stories that match are sure to be meant; they come first.
    sure: usize,
    rarity: f32,
    /// The occurrences of the word exactly as typed in each of the first stories, where others count besides.
    exact: Vec<f32>,
    /// What the word exactly as typed is worth besides.
    bonus: f32,
}

fn count(index: &Index, clause: &PlannedClause, counter: &mut Counter<'_>, is_short: bool) -> Counted {
    let weighed = weigh(index, clause, counter, is_short);
    Counted { stories: counter.touched().to_vec(), occurrences: counter.counted(), weighed }
}

/// Counts a clause's occurrences. With `is_short` the word exactly as typed scores besides.
fn weigh(index: &Index, clause: &PlannedClause, counter: &mut Counter<'_>, is_short: bool) -> Weighed {
    counter.count_exact(clause);
    let rarity_now = |counter: &Counter<'_>| rarity(index.len(), counter.matching());
    let is_alone = clause.sources.iter().all(Source::is_as_typed);
    let exact = if is_short && !is_alone { counter.counted() } else { Vec::new() };
    let bonus = if is_short && !counter.touched().is_empty() { EXACT_BONUS * rarity_now(counter) } else { 0.0 };
    let sure = counter.count_others(clause);
    Weighed { sure, rarity: rarity_now(counter), exact, bonus }
}

impl Counted {
    /// Adds what a story scores, given by its place.
    #[inline]
    fn add(&self, at: usize, score: &mut f32) {
        self.weighed.add(at, self.occurrences[at], score);
    }
}

impl Weighed {
    /// Adds what a story scores, given by its place and its occurrences.
    #[inline]
    fn add(&self, at: usize, occurrences: f32, score: &mut f32) {
        // Where there is but the word as typed, all of it is exact.
        let exact = if self.exact.is_empty() { Some(&occurrences) } else { self.exact.get(at) };
        if let Some(exact) = exact {
            *score += self.bonus * exact / (K1 + exact);
        }
        *score += self.rarity * occurrences / (K1 + occurrences);
    }

    /// Whatever has fewer occurrences than this scores less.
    fn least_occurrences(&self, score: f32) -> f32 {
        // As many are exact at most. A little less than the score, so that rounding leaves nothing out.
        let score = score * 0.9999;
        K1 * score / (self.bonus + self.rarity - score)
    }
}

/// How much a match says: 0 for what all stories have, more the fewer have it.
pub(crate) fn rarity(all: usize, matching: usize) -> f32 {
    let (all, matching) = (all as f32, matching as f32);
    (1.0 + (all - matching + 0.5) / (matching + 0.5)).ln()
}
