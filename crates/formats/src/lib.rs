//! Publishers' feeds -> stories; article HTML -> blocks.
//!
//! One door, [`FeedReader`]: push the bytes of a feed as they arrive, and take out stories and problems one at a time.
//! The format is recognised by content. Nothing here knows the network, a clock, a browser or files, and no input makes
//! it panic.

mod head;
mod limits;
mod problem;
mod reader;

pub use head::{FeedHead, Format};
pub use limits::Limits;
pub use problem::{Problem, ProblemKind};
pub use reader::{Feed, FeedReader, Found, read_feed};
