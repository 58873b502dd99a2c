//! What the archives give for what the reader sees: asked again whenever that changes.

use dateline_search::{Request, StoryId};
use dateline_story::Slug;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::{
    desk::Desk,
    library::FIRST_ARCHIVED,
    optional,
    reading::FeedTold,
    stacks::{Known, Wish},
    state::{ReaderAction, ReaderState},
};

/// How long the reader must have paused, in milliseconds, before a list is made exact and counted, texts are searched for passages,
/// and stories like the open one are found.
const PAUSE_MS: u32 = 400;

/// What is known of the archives; nothing where there are none.
#[hook]
pub fn use_stacks(state: &ReaderState, request: &Request, told: &FeedTold, act: &Callback<ReaderAction>) -> Known {
    let known = use_state_eq(Known::default);
    let desk = {
        let (library, setter, act) = (state.library.clone(), known.setter(), act.clone());
        let tell = Callback::from(move |known: Known| {
            setter.set(known);
            // A story that has come whole is drawn by who looks at the library.
            act.emit(ReaderAction::Shelved);
        });
        (*use_memo((), move |()| Desk::new(library, tell))).clone()
    };
    {
        let desk = desk.clone();
        use_effect_with((), move |()| move || desk.close());
    }
    let manifests = state.library.0.borrow().archives().to_vec();
    let has_any = !manifests.is_empty();
    {
        let desk = desk.clone();
        use_effect_with((manifests, state.job.number), move |(manifests, number)| {
            match (manifests.is_empty(), *number > 0) {
                (true, _) => {}
                (false, false) => desk.take_in(),
                (false, true) => desk.retry(),
            }
        });
    }
    let open = opened(state);
    let whole = open.as_ref().map(|(story, _)| *story).filter(|story| is_whole(state, *story));
    let lingers = use_pause(&whole, whole.is_some());
    let wish = Wish {
        request: request.clone(),
        is_patient: use_pause(request, known.fetched.as_ref().is_some_and(|fetched| fetched.request == *request)),
        insists: state.pages > 1,
        lingers: whole.filter(|_| lingers),
        open,
        typed: state.view.text.to_string(),
        spares_data: state.preferences.word("pictures") == "asked",
    };
    use_effect_with((has_any, wish), move |(has_any, wish)| {
        if *has_any {
            desk.wish(Wish { spares_data: wish.spares_data || is_data_saved(), ..wish.clone() });
        }
    });
    use_telling(&known, told);
    // Before anything is known of archives that are there, their stories are on their way.
    let is_unknown = has_any && known.fetched.is_none() && known.problems.is_empty();
    Known { is_fetching: known.is_fetching || is_unknown, ..(*known).clone() }
}

/// Whether the reader has told the browser to save data.
fn is_data_saved() -> bool {
    let of = |thing: JsValue, name| optional::get(&thing, name);
    let window = web_sys::window().map(JsValue::from);
    let connection = window.and_then(|window| of(of(window, "navigator")?, "connection"));
    connection.and_then(|connection| of(connection, "saveData")).is_some_and(|saves| saves.is_truthy())
}

/// The open story: as it is known, or where a link says that it is.
fn opened(state: &ReaderState) -> Option<(StoryId, Slug)> {
    let slug = state.view.open.as_ref()?;
    let known = state.library.0.borrow().find(slug);
    let sought = || state.view.place.and_then(|place| place.checked_add(FIRST_ARCHIVED)).map(StoryId);
    known.or_else(sought).map(|id| (id, slug.clone()))
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
