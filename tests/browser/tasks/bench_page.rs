//! What a reader of a large feed feels, in Chromium, as figures.
//!
//! - The feed comes at 10 Mbit/s, paced by our own server, so that nothing of the browser's is emulated but the slow processor.
//! - *First cards* is when two frames have passed since a card was in the page, so it has been painted.
//! - *Long tasks* are the browser's own (`longtask` entries, 50 ms and more), from the first request for the feed until every
//!   story is read. Those before, in which the page starts, are counted apart. The loader asks for the feed beside the reader, so
//!   the task in which the reader itself starts is among those while reading.
//! - A *keystroke* begins with the `input` event of a real key. The first row ends when the new results have been laid out, which
//!   is forced at once. The second adds what that frame took from its beginning until it was painted. The third is from the key until
//!   then by the clock, and so has the wait for the screen's next refresh in it, up to 16.7 ms whatever we do; the fourth counts how
//!   often that was the very next frame (on a slow processor the letter is painted first). The fifth is the browser's own Event
//!   Timing, in steps of 8 ms. Keystrokes are measured once more where frames do not wait for a display.

use crate::host::Host;
use crate::page::{Page, keys};
use crate::server::{Origin, Reply};
use serde_json::{Value, json};

/// What a page on a slow line gets.
const BITS_PER_SECOND: u64 = 10_000_000;

/// The first three letters of common and of rare words of a newswire.
const STARTS: [&str; 40] = [
    "oil", "tra", "ban", "gra", "cof", "ste", "jap", "yen", "dol", "rat", "sha", "qua", "cur", "sug", "coc", "whe",
    "cor", "soy", "gol", "sil", "shi", "str", "iran", "tar", "quo", "mer", "acq", "div", "los", "pro", "bra", "arg",
    "lon", "chi", "zin", "tin", "rub", "pal", "nat", "gas",
];

const OBSERVER: &str = r"
    // Results that have not come after so many further frames are the same as before.
    const FRAMES = 8;
    window.bench = { shift: 0, long: [], frames: [], events: [], keys: [], cards: null };
    const watch = (type, into, more = {}) => new PerformanceObserver(list => {
        for (const { duration, startTime, name } of list.getEntries()) into.push({ duration, startTime, name });
    }).observe({ type, buffered: true, ...more });
    watch('longtask', bench.long);
    try { watch('long-animation-frame', bench.frames); } catch { /* an older Chromium */ }
    new PerformanceObserver(list => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) bench.shift += value;
    }).observe({ type: 'layout-shift', buffered: true });
    watch('event', bench.events, { durationThreshold: 16 });
    const afterFrame = then => requestAnimationFrame(() => { const begun = performance.now(); const { port1, port2 } = new MessageChannel(); port1.onmessage = () => then(begun); port2.postMessage(0); });
    const root = () => document.getElementById('main')?.shadowRoot;
    const look = () => root()?.querySelector('article.card')
        ? afterFrame(() => { bench.cards = performance.now(); })
        : requestAnimationFrame(look);
    look();
    addEventListener('input', event => {
        const key = { start: event.timeStamp, laid: null, worked: null, painted: null, next: false };
        bench.keys.push(key);
        const reader = root().querySelector('.reader');
        // What the field itself shows is not its results.
        const around = ({ target }) => (target.closest ? target : target.parentElement)?.closest('.find__form, .find__hints');
        const changes = new MutationObserver(records => {
            if (key.laid !== null && key.painted !== null || records.every(around)) return;
            reader.getBoundingClientRect();
            key.laid = performance.now();
        });
        changes.observe(reader, { subtree: true, childList: true, characterData: true, attributes: true });
        const frame = left => afterFrame(begun => {
            if (key.laid === null && left > 0) return frame(left - 1);
            key.painted = performance.now();
            key.worked = (key.laid ?? key.start) + key.painted - begun;
            key.next = left === FRAMES && (key.laid === null || key.laid <= begun);
            changes.disconnect();
        });
        frame(FRAMES);
    }, true);
";

/// Everything, with the processor as it is and slowed four times.
pub(super) fn measure(page: Page<'_>) {
    let page = page.patient();
    with_feed(page, Some(BITS_PER_SECOND), "", |host| {
        for rate in [1, 4] {
            devtools(page, "Emulation.setCPUThrottlingRate", &json!({ "rate": rate }));
            page.go("about:blank");
            host.open(page);
            println!("\nprocessor slowed {rate}x");
            reading(page);
            typing(page);
        }
    });
}

/// Keystrokes alone.
pub(super) fn measure_keys(page: Page<'_>) {
    let page = page.patient();
    with_feed(page, None, "", |host| {
        host.open(page);
        println!("\nframes that do not wait for a display");
        page.reader("main").sees("article.card");
        page.reader("main").sees_no(".progress");
        typing(page);
    });
}

