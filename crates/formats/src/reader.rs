//! The reader: bytes in, stories and problems out.
//!
//! Whatever way the bytes are cut into chunks, the same stories and problems come out in the same order: a piece is
//! looked at when its turn comes, with what the feed's head said before it.

mod xml;

use std::collections::VecDeque;

use dateline_story::{Lang, Story, WebUrl};

use crate::desk::{Desk, shortened};
use crate::json::{self, Json};
use crate::scan::{Cut, Piece, Scanner};
use crate::seen::Seen;
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
    fields: Json<'static>,
    head: FeedHead,
    /// The format that the publisher says it is.
    told: Option<Format>,
    ready: VecDeque<Found>,
    /// True once anything has been handed out.
    has_spoken: bool,
    seen: Seen,
    /// True once a story was found that says no language, before the head said one.
    has_mute_story: bool,
    /// Which fields of the story found last came from which of its item's.
    origins: Vec<(&'static str, &'static str)>,
    /// True for a feed in XML that says it is in Latin-1.
    is_latin: bool,
    /// Items of a WordPress export, each with its place.
    #[cfg(not(target_arch = "wasm32"))]
    export: Vec<(u32, Json<'static>)>,
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
            fields: Json::Null,
            head: FeedHead::default(),
            told: None,
            ready: VecDeque::new(),
            has_spoken: false,
            seen: Seen::default(),
            has_mute_story: false,
            origins: Vec::new(),
            is_latin: false,
            #[cfg(not(target_arch = "wasm32"))]
            export: Vec::new(),
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
            let Some(piece) = self.scanner.next_piece() else {
                #[cfg(not(target_arch = "wasm32"))]
                if self.take_export() {
                    continue;
                }
                return self.last_word();
            };
            match piece {
                Piece::Head(path, bytes) => self.take_head(&path, &bytes),
                Piece::Item(cut) => self.take_item(cut),
                Piece::Document(bytes) => self.take_document(&bytes),
                Piece::Channel(bytes) => self.take_channel(&bytes),
                Piece::Element(cut) => self.take_element(&cut),
                Piece::Flaw(kind) => self.ready.push_back(Found::Problem(Problem::of_feed(kind))),
            }
        }
        self.has_spoken = true;
        self.ready.pop_front()
    }

    /// A feed of which nothing came, not even a problem, has things in its list that are no stories.
    fn last_word(&mut self) -> Option<Found> {
        let is_silent = self.scanner.is_finished() && !self.has_spoken;
        self.has_spoken |= is_silent;
        is_silent.then(|| Found::Problem(Problem::of_feed(ProblemKind::NoStories)))
    }

    /// What is known of the feed so far.
    pub fn head(&self) -> &FeedHead {
        &self.head
    }

    /// The feed's language, where it came behind stories that say none of their own: those are in it as well, and whoever has
    /// them tells them with [`Story::adopt_lang`].
    pub fn late_lang(&self) -> Option<&Lang> {
        self.head.lang.as_ref().filter(|_| self.has_mute_story)
    }

    /// Tells stories that were handed out before the feed's language came that it is theirs.
    pub fn tell_late_lang(&self, stories: &mut [Story]) {
        if let Some(lang) = self.late_lang() {
            stories.iter_mut().for_each(|story| story.adopt_lang(lang));
        }
    }

    /// Items that have begun to arrive, broken ones included.
    pub fn items_seen(&self) -> u32 {
        self.scanner.items_seen()
    }

    /// Bytes pushed so far.
    pub fn bytes_read(&self) -> u64 {
        self.scanner.bytes_read()
    }

    /// Which of a story's fields came from which of its item's: `("headline", "title")`. Of the story found last.
    pub fn origins(&self) -> &[(&'static str, &'static str)] {
        &self.origins
    }

    fn take_head(&mut self, path: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        match json::parse(&text, self.limits.max_depth) {
            Ok(parsed) => {
                head::insert(&mut self.fields, path, parsed.value.into_owned());
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
        let text = String::from_utf8_lossy(&cut.bytes);
        if let Some(kind) = cut.flaw {
            self.problem(place, label_of_broken(&text), kind);
            return;
        }
        match json::parse(&text, self.limits.max_depth) {
            Ok(parsed) if adapt::is_object(&parsed.value) => {
                let flaw = flaw(&text, &cut.bytes, parsed.has_controls);
                self.take_object(place, &parsed.value, flaw);
            }
            Ok(parsed) => {
                let flaw = flaw(&text, &cut.bytes, parsed.has_controls);
                let found = ProblemKind::ItemNotObject(fields::type_of(&parsed.value));
                [Some(found), flaw].into_iter().flatten().for_each(|kind| self.problem(place, "", kind));
            }
            Err(error) => {
                let kind = ProblemKind::ItemNotJson { at: error.at, expected: error.expected };
                self.problem(place, label_of_broken(&text), kind);
            }
        }
    }

    /// A document without a list is a story of its own, or nothing that we know.
    fn take_document(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let kind = match json::parse(&text, self.limits.max_depth) {
            Ok(parsed) if adapt::is_story(&parsed.value) => {
                self.fields = Json::Null;
                self.head = FeedHead { format: self.told, ..FeedHead::default() };
                self.take_object(0, &parsed.value, flaw(&text, bytes, parsed.has_controls));
                return;
            }
            Ok(_) => ProblemKind::NoItems,
            Err(error) => ProblemKind::NotJson { at: error.at as u64, expected: error.expected },
        };
        self.ready.push_back(Found::Problem(Problem::of_feed(kind)));
    }

    fn take_object(&mut self, place: u32, value: &Json<'_>, flaw: Option<ProblemKind>) {
        let mut flaw = flaw;
        for item in adapt::stories(value) {
            let format = self.told.unwrap_or_else(|| adapt::detect(item, &self.fields));
            if adapt::is_object(item) && adapt::is_wanted(item, format) {
                self.take_story(place, item, format, flaw.take());
            }
        }
    }

    fn take_story(&mut self, place: u32, item: &Json<'_>, format: Format, flaw: Option<ProblemKind>) {
        self.head.format.get_or_insert(format);
        let home = self.head.home.as_ref().filter(|_| format == Format::JsonFeed);
        let base = home.unwrap_or(&self.url).clone();
        let limits = self.limits.clone();
        let mut desk = Desk::new(base, &limits);
        flaw.into_iter().for_each(|kind| desk.note(kind));
        let mut story = adapt::recipe(format).story(item, &self.fields, &mut desk);
        if story.lang.is_none() {
            story.lang.clone_from(&self.head.lang);
        }
        let label = if story.headline.is_empty() { shortened(&story.id) } else { shortened(&story.headline) };
        let Some(story) = edit::finish(story, &mut desk) else {
            self.problem(place, &label, ProblemKind::NoHeadline);
            return;
        };
        match self.seen.add(&story) {
            Ok(()) => {
                self.has_mute_story |= story.lang.is_none();
                self.origins = desk.origins;
                self.ready.push_back(Found::Story(Box::new(story)));
                desk.notes.into_iter().for_each(|kind| self.problem(place, &label, kind));
            }
            Err(same) => {
                let kind = ProblemKind::DuplicateId { id: shortened(&story.id), same };
                self.problem(place, &label, kind);
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
    reader.tell_late_lang(&mut feed.stories);
    feed.head = reader.head;
    feed
}

/// What is wrong with an item's text in a way that hides nothing of it.
fn flaw(text: &str, bytes: &[u8], has_controls: bool) -> Option<ProblemKind> {
    if text.len() != bytes.len() || text.as_bytes() != bytes {
        return Some(ProblemKind::BadUtf8);
    }
    has_controls.then_some(ProblemKind::ControlCharacter)
}

/// What can be told of an item that cannot be parsed: what stands after its first title or identifier.
fn label_of_broken(text: &str) -> &str {
    let value = ["\"title\"", "\"headline\"", "\"id\""].iter().find_map(|name| {
        let after = text.split_once(name)?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        after.split('"').next()
    });
    value.unwrap_or_default()
}
