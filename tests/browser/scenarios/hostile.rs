//! Feeds that mean harm: every payload of `tests/hostile/payloads.txt` in every field, on pages that would tell if one did
//! anything. The page's traps, and the walk through all stories, are in `tests/hostile/traps.js`.
//!
//! Which requests are right: the page's own files, the reader's, the feed, and the pictures that the feed names. Pictures are
//! all named on one origin; scripts, styles, frames, fonts, films, forms, pings and things to fetch ahead are named on
//! another, the payloads' own, which must never hear of anybody. It would: a connection without a request counts as well.

#[path = "../../hostile/feed.rs"]
mod feed;
#[path = "../../hostile/formats.rs"]
mod formats;

use self::feed::{ATTRIBUTES, ELEMENTS};
use crate::host::Host;
use crate::page::{Page, keys};
use crate::server::{Origin, Reply};
use serde_json::{Value, json};

const TRAPS: &str = include_str!("../../hostile/traps.js");
const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>"#;

/// The origins of one scenario, and the payloads that name them.
struct Stage {
    host: Host,
    evil: Origin,
    feed: Origin,
    pics: Origin,
    payloads: Vec<String>,
    /// The identifiers of all stories.
    ids: Vec<String>,
}

impl Stage {
    fn new() -> Self {
        let (evil, feed, pics) = (Origin::new(), Origin::new(), Origin::new());
        let payloads = feed::payloads(&evil.url(""), &pics.url(""));
        assert!(payloads.len() >= 300, "only {} payloads", payloads.len());
        pics.serve("/ok.svg", Reply::new("image/svg+xml", PICTURE));
        let stories = feed::feed(&payloads, &evil.url(""), &pics.url(""));
        let address = feed.serve("/feed.json", Reply::json(stories.to_string()));
        let ids = feed::ids(&payloads);
        Self { host: host(&address), evil, feed, pics, payloads, ids }
    }

    /// The same in other formats, each on the page that the one before it names as the next: a feed in XML names it in
    /// itself, WordPress in a header. What is relative to a feed's own address is a picture's as well.
    fn of_other_formats() -> Self {
        let stage = Self::new();
        let feeds = formats::all(&stage.payloads, &stage.pics.url(""));
        let ids = feeds.iter().flat_map(|served| served.ids.clone()).collect();
        let next = |place: usize| format!("{}/feed-{}", stage.pics.url(""), place + 1);
        let is_last = |place: usize| place + 1 == feeds.len();
        for (place, served) in feeds.iter().enumerate() {
            let link = format!("<atom:link rel=\"next\" href=\"{}\"/>", next(place));
            let is_rss = served.name == "rss";
            let text = if is_rss {
                served.text.replacen("<channel>", &format!("<channel>{link}"), 1)
            } else {
                served.text.clone()
            };
            let mut reply = Reply::new(served.media_type, text);
            if !is_rss && !is_last(place) {
                reply = reply.header("Link", &format!("<{}>; rel=\"next\"", next(place)));
                reply = reply.header("Access-Control-Expose-Headers", "Link");
            }
            stage.pics.serve(&format!("/feed-{place}"), reply);
        }
        Self { host: host(&stage.pics.url("/feed-0")), ids, ..stage }
    }

