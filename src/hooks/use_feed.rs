//! Reads the feeds into the library, in slices, and says when there is more to show. The first screen begins the first reading;
//! all others follow from the state.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    config::Remember,
    fetch::CallOff,
    later,
    pace::breathe,
    reading::{FeedTold, Origin, Reading},
    session::Session,
    start::Start,
    state::{Job, Phase, ReaderAction, ReaderState},
};

/// Reads `origin` once more into the state's library, or the pages that the state's job names. Goes on between the page's own work,
/// and stops when the component goes. With `keeps_copies` a feed's last good copy is shown until the feed itself has come.
#[hook]
pub fn use_feed(
    start: &Start,
    state: &UseReducerHandle<ReaderState>,
    origin: &Origin,
    told: &FeedTold,
    keeps_copies: bool,
) {
    let start = start.clone();
    let library = state.library.clone();
    let dispatcher = state.dispatcher();
    let told = told.clone();
    let skipped = state.feed.skipped;
    use_effect_with((origin.clone(), state.job.clone()), move |(origin, job)| {
        let act = Callback::from(move |action| dispatcher.dispatch(action));
        let call_off = CallOff::new();
        let gone = Rc::new(Cell::new(false));
        if job.number == 0 {
            start.inbox.attach(&act);
        } else {
            start.end();
            let reading = Reading::new(library, act, told, gone.clone()).doing(job, keeps_copies, skipped);
            let signal = call_off.signal();
            let origin = match &job.pages {
                Some(pages) => Origin::Feeds(pages.iter().cloned().map(Ok).collect()),
                None => origin.clone(),
            };
            spawn_local(async move { reading.read_all(origin, signal).await });
        }
        move || {
            gone.set(true);
            drop(call_off);
        }
    });
}

/// Begins the first reading, which goes on until the component goes or the reader wants another one.
#[hook]
pub fn use_first_reading(start: &Start, session: &Session, told: &FeedTold, on_news: &Callback<()>) {
    let (start, config, told, on_news) = (start.clone(), session.config.clone(), told.clone(), on_news.clone());
    let keeps_copies = session.config.remember == Remember::Local;
    use_effect_with(session.origin.clone(), move |origin| {
        let call_off = CallOff::new();
        let signal = call_off.signal();
        start.call_off.replace(Some(call_off));
        let act = {
            let start = start.clone();
            Callback::from(move |action| {
                if matches!(action, ReaderAction::Shelved) {
                    let desk = later::desk(start.clone(), config.clone());
                    // Archives are asked while the rest is still coming. Who shows the answer asks again, and hears of a failure.
                    spawn_local(async { drop(desk.await) });
                }
                start.hear(action);
                on_news.emit(());
            })
        };
        let reading = Reading::new(start.library.clone(), act, told, start.is_gone.clone());
        let (reading, origin) = (reading.doing(&Job::default(), keeps_copies, 0), origin.clone());
        spawn_local(async move {
            // The drawing that began it is long enough.
            breathe().await;
            reading.read_all(origin, signal).await;
        });
        move || {
            start.end();
            start.inbox.clear();
            start.is_left.set(true);
            if let Some(desk) = start.desk.take() {
                desk.close();
            }
        }
    });
}

/// True while stories may still come.
pub fn is_reading(state: &ReaderState) -> bool {
    state.feed.phase != Phase::Done
}
