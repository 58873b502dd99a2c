//! Adding to an archive: what is new becomes a segment of its own, and what is old is marked as gone where it lies.
//!
//! Segments are merged as in a log-structured tree (O'Neil and others, "The log-structured merge-tree", 1996): one that has
//! not `STEP` times as many stories as all that follow it is packed anew with them. So their number grows as the logarithm
//! of the number of stories does, and each story is written about that often.

use super::stored::{StoredStories, named, whole};
use super::{Disk, PackError, PackOptions, Packer, Record, Summary};
use crate::error::ArchiveError;
use crate::gone;
use crate::manifest::{Gone, MANIFEST, Manifest};
use crate::name::{Folder, Hash};
use dateline_search::{Index, StoryId};
use dateline_story::{Slug, Story};
use std::collections::{BTreeSet, HashMap};

/// A segment that has so many times as many stories as all that follow it, and is not mostly gone, is left as it is.
const STEP: u64 = 4;

/// Arrivals of new stories, which come after all that are there.
const NEW: u64 = 1 << 32;

/// How the caller reads its own records again.
pub trait ReadRecord {
    /// Which story a card is of.
    fn slug(&self, card: &[u8]) -> Option<Slug>;

    /// The story that a record was made of.
    fn story(&self, record: &Record) -> Option<Story>;
}

/// An archive that is being added to. Nothing that is there is changed; the manifest is written last.
pub struct Growth<D: Disk, R: ReadRecord> {
    packer: Packer<D>,
    read: R,
    manifest: Manifest,
    /// By segment.
    stored: Vec<StoredStories>,
    gone: Vec<BTreeSet<u32>>,
    /// Where the archive's stories are, by the hashes of their slugs.
    places: HashMap<Hash, (usize, u32)>,
}

impl<D: Disk, R: ReadRecord> Growth<D, R> {
    /// Opens the archive on a disk. Its title stays unless the options name one.
    pub fn open(mut disk: D, read: R, options: PackOptions) -> Result<Self, PackError> {
        let missing = |error: std::io::Error| ArchiveError::NoManifest { reason: error.to_string() };
        let mut manifest = Manifest::read(&disk.get(MANIFEST).map_err(missing)?)?;
        if options.title.is_some() {
            manifest.title.clone_from(&options.title);
        }
        let (mut stored, mut gone, mut places) = (Vec::new(), Vec::new(), HashMap::new());
        for (at, segment) in manifest.segments.iter().enumerate() {
            let mut stories = StoredStories::open(&mut disk, segment)?;
            let taken_out = gone_stories(&mut disk, segment.gone.as_ref())?;
            for number in (0..segment.stories).filter(|number| !taken_out.contains(number)) {
                let card = stories.card(&mut disk, number)?;
                let slug = read.slug(&card).ok_or(PackError::Record { number })?;
                places.insert(key(&slug), (at, number));
            }
            stored.push(stories);
            gone.push(taken_out);
        }
        Ok(Self { packer: Packer::new(disk, options)?, read, manifest, stored, gone, places })
    }

    /// Takes a story, in place of the archive's own of the same identifier. Of those that come now the first is taken.
    pub fn add(&mut self, story: &Story, record: &Record) -> Result<(), PackError> {
        if !self.packer.meet(story) {
            return Ok(());
        }
        if let Some((segment, number)) = self.places.get(&key(&story.slug)).copied() {
            let known = self.stored[segment].record(self.packer.out.disk(), number)?;
            if known == *record {
                self.packer.out.summary.unchanged += 1;
                return Ok(());
            }
            self.take_out(&story.slug)?;
            self.packer.out.summary.replaced += 1;
        }
        let arrival = NEW + u64::from(self.packer.stories());
        self.packer.take(story, record, arrival)
    }

    /// Takes a story out of the archive; false if it is not in it.
    pub fn withdraw(&mut self, slug: &Slug) -> Result<bool, PackError> {
        let is_there = self.take_out(slug)?;
        self.packer.out.summary.withdrawn += u32::from(is_there);
        Ok(is_there)
    }

    /// Writes the new segment and the manifest.
    pub fn finish(mut self) -> Result<(Summary, D), PackError> {
        let kept = self.first_to_merge();
        for segment in kept..self.manifest.segments.len() {
            self.take_again(segment)?;
        }
        self.manifest.segments.truncate(kept);
        for (segment, gone) in self.manifest.segments.iter_mut().zip(&self.gone) {
            segment.gone = None;
            if !gone.is_empty() {
                let file = self.packer.out.put(Folder::Gone, &gone::encode(gone))?.to_string();
                segment.gone = Some(Gone { stories: gone.len() as u32, file });
            }
        }
        self.manifest.segments.extend(self.packer.write_segment()?);
        self.packer.write_manifest(&self.manifest)
    }

    /// The first segment that is packed anew with all that follow it.
    fn first_to_merge(&self) -> usize {
        let mut first = self.manifest.segments.len();
        let mut after = u64::from(self.packer.stories());
        for (at, segment) in self.manifest.segments.iter().enumerate().rev() {
            let live = u64::from(segment.stories) - self.gone[at].len() as u64;
            let is_mostly_gone = live * 2 < u64::from(segment.stories);
            if is_mostly_gone || live < STEP * after {
                first = at;
            }
            after += live;
        }
        first
    }

    /// Packs the live stories of a segment anew, before all new ones.
    fn take_again(&mut self, segment: usize) -> Result<(), PackError> {
        let before: u64 = self.manifest.segments[..segment].iter().map(|before| u64::from(before.stories)).sum();
        for number in 0..self.manifest.segments[segment].stories {
            if !self.gone[segment].contains(&number) {
                let record = self.stored[segment].record(self.packer.out.disk(), number)?;
                let story = self.read.story(&record).ok_or(PackError::Record { number })?;
                self.packer.take(&story, &record, before + u64::from(number))?;
            }
        }
        Ok(())
    }

    fn take_out(&mut self, slug: &Slug) -> Result<bool, PackError> {
        let Some((segment, number)) = self.places.get(&key(slug)).copied() else { return Ok(false) };
        let record = self.stored[segment].record(self.packer.out.disk(), number)?;
        let story = self.read.story(&record).ok_or(PackError::Record { number })?;
        self.places.remove(&key(slug));
        self.gone[segment].insert(number);
        let mut index = Index::new();
        index.add(&story);
        let columns = index.columns(StoryId(0));
        let segment = &mut self.manifest.segments[segment];
        segment.headline_tokens = segment.headline_tokens.saturating_sub(columns.headline_tokens.into());
        segment.body_tokens = segment.body_tokens.saturating_sub(columns.body_tokens.into());
        Ok(true)
    }
}

fn gone_stories<D: Disk>(disk: &mut D, gone: Option<&Gone>) -> Result<BTreeSet<u32>, PackError> {
    let Some(gone) = gone else { return Ok(BTreeSet::new()) };
    let hash = named(&gone.file)?;
    let bytes = whole(disk, Folder::Gone, hash)?;
    let numbers = gone::decode(&bytes).map_err(ArchiveError::malformed(&Folder::Gone.path(hash)))?;
    Ok(numbers.into_iter().collect())
}

fn key(slug: &Slug) -> Hash {
    Hash::of(slug.as_str().as_bytes())
}
