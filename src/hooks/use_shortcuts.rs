//! Single keys for those who read with the keyboard: they work while the focus is inside the reader and nothing is being
//! typed, and the page can turn them off (WCAG 2.1.4). Escape always works.

use dateline_story::Slug;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::use_place::focused;
use crate::state::{ReaderAction, ReaderState};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortcut {
    Next,
    Previous,
    Open,
    Save,
    Search,
    Filters,
    Help,
}

impl Shortcut {
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "j" => Self::Next,
            "k" => Self::Previous,
            "o" => Self::Open,
            "s" => Self::Save,
            "/" => Self::Search,
            "f" => Self::Filters,
            "?" => Self::Help,
            _ => return None,
        })
    }
}

/// What keys act upon.
pub struct Keys<'a> {
    /// The reader's outermost element.
    pub root: &'a NodeRef,
    /// The reader's state.
    pub state: &'a ReaderState,
    /// False to leave single keys to the page.
    pub are_on: bool,
    /// The stories before and after the open one.
    pub neighbours: (Option<Slug>, Option<Slug>),
    /// Called to open a story; `None` if stories open elsewhere.
    pub on_open: &'a Option<Callback<Slug>>,
    /// Called with each step.
    pub act: &'a Callback<ReaderAction>,
    /// Called to close the open story.
    pub close: &'a Callback<()>,
}

/// What to do when a key is pressed anywhere inside the reader.
pub fn on_key(keys: Keys<'_>) -> Callback<KeyboardEvent> {
    let Keys { root, state, are_on, neighbours, on_open, act, close } = keys;
    let (root, act, close, on_open) = (root.clone(), act.clone(), close.clone(), on_open.clone());
    let leaving = Leaving::of(state);
    Callback::from(move |event: KeyboardEvent| {
        act.emit(ReaderAction::Touched);
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let is_in =
            |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some());
        // A dialog has keys of its own.
        if event.is_composing() || event.default_prevented() || is_in("dialog") {
            return;
        }
        if event.key() == "Escape" {
            match leaving {
                Leaving::Story => close.emit(()),
                _ if is_in(".filters__panel") => press(find(&root, ".filters__turn")),
                Leaving::Text => act.emit(ReaderAction::Typed(AttrValue::default())),
                Leaving::Nothing => return,
            }
            return event.prevent_default();
        }
        let is_held = event.ctrl_key() || event.alt_key() || event.meta_key();
        let is_typing = is_in("input:not([type=range], [type=radio]), select, textarea");
        let shortcut = Shortcut::of(&event.key()).filter(|_| are_on && !is_held && !is_typing);
        let Some(shortcut) = shortcut else { return };
        event.prevent_default();
        let go_to = |slug: &Option<Slug>| {
            if let (Some(slug), Some(open)) = (slug, &on_open) {
                open.emit(slug.clone());
            }
        };
        match (shortcut, leaving == Leaving::Story) {
            (Shortcut::Next, true) => go_to(&neighbours.1),
            (Shortcut::Previous, true) => go_to(&neighbours.0),
            (Shortcut::Next, false) => step(&root, target.as_ref(), 1),
            (Shortcut::Previous, false) => step(&root, target.as_ref(), -1),
            (Shortcut::Open, false) => of_card(target.as_ref(), ".card__link").iter().for_each(HtmlElement::click),
            (Shortcut::Save, true) => press(find(&root, ".story__actions .save")),
            (Shortcut::Save, false) => press(of_card(target.as_ref(), ".save")),
            (Shortcut::Search, false) => focus(find(&root, ".find__field")),
            (Shortcut::Filters, false) => press(find(&root, ".filters__turn")),
            (Shortcut::Help, _) => act.emit(ReaderAction::HelpTurned(true)),
            (Shortcut::Open | Shortcut::Search | Shortcut::Filters, true) => {}
        }
    })
}

