//! What goes wrong while a feed is read: which of it costs a story, and which the whole feed.

use dateline_formats::Problem;

use super::{Gone, Reading};
use crate::{
    failure::{Failure, FailureKind},
    fetch::FetchError,
    state::ReaderAction,
};

impl Reading {
    /// Passes a problem on; gives back what it means for the feed as a whole.
    pub(super) fn note(&mut self, problem: Problem) -> Option<FailureKind> {
        let whole = failure_of(&problem);
        if whole.is_none() && problem.kind.is_loss() {
            self.skipped += 1;
        }
        self.told.on_problem.emit(problem);
        whole
    }

    pub(super) fn fail(&self, failure: Failure) -> Result<(), Gone> {
        self.still_wanted()?;
        self.told.on_failure.emit(failure.clone());
        self.act.emit(ReaderAction::Failed(failure));
        Ok(())
    }
}

pub(super) fn kind_of(error: FetchError) -> FailureKind {
    match error {
        FetchError::Network => FailureKind::Network,
        FetchError::Status(status) => FailureKind::Status(status),
        FetchError::Interrupted => FailureKind::Interrupted,
    }
}

fn failure_of(problem: &Problem) -> Option<FailureKind> {
    if problem.item.is_some() {
        return None;
    }
    match problem.kind.code() {
        "feed-cut-off" => Some(FailureKind::CutOff),
        "too-many-stories" => Some(FailureKind::TooMany),
        _ if problem.kind.is_loss() => Some(FailureKind::NotAFeed),
        _ => None,
    }
}
