//! Every screen as pictures in `target/shots`: in three engines, at four widths, in all colours and from right to left.
//! `DATELINE_SHOTS` may name some of them by parts of their names, with spaces between: `front- story-360`.

use crate::lab::Engine;
use crate::page::{Page, Reader};
use crate::scenarios::listening::VOICE;
use crate::server::{Origin, Reply};
use crate::webdriver::decoded;
use serde_json::{Value, json};
use std::path::Path;

/// A phone's sidebar, a phone, a tablet and a desk.
const WIDTHS: [u32; 4] = [180, 360, 768, 1280];
/// What fits on a printed page; a front page at 180 pixels is many times as high.
const HIGHEST: u64 = 2000;

/// Colours, or a language, and the attributes of the reader that ask for them.
const LOOKS: [(&str, &str); 5] = [
    ("light", "theme: 'light'"),
    ("dark", "theme: 'dark'"),
    ("sepia", "theme: 'sepia'"),
    ("contrast", "theme: 'contrast'"),
    ("arabic", "theme: 'light', lang: 'ar'"),
];

/// A screen, and how to get there from the site's front page.
type Screen = (&'static str, fn(Page<'_>, Reader<'_>));

const SCREENS: [Screen; 22] = [
    ("front", |_, _| {}),
    ("waiting", waiting),
    ("grid", |page, reader| layout(page, reader, "grid")),
    ("list", |page, reader| layout(page, reader, "list")),
    ("headlines", |page, reader| layout(page, reader, "headlines")),
    ("news", news),
    ("hints", |_, reader| typed(reader, "ic")),
    ("narrowed", narrowed),
    ("pictures-asked", |_, reader| asked(reader)),
    ("left-off", left_off),
    ("saved", saved),
    ("filters", |_, reader| press(reader, ".filters__turn")),
    ("display", |_, reader| press(reader, ".comfort__summary")),
    ("results", |_, reader| results(reader, "winter light")),
    ("corrected", |_, reader| results(reader, "glacer \"the ice\" -harbour")),
    ("empty", |_, reader| results(reader, "qqxxzz")),
    ("story", |_, reader| story(reader)),
    ("player", player),
    ("gallery", |_, reader| gallery(reader)),
    ("help", help),
    ("configurator", |page, _| drop(page.run("document.querySelector('.configurator summary').click()"))),
    ("error", error),
];

pub(super) fn take(page: Page<'_>, engine: Engine) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots").join(engine.name());
    std::fs::create_dir_all(&folder).expect("target can be written");
    // Some of them alone, by a part of their names.
    let wanted = std::env::var("DATELINE_SHOTS").unwrap_or_default();
    let is_wanted = |file: &str| wanted.is_empty() || wanted.split(' ').any(|part| file.contains(part));
    let site = Origin::of_site();
    site.serve("/no-feed.json", Reply::json("gone").status(404));
    let is_chromium = engine == Engine::Chromium;
    for (name, reach) in SCREENS {
        for (look, attributes) in LOOKS {
            for width in WIDTHS {
                let file = format!("{name}-{width}-{look}.png");
                if !is_wanted(&file) {
                    continue;
                }
                show(page, &site, width, attributes, is_chromium);
                reach(page, page.reader("dateline-reader"));
                let picture = if is_chromium { photograph(page, width) } else { seen(page) };
                std::fs::write(folder.join(&file), picture).expect("target can be written");
                println!("{}", folder.join(file).display());
            }
        }
    }
}

/// The site's front page, as wide as this, with these attributes of its reader.
fn show(page: Page<'_>, site: &Origin, width: u32, attributes: &str, is_chromium: bool) {
    if is_chromium {
        size(page, width, 900);
    }
    page.go("about:blank");
    page.go(&site.url("/"));
    page.run("localStorage.clear()");
    // Other engines have windows of one size; the page is made as narrow.
    let narrow = if is_chromium { String::new() } else { format!("document.body.style.maxInlineSize = '{width}px';") };
    page.run(&format!(
        "{narrow}
         const attributes = {{ {attributes} }}, reader = document.querySelector('dateline-reader');
         for (const [name, value] of Object.entries(attributes)) reader.setAttribute(name, value);
         if (attributes.lang) Object.assign(document.documentElement, {{ lang: attributes.lang, dir: 'rtl' }});
         if (attributes.theme === 'dark') document.documentElement.style.colorScheme = 'dark';"
    ));
    let reader = page.reader("dateline-reader");
    reader.sees("article.card");
    reader.until("the look", &format!("const wanted = {{ {attributes} }}; return root.querySelector(`.reader[data-theme=${{wanted.theme}}]${{wanted.lang ? `[lang=${{wanted.lang}}]` : ''}}`)"));
    reader.until("the feed's end", "return !root.querySelector('.progress')");
}

/// Presses what may be out of sight in a narrow reader.
fn press(reader: Reader<'_>, selector: &str) {
    reader.until(selector, &format!("return root.querySelector('{selector}')"));
    reader.ask(&format!("root.querySelector('{selector}').click()"));
}

fn results(reader: Reader<'_>, words: &str) {
    reader.ask(&format!("host.search('{words}')"));
    reader.until("the results", "return root.querySelector('mark, .notice')");
}

/// Types a text as far as its suggestions.
fn typed(reader: Reader<'_>, text: &str) {
    reader.ask(&format!(
        "const field = root.querySelector('input[type=search]'); field.focus(); field.value = '{text}';
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}))"
    ));
    reader.until("suggestions", "return root.querySelector('[role=option]')");
}

