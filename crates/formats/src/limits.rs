//! What a feed may ask of the reader at most. Each bound has a name here and a message in [`ProblemKind`].
//!
//! [`ProblemKind`]: crate::ProblemKind

/// Four megabytes: ten times the longest article that we have seen, pictures written into the text included.
const MAX_ITEM_BYTES: usize = 4 << 20;
/// An item nested deeper than this is no article, and the parser must not run out of stack.
const MAX_DEPTH: u16 = 100;
/// More than the largest feed we have measured (140,000 stories); what is bigger belongs in an archive.
const MAX_STORIES: u32 = 250_000;
/// The longest headline in 150,000 has 300 characters.
const MAX_HEADLINE_CHARS: usize = 500;
/// Page builders put thirty `div`s around a paragraph; nobody reads past twice that.
const MAX_HTML_DEPTH: usize = 64;
/// A book has about this many paragraphs.
const MAX_BLOCKS: usize = 20_000;
/// Problems reported for one story; the rest would say the same.
const MAX_PROBLEMS_PER_STORY: usize = 20;

/// Bounds on what is taken from a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one item.
    pub max_item_bytes: usize,
    /// Brackets inside brackets in one item, at most 120.
    pub max_depth: u16,
    /// Stories of one feed; the rest of it is not read.
    pub max_stories: u32,
    /// Characters of a headline; the rest is cut off.
    pub max_headline_chars: usize,
    /// Elements inside elements that still count in article HTML; deeper ones lend their text to the last that counts.
    pub max_html_depth: usize,
    /// Blocks of one story's body.
    pub max_blocks: usize,
    /// Problems reported for one story.
    pub max_problems_per_story: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_item_bytes: MAX_ITEM_BYTES,
            max_depth: MAX_DEPTH,
            max_stories: MAX_STORIES,
            max_headline_chars: MAX_HEADLINE_CHARS,
            max_html_depth: MAX_HTML_DEPTH,
            max_blocks: MAX_BLOCKS,
            max_problems_per_story: MAX_PROBLEMS_PER_STORY,
        }
    }
}
