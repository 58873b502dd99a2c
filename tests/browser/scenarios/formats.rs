//! Feeds as publishers have them: in XML, on several pages, with stories whose time has not come; and what the preview says.

use crate::host::one_reader;
use crate::page::Page;
use crate::server::{Gate, Origin, Reply};

/// A story of a feed in JSON.
fn story(name: &str, more: &str) -> String {
    format!(
        r#"{{ "id": "{name}", "url": "/{name}", "title": "The {name}", "content_html": "<p>About the {name}.</p>"{more} }}"#
    )
}

fn feed(stories: &[String], head: &str) -> String {
    format!(
        r#"{{ "version": "https://jsonfeed.org/version/1.1", "title": "T"{head}, "items": [{}] }}"#,
        stories.join(",")
    )
}

pub(crate) fn an_rss_feed_is_shown_before_it_ends(page: Page<'_>) {
    let item = |number: usize| {
        format!(
            "<item><guid>{number}</guid><title>Story {number}</title><description><![CDATA[<p>Number {number}]]></description></item>"
        )
    };
    let items = |from: usize, to: usize| (from..to).map(item).collect::<String>();
    let start = format!("<rss version=\"2.0\"><channel><title>T</title>{}", items(0, 12));
    let gate = Gate::default();
    let text = format!("{start}{}</channel></rss>", items(12, 20));
    let origin = Origin::new();
    let address =
        origin.serve("/feed.xml", Reply::new("application/rss+xml", text).slow_after(start.len() + 30, &gate));
    one_reader(&address, "").open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", 12);
    gate.open();
    reader.sees_text(".find__count", "20 stories");
}

pub(crate) fn older_pages_come_on_request_and_are_searched(page: Page<'_>) {
    let origin = Origin::new();
    let first = origin.serve("/1.json", Reply::json(feed(&[story("ferry", "")], r#", "next_url": "/2.json""#)));
    // The last page leads back to the first, as some do.
    origin.serve("/2.json", Reply::json(feed(&[story("heron", "")], r#", "next_url": "/1.json""#)));
    one_reader(&first, "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &["The ferry"]);
    reader.type_into("input[type=search]", "heron");
    reader.sees_text(".notice", "No story matches.");
    reader.click_text(".load-more", "Show older stories");
    reader.sees_texts(".card__headline", &["The heron"]);
    reader.click_text(".load-more", "Show older stories");
    reader.sees_no(".load-more");
    assert_eq!(origin.asked(), ["/1.json", "/2.json", "/1.json"], "pages that lead in a circle come to an end");
}

pub(crate) fn wordpress_counts_its_pages_in_a_header(page: Page<'_>) {
    let origin = Origin::new();
    let posts = r#"[{ "id": 1, "link": "/ferry", "title": { "rendered": "The ferry" }, "content": { "rendered": "<p>It stays.</p>" } }]"#;
    let reply =
        Reply::json(posts).header("X-WP-TotalPages", "2").header("Access-Control-Expose-Headers", "X-WP-TotalPages");
    let address = origin.serve("/posts", reply);
    one_reader(&address, "").open(page);
    let reader = page.reader("main");
    reader.click_text(".load-more", "Show older stories");
    reader.sees_no(".load-more");
    assert_eq!(origin.asked(), ["/posts", "/posts?page=2"]);
}

pub(crate) fn stories_that_may_not_be_shown_are_not(page: Page<'_>) {
    let status = |status: &str| format!(r#", "_dateline": {{ "status": {status} }}"#);
    let origin = Origin::new();
    let stories = [
        story("ferry", &status(r#"{ "embargoed_until": "2001-01-01", "expires": "2999-01-01" }"#)),
        story("scoop", &status(r#"{ "embargoed_until": "2999-01-01" }"#)),
        story("offer", &status(r#"{ "expires": "2001-01-01" }"#)),
        story("mistake", &status(r#"{ "withdrawn": true }"#)),
        story("heron", r#", "_dateline": { "corrections": [{ "text": "It was an egret." }] }"#),
    ];
    one_reader(&origin.serve("/feed.json", Reply::json(feed(&stories, ""))), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &["The ferry", "The heron"]);
    reader.click_text(".card__link", "The heron");
    reader.sees_text(".story__correction", "It was an egret.");
}

pub(crate) fn the_preview_names_what_is_wrong_and_missing(page: Page<'_>) {
    let origin = Origin::new();
    let stories = [story("ferry", r#", "date_published": "never""#), story("heron", ""), "{}".to_owned()];
    let address = origin.serve("/feed.json", Reply::json(feed(&stories, "")));
    one_reader(&address, "preview").open(page);
    let reader = page.reader("main");
    reader.sees_text(".findings summary", "Problems: 2");
    reader.sees_text(".findings", "No picture: 2");
    reader.click_text(".findings summary", "No date: 2");
    reader.sees_text(".findings details[open] li", "The ferry");
    one_reader(&address, "").open(page);
    reader.sees_texts(".card__headline", &["The ferry", "The heron"]);
    assert_eq!(0, reader.count(".findings"), "readers are not told");
}
