//! Reads the feeds into the library, in slices, and says when there is more to show.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    fetch::CallOff,
    reading::{FeedTold, Origin, Reading},
    state::{Phase, ReaderState},
};

/// Reads `origin` into the state's library, or the pages that the state's job names. Goes on between the page's own work,
/// and stops when the component goes. With `keeps_copies` a feed's last good copy is shown until the feed itself has come.
#[hook]
pub fn use_feed(state: &UseReducerHandle<ReaderState>, origin: &Origin, told: &FeedTold, keeps_copies: bool) {
    let library = state.library.clone();
    let dispatcher = state.dispatcher();
    let told = told.clone();
    let skipped = state.feed.skipped;
    use_effect_with((origin.clone(), state.job.clone()), move |(origin, job)| {
        let call_off = CallOff::new();
        let gone = Rc::new(Cell::new(false));
        let act = Callback::from(move |action| dispatcher.dispatch(action));
        let reading = Reading::new(library, act, told, gone.clone()).doing(job, keeps_copies, skipped);
        let signal = call_off.signal();
        let origin = match &job.pages {
            Some(pages) => Origin::Feeds(pages.iter().cloned().map(Ok).collect()),
            None => origin.clone(),
        };
        spawn_local(async move { reading.read_all(origin, signal).await });
        move || {
            gone.set(true);
            drop(call_off);
        }
    });
}

/// True while stories may still come.
pub fn is_reading(state: &ReaderState) -> bool {
    state.feed.phase != Phase::Done
}
