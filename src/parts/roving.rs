//! Arrow keys among buttons that stand together: one of them is reached by the Tab key, the others from there.
//!
//! Source: the ARIA Authoring Practices, "Managing focus within components using a roving tabindex".

use dateline_story::Direction;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the element around the buttons needs, and which of them the Tab key reaches.
pub struct Roving {
    /// The element around the buttons.
    pub node: NodeRef,
    /// The place of the button that the Tab key reaches.
    pub at: usize,
    /// To be called when a key is pressed inside.
    pub on_key: Callback<KeyboardEvent>,
    /// To be called when something inside gets the focus.
    pub on_focus: Callback<FocusEvent>,
}

impl Roving {
    /// The `tabindex` of the button in a place.
    pub fn tabindex(&self, place: usize) -> &'static str {
        if place == self.at { "0" } else { "-1" }
    }
}

/// Roving among `count` buttons that stand in rows of `row`, in document order.
#[hook]
pub fn use_roving(count: usize, row: usize, direction: Direction) -> Roving {
    let node = use_node_ref();
    let at = use_state(|| 0);
    let on_key = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            let buttons = buttons(&node);
            let Some(here) = place_of(&event, &buttons) else { return };
            if let Some(button) = next(&event.key(), here, buttons.len(), row, direction).and_then(|to| buttons.get(to))
            {
                event.prevent_default();
                // A button that has gone in the meantime cannot be focused; nothing is lost.
                let _ = button.focus();
            }
        })
    };
    let on_focus = {
        let (node, at) = (node.clone(), at.clone());
        Callback::from(move |event: FocusEvent| {
            if let Some(here) = place_of(&event, &buttons(&node)) {
                at.set(here);
            }
        })
    };
    Roving { node, at: (*at).min(count.saturating_sub(1)), on_key, on_focus }
}

/// Where a key leads from the place `at`; `None` if it leads nowhere.
fn next(key: &str, at: usize, count: usize, row: usize, direction: Direction) -> Option<usize> {
    let key = match (key, direction) {
        ("ArrowLeft", Direction::RightToLeft) => "ArrowRight",
        ("ArrowRight", Direction::RightToLeft) => "ArrowLeft",
        (key, _) => key,
    };
    let to = match key {
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.checked_sub(1)?,
        "ArrowDown" => at + row,
        "ArrowUp" => at.checked_sub(row)?,
        "Home" => 0,
        "End" => count.checked_sub(1)?,
        _ => return None,
    };
    (to < count).then_some(to)
}

fn buttons(node: &NodeRef) -> Vec<HtmlElement> {
    let Some(found) = node.cast::<Element>().and_then(|around| around.query_selector_all("button").ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
}

fn place_of(event: &web_sys::Event, buttons: &[HtmlElement]) -> Option<usize> {
    let target: HtmlElement = event.target()?.dyn_into().ok()?;
    buttons.iter().position(|button| *button == target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, at: usize, direction: Direction, expected: Option<usize>) {
        assert_eq!(expected, next(key, at, 6, 2, direction));
    }

    #[test]
    fn arrows_lead_along_the_row_and_to_the_next() {
        check("ArrowRight", 0, Direction::LeftToRight, Some(1));
        check("ArrowDown", 0, Direction::LeftToRight, Some(2));
        check("ArrowUp", 3, Direction::LeftToRight, Some(1));
        check("End", 0, Direction::LeftToRight, Some(5));
        check("Home", 4, Direction::LeftToRight, Some(0));
    }

    #[test]
    fn at_an_edge_the_focus_stays() {
        check("ArrowRight", 5, Direction::LeftToRight, None);
        check("ArrowLeft", 0, Direction::LeftToRight, None);
        check("ArrowUp", 1, Direction::LeftToRight, None);
        check("x", 1, Direction::LeftToRight, None);
    }

    #[test]
    fn from_right_to_left_the_arrows_lead_where_they_point() {
        check("ArrowLeft", 0, Direction::RightToLeft, Some(1));
        check("ArrowRight", 1, Direction::RightToLeft, Some(0));
    }
}
