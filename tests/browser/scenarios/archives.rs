//! Archives: shown, searched, narrowed and read out of static files, with what goes wrong named and what is shown kept.

use crate::archives::packed;
use crate::feeds::{self, HEADLINES};
use crate::host::one_reader;
use crate::page::{Page, keys};
use crate::server::{Gate, Origin, Reply};
use serde_json::json;

pub(crate) fn an_archive_is_shown_searched_narrowed_and_read(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::paper());
    one_reader(&archive.serve(&paper), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.sees_text(".find__count", "4 stories");
    page.until(
        "the word that stories are there",
        "return heard.some(({ name, detail }) => name === 'ready' && detail.stories === 4)",
    );

    reader.type_into("input[type=search]", "herron");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.sees_text(".notice", "heron");
    reader.sees_text("mark", "heron");
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);

    reader.click_text(".chip", "ferries 2");
    reader.sees_texts(".card__headline", &HEADLINES[..2]);
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
    reader.sees_text(".story__body", "A second vote is due in April.");
    reader.sees_text(".story__body figcaption", "The pier on Monday.");
    reader.click("[part~=back]");
    reader.sees_texts(".card__headline", &HEADLINES[..2]);
    reader.type_into("input[type=search]", "heron");
    reader.click_text(".notice__remedy", "Without the words heron: 2 stories");
    reader.sees_texts(".card__headline", &HEADLINES[..2]);
    reader.click_text(".chip", "ferries");
    reader.click(".filters__turn");
    reader.sees(".timeline__chart");
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn a_long_archive_is_read_in_parts(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::many(3_000));
    one_reader(&archive.serve(&paper), "").open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", 24);
    reader.sees_text(".find__count", "3,000 stories");
    reader.click("[part~=load-more]");
    reader.sees_count("article.card", 48);
    reader.sees_text(".card__headline", "Story 47 of the tide");
    reader.type_into("input[type=search]", "whale");
    reader.sees_text(".find__count", "300 stories");
    reader.sees_text(".card__headline", "of the whale");
    let sizes = "return performance.getEntriesByType('resource').filter(({name}) => name.includes('/archive/')).map(one => one.encodedBodySize)";
    let fetched: u64 = page.run(sizes).as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).sum();
    let all: usize = archive.0.values().map(Vec::len).sum();
    assert!(fetched < all as u64, "{fetched} bytes of {all} were fetched");
    assert_eq!(page.run("return said"), json!([]));
}

/// What a server does to a file of the archive, and the error that it comes to.
type Damage = (fn(Reply) -> Reply, &'static str);

const DAMAGES: [Damage; 3] = [
    (|reply| reply.status(404), "archive-missing"),
    (Reply::damaged, "archive-damaged"),
    (|_| Reply::new("application/octet-stream", "short"), "archive-truncated"),
];

pub(crate) fn a_file_of_no_use_is_named_and_what_is_shown_stays(page: Page<'_>) {
    for (damage, code) in DAMAGES {
        let paper = Origin::new();
        let archive = packed(&feeds::paper());
        let host = one_reader(&archive.serve(&paper), "");
        archive.serve_folder(&paper, "words/", damage);
        host.open(page);
        let reader = page.reader("main");
        reader.sees_texts(".card__headline", &HEADLINES);
        reader.type_into("input[type=search]", "heron");
        reader.sees_text(".notice", "archive");
        reader.sees_texts(".card__headline", &HEADLINES);
        let told = page.until("the error", "return heard.find(({ name }) => name === 'error')?.detail");
        assert_eq!(told["code"], code, "{told}");
        archive.serve(&paper);
        reader.click_text(".notice button", "Try again");
        reader.sees_texts(".card__headline", &HEADLINES[2..3]);
        reader.sees_no(".notice");
    }
}

pub(crate) fn a_story_whose_text_is_missing_keeps_its_head(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::paper());
    let host = one_reader(&archive.serve(&paper), "");
    archive.serve_folder(&paper, "texts/", |reply| reply.status(404));
    host.open(page);
    let reader = page.reader("main");
    reader.sees(".chip");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".notice", "archive");
    reader.sees_text(".story__headline", HEADLINES[0]);
    archive.serve(&paper);
    reader.click_text(".notice button", "Try again");
    reader.sees_text(".story__body", "A second vote is due in April.");
    reader.sees_no(".notice");
}

