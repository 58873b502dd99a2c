//! What has been fetched is unpacked a little at a time, and no more of it than is of use.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{Answer, Depth, Left, Question, Reader, Step};
use dateline_search::{Request, Sort, StoryId, parse_query};
use memory::{AMPLE, Files, pack};

fn archive() -> Files {
    pack(&corpus::stories(400, 21), AMPLE).0
}

fn question(typed: &str, depth: Depth) -> Question {
    let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
    Question { request, depth, counts: false }
}

/// Fetches what is wanted once; the paths.
fn fetch(files: &Files, reader: &mut Reader, question: &Question) -> Vec<String> {
    let Step::Fetch(fetches) = reader.ask(question) else { panic!("nothing is wanted for {question:?}") };
    for fetch in &fetches {
        reader.give(fetch, &files.answer(fetch).expect("it was packed")).expect("it is right");
    }
    fetches.into_iter().map(|fetch| fetch.path).collect()
}

/// Answers and texts, each call of `unpack` doing so many steps; how often it was called.
fn read(files: &Files, typed: &str, steps: usize) -> (Answer, Vec<Option<Vec<u8>>>, usize) {
    let mut calls = 0;
    let mut reader = files.reader();
    let mut serve = |reader: &mut Reader, story: Option<StoryId>| loop {
        let step = match story {
            None => match reader.ask(&question(typed, Depth::Exact)) {
                Step::Done(answer) => Step::Done((answer, None)),
                Step::Fetch(fetches) => Step::Fetch(fetches),
                Step::Unpack => Step::Unpack,
            },
            Some(story) => match reader.text(story) {
                Step::Done(text) => Step::Done((Answer::default(), text)),
                Step::Fetch(fetches) => Step::Fetch(fetches),
                Step::Unpack => Step::Unpack,
            },
        };
        match step {
            Step::Done(done) => break done,
            Step::Fetch(fetches) => fetches.iter().for_each(|fetch| {
                reader.give(fetch, &files.answer(fetch).expect("it was packed")).expect("it is right");
            }),
            Step::Unpack => {
                calls += 1;
                while reader.unpack(steps) == Left::Needed {
                    calls += 1;
                }
            }
        }
    };
    let (answer, _) = serve(&mut reader, None);
    let texts = answer.results.hits.iter().map(|hit| serve(&mut reader, Some(hit.story)).1).collect();
    (answer, texts, calls)
}

#[test]
fn a_step_at_a_time_gives_what_all_at_once_gives() {
    let files = archive();
    for typed in ["ferry ", "mayor storm ", "har"] {
        let (at_once, texts, few) = read(&files, typed, usize::MAX);
        let (slowly, same, many) = read(&files, typed, 1);
        assert!(at_once.is_exact && !texts.is_empty());
        assert_eq!((&at_once, texts), (&slowly, same), "{typed}");
        assert!(many > few * 100, "{typed}: {few} {many}");
    }
}

#[test]
fn what_comes_is_unpacked_while_the_rest_is_on_its_way() {
    let files = archive();
    let mut reader = files.reader();
    let Step::Fetch(fetches) = reader.ask(&question("ferry ", Depth::Quick)) else { panic!("nothing is wanted") };
    let words = fetches.iter().find(|fetch| fetch.path.starts_with("words/")).expect("a shard is wanted first");
    assert!(fetches.len() > 1 && reader.left() == Left::Nothing, "{fetches:?}");
    reader.give(words, &files.answer(words).expect("it was packed")).expect("it is right");
    assert_eq!(Left::Needed, reader.left());
    while reader.unpack(1_000) != Left::Nothing {}
}

#[test]
fn what_cards_are_packed_after_comes_with_lists_and_nobody_waits_for_it() {
    let files = archive();
    let mut reader = files.reader();
    let mayor = question("\"the mayor\"", Depth::Quick);
    fetch(&files, &mut reader, &mayor);
    while reader.unpack(1_000) == Left::Needed {}
    let Step::Fetch(fetches) = reader.ask(&mayor) else { panic!("no lists are wanted") };
    let sample = fetches.iter().find(|fetch| fetch.path.starts_with("cards/")).expect("the sample is wanted besides");
    assert_eq!(vec![sample], fetches.iter().filter(|fetch| !reader.waits_for(fetch)).collect::<Vec<_>>());
    let before = reader.memory_bytes();
    reader.give(sample, &files.answer(sample).expect("it was packed")).expect("it is right");
    assert_eq!(Left::Useful, reader.left());
    while reader.unpack(1_000) != Left::Nothing {}
    let more = reader.memory_bytes() - before;
    assert!(more > 100_000, "{more} bytes are too few for what is known after a sample");
    let answer = files.ask(&mut reader, &mayor);
    assert!(!answer.results.hits.is_empty() && answer.problems.is_empty());
}

#[test]
fn what_only_the_question_before_waited_for_is_let_go() {
    let files = archive();
    let mut reader = files.reader();
    let paths = fetch(&files, &mut reader, &question("ferry ", Depth::Quick));
    assert!(paths.iter().any(|path| path.starts_with("words/")), "{paths:?}");
    assert_eq!(Step::Unpack, reader.ask(&question("ferry ", Depth::Quick)));
    assert_eq!(Left::Needed, reader.left());
    // The newest stories need no word.
    let newest = Question { request: Request { limit: 10, ..Request::default() }, ..Question::default() };
    assert!(matches!(reader.ask(&newest), Step::Done(_)));
    assert_eq!(Left::Nothing, reader.left());
}
