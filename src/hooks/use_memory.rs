//! Keeps marks, preferences and where the reader left off, where the page allows it.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    config::Config,
    copies::now_minutes,
    marks::{Marks, parse, print},
    preferences::Preferences,
    state::ReaderState,
    storage,
    visit::Visit,
};

/// What was kept for a reader; nothing where nothing is kept.
pub fn remembered(config: &Config) -> (Marks, Preferences, Visit) {
    let (marks, preferences, visit) = parse(&storage::read(config.remember, &config.name).unwrap_or_default());
    (marks, preferences, visit.resumed(now_minutes()))
}

/// Writes marks and preferences down whenever they change, and when the reader was here and what they saw then: `newest` is the
/// newest story of a list that is shown whole.
#[hook]
pub fn use_memory(config: &Rc<Config>, state: &ReaderState, newest: Option<u32>) {
    let is_first = use_mut_ref(|| true);
    let visit = use_mut_ref(|| state.visit);
    let config = config.clone();
    use_effect_with((state.marks.clone(), state.preferences, newest), move |(marks, preferences, newest)| {
        let now = visit.borrow().shown(*newest, now_minutes());
        visit.replace(now);
        if !is_first.replace(false) {
            storage::write(config.remember, &config.name, &print(marks, preferences, now));
        }
    });
}
