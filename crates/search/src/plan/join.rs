//! Words that were typed apart and stand in stories as one: `foot ball`.

use super::{Source, SourceKind, worth};
use crate::analyse::fold::fold;
use crate::analyse::stop::is_stop_word;
use crate::index::Index;
use crate::query::{Atom, Clause};

/// Two neighbours of a query that make one word of the stories.
pub(super) struct Join {
    /// As typed, with a space.
    pub(super) typed: String,
    /// The folded word that they make.
    pub(super) word: String,
    /// True if one of them alone is in no story: then the one word must be meant.
    pub(super) is_certain: bool,
}

/// The word that two clauses make, if some story has it.
pub(super) fn join(index: &Index, first: &Clause, second: &Clause) -> Option<Join> {
    let (first, second) = (plain_word(first)?, plain_word(second)?);
    let (head, tail) = (fold(&first.text), fold(&second.text));
    let word = [head.as_str(), &tail].concat();
    index.terms.find(&word)?;
    if is_stop_word(&head) || is_stop_word(&tail) {
        return None;
    }
    let is_certain = is_unknown(index, &head, first.open) || is_unknown(index, &tail, second.open);
    Some(Join { typed: [first.text.as_str(), &second.text].join(" "), word, is_certain })
}

/// The joined word's stories, as what may have been meant by each of its parts.
pub(super) fn sources(index: &Index, word: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    for head in index.terms.forms(word, word) {
        index.terms.each_spelling(head, &mut |term| {
            let kind = SourceKind::Term(term);
            sources.push(Source { fields: u8::MAX, kind, worth: worth::CORRECTED, is_exact: false, is_sure: false });
        });
    }
    sources
}

fn plain_word(clause: &Clause) -> Option<&Atom> {
    let [atom] = clause.any_of.as_slice() else { return None };
    let is_plain = !clause.excluded && !atom.phrase && atom.within.is_none();
    (is_plain && atom.text.chars().all(char::is_alphanumeric)).then_some(atom)
}

fn is_unknown(index: &Index, word: &str, open: bool) -> bool {
    let begins_nothing = !open || index.terms.starting_with(word).is_empty();
    begins_nothing && index.terms.forms(word, word).is_empty()
}
