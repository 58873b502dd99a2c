//! The search field, what it found, and how the word being typed may go on.
//!
//! Field and hints follow the combobox pattern of the ARIA Authoring Practices: the focus stays in the field, and the arrow
//! keys move among the hints. The hints stand in a row of their own rather than over the results, which are there already.

use std::{cell::RefCell, rc::Rc};

use dateline_story::Slug;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::{
    hooks::use_hints::{Hinting, use_hints},
    words::Words,
};

/// One way in which the word being typed may go on, or a story that has it in its headline.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The word, name or headline.
    pub text: AttrValue,
    /// The phrase that says what it is (a tag, a person, a place, a story); `None` for a plain word.
    pub kind: Option<&'static str>,
    /// How many stories have it; `None` for a story, and where it is not known.
    pub count: Option<u32>,
    /// What comes of taking it.
    pub taken: Taken,
}

/// What comes of taking a hint.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// The whole text, with the hint in the place of the word being typed.
    Typed(AttrValue),
    /// This story is opened.
    Opened(Slug),
}

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct FindBarProps {
    /// Where the hints come from.
    pub hinting: Hinting,
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
    /// Called with a story that is to be opened.
    #[prop_or_default]
    pub on_open: Callback<Slug>,
}

impl FindBarProps {
    fn take(&self) -> Callback<Taken> {
        let (on_typed, on_open) = (self.on_typed.clone(), self.on_open.clone());
        Callback::from(move |taken| match taken {
            Taken::Typed(text) => on_typed.emit(text),
            Taken::Opened(story) => on_open.emit(story),
        })
    }
}

/// The search field with its count and its hints.
#[component]
pub fn FindBar(props: &FindBarProps) -> Html {
    let active = use_state(|| None::<usize>);
    let draft = use_mut_ref(Draft::default);
    let hints = use_hints(&props.typed, &props.hinting);
    let node = use_node_ref();
    let list = node.clone();
    use_effect_with(*active, move |_| {
        list.cast::<Element>().iter().for_each(show_active);
    });
    bar(props, &draft, &hints, &active, &node)
}

/// What was typed and is not answered yet. It stands in the field, whatever is drawn before the list answers it.
#[derive(Default)]
struct Draft {
    /// The last answer that was drawn.
    answered: AttrValue,
    /// The texts typed since, the newest last. An answer may be to any of them, as it may be drawn when more has been typed.
    open: Vec<AttrValue>,
}

impl Draft {
    /// What the field shows once `answered` is what the list answers.
    fn shown(&mut self, answered: &AttrValue) -> AttrValue {
        if self.answered != *answered {
            self.answered = answered.clone();
            // What nobody typed here, a hint or the page's wish, takes the place of what was.
            let answers = self.open.iter().position(|text| text == answered);
            self.open.drain(..answers.map_or(self.open.len(), |place| place + 1));
        }
        self.open.last().unwrap_or(answered).clone()
    }
}

/// Brings the hint that is reached into sight: the row may be longer than the bar.
fn show_active(list: &Element) {
    let Ok(Some(active)) = list.query_selector("[aria-selected=true]") else { return };
    let (hint, row) = (active.get_bounding_client_rect(), list.get_bounding_client_rect());
    let too_far = (hint.right() - row.right()).max(0.0) + (hint.left() - row.left()).min(0.0);
    list.set_scroll_left(list.scroll_left() + too_far.round() as i32);
}

fn bar(
    props: &FindBarProps,
    draft: &Rc<RefCell<Draft>>,
    hints: &Rc<Vec<Hint>>,
    active: &UseStateHandle<Option<usize>>,
    list: &NodeRef,
) -> Html {
    let FindBarProps { words, on_typed, .. } = props;
    let typed = {
        let (active, draft) = (active.clone(), draft.clone());
        on_typed.reform(move |event: InputEvent| {
            // A letter alone draws nothing: the field shows it by itself.
            if active.is_some() {
                active.set(None);
            }
            let field: HtmlInputElement = event.target_unchecked_into();
            let text = AttrValue::from(field.value());
            draft.borrow_mut().open.push(text.clone());
            text
        })
    };
    let text = draft.borrow_mut().shown(&props.typed);
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
                        value={text.clone()}
                        oninput={typed}
                        onkeydown={on_key(active, hints, &props.take())}
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
                <ul ref={list.clone()} id="hints" class="find__hints fading" role={expanded.then_some("listbox")} aria-label={expanded.then(|| words.get("hints"))}
                    hidden={text.trim().is_empty()}>
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
    take: &Callback<Taken>,
) -> Callback<KeyboardEvent> {
    let (active, hints, take) = (active.clone(), hints.clone(), take.clone());
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
                hints.get(place).iter().for_each(|hint| take.emit(hint.taken.clone()));
                None
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    })
}

fn option(place: usize, hint: &Hint, is_active: bool, props: &FindBarProps) -> Html {
    let taken = hint.taken.clone();
    let choose = props.take().reform(move |_: MouseEvent| taken.clone());
    let key = match &hint.taken {
        Taken::Typed(text) => text.to_string(),
        Taken::Opened(story) => story.to_string(),
    };
    // The field keeps the focus when a hint is pressed with the pointer.
    let keep_focus = |event: PointerEvent| event.prevent_default();
    html! {
        <li id={format!("hint-{place}")} class="find__hint" role="option" aria-selected={is_active.to_string()}
            onpointerdown={keep_focus} onclick={choose} {key}>
            <span class="find__hint-text" dir="auto">{ &hint.text }</span>
            { " " }
            <span class="find__hint-note">
                if let Some(kind) = hint.kind { { props.words.get(kind) }{ " " } }
                if let Some(count) = hint.count { { props.words.number(count as usize) } }
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
mod tests;
