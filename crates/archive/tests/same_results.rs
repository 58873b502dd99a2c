//! An archive gives the results of the engine in memory, the order included.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{Answer, Depth, Question, Reader};
use dateline_search::{DateRange, Index, Marker, Request, Sort, TagFilter, TagMode, parse_query, search};
use dateline_story::{Story, Timestamp};
use memory::{AMPLE, Files, pack, record};

fn index(stories: &[Story]) -> Index {
    let mut index = Index::new();
    stories.iter().for_each(|story| {
        index.add(story);
    });
    index
}

fn request(typed: &str) -> Request {
    Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() }
}

/// Asks both the same; whether the archive says that its answer is exact.
#[track_caller]
fn check(stories: &[Story], index: &Index, files: &Files, question: &Question, about: &str) -> bool {
    check_kept(stories, index, (files, &mut files.reader()), question, about)
}

/// The same of a reader that may have answered other questions.
#[track_caller]
fn check_kept(
    stories: &[Story],
    index: &Index,
    (files, reader): (&Files, &mut Reader),
    question: &Question,
    about: &str,
) -> bool {
    let answer = files.ask(reader, question);
    assert_eq!(0, answer.problems.len(), "{about}");
    if !answer.is_exact {
        return false;
    }
    let expected = search(index, &question.request);
    let ids: Vec<&str> = expected.hits.iter().map(|hit| stories[hit.story.0 as usize].id.as_str()).collect();
    let found = answer.results.hits.iter().map(|hit| hit.story).collect::<Vec<_>>();
    assert_eq!(ids, files.ids(reader, &found), "{about}");
    for (expected, hit) in expected.hits.iter().zip(&answer.results.hits) {
        assert!((expected.score - hit.score).abs() <= expected.score * 1e-5, "{about}: {expected:?} {hit:?}");
    }
    assert_eq!((expected.total, expected.full_matches), (answer.results.total, answer.results.full_matches), "{about}");
    assert_eq!(expected.corrections, answer.results.corrections, "{about}");
    for story in stories.iter().take(40) {
        let marks = |marker: &Marker| marker.marks(&story.headline, None);
        assert_eq!(marks(&expected.marker), marks(&answer.results.marker), "{about}");
    }
    if question.counts {
        assert_eq!(expected.facets, answer.results.facets, "{about}");
        assert_eq!(expected.timeline, answer.results.timeline, "{about}");
    }
    true
}

#[test]
fn every_sort_of_query_gives_the_same() {
    let stories = corpus::stories(1_500, 1);
    let (index, (files, _)) = (index(&stories), pack(&stories, AMPLE));
    for (at, typed) in corpus::queries(280, 2).into_iter().enumerate() {
        let question = Question { request: request(&typed), depth: Depth::Exact, counts: at % 3 == 0 };
        assert!(check(&stories, &index, &files, &question, &typed), "{typed}");
    }
}

#[test]
fn filters_and_orders_give_the_same() {
    let stories = corpus::stories(900, 3);
    let (index, (files, _)) = (index(&stories), pack(&stories, AMPLE));
    let day = |days: i64| Some(Timestamp::from_seconds(1_300_000_000 + days * 86_400));
    let ranges =
        [DateRange::default(), DateRange { from: day(100), to: day(700) }, DateRange { from: None, to: day(50) }];
    let own = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let tags = [
        TagFilter::default(),
        TagFilter { chosen: own(&["sea"]), ..TagFilter::default() },
        TagFilter { chosen: own(&["sea", "POLITICS"]), excluded: own(&["money"]), mode: TagMode::All },
        TagFilter { chosen: own(&["sea", "istanbul"]), mode: TagMode::Any, excluded: own(&["nothing"]) },
    ];
    let mut asked = 0;
    for typed in ["", "mayor ", "ferry strike ", "of "] {
        for range in ranges {
            for tags in &tags {
                for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
                    let request = Request { tags: tags.clone(), range, sort, ..request(typed) };
                    let question = Question { request, depth: Depth::Exact, counts: true };
                    assert!(check(&stories, &index, &files, &question, &format!("{typed:?} {question:?}")));
                    asked += 1;
                }
            }
        }
    }
    assert_eq!(4 * 3 * 4 * 3, asked);
}

