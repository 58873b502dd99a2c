//! The archives of one reader: what they are asked, which files that takes, and what came of it.
//!
//! Nothing here knows the network or the clock. [`Stacks::turn`] says which files are wanted for a wish; whoever fetches them hands them
//! in, has them unpacked a little at a time, and asks for the next turn, until nothing is wanted any more. The same goes on in the tests, over an archive in memory.

mod archive;
mod fault;
mod merge;
mod opened;
mod shelf;

pub use archive::Archived;
pub use fault::ArchiveFault;
pub use merge::{Merged, Sureness, merged};
pub use opened::open;

use std::rc::Rc;

use dateline_archive::{ArchiveError, Fetch, Given, Left};
use dateline_search::{Request, StoryId};
use dateline_story::{Slug, Timestamp, WebUrl};

use crate::{
    failure::{Failure, FailureKind},
    library::{FIRST_ARCHIVED, Library, SharedLibrary},
};
use archive::{Archive, Source, path};

/// Opens an archive by its manifest and address.
pub type Open = fn(&[u8], &WebUrl) -> Result<Box<dyn Archived>, ArchiveError>;

/// What the reader wants to see of the archives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The list.
    pub request: Request,
    /// The open story, if it is to be fetched.
    pub open: Option<(StoryId, Slug)>,
    /// Whether the list is to be made exact and to be counted, as far as that is worth it.
    pub is_patient: bool,
    /// Whether it is to be made so whatever it takes.
    pub insists: bool,
}

/// A file, or a part of one, that is to be fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The number of the archive's first story, which tells archives apart.
    archive: u32,
    /// What of it.
    pub fetch: Fetch,
    /// Where it is.
    pub url: String,
}

/// What all archives together gave.
#[derive(Debug)]
pub struct Fetched {
    /// Tells answers apart.
    number: u32,
    /// What was asked.
    pub request: Request,
    /// By archive.
    sources: Vec<Source>,
    /// Whether more can be known by patience.
    pub is_final: bool,
}

impl PartialEq for Fetched {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// All archives of one reader.
pub struct Stacks {
    library: SharedLibrary,
    archives: Vec<Archive>,
    next: u32,
    fetched: Option<Rc<Fetched>>,
    /// Manifests that are none.
    unread: Vec<Failure>,
    /// The story whose text could not be had.
    textless: Option<StoryId>,
    answers: u32,
}

impl Stacks {
    /// None yet.
    pub fn new(library: SharedLibrary) -> Self {
        Self {
            library,
            archives: Vec::new(),
            next: FIRST_ARCHIVED,
            fetched: None,
            unread: Vec::new(),
            textless: None,
            answers: 0,
        }
    }

    /// Opens the archives that the library knows, those again whose manifest has changed.
    pub fn take_in(&mut self, open: Open) {
        let library = self.library.clone();
        let known = library.0.borrow();
        self.unread.clear();
        let mut before = std::mem::take(&mut self.archives);
        for (url, manifest) in known.archives() {
            if let Some(at) = before.iter().position(|archive| archive.is_of(url, manifest)) {
                self.archives.push(before.swap_remove(at));
                continue;
            }
            match open(manifest, url) {
                Ok(reader) => {
                    let archive = Archive::new(url.clone(), manifest.clone(), reader, self.next);
                    self.next = archive.end();
                    self.archives.push(archive);
                }
                Err(error) => self.unread.push(failure(url, &error)),
            }
        }
        if !before.is_empty() || self.archives.iter().any(Archive::is_new) {
            // What was found in others is no answer any more.
            self.archives.iter_mut().for_each(Archive::forget);
            self.textless = None;
        }
    }

    /// Lets all be fetched again that could not be.
    pub fn retry(&mut self) {
        self.textless = None;
        self.archives.iter_mut().for_each(Archive::retry);
    }

    /// Stories that there are.
    pub fn stories(&self) -> usize {
        self.archives.iter().map(|archive| archive.live as usize).sum()
    }

    /// What came of the last list that was asked for and is all there.
    pub fn fetched(&self) -> Option<&Rc<Fetched>> {
        self.fetched.as_ref()
    }

    /// The story whose text could not be had.
    pub fn textless(&self) -> Option<StoryId> {
        self.textless
    }

    /// What could not be fetched or read.
    pub fn problems(&self) -> Vec<Failure> {
        let of =
            |archive: &Archive| archive.problems().iter().map(|error| failure(&archive.url, error)).collect::<Vec<_>>();
        self.unread.iter().cloned().chain(self.archives.iter().flat_map(of)).collect()
    }

    /// Takes what came of a call.
    pub fn give(&mut self, call: &Call, given: Result<Given, String>) {
        // Of an archive that was opened anew nobody wants what its old manifest named.
        let Some(archive) = self.archives.iter_mut().find(|archive| archive.base == call.archive) else { return };
        archive.give(&call.fetch, given);
    }

