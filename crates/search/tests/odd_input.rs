//! Nothing that is typed or published makes the search fail: random strings of odd characters, thousands of them.

#[path = "common/sample.rs"]
mod sample;

use dateline_search::{
    Index, Request, Sort, StoryId, TagFilter, TagMode, explain, parse_query, related, relax, search, suggest,
};
use dateline_story::{Block, Lang, Story, Tag, Text, Timestamp};
use sample::Dice;

/// Pieces that random texts are made of: letters that fold to several or none, marks, signs of the query language.
const PIECES: &[&str] = &[
    "a",
    "B",
    "ferry",
    "İ",
    "ı",
    "ß",
    "ﬃ",
    "é",
    "e\u{301}",
    "\u{301}",
    "ς",
    "Ώ",
    "ё",
    "ж",
    "أ",
    "ـ",
    "ش",
    "日",
    "本",
    "か\u{3099}",
    "ﾊﾟ",
    "한",
    "\u{1112}\u{1161}",
    "ก",
    "็",
    "हि",
    "्",
    "\"",
    "“",
    "”",
    "«",
    "-",
    "−",
    " ",
    " ",
    " ",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "OR",
    "|",
    "tag:",
    "by:",
    "from:",
    "to:",
    "2012",
    "-02",
    "9999",
    "0",
    "1,000",
    "3.5",
    ".",
    "'",
    "’",
    "s",
    "&",
    "_",
    "#",
    "+",
    "++",
    "𝔘",
    "👩\u{200d}👧",
    "🇫🇷",
    "\u{0}",
    "\u{feff}",
    "\u{10ffff}",
    "Ａ",
    "９",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

fn text(dice: &mut Dice, most: usize) -> String {
    (0..dice.below(most + 1)).map(|_| PIECES[dice.below(PIECES.len())]).collect()
}

fn story(dice: &mut Dice, number: usize) -> Story {
    let mut story = Story::new(number.to_string(), text(dice, 12));
    story.standfirst = Some(text(dice, 8));
    story.body = (0..dice.below(4)).map(|_| Block::Paragraph(Text::plain(text(dice, 30)))).collect();
    story.tags = (0..dice.below(3)).filter_map(|_| Tag::new(&text(dice, 3))).collect();
    story.lang = Lang::new(["", "en", "tr", "fr", "de", "ru", "ja", "ar"][dice.below(8)]);
    story.published = (dice.below(3) > 0).then(|| match dice.below(4) {
        0 => Timestamp::from_seconds(i64::MAX - dice.below(9) as i64),
        1 => Timestamp::from_seconds(i64::MIN + dice.below(9) as i64),
        _ => Timestamp::from_seconds(dice.below(2_000_000_000) as i64),
    });
    story
}

#[test]
fn odd_texts_and_queries_are_no_trouble() {
    let mut dice = Dice::new(5);
    for round in 0..40 {
        let mut index = Index::new();
        let stories: Vec<Story> = (0..dice.below(12)).map(|number| story(&mut dice, number)).collect();
        stories.iter().for_each(|story| {
            index.add(story);
        });
        for _ in 0..40 {
            let typed = text(&mut dice, 9);
            let request = Request {
                query: parse_query(&typed),
                tags: TagFilter {
                    chosen: (0..dice.below(2)).map(|_| text(&mut dice, 2)).collect(),
                    excluded: (0..dice.below(2)).map(|_| text(&mut dice, 2)).collect(),
                    mode: if round % 2 == 0 { TagMode::Any } else { TagMode::All },
                },
                sort: [Sort::Newest, Sort::Oldest, Sort::Relevance][dice.below(3)],
                limit: dice.below(20),
                ..Request::default()
            };
            try_everything(&index, &stories, &request, &typed);
        }
    }
}

fn try_everything(index: &Index, stories: &[Story], request: &Request, typed: &str) {
    let results = search(index, request);
    assert!(results.full_matches <= results.total && results.hits.len() <= request.limit, "{typed:?}");
    assert!(results.hits.iter().all(|hit| hit.score.is_finite() && hit.score >= 0.0), "{typed:?}");
    for story in stories {
        let marks = results.marker.marks(&story.headline, story.lang.as_ref());
        assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start), "{typed:?} {marks:?}");
        assert!(marks.iter().all(|mark| !mark.is_empty() && story.headline.get(mark.clone()).is_some()), "{typed:?}");
        if let Some(snippet) = results.marker.snippet(story, 20) {
            assert!(snippet.marks.iter().all(|mark| snippet.text.get(mark.clone()).is_some()), "{typed:?}");
        }
    }
    for hit in &results.hits {
        related(index, hit.story, 3);
        assert!(request.query.is_empty() || explain(index, request, hit.story).is_some(), "{typed:?}");
    }
    suggest(index, typed, 5);
    relax(index, request);
    request.query.describe();
}

#[test]
fn what_a_story_says_finds_it() {
    let mut dice = Dice::new(9);
    for number in 0..400 {
        let story = story(&mut dice, number);
        let mut index = Index::new();
        index.add(&story);
        for word in story.headline.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)) {
            let request = Request { query: parse_query(&[word, " "].concat()), ..Request::default() };
            let results = search(&index, &request);
            // The lengthening stroke alone is no letter.
            let is_nothing = word == "OR" || word.chars().all(|c| c == 'ـ');
            assert!(is_nothing || results.total == 1, "{word:?} in {:?}", story.headline);
            assert!(is_nothing || !results.marker.marks(&story.headline, story.lang.as_ref()).is_empty(), "{word:?}");
        }
    }
}

#[test]
fn the_order_of_arrival_changes_no_count_and_no_score() {
    let mut dice = Dice::new(3);
    let stories: Vec<Story> = (0..60).map(|number| story(&mut dice, number)).collect();
    let (mut forwards, mut backwards, mut replaced) = (Index::new(), Index::new(), Index::new());
    stories.iter().for_each(|story| {
        forwards.add(story);
        let first = replaced.add(story);
        replaced.remove(first);
        replaced.add(story);
    });
    stories.iter().rev().for_each(|story| {
        backwards.add(story);
    });
    for _ in 0..300 {
        let query = parse_query(&text(&mut dice, 4));
        let request = Request { query, sort: Sort::Relevance, limit: 99, ..Request::default() };
        let expected = search(&forwards, &request);
        let scores = |index: &Index, back: &dyn Fn(u32) -> u32| {
            let hits = search(index, &request).hits;
            let mut scores: Vec<(u32, i32)> =
                hits.iter().map(|hit| (back(hit.story.0), (hit.score * 1e3).round() as i32)).collect();
            scores.sort_unstable();
            scores
        };
        let first = scores(&forwards, &|id| id);
        assert_eq!(first, scores(&backwards, &|id| 59 - id), "{request:?}");
        assert_eq!(first, scores(&replaced, &|id| id / 2), "{request:?}");
        let other = search(&backwards, &request);
        assert_eq!((expected.total, expected.full_matches), (other.total, other.full_matches));
        assert_eq!(expected.timeline, other.timeline);
        assert_eq!(expected.facets.len(), other.facets.len());
    }
    assert!(forwards.memory_bytes() > 0 && !forwards.is_empty());
    assert_eq!(StoryId(60), forwards.add(&stories[0]));
}
