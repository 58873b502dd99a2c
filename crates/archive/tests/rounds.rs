//! How often a reader has to wait for files: what can be known to be wanted is wanted at once.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{Question, Reader, Step};
use dateline_search::{Request, Sort, parse_query};
use dateline_story::{Block, Lang, Story, Text};
use memory::{AMPLE, Files, pack};

/// The files that each round of a question asks for, without cards.
fn rounds(files: &Files, reader: &mut Reader, typed: &str) -> Vec<Vec<String>> {
    let request = Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
    let question = Question { request, ..Question::default() };
    let mut rounds = Vec::new();
    let answer = files.serve(reader, |reader| {
        let step = reader.ask(&question);
        if let Step::Fetch(fetches) = &step {
            rounds.push(fetches.iter().map(|fetch| fetch.path.clone()).collect());
        }
        step
    });
    assert!(!answer.results.hits.is_empty(), "nothing was found for {typed}");
    rounds
}

#[test]
fn the_lists_of_a_phrase_are_one_round() {
    let files = pack(&corpus::stories(400, 21), AMPLE).0;
    let rounds = rounds(&files, &mut files.reader(), "\"the mayor\"");
    let folders = |round: &Vec<String>| round.iter().map(|path| path[..5].to_owned()).collect::<Vec<_>>();
    assert_eq!(2, rounds.len(), "{rounds:?}");
    assert!(folders(&rounds[0]).iter().all(|folder| folder == "roots" || folder == "words"), "{rounds:?}");
    // What cards are packed after comes with them, since cards come next.
    assert!(folders(&rounds[1]).iter().all(|folder| folder == "lists" || folder == "cards"), "{rounds:?}");
    assert_eq!(1, folders(&rounds[1]).iter().filter(|folder| *folder == "cards").count(), "{rounds:?}");
}

#[test]
fn a_rare_form_that_lies_elsewhere_is_no_round_of_its_own() {
    // So many words lie between them that the dictionary has the one and its form in two places.
    let stories: Vec<Story> = (0..1_200)
        .map(|n| {
            let mut story = Story::new(format!("story-{n}"), "A boat with a sail");
            story.lang = Lang::new("en");
            let form = if n % 36 == 0 { "sailing" } else { "" };
            let words: Vec<String> = (0..5).map(|at| format!("saila{}", letters(n * 5 + at))).collect();
            story.body = vec![Block::Paragraph(Text::plain(format!("{form} {}", words.join(" "))))];
            story
        })
        .collect();
    let files = pack(&stories, AMPLE).0;
    let rounds = rounds(&files, &mut files.reader(), "boat sail ");
    assert_eq!(2, rounds.len(), "{rounds:?}");
    assert!(rounds[1].iter().any(|path| path.starts_with("words/")), "{rounds:?}");
}

/// A number as five letters.
fn letters(number: u32) -> String {
    (0..5).map(|at| char::from(b'a' + (number.wrapping_mul(2_654_435_769) >> (at * 5) & 15) as u8)).collect()
}

#[test]
fn the_stories_of_a_second_letter_come_with_those_of_the_first() {
    let files = pack(&corpus::stories(400, 21), AMPLE).0;
    let mut reader = files.reader();
    assert!(!rounds(&files, &mut reader, "f").is_empty());
    assert_eq!(Vec::<Vec<String>>::new(), rounds(&files, &mut reader, "fe"));
}
