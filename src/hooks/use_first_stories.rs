//! The stories of the first screen.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{use_entries::Entry, use_gradual::use_gradual};
use crate::{
    session::{ReaderEvent, Session},
    start::Start,
    state::Phase,
};

/// As many stories as the first screen shows: all that can be seen of most pages.
pub const STORIES: usize = 6;
/// How long they are awaited before the shape of what is coming is drawn, in milliseconds: where the feed is there already that would
/// only be in its way.
const PATIENCE_MS: u32 = 250;

/// The newest of the first stories that arrived, and how many of them to draw so far, as [`use_gradual`] says; tells the page
/// when there are any. What arrives later does not change them. None while they are not `wanted`.
#[hook]
pub fn use_first_stories(session: &Session, start: &Start, are_wanted: bool) -> (Rc<Vec<Entry>>, Option<usize>) {
    // Not before the reading tells: a screen that was drawn again for another reason would hold on to a story or two.
    if are_wanted && start.phase.get() != Phase::Waiting && start.hits.borrow().is_empty() {
        start.hits.replace(Rc::new(start.library.0.borrow().newest(session.config.page_size)));
    }
    let hits = start.hits.borrow().clone();
    let count = use_gradual(&(), 0, hits.len().min(STORIES));
    let entries = use_memo((hits.len(), count > Some(0)), |(_, is_begun)| {
        let library = start.library.0.borrow();
        let story = |story| library.story(story).cloned().map(Entry::plain);
        let count = if *is_begun { STORIES } else { 0 };
        hits.iter().take(count).filter_map(|hit| story(hit.story)).collect::<Vec<_>>()
    });
    let (outlet, start) = (session.outlet.clone(), start.clone());
    use_effect_with(entries.is_empty(), move |is_empty| {
        if !is_empty && !start.is_told.replace(true) {
            outlet.emit(ReaderEvent::Ready(start.library.0.borrow().len()));
        }
    });
    (entries, count)
}

/// True once the first stories have been awaited for so long that the shape of what is coming should be seen.
#[hook]
pub fn use_patience(are_awaited: bool) -> bool {
    let is_over = use_state(|| false);
    let over = is_over.setter();
    use_effect_with(are_awaited, move |are_awaited| {
        let timer = are_awaited.then(|| Timeout::new(PATIENCE_MS, move || over.set(true)));
        move || drop(timer)
    });
    *is_over
}
