//! `cargo xtask demo`: the stories of `demo/stories`, put together into `demo/feed.json`.
//!
//! Who writes a story edits one small file. The feed made of them is committed, so that `trunk serve` alone has something to
//! show, and a test says when it is stale. Pictures are named relative to the feed and stay in `demo/pictures`.

use crate::error::TaskError;
use dateline_story::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

const STORIES: &str = "demo/stories";
const FEED: &str = "demo/feed.json";

pub(crate) fn run() -> Result<(), TaskError> {
    let feed = feed(Path::new("."))?;
    fs::write(FEED, &feed).map_err(TaskError::io(FEED))?;
    println!("{FEED} is written");
    Ok(())
}

/// What the feed says before its items. It names no home page, because relative addresses would be seen from there, and the
/// pictures lie beside the feed.
const HEAD: &str = r#"{
"version": "https://jsonfeed.org/version/1.1",
"title": "The Dateline Demo",
"language": "en",
"items": ["#;

/// The feed as text: JSON Feed 1.1, the newest story first. Each story stands in it just as its file has it.
fn feed(root: &Path) -> Result<String, TaskError> {
    let mut items = stories(root)?.iter().map(|path| story(path)).collect::<Result<Vec<_>, _>>()?;
    // Dates carry the offset of their place, so they are compared as instants and not as text.
    items.sort_by_key(|(published, _)| std::cmp::Reverse(*published));
    let items: Vec<_> = items.into_iter().map(|(_, text)| text).collect();
    Ok(format!("{HEAD}\n{}\n]\n}}\n", items.join(",\n")))
}

/// The files of all stories, sorted by name.
fn stories(root: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let folder = root.join(STORIES);
    let entries = fs::read_dir(&folder).map_err(TaskError::io(&folder))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(TaskError::io(&folder))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    Ok(paths)
}

/// When a story was published, in seconds since 1970, and its text.
fn story(path: &Path) -> Result<(i64, String), TaskError> {
    let text = fs::read_to_string(path).map_err(TaskError::io(path))?;
    let story = serde_json::from_str::<serde_json::Value>(&text);
    let story = story.map_err(|error| TaskError::content(path, error.to_string()))?;
    let published = story["date_published"].as_str().and_then(instant);
    let published =
        published.ok_or_else(|| TaskError::content(path, "needs a date_published like 2012-02-07T18:30:00+02:00"))?;
    Ok((published, text.trim().to_owned()))
}

/// The seconds since 1970 of a date written in the one form our stories use.
fn instant(date: &str) -> Option<i64> {
    let number = |from: usize| date.get(from..from + 2)?.parse::<u8>().ok();
    let day = Timestamp::from_day(date.get(0..4)?.parse().ok()?, number(5)?, number(8)?)?;
    let seconds = |at: usize| Some(i64::from(number(at)?) * 3600 + i64::from(number(at + 3)?) * 60);
    let local = day.seconds() + seconds(11)? + i64::from(number(17)?);
    match date.get(19..20)? {
        "Z" => Some(local),
        "+" => Some(local - seconds(20)?),
        "-" => Some(local + seconds(20)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_different_places_are_compared_as_instants() {
        assert_eq!(instant("1970-01-02T01:00:00+01:00"), Some(86_400));
        assert_eq!(instant("1970-01-01T23:30:05-00:30"), Some(86_405));
        assert_eq!(instant("1970-01-02T00:00:00Z"), Some(86_400));
        assert_eq!(instant("1970-01-02"), None);
    }

    #[test]
    fn the_committed_feed_holds_the_stories_as_they_are() {
        let root = crate::root();
        let committed = fs::read_to_string(root.join(FEED)).unwrap_or_default();
        assert!(committed == feed(&root).expect("every story can be read"), "{FEED} is stale: run cargo xtask demo");
    }
}
