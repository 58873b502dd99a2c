//! Looking keys up in the shards of all segments.

use super::Reader;
use super::jobs::Task;
use super::pieces::Piece;
use crate::name::Folder;
use crate::shard::Item;
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
            let Some(at) = self.shard_of(segment, key) else { continue };
            let Some(items) = self.shard(segment, at, wanted) else { continue };
            if let Ok(place) = items.binary_search_by(|item| item.key.as_str().cmp(key)) {
                found.push((segment, items[place].clone()));
            }
        }
        (wanted.len() == before).then_some(found)
    }

    /// Wants the shards that would hold a key, for what may be asked next.
    pub(super) fn want_shards(&mut self, key: &str, wanted: &mut Vec<Piece>) {
        for segment in 0..self.manifest.segments.len() {
            if let Some(at) = self.shard_of(segment, key) {
                self.pieces.need(self.shard_piece(segment, at), wanted);
            }
        }
    }

    /// Wants the shards that lie after those of a key, where one request has both: while a word is typed, the next letter mostly asks
    /// for one of them.
    pub(super) fn want_shard_after(&mut self, key: &str, wanted: &mut Vec<Piece>) {
        for segment in 0..self.manifest.segments.len() {
            let Some(at) = self.shard_of(segment, key) else { continue };
            let [own, next, ..] = &self.shards[segment][at..] else { continue };
            if own.file == next.file {
                self.pieces.need(self.shard_piece(segment, at + 1), wanted);
            }
        }
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
        let first = self.shard_of(segment, beginning)?;
        // The last key that begins so sorts before this.
        let after = [beginning, "\u{10ffff}\u{10ffff}"].concat();
        Some(first..=self.shard_of(segment, &after)?.max(first))
    }

    /// The number of the shard that would hold a key; none if there are no shards.
    fn shard_of(&self, segment: usize, key: &str) -> Option<usize> {
        let shards = &self.shards[segment];
        let after = shards.partition_point(|shard| shard.first.as_str() <= key);
        if shards.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }

    fn shard(&mut self, segment: usize, at: usize, wanted: &mut Vec<Piece>) -> Option<Rc<Vec<Item>>> {
        if let Some(items) = self.words.shards.find(&(segment, at)) {
            return Some(items.clone());
        }
        self.need_unpacked(self.shard_piece(segment, at), wanted, || Task::Shard(segment, at));
        None
    }

    fn shard_piece(&self, segment: usize, at: usize) -> Piece {
        let place = &self.shards[segment][at];
        Piece::part(Folder::Words, place.file, place.start, place.len)
    }
}
