//! Says when `api.toml` and the code have parted. The code is read as text: what matters is what stands there.

use super::{Api, Stage, camel_case, made, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ADVICE: &str = "put the change into api.toml as well, then run cargo xtask api";

fn api() -> Api {
    read(&crate::root()).expect("api.toml can be read")
}

fn source(path: &str) -> String {
    fs::read_to_string(crate::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Rust file below `src`, as one text.
fn reader() -> String {
    fn collect(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                collect(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(&path).expect("a source file is text"));
            }
        }
    }
    let mut text = String::new();
    collect(&crate::root().join("src"), &mut text);
    text
}

/// What stands between `open` and the next quotation mark, wherever `open` stands.
fn quoted_after(text: &str, open: &str) -> BTreeSet<String> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_owned()).collect()
}

/// The part of a text from the first `from` to the next `to`.
#[track_caller]
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("there is no `{from}` any more")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("there is no `{to}` after `{from}` any more")).0
}

#[track_caller]
fn agree<'a>(what: &str, listed: impl Iterator<Item = &'a str>, coded: &BTreeSet<String>) {
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    assert!(!coded.is_empty(), "no {what} were found in the code; this test looks in the wrong place");
    assert_eq!(&listed, coded, "{what} differ (listed on the left, coded on the right): {ADVICE}");
}

#[test]
fn what_is_made_of_the_list_is_fresh() {
    for (path, text) in made(&api()) {
        assert!(source(path) == text, "{path} is stale: run cargo xtask api");
    }
}

#[test]
fn attributes_are_those_that_are_read() {
    let config = source("src/config.rs");
    // Long calls are broken into lines.
    let code = between(&config, "impl Config", "#[cfg(test)]").split_whitespace().collect::<String>();
    // `attributes.METHOD("NAME"`, whatever the method.
    let called = |rest: &str| {
        let name = rest.trim_start_matches(|sign: char| sign.is_alphanumeric() || sign == '_').strip_prefix("(\"")?;
        Some(name.split_once('"')?.0.to_owned())
    };
    let mut read: BTreeSet<String> = code.split("attributes.").skip(1).filter_map(called).collect();
    // The loader alone reads this one.
    assert!(source("static/dateline.js").contains("getAttribute(\"loading\")"));
    read.insert("loading".to_owned());
    agree("attributes", api().attribute.iter().map(|one| one.name.as_str()), &read);
}

#[test]
fn attributes_have_the_words_that_are_taken() {
    let (choices, code) = (source("src/config/choices.rs"), reader() + &source("static/dateline.js"));
    for attribute in &api().attribute {
        // The usual word need not be known: it is what is done when there is none.
        for word in attribute.values.iter().skip(1) {
            assert!(code.contains(&format!("\"{word}\"")), "{}: {word} is taken nowhere: {ADVICE}", attribute.name);
        }
    }
    // The other way about: each word of a choice is listed.
    for choices in choices.split("choices! {").skip(1) {
        let coded: Vec<String> = choices
            .split('}')
            .next()
            .unwrap_or_default()
            .split(" = \"")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect();
        assert!(
            api().attribute.iter().any(|one| one.values == coded),
            "no attribute has the words {coded:?}: {ADVICE}"
        );
    }
}

#[test]
fn properties_are_those_of_the_loader() {
    let loader = source("static/dateline.js");
    let list = between(&loader, "const ATTRIBUTES = [", "]");
    let mirrored: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(camel_case).collect();
    let api = api();
    let listed: Vec<String> = api.attribute.iter().filter_map(super::Attribute::property).collect();
    agree("mirrored properties", listed.iter().map(String::as_str), &mirrored);
    for property in &api.property {
        assert!(loader.contains(&format!("  get {}()", property.name)), "{} cannot be read", property.name);
        assert!(loader.contains(&format!("  set {}(", property.name)), "{} cannot be set", property.name);
    }
}

#[test]
fn methods_are_those_of_the_loader() {
    let loader = source("static/dateline.js");
    let class = between(&loader, "export class DatelineReader", "\n}\n");
    let called = |line: &str| Some(line.strip_prefix("  ")?.strip_suffix(") {")?.split_once('(')?.0.to_owned());
    let is_ours = |name: &String| name.bytes().all(|byte| byte.is_ascii_lowercase()) && name != "constructor";
    let coded: BTreeSet<String> = class.lines().filter_map(called).filter(is_ours).collect();
    agree("methods", api().method.iter().map(|one| one.name.as_str()), &coded);
}

