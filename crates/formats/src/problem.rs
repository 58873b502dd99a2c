//! What can be wrong with a feed or with one of its items.
//!
//! Feeds are messy, and that is not an error: reading always succeeds, and what could not be used is said here, once,
//! with its place and with what was done about it.

use std::fmt;

use dateline_story::UrlError;

/// One thing that is wrong with a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The item's place in the feed, from 0; `None` if it is the feed itself.
    pub item: Option<u32>,
    /// The item's headline or identifier, shortened; may be empty.
    pub label: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Nothing came.
    #[error("the feed is empty; check its address")]
    Empty,
    /// An error page, usually.
    #[error("this looks like an HTML page, not JSON; check the feed's address, and that it needs no login")]
    Html,
    /// JSON at first sight only, or not even that.
    #[error("this is not JSON ({expected} was expected at byte {at})")]
    NotJson {
        /// Where, in bytes from the start.
        at: u64,
        /// What JSON has there.
        expected: &'static str,
    },
    /// Text in two bytes a character.
    #[error("this is not UTF-8, it looks like UTF-16; save the feed as UTF-8")]
    Utf16,
    /// The bytes end before the feed does.
    #[error("the feed breaks off after {at} bytes; what came before is kept")]
    CutOff {
        /// How many bytes came.
        at: u64,
    },
    /// JSON, but no list of stories and no story.
    #[error("there is no list of stories in this JSON; expected an array, or an object with `items`")]
    NoItems,
    /// The list is empty.
    #[error("the feed has no stories")]
    NoStories,
    /// Wrong JSON between the items; the items themselves are read.
    #[error("the JSON is wrong at byte {at} ({expected} was expected); it is read on from there")]
    Syntax {
        /// Where, in bytes from the start.
        at: u64,
        /// What JSON has there.
        expected: &'static str,
    },
    /// A field of the head that is not JSON.
    #[error("the feed's `{0}` is not JSON; it is left out")]
    HeadNotJson(String),
    /// More stories than we hold.
    #[error("the feed has more than {0} stories; the rest is not read")]
    TooManyStories(u32),
    /// An item that is not JSON.
    #[error("the item is not JSON ({expected} was expected {at} bytes into it); it is left out")]
    ItemNotJson {
        /// Where, in bytes from the item's start.
        at: usize,
        /// What JSON has there.
        expected: &'static str,
    },
    /// A number, a string or an array where a story should be.
    #[error("the item is {0}, not an object; it is left out")]
    ItemNotObject(&'static str),
    /// An item larger than any story.
    #[error("the item is longer than {0} bytes; it is left out")]
    ItemTooLarge(usize),
    /// Brackets in brackets without end.
    #[error("the item is nested deeper than {0} levels; it is left out")]
    ItemTooDeep(u16),
    /// Two items say they are the same story.
    #[error("another item has the identifier “{id}” too; the first is kept")]
    DuplicateId {
        /// The identifier.
        id: String,
        /// True if headline and address are the same as well, so that nothing is lost.
        same: bool,
    },
    /// Nothing that could stand as a headline.
    #[error("the item has no headline and no text to take one from; it is left out")]
    NoHeadline,
    /// The headline was taken from elsewhere.
    #[error("the item has no headline; the start of its {0} is used instead")]
    HeadlineFrom(&'static str),
    /// A headline as long as an article.
    #[error("the headline has more than {0} characters; the rest is cut off")]
    HeadlineCut(usize),
    /// No identifier of its own.
    #[error("the item has no identifier; its {0} is used instead")]
    IdFrom(&'static str),
    /// A date that is none.
    #[error("`{field}` is “{value}”, which is not a date; the story is shown without it")]
    BadDate {
        /// The field's name in the feed.
        field: &'static str,
        /// What it holds, shortened.
        value: String,
    },
    /// An address that cannot be linked.
    #[error("`{field}` is “{value}”; it is left out")]
    BadUrl {
        /// The field's name in the feed.
        field: &'static str,
        /// What it holds, shortened.
        value: String,
        /// Why it is refused.
        source: UrlError,
    },
    /// A field of the wrong type.
    #[error("`{field}` is {found}, {expected} was expected; it is left out")]
    WrongType {
        /// The field's name in the feed.
        field: &'static str,
        /// What was hoped for.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A language tag that is none.
    #[error("“{0}” is not a language tag; it is left out")]
    BadLang(String),
    /// Bytes that are not UTF-8.
    #[error("the item is not UTF-8 throughout; what cannot be read is shown as \u{fffd}")]
    BadUtf8,
    /// Line breaks and the like inside JSON strings.
    #[error("a string in the item holds a bare control character, which JSON forbids; it is read all the same")]
    ControlCharacter,
    /// Parts of the body that are never shown.
    #[error("<{0}> in the body is not shown")]
    Dropped(String),
    /// A body without end.
    #[error("the body has more than {0} blocks; the rest is left out")]
    BodyCut(usize),
}

impl ProblemKind {
    /// A short name that stays, for machines: `item-not-json`, `bad-date`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "feed-empty",
            Self::Html => "feed-is-html",
            Self::NotJson { .. } => "feed-not-json",
            Self::Utf16 => "feed-is-utf-16",
            Self::CutOff { .. } => "feed-cut-off",
            Self::NoItems => "no-items",
            Self::NoStories => "no-stories",
            Self::Syntax { .. } => "feed-syntax",
            Self::HeadNotJson(_) => "head-not-json",
            Self::TooManyStories(_) => "too-many-stories",
            Self::ItemNotJson { .. } => "item-not-json",
            Self::ItemNotObject(_) => "item-not-object",
            Self::ItemTooLarge(_) => "item-too-large",
            Self::ItemTooDeep(_) => "item-too-deep",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::NoHeadline => "no-headline",
            Self::HeadlineFrom(_) => "headline-from-elsewhere",
            Self::HeadlineCut(_) => "headline-cut",
            Self::IdFrom(_) => "id-from-elsewhere",
            Self::BadDate { .. } => "bad-date",
            Self::BadUrl { .. } => "bad-url",
            Self::WrongType { .. } => "wrong-type",
            Self::BadLang(_) => "bad-lang",
            Self::BadUtf8 => "bad-utf8",
            Self::ControlCharacter => "control-character",
            Self::Dropped(_) => "body-part-dropped",
            Self::BodyCut(_) => "body-cut",
        }
    }

    /// Whether a whole story is lost, or the rest of the feed.
    pub const fn is_loss(&self) -> bool {
        match self {
            Self::Empty
            | Self::Html
            | Self::NotJson { .. }
            | Self::Utf16
            | Self::CutOff { .. }
            | Self::NoItems
            | Self::TooManyStories(_)
            | Self::ItemNotJson { .. }
            | Self::ItemNotObject(_)
            | Self::ItemTooLarge(_)
            | Self::ItemTooDeep(_)
            | Self::NoHeadline => true,
            Self::DuplicateId { same, .. } => !*same,
            _ => false,
        }
    }
}

impl Problem {
    /// A problem of the feed as a whole.
    pub(crate) fn of_feed(kind: ProblemKind) -> Self {
        Self { item: None, label: String::new(), kind }
    }

    /// A stable short name; see [`ProblemKind::code`].
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Whether a story is lost; see [`ProblemKind::is_loss`].
    pub const fn is_loss(&self) -> bool {
        self.kind.is_loss()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            // People count from one.
            Some(place) => write!(f, "Item {}", place + 1)?,
            None => f.write_str("Feed")?,
        }
        if !self.label.is_empty() {
            write!(f, " (“{}”)", self.label)?;
        }
        write!(f, ": {}", self.kind)?;
        if let ProblemKind::BadUrl { source, .. } = &self.kind {
            write!(f, " ({source})")?;
        }
        f.write_str(".")
    }
}