#[test]
fn a_quick_answer_that_says_it_is_exact_is() {
    let stories = corpus::stories(1_500, 4);
    let (index, (files, _)) = (index(&stories), pack(&stories, AMPLE));
    let mut exact = 0;
    for typed in corpus::queries(140, 5) {
        let question = Question { request: request(&typed), ..Question::default() };
        exact += u32::from(check(&stories, &index, &files, &question, &typed));
    }
    assert!(exact > 30, "{exact}");
}

#[test]
fn what_was_cut_short_for_another_question_makes_no_answer_exact() {
    let stories = corpus::stories(9_000, 4);
    let (index, (files, _)) = (index(&stories), pack(&stories, AMPLE));
    let mut kept = files.reader();
    let mut exact = 0;
    // Letter by letter, and back again; then much besides.
    let typed = ["f", "fe", "fer", "ferr", "fer", "fe", "f", "st", "str", "st", "s", "ma", "m", "ma", "co", "c", "co"];
    for typed in typed.into_iter().map(str::to_owned).chain(corpus::queries(42, 5)) {
        let question = Question { request: request(&typed), ..Question::default() };
        exact += u32::from(check_kept(&stories, &index, (&files, &mut kept), &question, &typed));
    }
    assert!(exact > 3, "{exact}");
}

#[test]
fn one_reader_answers_many_questions_alike() {
    let stories = corpus::stories(600, 6);
    let (files, _) = pack(&stories, AMPLE);
    let mut kept = files.reader();
    for (at, typed) in corpus::queries(84, 7).into_iter().enumerate() {
        let depth = if at % 5 == 0 { Depth::Exact } else { Depth::Quick };
        let question = Question { request: request(&typed), depth, counts: at % 4 == 0 };
        let mut new = files.reader();
        let (kept, new) = (files.ask(&mut kept, &question), files.ask(&mut new, &question));
        if kept.is_exact && new.is_exact {
            let shown =
                |answer: &Answer| (answer.results.hits.clone(), answer.results.total, answer.results.facets.clone());
            assert_eq!(shown(&new), shown(&kept), "{typed}");
        }
    }
    assert!(kept.memory_bytes() < 20 << 20);
}

#[test]
fn the_same_stories_give_the_same_bytes_whatever_the_memory() {
    let stories = corpus::stories(400, 8);
    let (whole, summary) = pack(&stories, AMPLE);
    assert_eq!(1, summary.runs);
    assert_eq!(whole, pack(&stories, AMPLE).0);
    let (spilled, summary) = pack(&stories, 100_000);
    assert!(summary.runs > 3, "{}", summary.runs);
    assert!(whole == spilled, "the bytes differ");
    assert_eq!(whole.0.len() as u32, summary.files());
    assert_eq!(whole.0.values().map(|file| file.len() as u64).sum::<u64>(), summary.bytes());
}

#[test]
fn texts_come_back_as_they_were_packed() {
    let stories = corpus::stories(300, 9);
    let (files, _) = pack(&stories, AMPLE);
    let mut reader = files.reader();
    for number in 0..stories.len() as u32 {
        let id = dateline_search::StoryId(number);
        let name = files.ids(&mut reader, &[id]).remove(0);
        let text = files.serve(&mut reader, |reader| reader.text(id)).unwrap_or_default();
        let story = stories.iter().find(|story| story.id == name).expect("a story");
        assert_eq!(record(story).text, text);
    }
}

#[test]
fn an_archive_of_nothing_finds_nothing() {
    let (files, summary) = pack(&[], AMPLE);
    assert_eq!((0, 0), (summary.stories, files.ask(&mut files.reader(), &Question::default()).results.total));
}
