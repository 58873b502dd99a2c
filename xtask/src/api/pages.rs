//! The pages for people: the reference, and the errors with a heading for each code, so that a link can lead there.

use super::{Api, Stage};

const REFERENCE_HEAD: &str = "# Reference

What pages may rely on, made by `cargo xtask api` from `api.toml`. [Embedding](embedding.md) is the way in.
";

const ERRORS_HEAD: &str = "# Errors

An element that fails sends `dateline-error` with one of these codes in `detail.code`, and writes one line to the console.
What you put between its tags stays visible, and stories that are shown stay shown. Made by `cargo xtask api` from `api.toml`.
";

const ERRORS_TAIL: &str = "
A single story or field that cannot be read does not fail the feed: it is left out, counted under the list, and told in a
`dateline-problem`, as soon as the rest of the reader is there to say it in words.
";

/// `docs/reference.md`.
pub(super) fn reference(api: &Api) -> String {
    let mut page = REFERENCE_HEAD.to_owned();
    let attributes = api.attribute.iter().map(|one| {
        let values = one.text.clone().unwrap_or_else(|| words(&one.values));
        vec![code(&one.name), values, one.default().map_or_else(String::new, quoted), one.doc.clone()]
    });
    section(
        &mut page,
        "Attributes",
        "A value that is not taken is named in the console, with what is used instead.",
        &["attribute", "values", "usual", ""],
        attributes,
    );
    let mirrors = api.attribute.iter().filter_map(|one| {
        let property = one.property()?;
        Some(vec![code(&property), format!("as the attribute `{}`", one.name)])
    });
    let own = api.property.iter().map(|one| vec![code(&one.name), one.doc.clone()]);
    let note = "They may be set before the element is defined. A property that mirrors an attribute is read as text.";
    section(&mut page, "Properties", note, &["property", ""], own.chain(mirrors));
    let methods = api.method.iter().map(|one| {
        let names: Vec<&str> = one.parameters.iter().map(|(name, _)| name.as_str()).collect();
        vec![code(&format!("{}({})", one.name, names.join(", "))), one.doc.clone()]
    });
    let note = "The module exports the class `DatelineReader` and `define(tag)`; it may be imported where there is no document.";
    section(&mut page, "Methods", note, &["method", ""], methods);
    let events = api.event.iter().map(|one| {
        let keys: Vec<String> = one.detail.iter().map(|(key, _)| code(key.trim_end_matches('?'))).collect();
        vec![code(&one.name), keys.join(", "), if one.cancelable { "yes" } else { "" }.to_owned(), one.doc.clone()]
    });
    let note = "They come from the element, bubble, cross shadow roots, and carry plain values.";
    section(&mut page, "Events", note, &["event", "`detail`", "cancelable", ""], events);
    if !api.slot.is_empty() {
        let slots = api.slot.iter().map(|one| vec![code(&one.name), one.doc.clone()]);
        section(&mut page, "Slots", "Markup of yours, by its `slot` attribute.", &["slot", ""], slots);
    }
    if !api.placeholder.is_empty() {
        let placeholders = api.placeholder.iter().map(|one| vec![format!("`{{{{{}}}}}`", one.name), one.doc.clone()]);
        let note = "In a `<template>` of yours; [Embedding](embedding.md#cards-of-your-own) says how.";
        section(&mut page, "Placeholders", note, &["placeholder", ""], placeholders);
    }
    let parts = api.part.iter().map(|one| vec![code(&one.name), one.doc.clone()]);
    section(&mut page, "Parts", "For `dateline-reader::part(…)`.", &["part", ""], parts);
    let properties = api.custom_property.iter().map(|one| vec![code(&one.name), code(&one.default), one.doc.clone()]);
    let note = "Set on the element or anywhere around it.";
    section(&mut page, "Custom properties", note, &["property", "usual", ""], properties);
    let codes: Vec<String> = api.error.iter().map(|one| format!("[`{}`](errors.md#{})", one.code, one.code)).collect();
    page.push_str(&format!("\n## Error codes\n\n{}\n", codes.join(", ")));
    page
}

/// `docs/errors.md`.
pub(super) fn errors(api: &Api) -> String {
    let mut page = ERRORS_HEAD.to_owned();
    for (title, stage) in [("Before there is a reader", Stage::Before), ("With the feed", Stage::Feed)] {
        page.push_str(&format!("\n## {title}\n"));
        for one in api.error.iter().filter(|one| one.stage == stage) {
            page.push_str(&format!("\n### {}\n\n{}\n{}\n", one.code, one.what, one.remedy));
        }
    }
    page + ERRORS_TAIL
}

fn section(page: &mut String, title: &str, note: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    page.push_str(&format!("\n## {title}\n\n{note}\n\n{}", line(&head)));
    page.push_str(&line(&vec!["---".to_owned(); head.len()]));
    for row in rows {
        // An upright line would end the cell.
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        page.push_str(&line(&cells));
    }
}

fn words(values: &[String]) -> String {
    values.iter().map(|value| code(value)).collect::<Vec<_>>().join(", ")
}

/// A word as code, a phrase as it is.
fn quoted(text: &str) -> String {
    if text.contains([' ', '\'']) { text.to_owned() } else { code(text) }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
