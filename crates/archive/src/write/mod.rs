//! Writing an archive: stories go in one by one, in any order, and files come out when all are in.
//!
//! Memory is bounded: words are indexed by the search engine's own index, and whenever that has grown to its share it is
//! written out as a sorted run and begun anew. At the end stories are numbered, the newest first, and the runs are merged
//! word by word under the final numbers. The same stories in the same order give the same bytes, however many runs there
//! were.

mod dictionary;
mod runs;
mod stories;
mod words;

use crate::manifest::{Manifest, NEWEST_FORMAT, Segment};
use crate::name::{Folder, Hash};
use dateline_search::{Index, Means};
use dateline_story::{Slug, Story, Timestamp};
use runs::Runs;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Read, Seek, Write};
use stories::{Records, Tags};

/// Where an archive's files go, and what does not fit into memory meanwhile.
pub trait Disk {
    /// Writes a file. Its path is relative to the manifest; it may be there already, with the same bytes.
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// A new empty file that goes when it is dropped.
    fn spill(&mut self) -> io::Result<Box<dyn Spill>>;
}

/// A file for what does not fit into memory.
pub trait Spill: Read + Write + Seek {}

impl<T: Read + Write + Seek> Spill for T {}

/// Why packing stops.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file cannot be written, or what was spilled cannot be read back.
    #[error("the disk does not take what is written")]
    Disk(#[from] io::Error),
    /// There are more stories than numbers for them.
    #[error("an archive holds at most {most} stories")]
    TooMany {
        /// Stories at most.
        most: u32,
    },
}

/// How to pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackOptions {
    /// The archive's title.
    pub title: Option<String>,
    /// Bytes that the index may take before it is written out.
    pub memory: usize,
}

/// What the reader is shown of a story, as the caller encodes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What a list shows.
    pub card: Vec<u8>,
    /// What is shown besides once the story is opened; may be empty.
    pub text: Vec<u8>,
}

/// What came of packing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Stories packed.
    pub stories: u32,
    /// Stories left out because one of the same identifier had come before.
    pub repeated: u32,
    /// Folded words.
    pub words: u32,
    /// Files and bytes by folder, the manifest under its own name.
    pub folders: BTreeMap<&'static str, (u32, u64)>,
    /// Bytes of the manifest, which every reader fetches first.
    pub manifest_bytes: u64,
    /// Times that the index was written out because memory was full.
    pub runs: u32,
}

impl Summary {
    /// All files, the manifest included.
    pub fn files(&self) -> u32 {
        self.folders.values().map(|(files, _)| files).sum::<u32>() + 1
    }

    /// All bytes, the manifest included.
    pub fn bytes(&self) -> u64 {
        self.folders.values().map(|(_, bytes)| bytes).sum::<u64>() + self.manifest_bytes
    }
}

/// Stories of a segment at most; a posting's gap has thirty bits.
const MOST_STORIES: u32 = 1 << 28;

/// Packs stories.
pub struct Packer<D: Disk> {
    out: Out<D>,
    options: PackOptions,
    index: Index,
    /// The first story of the index.
    first: u32,
    runs: Runs,
    records: Records,
    tags: Tags,
    columns: StoryColumns,
    ids: HashSet<Slug>,
    repeated: u32,
}

/// What is kept in memory of every story, in order of arrival.
#[derive(Default)]
struct StoryColumns {
    dates: Vec<Option<Timestamp>>,
    headline_tokens: Vec<u8>,
    body_tokens: Vec<u16>,
}

/// The disk, and what was put there.
struct Out<D> {
    disk: D,
    summary: Summary,
}

impl<D: Disk> Out<D> {
    /// Writes a file under its hash.
    fn put(&mut self, folder: Folder, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Hash::of(bytes);
        self.disk.put(&folder.path(hash), bytes)?;
        let (files, all) = self.summary.folders.entry(folder.name()).or_default();
        (*files, *all) = (*files + 1, *all + bytes.len() as u64);
        Ok(hash)
    }
}

impl<D: Disk> Packer<D> {
    /// A packer that writes to this disk.
    pub fn new(mut disk: D, options: PackOptions) -> Result<Self, PackError> {
        let records = Records::new(disk.spill()?);
        Ok(Self {
            out: Out { disk, summary: Summary::default() },
            options,
            index: Index::new(),
            first: 0,
            runs: Runs::default(),
            records,
            tags: Tags::default(),
            columns: StoryColumns::default(),
            ids: HashSet::new(),
            repeated: 0,
        })
    }

