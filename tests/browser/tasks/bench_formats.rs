//! How fast feeds are read in a browser: our WebAssembly, built as the reader is, beside the browser's own `JSON.parse` and
//! `DOMParser` on the same bytes.
//!
//! The others give values and trees; ours gives stories: dates and addresses checked, captions and datelines taken apart.

use crate::page::Page;
use crate::server::{Origin, Reply};
use std::path::Path;

/// Measures one feed. The fastest of five runs counts; a small feed is read several times in each.
const MEASURE: &str = r"
    window.measure = async address => {
        const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
        const decoder = new TextDecoder();
        const items = json => json.items.map(item => item.content_html).filter(Boolean);
        const bodies = items(JSON.parse(decoder.decode(bytes)));
        const html = bodies.reduce((sum, body) => sum + body.length, 0);
        const times = Math.max(1, Math.ceil(2e6 / bytes.length));
        let sink = 0;
        const fastest = run => Math.min(...Array.from({ length: 5 }, () => {
            const start = performance.now();
            for (let time = 0; time < times; time++) sink += run();
            return (performance.now() - start) / times;
        }));
        const dom = body => new DOMParser().parseFromString(body, 'text/html').body.childElementCount;
        const all = (bodies, each) => bodies.reduce((sum, body) => sum + each(body), 0);
        return {
            bytes: bytes.length, html, stories: formats.read(bytes), bodies: bodies.length,
            read: fastest(() => formats.read(bytes)),
            json: fastest(() => JSON.parse(decoder.decode(bytes)).items.length),
            both: fastest(() => all(items(JSON.parse(decoder.decode(bytes))), dom)),
            blocks: fastest(() => all(bodies, formats.blocks)),
            dom: fastest(() => all(bodies, dom)),
            sink,
        };
    };
    import('/formats.js').then(async module => { await module.default(); window.formats = module; });
";

pub(super) fn measure(page: Page<'_>) {
    let page = page.patient();
    let folder =
        std::env::var_os("DATELINE_BENCH").expect("DATELINE_BENCH names the folder: cargo xtask bench formats");
    let feeds = std::env::var_os("DATELINE_FEEDS").expect("DATELINE_FEEDS names the feeds: cargo xtask bench formats");
    let origin = Origin::new();
    for (name, media_type) in [("formats.js", "text/javascript"), ("formats_bg.wasm", "application/wasm")] {
        origin.serve(&format!("/{name}"), Reply::new(media_type, bytes(&Path::new(&folder).join(name))));
    }
    page.go(&origin.serve("/", Reply::html("<!DOCTYPE html><title>Formats</title>")));
    page.run(MEASURE);
    page.until("our module", "return !!window.formats");
    for feed in std::env::split_paths(&feeds) {
        let address = origin.serve("/feed.json", Reply::json(bytes(&feed)));
        page.run(&format!(
            "window.measured = null; measure('{address}').then(found => {{ window.measured = found; }})"
        ));
        let found = page.until("the figures", "return window.measured");
        let figure = |name: &str| found[name].as_f64().unwrap_or_default();
        let (megabytes, html) = (figure("bytes") / 1e6, figure("html") / 1e6);
        // A body or two say nothing about speed.
        let has_html = html > 0.01;
        println!("{}: {} stories, {megabytes:.1} MB", feed.display(), found["stories"]);
        row("JSON.parse", megabytes, figure("json"), 1.0);
        if has_html {
            row("JSON.parse and DOMParser", megabytes, figure("both"), figure("both") / figure("json"));
        }
        row("reading stories", megabytes, figure("read"), figure("read") / figure("json"));
        if has_html {
            println!("    reading takes {:.2} times JSON.parse and DOMParser", figure("read") / figure("both"));
            println!("  {} bodies in HTML, {html:.2} MB", found["bodies"]);
            row("DOMParser", html, figure("dom"), 1.0);
            row("HTML to blocks", html, figure("blocks"), figure("blocks") / figure("dom"));
        }
    }
}

fn row(what: &str, megabytes: f64, milliseconds: f64, ratio: f64) {
    println!("    {what:<26} {:>7.1} MB/s, {ratio:.2} times the time of the first", megabytes / milliseconds * 1e3);
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
