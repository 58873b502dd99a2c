//! How the reading of the feeds is doing.

use dateline_story::WebUrl;

use crate::failure::Failure;

/// How the feed is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedState {
    /// Where the reading stands.
    pub phase: Phase,
    /// About how many stories there will be, if that can be told.
    pub expected: Option<usize>,
    /// What went wrong with the feeds, in their order.
    pub failures: Vec<Failure>,
    /// How old the copy is that is shown because its feed could not be had, in minutes.
    pub stale_minutes: Option<u32>,
    /// How many stories could not be read.
    pub skipped: usize,
    /// The feeds' next pages, with older stories; read when the reader wants them.
    pub next_pages: Vec<WebUrl>,
    /// All pages that were asked for, so that feeds whose pages lead in a circle come to an end.
    pub visited: Vec<WebUrl>,
}

/// One reading, from beginning to end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Job {
    /// Tells readings apart.
    pub number: u32,
    /// The pages to read; `None` for the feeds from their beginning.
    pub pages: Option<Vec<WebUrl>>,
    /// True if it looks for news behind a list that is there: it is not said that something is read.
    pub is_quiet: bool,
}

/// Where the reading stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not a story yet.
    #[default]
    Waiting,
    /// Some stories, and more to come.
    Reading,
    /// All that will come has come.
    Done,
}

/// More pages than anybody turns; a feed may count up for ever.
const MOST_PAGES: usize = 200;

impl FeedState {
    /// All has come that these pages follow.
    pub(super) fn finish(&mut self, pages: Vec<WebUrl>) {
        self.phase = Phase::Done;
        let room = MOST_PAGES.saturating_sub(self.visited.len());
        let new = pages.into_iter().filter(|page| !self.visited.contains(page)).take(room);
        self.next_pages = new.collect();
    }
}
