//! JSON items, read as each format in turn, whatever they look like.
#![no_main]

use dateline_formats::{FeedReader, Format, Found};
use dateline_story::WebUrl;
use libfuzzer_sys::fuzz_target;

const FORMATS: [&str; 10] =
    ["json-feed", "ninjs", "schema-org", "wordpress", "guardian", "ghost", "nyt", "plain", "rss", "atom"];

fuzz_target!(|bytes: &[u8]| {
    let base = WebUrl::parse("https://paper.example/feed.json").expect("a fixed address");
    for format in FORMATS.iter().filter_map(|name| Format::from_name(name)) {
        let mut reader = FeedReader::new(base.clone()).as_format(format);
        reader.push(bytes);
        reader.finish();
        while let Some(found) = reader.next_found() {
            match found {
                Found::Story(story) => assert!(!story.headline.trim().is_empty() && !story.id.is_empty()),
                Found::Problem(problem) => assert!(!problem.to_string().is_empty()),
            }
        }
    }
});
