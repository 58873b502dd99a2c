//! Draws the first screen of a list at once and the rest screen by screen when the reader pauses, so that typing waits for
//! little and no single task is long. A list that takes another's place while the reader looks on, as the feed has ended, is
//! drawn the same way, but without the pause. The very first list is drawn in smaller steps: what stands around it, out of
//! sight; then its lead and rail, which are left a frame to be painted in; then screen by screen.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What is shown first of the very first list: a lead and its rail.
const BEGINNING: usize = 4;
/// How many stories fill a screen: a lead, its rail and two below, or as many results.
const SCREEN: usize = 6;
/// How long a frame takes, in milliseconds.
const FRAME_MS: u32 = 17;
/// How long the reader must have paused before more is drawn, in milliseconds: longer than between two keys.
const PAUSE_MS: u32 = 120;

/// How much of a list to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// So many stories.
    pub count: usize,
    /// True if the stories that stood behind those may stay until theirs are drawn, as nobody asked for others.
    pub keeps_rest: bool,
}

/// How many of `all` stories to draw: one screen while `question` or the `edition` of its answer keeps changing, then one
/// more after another. Nothing is drawn of the first list until what stands around it is.
#[hook]
pub fn use_gradual<Question: Clone + PartialEq + 'static>(question: &Question, edition: u32, all: usize) -> Drawing {
    let drawn = use_state(|| None::<(Question, u32, usize)>);
    let (so_far, wait_ms, keeps_rest) = match &*drawn {
        None => (0, 0, false),
        Some((answered, _, _)) if answered != question => (SCREEN, PAUSE_MS, false),
        Some((_, known, BEGINNING)) if *known == edition => (BEGINNING, FRAME_MS, true),
        Some((_, known, count)) if *known == edition => (*count, 0, true),
        Some(_) => (SCREEN, 0, true),
    };
    use_effect_with((question.clone(), edition, so_far, all), move |(question, edition, so_far, all)| {
        let count = if *so_far == 0 { BEGINNING } else { (so_far / SCREEN + 1) * SCREEN };
        let next = (question.clone(), *edition, count);
        let timer = (so_far < all).then(|| Timeout::new(wait_ms, move || drawn.set(Some(next))));
        move || drop(timer)
    });
    Drawing { count: all.min(so_far), keeps_rest }
}
