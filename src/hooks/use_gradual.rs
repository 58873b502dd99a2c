//! Draws the beginning of a list at once, the rest of its first screen as soon as that is painted, and what is below, step by
//! step, when the reader pauses: typing waits for little, and no single task is long. Before the very first list comes what
//! stands around it, out of sight, and of that list the first card alone: all that draws a card is compiled with it.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How many stories are drawn at once: the results that most windows have room for, or a lead and the top of its rail.
pub const FIRST: usize = 3;
/// How many are drawn then at a time.
const STEP: usize = 2;
/// How many stories fill a screen: a lead, its rail and a row below.
const SCREEN: usize = FIRST + 3 * STEP;
/// How long a frame takes, in milliseconds.
const FRAME_MS: u32 = 17;
/// How long the reader must have paused before more than a screen is drawn, in milliseconds: longer than between two keys.
const PAUSE_MS: u32 = 120;

/// How many of `all` stories to draw: the beginning while `question` or the `edition` of its answer keeps changing, then one
/// step after another. `None` at the very first, when not even what stands around the list is to be drawn; and before the first
/// list it is drawn alone.
#[hook]
pub fn use_gradual<Question: Clone + PartialEq + 'static>(
    question: &Question,
    edition: u32,
    all: usize,
) -> Option<usize> {
    let drawn = use_state(|| None::<(Question, u32, usize)>);
    let so_far = drawn.as_ref().map(|(answered, known, count)| {
        let is_same = answered == question && *known == edition;
        if is_same || *count == 0 { *count } else { FIRST }
    });
    let next = match so_far {
        None => Some(0),
        Some(count) => (count < all).then(|| next(count)),
    };
    use_effect_with((question.clone(), edition, so_far, next), move |(question, edition, so_far, next)| {
        let timer = next.map(|next| {
            let next = (question.clone(), *edition, next);
            Timeout::new(wait_ms(so_far.unwrap_or_default()), move || drawn.set(Some(next)))
        });
        move || drop(timer)
    });
    so_far.map(|count| count.min(all))
}

/// How many are drawn after so many.
fn next(so_far: usize) -> usize {
    match so_far {
        0 => 1,
        1 => FIRST,
        _ => so_far + STEP,
    }
}

/// How long to wait before more is drawn than so many stories. Until there is a beginning nothing of it is seen.
fn wait_ms(so_far: usize) -> u32 {
    match so_far {
        ..FIRST => 0,
        SCREEN => PAUSE_MS,
        _ => FRAME_MS,
    }
}
