//! A list that goes on by scrolling: the buttons at its ends are pressed when they are nearly in sight.

use std::ops::Range;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far outside the window an end of the list may be.
const NEAR: &str = "600px";

/// Presses the button at an end of the list that comes near, while `is_on`; anew for each of the `places` that are drawn.
/// Where the browser cannot watch, the buttons are there to be pressed.
#[hook]
pub fn use_endless(root: &NodeRef, is_on: bool, places: &Range<usize>) {
    let root = root.clone();
    use_effect_with((is_on, places.clone()), move |(is_on, _)| {
        let watch = root.cast::<Element>().filter(|_| *is_on).and_then(|root| watch(&root));
        move || {
            if let Some((observer, pressing)) = watch {
                observer.disconnect();
                drop(pressing);
            }
        }
    });
}

type Pressing = Closure<dyn FnMut(js_sys::Array)>;

fn watch(root: &Element) -> Option<(IntersectionObserver, Pressing)> {
    let pressing = Pressing::new(|entries: js_sys::Array| {
        let near = entries.iter().map(JsValue::unchecked_into::<IntersectionObserverEntry>);
        for entry in near.filter(IntersectionObserverEntry::is_intersecting) {
            entry.target().unchecked_into::<HtmlElement>().click();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let observer = IntersectionObserver::new_with_options(pressing.as_ref().unchecked_ref(), &options).ok()?;
    let ends = root.query_selector_all(".load-more").ok()?;
    (0..ends.length())
        .filter_map(|place| ends.get(place)?.dyn_into::<Element>().ok())
        .for_each(|end| observer.observe(&end));
    Some((observer, pressing))
}
