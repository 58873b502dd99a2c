//! Criterion benches of the index, natively: `cargo bench -p dateline-search`.
//!
//! They tell whether a change to the engine made it slower. What others do with the same stories, and what WebAssembly
//! costs, is for `cargo xtask bench search`; a table of many kinds of queries is in `examples/bench.rs`.
//!
//! Corpus: 4,000 Reuters stories (Reuters-21578, for research) where `DATELINE_DATA` says; without it, nothing is measured.

#[path = "../tests/common/data.rs"]
mod data;
#[path = "../tests/common/sample.rs"]
mod sample;

use criterion::{BatchSize, Criterion};
use dateline_search::{Index, Request, Sort, parse_query, related, search, suggest};
use dateline_story::Story;
use sample::Dice;
use std::hint::black_box;

const STORIES: usize = 4_000;
/// Queries of each kind; one iteration asks them all.
const QUERIES: usize = 50;

fn main() {
    // By hand, since criterion's own macros write a public function that nobody documents.
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    criterion.final_summary();
}

fn benches(criterion: &mut Criterion) {
    let lines = data::lines("corpora/reuters.jsonl.gz");
    let stories: Vec<Story> = lines.iter().take(STORIES).map(data::story).collect();
    if stories.is_empty() {
        return;
    }
    criterion.bench_function("build, 500 stories", |bencher| {
        bencher.iter_batched(
            Index::new,
            |index| filled(index, &stories[..stories.len().min(500)]),
            BatchSize::LargeInput,
        );
    });
    let index = filled(Index::new(), &stories);
    queries(criterion, &index, &stories);
}

fn queries(criterion: &mut Criterion, index: &Index, stories: &[Story]) {
    let mut dice = Dice::new(7);
    let words: Vec<String> = (0..QUERIES).map(|_| dice.word(stories)).collect();
    let pairs: Vec<String> = (0..QUERIES).map(|_| dice.pair(stories)).collect();
    let typos: Vec<String> = words.iter().map(|word| dice.typo(word)).collect();
    let first = |word: &String| word.chars().take(2).collect::<String>();
    let finished = |typed: &String| [typed, " "].concat();
    let quoted = |typed: &String| ["\"", typed, "\""].concat();
    let mut bench = |name: &str, typed: Vec<String>| {
        criterion.bench_function(name, |bencher| bencher.iter(|| typed.iter().for_each(|typed| ask(index, typed))));
    };
    bench("50 words", words.iter().map(finished).collect());
    bench("50 pairs", pairs.iter().map(finished).collect());
    bench("50 beginnings of two letters", words.iter().map(first).collect());
    bench("50 typing errors", typos.iter().map(finished).collect());
    bench("50 phrases", pairs.iter().map(quoted).collect());
    criterion.bench_function("50 suggestions", |bencher| {
        bencher.iter(|| words.iter().map(first).for_each(|typed| drop(black_box(suggest(index, &typed, 8)))));
    });
    criterion.bench_function("related stories of one", |bencher| {
        bencher.iter(|| black_box(related(index, dateline_search::StoryId(0), 6)));
    });
}

fn filled(mut index: Index, stories: &[Story]) -> Index {
    stories.iter().for_each(|story| {
        index.add(story);
    });
    index
}

/// Ten ranked hits, with exact counts for every tag.
fn ask(index: &Index, typed: &str) {
    let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
    black_box(search(index, &request));
}
