//! What is typed, and the story that it is searched in: whatever they are, there is an answer and its marks fit.
//!
//! The first line is typed; the next is a headline, and the rest is paragraphs.
#![no_main]

use dateline_search::{Index, Request, Sort, explain, parse_query, related, relax, search, suggest};
use dateline_story::{Block, Lang, Story, Tag, Text};
use libfuzzer_sys::fuzz_target;

/// Clauses and alternatives of a query at most.
const MOST_ATOMS: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let typed = lines.next().unwrap_or_default();
    let mut story = Story::new("", lines.next().unwrap_or_default());
    story.body = lines.map(|line| Block::Paragraph(Text::plain(line))).collect();
    story.tags = story.headline.split(' ').filter_map(Tag::new).collect();
    // The bytes say the language, so that each finding can be had again.
    let languages = ["", "en", "tr", "ja"];
    story.lang = Lang::new(languages[bytes.len() % languages.len()]);
    let mut index = Index::new();
    index.add(&story);
    index.add(&Story::new("", "Ferry strike: e-mail, “quoted” C++ 東京の天気 U.N. 3.5"));

    let query = parse_query(typed);
    let atoms = query.clauses.iter().flat_map(|clause| &clause.any_of);
    assert!(atoms.clone().count() <= MOST_ATOMS && atoms.clone().all(|atom| !atom.text.trim().is_empty()));
    assert!(query.clauses.iter().all(|clause| !clause.any_of.is_empty()));
    query.describe();
    let request = Request { query, sort: Sort::Relevance, limit: 10, ..Request::default() };
    let results = search(&index, &request);
    assert_eq!(results.hits.len(), results.total as usize);
    assert!(results.hits.iter().all(|hit| hit.score.is_finite() && hit.score >= 0.0));
    for hit in &results.hits {
        related(&index, hit.story, 3);
        assert!(request.query.is_empty() || explain(&index, &request, hit.story).is_some());
    }
    let marks = results.marker.marks(&story.headline, story.lang.as_ref());
    assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert!(marks.iter().all(|mark| !mark.is_empty() && story.headline.get(mark.clone()).is_some()));
    if let Some(snippet) = results.marker.snippet(&story, 20) {
        assert!(snippet.marks.iter().all(|mark| snippet.text.get(mark.clone()).is_some()));
    }
    suggest(&index, typed, 5);
    relax(&index, &request);
});
