//! The model: what a story is, once a publisher's item has been adapted.
//!
//! This crate knows no feed format, no search and no browser. It holds values that any of them may share, and the few
//! rules that make a value right in itself: a [`WebUrl`] is safe to link, a [`Text`]'s spans nest, a [`Lang`] is a
//! language tag.

mod block;
mod lang;
mod lower_case;
mod picture;
mod slug;
mod story;
mod tag;
mod text;
mod time;
mod wanted;
mod web_url;

pub use block::{Block, Cell, ListItem};
pub use lang::{Direction, Lang};
pub use lower_case::lower_case;
pub use picture::{Alt, Focus, Licence, Picture, Source};
pub use slug::Slug;
pub use story::{Attachment, Byline, Correction, Dateline, Person, Status, Story, Visibility};
pub use tag::{Tag, TagKind, fold_tag};
pub use text::{Span, SpanKind, Text, TextBuilder};
pub use time::Timestamp;
pub use wanted::Wanted;
pub use web_url::{UrlError, WebUrl};
