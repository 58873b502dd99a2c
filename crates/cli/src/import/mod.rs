//! `dateline import`: files of many kinds to one JSON Feed with `_dateline`.
//!
//! Feeds (RSS, Atom, WordPress exports, any JSON that the reader reads), HTML pages, Markdown with front matter, and
//! plain text as wires and old archives have it. What had to be guessed is said on standard error, file by file.

mod markdown;
mod page;
mod text;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline_formats::{Problem, read_feed};
use dateline_story::{Slug, Story, WebUrl};
use serde_json::{Value, json};

use crate::input::{self, CommandError};
use crate::item::item;

/// How to import.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportOptions {
    /// Where the feed goes; standard output if not given.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The feed's title.
    #[arg(long, default_value = "Imported")]
    title: String,
    /// The feed's language, where stories do not say theirs.
    #[arg(long)]
    lang: Option<String>,
    /// The address that relative addresses in the files are seen from.
    #[arg(long, default_value = "https://feed.invalid/")]
    url: String,
}

/// What became of a file.
#[derive(Debug, Default)]
pub(crate) struct Imported {
    pub(crate) stories: Vec<Story>,
    /// What was guessed, or could not be read; a sentence each.
    pub(crate) doubts: Vec<String>,
    /// True if there was a story that could not be read.
    pub(crate) is_lossy: bool,
}

/// Imports all files and says what was doubtful. The exit status is 1 if stories are lost, or if a file gave none.
pub(crate) fn import(files: &[PathBuf], options: &ImportOptions) -> Result<ExitCode, CommandError> {
    let base = input::base(&options.url)?;
    let mut items = Vec::new();
    let mut ids = HashSet::new();
    let mut lossy = false;
    for file in files {
        let imported = read(file, &base)?;
        for doubt in &imported.doubts {
            eprintln!("dateline: {}: {doubt}", file.display());
        }
        lossy |= imported.is_lossy || imported.stories.is_empty();
        for mut story in imported.stories {
            make_unique(&mut story, &mut ids);
            items.push(item(&story));
        }
    }
    let count = items.len();
    let mut feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": options.title });
    if let Some(lang) = &options.lang {
        feed["language"] = Value::from(lang.as_str());
    }
    // Maps are in order of their names, and "items" must come after "language"; so the list is added as text.
    let head = feed.to_string();
    let list: Vec<String> = items.iter().map(Value::to_string).collect();
    let text = format!("{},\"items\":[\n{}\n]}}\n", &head[..head.len() - 1], list.join(",\n"));
    let mut out = input::create(options.out.as_deref())?;
    let path = options.out.clone().unwrap_or_else(|| PathBuf::from("standard output"));
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|source| CommandError::Write { path, source })?;
    eprintln!("dateline: {count} stories of {} files", files.len());
    Ok(ExitCode::from(u8::from(lossy)))
}

fn read(file: &Path, base: &WebUrl) -> Result<Imported, CommandError> {
    let mut bytes = Vec::new();
    let read_error = |source| CommandError::Read { path: file.to_owned(), source };
    input::open(file)?.read_to_end(&mut bytes).map_err(read_error)?;
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let text = String::from_utf8_lossy(&bytes);
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(match kind(extension.as_deref().unwrap_or_default(), &text) {
        Kind::Feed => feed(&bytes, base),
        Kind::Page => page::read(&text, &name, base),
        Kind::Markdown => markdown::read(&text, &name, base),
        Kind::Text => text::read(&text, &name),
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Feed,
    Page,
    Markdown,
    Text,
}

/// What a file is; its content is believed before its name.
fn kind(extension: &str, text: &str) -> Kind {
    let start: String = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).chars().take(300).collect();
    let start = start.to_ascii_lowercase();
    let is_xml_feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|mark| start.contains(mark));
    if is_xml_feed || start.starts_with("<?xml") && !start.contains("<html") {
        Kind::Feed
    } else if start.starts_with("<!doctype html") || start.contains("<html") || matches!(extension, "html" | "htm") {
        Kind::Page
    } else if extension == "json" || start.starts_with("{\"") || start.starts_with("[{") {
        Kind::Feed
    } else if matches!(extension, "md" | "markdown") || start.starts_with("---\n") || start.starts_with("+++\n") {
        Kind::Markdown
    } else {
        Kind::Text
    }
}

fn feed(bytes: &[u8], base: &WebUrl) -> Imported {
    let feed = read_feed(bytes, base);
    Imported {
        stories: feed.stories,
        doubts: feed.problems.iter().map(ToString::to_string).collect(),
        is_lossy: feed.problems.iter().any(Problem::is_loss),
    }
}

/// Files may be named alike; a feed's stories may not.
fn make_unique(story: &mut Story, ids: &mut HashSet<String>) {
    let stem = story.id.clone();
    let mut number = 2;
    while !ids.insert(story.id.clone()) {
        story.id = format!("{stem}-{number}");
        number += 1;
    }
    story.slug = Slug::from_id(&story.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        assert_eq!(Kind::Feed, kind("xml", "<?xml version='1.0'?><rss>"));
        assert_eq!(Kind::Feed, kind("txt", "\u{feff} <feed xmlns='x'>"));
        assert_eq!(Kind::Page, kind("php", "<!DOCTYPE html><p>"));
        assert_eq!(Kind::Page, kind("xml", "<?xml version='1.0'?><html>"));
        assert_eq!(Kind::Feed, kind("", "{\"a\":1}"));
        assert_eq!(Kind::Markdown, kind("txt", "---\ntitle: A\n---\n"));
        assert_eq!(Kind::Text, kind("txt", "A headline\n\nText."));
    }

    #[test]
    fn two_files_of_one_name_are_two_stories() {
        let mut ids = HashSet::new();
        let names: Vec<String> = (0..3)
            .map(|_| {
                let mut story = Story::new("index", "A");
                make_unique(&mut story, &mut ids);
                story.id
            })
            .collect();
        assert_eq!(vec!["index", "index-2", "index-3"], names);
    }
}
