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

use crate::fields::Field;
use crate::index::Index;
use crate::index::postings::Postings;
use crate::means::{Means, WEIGHTS};
use crate::order::pack;
use crate::plan::{Plan, PlannedClause, Source, SourceKind, worth};
use crate::{feedback, nearness};

pub(crate) const K1: f32 = 1.4;
/// What the word exactly as typed scores besides, as a share of what all its spellings and forms do.
///
/// It is for the one or two words that readers look a name up by. In sentences it does harm: .445 for .454 on NPL.
const EXACT_BONUS: f32 = 0.25;
const LONGEST_EXACT: usize = 2;

/// All stories' marks for one query.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The stories that match at least one required word, or all if none is required; without barred ones, in no order.
    pub(crate) found: Vec<u32>,
    /// The sum of the clauses' scores.
    pub(crate) score: Vec<f32>,
    /// Required clauses that match, `SURE` for each, or half of it for what may have been meant; `BARRED` if an excluded
    /// clause matches.
    pub(crate) matched: Vec<u8>,
    /// The mark of a story that all required clauses match.
    pub(crate) needed: u8,
    /// The rarity of each clause that is not an excluded one.
    pub(crate) rarities: Vec<f32>,
    /// The postings of each of these clauses that nearness asks of.
    pub(crate) noted: Vec<Option<Noted>>,
}

/// What one required clause adds to a story's mark; at most 64 clauses are parsed.
pub(crate) const SURE: u8 = 2;

/// The mark of a story that an excluded clause matches.
pub(crate) const BARRED: u8 = u8::MAX;

impl Gathered {
    /// Whether a mark in `matched` is that of a story that matches at least one word.
    pub(crate) fn is_match(&self, matched: u8) -> bool {
        matched != BARRED && matched >= self.needed.min(1)
    }

    /// Whether a story matches all required words.
    pub(crate) fn is_full(&self, story: u32) -> bool {
        self.matched[story as usize] == self.needed
    }
}

/// Matches all clauses of a plan and ranks the stories.
pub(crate) fn gather(index: &Index, plan: &Plan) -> Gathered {
    let mut counter = Counter::new(index);
    let mut gathered = match_clauses(index, plan, &mut counter);
    nearness::add(&mut gathered);
    feedback::add(index, &mut gathered, &mut counter);
    gathered
}

fn match_clauses(index: &Index, plan: &Plan, counter: &mut Counter<'_>) -> Gathered {
    let all = index.stories.len();
    let mut gathered = Gathered { score: vec![0.0; all], matched: vec![0; all], ..Gathered::default() };
    let is_short = plan.wanted().count() <= LONGEST_EXACT;
    for clause in plan.wanted() {
        counter.noting = nearness::asks_of(plan, clause).then(Noted::default);
        counter.count_exact(clause);
        // Where there is nothing but the word as typed, one loop does both.
        let is_alone = clause.sources.iter().all(Source::is_as_typed);
        if is_short && !is_alone {
            add_exact(index, counter, &mut gathered.score);
        }
        let sure = counter.count_others(clause);
        let rarity = rarity(index.len(), counter.matching());
        let bonus = if is_short && is_alone { EXACT_BONUS * rarity } else { 0.0 };
        let mark = if clause.optional { 0 } else { SURE };
        score(counter, sure, mark, [bonus, rarity], &mut gathered);
        gathered.rarities.push(rarity);
        gathered.noted.push(counter.noting.take());
        gathered.needed += if clause.optional { 0 } else { SURE };
        counter.clear();
    }
    for clause in plan.clauses.iter().filter(|clause| clause.excluded) {
        counter.count_exact(clause);
        counter.count_others(clause);
        counter.touched.iter().for_each(|&story| gathered.matched[story as usize] = BARRED);
        counter.clear();
    }
    if gathered.needed == 0 {
        gathered.found.extend((0..all as u32).filter(|&story| index.stories.is_live(story)));
    }
    if plan.clauses.iter().any(|clause| clause.excluded) {
        gathered.found.retain(|&story| gathered.matched[story as usize] != BARRED);
    }
    gathered
}

/// Adds a clause's occurrences, times each of the weights, to the scores, and its mark to the stories; to those from place
/// `sure` on but half of it.
fn score(counter: &Counter<'_>, sure: usize, mark: u8, [bonus, rarity]: [f32; 2], gathered: &mut Gathered) {
    for (at, &story) in counter.touched.iter().enumerate() {
        let mark = mark >> u8::from(at >= sure);
        let occurrences = counter.occurrences[story as usize];
        let score = &mut gathered.score[story as usize];
        *score += bonus * occurrences / (K1 + occurrences);
        *score += rarity * occurrences / (K1 + occurrences);
        let marks = &mut gathered.matched[story as usize];
        if *marks == 0 && mark > 0 {
            gathered.found.push(story);
        }
        *marks += mark;
    }
}

/// Adds what the word exactly as typed is worth beside its other spellings and forms.
fn add_exact(index: &Index, counter: &Counter<'_>, score: &mut [f32]) {
    let rarity = rarity(index.len(), counter.matching());
    for &story in &counter.touched {
        let occurrences = counter.occurrences[story as usize];
        score[story as usize] += EXACT_BONUS * rarity * occurrences / (K1 + occurrences);
    }
}

