//! From navigation to the first card on a line of 10 Mbit/s with 100 ms to and fro and nothing cached, in Chromium, which
//! slows the line by itself. Page, scripts and feed come from three origins; every file is compressed by brotli.
//!
//! A card is there when an `article` with words has been painted: two frames after it was found.

use crate::page::Page;
use crate::server::{Origin, Reply, media_type};
use serde_json::{Value, json};
use std::path::Path;

/// How often each page is opened; they take turns.
const ROUNDS: usize = 7;
const PEERS: [&str; 3] = ["plain", "minisearch", "orama"];

const LOOK: &str = "window.first = null; window.own = null;
    const seen = root => [...root?.querySelectorAll('article') ?? []].some(one => one.textContent.trim() && one.getClientRects().length);
    const look = () => {
        const main = document.getElementById('main');
        if (own === null && document.querySelector('#main li')?.getClientRects().length) window.own = performance.now();
        if (!seen(main?.shadowRoot) && !seen(main)) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => { window.first = performance.now(); }));
    };
    look();";

/// Writes down when the WebAssembly was started.
const STARTED: &str = "const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = (...given) => (performance.mark('wasm'), instantiate.apply(WebAssembly, given));";
/// When each file of ours was asked for and had come, when the WebAssembly was started, and when the first card was painted.
const STEPS: &str = "const steps = performance.getEntries().filter(one => /[.](js|wasm|json)$|^wasm$/.test(one.name) && one.startTime < first);
    const text = one => `${one.name.split('/').pop().replace(/-[0-9a-f]+/, '-…')} ${Math.round(one.startTime)}`
        + (one.duration ? `–${Math.round(one.responseEnd)}` : '');
    return [...steps.map(text), `card ${Math.round(first)}`].join(', ');";

pub(super) fn measure(page: Page<'_>) {
    let folder =
        std::env::var_os("DATELINE_BENCH").expect("DATELINE_BENCH names a folder: cargo xtask bench embed sets it");
    let (host, cdn, paper) = (Origin::new(), Origin::new(), Origin::new());
    serve(&cdn, Path::new(&folder), "");
    serve(&paper, &Path::new(&folder).join("demo"), "/demo");
    let feed = paper.url("/demo/feed.json");
    let own = "<ul><li><a href=\"/\">Our own list</a></li></ul>";
    let ours = format!(
        r#"<script type=module src="{}"></script><dateline-reader id=main src="{feed}">{own}</dateline-reader>"#,
        cdn.url("/v1/dateline.js")
    );
    let preload = std::fs::read_to_string(Path::new(&folder).join("v1/preload.html")).expect("the release is there");
    let preload = preload.replace("FOLDER", &cdn.url("/v1"));
    for (name, head) in [("ours", ""), ("preloaded", &preload)] {
        let page = format!("<!doctype html><meta charset=utf-8><title>{name}</title>{head}{ours}");
        host.serve(&format!("/{name}"), Reply::html(page));
    }
    for peer in PEERS {
        let script = cdn.url(&format!("/peers/{peer}.js"));
        let body =
            format!(r#"<script type=module src="{script}"></script><main id=main data-src="{feed}">{own}</main>"#);
        host.serve(
            &format!("/{peer}"),
            Reply::html(format!("<!doctype html><meta charset=utf-8><title>{peer}</title>{body}")),
        );
    }
    devtools(page, "Page.addScriptToEvaluateOnNewDocument", &json!({ "source": ([LOOK, STARTED].concat()) }));
    let names: Vec<&str> = ["ours", "preloaded"].into_iter().chain(PEERS).collect();
    let mut figures: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); names.len()];
    let mut steps = vec![Value::Null; 2];
    for _ in 0..ROUNDS {
        for (place, (name, (cards, firsts))) in names.iter().zip(&mut figures).enumerate() {
            devtools(page, "Network.enable", &json!({}));
            devtools(page, "Network.clearBrowserCache", &json!({}));
            page.go("about:blank");
            let line = json!({ "offline": false, "latency": 100, "downloadThroughput": 10e6 / 8.0, "uploadThroughput": 10e6 / 8.0 });
            devtools(page, "Network.emulateNetworkConditions", &line);
            page.go(&host.url(&format!("/{name}")));
            cards.push(page.until("the first card", "return window.first").as_f64().unwrap_or(f64::NAN));
            if let Some(steps) = steps.get_mut(place) {
                *steps = page.run(STEPS);
            }
            firsts.push(page.run("return window.own").as_f64().unwrap_or(f64::NAN));
        }
    }
    let medians: Vec<f64> = figures.iter_mut().map(|(cards, _)| median(cards)).collect();
    let best = medians[steps.len()..].iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "{ROUNDS} rounds, medians in ms: navigation to first content, to first card, and that against the best peer"
    );
    for ((name, (_, firsts)), card) in names.iter().zip(&mut figures).zip(&medians) {
        println!("  {name:<12} {:>6.0} {card:>6.0}   {:.2}", median(firsts), card / best);
    }
    println!("  in the last round:");
    for (name, steps) in names.iter().zip(steps) {
        println!("  {name}: {}", steps.as_str().unwrap_or_default());
    }
}

/// Serves the files of a folder, which are compressed by brotli.
pub(super) fn serve(origin: &Origin, folder: &Path, at: &str) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            serve(origin, &path, &format!("{at}/{name}"));
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let bytes = std::fs::read(&path).expect("the file can be read");
        origin
            .serve(&format!("{at}/{name}"), Reply::new(media_type(extension), bytes).header("Content-Encoding", "br"));
    }
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn devtools(page: Page<'_>, command: &str, parameters: &Value) -> Value {
    page.session().devtools(command, parameters).unwrap_or_else(|refusal| panic!("{refusal}"))
}
