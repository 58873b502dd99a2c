//! What helps readers on: suggestions, related stories, ways out of an empty result, explanations.

use dateline_search::{
    DateRange, Dropped, Index, Request, Sort, StoryId, SuggestionKind, TagFilter, TagMode, explain, like, parse_query,
    related, relax, search, suggest,
};
use dateline_story::{Block, Byline, Dateline, Person, Story, Tag, TagKind, Text, Timestamp};

/// Headline, body, tags, writer, place.
const STORIES: [(&str, &str, &[&str], &str, &str); 6] = [
    (
        "Ferry strike in third week",
        "The ferry crews of the harbour stay at home.",
        &["Transport", "Strikes"],
        "Ana Marsh",
        "Beirut",
    ),
    ("Ferry strike ends", "The crews are back, the harbour is open.", &["Transport", "Strikes"], "Ana Marsh", "Tyre"),
    ("Bus drivers walk out", "A strike of bus drivers.", &["Strikes"], "Omar Reed", "Beirut"),
    ("Élysée garden opens", "Roses in bloom.", &["Gardens"], "Omar Reed", "Paris"),
    ("Marsh birds return", "Herons over the marsh.", &["Nature"], "Lin Po", "Marseille"),
    ("Garden of herons", "Herons in bloom.", &["Nature", "Gardens"], "Lin Po", "Paris"),
];

fn archive() -> Index {
    let mut index = Index::new();
    for (number, (headline, body, tags, writer, place)) in STORIES.into_iter().enumerate() {
        let mut story = Story::new(number.to_string(), headline);
        story.body = vec![Block::Paragraph(Text::plain(body))];
        story.tags = tags.iter().filter_map(|name| Tag::new(name)).collect();
        story.tags.iter_mut().for_each(|tag| tag.kind = TagKind::Topic);
        story.byline = Byline { people: vec![Person { name: writer.to_owned(), url: None }], printed: None };
        story.dateline = Some(Dateline { place: place.to_owned(), day: None });
        story.published = Timestamp::from_day(2012, 2, 1 + number as u8);
        index.add(&story);
    }
    index
}

#[track_caller]
fn check_suggestions(typed: &str, expected: &[(SuggestionKind, &str, u32)]) {
    let found = suggest(&archive(), typed, 6);
    let found: Vec<(SuggestionKind, &str, u32)> =
        found.iter().map(|s| (s.kind, s.text.as_str(), s.count.unwrap_or_default())).collect();
    assert_eq!(expected, found, "{typed}");
}

#[test]
fn the_word_being_typed_is_completed_with_names_first() {
    use SuggestionKind::{Person, Place, Tag, Word};
    check_suggestions("fer", &[(Word, "ferry", 2)]);
    check_suggestions(
        "mar",
        &[(Person, "Ana Marsh", 2), (Place, "Marseille", 1), (Word, "marsh", 3), (Word, "marseille", 1)],
    );
    check_suggestions("bus str", &[(Tag, "Strikes", 3), (Word, "strike", 3)]);
    check_suggestions("ely", &[(Word, "élysée", 1)]);
    check_suggestions("ferry ", &[]);
    check_suggestions("", &[]);
    check_suggestions("zzz", &[]);
}

#[test]
fn a_suggestion_taken_is_a_query_that_finds_what_it_says() {
    let index = archive();
    for typed in ["m", "s", "an", "e", "h", "bus d"] {
        for suggestion in suggest(&index, typed, 20) {
            assert!(suggestion.typed.starts_with(typed.rsplit_once(' ').map_or("", |(before, _)| before)));
            let alone = suggestion.typed.strip_prefix("bus ").unwrap_or(&suggestion.typed);
            let request = Request { query: parse_query(alone), limit: 9, ..Request::default() };
            let results = search(&index, &request);
            match suggestion.kind {
                SuggestionKind::Word => assert_eq!(suggestion.count, Some(results.full_matches), "{suggestion:?}"),
                // A name's words may stand elsewhere too.
                _ => assert!(Some(results.full_matches) >= suggestion.count, "{suggestion:?}"),
            }
        }
    }
}

