//! How much is read for an answer.

use super::Question;
use dateline_search::{Picked, Query, Request, Sort};

/// How sure an answer is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The best answer that few bytes give: the heads of long lists, and as much more of them as the budget allows.
    #[default]
    Quick,
    /// The answer that the engine in memory would give, whatever it takes.
    Exact,
}

/// Bytes of posting lists that a question may cost. Its words' heads are read in any case.
const WORDS: u32 = 24_000;
/// The same for what heads cannot tell: phrases, since the stories with a phrase need not be those that rank highest for
/// each of its words, and words that are excluded or looked for in one field only.
const PARTICULAR: u32 = 160_000;

/// The bytes of lists that a question may cost; none if any number.
pub(super) fn budget(question: &Question) -> Option<u32> {
    match question.depth {
        Depth::Exact => None,
        Depth::Quick => Some(if is_particular(&question.request.query) { PARTICULAR } else { WORDS }),
    }
}

/// Stories that heads are asked for at most; they have twice as many.
const MOST_OF_HEADS: usize = 64;

/// Whether the heads of lists are enough: they have the best matches of one word, or of one beginning, that nothing narrows.
/// So a word that is everywhere costs what a rare one does.
pub(super) fn are_heads_enough(question: &Question) -> bool {
    let Request { query, tags, range, picked, sort, limit } = &question.request;
    let [clause] = query.clauses.as_slice() else { return false };
    let is_alone = clause.any_of.len() == 1 && (query.from, query.to, range.from, range.to) == (None, None, None, None);
    let is_unfiltered = tags.chosen.is_empty() && tags.excluded.is_empty() && *picked == Picked::default();
    let is_quick = question.depth == Depth::Quick && !is_particular(query);
    is_quick && is_alone && is_unfiltered && *sort == Sort::Relevance && *limit <= MOST_OF_HEADS
}

/// Shards that may be read for all words that begin alike.
pub(super) fn beginning_shards(depth: Depth) -> usize {
    match depth {
        Depth::Quick => 3,
        Depth::Exact => usize::MAX,
    }
}

/// Shards that may be read on either side for words spelled nearly so.
pub(super) fn near_shards(depth: Depth) -> usize {
    match depth {
        Depth::Quick => 2,
        Depth::Exact => usize::MAX,
    }
}

fn is_particular(query: &Query) -> bool {
    query
        .clauses
        .iter()
        .any(|clause| clause.excluded || clause.any_of.iter().any(|atom| atom.phrase || atom.within.is_some()))
}