pub(crate) fn the_next_key_does_not_wait_for_the_one_before(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::many(3_000));
    let gate = Gate::default();
    one_reader(&archive.serve(&paper), "page-size=\"9\"").open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", 9);
    archive.serve_folder(&paper, "words/", |reply| reply.slow_to_start(&gate));
    reader.type_into("input[type=search]", "t");
    reader.until("a request", "return performance.now() > 0 && root.querySelector('.progress')");
    reader.sees_count("article.card", 9);
    // What comes from now on comes at once; the first key's answer never does.
    archive.serve(&paper);
    reader.type_into("input[type=search]", "ide 2999");
    reader.sees_text(".card__headline", "Story 2999 of the tide");
    gate.open();
    reader.sees_text(".card__headline", "Story 2999 of the tide");
    reader.until("the value", "return root.querySelector('input[type=search]').value === 'tide 2999'");
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn a_feed_and_an_archive_make_one_list(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::paper());
    let newer = format!(
        r#"{}{{"id":"wall","title":"The wall is built","date_published":"2019-03-09T06:00:00Z","content_text":"It is."}},
           {{"id":"tide","title":"A spring tide","date_published":"2019-03-08T06:00:00Z","tags":["nature"],"content_text":"The herons wait."}}{}"#,
        feeds::HEAD,
        feeds::TAIL
    );
    let feed = paper.serve("/today.json", Reply::json(newer));
    one_reader(&format!("{feed} {}", archive.serve(&paper)), "layout=\"list\"").open(page);
    let reader = page.reader("main");
    reader.sees_texts(
        ".card__headline",
        &["The wall is built", "A spring tide", HEADLINES[0], HEADLINES[2], HEADLINES[3]],
    );
    reader.type_into("input[type=search]", "heron");
    reader.until(
        "both",
        "const read = all('.card__headline').map(one => tidy(one.textContent)).sort();
        return read.length === 2 && read[0] === 'A heron counts the eels' && read[1] === 'A spring tide'",
    );
    reader.click_text(".card__link", HEADLINES[2]);
    reader.sees_text(".story__body", "Every dawn it stands by the lock.");
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn an_archive_of_a_later_version_is_named(page: Page<'_>) {
    let paper = Origin::new();
    let manifest = r#"{"dateline": "archive", "format": 99, "segments": []}"#;
    let host = one_reader(&paper.serve("/archive/dateline.json", Reply::json(manifest)), "");
    host.open(page);
    let told = page.until("the error", "return heard.find(({ name }) => name === 'error')?.detail");
    assert_eq!(told["code"], "archive-too-new", "{told}");
    page.reader("main").sees_text(".notice", "newer than this reader");
    page.until("the publisher's own list", "return document.getElementById('own').getClientRects().length > 0");
}

pub(crate) fn suggestions_passages_and_related_stories_come_out_of_archives(page: Page<'_>) {
    let paper = Origin::new();
    let archive = packed(&feeds::paper());
    one_reader(&archive.serve(&paper), "").open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    reader.type_into("input[type=search]", "str");
    reader.sees_text(".find__hint", "strike tag 2");
    page.press(keys::DOWN);
    page.press(keys::ENTER);
    reader.sees_texts(".card__headline", &[HEADLINES[0], HEADLINES[3]]);
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);

    // It stands in the text alone, which comes once the reader has paused.
    reader.type_into("input[type=search]", "dawn");
    reader.sees_texts(".card__headline", &HEADLINES[2..3]);
    reader.sees_text(".snippet", "Every dawn it stands by the lock.");
    reader.sees_text(".snippet mark", "dawn");
    page.press(keys::ESCAPE);
    reader.sees_texts(".card__headline", &HEADLINES);

    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__related .card__headline", HEADLINES[3]);
    reader.click_text(".story__related .card__link", HEADLINES[3]);
    reader.sees_text(".story__body", "It leaves from the pier at two.");
    assert_eq!(page.run("return said"), json!([]));
}
