//! Hands a story on: by the browser's own sharing where it has it, else as text in the clipboard.

use std::rc::Rc;

use dateline_story::Story;
use js_sys::{Promise, global};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::{
    citation::cite,
    optional::{call, get, object},
    words::Words,
};

/// How a story can be handed on.
pub struct Sharing {
    /// Shares the story's address; `None` if it has none.
    pub share: Option<Callback<()>>,
    /// Copies the citation.
    pub cite: Callback<()>,
    /// What came of it, to be said and shown.
    pub said: AttrValue,
}

/// Sharing for one story.
#[hook]
pub fn use_sharing(story: &Rc<Story>, words: &Words) -> Sharing {
    let said = use_state(AttrValue::default);
    let copy = {
        let (said, words) = (said.setter(), words.clone());
        move |text: String, done: &'static str| {
            let (said, words) = (said.clone(), words.clone());
            spawn_local(async move {
                said.set(match asked("clipboard", "writeText", &text.as_str().into()).await {
                    Ok(()) => words.get(done),
                    Err(_) => words.fill("copy_by_hand", &[("text", &text)]).into(),
                });
            });
        }
    };
    let cite = {
        let (copy, story, words) = (copy.clone(), story.clone(), words.clone());
        Callback::from(move |()| copy(cite(&story, &words), "citation_copied"))
    };
    let share = story.url.as_ref().map(|url| {
        let (url, story) = (url.to_string(), story.clone());
        Callback::from(move |()| {
            let (url, story, copy) = (url.clone(), story.clone(), copy.clone());
            spawn_local(async move {
                let what = object(&[("title", story.headline.as_str().into()), ("url", url.as_str().into())]);
                match asked("", "share", &what).await {
                    // Whoever closes the browser's own sheet wants nothing instead.
                    Err(reason) if get(&reason, "name").is_some_and(|name| name == "AbortError") => {}
                    Err(_) => copy(url, "link_copied"),
                    Ok(()) => {}
                }
            });
        })
    });
    Sharing { share, cite, said: (*said).clone() }
}

/// Asks a method of the navigator, or of one of its parts, for a promise and waits for it. What is not there refuses.
async fn asked(part: &str, method: &str, argument: &JsValue) -> Result<(), JsValue> {
    let navigator = get(&global(), "navigator");
    let asked = if part.is_empty() { navigator } else { navigator.and_then(|navigator| get(&navigator, part)) };
    let answer = asked.and_then(|asked| call(&asked, method, std::slice::from_ref(argument)));
    JsFuture::from(Promise::resolve(&answer.ok_or(JsValue::NULL)?)).await.map(drop)
}
