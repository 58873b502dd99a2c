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

/// Where answers take long, letters stand in the field before their results, and none is lost.
pub(crate) fn on_a_slow_machine_what_is_typed_stands_and_is_found(page: Page<'_>) {
    const SLOW_CLOCK: &str = "const now = performance.now.bind(performance); performance.now = () => now() * 100;";
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, r#"url-sync="hash""#).script(SLOW_CLOCK).open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", HEADLINES.len());
    for _ in 0..5 {
        reader.type_into(FIELD, "lighthouse");
        assert_eq!(reader.ask("return root.activeElement.value"), "lighthouse");
        reader.sees_texts(".card__headline", &HEADLINES[3..]);
        for _ in "lighthouse".chars() {
            page.press(keys::BACKSPACE);
        }
        reader.sees_count("article.card", HEADLINES.len());
        assert_eq!(reader.ask("return root.activeElement.value"), "");
    }
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    assert_eq!(reader.ask("return root.activeElement.textContent"), HEADLINES[0], "the focus is back on the card");
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
    reader.click(".filters__clear");
    reader.sees_count(PRESSED, 0);
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn the_number_on_a_tag_is_what_it_would_show(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "pier");
    reader.sees_count("article.card", 2);
    let count = |tag: &str| {
        let script = format!(
            "return all('.chip').find(chip => chip.textContent.includes('{tag}'))?.querySelector('.chip__count').textContent"
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
    reader.until("the words in the field", "return root.querySelector('input[type=search]').value === 'pier'");
}

pub(crate) fn the_order_can_be_chosen_and_is_said_as_it_is(page: Page<'_>) {
    let reader = paper(page);
    let menu = "const menu = root.querySelector('select.sort');
        return [menu.value, ...[...menu.options].map(option => option.textContent)].join()";
    assert_eq!(reader.ask(menu), "newest,newest first,oldest first");
    reader.type_into("select.sort", "oldest");
    // The only one with a picture leads in any order.
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3], HEADLINES[2], HEADLINES[1]]);
    // What is chosen stays chosen when words are typed; the best match becomes an order then.
    reader.type_into(FIELD, "pier");
    reader.sees_texts(".card__headline", &[HEADLINES[3], HEADLINES[0]]);
    assert_eq!(reader.ask(menu), "oldest,best first,newest first,oldest first");
    reader.ask(
        "const menu = root.querySelector('select.sort');
         menu.value = 'relevance';
         menu.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    reader.until("the menu to say so", "return root.querySelector('select.sort').value === 'relevance'");
    for _ in 0..4 {
        reader.type_into(FIELD, &keys::BACKSPACE.to_string());
    }
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.until("the usual order to be said", "return root.querySelector('select.sort').value === 'newest'");
}

pub(crate) fn only_the_controls_that_the_page_names_are_shown(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), r#"controls="sort""#).open(page);
    let reader = page.reader("main");
    reader.sees("select.sort");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_no(FIELD);
    reader.sees_no(".chips");
    page.run("document.getElementById('main').controls = 'none'");
    reader.sees_no("select.sort");
    reader.sees_text(".find__count", "4 stories, newest first");
}

