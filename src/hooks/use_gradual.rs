//! Draws the first screen of a list at once and the rest screen by screen when the reader pauses, so that typing waits for
//! little and no single task is long. The very first list is drawn in smaller steps: what stands around it, out of sight;
//! then its lead and rail, which are left a frame to be painted in; then screen by screen.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What is shown first of the very first list: a lead and its rail.
const BEGINNING: usize = 4;
/// How many stories fill a screen: a lead, its rail and a row, or as many results.
const SCREEN: usize = 8;
/// How long a frame takes, in milliseconds.
const FRAME_MS: u32 = 17;
/// How long the reader must have paused before more is drawn, in milliseconds: longer than between two keys.
const PAUSE_MS: u32 = 120;

/// How many of `all` stories to draw: one screen while `question` keeps changing, then one more after another. Nothing
/// is drawn of the first list until what stands around it is.
#[hook]
pub fn use_gradual<Question: Clone + PartialEq + 'static>(question: &Question, all: usize) -> usize {
    let drawn = use_state(|| None::<(Question, usize)>);
    let (so_far, wait_ms) = match &*drawn {
        None => (0, 0),
        Some((answered, BEGINNING)) if answered == question => (BEGINNING, FRAME_MS),
        Some((answered, count)) if answered == question => (*count, 0),
        Some(_) => (SCREEN, PAUSE_MS),
    };
    use_effect_with((question.clone(), so_far, all), move |(question, so_far, all)| {
        let count = if *so_far == 0 { BEGINNING } else { (so_far / SCREEN + 1) * SCREEN };
        let next = (question.clone(), count);
        let timer = (so_far < all).then(|| Timeout::new(wait_ms, move || drawn.set(Some(next))));
        move || drop(timer)
    });
    all.min(so_far)
}
