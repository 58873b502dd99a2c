//! Gathering stories, and writing them as one segment.

use super::order::Order;
use super::runs::Runs;
use super::stories::{Records, Tags};
use super::{Disk, Out, PackError, PackOptions, Record, Summary, cards, words};
use crate::manifest::{MANIFEST, Manifest, Segment};
use crate::name::Folder;
use dateline_search::{Index, Means};
use dateline_story::{Slug, Story, Timestamp};
use std::collections::HashSet;

/// Stories of a segment at most; a posting's gap has thirty bits.
const MOST_STORIES: u32 = 1 << 28;

/// Packs stories.
pub struct Packer<D: Disk> {
    pub(super) out: Out<D>,
    pub(super) options: PackOptions,
    index: Index,
    /// The first story of the index.
    first: u32,
    pub(super) runs: Runs,
    pub(super) records: Records,
    pub(super) tags: Tags,
    pub(super) columns: StoryColumns,
    ids: HashSet<Slug>,
}

/// What is kept in memory of every story, in the order in which they were taken.
#[derive(Default)]
pub(super) struct StoryColumns {
    /// Of stories with the same date the lesser comes first.
    pub(super) arrivals: Vec<u64>,
    pub(super) dates: Vec<Option<Timestamp>>,
    pub(super) headline_tokens: Vec<u8>,
    pub(super) body_tokens: Vec<u16>,
}

impl<D: Disk> Packer<D> {
    /// A packer that writes to this disk.
    pub fn new(mut disk: D, options: PackOptions) -> Result<Self, PackError> {
        let records = Records::new(disk.spill()?);
        Ok(Self {
            out: Out::new(disk),
            options,
            index: Index::new(),
            first: 0,
            runs: Runs::default(),
            records,
            tags: Tags::default(),
            columns: StoryColumns::default(),
            ids: HashSet::new(),
        })
    }

    /// Takes a story, unless one with its identifier was taken before; whether it was taken. Arrivals are numbers of any
    /// kind that tell which story came first, and no two are alike.
    pub fn add(&mut self, story: &Story, record: &Record, arrival: u64) -> Result<bool, PackError> {
        let is_new = self.meet(story);
        if is_new {
            self.take(story, record, arrival)?;
        }
        Ok(is_new)
    }

    /// Writes an archive of one segment, the manifest last.
    pub fn finish(mut self) -> Result<(Summary, D), PackError> {
        let segments = self.write_segment()?.into_iter().collect();
        let manifest = Manifest::new(self.options.title.clone(), segments);
        self.write_manifest(&manifest)
    }

    /// Whether a story is the first of its identifier; all others are counted.
    pub(super) fn meet(&mut self, story: &Story) -> bool {
        let is_new = self.ids.insert(story.slug.clone());
        self.out.summary.repeated += u32::from(!is_new);
        is_new
    }

    /// Stories that were taken.
    pub(super) fn stories(&self) -> u32 {
        self.columns.dates.len() as u32
    }

    pub(super) fn take(&mut self, story: &Story, record: &Record, arrival: u64) -> Result<(), PackError> {
        if self.stories() == MOST_STORIES {
            return Err(PackError::TooMany { most: MOST_STORIES });
        }
        let id = self.index.add(story);
        let columns = self.index.columns(id);
        self.columns.arrivals.push(arrival);
        self.columns.dates.push(columns.date);
        self.columns.headline_tokens.push(columns.headline_tokens);
        self.columns.body_tokens.push(columns.body_tokens);
        self.records.push(record)?;
        self.tags.push(story, arrival);
        if self.index.memory_bytes() > self.options.memory { self.spill() } else { Ok(()) }
    }

    /// Writes all files of a segment; none if there are no stories.
    pub(super) fn write_segment(&mut self) -> Result<Option<Segment>, PackError> {
        self.spill()?;
        if self.stories() == 0 {
            return Ok(None);
        }
        let order = Order::new(&self.columns);
        let lengths = order.lengths(&self.columns);
        let stories = self.stories();
        let headline_tokens = self.columns.headline_tokens.iter().map(|&count| u64::from(count)).sum();
        let body_tokens = self.columns.body_tokens.iter().map(|&count| u64::from(count)).sum();
        let means = Means::of(stories, headline_tokens, body_tokens);
        let stemmers = self.runs.stemmers();
        let runs = std::mem::take(&mut self.runs);
        let Self { out, records, tags, columns, .. } = self;
        // Stories and words take about as long, and neither needs anything of the other.
        let (root, words) = std::thread::scope(|scope| {
            let (out, order) = (&*out, &order);
            let tags = &*tags;
            let stories = scope.spawn(move || cards::write(out, records, tags, order, columns));
            let words = words::write(out, runs, tags, order, &lengths, &means);
            (stories.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), words)
        });
        let (root, sample) = root?;
        let root = self.out.put(Folder::Roots, &root.encode())?.to_string();
        let sample = sample.to_string();
        let (words, count) = words?;
        self.out.summary.words += count;
        Ok(Some(Segment { stories, headline_tokens, body_tokens, stemmers, gone: None, root, sample, words }))
    }

    pub(super) fn write_manifest(mut self, manifest: &Manifest) -> Result<(Summary, D), PackError> {
        let bytes = manifest.to_json();
        self.out.disk().put(MANIFEST, &bytes)?;
        let (mut summary, disk) = self.out.finish();
        summary.stories = manifest.live_stories();
        summary.segments = manifest.segments.len() as u32;
        summary.manifest_bytes = bytes.len() as u64;
        Ok((summary, disk))
    }

    /// Writes the index out and begins it anew.
    pub(super) fn spill(&mut self) -> Result<(), PackError> {
        if !self.index.is_empty() {
            let index = std::mem::take(&mut self.index);
            self.runs.push(&index, self.first, self.out.disk().spill()?)?;
            self.first += index.len() as u32;
            self.out.summary.runs += 1;
        }
        Ok(())
    }
}
