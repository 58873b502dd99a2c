//! One reading of feeds into the library: in slices, with pauses for the page between them.

use std::{cell::Cell, rc::Rc};

use dateline_formats::{FeedReader, Found, Problem, next_by_headers};
use dateline_story::{Story, Timestamp, WebUrl};
use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    copies,
    failure::{Failure, FailureKind},
    fetch::{self, ByteStream, FetchError},
    library::SharedLibrary,
    pace::{Slice, breathe, now_ms, rest},
    state::{Job, ReaderAction},
};

/// How often the page is told of new stories, in milliseconds: telling costs a query and a drawing.
const TELL_EVERY_MS: f64 = 500.0;
/// The page is told for the first time when this many stories are there: a lead, its rail and a row.
const FIRST_SCREEN: usize = 8;
/// Or when fewer have been there for this long, in milliseconds, and no more came.
const FIRST_PATIENCE_MS: f64 = 100.0;
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
            self.begun_with = self.library.0.borrow().len();
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

    /// Shows the last good copies of feeds; gives back how many minutes old each is.
    async fn read_copies(&mut self, feeds: &[Result<WebUrl, Failure>]) -> Result<Vec<Option<u32>>, Gone> {
        let mut ages = Vec::new();
        let feeds = if self.keeps_copies { feeds } else { &[] };
        for (number, feed) in feeds.iter().enumerate() {
            let Ok(url) = feed else { continue };
            let Some(copy) = copies::find(url).await else { continue };
            self.still_wanted()?;
            let age = copies::age_minutes(&copy);
            let Ok(stream) = fetch::stream(&copy) else { continue };
            self.copied = Some(number);
            // A copy that cannot be read leaves what came of it; the feed itself is read next.
            let mut reader = FeedReader::new(stream.url.clone().unwrap_or_else(|| url.clone()));
            while let Ok(Some(bytes)) = stream.next_chunk().await {
                self.still_wanted()?;
                self.take(&mut reader, &bytes, &stream).await?;
            }
            reader.finish();
            self.drain(&mut reader, None).await?;
            self.tell(None);
            self.copied = None;
            ages.resize(number, None);
            ages.push(age);
        }
        Ok(ages)
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
        let mut reader = FeedReader::new(stream.url.clone().unwrap_or_else(|| url.clone()));
        loop {
            let chunk = stream.next_chunk().await;
            self.still_wanted()?;
            match chunk {
                Ok(Some(bytes)) => self.take(&mut reader, &bytes, &stream).await?,
                Ok(None) => break,
                Err(error) => return Ok(Err(failure(kind_of(error)))),
            }
            self.tell_soon(self.expected(&reader, &stream));
            if reader.bytes_read() > copies::MOST_BYTES {
                stream.copy.take().inspect(copies::give_up);
            }
        }
        reader.finish();
        self.drain(&mut reader, None).await?;
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
        let mut reader = FeedReader::new(base);
        for piece in json.as_bytes().chunks(BYTES_AT_ONCE as usize) {
            reader.push(piece);
            self.drain(&mut reader, None).await?;
        }
        reader.finish();
        self.drain(&mut reader, None).await?;
        match self.wrong.take() {
            Some(kind) => self.fail(Failure { url, kind }),
            None => Ok(()),
        }
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

    /// Passes a problem on; gives back what it means for the feed as a whole.
    fn note(&mut self, problem: Problem) -> Option<FailureKind> {
        let whole = failure_of(&problem);
        if whole.is_none() && problem.kind.is_loss() {
            self.skipped += 1;
        }
        self.told.on_problem.emit(problem);
        whole
    }

    fn fail(&self, failure: Failure) -> Result<(), Gone> {
        self.still_wanted()?;
        self.told.on_failure.emit(failure.clone());
        self.act.emit(ReaderAction::Failed(failure));
        Ok(())
    }

    fn still_wanted(&self) -> Result<(), Gone> {
        if self.gone.get() { Err(Gone) } else { Ok(()) }
    }

    fn is_due(&self) -> bool {
        match self.next_tell_ms.get() {
            Some(next_ms) => now_ms() >= next_ms,
            None => self.library.0.borrow().len() >= FIRST_SCREEN,
        }
    }

    /// Tells the view of what has arrived.
    fn tell(&mut self, expected: Option<usize>) {
        self.untold = None;
        self.teller(expected)();
    }

    /// Tells now if it is time, else when it will be, even if the network sends nothing more until then.
    fn tell_soon(&mut self, expected: Option<usize>) {
        if self.is_due() {
            self.tell(expected);
        } else {
            let wait_ms = self.next_tell_ms.get().map_or(0.0, |next_ms| next_ms - now_ms()).max(FIRST_PATIENCE_MS);
            self.untold = Some(Timeout::new(wait_ms as u32, self.teller(expected)));
        }
    }

    fn teller(&self, expected: Option<usize>) -> impl FnOnce() + 'static {
        let (act, next_tell_ms, library) = (self.act.clone(), self.next_tell_ms.clone(), self.library.clone());
        let skipped = self.skipped;
        move || {
            if !library.0.borrow().is_empty() {
                next_tell_ms.set(Some(now_ms() + TELL_EVERY_MS));
                act.emit(ReaderAction::Arrived { expected, skipped });
            }
        }
    }

    /// About how many stories there will be, judged by the bytes read of those to come.
    fn expected(&self, reader: &FeedReader, stream: &ByteStream) -> Option<usize> {
        let read = reader.bytes_read();
        let length = stream.length.filter(|length| *length > read && read > 0)?;
        let arrived = self.library.0.borrow().len() - self.begun_with;
        Some(self.begun_with + (arrived as f64 * length as f64 / read as f64) as usize)
    }
}

fn kind_of(error: FetchError) -> FailureKind {
    match error {
        FetchError::Network => FailureKind::Network,
        FetchError::Status(status) => FailureKind::Status(status),
        FetchError::Interrupted => FailureKind::Interrupted,
    }
}

fn failure_of(problem: &Problem) -> Option<FailureKind> {
    if problem.item.is_some() {
        return None;
    }
    match problem.kind.code() {
        "feed-cut-off" => Some(FailureKind::CutOff),
        "too-many-stories" => Some(FailureKind::TooMany),
        _ if problem.kind.is_loss() => Some(FailureKind::NotAFeed),
        _ => None,
    }
}

fn today() -> Timestamp {
    Timestamp::from_seconds((js_sys::Date::now() / 1000.0) as i64)
}
