//! What a scenario does with a page: look into readers, click, type, press keys, and wait for what should come.
//!
//! Every look waits: it asks the page again and again until it shows what is awaited or a deadline passes, so that a slow
//! machine only takes longer. Nothing here sleeps for a time that is hoped to be enough. Clicks and keys are the browser's own
//! input, so what covers a button or steals the focus is found out.

use crate::lab::Browser;
use crate::webdriver::{Element, Refusal, Session};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long something may take to come. Only a failure ever waits that long.
const PATIENCE: Duration = Duration::from_secs(15);
/// The same for what is a lot of work.
const MORE_PATIENCE: Duration = Duration::from_secs(120);

/// What every script may use: the reader's host, its shadow root, and all visible elements a selector finds in it.
const PRELUDE: &str = r"
    const host = document.getElementById(arguments[0]) ?? document.querySelector(arguments[0]);
    const root = host?.shadowRoot;
    const tidy = text => text.replace(/\s+/g, ' ').trim();
    const seen = element => element.checkVisibility();
    const all = selector => [...(root?.querySelectorAll(selector) ?? [])].filter(seen);
    const [, selector, text] = arguments;
    // The first screen's list soon gives way to the whole reader, which is what is to be used.
    if (root?.querySelector('.reader:not(:has([role=status], .notice)) .page__list')) return 'the first screen';
";

/// Keys without a printable sign (WebDriver section 17.4.2).
pub(crate) mod keys {
    pub(crate) const BACKSPACE: char = '\u{e003}';
    pub(crate) const TAB: char = '\u{e004}';
    pub(crate) const END: char = '\u{e010}';
    pub(crate) const HOME: char = '\u{e011}';
    pub(crate) const LEFT: char = '\u{e012}';
    pub(crate) const UP: char = '\u{e013}';
    pub(crate) const RIGHT: char = '\u{e014}';
    pub(crate) const DOWN: char = '\u{e015}';
    pub(crate) const ENTER: char = '\u{e007}';
    pub(crate) const ESCAPE: char = '\u{e00c}';
}

/// The page a browser shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    browser: &'a Browser,
    patience: Duration,
}

/// One reader on the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    page: Page<'a>,
    /// The element's id, or a selector that finds it.
    host: &'a str,
}

impl<'a> Page<'a> {
    pub(crate) fn new(browser: &'a Browser) -> Self {
        Self { browser, patience: PATIENCE }
    }

    /// The same page, for a scenario that is a lot of work.
    pub(crate) fn patient(self) -> Self {
        Self { patience: MORE_PATIENCE, ..self }
    }

    pub(crate) fn session(self) -> &'a Session {
        &self.browser.session
    }

    #[track_caller]
    pub(crate) fn go(self, url: &str) {
        self.session().go(url).unwrap_or_else(|refusal| panic!("{url} does not open: {refusal}"));
    }

    #[track_caller]
    pub(crate) fn back(self) {
        carried_out(self.session().back());
    }

    #[track_caller]
    pub(crate) fn forward(self) {
        carried_out(self.session().forward());
    }

    #[track_caller]
    pub(crate) fn press(self, key: char) {
        carried_out(self.session().press(&[key]));
    }

    /// Clicks what a selector finds in the page itself.
    #[track_caller]
    pub(crate) fn click(self, selector: &str) {
        carried_out(self.session().click(&self.element(selector)));
    }

    /// From now on commands are about the page in this frame, until another page is opened.
    #[track_caller]
    pub(crate) fn enter_frame(self, selector: &str) {
        carried_out(self.session().enter_frame(&self.element(selector)));
    }

    #[track_caller]
    fn element(self, selector: &str) -> Element {
        let find = || self.session().run("return document.querySelector(arguments[0])", &[selector.into()]);
        self.wait(selector, find, Element::from_value)
    }

    /// What a function with this body returns.
    #[track_caller]
    pub(crate) fn run(self, script: &str) -> Value {
        carried_out(self.session().run(script, &[]))
    }

    /// Waits until a function with this body returns something true, and returns that.
    #[track_caller]
    pub(crate) fn until(self, what: &str, script: &str) -> Value {
        self.wait(what, || self.session().run(script, &[]), |value| is_true(value).then(|| value.clone()))
    }

    /// A reader by the id of its element, or by a selector.
    pub(crate) fn reader(self, host: &'a str) -> Reader<'a> {
        Reader { page: self, host }
    }

    /// Asks until `wanted` finds what it wants in the answer. A page that is just being left refuses; that passes.
    #[track_caller]
    fn wait<T>(self, what: &str, ask: impl Fn() -> Result<Value, Refusal>, wanted: impl Fn(&Value) -> Option<T>) -> T {
        let deadline = Instant::now() + self.patience;
        let mut last;
        loop {
            last = ask();
            if let Some(found) = last.as_ref().ok().and_then(&wanted) {
                return found;
            }
            if Instant::now() > deadline {
                break;
            }
            std::thread::sleep(Duration::from_millis(15));
        }
        let last = last.map_or_else(|refusal| refusal.to_string(), |value| value.to_string());
        panic!("waited in vain for {what}; the last answer was {last}\n{}", self.description())
    }

    /// What the page shows, for the message of a failure.
    fn description(self) -> String {
        const DESCRIBE: &str = r"
            const hosts = [...document.querySelectorAll('*')].filter(element => element.shadowRoot);
            const shown = host => `  in #${host.id || host.localName}: ${
                [...host.shadowRoot.children].map(child => `<${child.localName}${child.hidden ? ' hidden' : ''}> ${child.innerText ?? ''}`)
                    .join(' ').replace(/\s+/g, ' ').slice(0, 800)}`;
            const fetched = performance.getEntriesByType('resource').map(one => `${one.name} ${Math.round(one.responseEnd)} ms`);
            return [`  at ${location.href}, ${document.visibilityState}, ${Math.round(performance.now())} ms old`, `  fetched ${fetched.join(', ')}`, ...hosts.map(shown), ...(window.said ?? []).map(line => `  ! ${line}`)].join('\n');";
        let described = self.session().run(DESCRIBE, &[]);
        described.map_or_else(|refusal| refusal.to_string(), |text| text.as_str().unwrap_or_default().to_owned())
    }
}

