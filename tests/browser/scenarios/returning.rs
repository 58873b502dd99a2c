//! Where the reader left off, when they come back.

use crate::feeds::{self, FERRY, HEAD, HEADLINES, TAIL};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Origin, Reply};
use serde_json::json;

/// What stands where the reader left off, and before which card.
const LINE: &str = "const line = root.querySelector('.card__left-off');
    return line && [tidy(line.textContent), line.closest('.card').dataset.slug]";

/// The paper two days on: two stories have come.
fn later_paper() -> String {
    let story = |id: &str, day: u8| {
        format!(
            r#"{{ "id": "{id}", "title": "The news of {id}", "date_published": "2019-03-0{day}T06:00:00+01:00", "content_html": "<p>Text</p>" }}"#
        )
    };
    let paper = feeds::paper();
    let old = paper.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix(TAIL)).expect("it begins and ends so");
    format!("{HEAD}{},{},{old}{TAIL}", story("wednesday", 6), story("tuesday", 5))
}

/// Reads a story of the paper, leaves, and comes back after an hour, when two more have come.
fn come_back(page: Page<'_>, attributes: &str) -> Host {
    let paper = Origin::new();
    let host = one_reader(&feeds::serve_paper(&paper), attributes);
    host.open(page);
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[2]);
    reader.click("[part~=back]");
    reader.sees_texts(".card__headline", &HEADLINES);
    assert_eq!(reader.ask(LINE), json!(null), "on a first visit all is new");
    reader.sees_no(".page__left-off");
    page.run(
        "for (const store of [localStorage, sessionStorage]) for (const key of Object.keys(store))
             store[key] = store[key].replace(/^visit (\\d+)$/m, (_, minutes) => `visit ${minutes - 60}`)",
    );
    paper.serve("/paper.json", Reply::json(later_paper()));
    page.go("about:blank");
    host.open(page);
    reader.sees_count("article.card", 6);
    host
}

pub(crate) fn a_line_stands_where_the_reader_left_off(page: Page<'_>) {
    let host = come_back(page, r#"remember="local" layout="list" lang="en""#);
    let reader = page.reader("main");
    reader.until("the line", LINE);
    assert_eq!(reader.ask(LINE), json!(["You left off here", "ferry"]));
    // It takes no room: without it every card stands where it stands.
    let moved = reader.ask(
        "const tops = () => [...root.querySelectorAll('.card, .card__headline')].map(one => one.getBoundingClientRect().top);
         const line = root.querySelector('.card__left-off'), card = line.closest('.card'), before = tops();
         line.hidden = true; card.classList.remove('card--left-off');
         const after = tops();
         line.hidden = false; card.classList.add('card--left-off');
         return before.filter((top, at) => top !== after[at]).length + before.length * 1000",
    );
    assert_eq!(moved, json!(12_000), "of twelve places none moved");
    reader.click(".page__left-off");
    reader.until(
        "the focus on the headline behind it, both in sight",
        "const inSight = one => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; };
         return root.activeElement?.closest('.card')?.dataset.slug === 'ferry' && inSight(root.activeElement)
             && inSight(root.querySelector('.card__left-off'))",
    );
    // Looking for something is another list, and coming back soon is the same visit.
    reader.type_into("input[type=search]", "the");
    reader.sees("mark");
    assert_eq!(reader.ask(LINE), json!(null));
    host.open(page);
    reader.until("the line", LINE);
    assert_eq!(reader.ask(LINE), json!(["You left off here", "ferry"]));
    page.run("document.getElementById('main').remove(); localStorage.clear()");
}

pub(crate) fn a_lead_that_was_there_stays_above_the_line(page: Page<'_>) {
    come_back(page, r#"remember="session" layout="front" lang="de""#);
    let reader = page.reader("main");
    reader.until("the line", LINE);
    assert!(FERRY.contains(HEADLINES[0]), "the lead is the one with a picture");
    reader.sees_text(".card--lead .card__headline", HEADLINES[0]);
    assert_eq!(reader.ask(LINE), json!(["Bis hierher gesehen", "wall"]));
    page.run("document.getElementById('main').remove(); sessionStorage.clear()");
}

pub(crate) fn nobody_is_told_of_former_visits_unasked(page: Page<'_>) {
    come_back(page, "");
    let reader = page.reader("main");
    reader
        .until("the feed's end", "return tidy(root.querySelector('.find__count').textContent).startsWith('6 stories')");
    assert_eq!(reader.ask(LINE), json!(null));
    assert_eq!(page.run("return localStorage.length + sessionStorage.length"), json!(0));
}
