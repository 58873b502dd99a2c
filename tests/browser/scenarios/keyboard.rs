//! Single keys, and where the focus goes.

use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::scenarios::listening::VOICE;
use crate::server::{Origin, Reply};

pub(crate) fn j_and_k_lead_from_story_to_story_and_o_opens(page: Page<'_>) {
    let reader = paper(page, "");
    reader.ask("root.querySelector('.filters__turn').focus()");
    page.press('j');
    card_has_focus(reader, HEADLINES[0]);
    page.press('j');
    page.press('j');
    page.press('k');
    card_has_focus(reader, HEADLINES[1]);
    // Saving leaves the focus on the button, whose state is heard, and the way goes on from there.
    page.press('s');
    reader.until("the story to be saved", "return root.activeElement?.matches('.save[aria-pressed=true]')");
    card_has_focus(reader, HEADLINES[1]);
    page.press('o');
    reader.sees_text(".story__headline", HEADLINES[1]);
    page.press('s');
    reader.until("the story to be given up", "return root.activeElement?.matches('.story .save[aria-pressed=false]')");
    // In a story the same keys lead to its neighbours.
    page.press('j');
    reader.sees_text(".story__headline", HEADLINES[2]);
    page.press('k');
    reader.sees_text(".story__headline", HEADLINES[1]);
    page.press(keys::ESCAPE);
    reader.sees_no(".story__headline");
    card_has_focus(reader, HEADLINES[1]);
}

pub(crate) fn slash_f_and_escape_find_and_leave(page: Page<'_>) {
    let reader = paper(page, "");
    reader.ask("root.querySelector('.card__link').focus()");
    page.press('f');
    reader.sees(".tag-panel__field");
    page.press('/');
    reader.until("the field to have the focus", "return root.activeElement?.matches('.find__field')");
    // What is typed is typed, whatever keys it takes.
    reader.type_into(".find__field", "fjord?");
    assert_eq!(reader.ask("return root.querySelector('.find__field').value"), "fjord?");
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.ask("root.querySelector('.tag-panel__field').focus()");
    page.press(keys::ESCAPE);
    reader.sees_no(".tag-panel__field");
    reader.until("the button to have the focus", "return root.activeElement?.matches('.filters__turn')");
}

pub(crate) fn a_whole_visit_needs_no_pointer(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), r#"lang="en""#).script(VOICE).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    // How it looks.
    tab_to(page, reader, ".comfort__summary");
    page.press(keys::ENTER);
    tab_to(page, reader, ".comfort input[value=auto]");
    page.press(keys::RIGHT);
    reader.sees(".reader[data-theme=light]");
    // What is looked for.
    tab_to(page, reader, ".find__field");
    "pier".chars().for_each(|letter| page.press(letter));
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3]]);
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);
    // By tag, and by day.
    tab_to(page, reader, ".chip");
    page.press(keys::RIGHT);
    page.press(keys::ENTER);
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3]]);
    tab_to(page, reader, ".filters__clear");
    page.press(keys::ENTER);
    reader.sees_texts(".card__headline", &HEADLINES);
    page.press('/');
    tab_to(page, reader, ".filters__turn");
    page.press(keys::ENTER);
    tab_to(page, reader, "input[type=range]");
    page.press(keys::RIGHT);
    reader.sees_texts(".card__headline", &HEADLINES[..3]);
    page.press('/');
    tab_to(page, reader, ".tokens__remove");
    page.press(keys::ENTER);
    reader.sees_texts(".card__headline", &HEADLINES);
    page.press('f');
    reader.sees_no(".tag-panel");
    // A story: kept, listened to, its pictures large, and back to its card.
    tab_to(page, reader, ".card__link");
    page.press(keys::ENTER);
    reader.sees_text(".story__headline", HEADLINES[0]);
    tab_to(page, reader, ".story__listen");
    page.press(keys::ENTER);
    reader.sees(".player");
    page.press(keys::ENTER);
    reader.sees_no(".player");
    tab_to(page, reader, ".story .save");
    page.press(' ');
    reader.sees(".story .save[aria-pressed=true]");
    tab_to(page, reader, ".figure__enlarge");
    page.press(keys::ENTER);
    reader.sees_text("dialog .gallery-box__place", "1 of 2");
    page.press(keys::RIGHT);
    reader.sees_text("dialog .gallery-box__place", "2 of 2");
    page.press(keys::ESCAPE);
    tab_to(page, reader, ".story .tag");
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    card_has_focus(reader, HEADLINES[0]);
    // And on to the page around: nothing holds the focus back.
    page.run("document.body.insertAdjacentHTML('beforeend', '<a id=after href=\"#\">After it</a>')");
    let is_out = || page.run("return document.activeElement?.id === 'after'") == true;
    assert!(
        (0..MOST_STOPS).any(|_| {
            page.press(keys::TAB);
            is_out()
        }),
        "the focus does not get out"
    );
}

