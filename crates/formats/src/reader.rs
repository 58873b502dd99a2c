//! The reader: bytes in, stories and problems out.
//!
//! Whatever way the bytes are cut into chunks, the same stories and problems come out in the same order: a piece is
//! looked at when its turn comes, with what the feed's head said before it.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};

use dateline_story::{Story, WebUrl};
use serde_json::Value;

use crate::desk::{Desk, shortened};
use crate::scan::{Cut, Piece, Scanner};
use crate::{FeedHead, Format, Limits, Problem, ProblemKind, adapt, edit, fields, head};

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
///
/// Order: [`push`](Self::push) and [`next_found`](Self::next_found) may be mixed in any way; after the last bytes comes
/// [`finish`](Self::finish), and then `next_found` until it gives nothing.
#[derive(Debug)]
pub struct FeedReader {
    url: WebUrl,
    limits: Limits,
    scanner: Scanner,
    /// The head's fields as far as they have been passed.
    fields: Value,
    head: FeedHead,
    /// The format that the publisher says it is.
    told: Option<Format>,
    ready: VecDeque<Found>,
    /// Identifiers seen, each with a hash of its story's headline and address.
    seen: HashMap<String, u64>,
}

impl FeedReader {
    /// A reader for the feed at `base`; relative addresses are seen from there, or from the feed's home page if it
    /// names one.
    pub fn new(base: WebUrl) -> Self {
        Self::with_limits(base, Limits::default())
    }

    /// A reader with bounds of your own.
    pub fn with_limits(base: WebUrl, limits: Limits) -> Self {
        Self {
            url: base,
            scanner: Scanner::new(limits.clone()),
            limits,
            fields: Value::Object(serde_json::Map::new()),
            head: FeedHead::default(),
            told: None,
            ready: VecDeque::new(),
            seen: HashMap::new(),
        }
    }

    /// Reads items as `format`, whatever they look like.
    #[must_use]
    pub fn as_format(mut self, format: Format) -> Self {
        self.told = Some(format);
        self.head.format = Some(format);
        self
    }

    /// Takes the next bytes, cut anywhere. Cost: one pass over them; nothing is parsed yet.
    pub fn push(&mut self, bytes: &[u8]) {
        self.scanner.push(bytes);
    }

    /// Says that no more bytes come: what is cut off now stays cut off.
    pub fn finish(&mut self) {
        self.scanner.finish();
    }

    /// The next story or problem; nothing if more bytes are needed, or at the end.
    ///
    /// Cost: at most one item is parsed.
    pub fn next_found(&mut self) -> Option<Found> {
        while self.ready.is_empty() {
            match self.scanner.next_piece()? {
                Piece::Head(path, bytes) => self.take_head(&path, &bytes),
                Piece::Item(cut) => self.take_item(cut),
                Piece::Document(bytes) => self.take_document(&bytes),
                Piece::Flaw(kind) => self.ready.push_back(Found::Problem(Problem::of_feed(kind))),
            }
        }
        self.ready.pop_front()
    }

    /// What is known of the feed so far.
    pub fn head(&self) -> &FeedHead {
        &self.head
    }

    /// Items that have begun to arrive, broken ones included.
    pub fn items_seen(&self) -> u32 {
        self.scanner.items_seen()
    }

    /// Bytes pushed so far.
    pub fn bytes_read(&self) -> u64 {
        self.scanner.bytes_read()
    }

    fn take_head(&mut self, path: &str, bytes: &[u8]) {
        match serde_json::from_slice(bytes) {
            Ok(value) => {
                head::insert(&mut self.fields, path, value);
                self.head = head::derive(&self.fields, &self.url, self.head.format);
            }
            Err(_) => {
                let kind = ProblemKind::HeadNotJson(shortened(path));
                self.ready.push_back(Found::Problem(Problem::of_feed(kind)));
            }
        }
    }

    fn take_item(&mut self, cut: Cut) {
        let place = cut.place;
        if let Some(kind) = cut.flaw {
            self.problem(place, &label_of_broken(&cut.bytes), kind);
            return;
        }
        let (value, repaired) = match parse(&cut.bytes) {
            Ok(parsed) => parsed,
            Err(reason) => {
                self.problem(place, &label_of_broken(&cut.bytes), ProblemKind::ItemNotJson(reason));
                return;
            }
        };
        if value.is_object() {
            self.take_object(place, &value, repaired);
        } else {
            self.problem(place, "", ProblemKind::ItemNotObject(fields::type_of(&value)));
        }
    }

