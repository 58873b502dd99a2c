//! The days that stories are of. They are few beside the stories, and no timeline has finer steps: so it need not look at each
//! story's date.

use super::UNDATED;
use super::dictionary::hash;
use super::pages::Pages;
use super::tables::Tables;

/// Days numbered from 1 in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Days {
    /// Days after 1970.
    days: Pages<i64>,
    tables: Tables,
}

impl Days {
    /// The number of what has no date.
    pub(crate) const NONE: u32 = 0;

    /// The number of a date's day, which is taken in if it is new.
    pub(super) fn add(&mut self, date: i64) -> u32 {
        if date == UNDATED {
            return Self::NONE;
        }
        let day = date.div_euclid(86_400);
        let its_hash = hash(&day.to_le_bytes());
        if let Some(number) = self.tables.find(its_hash, |number| self.get(number) == day) {
            return number;
        }
        self.days.push(day);
        let number = self.days.len() as u32;
        let days = &self.days;
        self.tables.add(its_hash, number, &|number| hash(&days[number as usize - 1].to_le_bytes()));
        number
    }

    /// Days after 1970, for a number that is not `NONE`.
    pub(crate) fn get(&self, number: u32) -> i64 {
        self.days[number as usize - 1]
    }

    /// All numbers are less than this.
    pub(crate) fn end(&self) -> usize {
        self.days.len() + 1
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.days.memory_bytes() + self.tables.memory_bytes()
    }
}
