//! How the first screen gives way to the whole reader.

use web_sys::Element;
use yew::prelude::*;

use super::use_place::{find, focus, focused};

/// Gives way to the whole reader, which takes over the focus.
#[hook]
pub fn use_giving_way(root: &NodeRef, is_over: &UseStateHandle<bool>) -> Callback<()> {
    let focused = use_mut_ref(|| None::<(Element, String)>);
    {
        let focused = focused.clone();
        use_effect_with(**is_over, move |_| {
            if let Some((place, selector)) = focused.take() {
                find(&place, &selector).iter().for_each(focus);
            }
        });
    }
    let (root, is_over) = (root.clone(), is_over.clone());
    use_callback((), move |(), ()| {
        focused.replace(root.cast::<Element>().as_ref().and_then(twin_of_focused));
        is_over.set(true);
    })
}

/// Around both screens, and how to find there what has the focus in the first.
fn twin_of_focused(first: &Element) -> Option<(Element, String)> {
    let focused = focused(first).filter(|focused| first.contains(Some(focused)))?;
    let class = [".", focused.class_name().split_whitespace().next()?].concat();
    let card = focused.closest("[data-slug]").ok().flatten().and_then(|card| card.get_attribute("data-slug"));
    let selector = card.map_or(class.clone(), |slug| ["[data-slug=\"", slug.as_str(), "\"] ", &class].concat());
    Some((first.parent_element()?, selector))
}
