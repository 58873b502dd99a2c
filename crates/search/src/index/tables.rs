//! Numbers found by hash, in tables that grow without a long step.

/// 64 hash tables with open addresses: a hash's first bits choose the table, those after them the place.
///
/// Cost: one table grows at a time, so that among a million numbers no more than some 20,000 move at once. A number takes five
/// bytes: hashes are not kept. What is left of the four bytes has the last bits of the hash, so that few numbers are tried in
/// vain.
#[derive(Debug)]
pub(super) struct Tables {
    tables: [Table; 1 << TABLE_BITS],
}

const TABLE_BITS: u32 = 6;

#[derive(Debug, Default)]
struct Table {
    places: Vec<u32>,
    taken: usize,
    /// Set once a number leaves no room for a hash's last bits.
    is_plain: bool,
}

/// No number is so great.
const FREE: u32 = u32::MAX;

/// Places of a table that has its first number.
const FIRST: usize = 8;

/// Bits of numbers that leave room.
const NUMBER_BITS: u32 = 24;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;

impl Default for Tables {
    fn default() -> Self {
        Self { tables: std::array::from_fn(|_| Table::default()) }
    }
}

impl Tables {
    /// The number with this hash that `is_it`; a few others are tried too.
    #[inline(always)]
    pub(super) fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        let table = &self.tables[table(hash)];
        let (wanted, mask) = if table.is_plain { (0, 0) } else { (hash << NUMBER_BITS, !NUMBER) };
        let places = table.places.as_slice();
        let mut at = place(hash, places.len());
        // An eighth and more is free, unless there are none at all.
        while let Some(&entry) = places.get(at).filter(|&&entry| entry != FREE) {
            if entry & mask == wanted && is_it(entry & !mask) {
                return Some(entry & !mask);
            }
            at = if at + 1 < places.len() { at + 1 } else { 0 };
        }
        None
    }

    /// Adds a number, which is not there yet, at its hash; `hash_of` gives that of any other.
    pub(super) fn add(&mut self, hash: u32, number: u32, hash_of: &dyn Fn(u32) -> u32) {
        let table = &mut self.tables[table(hash)];
        table.taken += 1;
        let is_full = table.taken * 8 > table.places.len() * 7;
        let is_great = number >= NUMBER && !table.is_plain;
        if is_full || is_great {
            table.rebuild(is_full, is_great, hash_of);
        }
        table.put(hash, number);
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.tables.iter().map(|table| table.places.capacity() * size_of::<u32>()).sum()
    }
}

impl Table {
    fn rebuild(&mut self, is_full: bool, is_great: bool, hash_of: &dyn Fn(u32) -> u32) {
        let mask = if self.is_plain { u32::MAX } else { NUMBER };
        self.is_plain |= is_great;
        let len = self.places.len();
        let before =
            std::mem::replace(&mut self.places, vec![FREE; if is_full { (len * 3 / 2).max(FIRST) } else { len }]);
        for number in before.into_iter().filter(|&entry| entry != FREE).map(|entry| entry & mask) {
            self.put(hash_of(number), number);
        }
    }

    fn put(&mut self, hash: u32, number: u32) {
        let mut at = place(hash, self.places.len());
        // An eighth and more is free.
        while self.places[at] != FREE {
            at = if at + 1 < self.places.len() { at + 1 } else { 0 };
        }
        self.places[at] = if self.is_plain { number } else { hash << NUMBER_BITS | number };
    }
}

fn table(hash: u32) -> usize {
    (hash >> (u32::BITS - TABLE_BITS)) as usize
}

/// Where a look begins among so many places.
fn place(hash: u32, places: usize) -> usize {
    ((u64::from(hash << TABLE_BITS) * places as u64) >> u32::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_found_again() {
        let hash = |number: u32| number.wrapping_mul(0x9e37_79b1);
        let numbers = |from: u32| (from..from + 3_000).step_by(3);
        let mut tables = Tables::default();
        for number in numbers(0).chain(numbers(NUMBER - 1_500)).chain(numbers(1 << 31)) {
            assert_eq!(None, tables.find(hash(number), |other| other == number));
            tables.add(hash(number), number, &hash);
        }
        for number in numbers(0).chain(numbers(NUMBER - 1_500)).chain(numbers(1 << 31)) {
            assert_eq!(Some(number), tables.find(hash(number), |other| other == number));
        }
    }
}
