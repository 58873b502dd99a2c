//! Keeps the reader's place: where the page is scrolled to and what has the focus, across opening and closing a story and
//! showing more of a list.

use std::{cell::Cell, cmp::Ordering, ops::Range, rc::Rc};

use dateline_story::Slug;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

/// What is drawn of the list.
#[derive(Clone, PartialEq)]
pub struct Drawn {
    /// The places of its stories in the whole list.
    pub places: Range<usize>,
    /// How many pages were asked for.
    pub pages: usize,
    /// Rises when the list was brought up to date at the reader's wish.
    pub wishes: u32,
}

/// Moves focus and scroll with what is shown. `root` is the reader's outermost element.
///
/// When a story opens, its headline gets the focus and its beginning is brought into sight; when it closes, the headline
/// of its card does, at the height where it was. When other pages are asked for, the nearest of the new cards gets the focus
/// as soon as it is drawn, unless the list goes on by scrolling; cards that give way move nothing.
#[hook]
pub fn use_place(root: &NodeRef, open: &Option<Slug>, drawn: &Drawn, scrolls: bool) {
    let card_top = use_memo((), |()| Cell::new(None::<f64>));
    let before = use_mut_ref(|| Before { open: None, drawn: Drawn { places: 0..0, pages: 1, wishes: 0 } });
    let wanted = use_mut_ref(|| None::<usize>);
    let anchor = use_mut_ref(|| None::<(String, f64)>);
    let root = root.clone();
    // Measured while the list is still on the page, before the story takes its room.
    if open.is_some() && before.borrow().open.is_none() {
        card_top.set(open.as_ref().and_then(|slug| card_link(&root, slug)).map(|link| top(&link)));
    }
    let was_from = before.borrow().drawn.places.start;
    // While a story is open the list goes on out of sight.
    if drawn.places.start != was_from && open.is_none() {
        anchor.replace(anchor_card(&root, drawn.places.start > was_from));
    }
    use_effect_with((open.clone(), drawn.clone()), move |(open, drawn)| {
        let was = before.replace(Before { open: open.clone(), drawn: drawn.clone() });
        match (&was.open, open) {
            (None, Some(_)) => enter_story(&root),
            (Some(story), Some(now)) if story != now => enter_story(&root),
            (Some(story), None) => leave_story(&root, story, &card_top),
            _ => {}
        }
        if let Some((slug, was_at)) = anchor.take()
            && let Some(card) = find_card(&root, &slug)
        {
            scroll_by(&card, top(&card) - was_at);
        }
        if drawn.wishes > was.drawn.wishes {
            root.cast::<Element>().iter().for_each(pull_down);
        }
        if let Some(place) = wanted_place(&was.drawn, drawn, scrolls).filter(|_| open.is_none()) {
            wanted.replace(Some(place));
        }
        let first_new = *wanted.borrow();
        if let Some(place) = first_new.filter(|place| drawn.places.contains(place)) {
            wanted.replace(None);
            focus_card(&root, place - drawn.places.start);
        }
    });
}

/// The place in the list that gets the focus after a step; `None` if it stays where it is.
fn wanted_place(was: &Drawn, now: &Drawn, scrolls: bool) -> Option<usize> {
    if now.wishes > was.wishes {
        return Some(0);
    }
    match now.pages.cmp(&was.pages) {
        _ if scrolls => None,
        Ordering::Greater => Some(was.places.end),
        Ordering::Less if now.places.start < was.places.start => Some(was.places.start - 1),
        _ => None,
    }
}

/// What was shown when the effect last ran.
struct Before {
    open: Option<Slug>,
    drawn: Drawn,
}

/// A card that stays when the list goes on, the last or the first, and how high it stands.
fn anchor_card(root: &NodeRef, is_last: bool) -> Option<(String, f64)> {
    let cards = root.cast::<Element>()?.query_selector_all(".page__list [data-slug]").ok()?;
    let place = if is_last { cards.length().checked_sub(1)? } else { 0 };
    let card: Element = cards.get(place)?.dyn_into().ok()?;
    Some((card.get_attribute("data-slug")?, top(&card)))
}

fn enter_story(root: &NodeRef) {
    let Some(element) = root.cast::<Element>() else { return };
    // Whoever listens to one story after another keeps the means to pause.
    if !is_focused(&element, ".player")
        && let Some(headline) = find(&element, ".story__headline")
    {
        focus(&headline);
    }
    pull_down(&element);
}

/// Brings the place where the reader left off into sight; reading goes on with the headline behind it.
pub fn go_to_left_off(root: &NodeRef) {
    let card = root.cast::<Element>().and_then(|root| find(&root, ".card--left-off"));
    if let Some(card) = card {
        card.scroll_into_view();
        find(&card, ".card__link").iter().for_each(focus);
    }
}

/// A reader that begins above the top of the window is pulled down to it; the page around is not moved otherwise.
fn pull_down(element: &Element) {
    let hidden = top(element);
    if hidden < 0.0 {
        scroll_by(element, hidden);
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
    let Ok(links) = element.query_selector_all(".page__list .card__link") else { return };
    if let Some(link) = links.get(place as u32).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        focus(&link);
    }
}

/// The link in a story's card. A slug holds only letters that need no escape in a selector's string.
fn card_link(root: &NodeRef, slug: &Slug) -> Option<HtmlElement> {
    find_card(root, slug.as_str())?.query_selector(".card__link").ok()??.dyn_into().ok()
}

fn find_card(root: &NodeRef, slug: &str) -> Option<Element> {
    root.cast::<Element>()?.query_selector(&["[data-slug=\"", slug, "\"]"].concat()).ok()?
}

/// The first element inside `root` that a selector fits.
pub fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// What has the focus among the reader's elements. CSS knows no `:focus` in WebKit while another window stands before the page's,
/// as when somebody listens.
pub fn focused(root: &Element) -> Option<Element> {
    root.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok()?.active_element()
}

/// True if the focus is inside an element that a selector fits.
pub fn is_focused(root: &Element, selector: &str) -> bool {
    focused(root).is_some_and(|focused| focused.closest(selector).ok().flatten().is_some())
}

/// Gives the focus to an element, and leaves the page where it is.
pub fn focus(element: &HtmlElement) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(was: (Range<usize>, usize), now: (Range<usize>, usize), scrolls: bool, expected: Option<usize>) {
        let drawn = |(places, pages)| Drawn { places, pages, wishes: 0 };
        assert_eq!(expected, wanted_place(&drawn(was), &drawn(now), scrolls));
    }

    #[test]
    fn the_nearest_of_the_new_cards_gets_the_focus() {
        check((0..24, 1), (0..24, 2), false, Some(24));
        check((0..240, 10), (24..264, 11), false, Some(240));
        check((24..264, 11), (0..240, 10), false, Some(23));
        check((0..24, 2), (0..48, 2), false, None);
    }

    #[test]
    fn a_list_that_goes_on_by_scrolling_leaves_the_focus_where_it_is() {
        check((0..24, 1), (0..24, 2), true, None);
        let (was, now) = (Drawn { places: 0..9, pages: 1, wishes: 0 }, Drawn { places: 0..9, pages: 1, wishes: 1 });
        assert_eq!(Some(0), wanted_place(&was, &now, true));
    }
}
