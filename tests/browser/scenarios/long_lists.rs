//! Lists longer than a page.

use crate::feeds;
use crate::host::one_reader;
use crate::page::{Page, Reader, keys};
use crate::server::{Origin, Reply};

pub(crate) fn a_long_list_keeps_a_bounded_part_of_itself_on_the_page(page: Page<'_>) {
    let reader = long_list(page, "");
    for turn in 1..14_usize {
        reader.sees_text(".card__headline", &format!("Story {} of", turn * 24 - 1));
        let heights = reader.ask(
            "const button = root.querySelector('.load-more--down'); button.scrollIntoView({ block: 'center' });
             window.last = all('.card').at(-1); window.height = last.getBoundingClientRect().top; button.focus()",
        );
        assert!(heights.is_null());
        page.press(keys::ENTER);
        let first_new = format!("Story {} of", turn * 24);
        reader.until(
            &format!("the focus on “{first_new}”"),
            &format!("return root.activeElement?.closest('.card')?.textContent.includes('{first_new}')"),
        );
        let moved = reader.ask("return Math.abs(all('.card').find(one => one.dataset.slug === last.dataset.slug).getBoundingClientRect().top - height)");
        assert!(moved.as_f64().is_some_and(|moved| moved <= 2.0), "turn {turn} moved the list by {moved}");
    }
    assert_eq!(reader.count("article.card"), 240);
    let nodes = reader.ask("return root.querySelectorAll('*').length").as_u64().unwrap_or_default();
    println!("14 pages of 2,000 stories: {nodes} elements in the reader");
    assert!(nodes < 6_000, "{nodes} elements");
    reader.sees_text(".card__headline", "Story 335 of");
    reader.click(".load-more--up");
    reader.until(
        "the last of the earlier ones to have the focus",
        "return root.activeElement?.closest('.card')?.textContent.includes('Story 95 of')",
    );
    reader.sees_count("article.card", 240);
}

pub(crate) fn a_list_may_go_on_by_scrolling(page: Page<'_>) {
    let reader = long_list(page, r#"paging="scroll""#);
    for _ in 0..12 {
        let before = reader.ask("return all('.card').at(-1).dataset.slug");
        reader
            .until("more to come", &format!("scrollBy(0, 4000); return all('.card').at(-1).dataset.slug !== {before}"));
    }
    assert!(reader.count("article.card") <= 240);
    reader.until(
        "the beginning again",
        "scrollBy(0, -4000); return tidy(all('.card__headline')[0].textContent).startsWith('Story 0 of')",
    );
    assert!(reader.count("article.card") <= 240);
}

pub(crate) fn behind_the_last_story_of_a_page_comes_the_next_page(page: Page<'_>) {
    let reader = long_list(page, r#"page-size="4""#);
    reader.click_text(".card__link", "Story 3 of");
    reader.sees_text(".story__headline", "Story 3 of");
    reader.click_text(".story__step", "Next");
    reader.sees_text(".story__headline", "Story 4 of");
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    reader.sees_count("article.card", 8);
    reader.until("the focus on its card", "return root.activeElement?.textContent.startsWith('Story 4 of')");
}

fn long_list<'a>(page: Page<'a>, attributes: &str) -> Reader<'a> {
    let origin = Origin::new();
    let feed = origin.serve("/many.json", Reply::json(feeds::many(2000)));
    one_reader(&feed, attributes).open(page);
    let reader = page.reader("main");
    reader.sees_text(".find__count", "2,000 stories");
    reader
}
