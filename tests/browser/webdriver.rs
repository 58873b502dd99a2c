//! The few commands of W3C WebDriver (https://www.w3.org/TR/webdriver2/) the scenarios need, as blocking calls.
//!
//! Six commands do not ask for a client library with its asynchronous runtime, and a scenario that blocks reads as what it
//! is, a list of steps. What a scenario may do with a page is in `page.rs`; where browsers come from is in `lab.rs`.

use base64::Engine as _;
use serde_json::{Value, json};
use std::time::Duration;

/// The name under which WebDriver sends an element (WebDriver section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser window that takes commands.
#[derive(Debug)]
pub(crate) struct Session {
    agent: ureq::Agent,
    /// The address of the driver and, below it, of this session.
    address: String,
}

/// An element of the page a session shows, as the driver names it.
#[derive(Debug, Clone)]
pub(crate) struct Element(String);

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// The driver does not answer at all.
    #[error("the driver does not answer {command}")]
    Silent { command: String, source: Box<ureq::Error> },
    /// The driver says no.
    #[error("{command} was refused: {code}: {message}")]
    Refused { command: String, code: String, message: String },
}

impl Refusal {
    /// The page changed under the command: the element went away, moved, or was covered. Trying again is right.
    pub(crate) fn is_passing(&self) -> bool {
        const PASSING: [&str; 5] = [
            "element click intercepted",
            "element not interactable",
            "move target out of bounds",
            "no such element",
            "stale element reference",
        ];
        matches!(self, Self::Refused { code, .. } if PASSING.contains(&code.as_str()))
    }
}

impl Session {
    /// Asks the driver at `driver` (`http://127.0.0.1:4444`) for a browser with these capabilities.
    pub(crate) fn open(driver: &str, capabilities: &Value) -> Result<Self, Refusal> {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // Longer than any wait of ours, short enough that a hung browser fails one test and not the whole run.
            .timeout_global(Some(Duration::from_secs(60)))
            .max_idle_connections(0)
            .proxy(None)
            .build();
        let mut session = Self { agent: config.into(), address: format!("{driver}/session") };
        let opened = session.post("", &json!({ "capabilities": { "alwaysMatch": capabilities } }))?;
        let id = opened["sessionId"].as_str().unwrap_or_default();
        session.address = format!("{driver}/session/{id}");
        Ok(session)
    }

    /// Goes to an address and waits for the page's `load` event.
    pub(crate) fn go(&self, url: &str) -> Result<(), Refusal> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    /// The browser's own Back.
    pub(crate) fn back(&self) -> Result<(), Refusal> {
        self.post("/back", &json!({})).map(drop)
    }

    /// The browser's own Forward.
    pub(crate) fn forward(&self) -> Result<(), Refusal> {
        self.post("/forward", &json!({})).map(drop)
    }

    /// Runs the body of a function in the page and returns what it returns; `args` are its `arguments`.
    pub(crate) fn run(&self, script: &str, args: &[Value]) -> Result<Value, Refusal> {
        self.post("/execute/sync", &json!({ "script": script, "args": args }))
    }

    /// Clicks as a mouse does: scrolls there first, and is refused when something covers the element.
    pub(crate) fn click(&self, element: &Element) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// From now on commands are about the page in this frame, until another page is opened.
    pub(crate) fn enter_frame(&self, frame: &Element) -> Result<(), Refusal> {
        self.post("/frame", &json!({ "id": { ELEMENT: frame.0 } })).map(drop)
    }

    /// Focuses an element and presses the keys of a text, one after another.
    pub(crate) fn type_into(&self, element: &Element, text: &str) -> Result<(), Refusal> {
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// Presses and releases keys wherever the focus is.
    pub(crate) fn press(&self, keys: &[char]) -> Result<(), Refusal> {
        let actions: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() })))
            .collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }))
            .map(drop)
    }

    /// Presses the mouse in one place of the window, moves it to another, and lets it go there.
    pub(crate) fn drag(&self, from: (i64, i64), to: (i64, i64)) -> Result<(), Refusal> {
        let go = |(x, y): (i64, i64)| json!({ "type": "pointerMove", "x": x, "y": y, "duration": 50 });
        let button = |kind: &str| json!({ "type": kind, "button": 0 });
        let actions = [go(from), button("pointerDown"), go(to), button("pointerUp")];
        self.post("/actions", &json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": actions }] }))
            .map(drop)
    }

    /// What the window shows, as PNG.
    pub(crate) fn screenshot(&self) -> Result<Vec<u8>, Refusal> {
        let picture = self.get("/screenshot")?;
        Ok(decoded(&picture))
    }

    /// A command of the Chrome DevTools protocol; only Chromium's driver knows this one.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Refusal> {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Closes the browser.
    pub(crate) fn close(&self) -> Result<(), Refusal> {
        self.answer("close", self.agent.delete(&self.address).call()).map(drop)
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, Refusal> {
        self.answer(command, self.agent.post(format!("{}{command}", self.address)).send_json(body))
    }

    fn get(&self, command: &str) -> Result<Value, Refusal> {
        self.answer(command, self.agent.get(format!("{}{command}", self.address)).call())
    }

    fn answer(&self, command: &str, sent: Result<Answer, ureq::Error>) -> Result<Value, Refusal> {
        let silent = |source| Refusal::Silent { command: command.to_owned(), source: Box::new(source) };
        let mut answer = sent.map_err(silent)?;
        // A screenshot of a whole page is larger than the library's limit of 10 MB.
        let mut body: Value = answer.body_mut().with_config().limit(100 << 20).read_json().map_err(silent)?;
        let mut value = body["value"].take();
        if answer.status().is_success() {
            return Ok(value);
        }
        let mut text = |key: &str| value[key].take().as_str().unwrap_or("no reason given").to_owned();
        Err(Refusal::Refused { command: command.to_owned(), code: text("error"), message: text("message") })
    }
}

type Answer = ureq::http::Response<ureq::Body>;

impl Element {
    /// The element in an answer of `Session::run`, if it is one.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        value[ELEMENT].as_str().map(|id| Self(id.to_owned()))
    }
}

/// The bytes of a picture sent as base64; none when it is not base64.
pub(crate) fn decoded(picture: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(picture.as_str().unwrap_or_default()).unwrap_or_default()
}
