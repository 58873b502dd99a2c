//! From a query to posting lists: which terms each word stands for.
//!
//! A word stands for itself and the other forms of its stem; an open one also for what it begins. A word that no story
//! has stands, in this order, for its parts around an apostrophe, for what it makes with a neighbour or when cut in two,
//! for its nearest neighbours by spelling, for the terms that hold it inside.

mod atom;
mod correct;
mod join;
mod phrase;

use join::join;

use crate::analyse::fold::fold;
use crate::analyse::stop::is_stop_word;
use crate::index::Index;
use crate::marker::{Marker, Pattern, WordPattern};
use crate::order::{high, low, pack, sort};
use crate::query::{Atom, Clause, Query, Within};
use crate::search::Correction;

/// A query in terms of one index.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) clauses: Vec<PlannedClause>,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) marker: Marker,
}

impl Plan {
    /// The clauses that stories should match, in the order typed.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &PlannedClause> {
        self.clauses.iter().filter(|clause| !clause.excluded)
    }
}

/// One clause: stories match it if any of its sources has them.
#[derive(Debug)]
pub(crate) struct PlannedClause {
    /// As typed, for explaining.
    pub(crate) typed: String,
    pub(crate) excluded: bool,
    /// True for words such as "the".
    pub(crate) is_stop_word: bool,
    /// True for stop words beside others: they count for the rank, but need not be there.
    pub(crate) optional: bool,
    pub(crate) sources: Vec<Source>,
    /// False if nothing that was typed is a word; such a clause is dropped.
    says_something: bool,
}

impl PlannedClause {
    /// The heads of the words that a slip may have meant, each once.
    pub(crate) fn may_be_meant(&self, index: &Index) -> Vec<u32> {
        let mut heads = Vec::new();
        for source in self.sources.iter().filter(|source| source.worth == worth::CORRECTED) {
            if let SourceKind::Term(term) = source.kind
                && !heads.contains(&index.terms.head(term))
            {
                heads.push(index.terms.head(term));
            }
        }
        heads
    }
}

/// Stories that match, in one of several ways.
#[derive(Debug)]
pub(crate) struct Source {
    /// Fields that count, a bit each.
    pub(crate) fields: u8,
    pub(crate) kind: SourceKind,
    /// What a match is worth beside an exact one, 0 to 1.
    pub(crate) worth: f32,
    /// True for the word as it was typed, accents included.
    pub(crate) is_exact: bool,
    /// False for what a rare word may have meant: such stories count as matching in part.
    pub(crate) is_sure: bool,
}

impl Source {
    /// Whether this is the word as typed, and not what may have been meant.
    pub(crate) fn is_as_typed(&self) -> bool {
        self.is_exact && self.is_sure
    }
}

#[derive(Debug)]
pub(crate) enum SourceKind {
    /// The stories with this term.
    Term(u32),
    /// The stories with a word that begins with these one or two letters.
    Beginning(String),
    /// The stories with a phrase, and how often each field has it.
    Phrase(Vec<PhraseHit>),
}

#[derive(Debug)]
pub(crate) struct PhraseHit {
    pub(crate) story: u32,
    pub(crate) mask: u8,
    pub(crate) counts: [u32; 8],
}

/// What matches are worth beside exact ones.
pub(crate) mod worth {
    pub(crate) const EXACT: f32 = 1.0;
    /// Another form of the same stem.
    pub(crate) const FORM: f32 = 0.85;
    /// A longer word that begins with the typed one.
    pub(crate) const PREFIX: f32 = 0.3;
    /// A word that is spelled nearly so.
    pub(crate) const CORRECTED: f32 = 0.4;
    /// A word that holds the typed one inside.
    pub(crate) const INSIDE: f32 = 0.2;
}

/// Works out which posting lists a query needs.
pub(crate) fn plan(index: &Index, query: &Query) -> Plan {
    let mut plan = Plan::default();
    let mut also = Vec::new();
    let mut clauses = query.clauses.iter().peekable();
    while let Some(clause) = clauses.next() {
        let join = clauses.peek().and_then(|next| join(index, clause, next));
        let mut planned = match &join {
            Some(join) if join.is_certain => {
                clauses.next();
                plan.corrections.push(Correction { typed: join.typed.clone(), used: join.word.clone(), is_sure: true });
                plan_clause(index, &word_clause(&join.word), &mut plan)
            }
            _ => plan_clause(index, clause, &mut plan),
        };
        planned.sources.append(&mut also);
        if let Some(join) = join.filter(|join| !join.is_certain) {
            planned.sources.extend(join::sources(index, &join.word));
            also = join::sources(index, &join.word);
            plan.marker.add(Pattern { words: vec![WordPattern::exact(&join.word)] });
        }
        if planned.says_something {
            plan.clauses.push(planned);
        }
    }
    if plan.wanted().any(|clause| !clause.is_stop_word) {
        plan.clauses.iter_mut().for_each(|clause| clause.optional = clause.is_stop_word);
    }
    plan
}

fn word_clause(word: &str) -> Clause {
    let atom = Atom { text: word.to_owned(), phrase: false, open: false, within: None };
    Clause { excluded: false, any_of: vec![atom] }
}

fn plan_clause(index: &Index, clause: &Clause, plan: &mut Plan) -> PlannedClause {
    let mut planned = PlannedClause {
        typed: clause.any_of.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>().join(" "),
        excluded: clause.excluded,
        is_stop_word: !clause.excluded && clause.any_of.iter().all(is_stop_atom),
        optional: false,
        sources: Vec::new(),
        says_something: false,
    };
    for atom in &clause.any_of {
        let mut finder = Finder { index, fields: atom.within.map_or(u8::MAX, Within::fields), found: Found::default() };
        planned.says_something |= finder.atom(atom, clause.excluded);
        planned.sources.append(&mut finder.found.sources);
        if !clause.excluded {
            finder.found.patterns.into_iter().for_each(|pattern| plan.marker.add(pattern));
            plan.corrections.append(&mut finder.found.corrections);
        }
    }
    planned
}

/// An open word is none: "the" may become "theatre".
fn is_stop_atom(atom: &Atom) -> bool {
    !atom.phrase && !atom.open && atom.within.is_none() && is_stop_word(&fold(&atom.text))
}

/// Finds the sources of one atom.
struct Finder<'a> {
    index: &'a Index,
    fields: u8,
    found: Found,
}

#[derive(Default)]
struct Found {
    sources: Vec<Source>,
    patterns: Vec<Pattern>,
    corrections: Vec<Correction>,
}

impl Found {
    /// Drops sources whose term has come before.
    fn drop_repeated(&mut self) {
        let term = |source: &Source| if let SourceKind::Term(term) = source.kind { term } else { u32::MAX };
        let mut keys: Vec<u64> =
            (0_u32..).zip(&self.sources).map(|(place, source)| pack(term(source), place)).collect();
        sort(&mut keys);
        let mut repeated = vec![false; keys.len()];
        for pair in keys.windows(2).filter(|pair| high(pair[0]) == high(pair[1]) && high(pair[0]) != u32::MAX) {
            repeated[low(pair[1]) as usize] = true;
        }
        let mut repeated = repeated.into_iter();
        self.sources.retain(|_| !repeated.next().unwrap_or_default());
    }
}
