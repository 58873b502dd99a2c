//! Keeps the reader's place: where the page is scrolled to and what has the focus, across opening and closing a story and
//! showing more of a list.

use std::{cell::Cell, rc::Rc};

use dateline_story::Slug;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

/// Moves focus and scroll with what is shown. `root` is the reader's outermost element.
///
/// When a story opens, its headline gets the focus and its beginning is brought into sight; when it closes, the headline
/// of its card does, at the height where it was. When another of the `pages` is asked for, the first of the new cards gets
/// the focus, as soon as it is among the `drawn`.
#[hook]
pub fn use_place(root: &NodeRef, open: &Option<Slug>, drawn: usize, pages: usize) {
    let card_top = use_memo((), |()| Cell::new(None::<f64>));
    let before = use_mut_ref(|| Before { open: None, pages: 1, drawn: 0 });
    let wanted = use_mut_ref(|| None::<usize>);
    let root = root.clone();
    // Measured while the list is still on the page, before the story takes its room.
    if open.is_some() && before.borrow().open.is_none() {
        card_top.set(open.as_ref().and_then(|slug| card_link(&root, slug)).map(|link| top(&link)));
    }
    use_effect_with((open.clone(), drawn, pages), move |(open, drawn, pages)| {
        let was = before.replace(Before { open: open.clone(), pages: *pages, drawn: *drawn });
        match (&was.open, open) {
            (None, Some(_)) => enter_story(&root),
            (Some(story), Some(now)) if story != now => enter_story(&root),
            (Some(story), None) => leave_story(&root, story, &card_top),
            _ => {}
        }
        if *pages > was.pages {
            wanted.replace(Some(was.drawn));
        }
        let first_new = *wanted.borrow();
        if let Some(place) = first_new.filter(|place| place < drawn) {
            wanted.replace(None);
            focus_card(&root, place);
        }
    });
}

/// What was shown when the effect last ran.
struct Before {
    open: Option<Slug>,
    pages: usize,
    drawn: usize,
}

fn enter_story(root: &NodeRef) {
    let Some(element) = root.cast::<Element>() else { return };
    if let Some(headline) = find(&element, ".story__headline") {
        focus(&headline);
    }
    // A reader that begins above the top of the window is pulled down to it; the page around is not moved otherwise.
    let hidden = top(&element);
    if hidden < 0.0 {
        scroll_by(&element, hidden);
    }
}

fn leave_story(root: &NodeRef, was: &Slug, card_top: &Rc<Cell<Option<f64>>>) {
    let Some(link) = card_link(root, was) else {
        // The story was opened by its address, or its card is not in the list: the search field is the place to go on.
        if let Some(field) = root.cast::<Element>().and_then(|element| find(&element, ".find__field")) {
            focus(&field);
        }
        return;
    };
    if let Some(was_at) = card_top.take() {
        scroll_by(&link, top(&link) - was_at);
        focus(&link);
    } else {
        link.scroll_into_view();
        focus(&link);
    }
}

fn focus_card(root: &NodeRef, place: usize) {
    let Some(element) = root.cast::<Element>() else { return };
    let Ok(links) = element.query_selector_all(".card__link") else { return };
    if let Some(link) = links.get(place as u32).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        focus(&link);
    }
}

/// The link in a story's card. A slug holds only letters that need no escape in a selector's string.
fn card_link(root: &NodeRef, slug: &Slug) -> Option<HtmlElement> {
    let selector = ["[data-slug=\"", slug.as_str(), "\"] .card__link"].concat();
    find(&root.cast::<Element>()?, &selector)
}

fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that has gone in the meantime cannot be focused; nothing is lost.
    let _ = element.focus_with_options(&options);
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

/// Scrolls whatever scrolls around `element` by `distance`, at once and without animation.
fn scroll_by(element: &Element, distance: f64) {
    if distance == 0.0 {
        return;
    }
    match scroller(element) {
        Some(scroller) => scroller.set_scroll_top(scroller.scroll_top() + distance.round() as i32),
        None => {
            if let Some(window) = web_sys::window() {
                window.scroll_by_with_x_and_y(0.0, distance);
            }
        }
    }
}

/// The nearest element around that scrolls, out through the shadow root; `None` if it is the window.
fn scroller(element: &Element) -> Option<Element> {
    let window = web_sys::window()?;
    let mut next = parent(element);
    while let Some(around) = next {
        let overflow = window.get_computed_style(&around).ok().flatten()?.get_property_value("overflow-y").ok()?;
        let is_page = around.tag_name() == "HTML" || around.tag_name() == "BODY";
        if !is_page && matches!(overflow.as_str(), "auto" | "scroll") && around.scroll_height() > around.client_height()
        {
            return Some(around);
        }
        next = parent(&around);
    }
    None
}

fn parent(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| {
        let root = element.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok()?;
        Some(root.host())
    })
}
