//! What publishers do with what the docs and the command give them.

use crate::feeds::{self, HEADLINES};
use crate::host::Host;
use crate::page::Page;
use crate::server::{Gate, Origin, Reply, site};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Adds up what moves without anybody having done anything; only Chromium tells.
const SHIFTS: &str = "window.shift = 0;
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
        new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) shift += one.value; }))
            .observe({ type: 'layout-shift', buffered: true });";

/// What `dateline print` makes of a feed that lies at this address.
fn printed(feed: &str, address: &str) -> String {
    let mut command = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "dateline-cli", "--", "print", "-", "--url", address])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo runs the command");
    command.stdin.take().expect("a pipe").write_all(feed.as_bytes()).expect("the command reads");
    let output = command.wait_with_output().expect("the command ends");
    assert!(output.status.success(), "dateline print failed");
    String::from_utf8(output.stdout).expect("it prints text")
}

pub(crate) fn what_is_printed_is_replaced_without_a_shift(page: Page<'_>) {
    let paper = Origin::new();
    let gate = Gate::default();
    let address = feeds::serve_paper(&paper);
    paper.serve("/paper.json", Reply::json(feeds::paper()).slow_to_start(&gate));
    let fallback = printed(&feeds::paper(), &address);
    let host =
        Host::new(format!(r#"<h1>Ours</h1><dateline-reader id="main" src="{address}">{fallback}</dateline-reader>"#))
            .script(SHIFTS);
    host.open(page);
    page.until(
        "the printed list with its picture",
        "const [link, img] = ['#main a', '#main img'].map(one => document.querySelector(one));
        return link?.getClientRects().length > 0 && img.naturalWidth > 0",
    );
    let texts = page.run(
        "return [document.querySelectorAll('#main li').length, document.querySelector('#main figcaption').textContent,
        JSON.parse(document.querySelector('#main script').textContent).itemListElement.map(one => one.item.headline)]",
    );
    let caption = "Crews vote in the old customs hall. Photograph: Ada Moss/Gazette";
    assert_eq!(texts, serde_json::json!([4, caption, HEADLINES]));
    gate.open();
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    page.until("the printed list to be gone", "return document.querySelector('#main a').getClientRects().length === 0");
    let shift =
        page.run("return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(window.shift))))");
    assert!(shift.as_f64().is_some_and(|shift| shift <= 0.01), "the page moved by {shift}");
}

/// Every page in HTML that the docs show is opened as it stands, with the addresses of this run.
pub(crate) fn every_page_in_the_docs_shows_stories(page: Page<'_>) {
    let mut count = 0;
    for name in ["README.md", "docs/start.md", "docs/embedding.md", "docs/npm.md"] {
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the page is there");
        for snippet in text.split("```html").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)) {
            if !snippet.contains("<dateline-reader") {
                continue;
            }
            count += 1;
            let (paper, cdn) = (Origin::new(), Origin::of_folder(site().join("embed")));
            let feed = feeds::serve_paper(&paper);
            let loader = cdn.url("/v1/dateline.js");
            // What stands alone in the docs stands beside the two lines of the page above it.
            let html = snippet
                .replace("https://paper.example/stories.json", &feed)
                .replace("https://cdn.example/dateline/v1/dateline.js", &loader);
            let scripts = if html.contains("<script") {
                String::new()
            } else {
                format!("<script type=module src={loader}></script>")
            };
            page.go(
                &Origin::new().serve("/", Reply::html(format!("<!doctype html><title>Docs</title>{html}{scripts}")))
            );
            page.reader("dateline-reader").sees_count("article", HEADLINES.len());
            page.reader("dateline-reader").sees_text("article", HEADLINES[0]);
        }
    }
    assert!(count >= 4, "only {count} pages were found in the docs");
}