    /// Unpacks some of what is here, which takes less than a millisecond on a fast machine; what is left of it.
    pub fn unpack(&mut self) -> Left {
        /// Few enough for slow machines, too.
        const STEPS: usize = 400;
        if let Some(archive) = self.archives.iter_mut().max_by_key(|archive| archive.left()) {
            archive.unpack(STEPS);
        }
        self.left()
    }

    /// What is left to be unpacked.
    pub fn left(&self) -> Left {
        self.archives.iter().map(Archive::left).max().unwrap_or(Left::Nothing)
    }

    /// Goes on with a wish as far as what is here allows; what else it takes. `now` decides which stories may be shown.
    pub fn turn(&mut self, wish: &Wish, now: Timestamp) -> Vec<Call> {
        let open = wish.open.as_ref();
        let mut calls = open.map_or_else(Vec::new, |(story, slug)| self.read_whole(*story, slug, now));
        calls.extend(self.answer(wish, now));
        calls
    }

    fn answer(&mut self, wish: &Wish, now: Timestamp) -> Vec<Call> {
        let mut calls = Vec::new();
        let library = self.library.clone();
        let mut is_final = true;
        for archive in &mut self.archives {
            calls.extend(archive.answer(wish, now, &library));
            is_final &= archive.is_final(wish.insists);
        }
        let sources = self.archives.iter().filter_map(|archive| archive.source(&wish.request));
        let sources: Vec<Source> = sources.cloned().collect();
        let is_whole = sources.len() == self.archives.len();
        let is_news = self.fetched.as_ref().is_none_or(|known| {
            known.request != wish.request || known.is_final != is_final || known.sources != sources
        });
        if is_whole && is_news && !self.keeps_what_is_shown(&sources) {
            self.answers += 1;
            self.fetched =
                Some(Rc::new(Fetched { number: self.answers, request: wish.request.clone(), sources, is_final }));
            self.trim(wish.open.as_ref().map(|(story, _)| *story));
        }
        calls
    }

    /// A list that is empty because files are missing is no answer to put in the place of one that is shown.
    fn keeps_what_is_shown(&self, sources: &[Source]) -> bool {
        self.fetched.is_some()
            && sources.iter().all(|source| source.ranked.is_empty())
            && self.archives.iter().any(|archive| !archive.problems().is_empty())
    }

    fn trim(&self, open: Option<StoryId>) {
        let Some(fetched) = &self.fetched else { return };
        let listed = fetched.sources.iter().flat_map(|source| &source.ranked).map(|ranked| ranked.hit.story);
        let wanted: Vec<StoryId> = listed.chain(open).collect();
        self.library.0.borrow_mut().shelf(shelf::new).trim(&wanted);
    }

    /// Completes a story of which only the card is here, or, where a link leads to it, nothing.
    fn read_whole(&mut self, story: StoryId, slug: &Slug, now: Timestamp) -> Vec<Call> {
        let is_whole = |library: &Library| library.story(story).is_some() && !library.is_partial(story);
        if is_whole(&self.library.0.borrow()) || self.textless == Some(story) {
            return Vec::new();
        }
        let Some(archive) = self.archives.iter_mut().find(|archive| archive.has(story)) else { return Vec::new() };
        match archive.whole(story, now, &self.library) {
            Err(calls) => return calls,
            // A link may be older than the archive, and lead to another story by now.
            Ok(whole) => {
                if let Some(whole) = whole.filter(|whole| whole.slug == *slug) {
                    self.library.0.borrow_mut().shelf(shelf::new).put(story, whole, true);
                }
            }
        }
        if !is_whole(&self.library.0.borrow()) {
            self.textless = Some(story);
        }
        Vec::new()
    }
}

/// What an error of an archive means for the reader.
fn failure(url: &WebUrl, error: &ArchiveError) -> Failure {
    let fault = match error {
        ArchiveError::NoManifest { .. } => ArchiveFault::Manifest,
        ArchiveError::TooNew { .. } => ArchiveFault::TooNew,
        ArchiveError::TooOld { .. } => ArchiveFault::TooOld,
        ArchiveError::Missing { .. } => ArchiveFault::Missing,
        ArchiveError::Truncated { .. } => ArchiveFault::Truncated,
        ArchiveError::Damaged { .. } => ArchiveFault::Damaged,
        ArchiveError::Malformed { .. } => ArchiveFault::Malformed,
    };
    let of_file = path(error).and_then(|path| url.join(path).ok());
    Failure { url: of_file.as_ref().unwrap_or(url).to_string(), kind: FailureKind::Archive(fault) }
}

#[cfg(test)]
mod tests;
