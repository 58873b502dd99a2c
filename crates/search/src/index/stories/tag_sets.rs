//! The sets of tags that stories have, each kept once.

use crate::index::tables::Tables;

/// Sets numbered from 0 in order of arrival.
///
/// They are read for each query, so they are not in pages: they are few beside the stories.
#[derive(Debug, Default)]
pub(crate) struct TagSets {
    /// Numbers of tags, set after set.
    tags: Vec<u32>,
    /// Where each set ends.
    ends: Vec<u32>,
    tables: Tables,
}

impl TagSets {
    /// The number of a set, which is taken in if it is new; in another order the same tags are another.
    pub(super) fn add(&mut self, tags: &[u32]) -> u32 {
        let its_hash = hash(tags);
        if let Some(number) = self.tables.find(its_hash, |number| self.get(number) == tags) {
            return number;
        }
        let number = self.ends.len() as u32;
        let Self { tags: all, ends, tables } = self;
        all.extend_from_slice(tags);
        ends.push(all.len() as u32);
        tables.add(its_hash, number, &|number| hash(set(all, ends, number)));
        number
    }

    /// The numbers of a set's tags.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> &[u32] {
        set(&self.tags, &self.ends, number)
    }

    /// How many there are; their numbers are less than this.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        (self.tags.capacity() + self.ends.capacity()) * size_of::<u32>() + self.tables.memory_bytes()
    }
}

#[inline]
fn set<'a>(tags: &'a [u32], ends: &[u32], number: u32) -> &'a [u32] {
    let start = if number == 0 { 0 } else { ends[number as usize - 1] };
    &tags[start as usize..ends[number as usize] as usize]
}

fn hash(tags: &[u32]) -> u32 {
    tags.iter().fold(0x811c_9dc5, |hash: u32, tag| (hash ^ tag).wrapping_mul(0x9e37_79b1).rotate_left(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_kept_once() {
        let mut sets = TagSets::default();
        let set = |number: u32| (0..number % 5).map(|at| number * at % 97).collect::<Vec<u32>>();
        let numbers: Vec<u32> = (0..3_000).map(|number| sets.add(&set(number))).collect();
        for (story, &number) in (0_u32..).zip(&numbers) {
            assert_eq!(set(story), sets.get(number));
            assert_eq!(number, sets.add(&set(story)));
        }
        let different: std::collections::BTreeSet<Vec<u32>> = (0..3_000).map(set).collect();
        assert_eq!(different.len(), sets.len());
    }
}
