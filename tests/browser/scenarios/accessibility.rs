//! What axe-core, an engine of accessibility rules, says of every screen in every theme; and what it cannot judge by itself.
//!
//! axe-core comes from npm, pinned in `tests/browser/tools`. Where there is no npm, `cargo xtask test` says so and leaves this
//! out.

use crate::feeds::{self, serve_paper};
use crate::host::Host;
use crate::page::{Page, Reader, keys};
use crate::scenarios::listening::VOICE;
use crate::server::{Origin, Reply};
use serde_json::Value;

const THEMES: [&str; 4] = ["light", "dark", "sepia", "contrast"];

/// What axe-core leaves to people, looked at: arrows stand in the colour of the words beside them, and signs such as × are no
/// words that a name would have to have in it.
const EXAMINED: [&str; 2] = [
    "Element content contains only non-text characters",
    "Unable to determine if the visible text is part of the accessible name",
];

/// A screen of a reader, and how to get there from its front.
pub(crate) struct Screen {
    pub(crate) name: &'static str,
    pub(crate) feed: &'static str,
    pub(crate) reach: fn(Page<'_>, Reader<'_>),
}

pub(crate) const SCREENS: [Screen; 13] = [
    Screen { name: "front", feed: "/paper.json", reach: |_, reader| reader.sees_count("article.card", 4) },
    Screen { name: "results", feed: "/paper.json", reach: results },
    Screen { name: "filters", feed: "/paper.json", reach: filters },
    Screen { name: "help", feed: "/paper.json", reach: help },
    Screen { name: "nothing found", feed: "/paper.json", reach: nothing },
    Screen { name: "story", feed: "/paper.json", reach: story },
    Screen { name: "gallery", feed: "/paper.json", reach: gallery },
    Screen { name: "display", feed: "/paper.json", reach: display },
    Screen { name: "marks", feed: "/paper.json", reach: marks },
    Screen { name: "reading aloud", feed: "/paper.json", reach: aloud },
    Screen { name: "left off", feed: "/paper.json", reach: left_off },
    Screen { name: "news", feed: "/paper.json", reach: news },
    Screen { name: "error", feed: "/gone.json", reach: |_, reader| reader.sees(".notice") },
];

pub(crate) fn axe_has_nothing_to_say_in_any_theme(page: Page<'_>) {
    let Some(axe) = axe() else { return };
    let feeds = feeds();
    let mut looks = 0;
    for theme in THEMES {
        looks += look_at_all(page, &axe, &feeds, "en", theme);
    }
    println!("axe-core: {looks} looks");
}

pub(crate) fn axe_has_nothing_to_say_of_the_site_with_its_panel(page: Page<'_>) {
    let Some(axe) = axe() else { return };
    let site = Origin::of_site();
    page.go(&site.url("/"));
    page.reader("dateline-reader").sees("article.card");
    page.click(".configurator summary");
    look(page, &axe, ".masthead", "the site's panel");
}

pub(crate) fn axe_has_nothing_to_say_in_arabic(page: Page<'_>) {
    let Some(axe) = axe() else { return };
    let looks = look_at_all(page, &axe, &feeds(), "ar", "light");
    println!("axe-core: {looks} looks");
}

/// Text that a reader has spaced out, and a page zoomed to 400 %: nothing may be cut off or run out of the page.
pub(crate) fn spaced_text_and_a_narrow_window_cut_nothing_off(page: Page<'_>) {
    let feeds = feeds();
    for screen in &SCREENS {
        for width in [320, 640] {
            open(page, &feeds, screen, "en", "light", &format!("width:{width}px"));
            let reader = page.reader("main");
            // WCAG 1.4.12: the text spacing that a reader may set.
            reader.ask(
                "const spaced = new CSSStyleSheet();
                 spaced.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
                 root.adoptedStyleSheets = [...root.adoptedStyleSheets, spaced];",
            );
            let cut = reader.ask(
                "const page = root.querySelector('.page').getBoundingClientRect();
                 const ancestors = one => one ? [one, ...ancestors(one.parentElement)] : [];
                 const hides = style => /hidden|clip/.test(style.overflowX + style.overflowY);
                 return [...root.querySelectorAll('.page *')].filter(seen).filter(one => {
                     if (one.closest('.visually-hidden')) return false;
                     const box = one.getBoundingClientRect(), style = getComputedStyle(one);
                     // One pixel is for those who hear the page.
                     if (box.width <= 1) return false;
                     const runsOut = box.right > page.right + 1 || box.left < page.left - 1;
                     // Browsers draw the words of a select themselves.
                     const isCut = one.localName !== 'select' && hides(style) && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
                     const scrolls = ancestors(one).some(around => /auto|scroll/.test(getComputedStyle(around).overflowX));
                     return (runsOut || isCut) && !scrolls;
                 }).map(one => `${one.localName}.${one.className} ${one.textContent.slice(0, 40)}`)",
            );
            assert_eq!(cut, serde_json::json!([]), "{} at {width} px", screen.name);
        }
    }
}