/// More than there are in a reader of four stories.
const MOST_STOPS: usize = 80;

/// Presses Tab until the focus is on something that the selector finds.
#[track_caller]
fn tab_to(page: Page<'_>, reader: Reader<'_>, selector: &str) {
    for _ in 0..MOST_STOPS {
        page.press(keys::TAB);
        if reader.ask(&format!("return root.activeElement?.matches('{selector}') ?? false")) == true {
            return;
        }
    }
    panic!("Tab does not lead to {selector}");
}

pub(crate) fn a_question_mark_lists_the_keys(page: Page<'_>) {
    let reader = paper(page, "");
    reader.ask("root.querySelector('.card__link').focus()");
    page.press('?');
    reader.sees_text("dialog.help[open]", "Next story");
    reader.until("the focus inside", "return root.querySelector('dialog.help').contains(root.activeElement)");
    page.press(keys::ESCAPE);
    reader.sees_no("dialog.help");
    card_has_focus(reader, HEADLINES[0]);
}

pub(crate) fn the_page_may_keep_single_keys_for_itself(page: Page<'_>) {
    let reader = paper(page, r#"shortcuts="off""#);
    page.run("window.keys = ''; addEventListener('keydown', event => { window.keys += event.defaultPrevented ? '!' : event.key; })");
    reader.ask("root.querySelector('.filters__turn').focus()");
    for key in ['j', '?', 'f', '/'] {
        page.press(key);
    }
    page.until("the page to hear each", "return window.keys === 'j?f/'");
    reader.sees_no("dialog.help, .tag-panel");
    reader.until("the focus where it was", "return root.activeElement?.matches('.filters__turn')");
}

pub(crate) fn the_focus_stays_inside_when_what_has_it_goes(page: Page<'_>) {
    let reader = paper(page, "");
    reader.click(".filters__turn");
    reader.type_into(".tag-panel__field", "str");
    reader.sees_texts(".tag-panel__tag .chip", &["strike 2"]);
    reader.click(".tag-panel__not");
    reader.sees(".tokens__remove");
    reader.ask("root.querySelector('.tokens__remove').focus()");
    page.press(keys::ENTER);
    reader.sees_no(".tokens__remove");
    reader.until("the focus near by", "return root.activeElement?.matches('.filters__turn')");
}

pub(crate) fn news_waits_for_the_reader(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.until("the pictures", "return all('img').every(one => one.complete)");
    let story = |id: &str, day: u32| {
        format!(
            r#"{{"id":"{id}","title":"News {id}","date_published":"2019-03-{day:02}T06:00:00Z","content_text":"Said."}}"#
        )
    };
    let news = format!("{}{},{},", feeds::HEAD, story("one", 8), story("two", 9));
    origin.serve("/paper.json", Reply::json(feeds::paper().replacen(feeds::HEAD, &news, 1)));
    page.run("const height = () => document.documentElement.scrollHeight; window.before = height(); document.getElementById('main').refresh()");
    reader.sees_text(".news__button", "2 new stories");
    assert_eq!(page.run("return window.before === document.documentElement.scrollHeight"), true, "nothing may move");
    assert_eq!(reader.texts(".card__headline"), HEADLINES);
    reader.click(".news__button");
    reader.sees_text(".card__headline", "News two");
    reader.sees_count("article.card", 6);
    reader.sees_no(".news__button");
    reader.until("the first card to have the focus", "return root.activeElement === root.querySelector('.card__link')");
}

#[track_caller]
fn card_has_focus(reader: Reader<'_>, headline: &str) {
    let script = format!("return root.activeElement?.closest('.card')?.textContent.includes('{headline}')");
    reader.until(&format!("“{headline}” to have the focus"), &script);
}

fn paper<'a>(page: Page<'a>, attributes: &str) -> Reader<'a> {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), attributes).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader
}