impl<'a> Reader<'a> {
    /// What a function with this body returns; it may use `host`, `root`, `all(selector)` and `tidy(text)`.
    #[track_caller]
    pub(crate) fn ask(self, script: &str) -> Value {
        carried_out(self.send(script, &[]))
    }

    /// Waits until a function with this body returns something true, and returns that.
    #[track_caller]
    pub(crate) fn until(self, what: &str, script: &str) -> Value {
        self.page.wait(what, || self.send(script, &[]), |value| is_true(value).then(|| value.clone()))
    }

    /// Waits for at least one visible element.
    #[track_caller]
    pub(crate) fn sees(self, selector: &str) {
        self.sees_text(selector, "");
    }

    /// Waits for a visible element that holds this text.
    #[track_caller]
    pub(crate) fn sees_text(self, selector: &str, text: &str) {
        let found =
            || self.send("return all(selector).some(one => tidy(one.textContent).includes(text))", &[selector, text]);
        self.page.wait(&format!("{selector} with “{text}”"), found, |value| is_true(value).then_some(()));
    }

    /// Waits until no element the selector finds is visible.
    #[track_caller]
    pub(crate) fn sees_no(self, selector: &str) {
        let gone = || self.send("return all(selector).length === 0", &[selector]);
        self.page.wait(&format!("{selector} to be gone"), gone, |value| is_true(value).then_some(()));
    }

    /// Waits until exactly this many visible elements are there.
    #[track_caller]
    pub(crate) fn sees_count(self, selector: &str, count: usize) {
        let counted = || self.send("return all(selector).length", &[selector]);
        let what = format!("{count} × {selector}");
        self.page.wait(&what, counted, |value| (value.as_u64() == u64::try_from(count).ok()).then_some(()));
    }

    /// Waits until the visible elements read like this, in this order.
    #[track_caller]
    pub(crate) fn sees_texts(self, selector: &str, texts: &[&str]) {
        let read = || self.send("return all(selector).map(one => tidy(one.textContent))", &[selector]);
        self.page.wait(&format!("{selector} to read {texts:?}"), read, |value| (value == &json!(texts)).then_some(()));
    }

    /// How many visible elements there are now.
    #[track_caller]
    pub(crate) fn count(self, selector: &str) -> usize {
        let counted = carried_out(self.send("return all(selector).length", &[selector]));
        counted.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
    }

    /// The texts of the visible elements now, with white space made single spaces.
    #[track_caller]
    pub(crate) fn texts(self, selector: &str) -> Vec<String> {
        let texts = carried_out(self.send("return all(selector).map(one => tidy(one.textContent))", &[selector]));
        texts.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The text of the first visible element, which must come.
    #[track_caller]
    pub(crate) fn text(self, selector: &str) -> String {
        self.sees(selector);
        self.texts(selector).into_iter().next().unwrap_or_default()
    }

    /// Clicks the first visible element the selector finds.
    #[track_caller]
    pub(crate) fn click(self, selector: &str) {
        self.click_text(selector, "");
    }

    /// Clicks the first visible element that holds this text.
    #[track_caller]
    pub(crate) fn click_text(self, selector: &str, text: &str) {
        self.act(selector, text, Session::click);
    }

    /// Clicks into a field and types a text, key by key.
    #[track_caller]
    pub(crate) fn type_into(self, selector: &str, text: &str) {
        self.act(selector, "", |session, element| session.type_into(element, text));
    }

    /// Drags the mouse from one place in the window to another.
    #[track_caller]
    pub(crate) fn drag(self, from: (i64, i64), to: (i64, i64)) {
        carried_out(self.page.session().drag(from, to));
    }

    /// Does something to an element; once more when the page was redrawn between finding it and reaching it.
    #[track_caller]
    fn act(self, selector: &str, text: &str, action: impl Fn(&Session, &Element) -> Result<(), Refusal>) {
        let find =
            || self.send("return all(selector).find(one => tidy(one.textContent).includes(text))", &[selector, text]);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.page.wait(&format!("{selector} with “{text}”"), find, Element::from_value);
            match action(self.page.session(), &element) {
                Err(refusal) if refusal.is_passing() && Instant::now() < deadline => {}
                done => return carried_out(done),
            }
        }
    }

    fn send(self, script: &str, arguments: &[&str]) -> Result<Value, Refusal> {
        let arguments: Vec<Value> = [&[self.host], arguments].concat().into_iter().map(Value::from).collect();
        let script = format!("{PRELUDE}\n{script}");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = self.page.session().run(&script, &arguments);
            if answer.as_ref().is_ok_and(|answer| answer == "the first screen") && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(15));
                continue;
            }
            return answer;
        }
    }
}

/// As JavaScript sees it, for the values WebDriver sends.
fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != &json!(0) && value != &json!("")
}

#[track_caller]
fn carried_out<T>(answer: Result<T, Refusal>) -> T {
    answer.unwrap_or_else(|refusal| panic!("{refusal}"))
}
