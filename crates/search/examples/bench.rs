//! Times the index on real stories: building, memory, and queries of each kind, with ten hits and exact counts for every tag.
//!
//! `DATELINE_DATA=folder cargo run --release -p dateline-search --example bench [-- FILE [STORIES]]`, where FILE lies in
//! the folder; by default 16,000 Reuters stories and then 100,000 links from reddit. Queries are drawn from the stories
//! with a fixed seed. Times are in milliseconds: median, 95th percentile, longest.

#[path = "../tests/common/data.rs"]
mod data;
#[path = "../tests/common/sample.rs"]
mod sample;

use dateline_search::{Index, Request, Sort, parse_query, search, suggest};
use dateline_story::Story;
use sample::Dice;
use std::time::{Duration, Instant};

/// Queries of each kind.
const QUERIES: usize = 300;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first() {
        Some(file) => bench(file, arguments.get(1).and_then(|most| most.parse().ok()).unwrap_or(usize::MAX)),
        None => {
            bench("corpora/reuters.jsonl.gz", 16_000);
            bench("corpora/reddit.jsonl.gz", 100_000);
        }
    }
}

fn bench(file: &str, most: usize) {
    let stories: Vec<Story> = data::lines(file).iter().take(most).map(data::story).collect();
    if stories.is_empty() {
        return;
    }
    let mut index = Index::new();
    let mut adding = Vec::with_capacity(stories.len());
    for story in &stories {
        let started = Instant::now();
        index.add(story);
        adding.push(started.elapsed());
    }
    let all: Duration = adding.iter().sum();
    println!("\n{file}: {} stories", stories.len());
    println!("built in {:.2} s, {} bytes a story", all.as_secs_f64(), index.memory_bytes() / stories.len());
    report("adding a story", adding);
    queries(&index, &stories);
}

fn queries(index: &Index, stories: &[Story]) {
    let mut dice = Dice::new(7);
    let words: Vec<String> = (0..QUERIES).map(|_| dice.word(stories)).collect();
    let pairs: Vec<String> = (0..QUERIES).map(|_| dice.pair(stories)).collect();
    let time = |name: &str, typed: &[String]| {
        let times = typed.iter().map(|typed| {
            let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
            let started = Instant::now();
            std::hint::black_box(search(index, &request));
            started.elapsed()
        });
        report(name, times.collect());
    };
    let spaced = |words: &[String]| words.iter().map(|word| [word, " "].concat()).collect::<Vec<_>>();
    time("nothing typed", &vec![String::new(); 20]);
    time("one word", &spaced(&words));
    time("two words", &spaced(&pairs));
    time("five words", &(0..QUERIES).map(|_| dice.sentence(stories, 5)).collect::<Vec<_>>());
    time("keystrokes", &words.iter().take(100).flat_map(|word| beginnings(word)).collect::<Vec<_>>());
    time("first letters", &('a'..='z').map(String::from).collect::<Vec<_>>());
    time("three letters", &words.iter().map(|word| word.chars().take(3).collect()).collect::<Vec<_>>());
    let typos: Vec<String> = words.iter().map(|word| dice.typo(word)).collect();
    time("one edit wrong", &spaced(&typos));
    let quoted: Vec<String> = pairs.iter().map(|pair| ["\"", pair, "\""].concat()).collect();
    time("phrases", &quoted);
    let common = ["the of", "in the", "to and", "a for", "said the", "\"of the\"", "the -of", "the OR of"];
    time("common words", &common.map(|typed| [typed, " "].concat()));
    let times = words.iter().take(100).flat_map(|word| beginnings(word)).map(|typed| {
        let started = Instant::now();
        std::hint::black_box(suggest(index, &typed, 8));
        started.elapsed()
    });
    report("suggestions", times.collect());
    let times = (0..100).map(|_| {
        let id = dateline_search::StoryId(dice.below(stories.len()) as u32);
        let started = Instant::now();
        std::hint::black_box(dateline_search::related(index, id, 6));
        started.elapsed()
    });
    report("related stories", times.collect());
}

/// All that stands in the box while a word is typed.
fn beginnings(word: &str) -> Vec<String> {
    word.char_indices().map(|(at, c)| word[..at + c.len_utf8()].to_owned()).collect()
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let ms = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    println!("{name:<16}{:>7} x {:>8.3} {:>8.3} {:>8.3}", times.len(), ms(0.5), ms(0.95), ms(1.0));
}
