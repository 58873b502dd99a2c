//! Every screen at four widths, light and dark, as pictures in `target/shots`.

use crate::page::{Page, Reader};
use crate::server::{Origin, Reply};
use crate::webdriver::decoded;
use serde_json::{Value, json};
use std::path::Path;

/// A phone's sidebar, a phone, a tablet and a desk.
const WIDTHS: [u32; 4] = [180, 360, 768, 1280];
/// What fits on a printed page; a front page at 180 pixels is many times as high.
const HIGHEST: u64 = 2000;

/// A screen, and how to get there.
type Screen = (&'static str, fn(Page<'_>, &Origin));

const SCREENS: [Screen; 5] =
    [("front", front), ("results", results), ("story", story), ("empty", empty), ("error", error)];

pub(super) fn take(page: Page<'_>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots");
    std::fs::create_dir_all(&folder).expect("target can be written");
    let site = Origin::of_site();
    for scheme in ["light", "dark"] {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        devtools(page, "Emulation.setEmulatedMedia", &dark);
        for width in WIDTHS {
            for (name, show) in SCREENS {
                size(page, width, 900);
                show(page, &site);
                let file = folder.join(format!("{name}-{width}-{scheme}.png"));
                std::fs::write(&file, photograph(page, width)).expect("target can be written");
                println!("{}", file.display());
            }
        }
    }
}

fn front<'a>(page: Page<'a>, site: &Origin) {
    page.go("about:blank");
    page.go(&site.url("/"));
    page.reader("dateline-reader").sees("article.card");
}

fn results(page: Page<'_>, site: &Origin) {
    front(page, site);
    let reader = page.reader("dateline-reader");
    type_words(reader, "winter light");
    reader.sees("mark");
}

fn story(page: Page<'_>, site: &Origin) {
    front(page, site);
    let reader = page.reader("dateline-reader");
    type_words(reader, "damascus");
    reader.sees("mark");
    reader.click(".card__link");
    reader.sees("article.story .story__headline");
}

fn empty(page: Page<'_>, site: &Origin) {
    front(page, site);
    let reader = page.reader("dateline-reader");
    type_words(reader, "qqxxzz");
    reader.sees(".notice");
}

fn error(page: Page<'_>, site: &Origin) {
    site.serve("/no-feed.json", Reply::json("gone").status(404));
    page.go("about:blank");
    page.go(&site.url("/?feed=/no-feed.json"));
    page.reader("dateline-reader").sees(".notice");
}

/// Narrow readers have no search field to see; there the words are set from outside.
fn type_words(reader: Reader<'_>, words: &str) {
    if reader.count("input[type=search]") > 0 {
        reader.type_into("input[type=search]", words);
    }
}

/// The page from its top, as high as it is.
fn photograph(page: Page<'_>, width: u32) -> Vec<u8> {
    let height = page.run("return Math.ceil(document.body.getBoundingClientRect().bottom)").as_u64();
    let height = height.unwrap_or(HIGHEST).clamp(400, HIGHEST);
    // Pictures load when they come near the window, so the window is made as high as the picture will be.
    size(page, width, height);
    page.run("document.activeElement?.shadowRoot?.activeElement?.blur(); scrollTo(0, 0)");
    page.reader("dateline-reader").until(
        "every picture in view to be drawn",
        "return all('img').every(one => one.complete || one.getBoundingClientRect().top > innerHeight)",
    );
    let shot = devtools(page, "Page.captureScreenshot", &json!({ "format": "png" }));
    decoded(&shot["data"])
}

fn size(page: Page<'_>, width: u32, height: u64) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
    devtools(page, "Emulation.setDeviceMetricsOverride", &size);
}

fn devtools(page: Page<'_>, command: &str, parameters: &Value) -> Value {
    page.session().devtools(command, parameters).unwrap_or_else(|refusal| panic!("{refusal}"))
}
