//! What using a reader of a large feed feels like, in Chromium, as figures.
//!
//! - An *interaction* is the browser's own: all events of one key or one click, and the longest time from one of them to the
//!   frame that shows what came of it (Interaction to Next Paint, by Event Timing). The browser tells only of those that took
//!   16 ms and more, in steps of 8 ms; the others count as 8 ms. The processor is slowed four times.
//! - *Layout shift* is the browser's own as well: what moved without the reader having done anything in the last half second.
//! - A *dropped frame* is one that the display waited for in vain while the page was scrolled by script, as fast as a hand does,
//!   at full speed of the processor.

use super::bench_page::{devtools, row, spread, with_feed};
use crate::host::Host;
use crate::page::{Page, keys};
use serde_json::{Value, json};
use std::time::Duration;

/// How much slower the processor is while somebody interacts.
const SLOWED: u32 = 4;
/// How often each thing is done.
const TIMES: usize = 20;
/// What lies between two of them, so that nothing the driver asks of the page runs before the frame that counts.
const APART: Duration = Duration::from_millis(100);
/// How many cards go by while the page is scrolled.
const CARDS: usize = 1000;

const OBSERVER: &str = r"
    window.interactions = new Map();
    new PerformanceObserver(list => {
        for (const { interactionId, duration } of list.getEntries())
            if (interactionId) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 });
";

/// Scrolls by script until so many cards have gone by, and keeps how long each frame took.
const SCROLLING: &str = r"
    const [cards] = arguments, root = document.getElementById('main').shadowRoot, seen = new Set();
    window.scrolled = { frames: [], nodes: 0, done: false };
    let last = null;
    const step = now => {
        if (last !== null) scrolled.frames.push(now - last);
        last = now;
        if (scrolled.frames.length % 20 === 0) {
            root.querySelectorAll('[data-slug]').forEach(card => seen.add(card.dataset.slug));
            scrolled.nodes = Math.max(scrolled.nodes, root.querySelectorAll('*').length);
        }
        if (seen.size >= cards) { scrolled.done = true; return; }
        scrollBy(0, 40);
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
";

pub(super) fn measure(page: Page<'_>) {
    let page = page.patient();
    devtools(page, "Page.addScriptToEvaluateOnNewDocument", &json!({ "source": OBSERVER }));
    with_feed(page, None, "", |host| {
        open(page, host);
        devtools(page, "Emulation.setCPUThrottlingRate", &json!({ "rate": SLOWED }));
        println!("\nprocessor slowed {SLOWED}x (budget p95 50 ms)");
        typing(page);
        filtering(page);
        opening(page);
        devtools(page, "Emulation.setCPUThrottlingRate", &json!({ "rate": 1 }));
        refreshing(page);
    });
    with_feed(page, None, r#"paging="scroll" layout="list""#, |host| {
        open(page, host);
        scrolling(page);
    });
}

fn open(page: Page<'_>, host: &Host) {
    page.go("about:blank");
    host.open(page);
    let reader = page.reader("main");
    reader.sees("article.card");
    reader.sees_no(".progress");
    row("stories", &reader.text(".find__count"));
    shifted(page, "layout shift on load (budget 0.01)");
}

fn typing(page: Page<'_>) {
    let reader = page.reader("main");
    reader.click("input[type=search]");
    begin(page);
    let mut keys_pressed = 0;
    for word in ["oil", "tra", "ban", "gra", "ste", "yen", "dol"] {
        for key in word.chars().chain([keys::BACKSPACE; 3]) {
            page.press(key);
            keys_pressed += 1;
            settle(page);
        }
    }
    tell(page, "typing", keys_pressed);
}

fn filtering(page: Page<'_>) {
    let reader = page.reader("main");
    begin(page);
    for _ in 0..TIMES {
        // On and off in turn.
        reader.click(".chips .chip");
        settle(page);
    }
    tell(page, "filtering by a tag", TIMES);
    shifted(page, "layout shift on typing and filtering");
}

fn opening(page: Page<'_>) {
    let reader = page.reader("main");
    begin(page);
    for _ in 0..TIMES {
        reader.click(".card__link");
        reader.sees("article.story");
        settle(page);
        page.press(keys::ESCAPE);
        reader.sees_no("article.story");
        settle(page);
    }
    tell(page, "opening and closing a story", 2 * TIMES);
}

fn refreshing(page: Page<'_>) {
    page.run("document.getElementById('main').refresh()");
    page.until("the feed to be read again", "return performance.getEntriesByType('resource').filter(one => one.name.endsWith('/feed.json') && one.responseEnd > 0).length > 1");
    settle(page);
    shifted(page, "layout shift on refresh");
}

fn scrolling(page: Page<'_>) {
    page.session().run(SCROLLING, &[json!(CARDS)]).unwrap_or_else(|refusal| panic!("{refusal}"));
    page.until("the cards to go by", "return scrolled.done");
    let figures = page.run(
        "const usual = scrolled.frames.toSorted((a, b) => a - b)[Math.floor(scrolled.frames.length / 2)];
         const dropped = scrolled.frames.reduce((sum, frame) => sum + Math.max(0, Math.round(frame / usual) - 1), 0);
         return { dropped, frames: scrolled.frames.length, usual, longest: Math.max(...scrolled.frames), nodes: scrolled.nodes }",
    );
    let number = |key: &str| figures[key].as_f64().unwrap_or_default();
    println!("\n{CARDS} cards scrolled by");
    row("frames, of about", &format!("{} of {:.1} ms", figures["frames"], number("usual")));
    let part = 100.0 * number("dropped") / (number("frames") + number("dropped"));
    row(
        "dropped (budget 1 %)",
        &format!("{} ({part:.2} %), the longest took {:.0} ms", figures["dropped"], number("longest")),
    );
    row("most elements in the reader", &figures["nodes"].to_string());
}

/// Forgets the interactions so far.
fn begin(page: Page<'_>) {
    settle(page);
    page.run("interactions.clear()");
}

/// Waits until what was done is painted, and the browser has told of it.
fn settle(page: Page<'_>) {
    std::thread::sleep(APART);
    page.run("window.settled = false; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { window.settled = true; }, 20)))");
    page.until("the page to settle", "return settled");
}

/// Prints the interactions since `begin`, of which there were so many.
fn tell(page: Page<'_>, what: &str, count: usize) {
    settle(page);
    let told = page.run("return [...interactions.values()]");
    let mut durations = told.as_array().cloned().unwrap_or_default();
    durations.resize(durations.len().max(count), json!(8));
    row(what, &spread(&Value::from(durations)));
}

fn shifted(page: Page<'_>, what: &str) {
    let shift = page.run("const { shift } = bench; bench.shift = 0; return shift").as_f64();
    row(what, &format!("{:.4}", shift.unwrap_or_default()));
}
