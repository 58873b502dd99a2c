//! Marks and snippets, in the text as printed.

use dateline_search::{Field, Index, Request, Results, Snippet, Sort, parse_query, search};
use dateline_story::{Block, Lang, Picture, Story, Text};

fn results(story: &Story, typed: &str) -> Results {
    let mut index = Index::new();
    index.add(story);
    search(&index, &Request { query: parse_query(typed), sort: Sort::Relevance, limit: 1, ..Request::default() })
}

/// `text` is marked as in `expected`, where square brackets stand around each mark.
#[track_caller]
fn check(lang: &str, typed: &str, expected: &str) {
    let text = expected.replace(['[', ']'], "");
    let mut story = Story::new("1", text.clone());
    story.lang = Lang::new(lang);
    let marks = results(&story, typed).marker.marks(&text, story.lang.as_ref());
    let mut shown = text.clone();
    for mark in marks.iter().rev() {
        shown.insert(mark.end, ']');
        shown.insert(mark.start, '[');
    }
    assert_eq!(expected, shown, "{typed}");
}

#[test]
fn marks_cover_whole_words_as_printed() {
    check("en", "ferry", "The [Ferry] and the [ferries], not the boat");
    check("en", "fer", "The [Ferry], in part");
    check("en", "cafe ", "A [Cafe\u{301}] or a [CAFÉ], but no tea");
    check("tr", "ISTANBUL ", "[İstanbul'da] bir gün");
    check("tr", "ışık ", "[IŞIK] söndü");
    check("de", "strasse ", "Auf der [Straße]");
    check("en", "un ", "The [U.N]. and the [UN]");
    check("en", "email ", "No [e-mail] today");
    check("en", "e-mail ", "No [e-mail] and no [email] today");
    check("fr", "etat ", "Chef de [l’État]");
    check("en", "lavrow ", "Mr [Lavrov's] answer");
}

#[test]
fn pairs_of_an_unspaced_script_grow_together() {
    check("ja", "コレクション", "ヴィンテージ[コレクション]を見る");
    check("zh", "简单的", "一段[简单的]文字");
    check("ko", "서울", "[서울]에서");
    check("zh", "文", "一段简单的[文]字");
}

#[test]
fn a_phrase_is_one_mark_and_stands_nowhere_else() {
    check("en", "\"new york\"", "[New York] is not a new idea in York");
    check("en", "\"new yo", "[New York] and [new youth]");
    check("en", "york -new", "The duke of [York]");
    check("en", "york -old", "Not new: [York]");
}

#[test]
fn nothing_typed_marks_nothing() {
    let story = Story::new("1", "Ferry");
    let marker = results(&story, "").marker;
    assert!(marker.is_empty() && marker.marks("Ferry", None).is_empty());
    assert_eq!(None, marker.snippet(&story, 100));
}

fn long_story() -> Story {
    let mut story = Story::new("1", "Ferry strike");
    let filler = "Nothing of note happened on the island that week, and nobody wrote it down. ".repeat(6);
    let middle = "On Friday the harbour master told the crew of the ferry that the strike was over.";
    story.body = vec![Block::Paragraph(Text::plain(filler.clone() + middle + " " + &filler))];
    story.lead = Some(Picture {
        caption: Some(Text::plain("The lighthouse keeper waves.")),
        credit: Some("Photograph: A. Maker/Agency".to_owned()),
        ..Picture::default()
    });
    story
}

#[track_caller]
fn check_snippet(typed: &str, width: usize, field: Field, expected: &str) {
    let story = long_story();
    let snippet = results(&story, typed).marker.snippet(&story, width).expect("a snippet");
    let Snippet { text, marks, .. } = &snippet;
    assert!(text.chars().count() <= width, "{text}");
    let mut shown = text.clone();
    for mark in marks.iter().rev() {
        shown.insert(mark.end, ']');
        shown.insert(mark.start, '[');
    }
    let before = if snippet.cut_before { "… " } else { "" };
    let after = if snippet.cut_after { " …" } else { "" };
    assert_eq!((field, expected), (snippet.field, [before, &shown, after].concat().as_str()));
}

#[test]
fn the_passage_with_most_of_the_words_is_shown() {
    check_snippet(
        "ferry strike harbour ",
        90,
        Field::Body,
        "… On Friday the [harbour] master told the crew of the [ferry] that the [strike] was over. Nothing …",
    );
    check_snippet("lighthouse ", 60, Field::Caption, "The [lighthouse] keeper waves.");
    check_snippet("maker ", 60, Field::Credit, "Photograph: A. [Maker]/Agency");
    check_snippet("crew ", 24, Field::Body, "… the [crew] of the ferry …");
}

#[test]
fn a_headline_alone_is_the_last_resort() {
    let mut story = long_story();
    story.body.clear();
    let snippet = results(&story, "ferry ").marker.snippet(&story, 80).expect("a snippet");
    assert_eq!((Field::Headline, "Ferry strike"), (snippet.field, snippet.text.as_str()));
}

#[test]
fn odd_widths_are_no_trouble() {
    let story = long_story();
    let marker = results(&story, "ferry strike harbour ").marker;
    for width in (0..40).chain([usize::MAX]) {
        let snippet = marker.snippet(&story, width).expect("a snippet");
        assert!(width < 7 || !snippet.marks.is_empty(), "{width}");
        assert!(snippet.marks.iter().all(|mark| snippet.text.get(mark.clone()).is_some()));
    }
}
