//! Stories that nobody here wrote: corpora in the folder that the environment variable `DATELINE_DATA` names.
//!
//! They are read where they lie and never copied into the project, since their licences differ.

#![allow(dead_code)] // each test and example takes what it needs of this

use dateline_story::{Block, Byline, Dateline, Lang, Person, Story, Tag, Text, Timestamp};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

/// The file at `path` inside the data folder, if there is such a folder; says so if not.
pub(crate) fn file(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("DATELINE_DATA");
    if folder.is_none() {
        println!("DATELINE_DATA is not set: nothing to read {path} from");
    }
    Some(PathBuf::from(folder?).join(path))
}

/// The JSON lines of a file, packed or not; none if the file cannot be read.
pub(crate) fn lines(path: &str) -> Vec<Value> {
    let Some(file) = file(path) else { return Vec::new() };
    let Ok(reader) = std::fs::File::open(&file) else {
        println!("no file {}", file.display());
        return Vec::new();
    };
    let reader: Box<dyn Read> =
        if path.ends_with(".gz") { Box::new(flate2::read::GzDecoder::new(reader)) } else { Box::new(reader) };
    let lines = BufReader::new(reader).lines().map_while(Result::ok);
    lines.filter_map(|line| serde_json::from_str(&line).ok()).collect()
}

/// A text member; empty if there is none.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A corpus item as a story.
pub(crate) fn story(value: &Value) -> Story {
    let title = text(value, "title").trim();
    let mut story = Story::new(text(value, "id"), if title.is_empty() { "-" } else { title });
    let dateline = text(value, "dateline");
    if let Some((place, day)) = dateline.rsplit_once(", ") {
        story.dateline = Some(Dateline { place: place.to_owned(), day: Some(day.to_owned()) });
    }
    let author = text(value, "author");
    if !author.is_empty() {
        story.byline = Byline { people: vec![Person { name: author.to_owned(), url: None }], printed: None };
    }
    story.published = date(text(value, "date"));
    let paragraphs = text(value, "body").split("\n    ").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    story.body = paragraphs.map(|paragraph| Block::Paragraph(Text::plain(paragraph))).collect();
    let tags = value["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    story.tags = tags.filter_map(Tag::new).collect();
    story.lang = Lang::new(lang(text(value, "lang")));
    story
}

fn date(text: &str) -> Option<Timestamp> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let day = Timestamp::from_day(number(0, 4)?.into(), number(5, 7)? as u8, number(8, 10)? as u8)?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    Some(Timestamp::from_seconds(day.seconds() + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)))
}

/// The two-letter tag of a corpus's language name.
fn lang(name: &str) -> &str {
    match name.get(..3).unwrap_or_default() {
        "arb" => "ar",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "fra" => "fr",
        "hin" => "hi",
        "jpn" => "ja",
        "kor" => "ko",
        "rus" => "ru",
        "spa" => "es",
        "tha" => "th",
        "tur" => "tr",
        "vie" => "vi",
        "zho" => "zh",
        _ => "",
    }
}
