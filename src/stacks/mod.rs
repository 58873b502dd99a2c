//! The archives of one reader: what they are asked, which files that takes, and what came of it.
//!
//! Nothing here knows the network or the clock. [`Holdings::turn`] says which files are wanted for a wish; whoever fetches them hands them
//! in, has them unpacked a little at a time, and asks for the next turn, until nothing is wanted any more. The same goes on in the tests, over an archive in memory.

mod archive;
mod beyond;
mod fault;
mod holdings;
mod inquiry;
mod merge;
mod shelf;
mod ways;

pub use beyond::{PASSAGES, Suggested};
pub use fault::ArchiveFault;
pub use holdings::Holdings;
pub use inquiry::Fetched;
pub use merge::{Merged, Sureness, merged};
pub use ways::Ways;

use std::rc::Rc;

use dateline_archive::Fetch;
use dateline_search::{Request, StoryId};
use dateline_story::Slug;

use crate::{
    failure::Failure,
    library::{FIRST_ARCHIVED, SharedLibrary},
    view::View,
};

/// What is known of the archives.
#[derive(Clone, Default, PartialEq)]
pub struct Known {
    /// The answer to the last list that is all there.
    pub fetched: Option<Rc<Fetched>>,
    /// How what is typed may go on.
    pub suggested: Suggested,
    /// The ways out of the last list that was empty.
    pub ways: Ways,
    /// The story that has been open for a while, and what is like it.
    pub related: Option<(StoryId, Rc<Fetched>)>,
    /// What could not be fetched or read.
    pub problems: Vec<Failure>,
    /// True while files for the list or the open story are on their way or are unpacked.
    pub is_fetching: bool,
    /// How many stories there are in archives.
    pub stories: usize,
    /// The number of the story whose text could not be had.
    pub textless: Option<StoryId>,
    /// How many stories have come whole, so that who shows them looks again.
    pub whole: u32,
    /// Whether the texts of the first results are fetched, once the reader has paused.
    pub brings_passages: bool,
}

/// What the reader wants to see of the archives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The list.
    pub request: Request,
    /// The open story. What is not here of it is to be fetched.
    pub open: Option<(StoryId, Slug)>,
    /// The story that has been open for a while: others like it are to be found.
    pub lingers: Option<StoryId>,
    /// What is typed, for how it may go on.
    pub typed: String,
    /// Whether the list is to be made exact and to be counted, as far as that is worth it.
    pub is_patient: bool,
    /// Whether it is to be made so whatever it takes.
    pub insists: bool,
    /// Whether to leave out what is not asked for: passages out of texts, ways out of an empty list, and stories like
    /// the open one.
    pub spares_data: bool,
}

impl Wish {
    /// The list that is asked for, and the open story of a view: as it is known, or where a link says that it is.
    pub fn of(view: &View, request: Request, library: &SharedLibrary) -> Self {
        let opened = |slug: &Slug| {
            let known = library.0.borrow().find(slug);
            let sought = || view.place.and_then(|place| place.checked_add(FIRST_ARCHIVED)).map(StoryId);
            known.or_else(sought).map(|id| (id, slug.clone()))
        };
        Self { request, open: view.open.as_ref().and_then(opened), typed: view.text.to_string(), ..Self::default() }
    }
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

#[cfg(test)]
mod tests;
