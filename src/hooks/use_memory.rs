//! Keeps marks and preferences where the page allows it.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    config::Config,
    marks::{Marks, parse, print},
    preferences::Preferences,
    state::ReaderState,
    storage,
};

/// What was kept for a reader; nothing where nothing is kept.
pub fn remembered(config: &Config) -> (Marks, Preferences) {
    parse(&storage::read(config.remember, &config.name).unwrap_or_default())
}

/// Writes marks and preferences down whenever they change.
#[hook]
pub fn use_memory(config: &Rc<Config>, state: &ReaderState) {
    let is_first = use_mut_ref(|| true);
    let config = config.clone();
    use_effect_with((state.marks.clone(), state.preferences), move |(marks, preferences)| {
        if !is_first.replace(false) {
            storage::write(config.remember, &config.name, &print(marks, preferences));
        }
    });
}
