//! Fetches what the first screen does without, and makes the stories searchable that have come before it.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    failure::Failure,
    later::{self, Later},
    pace::{Slice, breathe},
    session::{ReaderEvent, Session},
    start::Start,
    styles,
    words::Words,
};

/// Where fetching stands.
#[derive(Clone, Copy)]
pub enum Fetching {
    /// Not begun, or not ended.
    Awaited,
    /// All is there, and every story can be searched.
    There(&'static Later),
    /// It could not be had.
    Failed,
}

/// Begins when `is_wanted`; the callback begins again after a failure.
#[hook]
pub fn use_later(start: &Start, is_wanted: bool) -> (Fetching, Callback<()>) {
    let fetching = use_state(|| later::at_once().map_or(Fetching::Awaited, Fetching::There));
    let attempt = use_state(|| 0);
    {
        let (fetching, start) = (fetching.clone(), start.clone());
        use_effect_with((is_wanted, *attempt), move |(is_wanted, _)| {
            if *is_wanted && !matches!(*fetching, Fetching::There(_)) {
                spawn_local(async move { fetching.set(fetch(&start).await) });
            }
        });
    }
    let again = Callback::from(move |()| attempt.set(*attempt + 1));
    (*fetching, again)
}

/// Tells the page if it could not be had.
#[hook]
pub fn use_missing_told(session: &Session, words: &Words, is_missing: bool) {
    let (outlet, words) = (session.outlet.clone(), words.clone());
    use_effect_with(is_missing, move |is_missing| {
        if *is_missing {
            let failure = Failure::of_the_rest();
            let message = failure.message(&words, 0);
            outlet.emit(ReaderEvent::Error(failure, message));
        }
    });
}

async fn fetch(start: &Start) -> Fetching {
    let Ok(later) = later::fetched().await else { return Fetching::Failed };
    styles::complete(later);
    // An archive's first list is on its way already, and is not to wait.
    if start.library.0.borrow().archives().is_empty() {
        (later.rehearsal)().await;
    }
    start.library.0.borrow_mut().put_in((later.catalogue)());
    let mut slice = Slice::begin();
    while start.library.0.borrow_mut().catalogue_next() {
        if slice.is_over() {
            breathe().await;
            slice = Slice::begin();
        }
    }
    // The first drawing of the whole reader is long enough.
    breathe().await;
    Fetching::There(later)
}
