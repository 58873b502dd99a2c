//! A language made up for the test, in which every word of the interface stands in brackets, and a feed in which every word has
//! a sign: a word that has neither is written into the code.

use crate::feeds;
use crate::host::Host;
use crate::page::Page;
use crate::scenarios::accessibility::SCREENS;
use crate::scenarios::listening::VOICE;
use crate::server::{Origin, Reply};
use serde_json::{Map, Value, json};

/// What the phrases of the made-up language stand in.
const BRACKETS: (&str, &str) = ("⟦", "⟧");
/// What stands behind every word of the feed.
const SIGN: char = '¤';

/// The texts and labels that anybody sees or hears: how many; which are neither ours nor the feed's; and which are in an element
/// of another language. Dates are `Intl`'s, and keys are printed on keyboards. A hint is a word of the index, which has no
/// signs. What was searched for is marked in the middle of words of the feed.
const STRAY: &str = r"
    root.querySelectorAll('mark').forEach(mark => mark.replaceWith(...mark.childNodes));
    root.querySelector('.reader').normalize();
    const walker = document.createTreeWalker(root.querySelector('.reader'), NodeFilter.SHOW_TEXT);
    const texts = [];
    const abroad = [];
    const isOthers = one => one.closest('time, kbd, .find__hint-text');
    const isOurs = text => /[⟦⟧]/.test(text);
    const take = (one, text) => {
        texts.push(text);
        // Inside a story a text says whose language it is in, ours or the feed's; one that has both is the page's.
        const { lang } = one.closest('[lang]');
        const expected = isOurs(text) ? 'tr' : text.includes('¤') && one.closest('article, figure') ? 'en' : lang;
        if (lang !== expected) abroad.push(`${lang}: ${tidy(text)}`);
    };
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (!isOthers(around)) take(around, walker.currentNode.data);
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
        root.querySelectorAll(`[${name}]`).forEach(one => take(one, one.getAttribute(name)));
    const isStray = text => /\p{L}/u.test(text.replace(/⟦[^⟧]*⟧?|[^⟦⟧]*⟧/gu, '')) && !text.includes('¤');
    return { count: texts.length, stray: texts.map(tidy).filter(isStray), abroad };
";

pub(crate) fn no_word_of_the_interface_is_written_into_the_code(page: Page<'_>) {
    let origin = Origin::new();
    feeds::serve_paper(&origin);
    origin.serve("/paper.json", Reply::json(signed_paper()));
    origin.serve("/gone.json", Reply::json("gone").status(404));
    let mut seen = 0;
    for screen in &SCREENS {
        let feed = origin.url(screen.feed);
        let host = Host::new(format!(
            r#"<dateline-reader id="main" src="{feed}" lang="tr" loading="eager"></dateline-reader>"#
        ))
        .script(VOICE);
        host.site().serve("/embed/v1/words/tr.json", Reply::json(bracketed_words()));
        host.open(page);
        let reader = page.reader("main");
        reader.until(
            "the made-up language",
            "return tidy(root.querySelector('.reader')?.textContent ?? '').includes('⟦')",
        );
        (screen.reach)(page, reader);
        let said = reader.ask(STRAY);
        assert_eq!(said["stray"], json!([]), "{}", screen.name);
        assert_eq!(said["abroad"], json!([]), "{}: texts in an element of another language", screen.name);
        seen += said["count"].as_u64().unwrap_or_default();
    }
    assert!(seen > 300, "{seen} texts are too few to say anything");
    println!("{seen} texts and labels on {} screens", SCREENS.len());
}

/// The English words in brackets. A phrase that is cut at its gap keeps one at each end.
fn bracketed_words() -> String {
    let english: Map<String, Value> =
        serde_json::from_str(include_str!("../../../src/words/languages/en.json")).expect("a map of phrases");
    let (open, close) = BRACKETS;
    let bracketed = |(key, phrase): (String, Value)| {
        let phrase = phrase.as_str().unwrap_or_default();
        (key, Value::from(format!("{open}{phrase}{close}")))
    };
    Value::Object(english.into_iter().map(bracketed).collect()).to_string()
}

/// The small paper with a sign in each of its texts.
fn signed_paper() -> String {
    let mut paper: Value = serde_json::from_str(&feeds::paper()).expect("the paper is JSON");
    sign(&mut paper["items"], "");
    // Written anew, the feed's own language would come behind the items, too late for them.
    for item in paper["items"].as_array_mut().into_iter().flatten() {
        item["language"] = json!("en");
    }
    paper.to_string()
}

fn sign(value: &mut Value, key: &str) {
    const WORDS: [&str; 9] = ["title", "summary", "name", "kicker", "place", "day", "alt", "caption", "credit"];
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| sign(value, key)),
        Value::Array(all) => all.iter_mut().for_each(|value| sign(value, key)),
        Value::String(text) if key == "content_html" => *text = sign_html(text),
        Value::String(text) if WORDS.contains(&key) || key == "tags" => text.push(SIGN),
        _ => {}
    }
}

/// Each text between two tags gets its sign, and so does what pictures show.
fn sign_html(html: &str) -> String {
    let mut signed = String::new();
    for c in html.chars() {
        if c == '<' && !signed.is_empty() && !signed.ends_with('>') {
            signed.push(SIGN);
        }
        signed.push(c);
    }
    signed.replace("alt='", &format!("alt='{SIGN}"))
}