    /// Nothing may be run but what the page and the reader's own origin serve, nor made from text by anybody.
    fn with_trusted_types(self) -> Self {
        let (site, feed, pics) = (self.host.site().url(""), self.feed.url(""), self.pics.url(""));
        let host = self.host.policy(&format!(
            "default-src 'none'; script-src 'self' {site} 'wasm-unsafe-eval'; connect-src {site} {feed}; img-src 'self' {pics}; \
             style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        ));
        Self { host, ..self }
    }
}

/// A page with the traps, and a reader of this feed.
fn host(feed: &str) -> Host {
    let host = Host::new(format!(
        r#"<script src="/traps.js"></script><p>Our own words</p>
        <dateline-reader id="main" src="{feed}" page-size="200" layout="grid" preview></dateline-reader>"#
    ));
    host.origin().serve("/traps.js", Reply::new("text/javascript", TRAPS));
    host
}

pub(crate) fn payloads_of_a_feed_run_nothing_and_fetch_nothing(page: Page<'_>) {
    nothing_happens(page, &Stage::new());
}

pub(crate) fn payloads_under_trusted_types_do_not_even_try(page: Page<'_>) {
    nothing_happens(page, &Stage::new().with_trusted_types());
}

pub(crate) fn payloads_of_other_formats_and_next_pages_do_nothing_either(page: Page<'_>) {
    nothing_happens(page, &Stage::of_other_formats());
}

#[track_caller]
fn nothing_happens(page: Page<'_>, stage: &Stage) {
    stage.host.open(page);
    let reader = page.patient().reader("main");
    reader.sees("article.card");
    let ids = &stage.ids;
    let allowed = json!({ "elements": ELEMENTS.as_slice(), "attributes": ATTRIBUTES.as_slice() });
    page.run(&format!(
        "walk({}, {allowed}).then(found => (window.walked = found), error => (window.walked = {{ error: String(error) }}))",
        json!(ids)
    ));
    page.patient().until("the whole list", "return window.listed ?? window.walked");
    let walked = page.patient().until("the walk to end", "return window.walked");
    assert_eq!(walked["flaws"], json!([]), "what no part of the reader makes; the walk found {walked}");
    assert_eq!(walked["listed"], json!(ids.len()), "the walk found {walked}");
    by_hand(page);
    page_is_untouched(page, stage);
    let (payloads, links) = (stage.payloads.len(), &walked["links"]);
    println!("{payloads} payloads in {} stories, {links} links clicked: nothing ran, nothing was fetched", ids.len());
}

/// What only a hand does: a real pointer over things, real keys.
#[track_caller]
fn by_hand(page: Page<'_>) {
    let reader = page.reader("main");
    reader.type_into("input[type=search]", "onmouseover");
    reader.click(".card__link");
    reader.sees(".story__headline");
    // Two links on; further would leave the reader, who then hears no Escape.
    for _ in 0..2 {
        page.press(keys::TAB);
    }
    page.press(keys::ESCAPE);
    reader.sees_no(".story__headline");
}

#[track_caller]
fn page_is_untouched(page: Page<'_>, stage: &Stage) {
    assert_eq!(page.run("return pwned"), json!([]), "payloads that ran, by number");
    assert_eq!(page.run("return said"), json!([]), "the page was told of something");
    assert_eq!(page.run("return surroundings()"), page.run("return before"), "the page around the reader");
    let known = [stage.host.origin(), stage.host.site(), &stage.feed, &stage.pics].map(|origin| origin.url("/"));
    let fetched = page.run("return performance.getEntriesByType('resource').map(({ name }) => name)");
    let fetched: Vec<&str> = fetched.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let strange: Vec<_> = fetched.iter().filter(|name| !known.iter().any(|origin| name.starts_with(origin))).collect();
    assert!(strange.is_empty(), "fetched from elsewhere: {strange:?}");
    assert!(stage.pics.asked().iter().any(|path| path == "/ok.svg"), "the feed's own pictures are shown");
    // What asked before it is in the list before it.
    page.go(&stage.evil.serve("/last", Reply::html("The end")));
    assert_eq!(stage.evil.asked().first().map(String::as_str), Some("/last"), "{:?}", stage.evil.asked());
}

/// The payloads are sharp and the traps catch them: as HTML, in frames, many run and many fetch, in this very engine.
pub(crate) fn the_same_payloads_as_html_are_caught(page: Page<'_>) {
    let stage = Stage::new();
    stage.host.open(page);
    page.run(&format!("fallFor({})", json!(stage.payloads)));
    page.patient().until("payloads that run", "return fell.size >= 130");
    let asked = || stage.evil.asked().len();
    page.patient().until("the frames to load", "return [...document.querySelectorAll('iframe')].length >= 300");
    println!("{} payloads ran, {} requests reached their host", page.run("return fell.size"), asked());
    assert!(asked() >= 20, "{:?}", stage.evil.asked());
}
