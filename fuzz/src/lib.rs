//! What must hold of every feed, whatever its bytes are.

use dateline_formats::{Feed, FeedReader, Found, read_feed};
use dateline_story::WebUrl;

/// Reads bytes as a feed, whole and in chunks: the same must come out, something must be said, and no story twice.
///
/// # Panics
/// If one of them does not hold.
pub fn check_feed(bytes: &[u8]) {
    let base = WebUrl::parse("https://paper.example/feed").expect("a fixed address");
    let whole = read_feed(bytes, &base);
    assert!(!whole.stories.is_empty() || !whole.problems.is_empty(), "nothing was said");
    // The bytes say how they are cut, so that each finding can be had again.
    let size = bytes.last().map_or(1, |&byte| usize::from(byte % 13) + 1);
    assert_eq!(whole, in_chunks(bytes, size, &base));
    let mut ids: Vec<&str> = whole.stories.iter().map(|story| story.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), whole.stories.len(), "an identifier came twice");
}

fn in_chunks(bytes: &[u8], size: usize, base: &WebUrl) -> Feed {
    let mut reader = FeedReader::new(base.clone());
    let mut feed = Feed::default();
    for chunk in bytes.chunks(size) {
        reader.push(chunk);
        take(&mut reader, &mut feed);
    }
    reader.finish();
    take(&mut reader, &mut feed);
    reader.tell_late_lang(&mut feed.stories);
    feed.head = reader.head().clone();
    feed
}

fn take(reader: &mut FeedReader, feed: &mut Feed) {
    while let Some(found) = reader.next_found() {
        match found {
            Found::Story(story) => feed.stories.push(*story),
            Found::Problem(problem) => feed.problems.push(problem),
        }
    }
}
