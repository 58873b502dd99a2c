//! The words of the interface in the language that the page asks for.

use dateline_story::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    fetch,
    words::{TRANSLATED, Words},
};

/// The words in `lang`: English at once, the language's own as soon as its file is there. `folder` is where the files
/// lie, with a slash at its end.
#[hook]
pub fn use_words(lang: &Lang, folder: &AttrValue) -> Words {
    let english = use_memo(lang.clone(), Words::english);
    let fetched = use_state(|| None::<Words>);
    {
        let fetched = fetched.clone();
        use_effect_with((lang.clone(), folder.clone()), move |(lang, folder)| {
            let primary = lang.primary();
            if TRANSLATED.contains(&primary.as_str()) {
                let address = [folder, primary.as_str(), ".json"].concat();
                let lang = lang.clone();
                spawn_local(async move {
                    match fetch::texts(&address).await {
                        Ok(phrases) => fetched.set(Some(Words::new(&lang, phrases))),
                        Err(error) => warn(&address, &error.to_string()),
                    }
                });
            }
        });
    }
    match &*fetched {
        Some(words) if words.lang() == lang => words.clone(),
        _ => (*english).clone(),
    }
}

fn warn(address: &str, reason: &str) {
    let message = format!("Dateline: the words at {address} could not be had ({reason}); English is used.");
    web_sys::console::warn_1(&message.into());
}
