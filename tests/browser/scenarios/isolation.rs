//! A reader comes and goes without a trace: on the page's globals, prototypes, styles, focus, history and storage, in the
//! number of nodes and listeners, and in memory.

use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Origin, Reply};
use serde_json::Value;

/// Times that a reader is put into the page and taken out.
pub(crate) const MOUNTS: u64 = 1_000;
/// Feeds read again: every half minute of a day.
pub(crate) const REFRESHES: u64 = 2_880;
/// Listeners that the page may have gained after all mounts. A parked app keeps those on its own place; there is one app.
const LISTENERS: u64 = 60;

/// Everything of a page that a stranger could change, as text.
const TRACES: &str = r"
    const names = object => Object.getOwnPropertyNames(object).toSorted().join(' ');
    const shared = ['Object', 'Array', 'String', 'Function', 'Promise', 'Map', 'Node', 'Element', 'HTMLElement', 'Document', 'Event',
        'EventTarget', 'ShadowRoot', 'History', 'Storage', 'URL', 'Response', 'WebAssembly'];
    return {
        // WebDriver leaves a name of its own.
        globals: names(window).split(' ').filter(name => !/^(cdc_|\$cdc|__webdriver|webdriver)/.test(name)).join(' '),
        prototypes: shared.map(name => `${name}: ${names(window[name])} / ${names(window[name].prototype ?? {})}`),
        head: document.head.innerHTML,
        html: document.documentElement.getAttributeNames().concat(document.body.getAttributeNames()),
        sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
        styles: ['color', 'font', 'letterSpacing', 'display'].map(trait => getComputedStyle(document.getElementById('title'))[trait]),
        focus: document.activeElement.id || document.activeElement.localName,
        history: [history.length, JSON.stringify(history.state), location.href, scrollX, scrollY],
        storage: [document.cookie, localStorage.length, sessionStorage.length],
        title: document.title,
    }";

pub(crate) fn the_page_is_the_same_before_and_after(page: Page<'_>) {
    let paper = Origin::new();
    let feed = feeds::serve_paper(&paper);
    let host = Host::new(r#"<h1 id="title">Ours</h1><input id="field"><div id="place"></div>"#);
    host.open(page);
    page.run("document.getElementById('field').focus()");
    page.until("the loader", "return customElements.get('dateline-reader')");
    let before = page.run(TRACES);
    page.run(&format!(
        "document.getElementById('place').innerHTML = '<dateline-reader id=\"main\" src=\"{feed}\" loading=\"eager\"></dateline-reader>'"
    ));
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    let during = page.run(TRACES);
    // Chromium and WebKit name a global after the element's id, as for every element.
    assert_same(&before, &during, "while it is there");
    page.run("document.getElementById('main').search('heron')");
    reader.sees_count("article.card", 1);
    page.run("document.getElementById('main').open('heron')");
    reader.sees(".story__headline");
    page.run("document.getElementById('main').remove(); document.getElementById('field').focus()");
    let after = page.run(TRACES);
    assert_same(&before, &after, "after it has gone");
    let pages = host.origin().asked();
    assert!(
        pages.iter().all(|path| ["/", "/host.css", "/recorder.js", "/favicon.ico"].contains(&path.as_str())),
        "{pages:?}"
    );
    let papers = paper.asked();
    assert!(papers.iter().all(|path| path == "/paper.json" || path.ends_with(".svg")), "{papers:?}");
    let site = host.site().asked();
    assert!(
        site.len() == 5 && site[0].ends_with("/dateline.js"),
        "the loader, the glue, the wasm and the two files of the rest, once each: {site:?}"
    );
}

#[track_caller]
fn assert_same(before: &Value, after: &Value, when: &str) {
    for (key, value) in before.as_object().expect("an object") {
        assert_eq!(value, &after[key], "{key} differs {when}");
    }
}

pub(crate) fn a_thousand_mounts_leave_one_app_and_bounded_memory(page: Page<'_>) {
    let [before, after] = mounts(page.patient());
    // The paper's four stories need far less than a page of memory; a leaked one each time would be 60 pages.
    assert!(after.memory <= before.memory + 10 * 65_536, "the wasm's memory: {before:?} before, {after:?} after");
    assert!(after.listeners <= before.listeners + LISTENERS, "listeners: {before:?} before, {after:?} after");
    assert_eq!(after.hosts, 1, "hosts in the page");
}

/// What there is before and after a reader was put into a page and taken out this often.
pub(crate) fn mounts(page: Page<'_>) -> [Counted; 2] {
    let paper = Origin::new();
    let feed = feeds::serve_paper(&paper);
    one_reader(&feed, "").script(COUNT).open(page);
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    count_mounts(page, 20);
    let before = count(page);
    count_mounts(page, MOUNTS);
    let after = count(page);
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    [before, after]
}

/// What may leak.
#[derive(Debug)]
pub(crate) struct Counted {
    /// Bytes of WebAssembly.
    pub(crate) memory: u64,
    /// Listeners that were added to what outlives an element, and not taken off.
    pub(crate) listeners: u64,
    /// Elements in the page.
    pub(crate) hosts: u64,
}

fn count(page: Page<'_>) -> Counted {
    let counted = page.run(
        "return [memories.reduce((sum, one) => sum + one.buffer.byteLength, 0), kept,
             document.querySelectorAll('dateline-reader').length]",
    );
    let [memory, listeners, hosts] =
        [0, 1, 2].map(|place| counted[place].as_u64().unwrap_or_else(|| panic!("no count: {counted}")));
    Counted { memory, listeners, hosts }
}

