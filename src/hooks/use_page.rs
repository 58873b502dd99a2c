//! Tells the page around what happens, and does what it asks.

use std::rc::Rc;

use dateline_formats::Problem;
use dateline_story::Slug;
use yew::prelude::*;

use super::use_results::Shown;
use crate::{
    address::view_of,
    failure::Failure,
    pace::answer,
    reading::FeedTold,
    session::{ReaderCommand, ReaderEvent, Session},
    start::Start,
    state::{Phase, ReaderAction, ReaderState},
    words::Words,
};

/// What the feed tells the page, problems in it by way of `start`.
pub fn told(session: &Session, start: &Start, words: &Words) -> FeedTold {
    let outlet = session.outlet.clone();
    let (words, library, start) = (words.clone(), start.library.clone(), start.clone());
    FeedTold {
        on_problem: Callback::from(move |problem| start.problems.send(problem)),
        on_failure: Callback::from(move |failure: Failure| {
            let message = failure.message(&words, library.0.borrow().len());
            outlet.emit(ReaderEvent::Error(failure, message));
        }),
    }
}

/// Tells the page of each problem, those that came before included, and keeps it for the preview.
#[hook]
pub fn use_problems(session: &Session, start: &Start) {
    let (outlet, library) = (session.outlet.clone(), start.library.clone());
    let start = start.clone();
    use_effect_with(session.config.is_preview, move |&is_preview| {
        start.problems.attach(&Callback::from(move |problem: Problem| {
            if is_preview {
                library.0.borrow_mut().note(problem.clone());
            }
            let message = problem.to_string();
            outlet.emit(ReaderEvent::Problem(Rc::new(problem), message));
        }));
        move || start.problems.clear()
    });
}

/// Opens a story unless the page has other plans with it; false if it has.
#[hook]
pub fn use_opening(session: &Session, start: &Start) -> Callback<Slug, bool> {
    let used = (session.outlet.clone(), start.clone());
    use_callback(used, |slug: Slug, (outlet, start)| {
        let story = {
            let library = start.library.0.borrow();
            library.find(&slug).and_then(|id| library.story(id).cloned())
        };
        let is_wanted = story.is_none_or(|story| outlet.emit(ReaderEvent::Open(story)));
        if is_wanted {
            let start = start.clone();
            answer(move || start.inbox.send(ReaderAction::Opened(slug)));
        }
        is_wanted
    })
}

/// Tells the page of the first stories, of changes to the list, and of a story that was closed. `is_waiting` is true while
/// the list is not to be seen yet.
#[hook]
pub fn use_events(session: &Session, start: &Start, state: &ReaderState, shown: &Shown, is_waiting: bool) {
    let stories = if is_waiting { 0 } else { shown.stories };
    let outlet = session.outlet.clone();
    let start = start.clone();
    use_effect_with(stories > 0, move |is_ready| {
        if *is_ready && !start.is_told.replace(true) {
            outlet.emit(ReaderEvent::Ready(stories));
        }
    });
    {
        let outlet = session.outlet.clone();
        // An empty feed is told of as well, once it is certain.
        let known = state.feed.phase != Phase::Waiting && !is_waiting;
        use_effect_with((shown.results.total, state.view.text.clone(), known), move |(total, text, known)| {
            if *known {
                outlet.emit(ReaderEvent::Results(*total, text.clone()));
            }
        });
    }
    let outlet = session.outlet.clone();
    let was_open = use_mut_ref(|| false);
    use_effect_with(state.view.open.is_some(), move |is_open| {
        if was_open.replace(*is_open) && !is_open {
            outlet.emit(ReaderEvent::Close);
        }
    });
}

/// Takes the page's commands while the reader is there.
#[hook]
pub fn use_commands(
    session: &Session,
    state: &UseReducerHandle<ReaderState>,
    act: &Callback<ReaderAction>,
    close: &Callback<()>,
) {
    session.port.view.replace(state.view.clone());
    let library = state.library.clone();
    let (act, close) = (act.clone(), close.clone());
    let run = Callback::from(move |command| match command {
        ReaderCommand::Act(action) => act.emit(action),
        ReaderCommand::Restore(text) => act.emit(ReaderAction::Restored(Box::new(view_of(&text)))),
        ReaderCommand::Open(name) => {
            let slug = Slug::parse(&name).filter(|slug| library.0.borrow().find(slug).is_some());
            act.emit(ReaderAction::Opened(slug.unwrap_or_else(|| Slug::from_id(&name))));
        }
        ReaderCommand::Close => close.emit(()),
        ReaderCommand::Refresh => act.emit(ReaderAction::Refreshed),
    });
    let inbox = session.port.inbox.clone();
    {
        let inbox = inbox.clone();
        // What `run` does depends on what is drawn, so each drawing has its own.
        use_effect(move || inbox.attach(&run));
    }
    use_effect_with((), move |()| move || inbox.clear());
}
