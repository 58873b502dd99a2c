//! Draws the first screen of a list at once and the rest screen by screen when the reader pauses, so that typing waits for
//! little and no single task is long.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How many stories about fill a screen: a lead, its rail and a row, or as many results. With the processor slowed four
/// times, drawing six takes 55 ms and eight 67; but six leave a hole in a row of four.
const SCREEN: usize = 8;
/// How long the reader must have paused before more is drawn, in milliseconds: longer than between two keys.
const PAUSE_MS: u32 = 120;

/// How many of `all` stories to draw: one screen while `question` keeps changing, then one more after another.
#[hook]
pub fn use_gradual<Question: Clone + PartialEq + 'static>(question: &Question, all: usize) -> usize {
    let drawn = use_state(|| None::<(Question, usize)>);
    let so_far = match &*drawn {
        Some((answered, count)) if answered == question => *count,
        _ => SCREEN,
    };
    use_effect_with((question.clone(), so_far, all), move |(question, so_far, all)| {
        let next = (question.clone(), so_far + SCREEN);
        let wait_ms = if *so_far == SCREEN { PAUSE_MS } else { 0 };
        let timer = (so_far < all).then(|| Timeout::new(wait_ms, move || drawn.set(Some(next))));
        move || drop(timer)
    });
    all.min(so_far)
}
