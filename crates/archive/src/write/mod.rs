//! Writing an archive: stories go in one by one, in any order, and files come out when all are in.
//!
//! Memory is bounded: words are indexed by the search engine's own index, and whenever that has grown to its share it is
//! written out as a sorted run and begun anew. At the end stories are numbered, the newest first, and the runs are merged
//! word by word under the final numbers. The same stories in the same order give the same bytes, however many runs there
//! were.

mod cards;
mod dictionary;
mod grow;
mod named;
mod order;
mod packer;
mod part;
mod runs;
mod stored;
mod stories;
mod words;

pub use grow::{Growth, ReadRecord};
pub use named::named_files;
pub use packer::Packer;
pub use part::{Part, merge};

use crate::error::ArchiveError;
use crate::name::{Folder, Hash};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, Write};
use std::sync::{Mutex, PoisonError};

/// Where an archive's files go, and what does not fit into memory meanwhile.
///
/// Two threads write at once, one after the other file by file.
pub trait Disk: Send {
    /// Writes a file. Its path is relative to the manifest; it may be there already, with the same bytes.
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Reads a file that is there.
    fn get(&mut self, path: &str) -> io::Result<Vec<u8>>;

    /// A new empty file that goes when it is dropped.
    fn spill(&mut self) -> io::Result<Box<dyn Spill>>;
}

/// A file for what does not fit into memory.
pub trait Spill: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Spill for T {}

/// Why packing stops.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file cannot be written, or what was spilled cannot be read back.
    #[error("the disk does not take what is written")]
    Disk(#[from] io::Error),
    /// The archive that is to be added to cannot be read.
    #[error("the archive that is there cannot be read")]
    Archive(#[from] ArchiveError),
    /// A story of an archive is none that the caller can read.
    #[error("story {number} of the archive cannot be read back")]
    Record {
        /// Its number in its segment.
        number: u32,
    },
    /// A part cannot be merged with others.
    #[error("a part cannot be merged: {reason}")]
    Part {
        /// What is wrong with it.
        reason: String,
    },
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
    /// Stories of the archive, those taken out not counted.
    pub stories: u32,
    /// Stories left out because one of the same identifier had come before.
    pub repeated: u32,
    /// Stories of the archive in whose place another version came.
    pub replaced: u32,
    /// Stories of the archive that were taken out.
    pub withdrawn: u32,
    /// Stories left out because the archive has them as they are.
    pub unchanged: u32,
    /// Segments of the archive.
    pub segments: u32,
    /// Folded words of what was written.
    pub words: u32,
    /// Files and bytes that were written, by folder.
    pub folders: BTreeMap<&'static str, (u32, u64)>,
    /// Bytes of the manifest, which every reader fetches first; 0 of a part.
    pub manifest_bytes: u64,
    /// Times that the index was written out because memory was full.
    pub runs: u32,
}

impl Summary {
    /// All files that were written, the manifest included.
    pub fn files(&self) -> u32 {
        self.folders.values().map(|(files, _)| files).sum::<u32>() + u32::from(self.manifest_bytes > 0)
    }

    /// All bytes that were written, the manifest included.
    pub fn bytes(&self) -> u64 {
        self.folders.values().map(|(_, bytes)| bytes).sum::<u64>() + self.manifest_bytes
    }
}

/// The disk, and what was put there.
struct Out<D> {
    shelf: Mutex<Shelf<D>>,
    summary: Summary,
}

/// What only one thread at a time may use.
struct Shelf<D> {
    disk: D,
    /// Files and bytes by folder.
    folders: BTreeMap<&'static str, (u32, u64)>,
}

impl<D: Disk> Out<D> {
    fn new(disk: D) -> Self {
        Self { shelf: Mutex::new(Shelf { disk, folders: BTreeMap::new() }), summary: Summary::default() }
    }

    /// Writes a file under its hash.
    fn put(&self, folder: Folder, bytes: &[u8]) -> io::Result<Hash> {
        let hash = Hash::of(bytes);
        // Whoever panicked meanwhile has left nothing half done that is told here.
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.disk.put(&folder.path(hash), bytes)?;
        let (files, all) = shelf.folders.entry(folder.name()).or_default();
        (*files, *all) = (*files + 1, *all + bytes.len() as u64);
        Ok(hash)
    }

    fn disk(&mut self) -> &mut D {
        &mut self.shelf.get_mut().unwrap_or_else(PoisonError::into_inner).disk
    }

    /// The disk again, and what came of it all.
    fn finish(self) -> (Summary, D) {
        let Shelf { disk, folders } = self.shelf.into_inner().unwrap_or_else(PoisonError::into_inner);
        (Summary { folders, ..self.summary }, disk)
    }
}
