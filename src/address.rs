//! The view in the page's address.
//!
//! Each reader's keys begin with its name and a dot (`dateline.q=ferry`), so that several readers, and whatever the page
//! itself keeps in its address, do not meet.

use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, Window};

use crate::{
    config::{Config, UrlSync},
    view::View,
};

/// Whether the address changes the entry of the history that the page is at, or makes a new one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// Changes it.
    Same,
    /// Makes a new one.
    New,
}

/// Where and under which name the view is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// In which part of the address.
    pub sync: UrlSync,
    /// What stands before the keys.
    pub name: String,
    /// What is shown where the address says nothing.
    pub preset: View,
}

impl Address {
    /// What a reader's attributes say of it.
    pub fn of(config: &Config) -> Self {
        Self { sync: config.url_sync, name: config.name.clone(), preset: config.view.clone() }
    }

    /// The view that the page's address asks for, or else the preset one.
    pub fn view(&self) -> View {
        View::from_address(&self.own(), &self.preset)
    }

    /// True if the page's address says nothing of the view.
    pub fn is_silent(&self) -> bool {
        self.own().is_empty()
    }

    /// Our own keys and values in the page's address.
    fn own(&self) -> Vec<(String, String)> {
        let parameters = web_sys::window().and_then(|window| self.parameters(&window));
        parameters
            .map_or_else(Vec::new, |parameters| entries(&parameters))
            .into_iter()
            .filter_map(|(key, value)| self.own_key(&key).map(|key| (key.to_owned(), value)))
            .collect()
    }

    fn own_key<'a>(&self, key: &'a str) -> Option<&'a str> {
        key.strip_prefix(self.name.as_str())?.strip_prefix('.')
    }

    /// The parameters in our part of the address; `None` if it is kept nowhere.
    fn parameters(&self, window: &Window) -> Option<UrlSearchParams> {
        let part = match self.sync {
            UrlSync::None => return None,
            UrlSync::Hash => window.location().hash().ok()?,
            UrlSync::Query => window.location().search().ok()?,
        };
        // A fragment without a value is the page's own anchor, not parameters.
        let text = part.trim_start_matches(['#', '?']);
        let text = if text.contains('=') { text } else { "" };
        UrlSearchParams::new_with_str(text).ok()
    }

    /// Puts the view into the address, if it is not there. Some frames may not touch their history; the view is then just
    /// not in the address.
    pub fn write(&self, view: &View, entry: Entry) {
        let Some(window) = web_sys::window() else { return };
        let (Some(url), Ok(history)) = (self.with_view(&window, view), window.history()) else { return };
        let _ = match entry {
            Entry::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
            Entry::New => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        };
    }

    /// The address with the view in it; `None` if that is what it is already.
    fn with_view(&self, window: &Window, view: &View) -> Option<String> {
        let before = self.parameters(window)?;
        let after = UrlSearchParams::new().ok()?;
        for (key, value) in entries(&before).iter().filter(|(key, _)| self.own_key(key).is_none()) {
            after.append(key, value);
        }
        for (key, value) in view.to_address(&self.preset) {
            after.append(&[self.name.as_str(), ".", key].concat(), &value);
        }
        let (before, after) = (String::from(before.to_string()), String::from(after.to_string()));
        if before == after {
            return None;
        }
        let location = window.location();
        let (path, search, hash) = (location.pathname().ok()?, location.search().ok()?, location.hash().ok()?);
        let mark = |sign: &str, text: String| if text.is_empty() { text } else { [sign, &text].concat() };
        Some(match self.sync {
            UrlSync::Query => [path, mark("?", after), hash].concat(),
            _ => [path, search, mark("#", after)].concat(),
        })
    }
}

/// A view as the text after a question mark.
pub fn text_of(view: &View) -> String {
    let Ok(parameters) = UrlSearchParams::new() else { return String::new() };
    for (key, value) in view.to_pairs() {
        parameters.append(key, &value);
    }
    parameters.to_string().into()
}

/// The view that such a text says.
pub fn view_of(text: &str) -> View {
    let Ok(parameters) = UrlSearchParams::new_with_str(text) else { return View::default() };
    let entries = entries(&parameters);
    View::from_pairs(entries.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// The keys and values of parameters, in order.
fn entries(parameters: &UrlSearchParams) -> Vec<(String, String)> {
    let pairs = js_sys::Array::from(parameters);
    pairs
        .iter()
        .map(|pair| {
            let pair = js_sys::Array::from(&pair);
            (pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string().unwrap_or_default())
        })
        .collect()
}
