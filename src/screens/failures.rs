//! What went wrong, and what helps.

use yew::prelude::*;

use super::list::Listing;
use crate::{
    failure::Failure,
    parts::notice::{NoticeKind, Remedy, notice},
    stacks::Known,
    state::{FeedState, ReaderAction},
    words::Words,
};

/// What went wrong, after how old the stories are that are shown instead.
pub fn failures(listing: &Listing<'_>, shown: usize) -> Html {
    let Listing { state, archives, style, act, .. } = listing;
    let FeedState { failures, stale_minutes, .. } = &state.feed;
    let words = &style.words;
    let stale = stale_minutes.map(|minutes| words.fill("stale", &[("ago", &words.ago(minutes))]));
    let shown = if stale.is_some() { 0 } else { shown };
    let stale = stale.iter().map(|message| notice(NoticeKind::Remark, message, &[]));
    let of_feeds = failures.iter().map(|failure| failed(failure, shown, words, act));
    stale.chain(of_feeds).chain([archive_failures(archives, words, act)]).collect()
}

/// What went wrong with archives. One file is mostly as good as another to tell that something did.
pub fn archive_failures(archives: &Known, words: &Words, act: &Callback<ReaderAction>) -> Html {
    archives.problems.first().map_or_else(Html::default, |failure| failed(failure, 0, words, act))
}

fn failed(failure: &Failure, shown: usize, words: &Words, act: &Callback<ReaderAction>) -> Html {
    let retry = Remedy { label: words.get("retry"), on_press: act.reform(|()| ReaderAction::Retried) };
    let remedies = if failure.may_pass() { vec![retry] } else { Vec::new() };
    notice(NoticeKind::Failure, &failure.message(words, shown), &remedies)
}
