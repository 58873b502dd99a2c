//! The archives of one reader, opened, with what they were asked last.

use dateline_archive::{ArchiveError, Given, Left};
use dateline_search::{Request, StoryId};
use dateline_story::{Slug, Story, Timestamp, WebUrl};

use super::{
    ArchiveFault, Call, Known, Suggested, Ways, Wish,
    archive::{Archive, Asked, path},
    inquiry::Inquiry,
    shelf,
};
use crate::{
    failure::{Failure, FailureKind},
    library::{FIRST_ARCHIVED, Library, SharedLibrary},
};

/// All archives of one reader.
pub struct Holdings {
    pub(super) library: SharedLibrary,
    pub(super) archives: Vec<Archive>,
    next: u32,
    pub(super) list: Inquiry,
    pub(super) suggested: Suggested,
    /// The ways out of the last list that was empty, and how they were asked for, in the order of its filters.
    pub(super) ways: Ways,
    pub(super) ways_asked: Vec<Inquiry>,
    pub(super) related: Inquiry,
    /// The story that others like it are looked for, and how they are asked for.
    pub(super) related_to: Option<(StoryId, Request)>,
    /// True while the list or the open story is not all there.
    is_awaited: bool,
    /// How many stories have come whole.
    whole: u32,
    /// Whether texts of results are fetched: who spares data wants none, and a server that gives whole files for parts would send
    /// ten times as much.
    pub(super) brings_passages: bool,
    gives_parts: bool,
    /// Manifests that are none.
    unread: Vec<Failure>,
    /// The story whose text could not be had.
    textless: Option<StoryId>,
}

impl Holdings {
    /// The archives of a library, none of which is opened yet.
    pub fn new(library: SharedLibrary) -> Self {
        Self {
            library,
            archives: Vec::new(),
            next: FIRST_ARCHIVED,
            list: Inquiry::default(),
            suggested: Suggested::default(),
            ways: Ways::default(),
            ways_asked: Vec::new(),
            related: Inquiry::default(),
            related_to: None,
            is_awaited: false,
            whole: 0,
            brings_passages: false,
            gives_parts: true,
            unread: Vec::new(),
            textless: None,
        }
    }

    /// Opens the archives that the library knows, those again whose manifest has changed.
    pub fn take_in(&mut self) {
        let library = self.library.clone();
        let known = library.0.borrow();
        self.unread.clear();
        let mut before = std::mem::take(&mut self.archives);
        let mut has_new = false;
        for (url, manifest) in known.archives() {
            if let Some(at) = before.iter().position(|archive| archive.is_of(url, manifest)) {
                self.archives.push(before.swap_remove(at));
                continue;
            }
            match Archive::open(url, manifest, self.next) {
                Ok(archive) => {
                    self.next = archive.end();
                    self.archives.push(archive);
                    has_new = true;
                }
                Err(error) => self.unread.push(failure(url, &error)),
            }
        }
        if has_new || !before.is_empty() {
            // What was found in others is no answer any more.
            self.forget();
        }
    }

    /// Goes on with a wish as far as what is here allows; what else it takes. `now` decides which stories may be shown.
    pub fn turn(&mut self, wish: &Wish, now: Timestamp) -> Vec<Call> {
        self.brings_passages = !wish.spares_data && self.gives_parts;
        let asked = Asked { request: &wish.request, is_patient: wish.is_patient, insists: wish.insists };
        let list = self.list.turn(&asked, &mut self.archives, now, &self.library);
        // After the list: a question that is new has readers forget what else is waited for.
        let open = wish.open.as_ref().map_or(Ok(()), |(story, slug)| self.read_whole(*story, slug, now));
        self.trim(wish.open.as_ref().map(|(story, _)| *story));
        self.is_awaited = open.is_err() || list.is_err();
        // What else there is must not hold these up.
        let beyond = if self.is_awaited { Ok(()) } else { self.go_beyond(wish, now) };
        [open, list, beyond].into_iter().filter_map(Result::err).flatten().collect()
    }

    /// Takes what came of a call, or why nothing did.
    pub fn give(&mut self, call: &Call, given: Result<Given, String>) {
        // Of an archive that was opened anew nobody wants what its old manifest named.
        let Some(archive) = self.archives.iter_mut().find(|archive| archive.base == call.archive) else { return };
        self.gives_parts &= call.fetch.range.is_none() || !matches!(given, Ok(Given::Whole(_)));
        archive.give(&call.fetch, given);
    }

    /// Whether turning again is of no use before this has come.
    pub fn waits_for(&self, call: &Call) -> bool {
        self.archives.iter().any(|archive| archive.base == call.archive && archive.waits_for(&call.fetch))
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

    /// Lets all be fetched again that could not be.
    pub fn retry(&mut self) {
        self.archives.iter_mut().for_each(Archive::retry);
        self.forget();
    }

    /// What is known so far.
    pub fn known(&self) -> Known {
        Known {
            fetched: self.list.fetched().cloned(),
            suggested: self.suggested.clone(),
            ways: self.ways.clone(),
            related: self.related(),
            problems: self.problems(),
            is_fetching: self.is_awaited,
            stories: self.archives.iter().map(|archive| archive.live as usize).sum(),
            textless: self.textless,
            whole: self.whole,
            brings_passages: self.brings_passages,
        }
    }

    /// Has all asked for anew.
    fn forget(&mut self) {
        self.list.forget();
        self.related.forget();
        (self.suggested, self.ways, self.ways_asked) = Default::default();
        (self.related_to, self.textless) = Default::default();
    }

    /// What could not be fetched or read.
    fn problems(&self) -> Vec<Failure> {
        let of =
            |archive: &Archive| archive.problems().iter().map(|error| failure(&archive.url, error)).collect::<Vec<_>>();
        self.unread.iter().cloned().chain(self.archives.iter().flat_map(of)).collect()
    }

    /// Puts a story on the shelf that has come whole.
    pub(super) fn put(&mut self, id: StoryId, story: Story) {
        self.library.0.borrow_mut().shelf(shelf::new).put(id, story, true);
        self.whole += 1;
    }

    fn trim(&self, open: Option<StoryId>) {
        let fetched = self.list.fetched().into_iter().chain(self.related.fetched());
        let sources = fetched.flat_map(|fetched| &fetched.sources);
        let listed = sources.flat_map(|source| &source.ranked).map(|ranked| ranked.hit.story);
        let wanted: Vec<StoryId> = listed.chain(open).collect();
        self.library.0.borrow_mut().shelf(shelf::new).trim(&wanted);
    }

    /// Completes a story of which only the card is here, or, where a link leads to it, nothing.
    fn read_whole(&mut self, story: StoryId, slug: &Slug, now: Timestamp) -> Result<(), Vec<Call>> {
        let is_whole = |library: &Library| library.story(story).is_some() && !library.is_partial(story);
        if is_whole(&self.library.0.borrow()) || self.textless == Some(story) {
            return Ok(());
        }
        let Some(archive) = self.archives.iter_mut().find(|archive| archive.has(story)) else { return Ok(()) };
        // A link may be older than the archive, and lead to another story by now.
        if let Some(whole) = archive.whole(story, now, &self.library)?.filter(|whole| whole.slug == *slug) {
            self.put(story, whole);
        }
        if !is_whole(&self.library.0.borrow()) {
            self.textless = Some(story);
        }
        Ok(())
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
