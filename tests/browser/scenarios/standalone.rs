//! The page a visitor of the site sees.

use crate::page::Page;
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
