//! Looking keys up in the shards of all segments.

use super::Reader;
use super::pieces::Piece;
use crate::name::{Folder, Hash};
use crate::shard::{self, Item};
use std::rc::Rc;

/// Items of shards, each with its segment.
pub(super) type Items = Vec<(usize, Item)>;

/// More shards would have to be read than is worth it.
pub(super) struct TooMany;

impl Reader {
    /// The items of a key in all segments; none while shards are away.
    pub(super) fn items_of(&mut self, key: &str, wanted: &mut Vec<Piece>) -> Option<Items> {
        let mut found = Vec::new();
        let before = wanted.len();
        for segment in 0..self.manifest.segments.len() {
            let Some(at) = self.manifest.segments[segment].shard_of(key) else { continue };
            let Some(items) = self.shard(segment, at, wanted) else { continue };
            if let Ok(place) = items.binary_search_by(|item| item.key.as_str().cmp(key)) {
                found.push((segment, items[place].clone()));
            }
        }
        (wanted.len() == before).then_some(found)
    }

    /// The items of all keys that begin so, if they lie in few enough shards of each segment; none while some are away.
    pub(super) fn items_from(
        &mut self,
        beginning: &str,
        most: usize,
        wanted: &mut Vec<Piece>,
    ) -> Option<Result<Items, TooMany>> {
        let mut found = Vec::new();
        let before = wanted.len();
        for segment in 0..self.manifest.segments.len() {
            let Some(shards) = self.shards_from(segment, beginning) else { continue };
            if shards.clone().count() > most {
                return Some(Err(TooMany));
            }
            for at in shards {
                let Some(items) = self.shard(segment, at, wanted) else { continue };
                let matching = items.iter().filter(|item| item.key.starts_with(beginning));
                found.extend(matching.map(|item| (segment, item.clone())));
            }
        }
        (wanted.len() == before).then_some(Ok(found))
    }

    /// The shards that hold the keys that begin so.
    pub(super) fn shards_from(&self, segment: usize, beginning: &str) -> Option<std::ops::RangeInclusive<usize>> {
        let segment = &self.manifest.segments[segment];
        let first = segment.shard_of(beginning)?;
        // The last key that begins so sorts before this.
        let after = [beginning, "\u{10ffff}\u{10ffff}"].concat();
        Some(first..=segment.shard_of(&after)?.max(first))
    }

    fn shard(&mut self, segment: usize, at: usize, wanted: &mut Vec<Piece>) -> Option<Rc<Vec<Item>>> {
        // The manifest was checked when it was read.
        let hash = Hash::parse(&self.manifest.segments[segment].shards[at].1)?;
        if let Some(items) = self.words.shards.get(&hash) {
            return Some(items.clone());
        }
        let piece = Piece::whole(Folder::Words, hash);
        let bytes = self.pieces.need(piece, wanted)?;
        match shard::decode(&bytes) {
            Ok(items) => {
                let items = Rc::new(items);
                self.words.shards.insert(hash, items.clone());
                Some(items)
            }
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }
}