/// Notes the memory of each instance, and counts listeners on whatever outlives an element.
const COUNT: &str = r"
    window.memories = []; window.kept = 0;
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const make = WebAssembly[name];
        WebAssembly[name] = async (...more) => {
            const made = await make.apply(WebAssembly, more);
            const memory = Object.values((made.instance ?? made).exports).find(one => one instanceof WebAssembly.Memory);
            if (memory) memories.push(memory);
            return made;
        };
    }
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const lasts = target => target === window || target === document || target === document.body;
    EventTarget.prototype.addEventListener = function (...more) { if (lasts(this ?? window)) kept += 1; return add.apply(this, more); };
    EventTarget.prototype.removeEventListener = function (...more) { if (lasts(this ?? window)) kept -= 1; return remove.apply(this, more); };
";

/// Puts the reader in and out this many times, waiting each time until its stories are there.
#[track_caller]
fn count_mounts(page: Page<'_>, times: u64) {
    page.run(&format!(
        "window.mounts = 0;
         const again = () => {{
             const old = document.getElementById('main'), next = old.cloneNode(true);
             next.setAttribute('loading', 'eager');
             next.addEventListener('dateline-ready', () => {{ window.mounts += 1; if (window.mounts < {times}) setTimeout(again); }}, {{ once: true }});
             old.remove();
             setTimeout(() => document.body.append(next));
         }};
         again();"
    ));
    page.until(&format!("{times} mounts"), &format!("return window.mounts === {times}"));
}

pub(crate) fn a_day_of_refreshes_leaves_memory_flat(page: Page<'_>) {
    let [before, after] = refreshes(page.patient());
    // What is free is in other pieces after each refresh, so one may need a page of memory (64 KiB) more than all before it: less
    // than 46 bytes for each.
    assert!(after.memory <= before.memory + 2 * 65_536, "the wasm's memory: {before:?} before, {after:?} after");
    assert_eq!(before.listeners, after.listeners, "listeners");
}

/// What there is before and after the feed was read again this often.
pub(crate) fn refreshes(page: Page<'_>) -> [Counted; 2] {
    let paper = Origin::new();
    one_reader(&paper.serve("/many.json", Reply::json(feeds::many(50))), "loading=\"eager\"").script(COUNT).open(page);
    page.reader("main").sees_count("article.card", 24);
    refresh(page, 30);
    let before = count(page);
    refresh(page, REFRESHES);
    let after = count(page);
    page.reader("main").sees_count("article.card", 24);
    [before, after]
}

#[track_caller]
fn refresh(page: Page<'_>, times: u64) {
    // Each begins when the feed of the one before has been read to its end.
    page.run(&format!(
        "window.refreshed = 0;
         const fetched = window.fetch0 ?? (window.fetch0 = window.fetch);
         const reader = document.getElementById('main');
         window.fetch = async (...more) => {{
             const answer = await fetched(...more);
             answer.clone().text().then(() => setTimeout(() => {{
                 window.refreshed += 1;
                 if (window.refreshed < {times}) reader.refresh();
             }}, 4));
             return answer;
         }};
         reader.refresh();"
    ));
    page.until(&format!("{times} refreshes"), &format!("return window.refreshed >= {times}"));
}
