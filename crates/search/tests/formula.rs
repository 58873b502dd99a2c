//! Scores of one word against the formula of the ranking, worked out story by story from the texts themselves.

use dateline_search::{Index, Request, Sort, StoryId, parse_query, search};
use dateline_story::{Block, Story, Text};

/// Words without other forms, and none near another by spelling.
const WORDS: [&str; 6] = ["ferry", "mayor", "harbour", "budget", "giraffe", "window"];

/// The weight of the headline beside the body, and how much a long text is held against a story.
const HEADLINE: (f32, f32) = (2.5, 0.3);
const BODY: (f32, f32) = (1.0, 0.7);
const K1: f32 = 1.4;
/// With nothing but the word as typed, all matches are exact.
const EXACT: f32 = 1.25;

/// The words of a story's headline and body.
type Words = [Vec<&'static str>; 2];

#[test]
fn scores_of_a_word_follow_the_formula() {
    let mut seed = 7_u64;
    let mut below = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % sides
    };
    for round in 0..30 {
        let mut some = |most: usize| (0..=below(most)).map(|_| WORDS[below(WORDS.len())]).collect();
        let mut stories: Vec<Option<Words>> = (0..=round * 3).map(|_| Some([some(9), some(70)])).collect();
        let mut index = Index::new();
        for [headline, body] in stories.iter().flatten() {
            let mut story = Story::new("", headline.join(" "));
            story.body = vec![Block::Paragraph(Text::plain(body.join(" ")))];
            index.add(&story);
        }
        for number in (0..stories.len()).step_by(7) {
            index.remove(StoryId(number as u32));
            stories[number] = None;
        }
        WORDS.iter().for_each(|word| check(&index, &stories, word));
    }
}

#[track_caller]
fn check(index: &Index, stories: &[Option<Words>], word: &str) {
    let typed = [word, " "].concat();
    let request =
        Request { query: parse_query(&typed), sort: Sort::Relevance, limit: stories.len(), ..Request::default() };
    let results = search(index, &request);
    let live = || stories.iter().flatten();
    let count = |words: &[&str]| words.iter().filter(|other| **other == word).count() as f32;
    let matching = live().filter(|words| words.iter().any(|words| count(words) > 0.0)).count();
    assert_eq!(matching, results.hits.len());
    let (all, matching) = (live().count() as f32, matching as f32);
    let rarity = (1.0 + (all - matching + 0.5) / (matching + 0.5)).ln();
    let mean = |field: usize| live().map(|words| rough(words[field].len())).sum::<f32>() / all;
    for hit in results.hits {
        let words = stories[hit.story.0 as usize].as_ref().expect("hits are live");
        let part = |field: usize, (weight, held): (f32, f32)| {
            weight * count(&words[field]) / (1.0 - held + held * rough(words[field].len()) / mean(field))
        };
        let occurrences = part(0, HEADLINE) + part(1, BODY);
        let expected = EXACT * rarity * occurrences / (K1 + occurrences);
        assert!((expected - hit.score).abs() < 1e-4 * expected, "{word}: {expected} {hit:?}");
    }
}

/// A length of which the first three binary digits are kept.
fn rough(length: usize) -> f32 {
    let cut = length.ilog2().saturating_sub(2);
    (length >> cut << cut) as f32
}
