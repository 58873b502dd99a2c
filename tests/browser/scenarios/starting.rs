//! While the reader is still coming: its feed is asked for at the same time, and once.

use crate::archives::packed;
use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Gate, Origin, Reply, archives_part, payload, rest, shared_part, site};
use serde_json::json;

/// A page on which the feed has come and the WebAssembly has not.
fn waiting(page: Page<'_>, paper: &Origin) -> (Host, Gate) {
    let gate = Gate::default();
    let host = one_reader(&feeds::serve_paper(paper), "");
    let (path, reply) = wasm();
    host.site().serve(&path, reply.slow_to_start(&gate));
    host.open(page);
    page.until(
        "the feed",
        "return performance.getEntriesByType('resource').some(one => one.name.endsWith('/paper.json'))",
    );
    assert_eq!(page.run("return document.getElementById('own').getClientRects().length > 0"), json!(true));
    (host, gate)
}

/// The WebAssembly's path and file.
fn wasm() -> (String, Reply) {
    served(&payload("wasm"))
}

fn served(name: &str) -> (String, Reply) {
    let bytes = std::fs::read(site().join("embed/v1").join(name)).expect("the site is built");
    (format!("/embed/v1/{name}"), Reply::new("application/wasm", bytes))
}

fn asked(origin: &Origin, path: &str) -> usize {
    origin.asked().iter().filter(|asked| *asked == path).count()
}

pub(crate) fn a_feed_is_asked_for_once_while_the_reader_comes(page: Page<'_>) {
    let paper = Origin::new();
    let (_host, gate) = waiting(page, &paper);
    gate.open();
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    assert_eq!((asked(&paper, "/paper.json"), page.run("return said")), (1, json!([])));
}

pub(crate) fn a_reader_that_takes_long_says_that_it_is_coming(page: Page<'_>) {
    let paper = Origin::new();
    let (_host, gate) = waiting(page, &paper);
    let reader = page.reader("main");
    reader.until("the progress", "return all('progress[aria-label=\"Loading stories\"]:not([value])').length === 1");
    assert_eq!(page.run("return document.getElementById('own').getClientRects().length > 0"), json!(true));
    gate.open();
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_no("progress[aria-label=\"Loading stories\"]");
}

pub(crate) fn another_address_meanwhile_is_the_one_that_counts(page: Page<'_>) {
    let paper = Origin::new();
    let (_host, gate) = waiting(page, &paper);
    let feed = paper.serve("/many.json", Reply::json(feeds::many(5)));
    page.run(&format!("document.getElementById('main').src = '{feed}'"));
    gate.open();
    page.reader("main").sees_text(".card__headline", "Story 0 of the whale");
    assert_eq!((asked(&paper, "/many.json"), page.run("return said")), (1, json!([])));
}

pub(crate) fn stories_that_are_handed_over_meanwhile_are_shown(page: Page<'_>) {
    let paper = Origin::new();
    let (_host, gate) = waiting(page, &paper);
    page.run("document.getElementById('main').stories = [{ id: 'a', title: 'Handed over' }]");
    gate.open();
    page.reader("main").sees_texts(".card__headline", &["Handed over"]);
    assert_eq!(page.run("return said"), json!([]));
}

