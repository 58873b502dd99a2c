//! Writing the dictionary: items in order are gathered into shards, and their lists into files beside them.

use super::{Disk, Out};
use crate::block::pack;
use crate::list::{INLINE, Place, Tier};
use crate::name::{Folder, Hash};
use crate::shard::{Item, List, Value, encode};
use std::io;

/// Bytes of a shard, about: what a reader fetches for a word.
const SHARD: usize = 14_000;
/// Bytes of a file of lists from which on a new one is begun.
const FILE: usize = 56_000;

/// Gathers items into shards.
pub(super) struct Dictionary {
    items: Vec<Item>,
    /// Bytes that the items take, about.
    size: usize,
    /// Files of the shard's lists. Tiers name them by number until the shard is written.
    files: Vec<Vec<u8>>,
    /// The last key of the shard before.
    last: String,
    shards: Vec<(String, String)>,
}

impl Dictionary {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), size: 0, files: Vec::new(), last: String::new(), shards: Vec::new() }
    }

    /// Compresses a list's tiers and puts them into files.
    pub(super) fn list(&mut self, stories: u32, tiers: &[Vec<u8>]) -> List {
        if stories <= INLINE {
            let bytes = tiers.concat();
            self.size += bytes.len() + 2;
            return List { stories, place: Place::Inline(bytes) };
        }
        self.size += 3 * tiers.len() + 1;
        let place = tiers.iter().map(|tier| self.tier(&pack(tier))).collect();
        List { stories, place: Place::Tiers(place) }
    }

    /// Adds an item after all others.
    pub(super) fn push<D: Disk>(&mut self, out: &mut Out<D>, key: String, value: Value) -> io::Result<()> {
        let last = self.items.last().map_or("", |item| item.key.as_str());
        let shared = key.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        let texts: usize = match &value {
            Value::Word(word) => word.forms.iter().chain(&word.stems).map(|text| 2 + text.len() / 3).sum(),
            Value::Tag { name, .. } => name.len() + 2,
            _ => 2,
        };
        self.size += key.len() - shared + 3 + texts;
        self.items.push(Item { key, value });
        if self.size >= SHARD {
            self.close(out)?;
        }
        Ok(())
    }

    /// Writes what is left; all shards.
    pub(super) fn finish<D: Disk>(mut self, out: &mut Out<D>) -> io::Result<Vec<(String, String)>> {
        self.close(out)?;
        Ok(self.shards)
    }

    fn tier(&mut self, bytes: &[u8]) -> Tier {
        if self.files.last().is_none_or(|file| file.len() > FILE) {
            self.files.push(Vec::new());
        }
        let number = self.files.len() - 1;
        let file = &mut self.files[number];
        let start = file.len() as u32;
        file.extend_from_slice(bytes);
        Tier { file: Hash((number as u64).to_be_bytes()), start, len: bytes.len() as u32 }
    }

    fn close<D: Disk>(&mut self, out: &mut Out<D>) -> io::Result<()> {
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else { return Ok(()) };
        let first = separator(&self.last, &first.key);
        let last = last.key.clone();
        let files = std::mem::take(&mut self.files);
        let hashes = files.iter().map(|file| out.put(Folder::Lists, file)).collect::<io::Result<Vec<Hash>>>()?;
        for item in &mut self.items {
            item.value.each_list(&mut |list| {
                if let Place::Tiers(tiers) = &mut list.place {
                    tiers.iter_mut().for_each(|tier| tier.file = hashes[u64::from_be_bytes(tier.file.0) as usize]);
                }
            });
        }
        let hash = out.put(Folder::Words, &encode(&self.items))?;
        self.shards.push((first, hash.to_string()));
        (self.last, self.size) = (last, 0);
        self.items.clear();
        Ok(())
    }
}

/// The shortest beginning of `key` that sorts after `last`.
fn separator(last: &str, key: &str) -> String {
    let end = key.char_indices().map(|(at, c)| at + c.len_utf8()).find(|&end| &key[..end] > last);
    key[..end.unwrap_or(key.len())].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_as_short_as_can_be() {
        assert_eq!("fi", separator("ferry", "fish"));
        assert_eq!("ferrym", separator("ferry", "ferryman"));
        assert_eq!("é", separator("zoo", "été"));
        assert_eq!("a", separator("", "abc"));
    }
}
