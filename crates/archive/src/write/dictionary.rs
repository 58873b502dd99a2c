//! Writing the dictionary: items in order are gathered into shards, shards into files, and their lists into files beside them.

use super::{Disk, Out};
use crate::list::Tier;
use crate::manifest::Words;
use crate::name::{Folder, Hash, seal};
use crate::shard::{ClosedShard, Draft, HEADS, KIN, ShardWriter, separator, shared};
use std::collections::VecDeque;
use std::io;

/// Bytes of a shard, about, by stories of the segment: the manifest names each shard, and a reader fetches one or two for a
/// word, so that the more there are, the larger they are best.
const SHARD: [(u32, usize); 3] = [(30_000, 4_500), (300_000, 6_000), (u32::MAX, 9_000)];
/// Bytes of a file from which on a new one is begun.
const FILE: usize = 56_000;

/// Gathers items into shards.
pub(super) struct Dictionary {
    /// Stories of the segment.
    stories: u32,
    open: ShardWriter,
    /// Shards that are full, but whose lists' files are not.
    waiting: VecDeque<ClosedShard>,
    /// The last key of the last shard that was written.
    last: String,
    /// The files of lists that are being filled: of heads, and of further tiers.
    lists: [OpenFile; 2],
    /// The files of lists by number, once they are full. Until a shard is written, its tiers name files by number.
    hashes: Vec<Option<Hash>>,
    /// The file of shards that is being filled, and what it holds.
    shards: Vec<u8>,
    held: Words,
    /// The beginning and the bytes of the shard before, in that file.
    before: (String, u32),
    words: Vec<Words>,
}

/// A file of lists that is being filled.
#[derive(Default)]
struct OpenFile {
    number: usize,
    bytes: Vec<u8>,
}

impl Dictionary {
    pub(super) fn new(stories: u32) -> Self {
        Self {
            stories,
            open: ShardWriter::new(stories),
            waiting: VecDeque::new(),
            last: String::new(),
            lists: Default::default(),
            hashes: Vec::new(),
            shards: Vec::new(),
            held: Words::default(),
            before: Default::default(),
            words: Vec::new(),
        }
    }

    /// Adds an item after all others.
    pub(super) fn push<D: Disk>(&mut self, out: &Out<D>, draft: Draft) -> io::Result<()> {
        let most = SHARD.iter().find(|(stories, _)| self.stories <= *stories).map_or(SHARD[2].1, |(_, most)| *most);
        let len = self.open.len();
        // The fuller it is, the more alike words must be that it goes on for.
        let halves = len.saturating_sub(most) / (most / 2);
        if len >= most && (halves >= MOST_HALVES || shared(self.open.last(), &draft.key) < KIN + halves) {
            self.close(out)?;
        }
        self.open.push(draft);
        Ok(())
    }

    /// Puts a tier into the files of its stream.
    fn place<D: Disk>(&mut self, out: &Out<D>, stream: usize, mut bytes: Vec<u8>) -> io::Result<Tier> {
        if stream != HEADS && self.lists[stream].bytes.len() > FILE {
            self.close_lists(out, stream)?;
        }
        let file = &mut self.lists[stream];
        if file.bytes.is_empty() {
            file.number = self.hashes.len();
            self.hashes.push(None);
        }
        seal(&mut bytes, 0);
        let number = Hash((file.number as u64).to_be_bytes());
        let tier = Tier { file: number, start: file.bytes.len() as u32, len: bytes.len() as u32 };
        file.bytes.extend_from_slice(&bytes);
        Ok(tier)
    }

    /// Writes what is left; all files of shards.
    pub(super) fn finish<D: Disk>(mut self, out: &Out<D>) -> io::Result<Vec<Words>> {
        if !self.open.is_empty() {
            self.close(out)?;
        }
        for stream in 0..self.lists.len() {
            if !self.lists[stream].bytes.is_empty() {
                self.close_lists(out, stream)?;
            }
        }
        self.write_waiting(out)?;
        if !self.shards.is_empty() {
            self.close_shards(out)?;
        }
        Ok(self.words)
    }

    /// Closes the shard that is open.
    fn close<D: Disk>(&mut self, out: &Out<D>) -> io::Result<()> {
        // The heads of a shard lie in one file, so that its bundles need not say in which.
        if self.lists[HEADS].bytes.len() > FILE {
            self.close_lists(out, HEADS)?;
        }
        let full = std::mem::replace(&mut self.open, ShardWriter::new(self.stories));
        let closed = full.close(|stream, bytes| self.place(out, stream, bytes))?;
        self.waiting.push_back(closed);
        self.write_waiting(out)
    }

    fn close_lists<D: Disk>(&mut self, out: &Out<D>, stream: usize) -> io::Result<()> {
        let file = &mut self.lists[stream];
        self.hashes[file.number] = Some(out.put(Folder::Lists, &file.bytes)?);
        file.bytes.clear();
        Ok(())
    }

    /// Writes the shards that wait for no file any more.
    fn write_waiting<D: Disk>(&mut self, out: &Out<D>) -> io::Result<()> {
        while let Some(shard) = self.waiting.front() {
            let hash = |file: &Hash| self.hashes[u64::from_be_bytes(file.0) as usize];
            let Some(files) = shard.files.iter().map(hash).collect::<Option<Vec<Hash>>>() else { break };
            let Some(shard) = self.waiting.pop_front() else { break };
            let start = self.shards.len();
            self.shards.extend_from_slice(&shard.bytes(&files));
            seal(&mut self.shards, start);
            let (first, len) = (separator(&self.last, &shard.keys.0), (self.shards.len() - start) as u32);
            self.held.push((&first, len), (&self.before.0, self.before.1));
            (self.before, self.last) = ((first, len), shard.keys.1);
            if self.shards.len() > FILE {
                self.close_shards(out)?;
            }
        }
        Ok(())
    }

    fn close_shards<D: Disk>(&mut self, out: &Out<D>) -> io::Result<()> {
        self.held.0 = out.put(Folder::Words, &self.shards)?.to_string();
        self.words.push(std::mem::take(&mut self.held));
        self.shards.clear();
        self.before = Default::default();
        Ok(())
    }
}

/// Halves of a shard's bytes that it may have besides, for the sake of such words.
const MOST_HALVES: usize = 3;
