//! Says what has changed to those who do not see it, once it has stopped changing.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a text must stand before it is said, in milliseconds: about the pause after the last key.
const PAUSE_MS: u32 = 1_000;

/// The text to put into a live region: `text`, after it has stood still for a second.
#[hook]
pub fn use_announcement(text: &AttrValue) -> AttrValue {
    let said = use_state(AttrValue::default);
    {
        let said = said.clone();
        use_effect_with(text.clone(), move |text| {
            let text = text.clone();
            let timer = Timeout::new(PAUSE_MS, move || said.set(text));
            move || drop(timer)
        });
    }
    (*said).clone()
}
