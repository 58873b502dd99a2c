//! What can be done with an open story.

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::{Origin, Reply};

pub(crate) fn pictures_open_large_and_are_leafed_through_by_keys(page: Page<'_>) {
    let reader = ferry_story(page, "");
    reader.click(".figure__enlarge");
    reader.sees_text("dialog .gallery-box__place", "1 of 2");
    reader.sees_text("dialog .caption", "Crews vote in the old customs hall.");
    reader.until("the focus in the dialog", "return root.querySelector('dialog').contains(root.activeElement)");
    page.press(keys::RIGHT);
    reader.sees_text("dialog .gallery-box__place", "2 of 2");
    reader.sees_text("dialog .caption", "Caption: The pier on Monday.");
    reader.sees_text("dialog .credit", "Credit: Photograph: Olu Brandt/Gazette");
    page.press(keys::RIGHT);
    reader.sees_text("dialog .gallery-box__place", "1 of 2");
    page.press(keys::LEFT);
    reader.sees_text("dialog .gallery-box__place", "2 of 2");
    page.press(keys::ESCAPE);
    reader.sees_no("dialog");
    // Escape closed the gallery and not the story, and the focus is where the gallery was opened.
    reader.sees("article.story");
    reader.until("the focus back", "return root.activeElement?.matches('.figure__enlarge') ?? false");
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
}

pub(crate) fn buttons_do_in_the_gallery_what_fingers_do(page: Page<'_>) {
    let reader = ferry_story(page, "");
    reader.click(".figure__enlarge");
    reader.click("dialog [aria-label='Next picture']");
    reader.sees_text("dialog .gallery-box__place", "2 of 2");
    reader.click("dialog [aria-label='Zoom in']");
    let wider =
        "const stage = root.querySelector('.gallery-box__stage'); return stage.scrollWidth > 2 * stage.clientWidth";
    reader.until("the picture to be larger than the window", wider);
    reader.sees("dialog [aria-label='Zoom in'][aria-pressed=true]");
    // Another picture is small again.
    reader.click("dialog [aria-label='Previous picture']");
    reader.sees_text("dialog .gallery-box__place", "1 of 2");
    reader.sees_no(".gallery-box__stage--zoomed");
    // A tap on the picture zooms, as its button does.
    reader.click(".gallery-box__picture");
    reader.sees(".gallery-box__stage--zoomed");
    reader.click("dialog [aria-label='Close']");
    reader.sees_no("dialog");
    assert_eq!(reader.ask("return root.querySelectorAll('dialog img').length"), 0, "nothing of it is left");
}

pub(crate) fn a_story_is_shared_by_the_browser_or_its_link_copied(page: Page<'_>) {
    let reader = ferry_story(page, "");
    stand_in(page, "share", "what => { window.shared = what; return Promise.resolve() }");
    reader.click_text(".story__action", "Share");
    let shared = page.until("the browser's own sharing", "return window.shared");
    let expected = serde_json::json!({ "title": HEADLINES[0], "url": "https://gazette.example/ferry" });
    assert_eq!(shared, expected);
    // A reader who closes the browser's sheet wants no copy.
    stand_in(page, "share", "() => Promise.reject(new DOMException('', 'AbortError'))");
    stand_in(page, "clipboard", "{ writeText: text => { window.copied = text; return Promise.resolve() } }");
    reader.click_text(".story__action", "Share");
    page.until(
        "nothing to be copied",
        "return new Promise(done => setTimeout(() => done(window.copied === undefined), 50))",
    );
    stand_in(page, "share", "undefined");
    reader.click_text(".story__action", "Share");
    reader.sees_text("[role=status]", "The link is copied.");
    assert_eq!(page.run("return window.copied"), "https://gazette.example/ferry");
    // Where nothing can be copied, the link is shown instead.
    stand_in(page, "clipboard", "undefined");
    reader.click_text(".story__action", "Share");
    reader.sees_text("[role=status]", "https://gazette.example/ferry");
}

