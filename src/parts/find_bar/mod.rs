//! The search field, what it found, and how the word being typed may go on.
//!
//! Field and hints follow the combobox pattern of the ARIA Authoring Practices: the focus stays in the field, and the arrow
//! keys move among the hints. The hints stand in a row of their own rather than over the results, which are there already.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{hooks::use_hints::use_hints, library::SharedLibrary, state::Phase, words::Words};

/// One way in which the word being typed may go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The word or name.
    pub text: AttrValue,
    /// The phrase that says what it is (a tag, a person, a place); `None` for a plain word.
    pub kind: Option<&'static str>,
    /// How many stories have it.
    pub count: u32,
    /// The whole text with it in the place of the word being typed.
    pub typed: AttrValue,
}

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct FindBarProps {
    /// Where the hints come from.
    pub library: SharedLibrary,
    /// Whether more words are still coming.
    pub phase: Phase,
    /// What the reader has typed.
    pub typed: AttrValue,
    /// How many stories there are to search.
    pub stories: usize,
    /// False to leave the field out.
    pub has_field: bool,
    /// What is shown: "9 stories".
    pub summary: AttrValue,
    /// What stands behind that.
    #[prop_or_default]
    pub children: Html,
    /// The words of the interface.
    pub words: Words,
    /// Called with the whole text at each change.
    pub on_typed: Callback<AttrValue>,
}

/// The search field with its count and its hints.
#[component]
pub fn FindBar(props: &FindBarProps) -> Html {
    let active = use_state(|| None::<usize>);
    let hints = use_hints(&props.library, &props.typed, props.phase);
    bar(props, &hints, &active)
}

fn bar(props: &FindBarProps, hints: &Rc<Vec<Hint>>, active: &UseStateHandle<Option<usize>>) -> Html {
    let FindBarProps { words, on_typed, .. } = props;
    let typed = {
        let active = active.clone();
        on_typed.reform(move |event: InputEvent| {
            active.set(None);
            let field: HtmlInputElement = event.target_unchecked_into();
            AttrValue::from(field.value())
        })
    };
    let expanded = !hints.is_empty();

    html! {
        <search class="find" part="search">
            if props.has_field {
                // Typing is all: there is nothing to send, and Enter must not leave the page.
                <form class="find__form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                    { magnifier() }
                    <input
                        class="find__field"
                        part="search-field"
                        type="search"
                        role="combobox"
                        aria-label={words.get("search_label")}
                        aria-autocomplete="list"
                        aria-expanded={expanded.to_string()}
                        aria-controls="hints"
                        aria-activedescendant={active.filter(|place| *place < hints.len()).map(|place| format!("hint-{place}"))}
                        placeholder={words.count("search_hint", props.stories)}
                        value={props.typed.clone()}
                        oninput={typed}
                        onkeydown={on_key(active, hints, on_typed)}
                        autocomplete="off"
                        autocapitalize="none"
                        enterkeyhint="search"
                        maxlength="200"
                    />
                </form>
            }
            <p class="find__count">{ &props.summary }{ props.children.clone() }</p>
            if props.has_field {
                // Its room is kept while something is typed, but a list box must not be empty.
                <ul id="hints" class="find__hints" role={expanded.then_some("listbox")} aria-label={expanded.then(|| words.get("hints"))}
                    hidden={props.typed.trim().is_empty()}>
                    for (place, hint) in hints.iter().enumerate() {
                        { option(place, hint, **active == Some(place), props) }
                    }
                </ul>
            }
        </search>
    }
}

/// Arrow keys move among the hints, Enter takes the one that is reached.
fn on_key(
    active: &UseStateHandle<Option<usize>>,
    hints: &Rc<Vec<Hint>>,
    on_typed: &Callback<AttrValue>,
) -> Callback<KeyboardEvent> {
    let (active, hints, on_typed) = (active.clone(), hints.clone(), on_typed.clone());
    Callback::from(move |event: KeyboardEvent| {
        if hints.is_empty() || event.is_composing() {
            return;
        }
        let last = hints.len() - 1;
        let next = match (event.key().as_str(), *active) {
            ("ArrowDown", None) => Some(0),
            ("ArrowDown", Some(place)) => (place < last).then_some(place + 1),
            ("ArrowUp", None) => Some(last),
            ("ArrowUp", Some(place)) => place.checked_sub(1),
            ("Enter", Some(place)) => {
                if let Some(hint) = hints.get(place) {
                    on_typed.emit(hint.typed.clone());
                }
                None
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    })
}

fn option(place: usize, hint: &Hint, is_active: bool, props: &FindBarProps) -> Html {
    let typed = hint.typed.clone();
    let choose = props.on_typed.reform(move |_: MouseEvent| typed.clone());
    // The field keeps the focus when a hint is pressed with the pointer.
    let keep_focus = |event: PointerEvent| event.prevent_default();
    html! {
        <li id={format!("hint-{place}")} class="find__hint" role="option" aria-selected={is_active.to_string()}
            onpointerdown={keep_focus} onclick={choose} key={hint.typed.as_str()}>
            { &hint.text }
            { " " }
            <span class="find__hint-note">
                if let Some(kind) = hint.kind { { props.words.get(kind) }{ " " } }
                { props.words.number(hint.count as usize) }
            </span>
        </li>
    }
}

/// The sign of the search field.
pub fn magnifier() -> Html {
    html! {
        <svg class="find__glass" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="10.5" cy="10.5" r="6.5" />
            <path d="M15.5 15.5 21 21" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    #[component]
    fn Hinted() -> Html {
        let hint = |text: &'static str, kind| Hint { text: text.into(), kind, count: 9, typed: text.into() };
        let hints = Rc::new(vec![hint("harbours", Some("hint_tag")), hint("harbour", None)]);
        let props = FindBarProps {
            library: SharedLibrary::default(),
            phase: Phase::Done,
            typed: "harb".into(),
            stories: 48,
            has_field: true,
            summary: "12 stories, best first".into(),
            children: Html::default(),
            words: english(),
            on_typed: Callback::noop(),
        };
        bar(&props, &hints, &use_state(|| None))
    }

    #[test]
    fn hints_say_what_they_are_and_how_many_stories_have_them() {
        check_html("find-bar-hints", html! { <Hinted /> });
    }
}
