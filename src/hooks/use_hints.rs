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
    stacks::Suggested,
    state::Phase,
};

/// More hints than this are not read, and cost time at each key.
const MOST_HINTS: usize = 6;
/// Longer than a frame, and shorter than the time between two keys.
const AFTER_MS: u32 = 40;

/// Where hints come from.
#[derive(Clone, Default, PartialEq)]
pub struct Hinting {
    /// The stories of feeds.
    pub library: SharedLibrary,
    /// Whether more of them are still coming.
    pub phase: Phase,
    /// What archives suggested last; `None` if there are none.
    pub archived: Option<Suggested>,
    /// Stories that have what is typed in their headlines.
    pub titles: Vec<(Slug, AttrValue)>,
}

/// Hints for the text in the search field, and behind them stories; none where they would say what is typed
/// already. Until those for a text are there, they are those for the text before.
#[hook]
pub fn use_hints(text: &AttrValue, hinting: &Hinting) -> Rc<Vec<Hint>> {
    let hints = use_state_eq(Rc::<Vec<Hint>>::default);
    let setter = hints.setter();
    use_effect_with((text.clone(), hinting.clone()), move |(text, hinting)| {
        let (text, hinting) = (text.clone(), hinting.clone());
        let timer = Timeout::new(AFTER_MS, move || {
            if let Some(hints) = hints_for(&text, &hinting) {
                setter.set(Rc::new(hints));
            }
        });
        move || drop(timer)
    });
    (*hints).clone()
}

/// The hints for a text; none while archives alone have any, and those are on their way.
fn hints_for(text: &str, hinting: &Hinting) -> Option<Vec<Hint>> {
    let library = hinting.library.0.borrow();
    let in_feeds = library.index().map_or_else(Vec::new, |index| suggest(index, text, MOST_HINTS));
    let in_archives = hinting.archived.as_ref().filter(|suggested| suggested.typed == text);
    let is_awaited = hinting.archived.is_some() && in_archives.is_none();
    if is_awaited && in_feeds.is_empty() && !text.trim().is_empty() {
        return None;
    }
    let in_archives = in_archives.map(|suggested| suggested.suggestions.as_slice()).unwrap_or_default();
    let hints = both(in_feeds, in_archives).into_iter().filter(|hint| hint.typed.trim() != text.trim()).map(hint);
    Some(hints.chain(hinting.titles.iter().cloned().map(title)).collect())
}

/// What feeds and archives suggest: names before words, those of feeds first, each once.
fn both(mut in_feeds: Vec<Suggestion>, in_archives: &[Suggestion]) -> Vec<Suggestion> {
    for suggestion in in_archives {
        match in_feeds.iter_mut().find(|known| known.typed == suggestion.typed) {
            // A story may be in both.
            Some(known) => known.count = None,
            None => in_feeds.push(suggestion.clone()),
        }
    }
    let (words, mut names): (Vec<_>, Vec<_>) =
        in_feeds.into_iter().partition(|suggestion| suggestion.kind == SuggestionKind::Word);
    names.truncate(MOST_HINTS.div_ceil(2).max(MOST_HINTS.saturating_sub(words.len())));
    names.into_iter().chain(words).take(MOST_HINTS).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::searchable;

    fn suggestion(kind: SuggestionKind, text: &str, count: u32) -> Suggestion {
        Suggestion { kind, text: text.to_owned(), typed: [text, " "].concat(), count: Some(count) }
    }

    fn texts(hints: &[Suggestion]) -> Vec<(&str, Option<u32>)> {
        hints.iter().map(|hint| (hint.text.as_str(), hint.count)).collect()
    }

    #[test]
    fn feeds_and_archives_suggest_in_one_row_names_first() {
        use SuggestionKind::{Tag, Word};
        let feeds = vec![suggestion(Tag, "Ferries", 2), suggestion(Word, "ferry", 3)];
        let archives = [suggestion(Tag, "Fern", 9), suggestion(Word, "ferry", 70), suggestion(Word, "fern", 8)];
        let expected = [("Ferries", Some(2)), ("Fern", Some(9)), ("ferry", None), ("fern", Some(8))];
        assert_eq!(expected, texts(&both(feeds, &archives))[..]);
    }

    #[test]
    fn of_many_names_and_words_there_is_half_each() {
        let many = |kind, letter: &str| -> Vec<Suggestion> {
            (0..6).map(|at| suggestion(kind, &[letter, &at.to_string()].concat(), 1)).collect()
        };
        let found = both(many(SuggestionKind::Tag, "t"), &many(SuggestionKind::Word, "w"));
        let found: Vec<&str> = texts(&found).into_iter().map(|(text, _)| text).collect();
        assert_eq!(["t0", "t1", "t2", "w0", "w1", "w2"], found[..]);
    }

    #[test]
    fn the_hints_before_stay_until_an_archive_has_answered() {
        let library = SharedLibrary(Rc::new(searchable().into()));
        let archived = |typed: &str| Suggested {
            typed: typed.to_owned(),
            suggestions: Rc::new(vec![suggestion(SuggestionKind::Word, "ferry", 1)]),
        };
        let hinting = |archived| Hinting { library: library.clone(), archived, ..Hinting::default() };
        let count = |text, archived| hints_for(text, &hinting(archived)).map(|hints| hints.len());
        assert_eq!(None, count("ferr", Some(archived("fer"))));
        assert_eq!(Some(1), count("fer", Some(archived("fer"))));
        assert_eq!(Some(0), count("", Some(archived("fer"))));
        assert_eq!(Some(0), count("ferr", None));
    }
}
