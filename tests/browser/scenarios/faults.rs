//! Each way the reader can fail to come, by itself: the publisher's own list stays, and the cause has its name.

use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Origin, Reply, payload, site};
use serde_json::json;

/// The strictest policy that a page can have with a reader; `docs/csp.md` states it. The page's own script and style sheet
/// are the test's.
const STRICTEST: [(&str, &str); 8] = [
    ("default-src", "'none'"),
    ("script-src", "'self' SITE 'wasm-unsafe-eval'"),
    ("connect-src", "SITE FEED"),
    ("img-src", "'self' FEED"),
    ("style-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("require-trusted-types-for", "'script'; trusted-types 'none'"),
];

/// What is taken from that policy, from which directive, and the error that it then comes to.
const RELAXATIONS: [(&str, &str, &str); 4] = [
    ("script-src", " 'wasm-unsafe-eval'", "csp-wasm"),
    // The loader itself may come, and nothing that it loads.
    ("script-src", "SITE", "csp-script"),
    ("connect-src", "SITE", "csp-connect"),
    ("connect-src", "FEED", "network"),
];

fn policy(host: &Host, feed: &Origin, without: Option<(&str, &str)>) -> String {
    let (site, feed) = (host.site().url(""), feed.url(""));
    let directive = |(name, value): &(&str, &str)| {
        let value = match without {
            Some((directive, part)) if directive == *name && part == "SITE" && *name == "script-src" => {
                value.replace("SITE", "SITE/embed/v1/dateline.js")
            }
            Some((directive, part)) if directive == *name => value.replace(part, ""),
            _ => (*value).to_owned(),
        };
        format!("{name} {}", value.replace("SITE", &site).replace("FEED", &feed))
    };
    STRICTEST.iter().map(directive).collect::<Vec<_>>().join("; ")
}

pub(crate) fn under_the_strictest_policy_all_works_and_nothing_is_reported(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    let strictest = policy(&host, &paper, None);
    host.policy(&strictest).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.until("a picture", "return [...root.querySelectorAll('img')].some(one => one.naturalWidth > 0)");
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.click(".card__link");
    reader.sees(".story__headline");
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn each_relaxation_of_the_policy_is_needed_and_named(page: Page<'_>) {
    for (directive, part, code) in RELAXATIONS {
        let paper = Origin::new();
        let host = one_reader(&feeds::serve_paper(&paper), "");
        let without = policy(&host, &paper, Some((directive, part)));
        host.policy(&without).open(page);
        fails_with(page, code);
    }
}

pub(crate) fn without_leave_for_pictures_stories_have_none(page: Page<'_>) {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    let without = policy(&host, &paper, Some(("img-src", "FEED")));
    host.policy(&without).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.until("the refusal", "return said.some(line => line.startsWith('policy: img-src'))");
    reader.sees_no("img");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
}

/// What a server does to a file.
type Damage = fn(Reply) -> Reply;

/// A file of the reader, what its server does to it, and the error that it comes to.
const DAMAGES: [(&str, Damage, &str); 6] = [
    ("js", |reply| reply.status(404), "reader-missing"),
    ("js", |reply| reply.media_type("text/plain"), "reader-mime"),
    ("js", |reply| reply.with_more("\n;"), "reader-integrity"),
    ("wasm", |reply| reply.status(404), "reader-missing"),
    ("wasm", |reply| reply.with_more("\0"), "reader-integrity"),
    ("wasm", Reply::same_origin_only, "reader-network"),
];

pub(crate) fn each_damage_to_a_file_of_the_reader_is_named(page: Page<'_>) {
    // WebKitGTK 2.50 imports a module whose preload was refused for its hash; docs/csp.md says so.
    let checks_scripts = page.run("return /Chrome|Firefox/.test(navigator.userAgent)") == true;
    for (extension, damage, code) in DAMAGES {
        if extension == "js" && code == "reader-integrity" && !checks_scripts {
            continue;
        }
        let paper = Origin::new();
        let host = one_reader(&feeds::serve_paper(&paper), "");
        let name = payload(extension);
        let bytes = std::fs::read(site().join("embed/v1").join(&name)).expect("the site is built");
        let media_type = if extension == "js" { "text/javascript" } else { "application/wasm" };
        host.site().serve(&format!("/embed/v1/{name}"), damage(Reply::new(media_type, bytes)));
        host.open(page);
        fails_with(page, code);
    }
}

/// The error is sent, the console names its remedy, and the publisher's own list is to be seen.
#[track_caller]
fn fails_with(page: Page<'_>, code: &str) {
    let told = page.until(
        &format!("{code} to be told"),
        "return heard.find(({ name, detail }) => name === 'error' && detail?.code)?.detail",
    );
    assert_eq!(told["code"], code, "{told} {}", page.run("return said"));
    page.until("the publisher's own list", "return document.getElementById('own').getClientRects().length > 0");
    if code != "network" {
        let said = page.run("return said").to_string();
        assert!(said.contains(&format!("docs/errors.md#{code}")), "the console names no remedy for {code}: {said}");
    }
}

/// Makes the reader panic without anything in it that is made for that: a page may have replaced what the reader calls, and
/// drawing a card then fails where the reader relies on the browser.
const BREAK_CARDS: &str = "window.broken = 0;
    const breaks = (type, method, is) => {
        const whole = type.prototype[method];
        type.prototype[method] = function (...more) {
            if (is(this, more) && window.broken < LIMIT) { window.broken += 1; throw new Error('no cards today'); }
            return whole.apply(this, more);
        };
    };
    breaks(Document, 'createElement', (_, [name]) => name === 'article');
    breaks(Node, 'cloneNode', one => one.localName === 'article');";

fn breaking(page: Page<'_>, limit: u32) -> Host {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), "");
    host.open(page);
    page.reader("main").sees(".card__headline");
    page.run(&format!(
        "const next = document.getElementById('main').cloneNode(true);
         document.getElementById('main').remove();
         {}
         setTimeout(() => document.body.append(next), 50);",
        BREAK_CARDS.replace("LIMIT", &limit.to_string())
    ));
    host
}

pub(crate) fn a_fault_of_its_own_starts_a_fresh_reader_once(page: Page<'_>) {
    let host = breaking(page, 1);
    fails_with_panic(page, 1);
    page.reader("main").sees_texts(".card__headline", &HEADLINES);
    page.reader("main").type_into("input[type=search]", "heron");
    page.reader("main").sees_texts(".card__headline", &HEADLINES[2..3]);
    let again = host.site().asked().iter().filter(|path| path.contains("?again")).count();
    assert_eq!(again, 1, "a fresh instance was fetched");
}

pub(crate) fn a_fault_that_stays_leaves_the_publishers_own_list(page: Page<'_>) {
    breaking(page, 1000);
    fails_with_panic(page, 2);
    page.until("the publisher's own list", "return document.getElementById('own').getClientRects().length > 0");
    page.reader("main").sees_no("article");
}

#[track_caller]
fn fails_with_panic(page: Page<'_>, times: usize) {
    page.until(
        &format!("a panic to be told {times} times"),
        &format!("return heard.filter(({{ name, detail }}) => name === 'error' && detail?.code === 'panic').length === {times}"),
    );
}