/// The engine's script; none where it was not installed.
pub(crate) fn axe() -> Option<String> {
    let path = std::env::var_os("DATELINE_AXE")?;
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn feeds() -> Origin {
    let feeds = Origin::new();
    serve_paper(&feeds);
    feeds.serve("/gone.json", Reply::json("gone").status(404));
    feeds
}

fn look_at_all(page: Page<'_>, axe: &str, feeds: &Origin, lang: &str, theme: &str) -> usize {
    for screen in &SCREENS {
        open(page, feeds, screen, lang, theme, "");
        look(page, axe, "#main", &format!("{} in {theme}, {lang}", screen.name));
    }
    SCREENS.len()
}

/// Has axe-core look at a part of the page, which must satisfy it.
#[track_caller]
pub(crate) fn look(page: Page<'_>, axe: &str, part: &str, name: &str) {
    page.run(axe);
    page.run(&format!(
        "window.verdict = undefined;
         axe.run({{ include: [['{part}']] }}, {{ resultTypes: ['violations', 'incomplete'],
             runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }})
             .then(verdict => {{ window.verdict = verdict; }}, error => {{ window.verdict = {{ error: String(error) }}; }});"
    ));
    let said = page.until(
        "axe-core's verdict",
        "if (!window.verdict) return null;
         const { violations, incomplete, passes, error } = window.verdict;
         if (error) return [error];
         const say = kind => one => one.nodes.map(node => `${kind} ${one.id}: ${node.target.flat().join(' ')} ${node.any.map(check => check.message).join('; ')}`);
         return { passes: passes.length, said: [...violations.flatMap(say('violation')), ...incomplete.flatMap(say('unsure'))] };",
    );
    assert!(said["passes"].as_u64().is_some_and(|passes| passes > 5), "axe-core looked at nothing: {said}");
    let said: Vec<&str> = said["said"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let said: Vec<&str> = said.into_iter().filter(|line| !EXAMINED.iter().any(|seen| line.contains(seen))).collect();
    assert!(said.is_empty(), "{name}:\n{}", said.join("\n"));
}

fn open(page: Page<'_>, feeds: &Origin, screen: &Screen, lang: &str, theme: &str, style: &str) {
    let feed = feeds.url(screen.feed);
    let host = Host::new(format!(
        r#"<main><h1>A page</h1><dateline-reader id="main" src="{feed}" lang="{lang}" theme="{theme}" loading="eager"></dateline-reader></main>"#
    ))
    .css(&format!("main {{ {style} }}"))
    .script(VOICE);
    host.open(page);
    (screen.reach)(page, page.reader("main"));
}

fn results(_: Page<'_>, reader: Reader<'_>) {
    reader.type_into("input[type=search]", "pier");
    reader.sees("mark");
}

fn filters(_: Page<'_>, reader: Reader<'_>) {
    reader.click(".filters__turn");
    reader.click(".tag-panel__not");
    reader.click(".tag-panel__tag:last-child .chip");
    reader.sees(".tokens__one");
}

fn help(page: Page<'_>, reader: Reader<'_>) {
    reader.sees(".card__link");
    reader.ask("root.querySelector('.card__link').focus()");
    page.press('?');
    reader.sees("dialog.help[open]");
}

fn nothing(_: Page<'_>, reader: Reader<'_>) {
    reader.type_into("input[type=search]", "qqxxzz");
    reader.sees(".notice");
}

fn story(page: Page<'_>, reader: Reader<'_>) {
    reader.sees_text("article.card", feeds::HEADLINES[0]);
    reader.click(".card__link");
    reader.sees(".story__headline");
    // Where the focus is does not matter to the rules, but a ring around a headline is not what most readers see.
    page.press(keys::TAB);
}

fn gallery(page: Page<'_>, reader: Reader<'_>) {
    story(page, reader);
    reader.click(".figure__enlarge");
    reader.sees("dialog.gallery-box[open] img");
}

fn display(_: Page<'_>, reader: Reader<'_>) {
    reader.sees(".card__link");
    reader.click(".comfort__summary");
    reader.sees(".comfort__choice");
}

fn marks(page: Page<'_>, reader: Reader<'_>) {
    story(page, reader);
    reader.click(".story__actions .save");
    page.press(keys::ESCAPE);
    reader.sees(".card--read .save[aria-pressed=true]");
    reader.sees_count(".page__only", 2);
}

/// The same element once more, for a reader who was there before the last two stories came.
fn left_off(page: Page<'_>, reader: Reader<'_>) {
    reader.sees_count("article.card", 4);
    page.run(
        "const newest = Date.parse('2019-03-02T06:00:00+01:00') / 60000;
         localStorage.setItem('dateline:main', `visit 1\nnewest ${newest}\nread bus\n`);
         const old = document.getElementById('main'), next = old.cloneNode(true);
         next.setAttribute('remember', 'local');
         old.replaceWith(next);",
    );
    reader.sees(".card__left-off");
    reader.sees(".page__left-off");
}

/// A story has come since the feed was read.
fn news(page: Page<'_>, reader: Reader<'_>) {
    reader.sees_count("article.card", 4);
    page.run(
        "const before = window.fetch;
         window.fetch = async (...more) => {
             const answer = await before(...more), feed = await answer.json();
             feed.items.unshift({ id: 'news', title: 'News¤', language: 'en', date_published: '2019-03-09T06:00:00Z', content_text: 'Said.¤' });
             const changed = new Response(JSON.stringify(feed), { headers: answer.headers });
             return Object.defineProperty(changed, 'url', { value: answer.url });
         };
         document.getElementById('main').refresh();",
    );
    reader.sees(".news__button");
}

fn aloud(page: Page<'_>, reader: Reader<'_>) {
    story(page, reader);
    reader.click(".story__listen");
    reader.sees(".player select");
}
