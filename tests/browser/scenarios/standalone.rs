//! The page a visitor of the site sees.

use crate::page::{Page, keys};
use crate::server::Origin;

pub(crate) fn the_site_shows_the_demo_stories_with_their_pictures(page: Page<'_>) {
    let site = Origin::of_site();
    page.go(&site.url("/"));
    let reader = page.reader("dateline-reader");
    reader.sees("article.card .card__headline");
    reader.until(
        "the lead's picture to be drawn",
        "return [...root.querySelectorAll('figure img')].some(picture => picture.complete && picture.naturalWidth > 0)",
    );
    let asked = site.asked().join("\n");
    let hashed =
        |extension: &str| asked.lines().any(|path| path.contains("/embed/v1/dateline-") && path.ends_with(extension));
    assert!(hashed(".js") && hashed(".wasm"), "the loader should fetch hashed files, and not these:\n{asked}");
}

pub(crate) fn the_site_opens_without_a_network(page: Page<'_>) {
    let site = Origin::of_site();
    page.go(&site.url("/"));
    page.reader("dateline-reader").sees("article.card");
    if page.run("return !navigator.serviceWorker") == true {
        println!("This browser has no service workers, so it needs the network.");
        return;
    }
    page.until("the worker to be in charge", "return navigator.serviceWorker.controller !== null");
    // Once more with it, so that it has seen every file.
    page.go(&site.url("/?again"));
    page.reader("dateline-reader").sees("article.card");
    site.go_down();
    page.go("about:blank");
    page.go(&site.url("/?down"));
    page.reader("dateline-reader").sees("article.card .card__headline");
}

pub(crate) fn the_sites_panel_changes_the_reader_and_prints_the_lines_to_embed(page: Page<'_>) {
    let site = Origin::of_site();
    page.go(&site.url("/"));
    let reader = page.reader("dateline-reader");
    reader.sees("article.card");
    let lines = |expected: &str| {
        let script = site.url("/embed/v1/dateline.js");
        let feed = site.url("/demo/feed.json");
        let expected = format!(
            "<script type=\"module\" src=\"{script}\"></script>\n<dateline-reader src=\"{feed}\"{expected}></dateline-reader>"
        );
        assert_eq!(page.run("return document.querySelector('.configurator textarea').value"), expected);
    };
    lines("");
    // By the keyboard: the panel opens with Enter, and each menu with the first letters of what is wanted.
    page.run("document.querySelector('.configurator summary').focus()");
    page.press(keys::ENTER);
    page.until("the panel", "return document.querySelector('.configurator').open");
    for letters in ["List", "Dark", "360", "Tür"] {
        page.press(keys::TAB);
        for letter in letters.chars() {
            page.press(letter);
        }
    }
    page.press(keys::TAB);
    reader.sees(".reader[data-layout=list][data-theme=dark][lang=tr]");
    reader.sees_text(".comfort__summary", "Görünüm");
    reader.until("the width", "return host.getBoundingClientRect().width === 360");
    lines(r#" layout="list" theme="dark" lang="tr" style="max-inline-size: 360px""#);
    page.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text; } } })");
    page.click(".configurator [data-copy]");
    page.until(
        "the lines to be copied",
        "return window.copied === document.querySelector('.configurator textarea').value",
    );
    page.until(
        "it to be said",
        "return document.querySelector('.configurator [role=status]').textContent === 'Copied.'",
    );
}
