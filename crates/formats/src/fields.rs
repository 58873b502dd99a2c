//! Walking JSON without a type per format.
//!
//! Publishers write a scalar where a list belongs and an object where a string does; these functions take either. One
//! walked [`Value`] for all formats costs a fraction of the bytes that derived structs for each would.

use serde_json::Value;

/// The value at a path such as `fields.headline`; a list on the way counts as its first entry. Null counts as absent.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let mut found = value;
    for name in path.split('.') {
        while let Value::Array(entries) = found {
            found = entries.first()?;
        }
        found = found.get(name)?;
    }
    (!found.is_null()).then_some(found)
}

/// A list's entries; what is no list counts as a list of itself, and what is absent as an empty one.
pub(crate) fn list<'v>(value: &'v Value, path: &str) -> &'v [Value] {
    match at(value, path) {
        Some(Value::Array(entries)) => entries,
        Some(other) => std::slice::from_ref(other),
        None => &[],
    }
}

/// A string as it is, if it has more than white space; a list counts as its first entry.
pub(crate) fn str<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    as_str(at(value, path)?)
}

/// A value as a string, if it has more than white space.
pub(crate) fn as_str(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
        Value::Array(entries) => as_str(entries.first()?),
        _ => None,
    }
}

/// The first of several paths that holds a string.
pub(crate) fn first<'v>(value: &'v Value, paths: &[&str]) -> Option<&'v str> {
    paths.iter().find_map(|path| str(value, path))
}

/// A string or number as text.
pub(crate) fn id(value: &Value, path: &str) -> Option<String> {
    match at(value, path)? {
        Value::Number(number) => Some(number.to_string()),
        other => as_str(other).map(|text| text.trim().to_owned()),
    }
}

/// A positive whole number, written as a number or as digits.
pub(crate) fn pixels(value: &Value, path: &str) -> Option<u32> {
    let number = match at(value, path)? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().trim_end_matches("px").parse().ok()?,
        _ => return None,
    };
    (1.0..=100_000.0).contains(&number).then_some(number as u32)
}

/// What a value is, for messages.
pub(crate) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
