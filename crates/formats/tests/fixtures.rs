//! Each folder in `fixtures/` holds an input and what the reader makes of it.
//!
//! `input.json` and `input.xml` are feeds; `input.html` is the body of a story of its own. `UPDATE_FIXTURES=1`
//! rewrites `expected.txt`, and the diff gets reviewed.

#[allow(dead_code, reason = "shared by several tests, each of which uses a part")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use dateline_formats::{Feed, FeedReader, Found, read_feed};
use dateline_story::WebUrl;

fn base() -> WebUrl {
    WebUrl::parse("https://paper.example/feeds/news.json").expect("a fixed address")
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> = fs::read_dir(all)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    folders.sort();
    folders
}

/// The feed's bytes of a fixture.
fn input(folder: &Path) -> Vec<u8> {
    if let Ok(html) = fs::read_to_string(folder.join("input.html")) {
        let feed = serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{ "id": "1", "title": "A story", "content_html": html }],
        });
        return feed.to_string().into_bytes();
    }
    let name = if folder.join("input.xml").exists() { "input.xml" } else { "input.json" };
    fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

#[test]
fn fixtures_are_read_as_expected() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut wrong = Vec::new();
    for folder in folders() {
        let found = common::feed(&read_feed(&input(&folder), &base()));
        let path = folder.join("expected.txt");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found == expected {
            continue;
        }
        if update {
            fs::write(&path, &found).expect("the fixture can be written");
        } else {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chunks_of_one_byte_give_the_same_as_the_whole() {
    for folder in folders() {
        let bytes = input(&folder);
        let mut reader = FeedReader::new(base());
        let mut feed = Feed::default();
        let mut take = |reader: &mut FeedReader| {
            while let Some(found) = reader.next_found() {
                match found {
                    Found::Story(story) => feed.stories.push(*story),
                    Found::Problem(problem) => feed.problems.push(problem),
                }
            }
        };
        for byte in &bytes {
            reader.push(std::slice::from_ref(byte));
            take(&mut reader);
        }
        reader.finish();
        take(&mut reader);
        reader.tell_late_lang(&mut feed.stories);
        feed.head = reader.head().clone();
        assert_eq!(read_feed(&bytes, &base()), feed, "{}", folder.display());
        assert_eq!(bytes.len() as u64, reader.bytes_read());
    }
}
