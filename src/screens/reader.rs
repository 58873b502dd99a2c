//! One reader: its state, and the effects that need nothing seen.

use dateline_story::Slug;
use yew::prelude::*;

use super::page::Page;
use crate::{
    address::Address,
    config::Remember,
    hooks::{
        use_act::use_act,
        use_feed::use_feed,
        use_gradual::use_gradual,
        use_memory::remembered,
        use_page::{told, use_problems},
    },
    session::Session,
    start::Start,
    state::{ReaderAction, ReaderState},
    view::View,
    words::Words,
};

/// What the reader is given.
#[derive(Clone, Properties, PartialEq)]
pub struct ReaderProps {
    /// The element that shows it.
    pub session: Session,
    /// What the first screen has begun.
    pub start: Start,
    /// The words of the interface.
    pub words: Words,
    /// Called to open a story; false if the page has other plans with it.
    pub open: Callback<Slug, bool>,
    /// False while the first screen stands before it.
    pub is_shown: bool,
    /// Called when it stands ready.
    pub on_shown: Callback<()>,
}

/// One reader as a whole.
///
/// While the first screen stands before it, the effects come in a task of their own and what is seen in the next: drawing it
/// for the first time means compiling all of it.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let ReaderProps { session, start, words, is_shown, .. } = props;
    let config = &session.config;
    let state = {
        let (config, library) = (config.clone(), start.library.clone());
        use_reducer_eq(move || {
            let (marks, preferences, visit) = remembered(&config);
            ReaderState::new(library, Address::of(&config).view()).remembering(marks, preferences, visit)
        })
    };
    let act = use_act(&state);
    use_preset(&config.view, &act.at_once);
    use_problems(session, start);
    use_feed(start, &state, &session.origin, &told(session, start, words), config.remember == Remember::Local);
    let has_begun = use_gradual(&(), 0, 0).is_some();
    html! {
        if has_begun || *is_shown {
            <Page given={props.clone()} {state} {act} />
        }
    }
}

/// A view that the page presets by other attributes than before replaces what the reader has chosen.
#[hook]
fn use_preset(preset: &View, act: &Callback<ReaderAction>) {
    let act = act.clone();
    let is_first = use_mut_ref(|| true);
    use_effect_with(preset.clone(), move |preset| {
        if !is_first.replace(false) {
            act.emit(ReaderAction::Restored(Box::new(preset.clone())));
        }
    });
}
