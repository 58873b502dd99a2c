//! What searching an archive feels like on two lines, in Chromium, beside Pagefind over the same stories.
//!
//! - *Cold*: nothing is cached; from navigation to a page that asks for a word in its address until the frame that painted its first
//!   results. Pagefind's page shows its ten at once; the reader has looked all ten up by then, and draws them a few at a time. Programs come
//!   compressed by brotli, and what stories take as it is packed.
//! - *Warm*: a further word typed into that page, letter by letter, each once the one before is answered; from the browser's
//!   `input` event to the frame in which results for it are there.
//!
//! Once more with the lines of `preload-archive.html` in the page's head; Pagefind names no such lines, and asks for its first file by
//! an address that changes.
//!
//! Chromium slows the line by itself. All files come over HTTP/1.1, at most six at a time, which costs both alike.

use super::bench_page::devtools;
use crate::page::Page;
use crate::server::{Origin, Reply};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Milliseconds to and fro, and bits a second.
const LINES: [(u32, f64); 2] = [(100, 10e6), (300, 1.6e6)];
/// How many words are looked for.
const WORDS: usize = 7;
/// Who takes turns.
const PAGES: [&str; 3] = ["ours", "preloaded", "pagefind"];
/// Whom ours are compared with.
const PEER: usize = 2;

/// When the first results were painted, and, for what is typed then, when its results were there.
const LOOK: &str = r"
    window.bench = { first: null, keys: [], settled: true };
    const root = () => document.getElementById('main')?.shadowRoot ?? document.getElementById('main');
    const painted = then => requestAnimationFrame(() => setTimeout(then));
    const look = () => {
        const cards = [...root()?.querySelectorAll('article') ?? []].filter(one => one.textContent.trim() && one.getClientRects().length);
        if (!cards.length) return requestAnimationFrame(look);
        painted(() => { bench.first = performance.now(); });
    };
    look();
    // Whoever has more to fetch shows it from the frame after the letter on.
    const FRAMES = 4;
    addEventListener('input', ({ timeStamp }) => {
        bench.settled = false;
        let frames = 0;
        const step = () => {
            frames += 1;
            if (frames < FRAMES || root().querySelector('.progress')) return requestAnimationFrame(step);
            bench.keys.push(performance.now() - timeStamp);
            bench.settled = true;
        };
        requestAnimationFrame(step);
    }, true);
";

pub(super) fn measure(page: Page<'_>) {
    let page = page.patient();
    let named = |name: &str| {
        PathBuf::from(
            std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set: cargo xtask bench archive sets it")),
        )
    };
    let (host, cdn) = (Origin::new(), Origin::new());
    super::bench_embed::serve(&cdn, &named("DATELINE_BENCH"), "");
    let (archive, peer) = (Origin::of_folder(named("DATELINE_ARCHIVE")), Origin::of_folder(named("DATELINE_PEER")));
    let (script, manifest) = (cdn.url("/v1/dateline.js"), archive.url("/dateline.json"));
    let ours = format!(
        r#"<script type=module src="{script}"></script><dateline-reader id=main src="{manifest}" page-size=10 loading=eager url-sync=hash></dateline-reader>"#
    );
    let (script, base) = (cdn.url("/page.js"), peer.url("/"));
    let pagefind = format!(
        r#"<script type=module src="{script}"></script><input type=search><main id=main data-base="{base}"></main>"#
    );
    let lines =
        std::fs::read_to_string(named("DATELINE_BENCH").join("v1/preload-archive.html")).expect("the release is there");
    let preloaded = lines.replace("FOLDER", &cdn.url("/v1")) + &ours;
    for (name, body) in PAGES.iter().zip([ours, preloaded, pagefind]) {
        host.serve(
            &format!("/{name}"),
            Reply::html(format!("<!doctype html><meta charset=utf-8><title>{name}</title>{body}")),
        );
    }
    let queries = std::fs::read(named("DATELINE_QUERIES")).expect("the queries are there");
    let queries: Value = serde_json::from_slice(&queries).expect("they are JSON");
    let words: Vec<&str> =
        queries["one word"].as_array().into_iter().flatten().filter_map(|query| query[0].as_str()).collect();
    devtools(page, "Page.addScriptToEvaluateOnNewDocument", &json!({ "source": LOOK }));
    for line in LINES {
        on_line(page, &host, &words, line);
    }
}

fn on_line(page: Page<'_>, host: &Origin, words: &[&str], (latency, bits): (u32, f64)) {
    let mut figures: [(Vec<f64>, Vec<f64>); PAGES.len()] = Default::default();
    for pair in words.windows(2).take(WORDS) {
        for (name, (cold, warm)) in PAGES.iter().zip(&mut figures) {
            devtools(page, "Network.enable", &json!({}));
            devtools(page, "Network.clearBrowserCache", &json!({}));
            page.go("about:blank");
            let line = json!({ "offline": false, "latency": latency, "downloadThroughput": bits / 8.0, "uploadThroughput": bits / 8.0 });
            devtools(page, "Network.emulateNetworkConditions", &line);
            let word = pair[0].trim();
            page.go(&host.url(&format!("/{name}?q={word}%20#main.q={word}%20")));
            cold.push(page.until("the first results", "return bench.first").as_f64().unwrap_or(f64::NAN));
            warm.extend(typed(page, pair[1].trim()));
        }
    }
    println!(
        "\n{latency} ms, {} Mbit/s: ms from navigation to the first results, and from a letter to its results (p50, p95)",
        bits / 1e6
    );
    for (name, (cold, warm)) in PAGES.iter().zip(&mut figures) {
        println!(
            "  {name:<10} {:>6.0} {:>6.0}   {:>6.0} {:>6.0}",
            at(cold, 0.5),
            at(cold, 0.95),
            at(warm, 0.5),
            at(warm, 0.95)
        );
    }
    let (cold, warm): (Vec<f64>, Vec<f64>) =
        figures.iter_mut().map(|(cold, warm)| (at(cold, 0.5), at(warm, 0.5))).unzip();
    for (at, name) in PAGES.iter().enumerate().filter(|(at, _)| *at != PEER) {
        println!("  {name} against Pagefind: {:.2} cold, {:.2} warm", cold[at] / cold[PEER], warm[at] / warm[PEER]);
    }
}

/// Types a word in place of the one before; how long each letter took.
fn typed(page: Page<'_>, word: &str) -> Vec<f64> {
    page.until("the field", "const root = document.getElementById('main').shadowRoot ?? document, field = root.querySelector('input[type=search]');
        if (!field?.checkVisibility()) return false;
        field.focus(); field.select(); return true;");
    for (count, letter) in (1..).zip(word.chars()) {
        page.press(letter);
        page.until("its results", &format!("return bench.settled && bench.keys.length >= {count}"));
    }
    let keys = page.run("return bench.keys");
    keys.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn at(figures: &mut [f64], part: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(((figures.len().max(1) - 1) as f64 * part) as usize).copied().unwrap_or(f64::NAN)
}