#[test]
fn related_stories_share_tags_and_telling_words() {
    let index = archive();
    assert_eq!(vec![StoryId(1), StoryId(2)], related(&index, StoryId(0), 5));
    assert_eq!(Some(&StoryId(5)), related(&index, StoryId(4), 5).first());
    assert_eq!(1, related(&index, StoryId(0), 1).len());
    assert!(related(&index, StoryId(99), 5).is_empty());
}

#[test]
fn stories_like_one_that_the_index_does_not_know_are_found_by_its_words_and_tags() {
    let mut story = Story::new("new", "Herons seen at the lake");
    story.body = vec![Block::Paragraph(Text::plain("The herons stayed in the marsh."))];
    story.tags = Tag::new("Nature").into_iter().collect();
    let request = Request { query: like(&story), sort: Sort::Relevance, limit: 2, ..Request::default() };
    let found: Vec<u32> = search(&archive(), &request).hits.iter().map(|hit| hit.story.0).collect();
    assert_eq!(vec![5, 4], found);
    assert!(like(&Story::new("bare", "")).is_empty());
}

#[test]
fn removed_stories_are_nowhere() {
    let mut index = archive();
    index.remove(StoryId(1));
    index.remove(StoryId(1));
    index.remove(StoryId(77));
    assert_eq!(5, index.len());
    assert_eq!(vec![StoryId(2)], related(&index, StoryId(0), 5));
    assert!(explain(&index, &Request::default(), StoryId(1)).is_none());
    assert_eq!(vec![(1, "Transport")], {
        let facets = search(&index, &Request::default()).facets;
        facets
            .iter()
            .filter(|facet| &*facet.name == "Transport")
            .map(|facet| (facet.count, "Transport"))
            .collect::<Vec<_>>()
    });
}

#[test]
fn an_empty_result_names_the_filter_to_drop() {
    let index = archive();
    let request = Request {
        query: parse_query("ferry "),
        tags: TagFilter { chosen: vec!["nature".to_owned()], excluded: Vec::new(), mode: TagMode::All },
        range: DateRange { from: Timestamp::from_day(2012, 2, 5), to: None },
        ..Request::default()
    };
    assert_eq!(0, search(&index, &request).total);
    let ways: Vec<(Dropped, u32)> = relax(&index, &request).into_iter().map(|way| (way.dropped, way.count)).collect();
    assert_eq!(vec![(Dropped::Text, 2)], ways);

    let request = Request { range: DateRange::default(), ..request };
    let ways: Vec<(Dropped, u32)> = relax(&index, &request).into_iter().map(|way| (way.dropped, way.count)).collect();
    assert_eq!(vec![(Dropped::Text, 2), (Dropped::Tag("nature".to_owned()), 2)], ways);
}

#[test]
fn an_explanation_adds_up() {
    let index = archive();
    let query = parse_query("ferry strike herons ");
    let request = Request { query, sort: Sort::Relevance, limit: 9, ..Request::default() };
    for hit in search(&index, &request).hits {
        let explanation = explain(&index, &request, hit.story).expect("a hit is explained");
        let words: f32 = explanation.words.iter().map(|word| word.score).sum();
        assert!((words + explanation.company - hit.score).abs() < 1e-4);
        assert_eq!(
            ["ferry", "strike", "herons"],
            *explanation.words.iter().map(|w| w.typed.as_str()).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_query_can_be_said() {
    let said = parse_query("\"ferry strike\" harbour caption:gull -bus from:2012-02").describe();
    assert_eq!((1, 1, 1, 1), (said.words.len(), said.phrases.len(), said.narrowed.len(), said.excluded.len()));
    assert_eq!(Timestamp::from_day(2012, 2, 1), said.from);
}
