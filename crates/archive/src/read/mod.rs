//! Reading an archive: a question is asked again and again, and each time either says which files it wants or is answered.
//!
//! ```text
//! loop {
//!     match reader.ask(&question) {
//!         Step::Fetch(fetches) => for each: reader.give(&fetch, bytes), or reader.fail(&fetch, reason)
//!         Step::Unpack => while reader.unpack(1_000) == Left::Needed {}
//!         Step::Done(answer) => break
//!     }
//! }
//! ```
//!
//! Unpacking is most of the work. It can be done in slices as short as one likes, and some of it while files are on their way.
//!
//! There is nothing to cancel: whoever no longer wants an answer asks something else, and what was fetched stays of use.
//! What cannot be fetched is a problem of the answer and counts as not being there; it is not wanted again until
//! [`Reader::retry`]. So every loop ends: each round either brings something new or fails for good.
//!
//! The search itself is the search engine's own, over an index of which only the parts asked for are here.

mod cards;
mod depth;
mod jobs;
mod lists;
mod marked;
mod near;
mod pieces;
mod shards;
mod stories;
mod suggest;
mod words;

pub use cards::Card;
pub use depth::Depth;
pub use pieces::{Fetch, Given, Traffic};

use crate::error::ArchiveError;
use crate::manifest::{Manifest, ShardPlace};
use crate::name::Folder;
use crate::write::ReadRecord;
use dateline_search::{Index, Request, Results, search};
use jobs::Jobs;
use pieces::{Piece, Pieces};
use stories::StoryParts;
use words::WordParts;

/// What is asked of an archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// What decides which stories are shown, in which order.
    pub request: Request,
    /// How sure the answer is to be.
    pub depth: Depth,
    /// Whether tags and dates are to be counted; if not, facets and timeline are empty.
    pub counts: bool,
}

/// What is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// As from the engine in memory.
    pub results: Results,
    /// True if these are the results that the engine in memory would give; if not, the order, the counts or both are
    /// only nearly so, and `Depth::Exact` makes them right.
    pub is_exact: bool,
    /// What could not be read, so that stories may be missing.
    pub problems: Vec<ArchiveError>,
}

/// An answer, or what it takes to find it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// These are wanted, all at once.
    Fetch(Vec<Fetch>),
    /// All that is wanted is here, but it is to be unpacked first.
    Unpack,
    /// Here it is.
    Done(T),
}

/// What is left to be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// All is unpacked.
    Nothing,
    /// What will be of use later.
    Useful,
    /// What an answer waits for.
    Needed,
}

/// Reads an archive.
pub struct Reader {
    manifest: Manifest,
    /// The first story of each segment in the numbers that results have.
    bases: Vec<u32>,
    /// Shards of the dictionary, by segment.
    shards: Vec<Vec<ShardPlace>>,
    records: Box<dyn ReadRecord>,
    index: Index,
    pieces: Pieces,
    jobs: Jobs,
    words: WordParts,
    stories: StoryParts,
    /// The question that the parts in memory are for.
    asked: Option<Question>,
}

/// Bytes that the index may take before it is begun anew for the next question.
const MOST_INDEX: usize = 10 << 20;

/// Rounds that a question may take. Honest archives take three to eight; the bound is for others.
const MOST_ROUNDS: usize = 24;

