//! A list that is asked of all archives: what each has given so far, and what all have given together.

use std::rc::Rc;

use dateline_search::Request;
use dateline_story::Timestamp;

use super::{
    Call,
    archive::{Archive, Asked, Source},
};
use crate::library::SharedLibrary;

/// What all archives together gave.
#[derive(Debug)]
pub struct Fetched {
    /// Tells the answers of one inquiry apart.
    number: u32,
    /// What was asked.
    pub request: Request,
    /// By archive.
    pub(super) sources: Vec<Source>,
    /// Whether more can be known by patience.
    pub is_final: bool,
}

impl PartialEq for Fetched {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// A list that is asked for.
#[derive(Default)]
pub(super) struct Inquiry {
    /// What is asked; none before the first time, or once what archives gave is no answer any more.
    request: Option<Request>,
    /// By archive, in their order.
    parts: Vec<Part>,
    fetched: Option<Rc<Fetched>>,
    answers: u32,
}

/// What one archive has given.
#[derive(Default)]
pub(super) struct Part {
    pub(super) source: Option<Source>,
    pub(super) stage: Stage,
}

/// How far an archive's answer has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    #[default]
    Asked,
    Quick,
    Exact,
}

impl Inquiry {
    /// What came of the last list that is all there.
    pub(super) fn fetched(&self) -> Option<&Rc<Fetched>> {
        self.fetched.as_ref()
    }

    /// Has the next list asked for anew.
    pub(super) fn forget(&mut self) {
        (self.request, self.parts) = Default::default();
    }

    /// Goes on with a list as far as what is here allows; what else it takes.
    pub(super) fn turn(
        &mut self,
        asked: &Asked<'_>,
        archives: &mut [Archive],
        now: Timestamp,
        library: &SharedLibrary,
    ) -> Result<(), Vec<Call>> {
        if self.request.as_ref() != Some(asked.request) {
            self.request = Some(asked.request.clone());
            self.parts = archives.iter().map(|_| Part::default()).collect();
        }
        let mut missing = None::<Vec<Call>>;
        let mut is_final = true;
        for (archive, part) in archives.iter_mut().zip(&mut self.parts) {
            if let Err(calls) = archive.answer(part, asked, now, library) {
                missing.get_or_insert_default().extend(calls);
            }
            is_final &= archive.is_final(part, asked.insists);
        }
        self.conclude(asked.request, archives, is_final);
        missing.map_or(Ok(()), Err)
    }

    /// Makes an answer of what archives gave, once all have given something and if it is another than before.
    fn conclude(&mut self, request: &Request, archives: &[Archive], is_final: bool) {
        let sources: Option<Vec<Source>> = self.parts.iter().map(|part| part.source.clone()).collect();
        let Some(sources) = sources else { return };
        let is_news = self
            .fetched
            .as_ref()
            .is_none_or(|known| known.request != *request || known.is_final != is_final || known.sources != sources);
        if is_news && !self.keeps_what_is_shown(&sources, archives) {
            self.answers += 1;
            self.fetched = Some(Rc::new(Fetched { number: self.answers, request: request.clone(), sources, is_final }));
        }
    }

    /// A list that is empty because files are missing is no answer to put in the place of one that is shown.
    fn keeps_what_is_shown(&self, sources: &[Source], archives: &[Archive]) -> bool {
        self.fetched.is_some()
            && sources.iter().all(|source| source.ranked.is_empty())
            && archives.iter().any(|archive| !archive.problems().is_empty())
    }
}
