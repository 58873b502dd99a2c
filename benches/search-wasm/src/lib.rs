//! The search engine as JavaScript may call it, for `cargo xtask bench search` alone.
//!
//! It adds nothing to the engine and keeps a few stories at most beside the index. They arrive as texts and are dropped once
//! they are indexed, so what the memory grows by is the index. A search does all that the reader asks for at a keystroke (ten
//! ranked hits, exact counts for every tag, the timeline) and hands over the hits; in the reader the rest never leaves
//! Rust either.

use dateline_search::{Index, Request, Sort, parse_query, search};
use dateline_story::{Block, Byline, Dateline, Person, Story, Tag, Text, Timestamp};
use wasm_bindgen::prelude::wasm_bindgen;

/// Hits that a search returns.
const HITS: usize = 10;

/// What stands behind each story, and between the texts of one: no text has either.
const BEHIND_STORY: char = '\u{1e}';
const BETWEEN_TEXTS: char = '\u{1f}';

/// An index that JavaScript fills and asks.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    index: Index,
    /// Those read last.
    stories: Vec<Story>,
}

#[wasm_bindgen]
impl Engine {
    /// An index of no stories.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes stories of texts, in place of those read before.
    ///
    /// Shape: `texts` is UTF-8, as the reader has it from the network, with `BEHIND_STORY` behind each story. Of each
    /// there are headline, place, day, author, tags and body, with `BETWEEN_TEXTS` between two of them. Tags and paragraphs are
    /// on lines of their own, and what there is none of is empty. `dates` has as many: seconds since 1970, or not a number if
    /// there is none.
    pub fn read(&mut self, texts: &[u8], dates: &[f64]) {
        // Only engines/dateline.mjs calls, with what its encoder has written.
        let stories = str::from_utf8(texts).unwrap_or_default().split(BEHIND_STORY);
        self.stories.clear();
        self.stories.extend(stories.zip(dates).map(|(texts, &date)| story(texts, date)));
    }

    /// Makes the stories searchable that were read last; a story's number is the count of those before it.
    pub fn add(&mut self) {
        self.stories.iter().for_each(|story| {
            self.index.add(story);
        });
    }

    /// The numbers of the ten best stories for what was typed, the best first.
    pub fn search(&self, typed: &str) -> Vec<u32> {
        let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: HITS, ..Request::default() };
        // Counts and timeline are worked out all the same: no optimiser sees that nobody reads them.
        let results = std::hint::black_box(search(&self.index, &request));
        results.hits.iter().map(|hit| hit.story.0).collect()
    }

    /// Bytes that the index says it takes.
    pub fn memory_bytes(&self) -> usize {
        self.index.memory_bytes()
    }
}

fn story(texts: &str, date: f64) -> Story {
    let mut texts = texts.split(BETWEEN_TEXTS);
    let mut next = || texts.next().unwrap_or_default();
    // Addresses and events are made of the identifier; here nobody asks for either.
    let mut story = Story::new("", next());
    story.dateline = dateline(next(), next());
    story.byline = byline(next());
    story.tags = next().lines().filter_map(Tag::new).collect();
    story.published = date.is_finite().then(|| Timestamp::from_seconds(date as i64));
    story.body = next().lines().map(|paragraph| Block::Paragraph(Text::plain(paragraph))).collect();
    story
}

fn dateline(place: &str, day: &str) -> Option<Dateline> {
    let day = (!day.is_empty()).then(|| day.to_owned());
    (!place.is_empty()).then(|| Dateline { place: place.to_owned(), day })
}

fn byline(author: &str) -> Byline {
    let people = if author.is_empty() { Vec::new() } else { vec![Person { name: author.to_owned(), url: None }] };
    Byline { people, printed: None }
}
