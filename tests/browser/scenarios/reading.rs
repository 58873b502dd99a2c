//! Cards, and a story read in place.

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::{Origin, Reply};

const CARD: &str = "article.card:first-of-type";

pub(crate) fn a_card_shows_each_part_of_a_story_as_what_it_is(page: Page<'_>) {
    let reader = paper(page, "");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_text(".kicker", "Harbour");
    reader.sees_text(".card__standfirst", "Talks ended at midnight");
    reader.sees_text(".dateline", "PORT ELSA, March 4");
    reader.sees_text(".byline", "Ines Falk");
    reader.sees_text("figcaption .caption", "Crews vote in the old customs hall.");
    reader.sees_text("figcaption .credit", "Photograph: Ada Moss/Gazette");
    let parts = reader.ask(
        "const card = root.querySelector('article.card');
         return [card.querySelector('img').alt, card.querySelector('time').dateTime,
             [...card.querySelectorAll('.tag')].map(tag => tag.textContent).join()]",
    );
    assert_eq!(parts, serde_json::json!(["Raised hands", "2019-03-04T06:00:00+01:00", "ferries,strike,UN"]));
}

pub(crate) fn a_story_opens_in_place_with_all_its_pictures(page: Page<'_>) {
    let reader = paper(page, "");
    reader.click_text(".card__headline a", HEADLINES[0]);
    reader.sees_text("article.story .story__headline", HEADLINES[0]);
    reader.sees_text("article.story .story__body", "A second vote is due in April.");
    reader.sees_texts(
        "article.story .caption",
        &["Caption: Crews vote in the old customs hall.", "Caption: The pier on Monday."],
    );
    reader.sees_texts(
        "article.story .credit",
        &["Credit: Photograph: Ada Moss/Gazette", "Credit: Photograph: Olu Brandt/Gazette"],
    );
    reader.until(
        "both pictures to be drawn",
        "const pictures = [...root.querySelectorAll('article.story img')];
         pictures.forEach(picture => picture.scrollIntoView());
         return pictures.length === 2 && pictures.every(picture => picture.naturalWidth > 0)",
    );
    assert_eq!(reader.ask("return location.hash"), "", "the page's address is the page's own");
}

pub(crate) fn escape_returns_to_the_card_that_was_left(page: Page<'_>) {
    let origin = Origin::new();
    let feed = origin.serve("/many.json", Reply::json(feeds::many(60)));
    one_reader(&feed, "").open(page);
    let reader = page.reader("main");
    reader.click_text(".card__link", "Story 17 of");
    reader.sees_text(".story__headline", "Story 17 of");
    reader.until(
        "the story to have the focus",
        "return root.querySelector('article.story').contains(root.activeElement)",
    );
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    reader.until(
        "the card to have the focus, in view",
        "const card = root.activeElement?.closest('.card'), { top, bottom } = card?.getBoundingClientRect() ?? {};
         return card?.textContent.includes('Story 17 of') && bottom > 0 && top < innerHeight",
    );
}

pub(crate) fn the_back_button_of_a_story_returns_to_the_list(page: Page<'_>) {
    let reader = paper(page, "");
    reader.click_text(".card__link", HEADLINES[2]);
    reader.sees_text(".story__headline", HEADLINES[2]);
    reader.click(".story__back");
    reader.sees_no("article.story");
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn the_browsers_back_and_forward_close_and_open_a_story(page: Page<'_>) {
    let reader = paper(page, r#"url-sync="hash""#);
    reader.click_text(".card__link", HEADLINES[1]);
    reader.sees_text(".story__headline", HEADLINES[1]);
    page.until("the story in the address", "return location.hash.includes('wall')");
    page.back();
    reader.sees_no("article.story");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.forward();
    reader.sees_text(".story__headline", HEADLINES[1]);
}

pub(crate) fn a_link_to_a_story_opens_it(page: Page<'_>) {
    let reader = paper(page, r#"url-sync="hash""#);
    reader.click_text(".card__link", HEADLINES[3]);
    reader.sees_text(".story__headline", HEADLINES[3]);
    let address = page.until("the story in the address", "return location.hash.includes('bus') && location.href");
    page.go("about:blank");
    page.go(address.as_str().unwrap_or_default());
    reader.sees_text(".story__headline", HEADLINES[3]);
}

pub(crate) fn a_tag_in_a_story_filters_the_list(page: Page<'_>) {
    let reader = paper(page, "");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.click_text("article.story .tag", "strike");
    reader.sees_no("article.story");
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3]]);
    reader.sees_text(".chips button[aria-pressed=true]", "strike");
}

pub(crate) fn more_stories_come_on_request(page: Page<'_>) {
    let origin = Origin::new();
    let feed = origin.serve("/many.json", Reply::json(feeds::many(60)));
    one_reader(&feed, "").open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", 24);
    reader.click_text(".load-more", "Show 24 more stories");
    reader.sees_count("article.card", 48);
    reader.until(
        "the first of the new stories to have the focus",
        "return root.activeElement?.closest('.card')?.textContent.includes('Story 24 of')",
    );
    reader.click_text(".load-more", "Show 12 more stories");
    reader.sees_count("article.card", 60);
    reader.sees_no(".load-more");
}

pub(crate) fn a_story_can_be_read_with_the_keyboard_alone(page: Page<'_>) {
    let reader = paper(page, "");
    reader.ask("root.querySelector('input[type=search]').focus()");
    for _ in 0..40 {
        page.press(keys::TAB);
        if reader.ask("return root.activeElement?.matches('.card__link') ?? false") == true {
            break;
        }
    }
    page.press(keys::ENTER);
    reader.sees("article.story .story__headline");
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn a_story_in_another_language_says_so(page: Page<'_>) {
    let origin = Origin::new();
    let story = r#"{"id": "a", "title": "سفينة في الميناء", "language": "ar", "content_text": "وصلت صباحا."}"#;
    let feed = origin.serve("/feed.json", Reply::json(format!("{}{story}{}", feeds::HEAD, feeds::TAIL)));
    one_reader(&feed, "").open(page);
    let reader = page.reader("main");
    reader.sees(CARD);
    let drawn = "const headline = root.querySelector('.card__headline');
        return [headline.closest('[lang]').lang, getComputedStyle(headline).direction]";
    assert_eq!(reader.ask(drawn), serde_json::json!(["ar", "rtl"]));
}

pub(crate) fn a_page_may_keep_a_story_from_opening(page: Page<'_>) {
    let reader = paper(page, "");
    reader.sees(CARD);
    page.run("addEventListener('dateline-open', event => { event.preventDefault(); window.asked = event.detail; })");
    reader.click_text(".card__link", HEADLINES[1]);
    page.until("the page to be asked", "return window.asked");
    assert_eq!(reader.count("article.story"), 0);
}

/// A page with a reader of the small paper; the reader has shown its first card.
fn paper<'a>(page: Page<'a>, attributes: &str) -> Reader<'a> {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, attributes).open(page);
    let reader = page.reader("main");
    reader.sees(CARD);
    reader
}
