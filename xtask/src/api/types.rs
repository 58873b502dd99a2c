//! `dateline.d.ts`: the same for the compilers of TypeScript.

use super::{Api, Stage};
use std::fmt::Write as _;

const HEAD: &str = "// Types of <dateline-reader>. Made by `cargo xtask api` from api.toml.
";

/// What a page may hand over as `stories`: JSON Feed 1.1, as far as the reader needs it. Other formats are objects too.
const FEED: &str = r"
/** One story: an item of JSON Feed 1.1, or of any other format that the reader knows. */
export interface DatelineStory {
  id?: string | number;
  url?: string;
  title?: string;
  summary?: string;
  content_html?: string;
  content_text?: string;
  date_published?: string;
  tags?: readonly string[];
  [key: string]: unknown;
}

/** A feed as an object. */
export interface DatelineFeed {
  items?: readonly DatelineStory[];
  [key: string]: unknown;
}
";

const TAIL: &str = r#"
/** Defines the element under this name, unless somebody has. */
export function define(tag?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "dateline-reader": DatelineReader;
  }
}
"#;

/// `static/dateline.d.ts`.
pub(super) fn declarations(api: &Api) -> String {
    let mut text = HEAD.to_owned();
    for (name, stage) in [("DatelineLoadErrorCode", Stage::Before), ("DatelineFeedErrorCode", Stage::Feed)] {
        let codes: Vec<String> =
            api.error.iter().filter(|one| one.stage == stage).map(|one| format!("\n  | {:?}", one.code)).collect();
        write(&mut text, format_args!("\nexport type {name} ={};\n", codes.concat()));
    }
    text.push_str("\n/** What `dateline-error` may say. */\n");
    text.push_str("export type DatelineErrorCode = DatelineLoadErrorCode | DatelineFeedErrorCode;\n");
    text.push_str(FEED);
    for event in &api.event {
        let (doc, name, shape) = (&event.doc, event.detail_type(), event.detail_shape());
        write(&mut text, format_args!("\n/** {doc}. */\nexport type {name} = {shape};\n"));
    }
    text.push_str("\n/** The events of the element. */\nexport interface DatelineReaderEventMap {\n");
    for event in &api.event {
        write(&mut text, format_args!("  {:?}: CustomEvent<{}>;\n", event.name, event.detail_type()));
    }
    text.push_str("}\n");
    class(api, &mut text);
    text + TAIL
}

fn class(api: &Api, text: &mut String) {
    text.push_str("\nexport class DatelineReader extends HTMLElement {\n");
    for attribute in &api.attribute {
        let Some(property) = attribute.property() else { continue };
        let words: Vec<String> = attribute.values.iter().map(|word| format!("{word:?}")).collect();
        let taken = match (words.is_empty(), attribute.r#type.as_str()) {
            (false, _) => words.join(" | "),
            (true, "number") => "number | string".to_owned(),
            (true, _) => "string".to_owned(),
        };
        let setter = format!("{taken} | null | undefined");
        accessors(
            text,
            &format!("{}: the attribute `{}`", attribute.doc, attribute.name),
            &property,
            "string",
            &setter,
        );
    }
    for property in &api.property {
        accessors(text, &property.doc, &property.name, &property.get, &property.set);
    }
    for method in &api.method {
        let parameters: Vec<String> = method.parameters.iter().map(|(name, kind)| format!("{name}: {kind}")).collect();
        let (doc, name, parameters) = (&method.doc, &method.name, parameters.join(", "));
        write(text, format_args!("  /** {doc}. */\n  {name}({parameters}): void;\n"));
    }
    for (verb, options) in [("add", "AddEventListenerOptions"), ("remove", "EventListenerOptions")] {
        for (kind, event) in [
            ("K extends keyof DatelineReaderEventMap", "DatelineReaderEventMap[K]"),
            ("K extends keyof HTMLElementEventMap", "HTMLElementEventMap[K]"),
        ] {
            write(
                text,
                format_args!(
                    "  {verb}EventListener<{kind}>(\n    type: K, listener: (this: DatelineReader, event: {event}) => unknown, options?: boolean | {options},\n  ): void;\n"
                ),
            );
        }
        write(
            text,
            format_args!(
                "  {verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | {options}): void;\n"
            ),
        );
    }
    text.push_str("}\n");
}

fn accessors(text: &mut String, doc: &str, name: &str, get: &str, set: &str) {
    write(text, format_args!("  /** {doc}. */\n  get {name}(): {get};\n  set {name}(value: {set});\n"));
}

fn write(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a string takes all that is written");
}
