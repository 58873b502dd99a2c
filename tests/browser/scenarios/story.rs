//! What can be done with an open story.

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::Origin;

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
