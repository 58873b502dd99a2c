//! One archive among those of a reader: its answer to the list that is wished for, first quick, then exact and counted.

use std::rc::Rc;

use dateline_archive::{Answer, ArchiveError, Card, Depth, Fetch, Given, Left, Question, Step};
use dateline_formats::story_of_parts;
use dateline_search::{Correction, Hit, Marker, Picked, Request, StoryId, TagCount, Timeline};
use dateline_story::{Story, Timestamp, Visibility, WebUrl};

use super::{Call, Wish, shelf};
use crate::library::SharedLibrary;

/// Of an archive with so many stories at most all tags and dates are counted, which takes about six bytes of each, and
/// lists are read whole. In larger ones that would be more than a reader on the move wants to pay for.
const SMALL: u32 = 40_000;

/// The folder of texts.
const TEXTS: &str = "texts/";

/// What is asked of an archive that is open.
pub trait Archived {
    /// Numbers of stories, and how many of these are not gone.
    fn stories(&self) -> (u32, u32);
    /// Answers a question, or says what it takes.
    fn ask(&mut self, question: &Question) -> Step<Answer>;
    /// What lists show of stories.
    fn cards(&mut self, stories: &[StoryId]) -> Step<Vec<Card>>;
    /// The rest of a story.
    fn text(&mut self, story: StoryId) -> Step<Option<Vec<u8>>>;
    /// Takes what was fetched, or why it could not be.
    fn give(&mut self, fetch: &Fetch, given: Result<Given, String>);
    /// Unpacks so much of what is here; what is left of it.
    fn unpack(&mut self, steps: usize) -> Left;
    /// What is left to be unpacked.
    fn left(&self) -> Left;
    /// What could not be read so far.
    fn problems(&self) -> Vec<ArchiveError>;
    /// Lets all be fetched again that could not be.
    fn retry(&mut self);
}

/// A story of a list, and whether it has all that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) hit: Hit,
    pub(super) is_full: bool,
}

/// What one archive, or all feeds, gave for a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Source {
    /// The list, its stories by the library's numbers.
    pub(super) ranked: Vec<Ranked>,
    pub(super) total: u32,
    pub(super) full_matches: u32,
    pub(super) facets: Vec<TagCount>,
    pub(super) timeline: Timeline,
    pub(super) corrections: Vec<Correction>,
    pub(super) marker: Marker,
    /// True if `total` is right; else it is the least that it can be.
    pub(super) is_exact: bool,
}

pub(super) struct Archive {
    pub(super) url: WebUrl,
    manifest: Rc<[u8]>,
    reader: Box<dyn Archived>,
    /// What is to be added to its numbers.
    pub(super) base: u32,
    numbers: u32,
    pub(super) live: u32,
    /// The list that `source` is of.
    request: Option<Request>,
    source: Option<Source>,
    stage: Stage,
}

/// How far the answer to the present request has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Asked,
    Quick,
    Exact,
}

impl Archive {
    pub(super) fn new(url: WebUrl, manifest: Rc<[u8]>, reader: Box<dyn Archived>, base: u32) -> Self {
        let (numbers, live) = reader.stories();
        Self { url, manifest, reader, base, numbers, live, request: None, source: None, stage: Stage::Asked }
    }

    pub(super) fn is_of(&self, url: &WebUrl, manifest: &[u8]) -> bool {
        self.url == *url && *self.manifest == *manifest
    }

    /// The first number that is none of its own.
    pub(super) fn end(&self) -> u32 {
        self.base.saturating_add(self.numbers)
    }

    pub(super) fn has(&self, story: StoryId) -> bool {
        (self.base..self.end()).contains(&story.0)
    }

    /// True if it was never asked.
    pub(super) fn is_new(&self) -> bool {
        self.request.is_none()
    }

    /// Has the next list asked for anew.
    pub(super) fn forget(&mut self) {
        (self.request, self.source, self.stage) = (None, None, Stage::Asked);
    }

