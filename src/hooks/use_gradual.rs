//! Draws the first screen of a list at once and the rest when the reader pauses, so that typing waits for little.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How many stories fill a first screen: a lead, its rail and a row, or as many results.
const FIRST_SCREEN: usize = 8;
/// How long the reader must have paused before the rest is drawn, in milliseconds: longer than between two keys.
const PAUSE_MS: u32 = 120;

/// How many of `all` stories to draw: few while `question` keeps changing, all once it stands.
#[hook]
pub fn use_gradual<Question: Clone + PartialEq + 'static>(question: &Question, all: usize) -> usize {
    let settled = use_state(|| None::<Question>);
    {
        let settled = settled.clone();
        use_effect_with(question.clone(), move |question| {
            let question = question.clone();
            let timer = Timeout::new(PAUSE_MS, move || settled.set(Some(question)));
            move || drop(timer)
        });
    }
    if settled.as_ref() == Some(question) { all } else { all.min(FIRST_SCREEN) }
}
