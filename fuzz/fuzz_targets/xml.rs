//! RSS and Atom: whatever follows the first angle bracket.
#![no_main]

use dateline_formats::read_feed;
use dateline_story::WebUrl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let base = WebUrl::parse("https://paper.example/feed.xml").expect("a fixed address");
    let mut feed = b"<?xml version=\"1.0\"?>".to_vec();
    feed.extend_from_slice(bytes);
    let feed = read_feed(&feed, &base);
    assert!(!feed.stories.is_empty() || !feed.problems.is_empty(), "nothing was said");
});
