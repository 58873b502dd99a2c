//! Stories that nobody here wrote: corpora in the folder that the environment variable `DATELINE_DATA` names.
//!
//! They are read where they lie and never copied into the project, since their licences differ.

#![allow(dead_code)] // each test and example takes what it needs of this

use dateline_story::{Block, Byline, Dateline, Person, Story, Tag, Text, Timestamp};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// The first stories of a corpus; none, with a word about why, if it is not there.
pub(crate) fn stories(path: &str, most: usize) -> Vec<Story> {
    lines(path).take(most).filter_map(|line| serde_json::from_str(&line).ok()).map(|value| story(&value)).collect()
}

/// The lines of a file, which may be compressed.
pub(crate) fn lines(path: &str) -> Box<dyn Iterator<Item = String>> {
    let Some(folder) = std::env::var_os("DATELINE_DATA").map(PathBuf::from) else {
        println!("DATELINE_DATA is not set: nothing to read {path} from");
        return Box::new(std::iter::empty());
    };
    let Ok(file) = std::fs::File::open(folder.join(path)) else {
        println!("no file {path} in {}", folder.display());
        return Box::new(std::iter::empty());
    };
    if path.ends_with(".gz") {
        Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines().map_while(Result::ok))
    } else {
        Box::new(BufReader::new(file).lines().map_while(Result::ok))
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// A corpus item as a story.
fn story(value: &Value) -> Story {
    let title = text(value, "title").trim();
    let mut story = Story::new(text(value, "id"), if title.is_empty() { "-" } else { title });
    if let Some((place, day)) = text(value, "dateline").rsplit_once(", ") {
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
    story
}

fn date(text: &str) -> Option<Timestamp> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
    let day = Timestamp::from_day(number(0, 4)?.into(), number(5, 7)? as u8, number(8, 10)? as u8)?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    Some(Timestamp::from_seconds(day.seconds() + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)))
}
