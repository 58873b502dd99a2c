//! What assistive technology is given of a card, a story and results, as kept files: `tests/trees/*.txt`.
//!
//! Only Chromium's driver tells its accessibility tree. With `UPDATE_FIXTURES=1` the files are written, for you to review.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::Page;
use crate::server::Origin;
use serde_json::{Value, json};

/// What is told of a node besides its role and name.
const PROPERTIES: [&str; 7] = ["level", "pressed", "expanded", "checked", "disabled", "hasPopup", "roledescription"];

pub(crate) fn cards_stories_and_results_are_told_as_what_they_are(page: Page<'_>) {
    if page.session().devtools("Accessibility.enable", &json!({})).is_err() {
        println!("This browser does not tell its accessibility tree.");
        return;
    }
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, r#"lang="en-GB""#).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    check(page, "card", "article");
    reader.type_into("input[type=search]", "pier");
    reader.sees("mark");
    reader.until("the announcement", "return all('[role=status]').some(one => one.textContent.includes('best first'))");
    check(page, "results", "RootWebArea");
    reader.ask("const field = root.querySelector('input[type=search]'); field.value = ''; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
    reader.sees(".story__related");
    check(page, "story", "RootWebArea");
    page.session().devtools("Accessibility.disable", &json!({})).expect("what was turned on can be turned off");
}

/// Compares the first node of this role, with all below, with `tests/trees/NAME.txt`.
#[track_caller]
fn check(page: Page<'_>, name: &str, role: &str) {
    let tree = page
        .session()
        .devtools("Accessibility.getFullAXTree", &json!({}))
        .unwrap_or_else(|refusal| panic!("{refusal}"));
    let nodes: HashMap<&str, &Value> = tree["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
        .collect();
    let ordered = tree["nodes"].as_array().into_iter().flatten();
    let first = ordered.into_iter().find(|node| text(&node["role"]) == role && node["ignored"] != true);
    let mut drawn = String::new();
    draw(first.unwrap_or_else(|| panic!("no {role} in the tree")), &nodes, 0, &mut drawn);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("tests can be written");
        std::fs::write(&path, drawn).expect("tests/trees can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, drawn, "{} differs; UPDATE_FIXTURES=1 rewrites it, for you to review", path.display());
}

/// A node a line, deeper ones further in; what the tree leaves out is left out, and its children are its parent's.
fn draw(node: &Value, nodes: &HashMap<&str, &Value>, depth: usize, drawn: &mut String) {
    let role = text(&node["role"]);
    // How a text is broken into lines is no matter of meaning.
    if role == "InlineTextBox" {
        return;
    }
    let is_told = node["ignored"] != true && role != "none" && role != "generic";
    if is_told {
        let name = text(&node["name"]);
        let named = if name.trim().is_empty() { String::new() } else { format!(" “{name}”") };
        let told = node["properties"].as_array().into_iter().flatten().filter_map(property).collect::<String>();
        let _ = writeln!(drawn, "{:width$}{role}{named}{told}", "", width = depth * 2);
    }
    for child in node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if let Some(child) = nodes.get(child) {
            draw(child, nodes, depth + usize::from(is_told), drawn);
        }
    }
}

fn property(property: &Value) -> Option<String> {
    let name = property["name"].as_str().filter(|name| PROPERTIES.contains(name))?;
    let value = &property["value"]["value"];
    Some(format!(" {name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
}

fn text(value: &Value) -> &str {
    value["value"].as_str().unwrap_or_default()
}
