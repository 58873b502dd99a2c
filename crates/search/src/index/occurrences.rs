//! Where the terms of one story stand, while it is being added.

use super::dictionary::NONE;

/// The terms of a story in the order in which they first stand, each with its places.
///
/// Shape: a term's places are a chain through all of them, so that nothing need be sorted. Each term lends a
/// number to keep where the chain ends, and gets back what was in it: that is seen to be of another term, or to lie behind the
/// end, until the term is met in this story.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    all: Vec<Occurrence>,
    firsts: Vec<First>,
}

/// A term's first occurrence.
#[derive(Debug)]
struct First {
    at: u32,
    /// What was in the term's number.
    lent: u32,
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

    /// Adds a place of a term, which comes after its places so far or is the last of them again; `lent` is the
    /// term's number.
    #[inline(always)]
    pub(super) fn add(&mut self, term: u32, place: u32, lent: &mut u32) {
        let at = self.all.len() as u32;
        match self.all.get_mut(*lent as usize) {
            Some(before) if before.term == term => before.next = at,
            _ => self.firsts.push(First { at, lent: *lent }),
        }
        *lent = at;
        self.all.push(Occurrence { term, place, next: NONE });
    }

    /// A term, given by its turn, with what was in its number; and its places in ascending order, each once. They are written
    /// into `places` if they are several.
    #[inline(always)]
    pub(super) fn term<'a>(&'a self, turn: usize, places: &'a mut Vec<u32>) -> (u32, u32, &'a [u32]) {
        let First { at, lent } = self.firsts[turn];
        let first = &self.all[at as usize];
        if first.next == NONE {
            return (first.term, lent, std::slice::from_ref(&first.place));
        }
        places.clear();
        places.push(first.place);
        let mut next = first.next;
        while let Some(occurrence) = self.all.get(next as usize) {
            if places.last() != Some(&occurrence.place) {
                places.push(occurrence.place);
            }
            next = occurrence.next;
        }
        (first.term, lent, places)
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.all.capacity() * size_of::<Occurrence>() + self.firsts.capacity() * size_of::<First>()
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
            let numbers = latest;
            let stand = [(2, 0), (1, 1), (2, 2), (2, 2), (3 - story, 4), (1, 5)];
            for (term, place) in stand {
                occurrences.add(term as u32, place, &mut latest[term]);
            }
            let mut known = Vec::new();
            for turn in 0..occurrences.terms() {
                let mut places = Vec::new();
                let (term, lent, places) = occurrences.term(turn, &mut places);
                assert_eq!(numbers[term as usize], lent);
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
