//! Fetches a feed's older pages by itself when what the reader looks for is hardly found in those that are here.

use std::rc::Rc;

use dateline_search::{Request, Results};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::use_feed::is_reading;
use crate::state::{ReaderAction, ReaderState};

/// How long the reader must have paused, in milliseconds: a page costs more than a query.
const PAUSE_MS: u32 = 500;
/// How many times one question may fetch more; after that the button for older stories is there to be pressed.
const MOST_TIMES: usize = 5;

/// Wants older pages while a question has fewer answers than a page of the list has room for.
#[hook]
pub fn use_older(state: &ReaderState, results: &Rc<Results>, page_size: usize, act: &Callback<ReaderAction>) {
    let question = state.request(0);
    let is_short = !state.view.is_whole() && (results.total as usize) < page_size;
    let is_wanted =
        is_short && !is_reading(state) && !state.feed.next_pages.is_empty() && state.feed.failures.is_empty();
    let asked = use_mut_ref(|| (Request::default(), 0));
    let act = act.clone();
    use_effect_with((is_wanted, question, state.job.number), move |(is_wanted, question, _)| {
        let timer = is_wanted.then(|| {
            let question = question.clone();
            Timeout::new(PAUSE_MS, move || {
                let mut asked = asked.borrow_mut();
                if asked.0 != question {
                    *asked = (question, 0);
                }
                if asked.1 < MOST_TIMES {
                    asked.1 += 1;
                    act.emit(ReaderAction::OlderWanted);
                }
            })
        });
        move || drop(timer)
    });
}
