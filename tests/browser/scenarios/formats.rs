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

pub(crate) fn a_language_behind_the_stories_is_theirs_too(page: Page<'_>) {
    let own = [story("ferry", ""), story("heron", r#", "language": "fr""#)].join(",");
    let items = format!(r#"{{ "items": [{own}], "language": "tr", "version": "https://jsonfeed.org/version/1.1" }}"#);
    let origin = Origin::new();
    one_reader(&origin.serve("/feed.json", Reply::json(items)), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &["The ferry", "The heron"]);
    reader.until("their languages", "return all('article.card').map(card => card.lang).join() === 'tr,fr'");
    reader.type_into("input[type=search]", "ferry");
    reader.sees_texts(".card__headline", &["The ferry"]);
}

/// A feed of so many pages with a story each, the last of which leads back to the first, as some do. Gives its address.
fn paged(origin: &Origin, names: &[&str]) -> String {
    for (at, name) in names.iter().enumerate() {
        let next = format!(r#", "next_url": "/{}.json""#, (at + 1) % names.len());
        origin.serve(&format!("/{at}.json"), Reply::json(feed(&[story(name, "")], &next)));
    }
    origin.url("/0.json")
}

pub(crate) fn older_pages_come_on_request(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&paged(&origin, &["ferry", "heron"]), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &["The ferry"]);
    reader.click_text(".load-more", "Show older stories");
    reader.sees_texts(".card__headline", &["The ferry", "The heron"]);
    reader.click_text(".load-more", "Show older stories");
    page.until(
        "the first page once more",
        "return performance.getEntriesByName(document.querySelector('dateline-reader').src).length === 2",
    );
    reader.sees_no(".load-more");
    assert_eq!(origin.asked(), ["/0.json", "/1.json", "/0.json"], "pages that lead in a circle come to an end");
}

pub(crate) fn a_search_fetches_older_pages_but_not_without_end(page: Page<'_>) {
    let origin = Origin::new();
    let names = ["ferry", "heron", "stoat", "otter", "gannet", "puffin", "whale", "seal"];
    one_reader(&paged(&origin, &names), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &["The ferry"]);
    reader.type_into("input[type=search]", "otter");
    reader.sees_texts(".card__headline", &["The otter"]);
    // One story is fewer than a page of the list, so it goes on, and stops after five pages.
    reader.sees_text(".find__count", "1 story");
    page.until("older pages to come", "return performance.getEntriesByName(document.querySelector('dateline-reader').src.replace('0.json', '5.json')).length === 1");
    reader.sees_text(".load-more", "Show older stories");
    assert_eq!(6, origin.asked().len(), "{:?}", origin.asked());
    // What the reader asks for still comes.
    reader.click_text(".load-more", "Show older stories");
    page.until("the next page", "return performance.getEntriesByName(document.querySelector('dateline-reader').src.replace('0.json', '6.json')).length === 1");
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
    // Until the press has had its effect, the button is gone for other reasons.
    page.until(
        "the second page",
        "return performance.getEntriesByType('resource').some(({name}) => name.endsWith('/posts?page=2'))",
    );
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
