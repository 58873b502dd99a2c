//! The reader: bytes in, stories and problems out.

use dateline_story::{Story, WebUrl};

use crate::{FeedHead, Limits, Problem};

/// Something found in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A story.
    Story(Box<Story>),
    /// Something that is wrong.
    Problem(Problem),
}

/// A whole feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it says about itself.
    pub head: FeedHead,
    /// Its stories, in its order.
    pub stories: Vec<Story>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Reads a feed while it arrives.
#[derive(Debug)]
pub struct FeedReader {
    head: FeedHead,
}

impl FeedReader {
    /// A reader for the feed at `base`.
    pub fn new(base: WebUrl) -> Self {
        Self::with_limits(base, Limits::default())
    }

    /// A reader with bounds of your own.
    pub fn with_limits(_base: WebUrl, _limits: Limits) -> Self {
        Self { head: FeedHead::default() }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, _bytes: &[u8]) {}

    /// Says that no more bytes come.
    pub fn finish(&mut self) {}

    /// The next story or problem.
    pub fn next_found(&mut self) -> Option<Found> {
        None
    }

    /// What is known of the feed so far.
    pub fn head(&self) -> &FeedHead {
        &self.head
    }

    /// Items seen so far.
    pub fn items_seen(&self) -> u32 {
        0
    }

    /// Bytes pushed so far.
    pub fn bytes_read(&self) -> u64 {
        0
    }
}

/// Reads a feed that is there as a whole.
pub fn read_feed(_bytes: &[u8], _base: &WebUrl) -> Feed {
    Feed::default()
}
