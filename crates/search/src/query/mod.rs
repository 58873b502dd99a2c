//! Queries: what a reader asked for, in parts.

mod describe;
mod parse;

pub use describe::Description;
pub use parse::parse_query;

use crate::fields::Field;
use dateline_story::Timestamp;

/// What a reader asked for. An empty query asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What stories should match, or must not.
    pub clauses: Vec<Clause>,
    /// From this instant on: `from:2012-02`.
    pub from: Option<Timestamp>,
    /// Before this instant: `to:2012` is before 2013.
    pub to: Option<Timestamp>,
}

impl Query {
    /// True if nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One wish: any of some words or phrases, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// True for `-word`: stories that match are left out.
    pub excluded: bool,
    /// The alternatives of `ferry OR boat`; one for a plain word.
    pub any_of: Vec<Atom>,
}

/// A word or a phrase, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// The words, without quotes; never blank.
    pub text: String,
    /// True for `"quoted words"`: they match as written, one after the other.
    pub phrase: bool,
    /// True if the reader may still be typing the last word: it matches as a beginning.
    pub open: bool,
    /// Where to look; everywhere if nothing was said.
    pub within: Option<Within>,
}

/// A part of the story that a query can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// `title:` or `headline:`.
    Headline,
    /// `tag:`.
    Tag,
    /// `by:` or `author:`.
    Byline,
    /// `place:`, the dateline.
    Place,
    /// `caption:`.
    Caption,
    /// `credit:`.
    Credit,
    /// `body:` or `text:`.
    Body,
}

impl Within {
    /// The names that may be typed before a colon.
    const NAMES: &'static [(&'static str, Self)] = &[
        ("title", Self::Headline),
        ("headline", Self::Headline),
        ("tag", Self::Tag),
        ("by", Self::Byline),
        ("author", Self::Byline),
        ("place", Self::Place),
        ("caption", Self::Caption),
        ("credit", Self::Credit),
        ("body", Self::Body),
        ("text", Self::Body),
    ];

    /// The fields that it covers, a bit each.
    pub(crate) fn fields(self) -> u8 {
        match self {
            Self::Headline => Field::Headline.bit(),
            Self::Tag => Field::Tag.bit(),
            Self::Byline => Field::Byline.bit(),
            Self::Place => Field::Dateline.bit(),
            Self::Caption => Field::Caption.bit(),
            Self::Credit => Field::Credit.bit(),
            Self::Body => Field::Body.bit() | Field::Standfirst.bit(),
        }
    }
}
