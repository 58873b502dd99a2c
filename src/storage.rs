//! The only file that touches the browser's storage for small texts (`copies.rs` has feeds), and only where the page asks for
//! it (`remember`).
//!
//! Storage may be refused, full or not there; the reader then remembers for the visit alone, which is no error.

use js_sys::global;

use crate::{
    config::Remember,
    optional::{call, get},
};

/// What was kept under a name.
pub fn read(kind: Remember, name: &str) -> Option<String> {
    let storage = get(&global(), area(kind)?)?;
    call(&storage, "getItem", &[key(name).into()])?.as_string()
}

/// Keeps a text under a name.
pub fn write(kind: Remember, name: &str, text: &str) {
    if let Some(storage) = area(kind).and_then(|area| get(&global(), area)) {
        call(&storage, "setItem", &[key(name).into(), text.into()]);
    }
}

fn area(kind: Remember) -> Option<&'static str> {
    match kind {
        Remember::None => None,
        Remember::Session => Some("sessionStorage"),
        Remember::Local => Some("localStorage"),
    }
}

/// The page has storage of its own under its own names.
fn key(name: &str) -> String {
    ["dateline:", name].concat()
}
