//! What helps readers on in an archive: suggestions, and stories like one.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/data.rs"]
mod data;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{Depth, Question};
use dateline_search::{Index, Request, Sort, StoryId, SuggestionKind, like, related, suggest};
use dateline_story::{Story, Tag};
use memory::{AMPLE, Files, pack};

/// Headlines and a tag.
const STORIES: [(&str, &str); 5] = [
    ("Ferry strike in third week", "Strikes"),
    ("Ferries sail again", "Strikes"),
    ("The ferry and the élysée", "Ferry companies"),
    ("Élysée garden opens", "Gardens"),
    ("Ferns in bloom", "Gardens"),
];

fn story(at: usize, headline: &str, tag: &str) -> Story {
    let mut story = Story::new(format!("story-{at}"), headline);
    story.tags = Tag::new(tag).into_iter().collect();
    story
}

fn packed() -> Files {
    let stories: Vec<Story> = (0..).zip(STORIES).map(|(at, (headline, tag))| story(at, headline, tag)).collect();
    pack(&stories, AMPLE).0
}

#[track_caller]
fn check_suggestions(typed: &str, expected: &[(SuggestionKind, &str, Option<u32>)]) {
    let files = packed();
    let found = files.serve(&mut files.reader(), |reader| reader.suggest(typed, 6));
    let found: Vec<_> = found.iter().map(|found| (found.kind, found.text.as_str(), found.count)).collect();
    assert_eq!(expected, found, "{typed}");
}

#[test]
fn the_word_being_typed_is_completed_with_tags_first_and_forms_once() {
    use SuggestionKind::{Tag, Word};
    check_suggestions("fer", &[(Tag, "Ferry companies", Some(1)), (Word, "ferry", None), (Word, "ferns", None)]);
    check_suggestions("sail st", &[(Tag, "Strikes", Some(2)), (Word, "strikes", None)]);
    check_suggestions("ely", &[(Word, "élysée", None)]);
    check_suggestions("zzz", &[]);
    check_suggestions("ferry ", &[]);
}

#[test]
fn a_suggestion_goes_on_with_what_is_typed() {
    let files = packed();
    let found = files.serve(&mut files.reader(), |reader| reader.suggest("sail ferr", 6));
    let typed: Vec<&str> = found.iter().map(|found| found.typed.as_str()).collect();
    assert_eq!(["sail tag:\"Ferry companies\" ", "sail ferry "], typed[..]);
}

#[test]
fn suggestions_while_files_are_missing_are_those_of_what_is_here() {
    let mut files = packed();
    files.0.retain(|path, _| !path.starts_with("words/"));
    assert!(files.serve(&mut files.reader(), |reader| reader.suggest("fer", 6)).is_empty());
}

#[test]
fn suggested_words_are_words_that_the_engine_in_memory_knows() {
    let stories = corpus::stories(300, 5);
    let (files, _) = pack(&stories, AMPLE);
    let mut index = Index::new();
    stories.iter().for_each(|story| _ = index.add(story));
    let mut reader = files.reader();
    for typed in ["may", "stri", "harb", "co", "ferry pri"] {
        let of_kind = |found: Vec<dateline_search::Suggestion>| {
            let words = found.into_iter().filter(|found| found.kind == SuggestionKind::Word);
            words.map(|found| found.typed).collect::<Vec<_>>()
        };
        let known = of_kind(suggest(&index, typed, 100));
        let found = of_kind(files.serve(&mut reader, |reader| reader.suggest(typed, 6)));
        assert!(!found.is_empty() && found.iter().all(|word| known.contains(word)), "{typed}: {found:?} of {known:?}");
    }
}

/// The best stories like one in an archive, itself left out.
fn alike(files: &Files, story: &Story, limit: usize) -> (Vec<String>, dateline_archive::Traffic) {
    let request = Request { query: like(story), sort: Sort::Relevance, limit: limit + 1, ..Request::default() };
    let mut reader = files.reader();
    let answer = files.ask(&mut reader, &Question { request, depth: Depth::Quick, counts: false });
    let hits: Vec<StoryId> = answer.results.hits.iter().map(|hit| hit.story).collect();
    let ids = files.ids(&mut reader, &hits).into_iter().filter(|id| *id != story.id);
    (ids.take(limit).collect(), reader.traffic())
}

#[test]
fn stories_like_one_have_its_words_and_tags() {
    assert_eq!(["story-0", "story-2"], alike(&packed(), &story(9, "Ferry strike ends", "Strikes"), 2).0[..]);
}

#[test]
#[ignore = "reads corpora from DATELINE_DATA"]
fn data_stories_like_one_share_its_tags_nearly_as_often_as_in_memory() {
    const EACH: usize = 79;
    let stories = data::stories("corpora/reuters.jsonl.gz", 16_000);
    if stories.is_empty() {
        return;
    }
    let (files, _) = pack(&stories, AMPLE);
    let mut index = Index::new();
    stories.iter().for_each(|story| _ = index.add(story));
    let by_id: std::collections::HashMap<&str, &Story> =
        stories.iter().map(|story| (story.id.as_str(), story)).collect();
    let (mut tried, mut in_memory, mut in_archive, mut bytes, mut rounds) = (0, 0, 0, 0, 0);
    for (at, story) in stories.iter().enumerate().step_by(EACH).filter(|(_, story)| !story.tags.is_empty()) {
        let shares = |id: &str| by_id[id].tags.iter().any(|tag| story.tags.contains(tag));
        let alike_in_memory = related(&index, StoryId(at as u32), 3);
        in_memory += alike_in_memory.iter().filter(|id| shares(&stories[id.0 as usize].id)).count();
        let (alike, traffic) = alike(&files, story, 3);
        in_archive += alike.iter().filter(|id| shares(id)).count();
        (tried, bytes, rounds) = (tried + 1, bytes + traffic.bytes, rounds.max(traffic.rounds));
    }
    println!(
        "{tried} stories, three others like each: {in_memory} share a tag in memory, {in_archive} out of an archive, \
         for {} bytes in the mean and {rounds} rounds at most",
        bytes / tried.max(1)
    );
    assert!(in_archive * 100 > in_memory * 95);
}
