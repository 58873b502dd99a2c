//! An index put together again from its parts, as far as a search asks for them, answers as the whole does.

use dateline_search::{
    Asked, Index, Request, Sort, StoryId, TermId, Totals, each_posting, parse_query, put_posting, search,
};
use dateline_story::{Block, Story, Text, Timestamp};
use std::collections::BTreeMap;

const HEADLINES: [&str; 8] = [
    "Ferry strike goes on",
    "Ferries strike back",
    "Mayor strikes a deal",
    "Harbour mayor resigns",
    "A ferry for the island",
    "Islanders count ferries",
    "Striking harbour lights",
    "The harbour ferry strike ends",
];

fn whole() -> Index {
    let mut index = Index::new();
    for (at, headline) in HEADLINES.iter().enumerate() {
        let mut story = Story::new(at.to_string(), *headline);
        let body = [HEADLINES[(at * 3 + 1) % 8], HEADLINES[(at * 5 + 2) % 8]].join(", said the mayor of ");
        story.body = vec![Block::Paragraph(Text::plain(&body))];
        story.published = Some(Timestamp::from_seconds(1_000_000 - at as i64));
        index.add(&story);
    }
    index
}

/// The parts of an index, by folded word: stems, and spellings with their lists.
type Parts = BTreeMap<String, (Vec<String>, Vec<(String, Vec<u8>)>)>;

fn parts(index: &Index) -> Parts {
    let mut parts = Parts::new();
    index.each_word(&mut |word| {
        let stems = word.stems.iter().map(|stem| stem.text.to_owned()).collect();
        let spellings = word.spellings.iter().map(|s| (s.spelled.to_owned(), s.postings.clone())).collect();
        parts.insert(word.folded.to_owned(), (stems, spellings));
    });
    parts
}

/// Loads what was asked for; false if all of it was there.
fn load(index: &mut Index, parts: &Parts, terms: &mut BTreeMap<TermId, Vec<u8>>, asked: &Asked) -> bool {
    let before = (terms.len(), terms.values().filter(|list| list.is_empty()).count());
    let wanted = |folded: &str| {
        asked.words.contains(folded)
            || !asked.near.is_empty()
            || asked.beginnings.iter().any(|beginning| folded.starts_with(beginning.as_str()))
    };
    for (folded, (stems, spellings)) in parts {
        let is_stem_asked = stems.iter().any(|stem| asked.words.contains(stem));
        if wanted(folded) || is_stem_asked {
            stems.iter().for_each(|stem| index.load_stem(folded, stem));
            for (spelled, list) in spellings {
                let mut stories = 0;
                each_posting(list, &mut |_| stories += 1);
                let term = index.load_spelling(folded, spelled, stories);
                terms.entry(term).or_insert_with(|| list.clone());
            }
        }
    }
    for term in &asked.lists {
        if let Some(list) = terms.get_mut(term).map(std::mem::take).filter(|list| !list.is_empty()) {
            index.load_list(*term, &list, 0);
        }
    }
    before != (terms.len(), terms.values().filter(|list| list.is_empty()).count())
}

#[test]
fn parts_that_were_asked_for_answer_as_the_whole() {
    let whole = whole();
    let parts = parts(&whole);
    let (mut headline_tokens, mut body_tokens) = (0, 0);
    let ids: Vec<StoryId> = (0..HEADLINES.len() as u32).map(StoryId).collect();
    for &id in &ids {
        headline_tokens += u64::from(whole.columns(id).headline_tokens);
        body_tokens += u64::from(whole.columns(id).body_tokens);
    }
    let stemmers = whole.stemmers().into_iter().map(str::to_owned).collect();
    let totals = Totals { stories: ids.len() as u32, headline_tokens, body_tokens, stemmers };
    for typed in ["ferry ", "ferries strike ", "\"ferry strike\"", "harbor ", "ferry -resigns ", "isl", "the mayor of "]
    {
        let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
        let mut index = Index::partial(&totals);
        let dates: Vec<_> = ids.iter().map(|&id| whole.columns(id).date).collect();
        index.load_dates(StoryId(0), &dates);
        for &id in &ids {
            let columns = whole.columns(id);
            index.load_lengths(id, columns.headline_tokens, columns.body_tokens);
        }
        let mut terms = BTreeMap::new();
        let mut rounds = 0;
        let results = loop {
            let results = search(&index, &request);
            let asked = index.take_asked();
            if !load(&mut index, &parts, &mut terms, &asked) {
                break results;
            }
            rounds += 1;
            assert!(rounds < 10, "{typed}");
        };
        let expected = search(&whole, &request);
        assert_eq!(expected.hits, results.hits, "{typed}");
        assert_eq!(expected.corrections, results.corrections, "{typed}");
        assert!(!expected.hits.is_empty(), "{typed}");
    }
}

#[test]
fn what_is_not_here_still_counts_for_the_rarity_of_a_word() {
    let whole = whole();
    let mut lists: Vec<(String, Vec<u8>, u32)> = Vec::new();
    whole.each_word(&mut |word| {
        for spelling in word.spellings.iter().filter(|_| word.folded == "mayor") {
            // The first posting alone.
            let (mut first, mut unseen) = (Vec::new(), 0);
            each_posting(&spelling.postings, &mut |posting| {
                if first.is_empty() {
                    put_posting(posting.story, &posting.places, &mut first);
                } else {
                    unseen += 1;
                }
            });
            lists.push((spelling.spelled.to_owned(), first, unseen));
        }
    });
    let request = Request { query: parse_query("mayor "), sort: Sort::Relevance, limit: 10, ..Request::default() };
    let totals = Totals { stories: 8, headline_tokens: 8, body_tokens: 8, stemmers: Vec::new() };
    let score = |unseen_counts: bool| {
        let mut index = Index::partial(&totals);
        for (spelled, list, unseen) in &lists {
            let term = index.load_spelling("mayor", spelled, 1 + unseen);
            index.load_list(term, list, if unseen_counts { *unseen } else { 0 });
        }
        search(&index, &request).hits[0].score
    };
    assert!(score(true) < score(false), "{} {}", score(true), score(false));
}
