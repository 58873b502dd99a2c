//! A dialog over the whole page. The browser keeps the focus inside it and gives it back when it closes.

use web_sys::Element;
use yew::prelude::*;

use crate::optional::call;

/// The node of a `<dialog>` that is shown while `is_open`. It tells of its closing, by Escape too, with its event `close`.
#[hook]
pub fn use_dialog(is_open: bool) -> NodeRef {
    let node = use_node_ref();
    let dialog = node.clone();
    use_effect_with(is_open, move |is_open| {
        let dialog = dialog.cast::<Element>().filter(|_| *is_open);
        if let Some(dialog) = &dialog {
            call(dialog, "showModal", &[]);
        }
        move || {
            if let Some(dialog) = dialog {
                call(&dialog, "close", &[]);
            }
        }
    });
    node
}
