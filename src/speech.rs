//! The only file that speaks: one sentence at a time, by the voice that the browser has for its language.
//!
//! A page has one voice for all its readers, and sentences wait in line behind each other. We never let any wait: what is
//! spoken is cut off before something else begins. Pausing cuts off too, since pausing proper is broken on phones.

use std::cell::RefCell;

use js_sys::{Reflect, global};
use wasm_bindgen::{JsValue, closure::Closure};

use crate::optional::{call, get, make};

/// How speaking a sentence ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// It was spoken to its end.
    Whole,
    /// Something else on the page wanted to speak.
    CutOff,
    /// The browser cannot.
    Failed,
}

/// A sentence that is being spoken; it is cut off when dropped.
pub struct Utterance {
    /// The browser forgets what nobody keeps, and never tells of its end then.
    utterance: JsValue,
    _on_end: Closure<dyn FnMut(JsValue)>,
}

thread_local! {
    /// What was spoken last, by any reader of the page.
    static LAST: RefCell<JsValue> = const { RefCell::new(JsValue::NULL) };
}

/// Speaks a text; `percent` is how fast, where 100 is usual. `None` if the browser cannot speak.
pub fn speak(text: &str, lang: &str, percent: u16, mut on_end: impl FnMut(Spoken) + 'static) -> Option<Utterance> {
    let synthesis = get(&global(), "speechSynthesis")?;
    let utterance = make(&global(), "SpeechSynthesisUtterance", &[text.into()])?;
    let spoken = utterance.clone();
    let on_end = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let error = get(&event, "error").and_then(|error| error.as_string());
        on_end(match error.as_deref() {
            // One engine says of what is cut off that it has ended.
            None if is_last(&spoken) => Spoken::Whole,
            None | Some("interrupted" | "canceled") => Spoken::CutOff,
            Some(_) => Spoken::Failed,
        });
    });
    let rate = f64::from(percent) / 100.0;
    set(&utterance, "lang", &lang.into());
    set(&utterance, "rate", &rate.into());
    set(&utterance, "onend", on_end.as_ref());
    set(&utterance, "onerror", on_end.as_ref());
    LAST.set(utterance.clone());
    call(&synthesis, "cancel", &[]);
    call(&synthesis, "speak", std::slice::from_ref(&utterance))?;
    Some(Utterance { utterance, _on_end: on_end })
}

impl Drop for Utterance {
    fn drop(&mut self) {
        set(&self.utterance, "onend", &JsValue::NULL);
        set(&self.utterance, "onerror", &JsValue::NULL);
        // What another reader of the page has begun to say is none of our business.
        if let Some(synthesis) = get(&global(), "speechSynthesis").filter(|_| is_last(&self.utterance)) {
            call(&synthesis, "cancel", &[]);
        }
    }
}

fn is_last(utterance: &JsValue) -> bool {
    LAST.with_borrow(|last| last == utterance)
}

/// A value that the browser does not take leaves its usual one.
fn set(utterance: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(utterance, &key.into(), value);
}