/// What Escape leaves.
#[derive(Clone, Copy, PartialEq)]
enum Leaving {
    Story,
    Text,
    Nothing,
}

impl Leaving {
    fn of(state: &ReaderState) -> Self {
        match (&state.view.open, state.view.text.is_empty()) {
            (Some(_), _) => Self::Story,
            (None, false) => Self::Text,
            (None, true) => Self::Nothing,
        }
    }
}

/// Gives the focus to the next card, or the one before: to the first if none has it. Behind the last card there may be more.
fn step(root: &NodeRef, target: Option<&Element>, by: isize) {
    let Some(links) = root.cast::<Element>().and_then(|root| root.query_selector_all(".page__list .card__link").ok())
    else {
        return;
    };
    let links: Vec<HtmlElement> = (0..links.length()).filter_map(|at| links.get(at)?.dyn_into().ok()).collect();
    let here = of_card(target, ".card__link").and_then(|link| links.iter().position(|one| *one == link));
    let to = here.map_or(Some(0), |here| here.checked_add_signed(by));
    match to.map(|to| links.get(to)) {
        Some(Some(link)) => focus(Some(link.clone())),
        Some(None) => press(find(root, ".load-more--down")),
        None => {}
    }
}

/// An element of the card that the focus is in.
fn of_card(target: Option<&Element>, selector: &str) -> Option<HtmlElement> {
    target?.closest(".card").ok()??.query_selector(selector).ok()??.dyn_into().ok()
}

fn find(root: &NodeRef, selector: &str) -> Option<HtmlElement> {
    root.cast::<Element>()?.query_selector(selector).ok()??.dyn_into().ok()
}

fn focus(element: Option<HtmlElement>) {
    // An element that has gone in the meantime cannot be focused; nothing is lost.
    let _ = element.map(|element| element.focus());
}

/// Presses a button, and leaves the focus on it.
fn press(button: Option<HtmlElement>) {
    if let Some(button) = button {
        focus(Some(button.clone()));
        button.click();
    }
}

/// Keeps the focus inside when the element that has it goes, as a filter does that is taken off: what stands nearest to it
/// gets it then. The callback is for whatever gets the focus inside.
#[hook]
pub fn use_kept_focus(root: &NodeRef) -> Callback<FocusEvent> {
    // The first three are there only while a story is open, and the others then out of sight.
    const NEAREST: [&str; 7] = [
        ".player__button",
        ".story__listen",
        ".story__back",
        ".tokens__remove",
        ".filters__turn",
        ".find__field",
        ".card__link",
    ];
    let last = use_mut_ref(|| None::<Element>);
    {
        let (last, root) = (last.clone(), root.clone());
        use_effect(move || {
            let is_gone = last.borrow().as_ref().is_some_and(|last| !last.is_connected());
            if is_gone {
                last.replace(None);
                if root.cast::<Element>().is_some_and(|root| focused(&root).is_none()) {
                    focus(NEAREST.into_iter().find_map(|selector| find(&root, selector)));
                }
            }
        });
    }
    Callback::from(move |event: FocusEvent| {
        last.replace(event.target().and_then(|target| target.dyn_into().ok()));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_feed_readers() {
        assert_eq!(Some(Shortcut::Next), Shortcut::of("j"));
        assert_eq!(Some(Shortcut::Help), Shortcut::of("?"));
        // Capital letters and names of keys belong to the page.
        for other in ["J", "Enter", "Tab", "a", ""] {
            assert_eq!(None, Shortcut::of(other));
        }
    }

    #[test]
    fn escape_leaves_the_story_before_the_text() {
        let mut state = ReaderState::new(crate::library::SharedLibrary::default(), crate::view::View::default());
        assert!(Leaving::of(&state) == Leaving::Nothing);
        state.view.text = "ferry".into();
        assert!(Leaving::of(&state) == Leaving::Text);
        state.view.open = Some(Slug::from_id("a"));
        assert!(Leaving::of(&state) == Leaving::Story);
    }
}
