//! A reader's desk, for which what reads archives is fetched, and what is known there.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{config::Config, desk::Desk, failure::Failure, later, stacks::Known, start::Start, state::ReaderAction};

/// The way to the archives, whose part of the program is fetched where there are any.
enum Access {
    Awaited,
    There(Rc<dyn Desk>),
    Missing,
}

/// The desk of a reader that has archives, and what is known there. It may have been asked before there was all of the reader; once
/// `attempt` has risen, what failed is tried again.
#[hook]
pub fn use_desk(
    start: &Start,
    config: &Rc<Config>,
    attempt: u32,
    act: &Callback<ReaderAction>,
) -> (Option<Rc<dyn Desk>>, Known) {
    let early = start.desk.borrow().clone();
    let known = use_state_eq(|| early.as_ref().map_or_else(Known::default, |desk| desk.known()));
    let tell = {
        let (setter, act) = (known.setter(), act.clone());
        Callback::from(move |known: Known| {
            setter.set(known);
            // A story that has come whole is drawn by who looks at the library.
            act.emit(ReaderAction::Shelved);
        })
    };
    let access = use_state(|| {
        early.map_or(Access::Awaited, |desk| {
            desk.told_by(tell.clone());
            Access::There(desk)
        })
    });
    let manifests = start.library.0.borrow().archives().to_vec();
    let has_any = !manifests.is_empty();
    {
        let (start, config, access) = (start.clone(), config.clone(), access.clone());
        use_effect_with((manifests, attempt), move |(manifests, attempt)| {
            let is_gone = Rc::new(Cell::new(manifests.is_empty()));
            let gone = is_gone.clone();
            match &*access {
                _ if gone.get() => {}
                Access::There(desk) if *attempt > 0 => desk.retry(),
                Access::There(desk) => desk.take_in(),
                Access::Awaited | Access::Missing => spawn_local(async move {
                    let desk = later::desk(start, config).await;
                    if gone.get() {
                        return;
                    }
                    access.set(desk.map_or(Access::Missing, |desk| {
                        desk.told_by(tell.clone());
                        tell.emit(desk.known());
                        Access::There(desk)
                    }));
                }),
            }
            move || is_gone.set(true)
        });
    }
    let (desk, known) = match &*access {
        Access::There(desk) => (Some(desk.clone()), (*known).clone()),
        Access::Awaited => (None, Known::default()),
        Access::Missing => (None, Known { problems: vec![Failure::of_the_rest()], ..Known::default() }),
    };
    // Before anything is known of archives that are there, their stories are on their way.
    let is_unknown = has_any && known.fetched.is_none() && known.problems.is_empty();
    (desk, Known { is_fetching: known.is_fetching || is_unknown, ..known })
}
