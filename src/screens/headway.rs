//! How far a long feed has been read.

use crate::{
    state::{Phase, ReaderState},
    words::Words,
};

/// What to say of a feed that is being read, and how many of a hundred parts, if that can be told.
pub fn reading(state: &ReaderState, words: &Words) -> Option<(String, Option<u32>)> {
    if state.feed.phase != Phase::Reading {
        return None;
    }
    let arrived = state.library.0.borrow().len();
    let Some(all) = state.feed.expected.filter(|expected| *expected > arrived) else {
        return Some((words.count("reading", arrived), None));
    };
    let about = words.number(round_to_two_digits(all));
    let label = words.fill("reading_of", &[("n", &words.number(arrived)), ("all", &about)]);
    Some((label, Some((arrived * 100 / all) as u32)))
}

/// An estimate should not look like a count: 21,573 becomes 22,000.
fn round_to_two_digits(n: usize) -> usize {
    let mut unit = 1;
    while n / unit >= 100 {
        unit *= 10;
    }
    (n + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_rounded_to_two_digits() {
        for (exact, about) in [(0, 0), (7, 7), (99, 99), (104, 100), (21_573, 22_000), (15_400, 15_000)] {
            assert_eq!(about, round_to_two_digits(exact));
        }
    }
}
