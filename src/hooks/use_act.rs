//! What takes the steps of the state.

use yew::prelude::*;

use crate::{
    pace::answer,
    state::{ReaderAction, ReaderState},
};

/// Steps of the state as callbacks that stay the same.
#[derive(Clone, PartialEq)]
pub struct Act {
    /// Takes each step at once.
    pub at_once: Callback<ReaderAction>,
    /// For what the reader does by hand: lets the browser show first what it shows by itself.
    pub by_hand: Callback<ReaderAction>,
}

/// What takes the steps of a state.
#[hook]
pub fn use_act(state: &UseReducerHandle<ReaderState>) -> Act {
    let dispatcher = state.dispatcher();
    let at_once = use_callback((), move |action, ()| dispatcher.dispatch(action));
    let last_typed = use_mut_ref(|| AttrValue::Static(""));
    let by_hand = use_callback(at_once.clone(), move |action: ReaderAction, at_once| {
        if !action.redraws_the_page() {
            return at_once.emit(action);
        }
        if let ReaderAction::Typed(text) = &action {
            last_typed.replace(text.clone());
        }
        let (at_once, last_typed) = (at_once.clone(), last_typed.clone());
        answer(move || {
            // Letters that came meanwhile have their own answer.
            let is_old = matches!(&action, ReaderAction::Typed(text) if *text != *last_typed.borrow());
            if !is_old {
                at_once.emit(action);
            }
        });
    });
    Act { at_once, by_hand }
}
