//! Feeds that real publishers and standards bodies wrote, outside of the project: `DATELINE_DATA` names the folder.
//!
//! Run with `cargo test -p dateline-formats --test real_feeds -- --ignored --nocapture`.

#[allow(dead_code, reason = "shared by several tests, each of which uses a part")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use dateline_formats::{Feed, Format, read_feed};
use dateline_story::WebUrl;

fn data() -> PathBuf {
    std::env::var_os("DATELINE_DATA").map(PathBuf::from).expect("DATELINE_DATA names the folder with the data")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json")
            && !path.ends_with("extension-schema.json")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(path: &Path) -> Feed {
    let base = WebUrl::parse("https://publisher.example/feed.json").expect("a fixed address");
    read_feed(&fs::read(path).expect("a readable file"), &base)
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn every_ninjs_example_has_headline_date_and_its_picture_with_credit() {
    let root = data().join("formats/ninjs/examples");
    let (mut count, mut missing) = (0, Vec::new());
    for path in files(&root) {
        let feed = read(&path);
        let text = fs::read_to_string(&path).expect("a readable file");
        let has_picture = text.contains("\"picture\"") || text.contains("\"graphic\"");
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        println!("{name}: {} stories, {} problems", feed.stories.len(), feed.problems.len());
        if std::env::var_os("SHOW").is_some() {
            println!("{}", common::feed(&feed));
        }
        for story in &feed.stories {
            count += 1;
            let picture = story.pictures().next();
            println!(
                "    headline {:?} | date {:?} | picture {} | credit {:?}",
                story.headline,
                story.date().map(dateline_story::Timestamp::to_rfc3339),
                picture.is_some(),
                picture.and_then(|picture| picture.credit.as_deref()),
            );
            let lacks = |what: &str| format!("{name}: {what}");
            missing.extend(story.date().is_none().then(|| lacks("no date")));
            missing.extend((feed.head.format != Some(Format::Ninjs)).then(|| lacks("not seen to be ninjs")));
            missing.extend((has_picture && picture.is_none()).then(|| lacks("no picture")));
            let says_who =
                ["\"by", "\"copyright", "\"infosource", "\"infoSource"].iter().any(|name| text.contains(name));
            let uncredited = picture.is_some_and(|picture| picture.credit.is_none());
            missing.extend((uncredited && says_who).then(|| lacks("no credit")));
        }
        missing.extend(feed.stories.is_empty().then(|| format!("{name}: no story")));
    }
    println!("{count} stories, {} expectations missed\n{}", missing.len(), missing.join("\n"));
    assert!(count > 0 && missing.is_empty());
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn json_feeds_and_answers_of_apis_are_read() {
    let root = data().join("formats");
    let (mut feeds, mut stories) = (0, 0);
    for path in ["jsonfeed", "wild"].iter().flat_map(|folder| files(&root.join(folder))) {
        let feed = read(&path);
        feeds += 1;
        stories += feed.stories.len();
        println!("{}\n{}", path.strip_prefix(&root).unwrap_or(&path).display(), common::feed(&feed));
    }
    println!("{feeds} feeds, {stories} stories");
    assert!(feeds > 0);
}
