//! Counters of one byte: how often a bit was not set and set of late, and which it was last.
//!
//! After Mahoney's ZPAQ ("The ZPAQ open standard format for highly compressed data", 2009).

/// A counter that has seen nothing. The more one has seen, the greater its number.
pub(crate) const UNKNOWN: u8 = 0;

/// Both counts are less than this together.
const MOST: usize = 50;
/// How large one count may be beside so large a lesser one.
const LARGEST: [usize; 6] = [20, 48, 15, 8, 6, 5];
/// Up to so many bits in all it is told which was last.
const TOLD: usize = 17;

/// What a counter is after a bit, by what it was, and how likely it makes a bit at first, of 65,536.
pub(crate) struct States {
    pub(crate) next: [[u8; 2]; 256],
    pub(crate) likely: [u16; 256],
}

impl States {
    pub(crate) fn new() -> Self {
        // The number of each pair of counts, by which bit was last.
        let mut numbers = [[[0; 2]; MOST]; MOST];
        let mut number = 0;
        for (clear, set) in (0..MOST).flat_map(|sum| (0..=sum).map(move |set| (sum - set, set))) {
            let kinds = kinds(clear, set);
            if kinds > 0 {
                numbers[clear][set] = [number, number + kinds - 1];
                number += kinds;
            }
        }
        let (mut next, mut likely) = ([[0; 2]; 256], [1 << 15; 256]);
        for (clear, set) in (0..MOST).flat_map(|clear| (0..MOST).map(move |set| (clear, set))) {
            for last in 0..kinds(clear, set) {
                let number = numbers[clear][set][last];
                next[number] = [0, 1].map(|bit| {
                    let [clear, set] = after([clear, set], bit);
                    numbers[clear][set][bit] as u8
                });
                likely[number] = (65_536 * (2 * set + 1) / (2 * (clear + set + 1))) as u16;
            }
        }
        Self { next, likely }
    }
}

/// How many counters have these counts: one for each bit that may have been last, one if that is not told, or none.
fn kinds(clear: usize, set: usize) -> usize {
    let (less, more) = (clear.min(set), clear.max(set));
    match LARGEST.get(less) {
        Some(largest) if more <= *largest => 1 + usize::from(less > 0 && less + more <= TOLD),
        _ => 0,
    }
}

/// Counts after a bit: its own is one more, and of the other less remains the greater it is.
fn after(mut counts: [usize; 2], bit: usize) -> [usize; 2] {
    let other = &mut counts[1 - bit];
    *other = [1, 2, 3, 4, 5, 7, 8].iter().filter(|least| **least <= *other).count();
    counts[bit] += 1;
    if kinds(counts[0], counts[1]) > 0 {
        return counts;
    }
    // Both become less, about in proportion, or the greater is as large as it can be.
    let (less, more) = if counts[0] < counts[1] { (0, 1) } else { (1, 0) };
    match counts[less] {
        0 | 1 => counts[more] -= 1,
        least => (counts[less], counts[more]) = (least - 1, (counts[more] * (least - 1) + least / 2) / least),
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_says_what_came_last_and_most() {
        let states = States::new();
        let after = |bits: &[usize]| bits.iter().fold(UNKNOWN, |state, &bit| states.next[usize::from(state)][bit]);
        assert_eq!(states.likely[usize::from(UNKNOWN)], 1 << 15);
        let likely = |bits: &[usize]| states.likely[usize::from(after(bits))];
        assert!(likely(&[1]) > 1 << 15 && likely(&[1; 40]) > 63_000 && likely(&[0; 40]) < 2_000);
        assert!(likely(&[[0; 20].as_slice(), &[1; 4]].concat()) > 1 << 14, "what came of late counts for more");
        assert_ne!(after(&[0, 1]), after(&[1, 0]), "the last bit is told");
        assert!((0..255).all(|state| states.next[state].iter().all(|&next| next > UNKNOWN && next < 255)));
        assert!(
            after(&[1]) < after(&[1, 0]) && after(&[1, 0]) < after(&[1; 20]),
            "they are in order of what they have seen"
        );
    }
}
