//! The first so many of many, without sorting them all.

use crate::gather::Match;
use crate::index::{Index, StoryId, UNDATED};
use crate::order::{low, pack};
use crate::search::{Hit, Sort};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A story's place in an order; the greater comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// 1 for a full match; below it the bits of a score that is not negative, which order as the score does, or 0 where it
    /// does not count.
    full_and_score: u64,
    date: i64,
    story: Reverse<u32>,
    score_bits: u32,
}

impl Rank {
    fn new(sort: Sort, found: &Match, date: i64) -> Self {
        // Not `max`, which is a call in WebAssembly.
        let score_bits = if found.score > 0.0 { found.score.to_bits() } else { 0 };
        Self {
            full_and_score: pack(found.full.into(), if sort == Sort::Relevance { score_bits } else { 0 }),
            // `UNDATED` is the least of all; turned round it stays so.
            date: if sort == Sort::Oldest && date != UNDATED { -date } else { date },
            story: Reverse(found.story),
            score_bits,
        }
    }
}

/// The stories that come first, of those offered so far.
pub(crate) struct Top {
    sort: Sort,
    limit: usize,
    /// A match must have as much of [`Rank::full_and_score`] to be among them; anything will do while there is room.
    least: u64,
    /// The least of them on top.
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Top {
    pub(crate) fn new(sort: Sort, limit: usize) -> Self {
        Self { sort, limit, least: 0, heap: BinaryHeap::new() }
    }

    /// Offers a story; its date is asked for only if it may matter.
    #[inline]
    pub(crate) fn offer(&mut self, found: &Match, date: impl FnOnce() -> i64) {
        // Most fall out here.
        if pack(found.full.into(), found.score.to_bits()) >= self.least {
            self.take(Rank::new(self.sort, found, date()));
        }
    }

    /// Offers stories by their dates.
    #[inline(never)] // drawn into both callers, it would be in the program twice
    pub(crate) fn offer_all(&mut self, index: &Index, matches: &[Match]) {
        matches.iter().for_each(|found| self.offer(found, || index.stories.date(found.story)));
    }

    fn take(&mut self, rank: Rank) {
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(rank));
        } else if self.heap.peek().is_some_and(|least| rank > least.0)
            && let Some(mut least) = self.heap.peek_mut()
        {
            least.0 = rank;
        }
        if self.heap.len() == self.limit
            && let Some(Reverse(least)) = self.heap.peek()
        {
            self.least = least.full_and_score;
        }
    }

    /// The score of the last of them, if there is no room left and they are ordered by score; else 0.
    pub(crate) fn least_score(&self) -> f32 {
        f32::from_bits(low(self.least))
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
