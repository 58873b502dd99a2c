//! What reads feeds as JavaScript may call it, for `cargo xtask bench formats` alone.
//!
//! It gives back numbers: in the reader, too, stories and blocks never leave Rust.

use dateline_formats::{FeedReader, Found, blocks_of_html};
use dateline_story::WebUrl;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes handed to the reader at a time, as the reader's own `use_feed` does.
const BYTES_AT_ONCE: usize = 8 * 1024;

/// Reads a feed; the number of stories.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> u32 {
    let mut reader = FeedReader::new(base());
    let mut stories = 0;
    let mut take = |reader: &mut FeedReader| {
        while let Some(found) = reader.next_found() {
            stories += u32::from(matches!(found, Found::Story(_)));
        }
    };
    for piece in bytes.chunks(BYTES_AT_ONCE) {
        reader.push(piece);
        take(&mut reader);
    }
    reader.finish();
    take(&mut reader);
    stories
}

/// Reads article HTML; the number of blocks.
#[wasm_bindgen]
pub fn blocks(html: &str) -> usize {
    blocks_of_html(html, &base()).len()
}

fn base() -> WebUrl {
    WebUrl::parse("https://paper.example/feed.json").expect("a fixed address")
}
