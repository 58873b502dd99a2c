//! What a publisher may put between the tags besides their own list: slots, and a card of their own; and their word on links.

use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::Page;
use crate::server::{Origin, Reply};
use serde_json::json;

/// A card with a placeholder wherever one may stand.
const CARD: &str = r#"<template>
    <h3 part="own-headline"><a href="{{url}}" data-open>{{headline}}</a></h3>
    <p class="when">{{ place }}, <time datetime="{{published}}">{{date}}</time>: {{tags}}</p>
    <figure data-if="picture"><img src="{{picture}}" alt="{{alt}}" width="{{width}}"><figcaption>{{caption}} {{credit}}</figcaption></figure>
</template>"#;

/// A card with placeholders where none may stand.
const BAD: &str = r#"<template><h3>{{headline}}</h3><p class="when">{{tags}}</p>
    <a class="bad" href="{{headline}}" onclick="{{headline}}" style="{{headline}}">{{nothing}}</a>
    <a class="worse" href="javascript:{{slug}}">run</a>
    <script>window.ran = true</script><iframe src="{{url}}"></iframe>
</template>"#;

pub(crate) fn slots_hold_what_the_publisher_puts_around_and_in_place(page: Page<'_>) {
    let paper = Origin::new();
    let host = Host::new(format!(
        r#"<dateline-reader id="main" src="{}"><b slot="header" id="header">Above</b><i slot="footer" id="footer">Below</i>
        <p slot="empty" id="empty">Ask the archive</p></dateline-reader>"#,
        feeds::serve_paper(&paper)
    ));
    host.open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    let seen = |page: Page<'_>| {
        page.run(
            "const top = id => { const [box] = document.getElementById(id).getClientRects(); return box ? box.top : null };
             return [top('header'), top('footer'), top('empty')]",
        )
    };
    let [header, footer, empty] = [0, 1, 2].map(|at| seen(page)[at].as_f64());
    assert!(header < footer && header.is_some(), "the header stands above the footer");
    assert_eq!(empty, None, "it is only for when nothing is found");
    reader.type_into("input[type=search]", "xylophone");
    page.until("the publisher's own word", "return document.getElementById('empty').getClientRects().length > 0");
    reader.sees_no(".notice");
}

pub(crate) fn a_template_draws_cards_with_the_publishers_markup(page: Page<'_>) {
    let paper = Origin::new();
    let host = Host::new(format!(
        r#"<dateline-reader id="main" src="{}">{CARD}</dateline-reader>"#,
        feeds::serve_paper(&paper)
    ))
    .css("dateline-reader::part(own-headline) { letter-spacing: 3px }")
    .strict_policy(&[&paper]);
    host.open(page);
    let reader = page.reader("main");
    reader.sees_texts("article.card--own h3", &HEADLINES);
    reader.sees_text(".when", "PORT ELSA, ");
    assert_eq!(reader.text(".when time"), "Mar 4, 2019");
    let first = reader.ask(
        "const card = root.querySelector('article.card--own'), img = card.querySelector('img');
         return [getComputedStyle(card.querySelector('h3')).letterSpacing, card.querySelector('h3 a').href, img.alt, img.width,
             img.src.endsWith('/vote.svg'), card.querySelector('figcaption').textContent,
             root.querySelectorAll('article.card--own figure').length, card.querySelector('time').dateTime]",
    );
    let caption = "Crews vote in the old customs hall. Photograph: Ada Moss/Gazette";
    let expected = json!([
        "3px",
        "https://gazette.example/ferry",
        "Raised hands",
        300,
        true,
        caption,
        1,
        "2019-03-04T06:00:00+01:00"
    ]);
    assert_eq!(first, expected);
    reader.type_into("input[type=search]", "heron");
    reader.sees_texts("article.card--own h3", &HEADLINES[2..3]);
    reader.ask("root.querySelector('input[type=search]').value = ''; root.querySelector('input[type=search]').dispatchEvent(new InputEvent('input', { bubbles: true }))");
    reader.sees_count("article.card--own", 4);
    reader.click_text("article.card--own a", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
    assert_eq!(page.run("return said"), json!([]));
}

pub(crate) fn values_in_a_template_stay_text(page: Page<'_>) {
    let origin = Origin::new();
    let harm = r#"{ "items": [{ "id": "a", "title": "<img src=x onerror=ran=1>", "url": "javascript:ran=1", "content_text": "x" },
        { "id": "b", "title": "javascript:ran=1", "tags": ["{{url}}", "\" onclick=\"ran=1"], "content_text": "x" }] }"#;
    let feed = origin.serve("/harm.json", Reply::json(harm));
    Host::new(format!(r#"<dateline-reader id="main" src="{feed}">{BAD}</dateline-reader>"#)).open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card--own", 2);
    reader.sees_text("article.card--own h3", "<img src=x onerror=ran=1>");
    reader.sees_text(".when", "{{url}}, \" onclick=\"ran=1");
    let found = reader.ask("return [root.querySelectorAll('article img, article script, article iframe, [onclick]').length,
        root.querySelector('.bad').getAttributeNames(), root.querySelector('.worse').getAttributeNames(), [...root.querySelectorAll('article a')].filter(one => one.protocol === 'javascript:').length, window.ran ?? null]");
    assert_eq!(found, json!([0, ["class"], ["class"], 0, null]));
}

pub(crate) fn a_page_hears_of_links_and_may_keep_them(page: Page<'_>) {
    let paper = Origin::new();
    one_reader(&feeds::serve_paper(&paper), "").open(page);
    page.run("addEventListener('dateline-link', event => event.preventDefault())");
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees(".story__headline");
    assert_eq!(
        page.run("return heard.filter(one => one.name === 'link').length"),
        json!(0),
        "opening here is no link out"
    );
    reader.click_text(".story a", "The vote");
    let link = page.until("the link to be told", "return heard.find(one => one.name === 'link')?.detail");
    assert_eq!(link, json!({ "url": "https://gazette.example/vote", "text": "The vote" }));
    reader.sees(".story__headline");
}
