//! `custom-elements.json`: the same for editors and catalogues, as the custom elements manifest has it
//! (<https://github.com/webcomponents/custom-elements-manifest>, schema 2.1.0).

use super::Api;
use serde_json::{Value, json};

const TAG: &str = "dateline-reader";
const MODULE: &str = "dateline.js";

/// `static/custom-elements.json`.
pub(super) fn manifest(api: &Api) -> String {
    let exports = json!([
        { "kind": "js", "name": "DatelineReader", "declaration": { "name": "DatelineReader", "module": MODULE } },
        { "kind": "js", "name": "define", "declaration": { "name": "define", "module": MODULE } },
        { "kind": "custom-element-definition", "name": TAG, "declaration": { "name": "DatelineReader", "module": MODULE } },
    ]);
    let define = json!({
        "kind": "function", "name": "define", "parameters": [{ "name": "tag", "type": kind("string"), "optional": true }],
        "description": "Defines the element under this name, unless somebody has.",
    });
    let module = json!({
        "kind": "javascript-module", "path": MODULE, "declarations": [class(api), define], "exports": exports,
    });
    let manifest = json!({ "schemaVersion": "2.1.0", "modules": [module] });
    serde_json::to_string_pretty(&manifest).expect("plain values can be written") + "\n"
}

fn class(api: &Api) -> Value {
    json!({
        "kind": "class", "customElement": true, "name": "DatelineReader", "tagName": TAG,
        "description": "A reader of stories: cards, tags, search, and each story in place.",
        "superclass": { "name": "HTMLElement" },
        "attributes": api.attribute.iter().map(attribute).collect::<Vec<_>>(),
        "members": members(api),
        "events": api.event.iter().map(event).collect::<Vec<_>>(),
        "slots": api.slot.iter().map(|one| named(&one.name, &one.doc)).collect::<Vec<_>>(),
        "cssParts": api.part.iter().map(|one| named(&one.name, &one.doc)).collect::<Vec<_>>(),
        "cssProperties": api.custom_property.iter().map(custom_property).collect::<Vec<_>>(),
    })
}

fn attribute(one: &super::Attribute) -> Value {
    let words: Vec<String> = one.values.iter().map(|word| format!("'{word}'")).collect();
    let taken = if words.is_empty() { "string".to_owned() } else { words.join(" | ") };
    let mut value = named(&one.name, &one.doc);
    value["type"] = kind(&taken);
    if let Some(default) = one.default() {
        value["default"] = json!(default);
    }
    if let Some(property) = one.property() {
        value["fieldName"] = json!(property);
    }
    value
}

fn members(api: &Api) -> Vec<Value> {
    let mirrors = api.attribute.iter().filter_map(|one| {
        let name = one.property()?;
        Some(json!({
            "kind": "field", "name": name, "type": kind("string"), "attribute": one.name, "reflects": true,
            "description": one.doc,
        }))
    });
    let own = api
        .property
        .iter()
        .map(|one| json!({ "kind": "field", "name": one.name, "type": kind(&one.set), "description": one.doc }));
    let methods = api.method.iter().map(|one| {
        let parameters: Vec<Value> =
            one.parameters.iter().map(|(name, of)| json!({ "name": name, "type": kind(of) })).collect();
        json!({
            "kind": "method", "name": one.name, "parameters": parameters, "return": { "type": kind("void") },
            "description": one.doc,
        })
    });
    mirrors.chain(own).chain(methods).collect()
}

fn event(one: &super::Event) -> Value {
    let mut value = named(&one.name, &one.doc);
    value["type"] = kind(&format!("CustomEvent<{}>", one.detail_shape()));
    value
}

fn custom_property(one: &super::CustomProperty) -> Value {
    let mut value = named(&one.name, &one.doc);
    value["default"] = json!(one.default);
    value
}

fn named(name: &str, doc: &str) -> Value {
    json!({ "name": name, "description": doc })
}

fn kind(text: &str) -> Value {
    json!({ "text": text })
}
