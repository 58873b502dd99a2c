//! What has been fetched and is to be unpacked, a little at a time: unpacking a sample takes some tens of milliseconds, and a
//! page must not be held as long as that.

use super::pieces::{Found, Piece, content};
use super::{Left, Reader};
use crate::block::{CardBlock, Unpacking};
use crate::error::Malformed;
use crate::list::{Marked, Models, Postings, TierReading};
use crate::shard::ShardReading;
use std::rc::Rc;

/// What is to be unpacked.
#[derive(Debug)]
pub(super) enum Task {
    /// What blocks of cards of a segment are packed after.
    CardsAfter(usize),
    /// What blocks of texts are packed after.
    TextsAfter(usize),
    /// A block of so many cards.
    Cards(usize, usize),
    /// A block of so many texts.
    Texts(usize, usize),
    /// A shard, by its number.
    Shard(usize, usize),
    /// A tier of so many stories of a word's list.
    Postings(usize, u32, Rc<Models>),
    /// A tier of so many stories of another list.
    Marked(usize, u32, Rc<Models>),
}

/// Something that is being unpacked.
enum Running {
    /// A sample, a block of cards with where their texts are, or one of texts.
    Mixed(Option<(u32, u32)>, Box<Unpacking>),
    Shard(Box<ShardReading>),
    Postings(Box<TierReading<Postings>>),
    Marked(Box<TierReading<Marked>>),
}

struct Job {
    piece: Piece,
    task: Task,
    /// Whether an answer waits for it.
    is_needed: bool,
    running: Option<Running>,
}

/// All that is to be unpacked.
#[derive(Default)]
pub(super) struct Jobs {
    /// What is here, the first first.
    here: Vec<Job>,
    /// What is on its way.
    awaited: Vec<Job>,
}

impl Jobs {
    /// Has a piece unpacked that is here, or as soon as it comes, while others are still on their way. Nothing is added twice.
    pub(super) fn add(&mut self, piece: Piece, is_here: bool, is_needed: bool, task: impl FnOnce() -> Task) {
        let jobs = if is_here { &mut self.here } else { &mut self.awaited };
        match jobs.iter_mut().find(|job| job.piece == piece) {
            Some(job) => job.is_needed |= is_needed,
            None => jobs.push(Job { piece, task: task(), is_needed, running: None }),
        }
    }

    /// Takes up a piece that has come.
    pub(super) fn take_up(&mut self, piece: Piece) {
        self.here.extend(self.awaited.extract_if(.., |job| job.piece == piece));
    }

    /// Whether nobody waits for a piece that is on its way yet.
    pub(super) fn is_ahead(&self, piece: Piece) -> bool {
        self.awaited.iter().any(|job| job.piece == piece && !job.is_needed)
    }

    /// Forgets what only an answer needs that nobody waits for any more. Samples are of use for all, and texts of stories that have been
    /// asked for are none of the list's; whoever still waits for one says so again.
    pub(super) fn turn_to_next_question(&mut self) {
        for jobs in [&mut self.here, &mut self.awaited] {
            jobs.retain(|job| matches!(job.task, Task::CardsAfter(_) | Task::TextsAfter(_) | Task::Texts(..)));
            jobs.iter_mut().for_each(|job| job.is_needed = false);
        }
    }

    pub(super) fn left(&self) -> Left {
        let left = self.here.iter().map(|job| if job.is_needed { Left::Needed } else { Left::Useful });
        left.max().unwrap_or(Left::Nothing)
    }

    /// Bytes that are taken by what is being unpacked.
    pub(super) fn memory_bytes(&self) -> usize {
        let of = |job: &Job| match &job.running {
            Some(Running::Mixed(_, unpacking)) => unpacking.memory_bytes(),
            // The others have as much as they make, which is counted once it is made.
            _ => 0,
        };
        self.here.iter().map(of).sum()
    }

    /// The next job, taken out: one that is needed, if there is any.
    fn next(&mut self) -> Option<Job> {
        let at = self.here.iter().position(|job| job.is_needed).unwrap_or_default();
        (at < self.here.len()).then(|| self.here.remove(at))
    }
}

