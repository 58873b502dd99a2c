//! Walking JSON without a type per format.
//!
//! Publishers write a scalar where a list belongs and an object where a string does; paths take either. A path names
//! fields joined by dots, and several paths joined by `|` are tried in turn:
//!
//! - `headline.main`: a field of a field; a list on the way stands for each of its entries.
//! - `tags[type=keyword]`: entries whose field `type` has that value; `headlines[role=]` those that have none.
//! - `renditions.*`: all values of an object, or all entries of a list. `description_*`: all fields whose names begin so.
//!
//! One walked value for all formats costs a fraction of the bytes that structs for each would, and a path in a table
//! costs less than code that does the same.

use crate::json::Json;

/// The first value at the first of several paths that has one. Null, empty text and empty lists count as absent.
pub(crate) fn at<'v, 'j>(value: &'v Json<'j>, paths: &str) -> Option<&'v Json<'j>> {
    split(paths).find_map(|path| {
        let mut found = None;
        each(value, path, &mut |value| {
            found = Some(value);
            true
        });
        found
    })
}

/// All values at a path, lists taken apart; of several paths the first that has any.
pub(crate) fn list<'v, 'j>(value: &'v Json<'j>, paths: &str) -> Vec<&'v Json<'j>> {
    let mut found = Vec::new();
    for path in split(paths) {
        each(value, path, &mut |value| {
            found.push(value);
            false
        });
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Several paths one by one; nothing leads nowhere.
fn split(paths: &str) -> impl Iterator<Item = &str> {
    paths.split('|').filter(|path| !path.is_empty())
}

/// Calls `visit` with each value at the path, until it says that it has seen enough.
fn each<'v, 'j>(value: &'v Json<'j>, path: &str, visit: &mut dyn FnMut(&'v Json<'j>) -> bool) -> bool {
    match value {
        Json::Array(entries) => {
            // A list's entries are what an object's values are.
            let path = if path == "*" { "" } else { path.strip_prefix("*.").unwrap_or(path) };
            return entries.iter().any(|entry| each(entry, path, visit));
        }
        Json::Null => return false,
        Json::String(text) if text.trim().is_empty() => return false,
        _ if path.is_empty() => return visit(value),
        _ => {}
    }
    let Json::Object(fields) = value else { return false };
    let (segment, rest) = path.split_once('.').unwrap_or((path, ""));
    let (name, filter) = segment.split_once('[').unwrap_or((segment, ""));
    if let Some(start) = name.strip_suffix('*') {
        return fields.iter().any(|(name, value)| name.starts_with(start) && each(value, rest, visit));
    }
    let Some(value) = value.get(name) else { return false };
    match filter.trim_end_matches(']').split_once('=') {
        Some((key, wanted)) => {
            each(value, "", &mut |entry| str(entry, key).unwrap_or_default() == wanted && each(entry, rest, visit))
        }
        None => each(value, rest, visit),
    }
}

/// A string with more than white space; a list counts as its first entry.
pub(crate) fn str<'v>(value: &'v Json<'_>, paths: &str) -> Option<&'v str> {
    as_str(at(value, paths)?)
}

/// A value as a string, if it has more than white space; a list counts as its first entry.
pub(crate) fn as_str<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value {
        Json::String(text) => Some(text.as_ref()).filter(|text| !text.trim().is_empty()),
        Json::Array(entries) => as_str(entries.first()?),
        _ => None,
    }
}

/// A string or number as text.
pub(crate) fn id<'v>(value: &'v Json<'_>, paths: &str) -> Option<&'v str> {
    as_id(at(value, paths)?)
}

fn as_id<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value {
        Json::Number(digits) => Some(digits),
        other => as_str(other).map(str::trim),
    }
}

/// A positive whole number, written as a number or as digits; what comes after a point does not count.
pub(crate) fn pixels(value: &Json<'_>, paths: &str) -> Option<u32> {
    split(paths).find_map(|path| {
        let digits = id(value, path)?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let rest = &digits[end..];
        let whole = rest.is_empty() || rest.starts_with('.') || rest.trim() == "px";
        digits[..end].parse().ok().filter(|pixels| whole && (1..=100_000).contains(pixels))
    })
}

/// True for `true`, and for what people write for it.
pub(crate) fn is_true(value: &Json<'_>, path: &str) -> bool {
    match at(value, path) {
        Some(Json::Bool(yes)) => *yes,
        Some(Json::Number(digits)) => *digits == "1",
        Some(other) => as_str(other).is_some_and(|text| text == "true"),
        None => false,
    }
}

/// What a value is, for messages.
pub(crate) fn type_of(value: &Json<'_>) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_through_lists_and_objects() {
        let text = r#"{"a":[{"b":" "},{"b":"2","r":"x"}],"c":[[{"d":1},null],{"d":2}],"e":{"x":{"d":3},"y":{"d":4}},"n":null}"#;
        let value = crate::json::parse(text, 9).expect("taken").value;
        let ids = |paths| list(&value, paths).iter().filter_map(|found| as_id(found)).collect::<Vec<_>>();
        assert_eq!(vec!["1", "2"], ids("c.d"));
        assert_eq!(vec!["3", "4"], ids("x|e.*.d"));
        assert_eq!(vec!["2"], ids("a.*.b"));
        assert_eq!(vec!["2"], ids("a[r=y].b|a[r=x].b"));
        assert_eq!(1, list(&value, "a[r=]").len());
        assert_eq!(vec!["3"], ids("e.x*.d"));
        assert_eq!(Some("1"), id(&value, "n|a.z|c.d"));
        assert_eq!(None, id(&value, ""));
    }
}