    pub(super) fn retry(&mut self) {
        self.reader.retry();
        self.forget();
    }

    pub(super) fn give(&mut self, fetch: &Fetch, given: Result<Given, String>) {
        self.reader.give(fetch, given);
    }

    pub(super) fn unpack(&mut self, steps: usize) {
        self.reader.unpack(steps);
    }

    pub(super) fn left(&self) -> Left {
        self.reader.left()
    }

    pub(super) fn problems(&self) -> Vec<ArchiveError> {
        self.reader.problems()
    }

    /// What it gave for a list, if all of that is here.
    pub(super) fn source(&self, request: &Request) -> Option<&Source> {
        self.source.as_ref().filter(|_| self.request.as_ref() == Some(request))
    }

    /// True if patience brings nothing more.
    pub(super) fn is_final(&self, insists: bool) -> bool {
        self.stage == Stage::Exact || !self.is_worth_it(insists)
    }

    /// Whether the answer is to be made exact.
    fn is_worth_it(&self, insists: bool) -> bool {
        self.numbers <= SMALL || insists && self.source.as_ref().is_some_and(|source| !source.is_exact)
    }

    /// Goes on with a list; what is to be fetched for that.
    pub(super) fn answer(&mut self, wish: &Wish, now: Timestamp, library: &SharedLibrary) -> Vec<Call> {
        if self.request.as_ref() != Some(&wish.request) {
            self.request = Some(wish.request.clone());
            (self.source, self.stage) = (None, Stage::Asked);
        }
        if self.stage == Stage::Asked {
            if let Err(calls) = self.find(wish, Depth::Quick, false, now, library) {
                return calls;
            }
            self.stage = Stage::Quick;
        }
        if self.stage == Stage::Quick && wish.is_patient && self.is_worth_it(wish.insists) {
            let counts = self.numbers <= SMALL;
            if let Err(calls) = self.find(wish, Depth::Exact, counts, now, library) {
                return calls;
            }
            self.stage = Stage::Exact;
        }
        Vec::new()
    }

    fn find(
        &mut self,
        wish: &Wish,
        depth: Depth,
        counts: bool,
        now: Timestamp,
        library: &SharedLibrary,
    ) -> Result<(), Vec<Call>> {
        let question = Question { request: self.own(&wish.request), depth, counts };
        let answer = match self.reader.ask(&question) {
            Step::Fetch(fetches) => return Err(self.calls(fetches)),
            Step::Unpack => return Err(Vec::new()),
            Step::Done(answer) => answer,
        };
        let results = answer.results;
        let stories: Vec<StoryId> = results.hits.iter().map(|hit| hit.story).collect();
        self.read_cards(&stories, now, library)?;
        let library = library.0.borrow();
        let ranked = results.hits.iter().zip(0..).filter_map(|(hit, place)| {
            let story = StoryId(self.base + hit.story.0);
            // What could not be read, and what must not be shown.
            library.story(story)?;
            Some(Ranked { hit: Hit { story, ..*hit }, is_full: place < results.full_matches })
        });
        let ranked: Vec<Ranked> = ranked.collect();
        // The list that is shown stays as it is; what else there is comes behind.
        let mut shown = self.source.take().map(|source| source.ranked).unwrap_or_default();
        let known: Vec<u32> = shown.iter().map(|ranked| ranked.hit.story.0).collect();
        shown.extend(ranked.into_iter().filter(|ranked| !known.contains(&ranked.hit.story.0)));
        shown.truncate(wish.request.limit);
        self.source = Some(Source {
            ranked: shown,
            total: results.total,
            full_matches: results.full_matches,
            facets: results.facets,
            timeline: results.timeline,
            corrections: results.corrections,
            marker: results.marker,
            is_exact: answer.is_exact,
        });
        Ok(())
    }

