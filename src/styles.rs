//! The style sheet that all readers of a page share: all `src/**/*.css` as one, in two parts as the program is. `build.rs` makes it.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::later::{self, Later};

/// What the first screen looks by, with a form feed where something of the rest belongs.
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.css"));
const REST: &str = include_str!(concat!(env!("OUT_DIR"), "/rest.css"));

thread_local! {
    /// The loader's function that fills the sheet.
    static FILL: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the loader's function that fills the sheet, and calls it with what there is.
pub fn filled_by(fill: Function) {
    FILL.replace(Some(fill));
    match later::at_once() {
        Some(later) => complete(later),
        None => fill_with(FIRST),
    }
}

/// Fills the sheet again once the rest is there.
pub fn complete(later: &Later) {
    fill_with(&(later.styles)());
}

fn fill_with(rules: &str) {
    let fill = FILL.with_borrow(Clone::clone);
    // A sheet that the browser refuses leaves the reader without looks, and the loader's error in the console.
    let _ = fill.map(|fill| fill.call1(&JsValue::UNDEFINED, &JsValue::from_str(rules)));
}

/// Both parts, rules in the order in which they were cut.
pub fn whole() -> String {
    let mut whole = String::with_capacity(FIRST.len() + REST.len());
    let mut rest = REST.split('\u{c}');
    for piece in FIRST.split('\u{c}') {
        whole.push_str(piece);
        whole.push_str(rest.next().unwrap_or_default());
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_parts_make_the_whole() {
        assert_eq!(include_str!(concat!(env!("OUT_DIR"), "/reader.css")), whole());
        assert!(FIRST.contains(".card{") && !FIRST.contains(".gallery-box{"));
    }
}
