//! Publishers' feeds -> stories; article HTML -> blocks.
//!
//! One door, [`FeedReader`]: push the bytes of a feed as they arrive, and take out stories and problems one at a time.
//! The format is recognised by content. Nothing here knows the network, a clock, a browser or files, and no input makes
//! it panic.
//!
//! Inside, a feed goes through these hands: `scan` cuts items out of the bytes, `adapt` picks the adapter (one module per
//! format), which reads fields and turns article HTML (`html`) or plain text (`wire`) into blocks, and `edit` has the
//! last look.

mod adapt;
mod credit;
mod date;
mod dateline;
mod desk;
mod edit;
mod extension;
mod fields;
mod ghost;
mod guardian;
mod head;
mod html;
mod json;
mod json_feed;
mod limits;
mod nest;
mod ninjs;
mod nyt;
mod pages;
mod parts;
mod picture;
mod plain;
mod problem;
mod reader;
mod recipe;
mod rss;
mod scan;
mod schema_org;
mod seen;
mod wire;
mod wordpress;
mod xml;

pub use credit::split as split_credit;
pub use date::parse as date_of;
pub use dateline::parse as dateline_of;
pub use head::{FeedHead, Format};
pub use html::{Page, blocks_of_html, read_page};
pub use limits::Limits;
pub use pages::next_by_headers;
pub use parts::story_of_parts;
pub use problem::{Problem, ProblemKind};
pub use reader::{Feed, FeedReader, Found, read_feed};
pub use wire::paragraphs as paragraphs_of_text;
