//! Where the terms of one story stand, while it is being added.

use super::dictionary::NONE;

/// The terms of a story in the order in which they first stand, each with its places.
///
/// Shape: a term's places are a chain through all of them, so that nothing need be sorted. Each term itself keeps where the
/// chain ends; what an earlier story left there is seen to be of another term, or to lie behind the end.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    all: Vec<Occurrence>,
    firsts: Vec<u32>,
}

#[derive(Debug)]
struct Occurrence {
    term: u32,
    place: u32,
    /// The term's next occurrence, or `NONE`.
    next: u32,
}

impl Occurrences {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.firsts.clear();
    }

    /// Different terms so far.
    pub(super) fn terms(&self) -> usize {
        self.firsts.len()
    }

    /// Adds a place of a term, which comes after its places so far or is the last of them again; `latest` is what the term
    /// keeps.
    #[inline]
    pub(super) fn add(&mut self, term: u32, place: u32, latest: &mut u32) {
        let at = self.all.len() as u32;
        match self.all.get_mut(*latest as usize) {
            Some(before) if before.term == term => before.next = at,
            _ => self.firsts.push(at),
        }
        *latest = at;
        self.all.push(Occurrence { term, place, next: NONE });
    }

    /// A term, given by its turn, and its places in ascending order, each once.
    pub(super) fn term(&self, turn: usize, places: &mut Vec<u32>) -> u32 {
        let first = &self.all[self.firsts[turn] as usize];
        places.clear();
        places.push(first.place);
        let mut next = first.next;
        while let Some(occurrence) = self.all.get(next as usize) {
            if places.last() != Some(&occurrence.place) {
                places.push(occurrence.place);
            }
            next = occurrence.next;
        }
        first.term
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.all.capacity() * size_of::<Occurrence>() + self.firsts.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_term_by_term() {
        let mut latest = [0; 4];
        let mut occurrences = Occurrences::default();
        for story in 0..3 {
            occurrences.clear();
            let stand = [(2, 0), (1, 1), (2, 2), (2, 2), (3 - story, 4), (1, 5)];
            for (term, place) in stand {
                occurrences.add(term as u32, place, &mut latest[term]);
            }
            let mut known = Vec::new();
            for turn in 0..occurrences.terms() {
                let mut places = Vec::new();
                let term = occurrences.term(turn, &mut places);
                let mut expected: Vec<u32> = stand.iter().filter(|one| one.0 as u32 == term).map(|one| one.1).collect();
                expected.dedup();
                assert_eq!(expected, places);
                known.push(term);
            }
            let mut expected: Vec<u32> = Vec::new();
            stand.iter().map(|one| one.0 as u32).for_each(|term| {
                if !expected.contains(&term) {
                    expected.push(term);
                }
            });
            assert_eq!(expected, known);
        }
    }
}
