//! Stories of an index in parts.

use super::UNDATED;
use crate::index::days::Days;
use std::collections::{BTreeMap, HashMap};

/// What is here of the rows of an index in parts.
#[derive(Debug, Default)]
pub(super) struct PartialRows {
    /// Dates and the numbers of their days, by the first story that they are of; the last counts up to the next entry.
    pub(super) dates: BTreeMap<u32, Vec<(i64, u32)>>,
    pub(super) tags: HashMap<u32, Vec<u32>>,
    pub(super) key_terms: HashMap<u32, Vec<u32>>,
}

impl PartialRows {
    pub(super) fn tags(&self, story: u32) -> &[u32] {
        self.tags.get(&story).map_or(&[], Vec::as_slice)
    }

    pub(super) fn date(&self, story: u32) -> i64 {
        self.dated(story).0
    }

    /// A story's date, and the number of its day.
    pub(super) fn dated(&self, story: u32) -> (i64, u32) {
        let undated = (UNDATED, Days::NONE);
        let Some((first, dates)) = self.dates.range(..=story).next_back() else { return undated };
        dates.get((story - first) as usize).or(dates.last()).copied().unwrap_or(undated)
    }
}