    /// The same request by the archive's own numbers.
    fn own(&self, request: &Request) -> Request {
        let own = request.picked.stories.iter().filter(|story| self.has(**story));
        let stories = own.map(|story| StoryId(story.0 - self.base)).collect();
        Request { picked: Picked { stories, only: request.picked.only }, ..request.clone() }
    }

    /// Puts the cards of stories on the shelf that are not there yet.
    fn read_cards(&mut self, stories: &[StoryId], now: Timestamp, library: &SharedLibrary) -> Result<(), Vec<Call>> {
        let away = |story: &&StoryId| library.0.borrow().story(StoryId(self.base + story.0)).is_none();
        let away: Vec<StoryId> = stories.iter().filter(away).copied().collect();
        let cards = match self.reader.cards(&away) {
            Step::Fetch(fetches) => return Err(self.calls(fetches)),
            Step::Unpack => return Err(Vec::new()),
            Step::Done(cards) => cards,
        };
        let mut library = library.0.borrow_mut();
        for card in cards {
            let story = card.bytes.and_then(|bytes| story_of_parts(&bytes, &[], &self.url));
            if let Some(story) = story.filter(|story| story.status.at(now) == Visibility::Live) {
                library.shelf(shelf::new).put(StoryId(self.base + card.story.0), story, false);
            }
        }
        Ok(())
    }

    /// A story with its text; nothing if that cannot be had, or must not be shown.
    pub(super) fn whole(
        &mut self,
        story: StoryId,
        now: Timestamp,
        library: &SharedLibrary,
    ) -> Result<Option<Story>, Vec<Call>> {
        let own = StoryId(story.0 - self.base);
        if library.0.borrow().story(story).is_none() && !self.is_live(own)? {
            return Ok(None);
        }
        let text = match self.reader.text(own) {
            Step::Fetch(fetches) => return Err(self.calls(fetches)),
            Step::Unpack => return Err(Vec::new()),
            Step::Done(text) => text,
        };
        let card = match self.reader.cards(&[own]) {
            Step::Fetch(fetches) => return Err(self.calls(fetches)),
            Step::Unpack => return Err(Vec::new()),
            Step::Done(cards) => cards.into_iter().find_map(|card| card.bytes),
        };
        // Some stories have no text; of others it is away.
        let is_missing = text.is_none() && self.problems().iter().filter_map(path).any(|path| path.starts_with(TEXTS));
        let whole =
            card.filter(|_| !is_missing).and_then(|card| story_of_parts(&card, &text.unwrap_or_default(), &self.url));
        Ok(whole.filter(|story| story.status.at(now) == Visibility::Live))
    }

    /// Whether a story is one that lists have: others were taken out.
    fn is_live(&mut self, own: StoryId) -> Result<bool, Vec<Call>> {
        let picked = Picked { stories: [own].into(), only: true };
        let request = Request { picked, limit: 1, ..Request::default() };
        match self.reader.ask(&Question { request, ..Question::default() }) {
            Step::Fetch(fetches) => Err(self.calls(fetches)),
            Step::Unpack => Err(Vec::new()),
            Step::Done(answer) => Ok(!answer.results.hits.is_empty()),
        }
    }

    fn calls(&self, fetches: Vec<Fetch>) -> Vec<Call> {
        let url = |path: &str| self.url.join(path).map_or_else(|_| path.to_owned(), |url| url.to_string());
        fetches.into_iter().map(|fetch| Call { archive: self.base, url: url(&fetch.path), fetch }).collect()
    }
}

/// The file that an error is of; none for the manifest.
pub(super) fn path(error: &ArchiveError) -> Option<&str> {
    match error {
        ArchiveError::NoManifest { .. } | ArchiveError::TooNew { .. } | ArchiveError::TooOld { .. } => None,
        ArchiveError::Missing { path, .. }
        | ArchiveError::Truncated { path }
        | ArchiveError::Damaged { path }
        | ArchiveError::Malformed { path, .. } => Some(path),
    }
}
