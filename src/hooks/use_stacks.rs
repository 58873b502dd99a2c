//! What the archives give for what the reader sees: asked again whenever that changes.

use std::rc::Rc;

use dateline_search::{Request, StoryId};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::use_desk::use_desk;
use crate::{
    config::Config,
    optional,
    reading::FeedTold,
    stacks::{Known, Wish},
    start::Start,
    state::{ReaderAction, ReaderState},
};

/// How long the reader must have paused, in milliseconds, before a list is made exact and counted, texts are searched for passages,
/// and stories like the open one are found.
const PAUSE_MS: u32 = 400;

/// What is known of the archives; nothing where there are none.
#[hook]
pub fn use_stacks(
    start: &Start,
    config: &Rc<Config>,
    state: &ReaderState,
    request: &Request,
    told: &FeedTold,
    act: &Callback<ReaderAction>,
) -> Known {
    let (desk, known) = use_desk(start, config, state.job.number, act);
    let mut wish = Wish::of(&state.view, request.clone(), &state.library);
    let whole = wish.open.as_ref().map(|(story, _)| *story).filter(|story| is_whole(state, *story));
    let lingers = use_pause(&whole, whole.is_some());
    wish.is_patient = use_pause(request, known.fetched.as_ref().is_some_and(|fetched| fetched.request == *request));
    wish.insists = state.pages > 1;
    wish.lingers = whole.filter(|_| lingers);
    wish.spares_data = state.preferences.word("pictures") == "asked";
    use_effect_with((desk.is_some(), wish), move |(_, wish)| {
        if let Some(desk) = desk {
            desk.wish(Wish { spares_data: wish.spares_data || is_data_saved(), ..wish.clone() });
        }
    });
    use_telling(&known, told);
    known
}

/// Whether the reader has told the browser to save data.
fn is_data_saved() -> bool {
    let of = |thing: JsValue, name| optional::get(&thing, name);
    let window = web_sys::window().map(JsValue::from);
    let connection = window.and_then(|window| of(of(window, "navigator")?, "connection"));
    connection.and_then(|connection| of(connection, "saveData")).is_some_and(|saves| saves.is_truthy())
}

fn is_whole(state: &ReaderState, story: StoryId) -> bool {
    let library = state.library.0.borrow();
    library.story(story).is_some() && !library.is_partial(story)
}

/// True once something has been there for a while.
#[hook]
fn use_pause<T: Clone + PartialEq + 'static>(thing: &T, is_there: bool) -> bool {
    let paused_at = use_state(|| None::<T>);
    let is_paused = paused_at.as_ref() == Some(thing);
    use_effect_with((thing.clone(), is_there && !is_paused), move |(thing, is_due)| {
        let thing = thing.clone();
        let timer = is_due.then(|| Timeout::new(PAUSE_MS, move || paused_at.set(Some(thing))));
        move || drop(timer)
    });
    is_paused
}

/// Tells the page of each failure once.
#[hook]
fn use_telling(known: &Known, told: &FeedTold) {
    let before = use_mut_ref(Vec::new);
    let told = told.clone();
    use_effect_with(known.problems.clone(), move |problems| {
        let before = before.replace(problems.clone());
        problems.iter().filter(|problem| !before.contains(problem)).for_each(|problem| {
            told.on_failure.emit(problem.clone());
        });
    });
}
