//! One archive among those of a reader: its answer to a list that is asked for, first quick, then exact and counted.

use std::rc::Rc;

use dateline_archive::{ArchiveError, Depth, Fetch, Given, Left, Question, ReadRecord, Reader, Record, Step};
use dateline_formats::story_of_parts;
use dateline_search::{Correction, Hit, Marker, Picked, Request, StoryId, Suggestion, TagCount, Timeline};
use dateline_story::{Slug, Story, Timestamp, Visibility, WebUrl};

use super::{
    Call,
    inquiry::{Part, Stage},
    shelf,
};
use crate::library::SharedLibrary;

/// Of an archive with so many stories at most all tags and dates are counted, which takes about six bytes of each, and
/// lists are read whole. In larger ones that would be more than a reader on the move wants to pay for.
const SMALL: u32 = 40_000;

/// More suggestions than this are not read.
const MOST_SUGGESTIONS: usize = 6;

/// The folder of texts.
const TEXTS: &str = "texts/";

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

/// A list that is asked for, and how sure it is to be.
pub(super) struct Asked<'a> {
    pub(super) request: &'a Request,
    /// Whether it is to be made exact and to be counted, as far as that is worth it.
    pub(super) is_patient: bool,
    /// Whether it is to be made so whatever it takes.
    pub(super) insists: bool,
}

pub(super) struct Archive {
    pub(super) url: WebUrl,
    manifest: Rc<[u8]>,
    reader: Reader,
    /// What is to be added to its numbers.
    pub(super) base: u32,
    numbers: u32,
    pub(super) live: u32,
}

impl Archive {
    /// Opens it by its manifest; its stories have numbers from `base` on.
    pub(super) fn open(url: &WebUrl, manifest: &Rc<[u8]>, base: u32) -> Result<Self, ArchiveError> {
        let reader = Reader::open(manifest, Box::new(Items(url.clone())))?;
        let (numbers, live) = (reader.manifest().stories(), reader.manifest().live_stories());
        Ok(Self { url: url.clone(), manifest: manifest.clone(), reader, base, numbers, live })
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

    pub(super) fn retry(&mut self) {
        self.reader.retry();
    }

    pub(super) fn give(&mut self, fetch: &Fetch, given: Result<Given, String>) {
        match given {
            // What is wrong with it is a problem of what needed it.
            Ok(given) => drop(self.reader.give(fetch, &given)),
            Err(reason) => self.reader.fail(fetch, &reason),
        }
    }

    pub(super) fn waits_for(&self, fetch: &Fetch) -> bool {
        self.reader.waits_for(fetch)
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

    /// True if patience brings nothing more.
    pub(super) fn is_final(&self, part: &Part, insists: bool) -> bool {
        part.stage == Stage::Exact || !self.is_worth_it(part, insists)
    }

    /// Whether the answer is to be made exact.
    fn is_worth_it(&self, part: &Part, insists: bool) -> bool {
        self.numbers <= SMALL || insists && part.source.as_ref().is_some_and(|source| !source.is_exact)
    }

    /// Goes on with a list; what is to be fetched for that.
    pub(super) fn answer(
        &mut self,
        part: &mut Part,
        asked: &Asked<'_>,
        now: Timestamp,
        library: &SharedLibrary,
    ) -> Result<(), Vec<Call>> {
        if part.stage == Stage::Asked {
            let question = Question { request: self.own(asked.request), depth: Depth::Quick, counts: false };
            self.find(part, &question, now, library)?;
            part.stage = Stage::Quick;
        }
        if part.stage == Stage::Quick && asked.is_patient && self.is_worth_it(part, asked.insists) {
            let counts = self.numbers <= SMALL;
            let question = Question { request: self.own(asked.request), depth: Depth::Exact, counts };
            self.find(part, &question, now, library)?;
            part.stage = Stage::Exact;
        }
        Ok(())
    }

    fn find(
        &mut self,
        part: &mut Part,
        question: &Question,
        now: Timestamp,
        library: &SharedLibrary,
    ) -> Result<(), Vec<Call>> {
        let step = self.reader.ask(question);
        let answer = self.done(step)?;
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
        let mut shown = part.source.take().map(|source| source.ranked).unwrap_or_default();
        let known: Vec<u32> = shown.iter().map(|ranked| ranked.hit.story.0).collect();
        shown.extend(ranked.into_iter().filter(|ranked| !known.contains(&ranked.hit.story.0)));
        shown.truncate(question.request.limit);
        part.source = Some(Source {
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

    /// How the word being typed may go on.
    pub(super) fn suggest(&mut self, typed: &str) -> Result<Vec<Suggestion>, Vec<Call>> {
        let step = self.reader.suggest(typed, MOST_SUGGESTIONS);
        self.done(step)
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
        let step = self.reader.cards(&away);
        let cards = self.done(step)?;
        let mut library = library.0.borrow_mut();
        for card in cards {
            let story = card.bytes.and_then(|bytes| story_of_parts(&bytes, &[], &self.url));
            if let Some(story) = story.filter(|story| story.status.at(now) == Visibility::Live) {
                library.shelf(shelf::new).put(StoryId(self.base + card.story.0), story, !card.may_have_text);
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
        let step = self.reader.text(own);
        let text = self.done(step)?;
        let step = self.reader.cards(&[own]);
        let card = self.done(step)?.into_iter().find_map(|card| card.bytes);
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
        let step = self.reader.ask(&Question { request, ..Question::default() });
        self.done(step).map(|answer| !answer.results.hits.is_empty())
    }

    /// What a step came to, or what is to be fetched first; nothing is if all is here and still packed.
    fn done<T>(&self, step: Step<T>) -> Result<T, Vec<Call>> {
        match step {
            Step::Done(value) => Ok(value),
            Step::Unpack => Err(Vec::new()),
            Step::Fetch(fetches) => Err(self.calls(fetches)),
        }
    }

    fn calls(&self, fetches: Vec<Fetch>) -> Vec<Call> {
        let url = |path: &str| self.url.join(path).map_or_else(|_| path.to_owned(), |url| url.to_string());
        fetches.into_iter().map(|fetch| Call { archive: self.base, url: url(&fetch.path), fetch }).collect()
    }
}

/// Records are items of JSON Feed, seen from this address.
struct Items(WebUrl);

impl ReadRecord for Items {
    fn slug(&self, card: &[u8]) -> Option<Slug> {
        story_of_parts(card, &[], &self.0).map(|story| story.slug)
    }

    fn story(&self, record: &Record) -> Option<Story> {
        story_of_parts(&record.card, &record.text, &self.0)
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
