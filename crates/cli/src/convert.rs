//! `dateline convert`: records, one JSON object a line, to a JSON Feed with `_dateline`.
//!
//! Records have `id, url, title, dateline, date, body, tags, author`, and may have `standfirst`, `lang`, `section`,
//! `source`, `image` or `images`, and `tag_groups` (names of places, people and organisations by kind). A body with
//! paragraphs of HTML goes to `content_html`, any other to `content_text` as it is, so that a wire's indented lines stay
//! paragraphs.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::input::{self, CommandError};

/// How to convert.
#[derive(Debug, clap::Args)]
pub(crate) struct ConvertOptions {
    /// Where the feed goes; standard output if not given.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The feed's title; the file's name if not given.
    #[arg(long)]
    title: Option<String>,
    /// The feed's language, where records do not say theirs.
    #[arg(long)]
    lang: Option<String>,
    /// How many records to take at most.
    #[arg(long)]
    limit: Option<usize>,
}

/// Converts a file of records and says on standard error how many it was.
pub(crate) fn convert(records: &Path, options: &ConvertOptions) -> Result<ExitCode, CommandError> {
    let lines = BufReader::new(input::open(records)?).lines();
    let mut out = input::create(options.out.as_deref())?;
    let written = || options.out.clone().unwrap_or_else(|| PathBuf::from("standard output"));
    let write_error = |source| CommandError::Write { path: written(), source };

    out.write_all(head(records, options).as_bytes()).map_err(write_error)?;
    let (mut taken, mut skipped) = (0, 0);
    for line in lines {
        let line = line.map_err(|source| CommandError::Read { path: records.to_owned(), source })?;
        if line.trim().is_empty() {
            continue;
        }
        if options.limit.is_some_and(|limit| taken >= limit) {
            break;
        }
        let Some(item) = serde_json::from_str(&line).ok().and_then(|record| item(&record)) else {
            skipped += 1;
            continue;
        };
        let comma = if taken == 0 { "" } else { "," };
        write!(out, "{comma}\n{item}").map_err(write_error)?;
        taken += 1;
    }
    out.write_all(b"\n]}\n").and_then(|()| out.flush()).map_err(write_error)?;
    let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} lines left out that are no records") };
    eprintln!("dateline: {taken} stories{skipped}");
    Ok(ExitCode::SUCCESS)
}

/// The feed up to its items; these come last, since a reader that streams must know the language before them.
fn head(records: &Path, options: &ConvertOptions) -> String {
    let name = records.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let title = options.title.clone().unwrap_or_else(|| stem.to_owned());
    let lang = options.lang.as_ref().map(|lang| format!("\"language\":{},", Value::from(lang.as_str())));
    format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{},{}\"items\":[",
        Value::from(title),
        lang.unwrap_or_default()
    )
}

/// The feed item of a record; nothing if it has neither title nor body.
fn item(record: &Value) -> Option<Value> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let body = record.get("body").and_then(Value::as_str).filter(|body| !body.trim().is_empty());
    if text("title").is_none() && body.is_none() {
        return None;
    }
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("id", record.get("id").filter(|id| id.is_string() || id.is_number()).cloned());
    // A corpus numbers its documents with schemes of its own; those lead nowhere.
    put("url", text("url").filter(|url| url.starts_with("http")).map(Value::from));
    put("title", text("title").map(Value::from));
    put("summary", text("standfirst").map(|html| Value::from(without_tags(html))));
    let is_html = body.is_some_and(|body| body.contains("<p") || body.contains("</"));
    put(if is_html { "content_html" } else { "content_text" }, body.map(Value::from));
    put("date_published", text("date").map(Value::from));
    put("authors", text("author").map(|name| json!([{ "name": name }])));
    put("tags", record.get("tags").filter(|tags| tags.as_array().is_some_and(|tags| !tags.is_empty())).cloned());
    put("language", text("lang").map(|lang| Value::from(lang.replace('_', "-"))));
    put("_dateline", extension(record));
    Some(Value::Object(item))
}

/// What JSON Feed has no field for.
fn extension(record: &Value) -> Option<Value> {
    let text = |name: &str| record.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let mut extension = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            extension.insert(name.to_owned(), value);
        }
    };
    put("dateline", text("dateline").map(dateline));
    put("section", text("section").map(Value::from));
    put("source", text("source").map(Value::from));
    let mut pictures = pictures(record);
    put("lead", (!pictures.is_empty()).then(|| pictures.remove(0)));
    put("pictures", (!pictures.is_empty()).then(|| Value::from(pictures)));
    let tags = tags(record);
    put("tags", (!tags.is_empty()).then(|| Value::from(tags)));
    (!extension.is_empty()).then_some(Value::Object(extension))
}