/// The same reader once more, in another layout.
fn layout(page: Page<'_>, reader: Reader<'_>, layout: &str) {
    page.run(&format!("document.querySelector('dateline-reader').setAttribute('layout', '{layout}')"));
    reader.until("the layout", &format!("return root.querySelector('.reader[data-layout={layout}] .card')"));
}

/// A reader whose feed does not come.
fn waiting(page: Page<'_>, reader: Reader<'_>) {
    page.run(
        "const before = window.fetch;
         window.fetch = (what, ...more) => String(what).includes('.json') ? new Promise(() => {}) : before(what, ...more);
         const old = document.querySelector('dateline-reader'), next = old.cloneNode(true);
         next.replaceChildren(); next.src = 'never.json'; old.replaceWith(next);",
    );
    reader.until("the shape of what comes", "return root?.querySelector('.skeleton')");
}

/// A story has come since the feed was read.
fn news(page: Page<'_>, reader: Reader<'_>) {
    page.run(
        "const before = window.fetch;
         window.fetch = async (...more) => {
             const answer = await before(...more), feed = await answer.json();
             feed.items.unshift({ id: 'news', title: 'News', date_published: '2029-03-09T06:00:00Z', content_text: 'Said.' });
             const changed = new Response(JSON.stringify(feed), { headers: answer.headers });
             return Object.defineProperty(changed, 'url', { value: answer.url });
         };
         document.querySelector('dateline-reader').refresh();",
    );
    reader.until("the news", "return root.querySelector('.news__button')");
}

/// Two tags are chosen and one is left out, in some years.
fn narrowed(_: Page<'_>, reader: Reader<'_>) {
    reader.ask("host.state = 'tag=cities&tag=harbours&not=memory&from=2012'");
    reader.until("the filters", "return root.querySelector('.tokens')");
}

/// Pictures are to come only when asked for.
fn asked(reader: Reader<'_>) {
    press(reader, ".comfort__summary");
    press(reader, "input[name=pictures][value=asked]");
    press(reader, ".comfort__summary");
    reader.until("the places of pictures", "return root.querySelector('.figure__request')");
}

fn story(reader: Reader<'_>) {
    reader.ask("root.querySelector('.card--pictured .card__link').click()");
    reader.sees("article.story .story__headline");
}

fn gallery(reader: Reader<'_>) {
    story(reader);
    press(reader, ".figure__enlarge");
    reader.sees("dialog.gallery-box[open] img");
}

fn player(page: Page<'_>, reader: Reader<'_>) {
    page.run(VOICE);
    story(reader);
    press(reader, ".story__listen");
    reader.sees(".player");
}

fn help(page: Page<'_>, reader: Reader<'_>) {
    reader.ask("root.querySelector('.card__link').focus()");
    page.press('?');
    reader.sees("dialog.help[open]");
}

fn saved(_: Page<'_>, reader: Reader<'_>) {
    story(reader);
    press(reader, ".story__actions .save");
    press(reader, "[part~=back]");
    reader.ask("root.querySelectorAll('.card .save')[3].click()");
    reader.until("the marks", "return root.querySelectorAll('.card .save[aria-pressed=true]').length === 2");
}

/// The same reader once more, for somebody who was there five stories ago.
fn left_off(page: Page<'_>, reader: Reader<'_>) {
    page.run(
        "const old = document.querySelector('dateline-reader'), next = old.cloneNode(true);
         return fetch('demo/feed.json').then(answer => answer.json()).then(({ items }) => {
             const [, , , , , last] = items.map(item => Date.parse(item.date_published)).sort((one, other) => other - one);
             localStorage.setItem('dateline:dateline', `visit 1\\nnewest ${last / 60000}\\nread nothing\\n`);
             next.setAttribute('remember', 'local');
             old.replaceWith(next);
         })",
    );
    reader.until("the line", "return root?.querySelector('.card__left-off')");
}

fn error(page: Page<'_>, reader: Reader<'_>) {
    page.run("document.querySelector('dateline-reader').src = '/no-feed.json'");
    reader.sees(".notice");
}

/// The page from its top, as high as it is.
fn photograph(page: Page<'_>, width: u32) -> Vec<u8> {
    let height = page.run("return Math.ceil(document.body.getBoundingClientRect().bottom)").as_u64();
    let height = height.unwrap_or(HIGHEST).clamp(400, HIGHEST);
    // Pictures load when they come near the window, so the window is made as high as the picture will be.
    size(page, width, height);
    settle(page);
    let shot = devtools(page, "Page.captureScreenshot", &json!({ "format": "png" }));
    decoded(&shot["data"])
}

/// What the window shows.
fn seen(page: Page<'_>) -> Vec<u8> {
    settle(page);
    page.session().screenshot().unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// Waits for the pictures in view; nothing has the focus.
fn settle(page: Page<'_>) {
    page.run("document.activeElement?.shadowRoot?.activeElement?.blur(); scrollTo(0, 0)");
    page.reader("dateline-reader").until(
        "every picture in view to be drawn",
        "return all('img').every(one => one.complete || one.getBoundingClientRect().top > innerHeight)",
    );
}

fn size(page: Page<'_>, width: u32, height: u64) {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    devtools(page, "Emulation.setDeviceMetricsOverride", &size);
}

fn devtools(page: Page<'_>, command: &str, parameters: &Value) -> Value {
    page.session().devtools(command, parameters).unwrap_or_else(|refusal| panic!("{refusal}"))
}