impl Reader {
    /// Opens an archive by the bytes of its manifest. What is packed of stories is the caller's own, and so is reading it.
    pub fn open(manifest: &[u8], records: Box<dyn ReadRecord>) -> Result<Self, ArchiveError> {
        let manifest = Manifest::read(manifest)?;
        let sizes = manifest.segments.iter().map(|segment| segment.stories);
        let bases = sizes.scan(0, |next, stories| Some(std::mem::replace(next, *next + stories))).collect();
        Ok(Self {
            index: Index::partial(&manifest.totals()),
            stories: StoryParts::new(manifest.segments.len()),
            shards: manifest.segments.iter().map(|segment| segment.shards().unwrap_or_default()).collect(),
            records,
            manifest,
            bases,
            pieces: Pieces::default(),
            jobs: Jobs::default(),
            words: WordParts::default(),
            asked: None,
        })
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Answers a question, or says what it takes to answer it.
    pub fn ask(&mut self, question: &Question) -> Step<Answer> {
        self.turn_to(question);
        for _ in 0..MOST_ROUNDS {
            let results = search(&self.index, &question.request);
            let mut wanted = self.load(question);
            // What has become known may show what else is wanted, all of which is to be fetched at once.
            if self.words.has_news || self.stories.has_news {
                continue;
            }
            if !wanted.is_empty() {
                let are_lists_away = |piece: &Piece| piece.folder == Folder::Lists && !self.pieces.has(*piece);
                self.words.has_lists |= wanted.iter().any(are_lists_away);
                self.want_samples(&mut wanted);
                return self.step(wanted);
            }
            return Step::Done(self.answer(results, question));
        }
        // Only an archive that was made to do so asks for more and more.
        self.words.is_cut = true;
        let results = search(&self.index, &question.request);
        Step::Done(self.answer(results, question))
    }

    /// Hands in what was fetched. If it is not what was wanted, that is a problem of the answers that need it.
    pub fn give(&mut self, fetch: &Fetch, bytes: &Given) -> Result<(), ArchiveError> {
        let result = self.pieces.give(fetch, bytes);
        for &piece in fetch.pieces().iter().filter(|piece| self.pieces.has(**piece)) {
            self.jobs.take_up(piece);
        }
        result
    }

    /// Whether asking again is of no use before this has come, which was wanted; some is fetched ahead.
    pub fn waits_for(&self, fetch: &Fetch) -> bool {
        !fetch.pieces().iter().all(|&piece| self.jobs.is_ahead(piece))
    }

    /// What is left to be unpacked of what is here.
    pub fn left(&self) -> Left {
        self.jobs.left()
    }

    /// Says that something cannot be fetched, and why.
    pub fn fail(&mut self, fetch: &Fetch, reason: &str) {
        self.pieces.fail(fetch, reason);
    }

    /// Lets everything be fetched again that could not be.
    pub fn retry(&mut self) {
        self.pieces.retry();
        self.begin_anew();
    }

    /// What has been fetched so far.
    pub fn traffic(&self) -> Traffic {
        self.pieces.traffic()
    }

    /// Bytes that are kept in memory.
    pub fn memory_bytes(&self) -> usize {
        self.index.memory_bytes()
            + self.pieces.memory_bytes()
            + self.jobs.memory_bytes()
            + self.words.memory_bytes()
            + self.stories.memory_bytes()
    }

    /// What it takes to have these pieces, which are away or still packed.
    fn step<T>(&mut self, mut wanted: Vec<Piece>) -> Step<T> {
        wanted.sort_unstable();
        wanted.dedup();
        // What a shard says is often to be fetched as well, in the same round.
        let is_packed = wanted.iter().any(|piece| piece.folder == Folder::Words && self.pieces.has(*piece));
        wanted.retain(|piece| !self.pieces.has(*piece));
        if is_packed || wanted.is_empty() { Step::Unpack } else { Step::Fetch(self.pieces.fetches(wanted)) }
    }

    /// Loads what the last search asked for, as far as it is here; what is not.
    fn load(&mut self, question: &Question) -> Vec<Piece> {
        let asked = self.index.take_asked();
        let mut wanted = self.load_stories(question);
        wanted.extend(self.load_words(&asked, question));
        if question.depth == Depth::Exact {
            wanted.extend(self.load_key_terms(&asked));
        } else {
            // What the best matches have in common would raise others, for the price of their texts and twenty words.
            self.words.is_cut |= !asked.key_terms.is_empty();
        }
        wanted
    }

    fn answer(&mut self, mut results: Results, question: &Question) -> Answer {
        if !question.counts {
            // What is known of tags and dates by chance says nothing of the whole.
            (results.facets, results.timeline) = Default::default();
        }
        self.stories.trim();
        let problems = self.pieces.problems();
        let is_exact = problems.is_empty() && !self.words.is_cut && !self.stories.is_cut;
        Answer { results, is_exact, problems }
    }

    /// Prepares for a question: what the index holds cut short for another is of no use for one that wants it whole.
    fn turn_to(&mut self, question: &Question) {
        if self.asked.as_ref() == Some(question) {
            return;
        }
        let same_depth = self.asked.as_ref().is_none_or(|asked| {
            asked.depth == question.depth
                && depth::budget(asked) == depth::budget(question)
                && depth::are_heads_enough(asked) == depth::are_heads_enough(question)
                && asked.counts == question.counts
        });
        self.pieces.trim();
        if !same_depth || self.index.memory_bytes() > MOST_INDEX {
            self.begin_anew();
        }
        self.words.begin_question();
        self.jobs.turn_to_next_question();
        self.stories.is_cut = false;
        self.asked = Some(question.clone());
    }

    fn begin_anew(&mut self) {
        self.index = Index::partial(&self.manifest.totals());
        self.words = WordParts::default();
        self.stories.begin_anew();
        self.asked = None;
    }
}
