//! Payloads in every field: what comes out is text and addresses that are safe to link, and nothing else exists.

#[path = "common/payloads.rs"]
mod payloads;

use dateline_formats::read_feed;
use dateline_story::{Block, Picture, SpanKind, Story, Text, WebUrl};

/// Every address in a story.
fn addresses(story: &Story) -> Vec<WebUrl> {
    let mut found: Vec<WebUrl> = story.url.iter().cloned().collect();
    found.extend(story.byline.people.iter().filter_map(|person| person.url.clone()));
    found.extend(story.tags.iter().filter_map(|tag| tag.url.clone()));
    story.lead.iter().for_each(|picture| of_picture(picture, &mut found));
    found.extend(story.about.clone());
    found.extend(story.attachments.iter().map(|attachment| attachment.url.clone()));
    story.corrections.iter().for_each(|note| of_text(&note.text, &mut found));
    story.body.iter().for_each(|block| of_block(block, &mut found));
    found
}

fn of_block(block: &Block, found: &mut Vec<WebUrl>) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => of_text(text, found),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| of_block(block, found));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|block| of_block(block, found)),
        Block::Figure(picture) => of_picture(picture, found),
        Block::Gallery(pictures) => pictures.iter().for_each(|picture| of_picture(picture, found)),
        Block::Table { caption, rows } => {
            caption.iter().for_each(|text| of_text(text, found));
            rows.iter().flatten().for_each(|cell| of_text(&cell.text, found));
        }
        Block::Embed { url, .. } => found.push(url.clone()),
        Block::Preformatted(_) | Block::Rule => {}
    }
}

fn of_picture(picture: &Picture, found: &mut Vec<WebUrl>) {
    found.extend(picture.sources.iter().map(|source| source.url.clone()));
    found.extend(picture.licence.iter().filter_map(|licence| licence.url.clone()));
    picture.caption.iter().for_each(|text| of_text(text, found));
}

fn of_text(text: &Text, found: &mut Vec<WebUrl>) {
    for span in text.spans() {
        if let SpanKind::Link(url) = &span.kind {
            found.push(url.clone());
        }
    }
}

#[test]
fn payloads_become_text_and_safe_addresses() {
    let payloads = payloads::payloads();
    assert!(payloads.len() >= 300, "{}", payloads.len());
    let base = WebUrl::parse("https://paper.example/feed.json").expect("a fixed address");
    let feed = read_feed(payloads::feed(&payloads).to_string().as_bytes(), &base);
    assert_eq!(payloads.len(), feed.stories.len());
    for (story, payload) in feed.stories.iter().zip(&payloads) {
        for url in addresses(story) {
            let scheme = url.as_str().split(':').next().unwrap_or_default().to_owned();
            assert!(matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"), "{payload}: {url}");
            assert!(!url.as_str().contains(['<', '>', '"', ' ', '\n', '\t']), "{payload}: {url}");
        }
        // The words around the payload are never swallowed, unless it opens what browsers end nowhere either.
        let mut words = String::new();
        story.body.iter().for_each(|block| block.each_text(&mut |text| words.push_str(text)));
        assert!(words.starts_with("Before."), "{payload}: {words}");
    }
}
