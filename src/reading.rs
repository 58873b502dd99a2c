//! One reading of feeds into the library: in slices, with pauses for the page between them.

mod copied;
mod telling;
mod trouble;

use std::{cell::Cell, rc::Rc};

use dateline_formats::{FeedReader, Found, Problem, next_by_headers};
use dateline_search::StoryId;
use dateline_story::{Story, Timestamp, WebUrl};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use trouble::kind_of;

use crate::{
    copies,
    failure::{Failure, FailureKind},
    fetch::{self, ByteStream},
    library::SharedLibrary,
    manifest,
    pace::{Slice, breathe, rest},
    state::{Job, ReaderAction},
};

/// How long the page has for drawing its first cards before more is read, in milliseconds: three frames.
const FIRST_CARDS_MS: i32 = 50;
/// How many bytes are scanned between two looks at the clock. The browser compiles what runs for the first time, so the first
/// bytes take long.
const BYTES_AT_ONCE: u32 = 2 * 1024;

/// Where stories come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Feeds to fetch, or why one cannot be.
    Feeds(Vec<Result<WebUrl, Failure>>),
    /// A feed that the page hands over: its text, and what addresses in it are seen from.
    Handed(Rc<str>, WebUrl),
}

/// What reading a feed tells the page around, besides stories.
#[derive(Clone, PartialEq)]
pub struct FeedTold {
    /// Called for each story or field that could not be read.
    pub on_problem: Callback<Problem>,
    /// Called for each feed that failed.
    pub on_failure: Callback<Failure>,
}

/// One reading of all feeds, from beginning to end.
pub struct Reading {
    library: SharedLibrary,
    act: Callback<ReaderAction>,
    told: FeedTold,
    /// Set when nobody is interested any more.
    gone: Rc<Cell<bool>>,
    /// The stretch of work since the last pause.
    slice: Slice,
    /// When the view may be told again; `None` until it has been told that there are stories.
    next_tell_ms: Rc<Cell<Option<f64>>>,
    /// Stories that were in the library before this feed.
    begun_with: usize,
    /// The place in the library of the first story of this feed.
    begun_at: usize,
    /// Tells of the last stories if nothing more comes for a while; called off when dropped.
    untold: Option<Timeout>,
    /// What is wrong with the feed being read as a whole, once that has come to light.
    wrong: Option<FailureKind>,
    keeps_copies: bool,
    /// The number of the feed whose copy is being read.
    copied: Option<usize>,
    skipped: usize,
    next_pages: Vec<WebUrl>,
}

/// The reading was called off; there is nobody to tell.
struct Gone;

impl Reading {
    /// One that nothing is known of yet but where its stories go and whom to tell; `gone` is set to end it.
    pub fn new(library: SharedLibrary, act: Callback<ReaderAction>, told: FeedTold, gone: Rc<Cell<bool>>) -> Self {
        Self {
            library,
            act,
            told,
            gone,
            slice: Slice::begin(),
            next_tell_ms: Rc::default(),
            begun_with: 0,
            begun_at: 0,
            untold: None,
            wrong: None,
            keeps_copies: false,
            copied: None,
            skipped: 0,
            next_pages: Vec::new(),
        }
    }

    /// The same for a job that others went before, in which `skipped` stories could not be read.
    pub fn doing(self, job: &Job, keeps_copies: bool, skipped: usize) -> Self {
        // Where a list is there already, others are told of at once.
        let next_tell_ms = Cell::new((job.pages.is_some() || job.is_quiet).then_some(0.0));
        let keeps_copies = keeps_copies && job.pages.is_none();
        Self { next_tell_ms: Rc::new(next_tell_ms), keeps_copies, skipped, ..self }
    }

    /// Reads it all, and tells the state when that is done.
    pub async fn read_all(mut self, origin: Origin, signal: Option<web_sys::AbortSignal>) {
        let outcome = match origin {
            Origin::Feeds(feeds) => self.read_feeds(feeds, signal).await,
            Origin::Handed(json, base) => self.read_handed(&json, base).await,
        };
        if outcome.is_ok() && !self.gone.get() {
            self.tell(None);
            self.untold = None;
            self.act.emit(ReaderAction::Finished(self.next_pages));
        }
    }

    async fn read_feeds(
        &mut self,
        feeds: Vec<Result<WebUrl, Failure>>,
        signal: Option<web_sys::AbortSignal>,
    ) -> Result<(), Gone> {
        let copies = self.read_copies(&feeds).await?;
        for (number, feed) in feeds.into_iter().enumerate() {
            let read = match feed {
                Ok(url) => self.read_feed(&url, signal.as_ref()).await?,
                Err(failure) => Err(failure),
            };
            match read {
                Ok(()) => self.library.0.borrow_mut().end_copy(number),
                Err(failure) => {
                    if let Some(minutes) = copies.get(number).copied().flatten() {
                        self.act.emit(ReaderAction::Stale(minutes));
                    }
                    self.fail(failure)?;
                }
            }
        }
        Ok(())
    }

