//! What holds for every input: cutting changes nothing, splitting loses nothing, nothing panics.

use dateline_formats::{Feed, FeedReader, Found, Limits, blocks_of_html, read_feed};
use dateline_story::{Block, WebUrl, fold_tag};
use proptest::prelude::*;

fn base() -> WebUrl {
    WebUrl::parse("https://paper.example/feed.json").expect("a fixed address")
}

/// Reads a feed in chunks that end at `cuts`.
fn in_chunks(bytes: &[u8], cuts: &[usize]) -> Feed {
    let mut reader = FeedReader::new(base());
    let mut feed = Feed::default();
    let mut from = 0;
    let ends = cuts.iter().map(|cut| cut % (bytes.len() + 1)).chain([bytes.len()]);
    for end in ends {
        if end > from {
            reader.push(&bytes[from..end]);
            from = end;
        }
        take(&mut reader, &mut feed);
    }
    reader.finish();
    take(&mut reader, &mut feed);
    reader.tell_late_lang(&mut feed.stories);
    feed.head = reader.head().clone();
    feed
}

fn take(reader: &mut FeedReader, feed: &mut Feed) {
    while let Some(found) = reader.next_found() {
        match found {
            Found::Story(story) => feed.stories.push(*story),
            Found::Problem(problem) => feed.problems.push(problem),
        }
    }
}

/// A feed of messy items, at times cut off or with something wrong in it.
fn messy_feed() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("é\"\\\n😀".to_owned()),
        Just("<p>One<b>two</p>&amp;<img src=a.jpg>".to_owned()),
    ];
    let item = (text.clone(), text.clone(), text).prop_map(|(id, title, body)| {
        serde_json::json!({ "id": id, "title": title, "content_html": body, "tags": [title, body] }).to_string()
    });
    let broken = prop_oneof!["[\\[\\]{}\",:a\\\\ ]{0,10}", Just("7".to_owned()), Just("{\"id\":1,}".to_owned())];
    let items = prop::collection::vec(prop_oneof![4 => item, 1 => broken], 0..6);
    (items, any::<bool>(), 0..40_usize).prop_map(|(items, head_last, lost)| {
        let list = format!("\"items\":[{}]", items.join(","));
        let head = "\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"language\":\"en\"";
        let text = if head_last { format!("{{{list},{head}}}") } else { format!("{{{head},{list}}}") };
        let mut bytes = text.into_bytes();
        if lost < 20 {
            bytes.truncate(bytes.len().saturating_sub(lost));
        }
        bytes
    })
}

/// RSS of messy items, at times cut off, with ends forgotten or something wrong between them.
fn messy_xml() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        Just("<item>".to_owned()),
        Just("</item>".to_owned()),
        Just("<title>One &amp; two</title>".to_owned()),
        Just("<link a='>'>https://a.example/1</link>".to_owned()),
        Just("<description><![CDATA[<p>é</item>]]></description>".to_owned()),
        Just("<!-- </item> --><?x <item> ?>".to_owned()),
        Just("<content type=\"xhtml\"><b>x</b></content>".to_owned()),
        Just("</channel></rss>".to_owned()),
    ];
    (
        prop_oneof![Just("<rss><channel>"), Just("<?xml?>\n<feed>"), Just("<!DOCTYPE rss><rss>")],
        prop::collection::vec(piece, 0..20),
    )
        .prop_map(|(start, pieces)| [start, &pieces.concat()].concat().into_bytes())
}