pub(crate) fn a_citation_keeps_the_credits_of_the_pictures(page: Page<'_>) {
    let reader = ferry_story(page, r#"lang="en-GB""#);
    stand_in(page, "clipboard", "{ writeText: text => { window.copied = text; return Promise.resolve() } }");
    reader.click_text(".story__action", "Copy citation");
    reader.sees_text("[role=status]", "The citation is copied.");
    let copied = page.run("return window.copied");
    let expected = "Ines Falk. The ferries stay at the pier. gazette.example, 4 March 2019.\nhttps://gazette.example/ferry\n\
                    Photograph: Ada Moss/Gazette; Photograph: Olu Brandt/Gazette";
    assert_eq!(copied, expected);
}

pub(crate) fn a_story_is_printed_whole_with_its_links(page: Page<'_>) {
    let reader = ferry_story(page, r#"theme="dark""#);
    let print = serde_json::json!({ "media": "print" });
    // Only Chromium's driver can show a page as it is printed.
    if page.session().devtools("Emulation.setEmulatedMedia", &print).is_err() {
        return;
    }
    reader.sees_no("button");
    reader.sees_text(".story__body", "A second vote is due in April.");
    reader.sees_count("figcaption .credit", 2);
    let look = reader.ask(
        "const style = getComputedStyle(root.querySelector('.reader'));
         const link = getComputedStyle(root.querySelector('.story__body a'), '::after').content;
         return [style.color, style.backgroundColor, link]",
    );
    let on_screen = serde_json::json!({ "media": "" });
    page.session().devtools("Emulation.setEmulatedMedia", &on_screen).expect("it took the other way");
    let link = r#"" (" attr(href) ")""#;
    let link_drawn = r#"" (https://gazette.example/vote)""#;
    assert_eq!((&look[0], &look[1]), (&"rgb(0, 0, 0)".into(), &"rgb(255, 255, 255)".into()));
    assert!(look[2] == link || look[2] == link_drawn, "{look}");
}

pub(crate) fn the_reader_chooses_size_face_and_colours(page: Page<'_>) {
    let reader = ferry_story(page, "");
    let look = "const body = getComputedStyle(root.querySelector('.story__body p'));
        return [parseFloat(body.fontSize), body.fontFamily, body.color, parseFloat(body.lineHeight) / parseFloat(body.fontSize),
            root.querySelector('.story').clientWidth / parseFloat(body.fontSize)]";
    let before = reader.ask(look);
    reader.click(".comfort__summary");
    for choice in ["Large", "Easy to tell apart", "Narrow", "Very loose", "Dark"] {
        reader.click_text(".comfort__choice", choice);
    }
    let after = reader.ask(look);
    let number = |look: &serde_json::Value, place: usize| look[place].as_f64().unwrap_or_default();
    assert!(number(&after, 0) > 1.2 * number(&before, 0), "{before} {after}");
    assert!(after[1].as_str().is_some_and(|face| face.contains("Hyperlegible")), "{after}");
    assert_ne!(before[2], after[2], "the colour of the text");
    assert!(number(&after, 3) > 1.2 * number(&before, 3), "{before} {after}");
    assert!(number(&after, 4) < 0.9 * number(&before, 4), "{before} {after}");
    // The list looks so too, and nothing was kept.
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    assert_eq!(reader.ask("return root.querySelector('.reader').dataset.size"), "large");
    assert_eq!(page.run("return localStorage.length + sessionStorage.length"), 0);
}

pub(crate) fn pictures_on_request_show_their_words_before_they_come(page: Page<'_>) {
    let reader = ferry_story(page, "");
    reader.click(".comfort__summary");
    reader.click_text(".comfort__choice", "Only when asked for");
    reader.sees_no("article.story img");
    reader.sees_count("article.story .credit", 2);
    reader.sees_count("article.story .caption", 2);
    reader.click_text(".figure__request", "Raised hands");
    reader.sees_count("article.story img", 1);
    reader.sees_count(".figure__request", 1);
}

pub(crate) fn saved_and_read_stories_are_marked_and_the_list_narrowed_to_them(page: Page<'_>) {
    let reader = ferry_story(page, "");
    reader.click(".story__actions .save");
    reader.sees(".story__actions .save[aria-pressed=true]");
    page.press(keys::ESCAPE);
    reader.sees_text(".card--read .card__headline", HEADLINES[0]);
    reader.sees_count(".card .save[aria-pressed=true]", 1);
    reader.click_text(".page__only", "Saved");
    reader.sees_texts(".card__headline", &HEADLINES[..1]);
    reader.click_text(".page__only", "Unread only");
    reader.sees_texts(".card__headline", &HEADLINES[1..]);
    // What is read now keeps its place until the list is asked for again, so that the focus has somewhere to return to.
    reader.click_text(".card__link", HEADLINES[2]);
    reader.sees("article.story");
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES[1..]);
    reader.until("the focus on its card", "return root.activeElement?.closest('.card')?.dataset.slug === 'heron'");
    reader.click_text(".page__only", "Unread only");
    reader.sees_texts(".card__headline", &HEADLINES);
    assert_eq!(page.run("return localStorage.length + sessionStorage.length"), 0, "nothing is kept unasked");
}

pub(crate) fn marks_and_choices_are_kept_only_where_the_page_allows_it(page: Page<'_>) {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    let host = one_reader(&feed, r#"remember="local""#);
    host.open(page);
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[1]);
    reader.click(".story__actions .save");
    reader.click(".comfort__summary");
    reader.click_text(".comfort__choice", "Large");
    page.until(
        "them to be kept",
        "return localStorage['dateline:main']?.startsWith('saved wall\\nread wall\\nsize large\\n')",
    );
    host.open(page);
    reader.sees_text(".card--read .card__headline", HEADLINES[1]);
    reader.sees_count(".card .save[aria-pressed=true]", 1);
    assert_eq!(reader.ask("return root.querySelector('.reader').dataset.size"), "large");
    page.run("document.getElementById('main').remove(); localStorage.clear()");
}

pub(crate) fn refused_storage_is_no_error(page: Page<'_>) {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    let site = Origin::of_site();
    let loader = site.url("/embed/v1/dateline.js");
    let inner = format!(
        r#"<script>onerror = message => window.failed = message</script><script type="module" src="{loader}"></script>
        <dateline-reader id="main" src="{feed}" remember="local" loading="eager"></dateline-reader>"#
    );
    // A page without an origin may look at no storage at all: even asking throws.
    let sandboxed = Reply::html(inner).header("Content-Security-Policy", "sandbox allow-scripts");
    page.go(&origin.serve("/sandboxed.html", sandboxed));
    assert_eq!(page.run("try { localStorage; return 'allowed' } catch (error) { return error.name }"), "SecurityError");
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.click(".story__actions .save");
    reader.sees(".story__actions .save[aria-pressed=true]");
    assert_eq!(page.run("return window.failed ?? null"), serde_json::Value::Null);
}

/// Puts something of the test's own in the place of what the navigator has under a name.
fn stand_in(page: Page<'_>, name: &str, value: &str) {
    page.run(&format!("Object.defineProperty(navigator, '{name}', {{ configurable: true, value: {value} }})"));
}

/// The paper's story with two pictures, open.
fn ferry_story<'a>(page: Page<'a>, attributes: &str) -> Reader<'a> {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, attributes).open(page);
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text("article.story .story__headline", HEADLINES[0]);
    reader
}
