//! How the word being typed may go on, worked out once its results are painted: looking through all words and names for
//! those that begin so took longer than the search itself.

use std::rc::Rc;

use dateline_search::{Suggestion, SuggestionKind, suggest};
use dateline_story::Slug;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    library::SharedLibrary,
    parts::find_bar::{Hint, Taken},
    state::Phase,
};

/// More hints than this are not read, and cost time at each key.
const MOST_HINTS: usize = 6;
/// Longer than a frame, and shorter than the time between two keys.
const AFTER_MS: u32 = 40;

/// Hints for the text in the search field, and behind them the stories of these titles; none where they would say what is typed
/// already. Until those for a text are there, they are those for the text before.
#[hook]
pub fn use_hints(
    library: &SharedLibrary,
    text: &AttrValue,
    phase: Phase,
    titles: &[(Slug, AttrValue)],
) -> Rc<Vec<Hint>> {
    let hints = use_state_eq(Rc::<Vec<Hint>>::default);
    let setter = hints.setter();
    use_effect_with((library.clone(), text.clone(), phase, titles.to_vec()), move |(library, text, _, titles)| {
        let (library, text, titles) = (library.clone(), text.clone(), titles.clone());
        let timer = Timeout::new(AFTER_MS, move || {
            let mut hints = hints_for(&library, &text);
            hints.extend(titles.into_iter().map(title));
            setter.set(Rc::new(hints));
        });
        move || drop(timer)
    });
    (*hints).clone()
}

fn hints_for(library: &SharedLibrary, text: &str) -> Vec<Hint> {
    let library = library.0.borrow();
    let suggestions = library.index().map_or_else(Vec::new, |index| suggest(index, text, MOST_HINTS));
    suggestions.into_iter().filter(|hint| hint.typed.trim() != text.trim()).map(hint).collect()
}

fn hint(suggestion: Suggestion) -> Hint {
    let kind = match suggestion.kind {
        SuggestionKind::Word => None,
        SuggestionKind::Tag => Some("hint_tag"),
        SuggestionKind::Person => Some("hint_person"),
        SuggestionKind::Place => Some("hint_place"),
    };
    let taken = Taken::Typed(suggestion.typed.into());
    Hint { text: suggestion.text.into(), kind, count: suggestion.count, taken }
}

fn title((story, headline): (Slug, AttrValue)) -> Hint {
    Hint { text: headline, kind: Some("hint_story"), count: None, taken: Taken::Opened(story) }
}
