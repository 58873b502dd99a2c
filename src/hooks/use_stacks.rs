//! What the archives give for what the reader sees: asked again whenever that changes.

use dateline_search::{Request, StoryId};
use dateline_story::Slug;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    desk::{Desk, Known},
    library::FIRST_ARCHIVED,
    reading::FeedTold,
    stacks::Wish,
    state::{ReaderAction, ReaderState},
};

/// How long the reader must have paused, in milliseconds, before a list is made exact and counted.
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
    let asked = (request.clone(), opened(state), state.pages > 1);
    let is_patient = use_patience(&asked, &known);
    {
        use_effect_with((has_any, asked, is_patient), move |(has_any, (request, open, insists), is_patient)| {
            if *has_any {
                let (request, open, insists, is_patient) = (request.clone(), open.clone(), *insists, *is_patient);
                desk.wish(Wish { request, open, is_patient, insists });
            }
        });
    }
    use_telling(&known, told);
    // Before anything is known of archives that are there, their stories are on their way.
    let is_unknown = has_any && known.fetched.is_none() && known.problems.is_empty();
    Known { is_fetching: known.is_fetching || is_unknown, ..(*known).clone() }
}

/// The open story, if it is to be fetched: its text, or all of it where a link leads to it.
fn opened(state: &ReaderState) -> Option<(StoryId, Slug)> {
    let library = state.library.0.borrow();
    let slug = state.view.open.as_ref()?;
    let known = library.find(slug);
    let sought = state.view.place.and_then(|place| place.checked_add(FIRST_ARCHIVED)).map(StoryId);
    let id = known.or(sought)?;
    (known.is_none() || library.is_partial(id)).then(|| (id, slug.clone()))
}

/// True once the list has been there for a while.
#[hook]
fn use_patience(asked: &(Request, Option<(StoryId, Slug)>, bool), known: &Known) -> bool {
    let patient_for = use_state(|| None::<Request>);
    let is_there = known.fetched.as_ref().is_some_and(|fetched| fetched.request == asked.0);
    let is_patient = patient_for.as_ref() == Some(&asked.0);
    use_effect_with((asked.0.clone(), is_there && !is_patient), move |(request, is_due)| {
        let request = request.clone();
        let timer = is_due.then(|| Timeout::new(PAUSE_MS, move || patient_for.set(Some(request))));
        move || drop(timer)
    });
    is_patient
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