/// How much a match says: 0 for what all stories have, more the fewer have it.
pub(crate) fn rarity(all: usize, matching: usize) -> f32 {
    let (all, matching) = (all as f32, matching as f32);
    (1.0 + (all - matching + 0.5) / (matching + 0.5)).ln()
}

/// Adds up one clause's occurrences.
pub(crate) struct Counter<'a> {
    index: &'a Index,
    /// By story; 0 where the clause does not match.
    pub(crate) occurrences: Vec<f32>,
    /// The stories that match, in no order.
    pub(crate) touched: Vec<u32>,
    /// Stories that match besides, but are not here: the index is in parts.
    pub(crate) unseen: usize,
    means: Means,
    bytes: Vec<u8>,
    /// Where the postings of words and their forms are noted as they are read, if anywhere.
    noting: Option<Noted>,
}

/// Posting lists that have been read once and will be asked again, for some of their stories.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The lists, one after the other.
    pub(crate) bytes: Vec<u8>,
    /// Each posting's story, and below it where the posting stands in `bytes`.
    pub(crate) postings: Vec<u64>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        Self {
            index,
            occurrences: vec![0.0; index.stories.len()],
            touched: Vec::new(),
            unseen: 0,
            means: index.stories.means(),
            bytes: Vec::new(),
            noting: None,
        }
    }

    /// Counts a clause's words exactly as typed. [`Self::count_others`] comes after it.
    pub(crate) fn count_exact(&mut self, clause: &PlannedClause) {
        let exact = clause.sources.iter().filter(|source| source.is_as_typed());
        exact.for_each(|source| self.source(source));
    }

    /// Counts a clause's other spellings and forms; of the stories touched, the number that its sure sources have, which
    /// come first.
    pub(crate) fn count_others(&mut self, clause: &PlannedClause) -> usize {
        let others = clause.sources.iter().filter(|source| source.is_sure && !source.is_as_typed());
        others.for_each(|source| self.source(source));
        let sure = self.touched.len();
        clause.sources.iter().filter(|source| !source.is_sure).for_each(|source| self.source(source));
        sure
    }

    pub(crate) fn clear(&mut self) {
        self.touched.iter().for_each(|&story| self.occurrences[story as usize] = 0.0);
        self.touched.clear();
        self.unseen = 0;
    }

    /// Stories that match the clause; at least those touched.
    pub(crate) fn matching(&self) -> usize {
        (self.touched.len() + self.unseen).min(self.index.len())
    }

    pub(crate) fn source(&mut self, source: &Source) {
        let mut bytes = std::mem::take(&mut self.bytes);
        match &source.kind {
            SourceKind::Term(term) => {
                self.index.terms.read(*term, &mut bytes);
                self.unseen += self.index.terms.unseen(*term) as usize;
                let mut noting = self.noting.take_if(|_| source.worth >= worth::FORM);
                let start = noting.as_ref().map_or(0, |noted| noted.bytes.len());
                let mut postings = Postings::new(&bytes);
                loop {
                    let at = start + postings.at();
                    if !postings.next() {
                        break;
                    }
                    if let Some(noted) = &mut noting {
                        noted.postings.push(pack(postings.story, at as u32));
                    }
                    let mask = postings.mask & source.fields;
                    if mask != 0 {
                        self.weigh(postings.story, mask, &postings.counts, source.worth);
                    }
                }
                if let Some(mut noted) = noting {
                    noted.bytes.extend_from_slice(&bytes);
                    self.noting = Some(noted);
                }
            }
            SourceKind::Beginning(letters) => self.beginning(letters, source, &mut bytes),
            SourceKind::Phrase(hits) => {
                hits.iter().for_each(|hit| self.weigh(hit.story, hit.mask, &hit.counts, source.worth));
            }
        }
        self.bytes = bytes;
    }

    fn beginning(&mut self, letters: &str, source: &Source, bytes: &mut Vec<u8>) {
        if source.fields != u8::MAX {
            // Narrowed to a field, which the short lists do not tell: the terms are read one by one.
            let terms = &self.index.terms;
            for head in terms.starting_with(letters) {
                terms.each_spelling(head, &mut |term| self.source(&Source { kind: SourceKind::Term(term), ..*source }));
            }
            return;
        }
        let index = self.index;
        self.unseen += index.terms.unseen_of_beginning(letters) as usize;
        index.terms.each_of_beginning(letters, bytes, &mut |story, in_headline| {
            let weight = WEIGHTS[if in_headline { Field::Headline } else { Field::Body } as usize];
            if index.stories.is_live(story) {
                self.add(story, weight * source.worth);
            }
        });
    }

    /// Adds what a live story has of a source: so many occurrences in each field of `mask`.
    #[inline(always)] // a call for each posting shows in the time of a query
    fn weigh(&mut self, story: u32, mask: u8, counts: &[u32; 8], worth: f32) {
        let length = self.index.stories.length(story);
        if length.is_live {
            let (headline_tokens, body_tokens) = (length.headline_tokens.into(), length.body_tokens.into());
            self.add(story, self.means.weigh(mask, counts, headline_tokens, body_tokens) * worth);
        }
    }

    #[inline(always)] // as above
    fn add(&mut self, story: u32, occurrences: f32) {
        let sum = &mut self.occurrences[story as usize];
        if *sum == 0.0 {
            self.touched.push(story);
        }
        *sum += occurrences;
    }
}