impl Running {
    /// Goes on for so many steps, each about as much work as a byte of a text; true once all is unpacked.
    fn go_on(&mut self, steps: usize) -> Result<bool, Malformed> {
        /// Steps that an item of the dictionary takes.
        const ITEM: usize = 8;
        match self {
            Self::Mixed(_, unpacking) => unpacking.go_on(steps),
            Self::Shard(reading) => reading.go_on(steps.div_ceil(ITEM)),
            Self::Postings(reading) => reading.go_on(steps),
            Self::Marked(reading) => reading.go_on(steps),
        }
    }
}

impl Reader {
    /// Unpacks some of what is here, as much as so many bytes of text take, about a fifth of a microsecond each; what is left of it.
    pub fn unpack(&mut self, steps: usize) -> Left {
        if let Some(mut job) = self.jobs.next() {
            match self.go_on(&mut job, steps) {
                Ok(true) => self.put(job),
                // What it takes is not here any more, and will be fetched again if it is still wanted.
                Ok(false) if job.running.is_none() => {}
                Ok(false) => self.jobs.here.insert(0, job),
                Err(malformed) => self.pieces.refuse(job.piece, malformed),
            }
        }
        self.jobs.left()
    }

    fn go_on(&mut self, job: &mut Job, steps: usize) -> Result<bool, Malformed> {
        if job.running.is_none() {
            job.running = self.begin(job)?;
        }
        job.running.as_mut().map_or(Ok(false), |running| running.go_on(steps))
    }

    fn begin(&mut self, job: &Job) -> Result<Option<Running>, Malformed> {
        let Found::Here(bytes) = self.pieces.find(job.piece) else { return Ok(None) };
        let stories = |segment: usize| self.manifest.segments[segment].stories;
        let running = match &job.task {
            Task::CardsAfter(_) | Task::TextsAfter(_) => Running::Mixed(None, Box::new(Unpacking::sample(&bytes)?)),
            Task::Cards(segment, count) => {
                let Some(after) = &self.stories.cards_after[*segment] else { return Ok(None) };
                let (texts, unpacking) = CardBlock::begin(content(&bytes), *count, after.clone())?;
                Running::Mixed(texts, Box::new(unpacking))
            }
            Task::Texts(segment, count) => {
                let Some(after) = self.stories.texts_after.find(segment) else { return Ok(None) };
                Running::Mixed(None, Box::new(Unpacking::texts(content(&bytes), *count, after.clone())))
            }
            Task::Shard(segment, _) => Running::Shard(Box::new(ShardReading::new(content(&bytes), stories(*segment))?)),
            Task::Postings(segment, count, after) => {
                Running::Postings(Box::new(TierReading::new(content(&bytes), *count, stories(*segment), after)))
            }
            Task::Marked(segment, count, after) => {
                Running::Marked(Box::new(TierReading::new(content(&bytes), *count, stories(*segment), after)))
            }
        };
        Ok(Some(running))
    }

    /// Puts what was unpacked where it is looked for.
    fn put(&mut self, Job { piece, task, running, .. }: Job) {
        match (task, running) {
            (Task::CardsAfter(segment), Some(Running::Mixed(_, unpacking))) => {
                self.stories.cards_after[segment] = Some(unpacking.into_mixer());
            }
            (Task::TextsAfter(segment), Some(Running::Mixed(_, unpacking))) => {
                self.stories.texts_after.keep(segment, unpacking.into_mixer());
            }
            (Task::Cards(..), Some(Running::Mixed(texts, unpacking))) => {
                let block = CardBlock { texts, cards: unpacking.into_texts() };
                self.stories.cards.keep(piece, Rc::new(block));
            }
            (Task::Texts(..), Some(Running::Mixed(_, unpacking))) => {
                self.stories.texts.keep(piece, Rc::new(unpacking.into_texts()));
            }
            (Task::Shard(segment, at), Some(Running::Shard(reading))) => {
                self.words.shards.keep((segment, at), Rc::new(reading.finish()));
            }
            (Task::Postings(..), Some(Running::Postings(reading))) => {
                self.words.tiers.keep(piece, Rc::new(reading.finish()));
            }
            (Task::Marked(..), Some(Running::Marked(reading))) => {
                self.words.marked_tiers.keep(piece, Rc::new(reading.finish()));
            }
            _ => {}
        }
    }
}
