//! The first so many of many, without sorting them all.

use crate::index::{StoryId, UNDATED};
use crate::order::pack;
use crate::search::{Hit, Sort};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A story's place in an order; the greater comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    /// 1 for a full match; below it the bits of a score that is not negative, which order as the score does, or 0 where it
    /// does not count.
    full_and_score: u64,
    date: i64,
    story: Reverse<u32>,
    score_bits: u32,
}

impl Rank {
    pub(crate) fn new(sort: Sort, full: bool, score: f32, date: i64, story: u32) -> Self {
        // Not `max`, which is a call in WebAssembly.
        let score_bits = if score > 0.0 { score.to_bits() } else { 0 };
        Self {
            full_and_score: pack(full.into(), if sort == Sort::Relevance { score_bits } else { 0 }),
            // `UNDATED` is the least of all; turned round it stays so.
            date: if sort == Sort::Oldest && date != UNDATED { -date } else { date },
            story: Reverse(story),
            score_bits,
        }
    }
}

/// The greatest ranks offered so far.
pub(crate) struct Top {
    limit: usize,
    /// What comes first in the order must be this at least; 0 while there is room.
    least: u64,
    /// The least of them on top.
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Top {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, least: 0, heap: BinaryHeap::new() }
    }

    #[inline]
    pub(crate) fn offer(&mut self, rank: Rank) {
        // Most fall out here.
        if rank.full_and_score >= self.least {
            self.take(rank);
        }
    }

    fn take(&mut self, rank: Rank) {
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(rank));
        } else if self.heap.peek().is_some_and(|least| rank > least.0)
            && let Some(mut least) = self.heap.peek_mut()
        {
            least.0 = rank;
        }
        if self.heap.len() == self.limit {
            self.least = self.heap.peek().map_or(0, |least| least.0.full_and_score);
        }
    }

    /// The hits, the greatest rank first.
    pub(crate) fn into_hits(self) -> Vec<Hit> {
        let ranks = self.heap.into_sorted_vec();
        ranks
            .into_iter()
            .map(|Reverse(rank)| Hit { story: StoryId(rank.story.0), score: f32::from_bits(rank.score_bits) })
            .collect()
    }
}
