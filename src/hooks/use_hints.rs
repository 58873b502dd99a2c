//! How the word being typed may go on.

use std::rc::Rc;

use dateline_search::{Suggestion, SuggestionKind, suggest};
use yew::prelude::*;

use crate::{parts::find_bar::Hint, state::ReaderState};

/// More hints than this are not read, and cost time at each key.
const MOST_HINTS: usize = 6;

/// Hints for the text in the search field; none where they would say what is typed already.
#[hook]
pub fn use_hints(state: &ReaderState) -> Rc<Vec<Hint>> {
    use_memo((state.library.clone(), state.view.text.clone(), state.feed.phase), |(library, text, _)| {
        let suggestions = suggest(library.0.borrow().index(), text, MOST_HINTS);
        suggestions.into_iter().filter(|hint| hint.typed.trim() != text.trim()).map(hint).collect()
    })
}

fn hint(suggestion: Suggestion) -> Hint {
    let kind = match suggestion.kind {
        SuggestionKind::Word => None,
        SuggestionKind::Tag => Some("hint_tag"),
        SuggestionKind::Person => Some("hint_person"),
        SuggestionKind::Place => Some("hint_place"),
    };
    Hint { text: suggestion.text.into(), kind, count: suggestion.count, typed: suggestion.typed.into() }
}
