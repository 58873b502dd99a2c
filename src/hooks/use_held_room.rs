//! Holds the room of a list while another takes its place by itself, so that what the page has below is not moved up and down.

use web_sys::HtmlElement;
use yew::prelude::*;

/// What holds the room. It is set as a property of the element, which no policy forbids, rather than as an attribute.
const PROPERTY: &str = "min-block-size";

/// Holds the room of `list` from when its `turn` changes until the new one is drawn to its end.
#[hook]
pub fn use_held_room(list: &NodeRef, turn: u32, is_drawn: bool) {
    let last = use_mut_ref(|| turn);
    // Measured while the old list is still on the page.
    if last.replace(turn) != turn
        && let Some(list) = list.cast::<HtmlElement>()
    {
        let height = [&list.offset_height().to_string(), "px"].concat();
        // Where it cannot be set, what is below moves.
        let _ = list.style().set_property(PROPERTY, &height);
    }
    let list = list.clone();
    use_effect_with((turn, is_drawn), move |(turn, is_drawn)| {
        if *turn > 0
            && *is_drawn
            && let Some(list) = list.cast::<HtmlElement>()
        {
            let _ = list.style().remove_property(PROPERTY);
        }
    });
}
