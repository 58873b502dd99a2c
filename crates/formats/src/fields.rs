//! Walking JSON without a type per format.
//!
//! Publishers write a scalar where a list belongs and an object where a string does; these functions take either.
//! A path names fields joined by dots; several paths joined by `|` are tried in turn. `*` stands for all values of an
//! object. One walked value for all formats costs a fraction of the bytes that structs for each would.

use crate::json::Json;

/// The value at the first of several paths that has one; a list on the way counts as its first entry. Null and empty
/// text count as absent.
pub(crate) fn at<'v, 'j>(value: &'v Json<'j>, paths: &str) -> Option<&'v Json<'j>> {
    found(value, paths).map(|(value, _)| value)
}

/// The value at the first of several paths that has one, and that path.
pub(crate) fn found<'v, 'j, 'p>(value: &'v Json<'j>, paths: &'p str) -> Option<(&'v Json<'j>, &'p str)> {
    paths.split('|').filter(|path| !path.is_empty()).find_map(|path| Some((walk(value, path)?, path)))
}

fn walk<'v, 'j>(value: &'v Json<'j>, path: &str) -> Option<&'v Json<'j>> {
    let mut found = value;
    for name in path.split('.') {
        while let Json::Array(entries) = found {
            found = entries.first()?;
        }
        found = found.get(name)?;
    }
    let empty = match found {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(entries) => entries.is_empty(),
        _ => false,
    };
    (!empty).then_some(found)
}

/// All values at a path, lists on the way and at the end taken apart; of several paths the first that has any.
pub(crate) fn list<'v, 'j>(value: &'v Json<'j>, paths: &str) -> Vec<&'v Json<'j>> {
    for path in paths.split('|') {
        let mut level = vec![value];
        for name in path.split('.') {
            let flat = flattened(level);
            level = flat
                .into_iter()
                .flat_map(|value| match (name, value) {
                    ("*", Json::Object(fields)) => fields.iter().map(|(_, value)| value).collect(),
                    ("*", _) => vec![value],
                    _ => value.get(name).into_iter().collect(),
                })
                .collect();
        }
        let level = flattened(level);
        if !level.is_empty() {
            return level;
        }
    }
    Vec::new()
}

/// Entries of lists and of lists in lists, nulls left out.
fn flattened<'v, 'j>(values: Vec<&'v Json<'j>>) -> Vec<&'v Json<'j>> {
    let mut flat = Vec::new();
    for value in values {
        match value {
            Json::Array(entries) => flat.extend(flattened(entries.iter().collect())),
            Json::Null => {}
            other => flat.push(other),
        }
    }
    flat
}

/// A string with more than white space; a list counts as its first entry.
pub(crate) fn str<'v>(value: &'v Json<'_>, paths: &str) -> Option<&'v str> {
    as_str(at(value, paths)?)
}

/// A value as a string, if it has more than white space.
pub(crate) fn as_str<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value {
        Json::String(text) => Some(text.as_ref()).filter(|text| !text.trim().is_empty()),
        Json::Array(entries) => as_str(entries.first()?),
        _ => None,
    }
}

/// A string or number as text.
pub(crate) fn id<'v>(value: &'v Json<'_>, paths: &str) -> Option<&'v str> {
    match at(value, paths)? {
        Json::Number(digits) => Some(digits),
        other => as_str(other).map(str::trim),
    }
}

/// A positive whole number, written as a number or as digits; what comes after a point does not count.
pub(crate) fn pixels(value: &Json<'_>, paths: &str) -> Option<u32> {
    let digits = id(value, paths)?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let rest = &digits[end..];
    let whole = rest.is_empty() || rest.starts_with('.') || rest.trim() == "px";
    digits[..end].parse().ok().filter(|pixels| whole && (1..=100_000).contains(pixels))
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
        let text = r#"{"a":[{"b":" "},{"b":"2"}],"c":[[{"d":1},null],{"d":2}],"e":{"x":{"d":3},"y":{"d":4}},"n":null}"#;
        let value = crate::json::parse(text, 9).expect("taken").value;
        assert_eq!(None, at(&value, "a.b"));
        assert_eq!(Some("1"), id(&value, "n|a.b|c.d"));
        let digits = |paths| list(&value, paths).into_iter().map(crate::json::Json::clone).collect::<Vec<_>>();
        assert_eq!(vec![Json::Number("1"), Json::Number("2")], digits("c.d"));
        assert_eq!(vec![Json::Number("3"), Json::Number("4")], digits("x|e.*.d"));
        assert_eq!(Some(&Json::Number("1")), at(&value, "c.d"));
    }
}