/// Serves the feed, at the speed of a line or at once, and a page that shows it, with these further attributes.
pub(super) fn with_feed(page: Page<'_>, bits_per_second: Option<u64>, attributes: &str, measure: impl FnOnce(&Host)) {
    let path = std::env::var_os("DATELINE_FEED").expect("DATELINE_FEED names the feed: cargo xtask bench page sets it");
    let feed = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    println!("feed: {} ({} bytes)", path.display(), feed.len());
    devtools(page, "Page.addScriptToEvaluateOnNewDocument", &json!({ "source": OBSERVER }));

    let origin = Origin::new();
    let reply = Reply::json(feed).header("Timing-Allow-Origin", "*");
    let url = origin.serve(
        "/feed.json",
        match bits_per_second {
            Some(bits) => reply.paced(bits),
            None => reply,
        },
    );
    let host =
        Host::new(format!(r#"<dateline-reader id="main" src="{url}" {attributes} loading="eager"></dateline-reader>"#));
    measure(&host);
}

/// Waits until every story is read, and prints what that was like.
fn reading(page: Page<'_>) {
    let reader = page.reader("main");
    page.until("the download to end", "return performance.getEntriesByType('resource').some(one => one.name.endsWith('/feed.json') && one.responseEnd > 0)");
    reader.sees_no(".progress");
    let figures = page.run(
        "const feed = performance.getEntriesByType('resource').find(one => one.name.endsWith('/feed.json'));
         const longest = entries => entries.toSorted((a, b) => b.duration - a.duration).slice(0, 5)
             .map(one => `${Math.round(one.duration)} ms at ${(one.startTime / 1000).toFixed(1)} s`).join(', ') || 'none';
         const reading = bench.long.filter(one => one.startTime >= feed.startTime);
         return { cards: bench.cards, end: feed.responseEnd, done: performance.now(), count: reading.length, shift: bench.shift,
             tasks: longest(reading), starting: longest(bench.long.filter(one => one.startTime < feed.startTime)), frames: longest(bench.frames) }",
    );
    row("stories", &reader.text(".find__count"));
    row("first cards painted", &format!("{} ms", rounded(&figures["cards"])));
    row("download ended", &format!("{} ms", rounded(&figures["end"])));
    row("all stories read", &format!("{} ms", rounded(&figures["done"])));
    row("tasks over 50 ms (budget none at 4x)", &figures["count"].to_string());
    row("  the longest", figures["tasks"].as_str().unwrap_or_default());
    row("tasks over 50 ms before, as the page starts", figures["starting"].as_str().unwrap_or_default());
    row("animation frames over 50 ms, the longest", figures["frames"].as_str().unwrap_or_default());
    row("layout shift (budget 0.01)", &format!("{:.4}", figures["shift"].as_f64().unwrap_or_default()));
}

/// Types three letters again and again, and prints how long results took.
fn typing(page: Page<'_>) {
    let reader = page.reader("main");
    page.run("bench.keys.length = 0; bench.events.length = 0; bench.long.length = 0");
    let mut typed = 0;
    for start in STARTS {
        reader.click("input[type=search]");
        for letter in start.chars().take(3) {
            page.press(letter);
            typed += 1;
            page.until(
                "the keystroke to be painted",
                &format!("return bench.keys.length === {typed} && bench.keys.at(-1).painted"),
            );
        }
        page.run("bench.kept = bench.keys.length");
        for _ in 0..3 {
            page.press(keys::BACKSPACE);
        }
        page.until("the field to be empty", "return bench.keys.length === bench.kept + 3 && bench.keys.at(-1).painted");
        page.run("bench.keys.length = bench.kept");
    }
    let figures = page.run(
        "const took = key => bench.keys.map(one => (one[key] ?? one.painted) - one.start);
         return { next: bench.keys.filter(key => key.next).length, laid: took('laid'), worked: took('worked'), painted: took('painted'), still: bench.keys.filter(key => key.laid === null).length,
             events: bench.events.filter(one => one.name === 'input' || one.name === 'keydown').map(one => one.duration) }",
    );
    row("keystrokes", &format!("{typed}, of which {} changed nothing", figures["still"]));
    row("key to results laid out (budget 16 ms)", &spread(&figures["laid"]));
    row("  and painted, less the wait for the display", &spread(&figures["worked"]));
    row("key to results painted, by the clock", &spread(&figures["painted"]));
    row("  in the very next frame", &format!("{} of {typed}", figures["next"]));
    row("Event Timing, 16 ms and more", &spread(&figures["events"]));
}

pub(super) fn spread(durations: &Value) -> String {
    let mut durations: Vec<f64> = durations.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    durations.sort_by(f64::total_cmp);
    let Some(longest) = durations.last() else { return "none".to_owned() };
    let at = |percent: usize| durations[(durations.len() * percent).div_ceil(100).saturating_sub(1)];
    format!("p50 {:.1} ms, p95 {:.1} ms, longest {longest:.1} ms ({} events)", at(50), at(95), durations.len())
}

fn rounded(milliseconds: &Value) -> String {
    milliseconds.as_f64().map_or_else(|| "?".to_owned(), |number| format!("{number:.0}"))
}

pub(super) fn row(what: &str, figure: &str) {
    println!("  {what:<44} {figure}");
}

pub(super) fn devtools(page: Page<'_>, command: &str, parameters: &Value) -> Value {
    page.session().devtools(command, parameters).unwrap_or_else(|refusal| panic!("{refusal}"))
}
