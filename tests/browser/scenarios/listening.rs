//! Reading aloud, with a voice that the test has in its hand.

use crate::feeds::{self, HEADLINES};
use crate::host::{Host, one_reader};
use crate::page::{Page, Reader, keys};
use crate::server::{Origin, Reply};
use serde_json::{Value, json};

/// A voice that writes down what it is given, and has spoken a sentence when `finish` is called.
pub(crate) const VOICE: &str = r"
    window.spoken = [];
    let now = null;
    const put = (name, value) => Object.defineProperty(window, name, { configurable: true, value });
    put('SpeechSynthesisUtterance', class { constructor(text) { this.text = text; this.rate = 1; } });
    put('speechSynthesis', {
        getVoices: () => [],
        speak(utterance) { now = utterance; const { text, lang, rate } = utterance; spoken.push({ text, lang, rate }); },
        cancel() { const cut = now; now = null; setTimeout(() => cut?.onerror?.({ error: 'interrupted' })); },
    });
    window.isSpeaking = () => now !== null;
    window.finish = () => { const whole = now; now = null; whole.onend({}); };
";

/// The sentences of the paper's first story, as they are heard.
const FERRY: [&str; 5] = [
    HEADLINES[0],
    "Talks ended at midnight without a date for the next round.",
    "PORT ELSA, March 4 — The boats stayed where they were.",
    "The vote was close.",
    "A second vote is due in April.",
];

pub(crate) fn a_story_is_read_aloud_sentence_by_sentence(page: Page<'_>) {
    let reader = ferry_story(page, VOICE);
    reader.sees_no(".player");
    reader.click(".story__listen");
    for sentence in FERRY {
        hears(page, sentence);
        assert_eq!(marked(reader), sentence);
        page.run("finish()");
    }
    reader.sees_no(".player");
    assert_eq!(marked(reader), Value::Null, "nothing is marked any more");
    let first = page.run("return spoken[0]");
    assert_eq!(first, json!({ "text": HEADLINES[0], "lang": "en", "rate": 1 }));
}

pub(crate) fn listening_can_be_paused_sped_up_skipped_and_stopped(page: Page<'_>) {
    let reader = ferry_story(page, VOICE);
    reader.click(".story__listen");
    hears(page, FERRY[0]);
    reader.click_text(".player__button", "Next sentence");
    hears(page, FERRY[1]);
    reader.click_text(".player__button", "Pause");
    page.until("silence", "return !isSpeaking()");
    assert_eq!(marked(reader), FERRY[1], "the place is kept");
    // Whoever goes on hears the sentence from its beginning.
    page.run("spoken.length = 0");
    reader.click_text(".player__button", "Listen");
    hears(page, FERRY[1]);
    page.run("spoken.length = 0");
    reader.ask("const menu = root.querySelector('.player select'); menu.value = '150'; menu.dispatchEvent(new Event('change', { bubbles: true }))");
    hears(page, FERRY[1]);
    assert_eq!(page.run("return spoken.at(-1).rate"), 1.5);
    reader.click_text(".player__button", "Stop");
    reader.sees_no(".player");
    page.until("silence", "return !isSpeaking()");
    reader.until("the focus where it began", "return root.activeElement?.matches('.story__listen') ?? false");
    // The button of the story turns it on and off, and leaving the story ends it.
    page.press(keys::ENTER);
    hears(page, FERRY[0]);
    reader.sees(".story__listen[aria-pressed=true]");
    page.press(keys::ENTER);
    reader.sees_no(".player");
    page.press(keys::ENTER);
    reader.sees(".player");
    page.press(keys::ESCAPE);
    reader.sees_no("article.story");
    reader.sees_no(".player");
    page.until("silence", "return !isSpeaking()");
}

