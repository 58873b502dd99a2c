//! `cargo xtask api`: what is made of `api.toml`, the one list of what pages may rely on.
//!
//! Editors read `custom-elements.json`, compilers `dateline.d.ts`, people `docs/reference.md` and `docs/errors.md`. All four
//! are committed; tests here say when one is stale, or when the list and the code have parted.

mod manifest;
mod pages;
mod types;

#[cfg(test)]
mod drift;

use crate::error::TaskError;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The list itself.
const SOURCE: &str = "api.toml";
/// Where custom properties stand, each after a comment that says what it sets.
const TOKENS: &str = "src/tokens.css";

/// What pages may rely on.
#[derive(Deserialize)]
pub(crate) struct Api {
    pub(crate) attribute: Vec<Attribute>,
    pub(crate) property: Vec<Property>,
    pub(crate) method: Vec<Method>,
    pub(crate) event: Vec<Event>,
    #[serde(default)]
    pub(crate) slot: Vec<Named>,
    #[serde(default)]
    pub(crate) placeholder: Vec<Named>,
    pub(crate) part: Vec<Named>,
    pub(crate) error: Vec<ErrorCode>,
    /// From the style sheet and not from the list.
    #[serde(skip)]
    pub(crate) custom_property: Vec<CustomProperty>,
}

#[derive(Deserialize)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// The words that it may have, the usual one first; empty if it takes a text.
    #[serde(default)]
    pub(crate) values: Vec<String>,
    /// What may stand there, if it takes a text.
    pub(crate) text: Option<String>,
    default: Option<String>,
    /// `number` if its property may be set to one.
    #[serde(default)]
    pub(crate) r#type: String,
    #[serde(default = "yes")]
    property: bool,
    pub(crate) doc: String,
}

#[derive(Deserialize)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// The types of what is read and of what may be written.
    pub(crate) get: String,
    pub(crate) set: String,
    pub(crate) doc: String,
}

#[derive(Deserialize)]
pub(crate) struct Method {
    pub(crate) name: String,
    /// Names and types.
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) doc: String,
}

#[derive(Deserialize)]
pub(crate) struct Event {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) cancelable: bool,
    /// Keys and types; a key with `?` may be missing.
    pub(crate) detail: Vec<(String, String)>,
    pub(crate) doc: String,
}

#[derive(Deserialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) doc: String,
}

#[derive(Deserialize)]
pub(crate) struct ErrorCode {
    pub(crate) code: String,
    pub(crate) stage: Stage,
    pub(crate) what: String,
    pub(crate) remedy: String,
}

/// When an error is met.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    /// There is no reader yet.
    Before,
    /// The reader is there, and its feed fails.
    Feed,
}

pub(crate) struct CustomProperty {
    pub(crate) name: String,
    pub(crate) default: String,
    pub(crate) doc: String,
}

fn yes() -> bool {
    true
}

impl Attribute {
    /// The property of the same meaning, unless every element has it already.
    pub(crate) fn property(&self) -> Option<String> {
        self.property.then(|| camel_case(&self.name))
    }

    /// What holds when the attribute is missing, if anything does.
    pub(crate) fn default(&self) -> Option<&str> {
        self.default.as_deref().or_else(|| self.values.first().map(String::as_str))
    }
}

impl Event {
    /// `DatelineOpenDetail` for `dateline-open`.
    pub(crate) fn detail_type(&self) -> String {
        format!("{}Detail", pascal_case(&self.name))
    }

    /// The detail as a type: `{ total: number; text: string }`.
    pub(crate) fn detail_shape(&self) -> String {
        let fields: Vec<String> = self.detail.iter().map(|(key, kind)| format!("{key}: {kind}")).collect();
        if fields.is_empty() { "Record<string, never>".to_owned() } else { format!("{{ {} }}", fields.join("; ")) }
    }
}

pub(crate) fn run() -> Result<(), TaskError> {
    for (path, text) in made(&read(Path::new("."))?) {
        fs::write(path, text).map_err(TaskError::io(path))?;
        println!("{path} is written");
    }
    Ok(())
}

/// The list, with the custom properties of the style sheet.
pub(crate) fn read(root: &Path) -> Result<Api, TaskError> {
    let text = |name: &str| fs::read_to_string(root.join(name)).map_err(TaskError::io(root.join(name)));
    let parsed = toml::from_str::<Api>(&text(SOURCE)?);
    let mut api = parsed.map_err(|error| TaskError::content(SOURCE, error.to_string()))?;
    api.custom_property = custom_properties(&text(TOKENS)?);
    Ok(api)
}

/// Every file that is made of the list, with what is to stand in it.
fn made(api: &Api) -> [(&'static str, String); 4] {
    [
        ("docs/reference.md", pages::reference(api)),
        ("docs/errors.md", pages::errors(api)),
        ("static/dateline.d.ts", types::declarations(api)),
        ("static/custom-elements.json", manifest::manifest(api)),
    ]
}

/// `--ours: var(--dateline-theirs, DEFAULT);`, each with the comment above it.
fn custom_properties(css: &str) -> Vec<CustomProperty> {
    let mut doc = "";
    let mut found = Vec::new();
    for line in css.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
            doc = comment.trim().trim_end_matches('.');
        } else if let Some((_, rest)) = line.split_once(": var(--dateline-")
            && let Some((name, default)) = rest.split_once(", ")
        {
            let default = default.trim_end_matches(';');
            found.push(CustomProperty {
                name: format!("--dateline-{name}"),
                default: default.strip_suffix(')').unwrap_or(default).to_owned(),
                doc: doc.to_owned(),
            });
        }
    }
    found
}

fn camel_case(name: &str) -> String {
    let pascal = pascal_case(name);
    pascal[..1].to_lowercase() + &pascal[1..]
}

fn pascal_case(name: &str) -> String {
    name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
