//! Numbers found by hash, in tables that grow without a long step.

use crate::order::{high, low};

/// 64 hash tables with open addresses; a hash's high bits choose the table, its low bits the place.
///
/// Cost: one table doubles at a time, so that among a million entries no more than some 20,000 move at once.
#[derive(Debug)]
pub(super) struct Tables {
    tables: [Table; 1 << TABLE_BITS],
}

const TABLE_BITS: u32 = 6;

#[derive(Debug, Default)]
struct Table {
    /// Hash above, number below; a power of two of them, or none.
    places: Vec<u64>,
    taken: u32,
}

/// No number is so great.
const FREE: u64 = u64::MAX;

/// Places of a table that has its first entry.
const FIRST: usize = 8;

impl Default for Tables {
    fn default() -> Self {
        Self { tables: std::array::from_fn(|_| Table::default()) }
    }
}

impl Tables {
    /// The number with this hash that `is_it`.
    #[inline]
    pub(super) fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        let places = &self.tables[table(hash)].places;
        let mask = places.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let entry = places[at & mask];
            if entry == FREE {
                return None;
            }
            if high(entry) == hash && is_it(low(entry)) {
                return Some(low(entry));
            }
            at += 1;
        }
    }

    /// Adds a hash with its number below, which is not there yet.
    pub(super) fn add(&mut self, entry: u64) {
        let table = &mut self.tables[table(high(entry))];
        table.taken += 1;
        // A quarter and more stays free, so that a look soon meets a free place.
        if table.taken as usize * 4 > table.places.len() * 3 {
            table.double();
        }
        table.put(entry);
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.tables.iter().map(|table| table.places.capacity() * size_of::<u64>()).sum()
    }
}

impl Table {
    fn double(&mut self) {
        let doubled = vec![FREE; (self.places.len() * 2).max(FIRST)];
        let before = std::mem::replace(&mut self.places, doubled);
        before.into_iter().filter(|&entry| entry != FREE).for_each(|entry| self.put(entry));
    }

    fn put(&mut self, entry: u64) {
        let mask = self.places.len() - 1;
        let mut at = high(entry) as usize & mask;
        while self.places[at] != FREE {
            at = (at + 1) & mask;
        }
        self.places[at] = entry;
    }
}

fn table(hash: u32) -> usize {
    (hash >> (u32::BITS - TABLE_BITS)) as usize
}