/// Opens a page with the lines of a file of the release in its head; its reader has these parts of the program fetched once each.
fn preloaded(page: Page<'_>, lines: &str, stories: &str, parts: &[String]) {
    let lines = std::fs::read_to_string(site().join("embed/v1").join(lines)).expect("the site is built");
    let host = one_reader(stories, "").head(&lines.replace("FOLDER", "SITE/embed/v1"));
    // Firefox fetches again what was preloaded with a hash, and finds it in its cache, if it may be kept there.
    for (path, reply) in parts.iter().map(|part| served(part)) {
        host.site().serve(&path, reply.header("Cache-Control", "public, max-age=31536000, immutable"));
    }
    host.open(page);
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    for part in parts.iter().chain([&payload("js")]) {
        assert_eq!(1, asked(host.site(), &format!("/embed/v1/{part}")), "{part}");
    }
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn the_lines_that_preload_have_each_file_fetched_once(page: Page<'_>) {
    preloaded(page, "preload.html", &feeds::serve_paper(&Origin::new()), &[payload("wasm")]);
}

pub(crate) fn the_lines_that_preload_for_archives_have_each_file_fetched_once(page: Page<'_>) {
    let parts = [payload("wasm"), shared_part(), archives_part()];
    preloaded(page, "preload-archive.html", &packed(&feeds::paper()).serve(&Origin::new()), &parts);
}

pub(crate) fn what_is_done_on_the_first_screen_is_done_by_the_whole_reader(page: Page<'_>) {
    let paper = Origin::new();
    let gate = Gate::default();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    let (path, reply) = served(&rest());
    host.site().serve(&path, reply.slow_to_start(&gate));
    host.open(page);
    let cards = "return [...document.getElementById('main').shadowRoot.querySelectorAll('.card__headline')].map(one => one.textContent)";
    page.until(
        "the first stories",
        &format!("{{ {} }}", cards.replace("return ", "const read = ") + "; return read.length === 4"),
    );
    assert_eq!(page.run(cards), json!(HEADLINES));
    page.run(
        "const root = document.getElementById('main').shadowRoot, field = root.querySelector('.find__field');
        field.focus(); field.value = 'heron'; field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}))",
    );
    page.run("document.getElementById('main').filter('nature')");
    gate.open();
    let reader = page.reader("main");
    reader.sees_count("article.card", 1);
    reader.sees_text(".chip[aria-pressed=true]", "nature");
    reader.until(
        "the field to keep text and focus",
        "return root.activeElement?.matches('.find__field[role=combobox]') && root.activeElement.value === 'heron'",
    );
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn archives_are_asked_before_all_of_the_reader_is_there(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&packed(&feeds::paper()).serve(&paper), "query=\"heron\"");
    let gate = Gate::default();
    let (path, reply) = served(&rest());
    host.site().serve(&path, reply.slow_to_start(&gate));
    host.open(page);
    page.until(
        "the story, besides what all cards are packed after",
        "const cards = performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('/archive/cards/'));
        return new Set(cards).size > 1",
    );
    let reader = page.reader("main");
    reader.sees_no(".card__headline");
    let before = paper.asked();
    gate.open();
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.sees_text("mark", "heron");
    let cards = |asked: &[String]| asked.iter().filter(|path| path.starts_with("/archive/cards/")).count();
    assert_eq!((cards(&before), page.run("return said")), (cards(&paper.asked()), json!([])));
}

pub(crate) fn which_stories_have_a_word_is_asked_before_the_reader_is_there(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&packed(&feeds::many(1_500)).serve(&paper), "query=\"whale \"");
    let gate = Gate::default();
    let (path, reply) = wasm();
    host.site().serve(&path, reply.slow_to_start(&gate));
    host.open(page);
    let lists =
        "return performance.getEntriesByType('resource').filter(one => one.name.includes('/archive/lists/')).length";
    page.until("a part of a list", lists);
    gate.open();
    let reader = page.reader("main");
    reader.sees_text(".find__count", "150 stories");
    reader.sees_text(".card__headline", "of the whale");
    assert_eq!((page.run(lists), page.run("return said")), (json!(1), json!([])));
}

pub(crate) fn an_element_that_has_gone_asks_archives_nothing(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&packed(&feeds::paper()).serve(&paper), "query=\"heron\"");
    let gate = Gate::default();
    let (path, reply) = served(&archives_part());
    host.site().serve(&path, reply.slow_to_start(&gate));
    host.open(page);
    let asked_by_name = |part: &str| {
        format!("return performance.getEntriesByType('resource').some(one => one.name.includes('{part}'))")
    };
    page.until("the first part", &asked_by_name(&payload("wasm")));
    page.reader("main").until("the first screen", "return root.querySelector('.page') !== null");
    page.until(
        "time to read the manifest",
        "window.drawn ??= performance.now(); return performance.now() - drawn > 500",
    );
    page.run("document.getElementById('main').remove()");
    gate.open();
    page.until("what reads archives", &asked_by_name(&archives_part()));
    page.until("time to ask", "window.there ??= performance.now(); return performance.now() - there > 1000");
    let asked = paper.asked();
    assert!(!asked.iter().any(|path| path.starts_with("/archive/cards/")), "{asked:?}");
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn without_the_rest_of_the_reader_stories_can_be_followed(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    let (path, reply) = served(&rest());
    host.site().serve(&path, Reply::new("text/plain", Vec::new()).status(404));
    host.open(page);
    let reader = page.reader("main");
    reader.sees_text(".notice", "Search and stories could not be fetched.");
    reader.sees_texts(".card__headline", &HEADLINES);
    let told = page.until("the error", "return heard.find(({ name }) => name === 'error')?.detail");
    assert_eq!(told["code"], "rest-missing", "{told}");
    assert!(page.run("return said").to_string().contains("docs/errors.md#rest-missing"));
    host.site().serve(&path, reply);
    reader.click_text(".notice button", "Try again");
    reader.sees(".find__field[role=combobox]");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
}
