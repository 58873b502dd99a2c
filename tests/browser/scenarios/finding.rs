//! Search as one types, and tags that narrow.

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::Origin;

const FIELD: &str = "input[type=search]";
const PRESSED: &str = ".chips button.chip[aria-pressed=true]";

pub(crate) fn typing_finds_stories_and_marks_the_words(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "pie");
    reader.sees_count("article.card", 2);
    reader.sees_text("mark", "pier");
    reader.type_into(FIELD, "r lighthouse");
    reader.sees_text("article.card:first-of-type mark", "lighthouse");
    assert_eq!(reader.ask("return root.activeElement.value"), "pier lighthouse", "typing must not lose the focus");
}

pub(crate) fn words_in_a_caption_or_credit_are_found_and_shown(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "customs");
    reader.sees_texts(".card__headline", &HEADLINES[..1]);
    reader.sees_text("mark", "customs");
}

pub(crate) fn the_number_of_results_is_announced(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "heron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    // The region is there for ears, so it need not be visible.
    reader.until(
        "“1 story” to be announced",
        "return root.querySelector('[role=status]')?.textContent.includes('1 story')",
    );
}

pub(crate) fn clearing_the_field_brings_everything_back(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "heron");
    reader.sees_count("article.card", 1);
    for _ in 0..5 {
        page.press(keys::BACKSPACE);
    }
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_no("mark");
}

pub(crate) fn tags_narrow_by_any_or_all_and_clear(page: Page<'_>) {
    let reader = paper(page);
    chip(reader, "strike");
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3]]);
    chip(reader, "ferries");
    reader.sees_count(PRESSED, 2);
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[1], HEADLINES[3]]);
    reader.click_text(".chips__mode", "all");
    reader.sees_texts(".card__headline", &HEADLINES[..1]);
    reader.click(".chips__clear");
    reader.sees_count(PRESSED, 0);
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn the_number_on_a_tag_is_what_it_would_show(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "pier");
    reader.sees_count("article.card", 2);
    let count = |tag: &str| {
        let script = format!(
            "return all('.chip').find(chip => chip.textContent.includes('{tag}'))?.querySelector('.chips__count').textContent"
        );
        reader.until("the chip", &script).as_str().unwrap_or_default().to_owned()
    };
    assert_eq!((count("ferries"), count("strike")), ("1".to_owned(), "2".to_owned()));
    chip(reader, "ferries");
    reader.sees_texts(".card__headline", &HEADLINES[..1]);
}

pub(crate) fn an_empty_result_names_the_filter_to_drop(page: Page<'_>) {
    let reader = paper(page);
    chip(reader, "nature");
    reader.sees_count("article.card", 1);
    reader.type_into(FIELD, "lighthouse");
    reader.sees_text(".notice", "No story matches.");
    reader.click_text(".notice__remedy", "Without the tag nature: 1 story");
    reader.sees_texts(".card__headline", &HEADLINES[3..]);
}

pub(crate) fn the_view_is_kept_in_the_address(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), r#"url-sync="hash""#).open(page);
    let reader = page.reader("main");
    reader.type_into(FIELD, "pier");
    reader.sees_count("article.card", 2);
    chip(reader, "night");
    reader.sees_texts(".card__headline", &HEADLINES[3..]);
    let address = page.until(
        "both in the address",
        "return /pier/.test(location.hash) && /night/.test(location.hash) && location.href",
    );
    page.go("about:blank");
    page.go(address.as_str().unwrap_or_default());
    reader.sees_texts(".card__headline", &HEADLINES[3..]);
    reader.until("the words in the field", "return root.querySelector('input').value === 'pier'");
}

#[track_caller]
fn chip(reader: Reader<'_>, tag: &str) {
    reader.click_text(".chips button.chip", tag);
}

fn paper(page: Page<'_>) -> Reader<'_> {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader
}
