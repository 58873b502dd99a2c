//! Cuts a feed's items out of its bytes as they arrive.
//!
//! The scanner knows just enough of JSON (RFC 8259) to tell where a value ends: strings, escapes and brackets. Whether a
//! value is right is left to [`json`](crate::json), item by item, so that one malformed item costs one item. A bracket that closes
//! more than it should is forgiven inside an item: `}` closes down to its `{`, a stray `]` is skipped.
//!
//! The list of items is the top-level array, or an array under a name for lists in the top-level object, or in an object
//! under a name for wrappers there ([`grammar`] has the names). Other fields of those objects are the feed's head, in the order
//! they arrive. As long as no list has begun, the whole document is kept as well: it may be a single story.

mod grammar;
mod markup;

use std::collections::VecDeque;

use crate::nest::Nest;
use crate::xml::Cutter;
use crate::{Limits, ProblemKind};

/// The byte order mark.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
/// Larger head fields are of no use to us.
const MAX_HEAD_FIELD: usize = 64 << 10;
/// Fields of a head that are kept.
const MAX_HEAD_FIELDS: u32 = 400;
/// Bytes of an oversized item that are kept, so that its headline can be named.
const KEPT_OF_OVERSIZED: usize = 400;

/// Something cut out of a feed, in the feed's order.
#[derive(Debug)]
pub(crate) enum Piece {
    /// A field of the head: its path, joined by dots, and its JSON.
    Head(String, Vec<u8>),
    /// An item of the list.
    Item(Cut),
    /// The whole document, in which there was no list.
    Document(Vec<u8>),
    /// The head of a feed in XML, as far as it has come.
    Channel(Vec<u8>),
    /// An item of a feed in XML.
    Element(Cut),
    /// Something that is wrong between the items, or with the feed.
    Flaw(ProblemKind),
}

/// An item's bytes.
#[derive(Debug)]
pub(crate) struct Cut {
    /// The item's place, from 0.
    pub(crate) place: u32,
    /// Its text, or the beginning of it if `flaw` is set.
    pub(crate) bytes: Vec<u8>,
    /// Why it is not worth parsing.
    pub(crate) flaw: Option<ProblemKind>,
}

/// Where the scanner stands between values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Before the top-level value.
    Start,
    /// In an object, before a key or the end; `true` right after a comma.
    Key(bool),
    /// In a key.
    InKey,
    /// Between a key and its colon.
    Colon,
    /// Before a value; `true` where the list may end instead.
    Value(bool),
    /// In a value that is cut out whole.
    Inside,
    /// After a value.
    After,
    /// After the top-level value.
    End,
    /// In a page or feed of markup.
    Markup,
    /// Nothing more can be made of the bytes.
    Lost,
}

/// What the value being cut out is for.
#[derive(Debug)]
enum Goal {
    Head(String),
    Item,
    /// A top-level number, string, `true`, `false` or `null`.
    Scalar,
}

/// An object or list that the scanner has entered.
#[derive(Debug)]
enum Frame {
    /// An object whose fields are head fields; its path with a dot at the end, or empty.
    Object(String),
    List,
}

/// The scanner. Push bytes, take pieces.
#[derive(Debug)]
pub(crate) struct Scanner {
    limits: Limits,
    pieces: VecDeque<Piece>,
    mode: Mode,
    frames: Vec<Frame>,
    /// The raw key being read, quotes included; then the key itself.
    key: Vec<u8>,
    goal: Goal,
    nest: Nest,
    /// The value being cut out.
    value: Vec<u8>,
    value_bytes: usize,
    /// The document so far, while no list has begun.
    document: Option<Vec<u8>>,
    items: u32,
    head_fields: u32,
    read: u64,
    xml: Cutter,
    /// Structural faults are reported once; the first explains the rest.
    faulted: bool,
    /// The fault, as long as it may be that of a document that will be parsed as a whole.
    held: Option<ProblemKind>,
    listed: bool,
    key_escaped: bool,
    finished: bool,
}