pub(crate) fn a_whole_list_is_read_one_story_after_another(page: Page<'_>) {
    let origin = Origin::new();
    let feed = origin.serve("/many.json", Reply::json(feeds::many(60)));
    one_reader(&feed, r#"tags="whales" page-size="2""#).script(VOICE).open(page);
    let reader = page.reader("main");
    reader.sees_count("article.card", 2);
    reader.click_text(".find__listen", "Listen");
    let headline = |number: usize| format!("Story {number} of the whale");
    // Six stories, of which the list shows two.
    for number in [0, 10, 20, 30] {
        hears(page, &headline(number));
        reader.sees_text(".story__headline", &headline(number));
        if number == 0 {
            reader.ask("root.querySelector('.player__button').focus()");
        }
        page.run("finish()");
        hears(page, "Said in a line.");
        page.run("finish()");
    }
    hears(page, &headline(40));
    reader
        .until("the focus among the means to pause", "return root.activeElement?.matches('.player__button') ?? false");
    let next = "all('.player__button').find(one => one.textContent === 'Next story')";
    reader.ask(&format!("{next}.focus()"));
    page.press(keys::ENTER);
    hears(page, &headline(50));
    reader.until(
        "no story behind the last",
        "return !all('.player__button').some(one => one.textContent === 'Next story')",
    );
    // The button that was pressed has gone; the focus has not.
    reader.until("the focus on what is left", "return root.activeElement?.matches('.player__button') ?? false");
    page.run("finish()");
    hears(page, "Said in a line.");
    page.run("finish()");
    reader.sees_no(".player");
    reader.sees_text(".story__headline", &headline(50));
    reader.until("the focus where listening begins", "return root.activeElement?.matches('.story__listen') ?? false");
}

pub(crate) fn a_page_that_opens_stories_itself_is_not_listened_to_as_a_list(page: Page<'_>) {
    let origin = Origin::new();
    one_reader(&feeds::serve_paper(&origin), "").script(VOICE).open(page);
    let reader = page.reader("main");
    reader.sees_texts(".card__headline", &HEADLINES);
    page.run(
        "addEventListener('dateline-open', event => { event.preventDefault(); window.asked = event.detail.headline; })",
    );
    reader.click(".find__listen");
    page.until("the page to be asked", "return window.asked");
    reader.sees_no(".player");
    assert_eq!(page.run("return [spoken.length, isSpeaking(), window.asked]"), json!([0, false, HEADLINES[0]]));
}

pub(crate) fn a_story_is_read_in_its_own_language(page: Page<'_>) {
    let origin = Origin::new();
    let story = r#"{"id": "a", "title": "سفينة في الميناء", "language": "ar", "content_text": "وصلت صباحا."}"#;
    let feed = origin.serve("/feed.json", Reply::json(format!("{}{story}{}", feeds::HEAD, feeds::TAIL)));
    one_reader(&feed, "").script(VOICE).open(page);
    let reader = page.reader("main");
    reader.click(".card__link");
    reader.click(".story__listen");
    hears(page, "سفينة في الميناء");
    assert_eq!(page.run("return spoken[0].lang"), "ar");
}

pub(crate) fn one_reader_of_a_page_speaks_at_a_time(page: Page<'_>) {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    let one = |id: &str| format!(r#"<dateline-reader id="{id}" src="{feed}" loading="eager"></dateline-reader>"#);
    Host::new([one("first"), one("second")].concat()).script(VOICE).open(page);
    let (first, second) = (page.reader("first"), page.reader("second"));
    // While the first grows, the second is on its way down the page, and a press would miss it.
    [first, second].iter().for_each(|reader| reader.sees_count("article.card", HEADLINES.len()));
    for (reader, headline) in [(first, HEADLINES[0]), (second, HEADLINES[1])] {
        reader.click_text(".card__link", headline);
        reader.click(".story__listen");
        hears(page, headline);
    }
    // The first waits, and cuts the second off in turn.
    first.click_text(".player__button", "Listen");
    hears(page, HEADLINES[0]);
    second.sees_text(".player__button", "Listen");
    page.run("finish()");
    hears(page, FERRY[1]);
}

pub(crate) fn without_highlights_the_block_is_marked(page: Page<'_>) {
    let reader = ferry_story(page, &[VOICE, "delete window.Highlight;"].concat());
    reader.click(".story__listen");
    hears(page, FERRY[0]);
    reader.sees_text("[data-spoken=block].story__headline", HEADLINES[0]);
    for sentence in &FERRY[..4] {
        hears(page, sentence);
        page.run("finish()");
    }
    hears(page, FERRY[4]);
    reader.sees_count("[data-spoken]", 1);
    reader.sees_text("p[data-spoken=block]", FERRY[4]);
    reader.click_text(".player__button", "Stop");
    reader.sees_no("[data-spoken]");
}

pub(crate) fn without_a_segmenter_sentences_are_cut_by_rule(page: Page<'_>) {
    let reader = ferry_story(page, &[VOICE, "delete Intl.Segmenter;"].concat());
    reader.click(".story__listen");
    for sentence in FERRY {
        hears(page, sentence);
        page.run("finish()");
    }
    reader.sees_no(".player");
}

pub(crate) fn without_a_voice_it_is_said_when_someone_asks(page: Page<'_>) {
    let mute = "Object.defineProperty(window, 'speechSynthesis', { value: undefined });";
    let reader = ferry_story(page, mute);
    reader.sees_no(".player");
    reader.click(".story__listen");
    reader.sees_text(".player [role=alert]", "This browser cannot read aloud.");
    reader.click_text(".player__button", "Close");
    reader.sees_no(".player");
    reader.sees_text(".story__headline", HEADLINES[0]);
}

/// A browser with nothing but what stories need.
pub(crate) fn without_all_that_a_browser_may_lack_stories_are_found_and_read(page: Page<'_>) {
    const LACKING: &str = r"
        for (const name of ['speechSynthesis', 'localStorage', 'sessionStorage', 'Highlight', 'SpeechSynthesisUtterance'])
            Object.defineProperty(window, name, { configurable: true, value: undefined });
        for (const name of ['share', 'clipboard']) Object.defineProperty(navigator, name, { configurable: true, value: undefined });
        delete Intl.Segmenter;
    ";
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, r#"remember="local" url-sync="hash""#).script(LACKING).open(page);
    let reader = page.reader("main");
    reader.type_into("input[type=search]", "pier");
    reader.sees_count("article.card", 2);
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text(".story__headline", HEADLINES[0]);
    reader.click(".story__actions .save");
    reader.sees(".story__actions .save[aria-pressed=true]");
    assert_eq!(reader.text(".story__said"), "", "nothing is said unasked");
    reader.click_text(".story__action", "Share");
    reader.sees_text(".story__said", "https://gazette.example/ferry");
    reader.click(".story__listen");
    reader.sees_text(".player", "This browser cannot read aloud.");
    assert_eq!(page.run("return window.said"), json!([]), "no error anywhere");
}

/// Waits until this is being said.
fn hears(page: Page<'_>, sentence: &str) {
    let script = format!("return isSpeaking() && spoken.at(-1)?.text === {}", Value::from(sentence));
    page.until(&format!("“{sentence}” to be said"), &script);
}

/// What is marked as being said: the sentence, or its block where the browser knows no highlights.
fn marked(reader: Reader<'_>) -> Value {
    reader.ask(
        "if (!globalThis.Highlight) return tidy(root.querySelector('[data-spoken]')?.textContent ?? '') || null;
         const [range] = CSS.highlights.get('dateline-spoken') ?? [];
         return range ? tidy(range.toString()) : null",
    )
}

/// The paper's first story, open, on a page that runs this script first.
fn ferry_story<'a>(page: Page<'a>, script: &str) -> Reader<'a> {
    let origin = Origin::new();
    let feed = feeds::serve_paper(&origin);
    one_reader(&feed, "").script(script).open(page);
    let reader = page.reader("main");
    reader.click_text(".card__link", HEADLINES[0]);
    reader.sees_text("article.story .story__headline", HEADLINES[0]);
    reader
}