fn dateline(line: &str) -> Value {
    match dateline_formats::dateline_of(line) {
        Some(found) => match found.day {
            Some(day) => json!({ "place": found.place, "day": day }),
            None => json!({ "place": found.place }),
        },
        None => Value::from(line),
    }
}

/// Pictures with the fields that ours have, from `image` or `images`.
fn pictures(record: &Value) -> Vec<Value> {
    let entries = match (record.get("images"), record.get("image")) {
        (Some(Value::Array(entries)), _) => entries.clone(),
        (_, Some(image)) => vec![image.clone()],
        _ => Vec::new(),
    };
    let is_address = |value: &Value| value.as_str().is_some_and(|url| url.starts_with("http"));
    entries
        .into_iter()
        .filter_map(|entry| match entry {
            Value::Object(fields) if fields.get("url").is_some_and(is_address) => {
                let known = ["url", "width", "height", "alt", "caption", "credit"];
                let kept = fields.into_iter().filter(|(name, value)| {
                    // An empty `alt` in a corpus means that none was kept, not that the picture is decoration.
                    known.contains(&name.as_str()) && !value.is_null() && value.as_str() != Some("")
                });
                Some(Value::Object(kept.collect()))
            }
            entry if is_address(&entry) => Some(json!({ "url": entry })),
            _ => None,
        })
        .collect()
}

/// Tags whose kind the record knows.
fn tags(record: &Value) -> Vec<Value> {
    let groups = [("places", "place"), ("people", "person"), ("orgs", "organisation"), ("companies", "organisation")];
    let mut tags = Vec::new();
    for (group, kind) in groups {
        let names = record.pointer(&format!("/tag_groups/{group}")).and_then(Value::as_array);
        tags.extend(
            names
                .into_iter()
                .flatten()
                .filter(|name| name.is_string())
                .map(|name| json!({ "name": name, "kind": kind })),
        );
    }
    tags
}

/// The words of a standfirst, which JSON Feed has as plain text.
fn without_tags(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let base = dateline_story::WebUrl::parse("https://records.example/").expect("a well-formed address");
    let blocks = dateline_formats::blocks_of_html(html, &base);
    let mut words: Vec<&str> = Vec::new();
    blocks.iter().for_each(|block| block.each_text(&mut |text| words.push(text)));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_record_keeps_its_paragraphs_and_loses_its_numbering() {
        let record = json!({
            "id": "wire-1", "url": "wire:///1", "title": "FERRIES STAY", "dateline": "PORT ELSA, March 4",
            "date": "2019-03-04T06:00:00", "body": "The boats\nstayed.\n    Crews went home.", "tags": ["ferries", "elsa"],
            "author": "", "tag_groups": { "places": ["elsa"], "people": [] },
        });
        let expected = json!({
            "id": "wire-1", "title": "FERRIES STAY", "date_published": "2019-03-04T06:00:00",
            "content_text": "The boats\nstayed.\n    Crews went home.", "tags": ["ferries", "elsa"],
            "_dateline": {
                "dateline": { "place": "PORT ELSA", "day": "March 4" },
                "tags": [{ "name": "elsa", "kind": "place" }],
            },
        });
        assert_eq!(Some(expected), item(&record));
    }

    #[test]
    fn pictures_and_html_have_their_fields() {
        let record = json!({
            "id": 7, "title": "A", "body": "<p>One.</p>", "standfirst": "<p>Two &amp; three</p>", "lang": "tur_Latn",
            "images": [{ "url": "https://a.example/1.jpg", "alt": "", "credit": "Ada Moss", "x": 1 }, "https://a.example/2.jpg"],
        });
        let expected = json!({
            "id": 7, "title": "A", "summary": "Two & three", "content_html": "<p>One.</p>", "language": "tur-Latn",
            "_dateline": {
                "lead": { "url": "https://a.example/1.jpg", "credit": "Ada Moss" },
                "pictures": [{ "url": "https://a.example/2.jpg" }],
            },
        });
        assert_eq!(Some(expected), item(&record));
    }

    #[test]
    fn an_empty_record_is_left_out() {
        assert_eq!(None, item(&json!({ "id": "x", "title": " ", "body": "" })));
        assert_eq!(None, item(&json!(7)));
    }
}
