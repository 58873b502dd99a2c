//! Article HTML: spans lie inside their text, on characters, and nest.
#![no_main]

use dateline_formats::{blocks_of_html, read_page};
use dateline_story::{Block, Picture, Text, WebUrl};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let base = WebUrl::parse("https://paper.example/a/").expect("a fixed address");
    blocks_of_html(html, &base).iter().for_each(check);
    let _ = read_page(html, &base);
});

fn check(block: &Block) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => {
            assert!(!text.as_str().trim().is_empty());
            check_text(text);
        }
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).for_each(check),
        Block::Quote(blocks) => blocks.iter().for_each(check),
        Block::Figure(picture) => check_picture(picture),
        Block::Gallery(pictures) => pictures.iter().for_each(check_picture),
        Block::Table { caption, rows } => {
            caption.iter().for_each(check_text);
            rows.iter().flatten().for_each(|cell| check_text(&cell.text));
        }
        Block::Embed { url, .. } => assert!(url.is_web()),
        Block::Preformatted(_) | Block::Rule => {}
    }
}

fn check_picture(picture: &Picture) {
    assert!(!picture.sources.is_empty() && picture.sources.iter().all(|source| source.url.is_web()));
    picture.caption.iter().for_each(check_text);
}

fn check_text(text: &Text) {
    let mut open: Vec<u32> = Vec::new();
    for span in text.spans() {
        assert!(span.start < span.end && text.as_str().get(span.start as usize..span.end as usize).is_some());
        while open.last().is_some_and(|end| *end <= span.start) {
            open.pop();
        }
        assert!(open.last().is_none_or(|end| span.end <= *end), "spans cross");
        open.push(span.end);
    }
}