pub(crate) fn the_timeline_is_brushed_with_the_pointer(page: Page<'_>) {
    let reader = paper(page);
    reader.click(".filters__turn");
    // Four days, a bar each: from the second quarter of the chart to the third are the two days between.
    drag(reader, ".timeline__chart", [0.3, 0.7]);
    reader.sees_texts(".card__headline", &HEADLINES[1..3]);
    reader.sees_text(".tokens__one", "Mar 2, 2019 – Mar 3, 2019");
    reader.until(
        "the sliders to say so",
        "return all('.timeline__slider').map(one => one.ariaValueText ?? one.getAttribute('aria-valuetext')).join(' to ') === 'Mar 2, 2019 to Mar 3, 2019'",
    );
    reader.click(".tokens__remove");
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn the_sliders_narrow_the_days_with_the_keyboard(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), r#"url-sync="hash""#).open(page);
    let reader = page.reader("main");
    reader.click(".filters__turn");
    reader.sees(".timeline__slider");
    reader.ask("all('.timeline__slider')[0].focus()");
    page.press(keys::RIGHT);
    reader.sees_texts(".card__headline", &HEADLINES[..3]);
    page.until("the day in the address", "return location.hash.includes('from=2019-03-02')");
    page.back();
    reader.sees_texts(".card__headline", &HEADLINES);
    page.forward();
    reader.sees_texts(".card__headline", &HEADLINES[..3]);
    reader.click(".filters__clear");
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn a_tag_can_be_left_out(page: Page<'_>) {
    let reader = paper(page);
    reader.click(".filters__turn");
    reader.type_into(".tag-panel__field", "str");
    reader.sees_texts(".tag-panel__tag .chip", &["strike 2"]);
    reader.click(".tag-panel__not");
    reader.sees_texts(".card__headline", &HEADLINES[1..3]);
    reader.sees_text(".tokens__one", "without strike");
    // The number on it is what choosing it instead would show.
    reader.sees_texts(".tag-panel__tag .chip", &["strike 2"]);
    reader.click(".tag-panel__not");
    reader.sees_texts(".card__headline", &HEADLINES);
}

pub(crate) fn arrow_keys_lead_along_the_tags(page: Page<'_>) {
    let reader = paper(page);
    let focused = "return tidy(root.activeElement?.textContent ?? '')";
    let stops = "return all('.chips button').filter(chip => chip.tabIndex === 0).length";
    assert_eq!(reader.ask(stops), 1, "the Tab key reaches one chip, and passes the others");
    reader.ask("root.querySelector('.chips [tabindex=\"0\"]').focus()");
    assert_eq!(reader.ask(focused), "ferries 2");
    page.press(keys::RIGHT);
    page.press(keys::ENTER);
    reader.sees_text(PRESSED, "strike");
    assert_eq!(reader.ask(focused), "strike 2", "choosing must not lose the focus");
    page.press(keys::END);
    page.press(keys::LEFT);
    page.press(keys::HOME);
    reader.until("the first chip to have the focus", "return root.activeElement === all('.chips button')[0]");
    assert_eq!(reader.ask(stops), 1);
}

pub(crate) fn a_query_is_said_as_it_was_understood(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "hall caption:customs -wall");
    reader.sees_text(".notice", "1 word · in captions: customs · without wall");
    reader.sees_texts(".card__headline", &HEADLINES[..1]);
}

/// 240 cards at most, however long the list is; what gives way at one end moves nothing at the other.
pub(crate) fn a_suggested_story_is_opened_from_the_field(page: Page<'_>) {
    let reader = paper(page);
    reader.type_into(FIELD, "pie");
    reader.sees_texts("[role=option]", &["pier 2", &[HEADLINES[0], " story"].concat()]);
    page.press(keys::UP);
    reader.until(
        "the story to be reached",
        "return root.getElementById(root.activeElement.getAttribute('aria-activedescendant'))?.textContent.includes('ferries')",
    );
    page.press(keys::ENTER);
    reader.sees_text(".story__headline", HEADLINES[0]);
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    assert_eq!(reader.ask("return root.querySelector('input[type=search]').value"), "pie");
}

/// Drags the mouse across an element, between two parts of its width.
#[track_caller]
fn drag(reader: Reader<'_>, selector: &str, across: [f64; 2]) {
    reader.sees(selector);
    let chart = format!(
        "const chart = root.querySelector('{selector}');
         chart.scrollIntoView({{block: 'nearest'}});
         const {{left, top, width, height}} = chart.getBoundingClientRect();
         return [left, top + height / 2, width]"
    );
    let measured: Vec<f64> = serde_json::from_value(reader.ask(&chart)).expect("three numbers");
    let at = |part: f64| ((measured[0] + measured[2] * part).round() as i64, measured[1].round() as i64);
    reader.drag(at(across[0]), at(across[1]));
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