#[test]
fn events_carry_what_is_listed() {
    let element = source("src/element.rs");
    let describe = between(&element, "fn describe(", "\n}\n");
    let loader = source("static/dateline.js");
    let api = api();
    let coded: BTreeSet<String> = quoted_after(describe, "(\"dateline-")
        .into_iter()
        .chain(quoted_after(&loader, "CustomEvent(\"dateline-"))
        .collect();
    agree("events", api.event.iter().map(|one| one.name.trim_start_matches("dateline-")), &coded);
    for arm in describe.split("ReaderEvent::").skip(1) {
        let name = quoted_after(arm, "(\"dateline-").into_iter().next().expect("each event has a name");
        let event = api.event.iter().find(|one| one.name == format!("dateline-{name}")).expect("compared above");
        let keys: BTreeSet<String> =
            quoted_after(arm, "(\"").into_iter().filter(|key| !key.starts_with("dateline-")).collect();
        let listed: BTreeSet<String> =
            event.detail.iter().map(|(key, _)| key.trim_end_matches('?').to_owned()).collect();
        assert_eq!(listed, keys, "the detail of {} differs: {ADVICE}", event.name);
        let cancelable = arm.contains(&format!("\"{}\", true", event.name));
        assert_eq!(event.cancelable, cancelable, "{} differs in being cancelable: {ADVICE}", event.name);
    }
}

#[test]
fn error_codes_are_those_that_are_sent() {
    let api = api();
    let of = |stage: Stage| {
        let codes: Vec<&str> = api.error.iter().filter(|one| one.stage == stage).map(|one| one.code.as_str()).collect();
        codes.into_iter()
    };
    let mut sent = BTreeSet::new();
    for file in ["src/failure.rs", "src/stacks/fault.rs"] {
        sent.extend(quoted_after(between(&source(file), "fn code(", "\n    }\n"), "=> \""));
    }
    agree("codes of feeds", of(Stage::Feed), &sent);
    let loader = source("static/dateline.js");
    let remedies = quoted_after(between(&loader, "const REMEDIES = {", "\n};"), "\n  \"");
    agree("codes of the loader", of(Stage::Before), &remedies);
    for code in of(Stage::Before) {
        let thrown = loader.matches(&format!("\"{code}\"")).count();
        assert!(thrown > 1, "{code} has a remedy but is never thrown");
    }
}

#[test]
fn parts_are_those_that_are_drawn() {
    let reader = reader();
    let mut drawn = quoted_after(&reader, " part=\"");
    // A part that depends on a state is an expression; its words are in it.
    for expression in reader.split("part={").skip(1).filter_map(|rest| rest.split_once("}\n")) {
        drawn.extend(expression.0.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    let words: BTreeSet<String> = drawn.iter().flat_map(|names| names.split(' ')).map(str::to_owned).collect();
    agree("parts", api().part.iter().map(|one| one.name.as_str()), &words);
}

#[test]
fn slots_are_those_that_are_there() {
    let loader = source("static/dateline.js");
    let own = between(&loader, "const [header, own, footer] = [", "].map");
    let named = own.split('"').skip(1).step_by(2).filter(|name| !name.is_empty()).map(str::to_owned);
    let slots = quoted_after(&reader(), "<slot name=\"").into_iter().chain(named).collect();
    agree("slots", api().slot.iter().map(|one| one.name.as_str()), &slots);
}

#[test]
fn placeholders_are_those_that_have_a_value() {
    let card = source("src/parts/own_card/mod.rs");
    let values = quoted_after(between(&card, "let values = [", "];"), "\n        (\"");
    agree("placeholders", api().placeholder.iter().map(|one| one.name.as_str()), &values);
}

#[test]
fn custom_properties_are_those_that_are_used() {
    let css = source(super::TOKENS);
    let used: BTreeSet<String> = css
        .split("var(--dateline-")
        .skip(1)
        .map(|rest| rest.split([',', ')']).next().unwrap_or_default().to_owned())
        .collect();
    let api = api();
    agree("custom properties", api.custom_property.iter().map(|one| one.name.trim_start_matches("--dateline-")), &used);
    for one in &api.custom_property {
        assert!(!one.doc.is_empty(), "{} has no comment in src/tokens.css", one.name);
    }
}

#[test]
fn the_typed_page_uses_all_of_it() {
    let page = source("examples/typed/page.ts");
    let api = api();
    let properties = api.attribute.iter().filter_map(super::Attribute::property).map(|name| format!("reader.{name} ="));
    let own = api.property.iter().map(|one| format!("reader.{} =", one.name));
    let methods = api.method.iter().map(|one| format!("reader.{}(", one.name));
    let events = api.event.iter().map(|one| format!("addEventListener(\"{}\"", one.name));
    for used in properties.chain(own).chain(methods).chain(events) {
        assert!(page.contains(&used), "examples/typed/page.ts lacks `{used}`");
    }
}
