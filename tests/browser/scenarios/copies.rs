//! The last good copy of a feed: shown at once where the page asks for it, replaced by the feed, and by nobody missed.

use crate::feeds::{self, HEAD, HEADLINES, TAIL};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Gate, Origin, Reply};
use serde_json::json;
use std::time::{Duration, Instant};

const KEPT: &str = "return caches.open('dateline').then(store => store.keys()).then(all => all.length)";

/// A feed in which one of the paper's stories is withdrawn, one corrected without saying so, and one new.
fn next_day() -> String {
    let story = |id: &str, title: &str, day: u8| {
        format!(
            r#"{{ "id": "{id}", "title": "{title}", "date_published": "2019-03-0{day}T06:00:00+01:00", "content_html": "<p>Text</p>" }}"#
        )
    };
    let stories = [
        story("dawn", "The first ferry leaves at dawn", 5),
        feeds::FERRY.to_owned(),
        story("wall", "Council weighs a shorter harbour wall", 3),
        story("bus", HEADLINES[3], 1),
    ];
    format!("{HEAD}{}{TAIL}", stories.join(","))
}

/// Leaves the page, and opens it again.
fn come_back(page: Page<'_>, host: &Host) {
    page.go("about:blank");
    host.open(page);
}

pub(crate) fn without_a_network_the_last_good_copy_is_shown_with_its_age(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), r#"remember="local" lang="en""#);
    host.open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    assert_eq!(page.until("a copy", KEPT), json!(1));
    paper.go_down();
    come_back(page, &host);
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_text("[part~=notice]", "Last fetched 1 minute ago");
    reader.sees_text("[part~=notice]", "could not be reached");
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
}

pub(crate) fn the_feed_replaces_its_copy_without_a_jump(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), r#"remember="local""#);
    host.open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.until("a copy", KEPT);
    let gate = Gate::default();
    paper.serve("/paper.json", Reply::json(next_day()).slow_to_start(&gate));
    come_back(page, &host);
    reader.sees_texts(".card__headline", &HEADLINES);
    const TOP: &str = "return Math.round(root.querySelector('.card').getBoundingClientRect().top)";
    let top = reader.ask(TOP);
    gate.open();
    // The newest with a picture leads.
    let next = [HEADLINES[0], "The first ferry leaves at dawn", "Council weighs a shorter harbour wall", HEADLINES[3]];
    reader.sees_texts(".card__headline", &next);
    assert_eq!(reader.ask(TOP), top, "what was there stays where it was");
    reader.sees_no("[part~=notice]");
    reader.type_into("input[type=search]", "heron");
    reader.sees_no(".card");
}

pub(crate) fn a_feed_that_has_not_changed_is_not_sent_again(page: Page<'_>) {
    let paper = Origin::new();
    feeds::serve_paper(&paper);
    let reply = Reply::json(feeds::paper()).header("ETag", "\"monday\"").header("Cache-Control", "no-cache");
    let host = one_reader(&paper.serve("/paper.json", reply), r#"remember="local""#);
    host.open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.until("a copy", KEPT);
    assert_eq!(paper.spared(), 0);
    come_back(page, &host);
    reader.sees_texts(".card__headline", &HEADLINES);
    let requests = || paper.asked().iter().filter(|path| path.as_str() == "/paper.json").count();
    wait_until("the feed to be asked for again", || requests() == 2);
    if paper.spared() == 0 {
        println!("This browser caches nothing while it is steered, so every feed is sent whole.");
        return;
    }
    page.run("document.getElementById('main').refresh()");
    wait_until("it to be asked for once more", || paper.spared() == 2);
    // What was not sent is there all the same, as the copy is.
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.sees_no("[part~=notice]");
    assert_eq!(page.until("the copy", KEPT), json!(1));
}

/// Waits for something that only the server sees.
#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(15);
    while !is_so() {
        assert!(Instant::now() < patience, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(15));
    }
}

pub(crate) fn no_copy_is_kept_or_missed_where_nobody_asks_or_none_can_be(page: Page<'_>) {
    let paper = Origin::new();
    let feed = feeds::serve_paper(&paper);
    for (attributes, script) in [
        ("", ""),
        (r#"remember="session""#, ""),
        (r#"remember="local""#, "Object.defineProperty(window, 'caches', { value: undefined })"),
    ] {
        let host = one_reader(&feed, attributes).script(script);
        host.open(page);
        page.reader("main").sees_texts(".card__headline", &HEADLINES);
        let kept = "return window.caches ? caches.keys().then(all => all.length) : 'none to keep it in'";
        let expected = if script.is_empty() { json!(0) } else { json!("none to keep it in") };
        assert_eq!((page.run(kept), page.run("return said")), (expected, json!([])), "{attributes}");
    }
}
