//! The feeds the scenarios read: a small paper with everything a story can have, and plain stories by the thousand.

use crate::server::{Origin, Reply};

/// What stands before the stories of every feed here.
pub(crate) const HEAD: &str =
    r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Harbour Gazette", "language": "en", "items": ["#;
/// What stands after them.
pub(crate) const TAIL: &str = "]}";

/// The newest of the paper's stories: two pictures with words under them, a dateline, a byline and three tags.
pub(crate) const FERRY: &str = r#"{
    "id": "ferry", "url": "https://gazette.example/ferry", "title": "The ferries stay at the pier",
    "summary": "Talks ended at midnight without a date for the next round.",
    "date_published": "2019-03-04T06:00:00+01:00", "authors": [{ "name": "Ines Falk" }],
    "tags": ["ferries", "strike", "UN"],
    "content_html": "<p>The boats stayed where they were. <a href='https://gazette.example/vote'>The vote</a> was close.</p><figure><img src='pier.svg' width='300' height='200' alt='Three ferries'><figcaption>The pier on Monday. <span class='credit'>Photograph: Olu Brandt/Gazette</span></figcaption></figure><p>A second vote is due in April.</p>",
    "_dateline": {
        "kicker": "Harbour", "dateline": { "place": "PORT ELSA", "day": "March 4" },
        "lead": { "url": "vote.svg", "width": 300, "height": 200, "alt": "Raised hands",
            "caption": "Crews vote in the old customs hall.", "credit": "Photograph: Ada Moss/Gazette" }
    }
}"#;

const OTHERS: [&str; 3] = [
    r#"{ "id": "wall", "title": "Council weighs a longer harbour wall", "tags": ["council", "ferries"],
        "date_published": "2019-03-03T06:00:00+01:00", "content_html": "<p>The wall would take nine years to build.</p>" }"#,
    r#"{ "id": "heron", "title": "A heron counts the eels", "tags": ["nature"],
        "date_published": "2019-03-02T06:00:00+01:00", "content_html": "<p>Every dawn it stands by the lock.</p>" }"#,
    r#"{ "id": "bus", "title": "Night bus to the lighthouse", "tags": ["night", "strike"],
        "date_published": "2019-03-01T06:00:00+01:00", "content_html": "<p>It leaves from the pier at two.</p>" }"#,
];

/// The headlines of the paper, newest first.
pub(crate) const HEADLINES: [&str; 4] = [
    "The ferries stay at the pier",
    "Council weighs a longer harbour wall",
    "A heron counts the eels",
    "Night bus to the lighthouse",
];

/// Serves the paper and its pictures; returns the feed's address.
pub(crate) fn serve_paper(origin: &Origin) -> String {
    for (path, colour) in [("/vote.svg", "teal"), ("/pier.svg", "navy")] {
        origin.serve(path, Reply::new("image/svg+xml", picture(colour)));
    }
    origin.serve("/paper.json", Reply::json(paper()))
}

/// A feed with four stories.
pub(crate) fn paper() -> String {
    format!("{HEAD}{FERRY},{}{TAIL}", OTHERS.join(","))
}

/// A feed with this many plain stories, at most 480,000, the newest first.
pub(crate) fn many(count: usize) -> String {
    let stories: Vec<String> = (0..count).map(plain).collect();
    format!("{HEAD}{}{TAIL}", stories.join(","))
}

/// The bytes before story `count` of `many`.
pub(crate) fn bytes_before(count: usize) -> usize {
    HEAD.len() + (0..count).map(|number| plain(number).len() + 1).sum::<usize>()
}

fn plain(number: usize) -> String {
    // Every tenth story tells of a whale, every other one of the tide.
    let (what, tag) = if number.is_multiple_of(10) { ("whale", "whales") } else { ("tide", "tides") };
    // Each is a minute older than the one before, in months of 28 days, so that they stand in the order of their numbers.
    let (hour, day, month) = (number / 60, number / 60 / 24, number / 60 / 24 / 28);
    let date = format!("2012-{:02}-{:02}T{:02}:{:02}:00Z", 12 - month, 28 - day % 28, 23 - hour % 24, 59 - number % 60);
    format!(
        r#"{{"id":"s{number}","title":"Story {number} of the {what}","tags":["{tag}"],"date_published":"{date}","content_text":"Said in a line."}}"#
    )
}

fn picture(colour: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="{colour}"/></svg>"#
    )
}