/// Letters and digits alone: what must survive any splitting.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The only story of a feed with one item.
fn only_story(item: &serde_json::Value) -> Option<dateline_story::Story> {
    let feed = serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "items": [item] });
    read_feed(feed.to_string().as_bytes(), &base()).stories.pop()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cutting_a_feed_anywhere_changes_nothing(bytes in prop_oneof![messy_feed(), messy_xml()], mut cuts in prop::collection::vec(any::<usize>(), 0..8)) {
        let length = bytes.len() + 1;
        cuts.sort_by_key(|cut| cut % length);
        prop_assert_eq!(read_feed(&bytes, &base()), in_chunks(&bytes, &cuts));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let feed = read_feed(&bytes, &base());
        prop_assert!(!feed.stories.is_empty() || !feed.problems.is_empty());
    }

    #[test]
    fn small_limits_hold(bytes in messy_feed()) {
        let limits = Limits { max_item_bytes: 60, max_stories: 2, max_depth: 2, max_headline_chars: 5, ..Limits::default() };
        let mut reader = FeedReader::with_limits(base(), limits);
        reader.push(&bytes);
        reader.finish();
        let mut feed = Feed::default();
        take(&mut reader, &mut feed);
        prop_assert!(feed.stories.len() <= 2);
        prop_assert!(feed.stories.iter().all(|story| story.headline.chars().count() <= 6));
    }

    #[test]
    fn identifiers_are_unique(bytes in messy_feed()) {
        let stories = read_feed(&bytes, &base()).stories;
        let mut ids: Vec<&str> = stories.iter().map(|story| story.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), stories.len());
    }

    #[test]
    fn folding_a_tag_twice_is_folding_it_once(name in "\\PC{0,20}") {
        prop_assert_eq!(fold_tag(&name), fold_tag(&fold_tag(&name)));
    }

    #[test]
    fn splitting_a_credit_loses_no_letter(
        caption in "[A-Z][a-z]{0,8}( [a-z]{1,6}){0,6}[.!?]?",
        tail in prop_oneof![
            Just("(AP Photo/Ada Moss)"), Just("Photograph: A. Moss/AFP"), Just("REUTERS/Ada Moss"), Just("Getty Images"),
            Just("[Foto: dpa]"), Just("© Ada Moss"), Just("AFP photo"), Just("said Reuters"), Just("(left)"), Just("/ Foto : x"),
        ],
        gap in prop_oneof![Just(""), Just(" "), Just("\n"), Just(" - ")],
    ) {
        let whole = format!("{caption}{gap}{tail}");
        let item = serde_json::json!({ "id": "a", "title": "T", "_dateline": { "lead": { "url": "a.jpg", "caption": whole } } });
        let lead = only_story(&item).and_then(|story| story.lead).expect("a lead");
        let shown = lead.caption.map(|caption| caption.as_str().to_owned()).unwrap_or_default() + &lead.credit.unwrap_or_default();
        prop_assert_eq!(letters(&whole), letters(&shown));
    }

    #[test]
    fn splitting_a_dateline_loses_no_letter(
        place in "([A-Z]{2,9}|[A-Z][a-z]{2,7})( [A-Z]{2,6})?(, [A-Z][a-z]{2,6})?",
        middle in prop_oneof![Just(""), Just(", Feb 26"), Just(" (AGY)"), Just(", March 4 (AGY)"), Just(" (AGY), 4 March"), Just(" ()")],
        dash in prop_oneof![Just(" - "), Just(" — "), Just(" -- "), Just("— "), Just(" "), Just(": ")],
        text in "[A-Z][a-z]{1,9}( [a-z]{1,6}){1,5}\\.",
    ) {
        let whole = format!("{place}{middle}{dash}{text}");
        let story = only_story(&serde_json::json!({ "id": "a", "title": "T", "content_text": whole })).expect("a story");
        let mut shown = String::new();
        if let Some(dateline) = &story.dateline {
            shown = format!("{}{}", dateline.place, dateline.day.clone().unwrap_or_default());
        }
        let agency = story.source.clone().unwrap_or_default();
        let body = story.body.iter().map(|block| match block {
            Block::Paragraph(text) => text.as_str().to_owned(),
            _ => String::new(),
        }).collect::<String>();
        let mut expected: Vec<char> = letters(&whole).chars().collect();
        let mut found: Vec<char> = letters(&format!("{shown}{agency}{body}")).chars().collect();
        // Day and agency may change places.
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(expected, found, "{}", whole);
    }

    #[test]
    fn html_gives_all_its_words_in_order(parts in prop::collection::vec(
        prop_oneof![
            Just("<p>"), Just("</p>"), Just("<b>"), Just("</b>"), Just("<div>"), Just("</div>"), Just("<ul><li>"), Just("</ul>"),
            Just("<blockquote>"), Just("<a href=/x>"), Just("</a>"), Just("<h2>"), Just("</h2>"), Just("<br>"), Just("<em>"),
            Just(" alpha "), Just("beta"), Just("gamma "), Just("&amp;"), Just("<pre>"), Just("</pre>"), Just("<span class=x>"),
        ], 0..30)) {
        let html: String = parts.concat();
        let mut expected: String = parts.iter().filter(|part| !part.starts_with('<')).copied().collect();
        expected = expected.replace("&amp;", "&").split_whitespace().collect();
        let mut found = String::new();
        for block in blocks_of_html(&html, &base()) {
            block.each_text(&mut |text| found.push_str(text));
        }
        let found: String = found.split_whitespace().collect();
        prop_assert_eq!(expected, found, "{}", html);
    }

    #[test]
    fn any_html_is_read_without_panic(html in "[<>/a-z \"'=&;#!\\-\\[\\]]{0,120}") {
        let _ = blocks_of_html(&html, &base());
    }
}

#[test]
fn deep_and_long_html_takes_no_longer_than_its_length() {
    for html in [
        "<div>".repeat(200_000),
        "<b>".repeat(200_000),
        "<table>".repeat(50_000),
        "<ul><li>".repeat(50_000),
        "<p><b>".repeat(100_000),
        format!("<figure>{}", "<img src=a.jpg>".repeat(50_000)),
        format!("<table>{}", "x<b>".repeat(50_000)),
        "<a href='".repeat(100_000),
        "&#".repeat(200_000),
        "<!--".repeat(100_000),
        "</p>".repeat(100_000),
        format!("<script>{}", "<!-- <script>".repeat(50_000)),
    ] {
        // A quadratic step would take minutes here.
        let _ = blocks_of_html(&html, &base());
    }
}