    /// A document without a list is a story of its own, or nothing that we know.
    fn take_document(&mut self, bytes: &[u8]) {
        let kind = match parse(bytes) {
            Ok((value, repaired)) if adapt::is_story(&value) => {
                self.fields = Value::Object(serde_json::Map::new());
                self.head = FeedHead { format: self.told, ..FeedHead::default() };
                self.take_object(0, &value, repaired);
                return;
            }
            Ok(_) => ProblemKind::NoItems,
            Err(reason) => ProblemKind::NotJson(reason),
        };
        self.ready.push_back(Found::Problem(Problem::of_feed(kind)));
    }

    fn take_object(&mut self, place: u32, value: &Value, repaired: Option<ProblemKind>) {
        let format = self.told.unwrap_or_else(|| adapt::detect(value, &self.fields));
        if self.head.format.is_none() {
            self.head.format = Some(format);
            self.head = head::derive(&self.fields, &self.url, Some(format));
        }
        let base = self.head.home.clone().filter(|_| format == Format::JsonFeed).unwrap_or_else(|| self.url.clone());
        let limits = self.limits.clone();
        let mut desk = Desk::new(&base, &limits);
        repaired.into_iter().for_each(|kind| desk.note(kind));
        let Some(mut story) = adapt::story(format, value, &self.fields, &mut desk) else { return };
        if story.lang.is_none() {
            story.lang.clone_from(&self.head.lang);
        }
        let label = if story.headline.is_empty() { story.id.clone() } else { story.headline.clone() };
        let finished = edit::finish(story, &mut desk);
        let notes = std::mem::take(&mut desk.notes);
        match finished {
            Some(story) => {
                let kept = self.keep(place, story);
                if kept {
                    notes.into_iter().for_each(|kind| self.problem(place, &label, kind));
                }
            }
            None => self.problem(place, &label, ProblemKind::NoHeadline),
        }
    }

    /// Hands a story out, unless its identifier has been seen.
    fn keep(&mut self, place: u32, story: Story) -> bool {
        let mut hasher = DefaultHasher::new();
        (&story.headline, &story.url).hash(&mut hasher);
        let hash = hasher.finish();
        match self.seen.entry(story.id.clone()) {
            Entry::Vacant(free) => {
                free.insert(hash);
                self.ready.push_back(Found::Story(Box::new(story)));
                true
            }
            Entry::Occupied(taken) => {
                let kind = ProblemKind::DuplicateId { id: shortened(&story.id), same: *taken.get() == hash };
                self.problem(place, &story.headline, kind);
                false
            }
        }
    }

    fn problem(&mut self, place: u32, label: &str, kind: ProblemKind) {
        self.ready.push_back(Found::Problem(Problem { item: Some(place), label: shortened(label), kind }));
    }
}

/// Reads a feed that is there as a whole.
pub fn read_feed(bytes: &[u8], base: &WebUrl) -> Feed {
    let mut reader = FeedReader::new(base.clone());
    reader.push(bytes);
    reader.finish();
    let mut feed = Feed::default();
    while let Some(found) = reader.next_found() {
        match found {
            Found::Story(story) => feed.stories.push(*story),
            Found::Problem(problem) => feed.problems.push(problem),
        }
    }
    feed.head = reader.head;
    feed
}

/// Parses an item. What is wrong in a way that hides nothing is put right and told: bytes that are not UTF-8, and line
/// breaks that were not escaped.
fn parse(bytes: &[u8]) -> Result<(Value, Option<ProblemKind>), String> {
    let reason = match serde_json::from_slice(bytes) {
        Ok(value) => return Ok((value, None)),
        Err(error) => error.to_string(),
    };
    let text = String::from_utf8_lossy(bytes);
    if let (std::borrow::Cow::Owned(_), Ok(value)) = (&text, serde_json::from_str(&text)) {
        return Ok((value, Some(ProblemKind::BadUtf8)));
    }
    match serde_json::from_str(&with_escapes(&text)) {
        Ok(value) => Ok((value, Some(ProblemKind::ControlCharacter))),
        Err(_) => Err(reason),
    }
}

/// The text with control characters escaped inside strings, and left alone outside.
fn with_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '\n' if in_string => out.push_str("\\n"),
            '\t' if in_string => out.push_str("\\t"),
            '\r' if in_string => {}
            c if in_string && c < ' ' => out.push(' '),
            c => out.push(c),
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    out
}

/// What can be told of an item that cannot be parsed: what stands after its first `title` or `id`.
fn label_of_broken(bytes: &[u8]) -> String {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
    let value = ["\"title\"", "\"headline\"", "\"id\""].iter().find_map(|name| {
        let after = start.split_once(name)?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        after.split('"').next().map(str::to_owned)
    });
    value.unwrap_or_default()
}