impl Scanner {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            xml: Cutter::new(limits.max_item_bytes),
            limits,
            pieces: VecDeque::new(),
            mode: Mode::Start,
            frames: Vec::new(),
            key: Vec::new(),
            goal: Goal::Scalar,
            nest: Nest::default(),
            value: Vec::new(),
            value_bytes: 0,
            document: Some(Vec::new()),
            items: 0,
            head_fields: 0,
            read: 0,
            faulted: false,
            held: None,
            listed: false,
            key_escaped: false,
            finished: false,
        }
    }

    pub(crate) fn items_seen(&self) -> u32 {
        self.items
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.read
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.finished
    }

    /// The next piece, if one is complete.
    pub(crate) fn next_piece(&mut self) -> Option<Piece> {
        self.pieces.pop_front()
    }

    /// Takes the next bytes. Cost: one pass over them, and a copy of what is kept.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() && self.mode != Mode::Lost {
            let rest = &bytes[at..];
            let used = match self.mode {
                Mode::Inside => self.inside(rest),
                Mode::Markup => self.markup(rest),
                _ => self.between(rest[0]),
            };
            if let Some(document) = &mut self.document {
                document.extend_from_slice(&rest[..used]);
                if document.len() > self.limits.max_item_bytes {
                    self.document = None;
                }
            }
            at += used;
            self.read += used as u64;
        }
        self.read += (bytes.len() - at) as u64;
    }

    /// Says that no more bytes come.
    pub(crate) fn finish(&mut self) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        if self.mode == Mode::Inside && self.nest.is_bare() {
            self.value_done();
        }
        match self.mode {
            Mode::Start => self.lose(ProblemKind::Empty),
            Mode::End => self.document_done(),
            Mode::Markup => self.markup_done(),
            Mode::Lost => {}
            _ => self.lose(ProblemKind::CutOff { at: self.read }),
        }
    }

    /// Bytes of the value being cut out; the number used.
    fn inside(&mut self, bytes: &[u8]) -> usize {
        let (used, done) = self.nest.follow(bytes);
        self.keep(&bytes[..used]);
        if done {
            self.value_done();
        }
        used
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.value_bytes += bytes.len();
        let most = match self.goal {
            Goal::Head(_) => MAX_HEAD_FIELD,
            Goal::Item if self.items > self.limits.max_stories => 0,
            Goal::Item | Goal::Scalar => self.limits.max_item_bytes,
        };
        if self.value_bytes <= most {
            self.value.extend_from_slice(bytes);
        } else {
            self.value.truncate(KEPT_OF_OVERSIZED);
            self.value.shrink_to_fit();
        }
    }

    fn begin_value(&mut self, goal: Goal) {
        if matches!(goal, Goal::Item) {
            self.count_item();
        }
        self.goal = goal;
        self.nest = Nest::default();
        self.value.clear();
        self.value_bytes = 0;
        self.mode = Mode::Inside;
    }

    fn count_item(&mut self) {
        self.items = self.items.saturating_add(1);
        if self.items == self.limits.max_stories.saturating_add(1) {
            self.pieces.push_back(Piece::Flaw(ProblemKind::TooManyStories(self.limits.max_stories)));
        }
    }

    fn value_done(&mut self) {
        self.mode = Mode::After;
        let bytes = std::mem::take(&mut self.value);
        match std::mem::replace(&mut self.goal, Goal::Scalar) {
            Goal::Head(path) => {
                self.head_fields += 1;
                if self.value_bytes <= MAX_HEAD_FIELD && self.head_fields <= MAX_HEAD_FIELDS {
                    self.pieces.push_back(Piece::Head(path, bytes));
                }
            }
            Goal::Item if self.items > self.limits.max_stories => {}
            Goal::Item => {
                let flaw = if self.value_bytes > self.limits.max_item_bytes {
                    Some(ProblemKind::ItemTooLarge(self.limits.max_item_bytes))
                } else if self.nest.deepest > self.limits.max_depth {
                    Some(ProblemKind::ItemTooDeep(self.limits.max_depth))
                } else {
                    None
                };
                self.pieces.push_back(Piece::Item(Cut { place: self.items - 1, bytes, flaw }));
            }
            Goal::Scalar => self.mode = Mode::End,
        }
    }

    fn enter_list(&mut self) {
        self.frames.push(Frame::List);
        self.document = None;
        self.listed = true;
        self.pieces.extend(self.held.take().map(Piece::Flaw));
        self.mode = Mode::Value(true);
    }

    fn enter_object(&mut self, path: String) {
        self.frames.push(Frame::Object(path));
        self.mode = Mode::Key(false);
    }

    fn leave(&mut self) {
        self.frames.pop();
        self.mode = if self.frames.is_empty() { Mode::End } else { Mode::After };
    }

    fn path(&self) -> &str {
        match self.frames.last() {
            Some(Frame::Object(path)) => path,
            _ => "",
        }
    }

    fn document_done(&mut self) {
        if let Some(document) = self.document.take() {
            let bytes = document.strip_prefix(&MARK).map(<[u8]>::to_vec).unwrap_or(document);
            self.pieces.push_back(Piece::Document(bytes));
        } else if !self.listed {
            self.pieces.push_back(Piece::Flaw(ProblemKind::NoItems));
        } else if self.items == 0 {
            self.pieces.push_back(Piece::Flaw(ProblemKind::NoStories));
        }
    }

    fn lose(&mut self, kind: ProblemKind) {
        self.pieces.push_back(Piece::Flaw(kind));
        self.mode = Mode::Lost;
    }

    fn expect(&mut self, met: bool, expected: &'static str) -> usize {
        if !met {
            self.fault(expected);
        }
        1
    }

    fn fault(&mut self, expected: &'static str) {
        if std::mem::replace(&mut self.faulted, true) {
            return;
        }
        let kind = ProblemKind::Syntax { at: self.read, expected };
        if self.document.is_some() {
            self.held = Some(kind);
        } else {
            self.pieces.push_back(Piece::Flaw(kind));
        }
    }
}
