//! RSS, Atom and WordPress exports as the same walked values that JSON gives.
//!
//! An element becomes an object: its attributes under `@name`, its children under their names as written (`dc:creator`),
//! its text under `#text`; one that has nothing but text becomes that text, and names that repeat become a list. So a
//! table of paths reads XML as it reads JSON. Namespaces go by their usual prefixes, which all feeds use.
//!
//! Why no XML library: with quick-xml the reader is 14 kB of brotli larger, and it wants the whole text. What a feed needs
//! is in the HTML tokeniser already, which tells tags from text in XML as well; and like the rest of the reader it goes on
//! where a standard's parser has to stop.

mod cut;
#[cfg(not(target_arch = "wasm32"))]
mod export;

use std::borrow::Cow;

pub(crate) use cut::{Cutter, XmlCut};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use export::{is_export, posts};

use crate::html::{Token, Tokens, windows_1252};
use crate::json::Json;

/// Children of one element that are kept; finding a name's place among them must not take for ever.
const MAX_CHILDREN: usize = 1_000;

type Fields = Vec<(Cow<'static, str>, Json<'static>)>;

/// An element whose end has not come.
#[derive(Default)]
struct Open<'t> {
    name: &'t str,
    fields: Fields,
    text: String,
}

/// The fields of the outermost element, and of a `channel` in it, whose own ends may be missing; nothing if elements are
/// nested deeper than `max_depth`.
pub(crate) fn read(text: &str, max_depth: u16) -> Option<Json<'static>> {
    let mut found = Fields::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    for token in Tokens::of_xml(text) {
        match token {
            Token::Start { name, attributes, self_closing } => {
                let mut fields = Fields::new();
                for (name, value) in attributes {
                    add(&mut fields, &["@", name].concat(), string(value.into_owned()));
                }
                open.push(Open { name, fields, text: String::new() });
                if open.len() > usize::from(max_depth) {
                    return None;
                }
                if self_closing {
                    end(&mut open, &mut found);
                }
            }
            Token::End { name } => {
                // An end closes what was left open in it; without a beginning it says nothing.
                if let Some(place) = open.iter().rposition(|open| open.name == name) {
                    (place..open.len()).for_each(|_| end(&mut open, &mut found));
                }
            }
            Token::Text(text) => {
                if let Some(open) = open.last_mut() {
                    open.text.push_str(&text);
                }
            }
        }
    }
    while !open.is_empty() {
        end(&mut open, &mut found);
    }
    Some(Json::Object(found))
}

/// Ends the innermost element.
fn end(open: &mut Vec<Open<'_>>, found: &mut Fields) {
    let Open { name, mut fields, text } = open.pop().unwrap_or_default();
    let Some(parent) = open.last_mut().filter(|_| name != "channel") else {
        found.extend(fields);
        return;
    };
    let value = if fields.is_empty() {
        string(text)
    } else {
        if !text.trim().is_empty() {
            add(&mut fields, "#text", string(text));
        }
        Json::Object(fields)
    };
    add(&mut parent.fields, name, value);
}

fn string(text: String) -> Json<'static> {
    Json::String(Cow::Owned(text))
}

/// Adds a field; one that is there already becomes a list.
fn add(fields: &mut Fields, name: &str, value: Json<'static>) {
    let is_full = fields.len() >= MAX_CHILDREN;
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, Json::Array(entries))) => entries.push(value),
        Some((_, known)) => *known = Json::Array(vec![std::mem::take(known), value]),
        None if is_full => {}
        None => fields.push((Cow::Owned(name.to_owned()), value)),
    }
}

/// True if a feed's first bytes say that it is in Latin-1, which in old feeds means Windows-1252.
pub(crate) fn says_latin(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(200)]).to_ascii_lowercase();
    ["iso-8859-1", "windows-1252", "latin1"].iter().any(|name| start.contains(name))
}

/// Bytes as text. Many feeds that say they are in Latin-1 are in UTF-8 after all.
pub(crate) fn decoded(bytes: &[u8], is_latin: bool) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Err(_) if is_latin => Cow::Owned(bytes.iter().map(|&byte| windows_1252(byte)).collect()),
        _ => String::from_utf8_lossy(bytes),
    }
}
