//! Feeds that are missing, late, broken or too long: what is shown, what is said, and that nothing shown is lost.

use crate::feeds::{self, FERRY, HEAD, HEADLINES, TAIL};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::{Gate, Origin, Reply};

pub(crate) fn a_missing_feed_is_named_and_the_publishers_own_list_stays(page: Page<'_>) {
    let (reader, origin) = open(page, Reply::json("gone").status(404));
    reader.sees_text(".notice", &format!("There is nothing at {} (answer 404).", origin.url("/feed.json")));
    own_list_is_shown(page, true);
    heard(page, "error", "http-status");
}

pub(crate) fn trying_again_helps_once_the_feed_is_back(page: Page<'_>) {
    let (reader, origin) = open(page, Reply::json("wait").status(503));
    reader.sees_text(".notice", "answered 503 instead of the stories.");
    origin.serve("/feed.json", Reply::json(feeds::paper()));
    reader.click_text(".notice__remedy", "Try again");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_no(".notice");
    own_list_is_shown(page, false);
}

pub(crate) fn what_is_not_json_is_said_to_be_no_list_of_stories(page: Page<'_>) {
    let (reader, _) = open(page, Reply::html("<!doctype html><title>Log in</title>Please log in."));
    reader.sees_text(".notice", "is not a list of stories.");
    own_list_is_shown(page, true);
    heard(page, "error", "not-a-feed");
}

pub(crate) fn a_feed_that_ends_in_the_middle_keeps_what_came(page: Page<'_>) {
    let (reader, _) = open(page, Reply::json(&feeds::many(40)[..feeds::bytes_before(12) + 30]));
    reader.sees_text(".notice", "ends in the middle. 12 stories had arrived and are shown.");
    reader.sees_count("article.card", 12);
    own_list_is_shown(page, false);
    heard(page, "error", "feed-cut-off");
}

pub(crate) fn a_connection_that_breaks_keeps_what_came(page: Page<'_>) {
    let gate = Gate::default();
    let (reader, _) = open(
        page,
        Reply::json(feeds::many(40))
            .slow_after(feeds::bytes_before(12) + 30, &gate)
            .cut_at(feeds::bytes_before(14) + 30),
    );
    reader.sees_count("article.card", 12);
    gate.open();
    reader.sees_text(".notice", "broke off.");
    assert!(reader.count("article.card") >= 12, "what was shown must stay");
    heard(page, "error", "interrupted");
}

pub(crate) fn an_empty_feed_says_so(page: Page<'_>) {
    let (reader, _) = open(page, Reply::json(format!("{HEAD}{TAIL}")));
    reader.sees_text(".notice", "There are no stories here yet.");
}

pub(crate) fn one_bad_item_costs_one_story(page: Page<'_>) {
    let feed = format!(r#"{HEAD}{FERRY}, {{"id": "torn", "title": }}, {{"id": "fine", "title": "Still here"}}{TAIL}"#);
    let (reader, _) = open(page, Reply::json(feed));
    reader.sees_text(".card__headline", "Still here");
    reader.sees_text(".card__headline", HEADLINES[0]);
    reader.sees_count("article.card", 2);
    page.until("the problem to be told", "return heard.some(({ name, id }) => name === 'problem' && id === 'main')");
}

pub(crate) fn a_feed_other_pages_may_not_read_is_explained(page: Page<'_>) {
    let (reader, _) = open(page, Reply::json(feeds::paper()).same_origin_only());
    reader.sees_text(".notice", "does not let other pages read it (CORS)");
    own_list_is_shown(page, true);
    heard(page, "error", "network");
}

pub(crate) fn the_publishers_own_list_bridges_a_slow_start(page: Page<'_>) {
    let gate = Gate::default();
    let (reader, _) = open(page, Reply::json(feeds::paper()).slow_to_start(&gate));
    own_list_is_shown(page, true);
    assert_eq!(reader.count("article.card"), 0);
    gate.open();
    reader.sees_texts(".card__headline", &HEADLINES);
    own_list_is_shown(page, false);
}

pub(crate) fn without_a_list_of_the_publishers_a_slow_start_looks_like_what_comes(page: Page<'_>) {
    let (origin, gate) = (Origin::new(), Gate::default());
    let feed = origin.serve("/feed.json", Reply::json(feeds::paper()).slow_to_start(&gate));
    crate::host::Host::new(format!(r#"<dateline-reader id="main" src="{feed}"></dateline-reader>"#)).open(page);
    let reader = page.reader("main");
    reader.sees(".skeleton");
    gate.open();
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_no(".skeleton");
}

pub(crate) fn the_first_cards_are_there_before_a_long_feed_ends(page: Page<'_>) {
    let gate = Gate::default();
    let (reader, _) = open(page, Reply::json(feeds::many(2000)).slow_after(feeds::bytes_before(500), &gate));
    reader.sees_count("article.card", 24);
    reader.sees(".progress");
    reader.type_into("input[type=search]", "whale");
    reader.sees_text("mark", "whale");
    reader.sees_text(".find__count", "50 stories");
    gate.open();
    reader.sees_text(".find__count", "200 stories");
    reader.sees_no(".progress");
    assert_eq!(reader.ask("return root.activeElement.value"), "whale", "what arrives must not disturb who types");
}

/// The chips draw nothing here, and the notice behind them goes while a progress bar comes before them: docs/decisions/0008.
pub(crate) fn a_search_that_found_nothing_is_cleared_while_a_feed_is_read(page: Page<'_>) {
    let (gate, untagged) = (Gate::default(), feeds::many(2000).replace("\"tags\"", "\"labels\""));
    let (reader, _) = open(page, Reply::json(untagged.clone()).slow_after(untagged.len() / 4, &gate));
    reader.sees(".progress");
    reader.type_into("input[type=search]", "qqxxzz");
    reader.sees(".notice");
    for _ in 0..6 {
        page.press(keys::BACKSPACE);
    }
    reader.sees(".progress");
    reader.sees_count("article.card", 24);
    gate.open();
    reader.sees_text(".find__count", "2,000 stories");
}

pub(crate) fn a_hundred_thousand_stories_are_read_and_searched(page: Page<'_>) {
    let (reader, _) = open(page.patient(), Reply::json(feeds::many(100_000)));
    reader.sees_text(".find__count", "100,000 stories");
    reader.type_into("input[type=search]", "whale");
    reader.sees_text(".find__count", "10,000 stories");
    reader.sees_count("article.card", 24);
}

/// A page with a reader of a feed that is answered like this.
fn open(page: Page<'_>, reply: Reply) -> (Reader<'_>, Origin) {
    let origin = Origin::new();
    let feed = origin.serve("/feed.json", reply);
    one_reader(&feed, "").open(page);
    (page.reader("main"), origin)
}

#[track_caller]
fn own_list_is_shown(page: Page<'_>, expected: bool) {
    let script = format!("return (document.getElementById('own').getClientRects().length > 0) === {expected}");
    let what = if expected { "the publisher's own list to show" } else { "the publisher's own list to make room" };
    page.until(what, &script);
}

/// Waits for an event of the reader with this code.
#[track_caller]
fn heard(page: Page<'_>, name: &str, code: &str) {
    let script = format!("return heard.some(event => event.name === '{name}' && event.detail?.code === '{code}')");
    page.until(&format!("the event dateline-{name} with the code {code}"), &script);
}
