//! Pages that are not ours: styles that break everything, policies that forbid nearly everything, scripts that move things.

use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Origin, Reply};

/// What breaks a widget that trusts its page: nothing inherited is as usual, and everything is larger.
const HOSTILE: &str = "* { all: unset !important; font-size: 40px } p { display: none } \
    body { font: italic 40px/3 monospace !important; letter-spacing: 9px !important; text-transform: uppercase !important }";

pub(crate) fn two_readers_work_alone_on_a_hostile_page(page: Page<'_>) {
    let (paper, plain) = (Origin::new(), Origin::new());
    let first = feeds::serve_paper(&paper);
    let second = plain.serve("/many.json", Reply::json(feeds::many(30)));
    let readers = format!(
        r#"<h1 id="title">Ours</h1><dateline-reader id="first" src="{first}"></dateline-reader>
        <dateline-reader id="second" src="{second}"></dateline-reader>"#
    );
    Host::new(readers.clone()).open(page);
    let looks_at_home = looks(page);
    let host = Host::new(readers).css(HOSTILE).strict_policy(&[&paper, &plain]);
    host.open(page);
    assert_eq!(looks(page), looks_at_home, "the page's styles must not reach the reader");
    let (first, second) = (page.reader("first"), page.reader("second"));
    second.sees_count("article.card", 24);
    first.type_into("input[type=search]", "heron");
    first.sees_texts(".card__headline", &HEADLINES[2..3]);
    second.type_into("input[type=search]", "whale");
    second.sees_count("article.card", 3);
    second.click_text(".card__link", "Story 10 of");
    second.sees_text(".story__headline", "Story 10 of");
    first.sees_texts(".card__headline", &HEADLINES[2..3]);
    nothing_leaks(page, &host);
}

/// How the first reader draws its parts, once it has.
#[track_caller]
fn looks(page: Page<'_>) -> serde_json::Value {
    let reader = page.reader("first");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.ask(
        "const parts = ['.card__headline', '.card__standfirst', '.meta', '.chip', '.caption', '.credit', 'input'];
         const traits = ['display', 'fontSize', 'fontStyle', 'fontFamily', 'lineHeight', 'letterSpacing', 'textTransform'];
         const style = part => getComputedStyle(root.querySelector(part));
         return parts.map(part => [part, ...traits.map(trait => style(part)[trait])])",
    )
}

/// The page is as its own styles have it; nobody else was asked for anything; nothing is kept.
#[track_caller]
fn nothing_leaks(page: Page<'_>, host: &Host) {
    assert_eq!(page.run("return said"), serde_json::json!([]), "the page was told of something");
    let own = page.run(
        "const { display, fontSize } = getComputedStyle(document.getElementById('title'));
         return [display, fontSize, document.styleSheets.length, document.adoptedStyleSheets.length]",
    );
    assert_eq!(own, serde_json::json!(["inline", "40px", 1, 0]), "the page's own styles are left alone");
    assert_eq!(
        page.run("return [document.cookie, localStorage.length, sessionStorage.length]"),
        serde_json::json!(["", 0, 0])
    );
    let asked = host.origin().asked();
    let ours = ["/", "/host.css", "/recorder.js", "/favicon.ico"];
    assert!(asked.iter().all(|path| ours.contains(&path.as_str())), "the page's own server was asked for {asked:?}");
}

pub(crate) fn a_page_that_forbids_webassembly_keeps_its_own_list(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    let (site, feed) = (host.site().url(""), paper.url(""));
    host.policy(&format!("default-src 'none'; script-src 'self' {site}; connect-src {site} {feed}; style-src 'self'"))
        .open(page);
    page.until("the cause to be named", "return heard.some(({ name, detail }) => name === 'error' && detail?.code)");
    page.until("the list to stay", "return document.getElementById('own').getClientRects().length > 0");
}

pub(crate) fn a_reader_that_is_moved_keeps_what_was_typed(page: Page<'_>) {
    let paper = Origin::new();
    one_reader(&feeds::serve_paper(&paper), "").open(page);
    let reader = page.reader("main");
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    page.run("const place = document.createElement('section'); document.body.append(place); place.append(document.getElementById('main'))");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.click_text(".card__link", HEADLINES[2]);
    reader.sees_text(".story__headline", HEADLINES[2]);
}

pub(crate) fn a_reader_may_be_removed_and_another_put_in_its_place(page: Page<'_>) {
    let paper = Origin::new();
    let feed = feeds::serve_paper(&paper);
    one_reader(&feed, "").open(page);
    page.reader("main").type_into("input[type=search]", "heron");
    page.reader("main").sees_count("article.card", 1);
    page.run(&format!(
        "document.getElementById('main').remove();
         setTimeout(() => {{
             const next = document.createElement('dateline-reader');
             next.id = 'next'; next.setAttribute('src', '{feed}');
             document.body.append(next);
         }}, 50);"
    ));
    let next = page.reader("next");
    next.sees_texts(".card__headline", &HEADLINES);
    assert_eq!(next.ask("return root.querySelector('input[type=search]').value"), "", "a new reader starts anew");
}

pub(crate) fn a_new_address_shows_the_new_feed(page: Page<'_>) {
    let origin = Origin::new();
    let feed = origin.serve("/many.json", Reply::json(feeds::many(5)));
    one_reader(&feeds::serve_paper(&origin), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.run(&format!("document.getElementById('main').setAttribute('src', '{feed}')"));
    reader.sees_count("article.card", 5);
    reader.sees_text(".card__headline", "Story 0 of the whale");
}

pub(crate) fn a_reader_far_below_waits_until_it_is_near(page: Page<'_>) {
    let paper = Origin::new();
    let feed = feeds::serve_paper(&paper);
    let host = Host::new(format!(
        r#"<div style="height: 9000px">Our own text</div><dateline-reader id="main" src="{feed}"></dateline-reader>
        <dateline-reader id="eager" src="{feed}?eager" loading="eager"></dateline-reader>"#
    ));
    host.open(page);
    page.reader("eager").sees_texts(".card__headline", &HEADLINES);
    assert!(!paper.asked().contains(&"/paper.json".to_owned()), "nobody has come near it");
    page.run("document.getElementById('main').scrollIntoView()");
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn a_loader_that_comes_twice_works_once(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    host.open(page);
    let loader = host.site().url("/embed/v1/dateline.js?again");
    page.run(&format!("const again = document.createElement('script'); again.type = 'module'; again.src = '{loader}'; document.head.append(again)"));
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    assert_eq!(page.run("return said"), serde_json::json!([]));
    let mut fetched: Vec<String> = host.site().asked().into_iter().filter(|path| path.ends_with(".wasm")).collect();
    fetched.sort();
    fetched.dedup();
    let asked = host.site().asked().iter().filter(|path| path.ends_with(".wasm")).count();
    assert_eq!(
        (fetched.len(), asked),
        (3, 3),
        "the first part, the rest and what that shares with other parts serve the page"
    );
}

pub(crate) fn stories_may_be_handed_over_by_the_page(page: Page<'_>) {
    let host = Host::new("");
    host.open(page);
    page.run(
        "const reader = document.createElement('dateline-reader');
         reader.id = 'main';
         reader.stories = [{ id: 'a', title: 'Handed over' }, { id: 'b', title: 'And so is this' }];
         document.body.append(reader);",
    );
    let reader = page.reader("main");
    reader.sees_text(".card__headline", "Handed over");
    reader.sees_count("article.card", 2);
    page.run("document.getElementById('main').search('handed')");
    reader.sees_count("article.card", 1);
}