    /// Takes a story, unless one with its identifier was taken before; whether it was taken.
    pub fn add(&mut self, story: &Story, record: &Record) -> Result<bool, PackError> {
        if !self.ids.insert(story.slug.clone()) {
            self.repeated += 1;
            return Ok(false);
        }
        if self.columns.dates.len() as u32 == MOST_STORIES {
            return Err(PackError::TooMany { most: MOST_STORIES });
        }
        let id = self.index.add(story);
        let mut columns = self.index.columns(id);
        // Their order in the index is that in which it met them, which depends on when it was begun.
        columns.key_terms.sort_unstable();
        self.columns.dates.push(columns.date);
        self.columns.headline_tokens.push(columns.headline_tokens);
        self.columns.body_tokens.push(columns.body_tokens);
        self.records.push(record, &columns.key_terms)?;
        self.tags.push(story);
        if self.index.memory_bytes() > self.options.memory {
            self.spill()?;
        }
        Ok(true)
    }

    /// Writes all files, the manifest last.
    pub fn finish(mut self) -> Result<(Summary, D), PackError> {
        self.spill()?;
        let order = Order::new(&self.columns);
        let lengths = order.lengths(&self.columns);
        let stories = order.arrivals.len() as u32;
        let tokens = |counts: &mut dyn Iterator<Item = u64>| counts.sum::<u64>();
        let headline_tokens = tokens(&mut self.columns.headline_tokens.iter().map(|&count| count.into()));
        let body_tokens = tokens(&mut self.columns.body_tokens.iter().map(|&count| count.into()));
        let means = Means::of(stories, headline_tokens, body_tokens);
        let root = stories::write(&mut self.out, &mut self.records, &self.tags, &order, &self.columns)?;
        let root = self.out.put(Folder::Roots, &root.encode())?;
        let stemmers = self.runs.stemmers();
        let shards = words::write(&mut self.out, self.runs, &self.tags, &order, &lengths, &means)?;
        let segment = Segment { stories, headline_tokens, body_tokens, stemmers, root: root.to_string(), shards };
        let manifest = Manifest {
            dateline: "archive".to_owned(),
            format: NEWEST_FORMAT,
            title: self.options.title,
            segments: if stories > 0 { vec![segment] } else { Vec::new() },
        };
        let bytes = manifest.to_json();
        self.out.disk.put(crate::MANIFEST, &bytes)?;
        let mut summary = self.out.summary;
        (summary.stories, summary.repeated, summary.manifest_bytes) = (stories, self.repeated, bytes.len() as u64);
        Ok((summary, self.out.disk))
    }

    fn spill(&mut self) -> Result<(), PackError> {
        if !self.index.is_empty() {
            let index = std::mem::take(&mut self.index);
            self.runs.push(&index, self.first, self.out.disk.spill()?)?;
            self.first += index.len() as u32;
            self.out.summary.runs += 1;
        }
        Ok(())
    }
}

/// The final numbers of stories: the newest first, those without a date last, in order of arrival among equals.
struct Order {
    /// By final number.
    arrivals: Vec<u32>,
    /// By place in the order of arrival.
    numbers: Vec<u32>,
}

impl Order {
    fn new(columns: &StoryColumns) -> Self {
        let mut arrivals: Vec<u32> = (0..columns.dates.len() as u32).collect();
        arrivals.sort_by_key(|&at| std::cmp::Reverse(columns.dates[at as usize]));
        let mut numbers = vec![0; arrivals.len()];
        for (number, &arrival) in (0_u32..).zip(&arrivals) {
            numbers[arrival as usize] = number;
        }
        Self { arrivals, numbers }
    }

    /// Lengths of headlines and bodies by final number.
    fn lengths(&self, columns: &StoryColumns) -> FinalLengths {
        let length = |&at: &u32| (columns.headline_tokens[at as usize], columns.body_tokens[at as usize]);
        FinalLengths(self.arrivals.iter().map(length).collect())
    }
}

struct FinalLengths(Vec<(u8, u16)>);

impl crate::list::Lengths for FinalLengths {
    fn of(&self, story: u32) -> (u8, u16) {
        self.0[story as usize]
    }
}
