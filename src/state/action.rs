//! What can happen to a reader's state.

use dateline_search::{DateRange, Dropped, Sort};
use dateline_story::{Slug, WebUrl};
use yew::AttrValue;

use super::Only;
use crate::{failure::Failure, view::View};

/// What can happen.
#[derive(Clone, Debug)]
pub enum ReaderAction {
    /// The library has more stories to show.
    Arrived {
        /// About how many there will be, if that can be told.
        expected: Option<usize>,
        /// How many could not be read so far.
        skipped: usize,
    },
    /// The manifest of an archive has come, or something out of an archive.
    Shelved,
    /// A feed failed.
    Failed(Failure),
    /// A feed failed of which a copy is shown that is so many minutes old.
    Stale(u32),
    /// All feeds have been read, as far as they could be; these are their next pages.
    Finished(Vec<WebUrl>),
    /// The next pages are wanted.
    OlderWanted,
    /// The feeds are to be read again.
    Retried,
    /// The feeds are to be looked at for news, while the list stays as it is.
    Refreshed,
    /// The text in the search field changed.
    Typed(AttrValue),
    /// A tag was chosen or given up.
    TagToggled(AttrValue),
    /// Stories with a tag are to be left out, or no longer.
    TagExcluded(AttrValue),
    /// The days that stories must be of were chosen.
    Ranged(DateRange),
    /// All chosen tags must be there, or any.
    AllTags(bool),
    /// No tag and no day is to count.
    FiltersCleared,
    /// The filters are to be shown, or hidden.
    FiltersTurned,
    /// The panel with the display's choices is opened or closed.
    DisplayWanted,
    /// The help for the keyboard is to be shown, or hidden.
    HelpTurned(bool),
    /// An order was chosen.
    Sorted(Sort),
    /// One filter is to go.
    Dropped(Dropped),
    /// All filters are to go.
    Cleared,
    /// The next page of the list is wanted.
    MoreWanted,
    /// What the list has before the stories that are drawn is wanted.
    EarlierWanted,
    /// A story was opened.
    Opened(Slug),
    /// The open story was closed.
    Closed,
    /// The view is to be just this: from an address, or from the page.
    Restored(Box<View>),
    /// The reader has begun to read or use the list.
    Touched,
    /// The list is to be brought up to date.
    NewestWanted,
    /// A story is to be saved, or given up.
    SaveToggled(Slug),
    /// The list is to be narrowed to marked stories.
    Only(Only),
    /// Another look was chosen: a setting's name, and the word of the choice.
    Preferred(&'static str, AttrValue),
}

impl ReaderAction {
    /// True for what a reader asks for by a key or a press and has most of the page drawn anew. Days are not among them: a slider
    /// that is drawn back to where it was would lose the hand that moves it.
    pub fn redraws_the_page(&self) -> bool {
        matches!(
            self,
            Self::Typed(_)
                | Self::TagToggled(_)
                | Self::TagExcluded(_)
                | Self::AllTags(_)
                | Self::FiltersCleared
                | Self::Only(_)
                | Self::NewestWanted
                | Self::Sorted(_)
                | Self::Dropped(_)
                | Self::Cleared
                | Self::Opened(_)
                | Self::Closed
                | Self::Restored(_)
        )
    }
}