    /// Reads one feed. The outer error is for a reading that was called off, the inner for a feed that failed.
    async fn read_feed(
        &mut self,
        url: &WebUrl,
        signal: Option<&web_sys::AbortSignal>,
    ) -> Result<Result<(), Failure>, Gone> {
        let failure = |kind| Failure { url: url.to_string(), kind };
        let mut stream = match fetch::open(url, self.keeps_copies, signal).await {
            Ok(stream) => stream,
            Err(error) => return Ok(Err(failure(kind_of(error)))),
        };
        let mut reader = self.begin(stream.url.clone().unwrap_or_else(|| url.clone()));
        // An archive's manifest, as far as it has come.
        let mut manifest = Vec::new();
        loop {
            let chunk = stream.next_chunk().await;
            self.still_wanted()?;
            match chunk {
                Ok(Some(bytes)) if reader.bytes_read() == 0 && manifest::goes_on(&manifest, &bytes) => {
                    manifest.append(&mut bytes.to_vec());
                }
                Ok(Some(bytes)) => {
                    // It was none.
                    reader.push(&std::mem::take(&mut manifest));
                    self.take(&mut reader, &bytes, &stream).await?;
                }
                Ok(None) => break,
                Err(error) => return Ok(Err(failure(kind_of(error)))),
            }
            self.tell_soon(self.expected(&reader, &stream));
            if reader.bytes_read() > copies::MOST_BYTES {
                stream.copy.take().inspect(copies::give_up);
            }
        }
        if manifest::is_one(&manifest) {
            stream.copy.iter().for_each(copies::give_up);
            let url = stream.url.as_ref().unwrap_or(url);
            self.library.0.borrow_mut().add_archive(url, manifest);
            self.act.emit(ReaderAction::Shelved);
            return Ok(Ok(()));
        }
        reader.push(&manifest);
        self.end(&mut reader).await?;
        let by_headers = || next_by_headers(url, stream.link.as_deref(), stream.total_pages.as_deref());
        self.next_pages.extend(reader.head().next.clone().or_else(by_headers).filter(|next| next != url));
        if let Some(kind) = self.wrong.take() {
            return Ok(Err(failure(kind)));
        }
        if let Some(copy) = stream.copy {
            let url = url.clone();
            // Whether it can be kept makes no difference to this visit.
            spawn_local(async move {
                copies::keep(&url, &copy).await;
            });
        }
        Ok(Ok(()))
    }

    async fn read_handed(&mut self, json: &str, base: WebUrl) -> Result<(), Gone> {
        let url = base.to_string();
        let mut reader = self.begin(base);
        for piece in json.as_bytes().chunks(BYTES_AT_ONCE as usize) {
            reader.push(piece);
            self.drain(&mut reader, None).await?;
        }
        self.end(&mut reader).await?;
        match self.wrong.take() {
            Some(kind) => self.fail(Failure { url, kind }),
            None => Ok(()),
        }
    }

    /// A reader for the next feed.
    fn begin(&mut self, base: WebUrl) -> FeedReader {
        let library = self.library.0.borrow();
        (self.begun_with, self.begun_at) = (library.len(), library.stories().len());
        FeedReader::new(base)
    }

    /// All of a feed has come: stories that came before their feed's language are told it.
    async fn end(&mut self, reader: &mut FeedReader) -> Result<(), Gone> {
        reader.finish();
        self.drain(reader, None).await?;
        let Some(lang) = reader.late_lang() else { return Ok(()) };
        let end = self.library.0.borrow().stories().len();
        for place in self.begun_at..end {
            self.library.0.borrow_mut().tell_lang(StoryId(place as u32), lang);
            self.pause_when_due(None).await?;
        }
        Ok(())
    }

    /// Scans bytes piece by piece, and makes stories of what they complete.
    async fn take(&mut self, reader: &mut FeedReader, bytes: &Uint8Array, stream: &ByteStream) -> Result<(), Gone> {
        let mut start = 0;
        while start < bytes.length() {
            let end = (start + BYTES_AT_ONCE).min(bytes.length());
            reader.push(&bytes.subarray(start, end).to_vec());
            start = end;
            let expected = self.expected(reader, stream);
            self.drain(reader, expected).await?;
        }
        Ok(())
    }

    /// Makes stories of all items that are complete, and keeps what is wrong with the feed as a whole, if anything is.
    async fn drain(&mut self, reader: &mut FeedReader, expected: Option<usize>) -> Result<(), Gone> {
        while let Some(found) = reader.next_found() {
            match found {
                Found::Story(story) => self.add(*story),
                // What is wrong with a copy was said when it was the feed.
                Found::Problem(_) if self.copied.is_some() => {}
                Found::Problem(problem) => {
                    let whole = self.note(problem);
                    self.wrong = self.wrong.or(whole);
                }
            }
            self.pause_when_due(expected).await?;
        }
        self.pause_when_due(expected).await
    }

    fn add(&self, story: Story) {
        let mut library = self.library.0.borrow_mut();
        match self.copied {
            Some(feed) => library.add_copied(story, today(), feed),
            None => drop(library.add(story, today())),
        }
    }

    /// Lets the page go when the slice is over, and once there are enough stories for a first screen. A slice goes on over
    /// items, pieces and chunks: only a pause ends it, because chunks that are there already are handed out without one.
    async fn pause_when_due(&mut self, expected: Option<usize>) -> Result<(), Gone> {
        let is_first = self.next_tell_ms.get().is_none() && self.is_due();
        if !is_first && !self.slice.is_over() {
            return Ok(());
        }
        breathe().await;
        self.still_wanted()?;
        // Telling has the view drawn at once, which is a task of its own.
        if self.is_due() {
            self.tell(expected);
            if is_first {
                rest(FIRST_CARDS_MS).await;
            }
            breathe().await;
            self.still_wanted()?;
        }
        self.slice = Slice::begin();
        Ok(())
    }

    fn still_wanted(&self) -> Result<(), Gone> {
        if self.gone.get() { Err(Gone) } else { Ok(()) }
    }
}

fn today() -> Timestamp {
    Timestamp::from_seconds((js_sys::Date::now() / 1000.0) as i64)
}
