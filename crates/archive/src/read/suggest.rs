//! Suggestions: how the word being typed may go on, and the tags that it may mean.

use super::depth::{Depth, beginning_shards};
use super::pieces::Piece;
use super::shards::Items;
use super::{Reader, Step};
use crate::shard::{Value, tag_key};
use dateline_search::{Suggestion, SuggestionKind, Typed};
use dateline_story::fold_tag;

/// Something that may be meant.
struct Found<'a> {
    /// Folded.
    key: &'a str,
    kind: SuggestionKind,
    text: &'a str,
    /// The stories of one segment that have it.
    stories: u32,
}

impl Reader {
    /// Completions of the last word of what is typed, commonest first; tags before words, half of `limit` at most.
    ///
    /// They lie in the shards that a search for the same beginning reads; tags may take one more. If the words lie in more shards than
    /// such a search reads, there are tags alone. Words have no counts: those of all their forms would take their lists.
    pub fn suggest(&mut self, typed: &str, limit: usize) -> Step<Vec<Suggestion>> {
        let typed = Typed::of(typed);
        let beginning = typed.beginning();
        if beginning.is_empty() {
            return Step::Done(Vec::new());
        }
        let mut wanted = Vec::new();
        let tags = self.suggested(&tag_key(&fold_tag(typed.word)), &mut wanted);
        let words = self.suggested(&beginning, &mut wanted);
        if !wanted.is_empty() {
            return self.step(wanted);
        }
        let is_counted = self.manifest.segments.iter().all(|segment| segment.gone.is_none());
        let mut suggestions = Vec::new();
        for (items, most) in [(&tags, limit.div_ceil(2)), (&words, limit)] {
            for found in commonest(items, most - suggestions.len()) {
                let count = (is_counted && found.kind != SuggestionKind::Word).then(|| stories_of(items, found.key));
                suggestions.push(typed.suggestion(found.kind, found.text, count));
            }
        }
        Step::Done(suggestions)
    }

    fn suggested(&mut self, beginning: &str, wanted: &mut Vec<Piece>) -> Items {
        let found = self.items_from(beginning, beginning_shards(Depth::Quick), wanted);
        found.and_then(Result::ok).unwrap_or_default()
    }
}

/// What most stories of a segment have, at most so many, each once: of the forms of a word that which is commonest.
fn commonest(items: &Items, most: usize) -> Vec<Found<'_>> {
    let mut kept: Vec<Found<'_>> = Vec::new();
    let mut covered: Vec<&str> = Vec::new();
    // A few times through all is less to fetch than what sorts.
    while kept.len() < most {
        let mut best = None::<Found<'_>>;
        each(items, &mut |found| {
            // Of equals the shorter one, which is less of a form.
            let rank = |found: &Found<'_>| (found.stories, usize::MAX - found.text.len());
            let is_better = best.as_ref().is_none_or(|best| rank(best) < rank(&found));
            if is_better && !covered.contains(&found.key) {
                best = Some(found);
            }
        });
        let Some(best) = best else { break };
        covered.push(best.key);
        covered.extend(forms_beside(items, best.key));
        kept.push(best);
    }
    kept
}

fn each<'a>(items: &'a Items, visit: &mut dyn FnMut(Found<'a>)) {
    for (_, item) in items {
        let key = &item.key;
        match &item.value {
            Value::Tag { name, kind, list } => {
                visit(Found { key, kind: (*kind).into(), text: name, stories: list.stories });
            }
            Value::Word(word) => word.spellings.iter().for_each(|(text, list)| {
                visit(Found { key, kind: SuggestionKind::Word, text, stories: list.stories });
            }),
            Value::Beginning(_) | Value::Reversed(_) => {}
        }
    }
}

/// The other forms of a word: those that have a stem in common with it.
fn forms_beside<'a>(items: &'a Items, word: &str) -> impl Iterator<Item = &'a str> {
    let forms = items.iter().filter_map(move |(_, item)| match &item.value {
        Value::Word(of) if item.key == word || of.forms.iter().any(|form| form == word) => Some((&item.key, &of.forms)),
        _ => None,
    });
    forms.flat_map(|(stem, forms)| forms.iter().chain([stem])).map(String::as_str)
}

/// The stories of all segments under a tag's key.
fn stories_of(items: &Items, key: &str) -> u32 {
    let of = items.iter().filter(|(_, item)| item.key == key).map(|(_, item)| match &item.value {
        Value::Tag { list, .. } => list.stories,
        _ => 0,
    });
    of.fold(0, u32::saturating_add)
}
