//! Words by their number of letters, each with the set of its letters: where corrections are looked up.
//!
//! An edit changes the number of letters by one at most, so that a word's neighbours lie in few of the lists; and it changes
//! few bits of the set, so that nearly all words of a list fall out after one comparison of numbers.

use super::pages::Pages;

/// Lists, by letters; the last has all longer words.
const LISTS: usize = 20;
const LAST: usize = LISTS - 1;

/// Bits of the set of a word's letters.
const SET_BITS: u32 = 24;
const SET: u32 = (1 << SET_BITS) - 1;

/// Words as numbers, in lists by length.
#[derive(Debug, Default)]
pub(super) struct Lengths {
    lists: [List; LISTS],
}

/// Words in ascending order: below the gap to the word before the set of its letters, or where the gap does not fit, before the
/// word the gap alone, below `WIDE`.
#[derive(Debug, Default)]
struct List {
    words: Pages<u32>,
    last: u32,
}

const WIDE: u32 = u32::MAX >> SET_BITS;

impl Lengths {
    /// Adds a word, whose number is the greatest so far.
    pub(super) fn add(&mut self, text: &str, word: u32) {
        let list = &mut self.lists[list(text.chars().count())];
        let mut gap = word - list.last;
        while gap >= WIDE {
            list.words.push(WIDE << SET_BITS | gap.min(SET));
            gap -= gap.min(SET);
        }
        list.words.push(gap << SET_BITS | letter_set(text.chars()));
        list.last = word;
    }

    /// Calls `visit` with each word that may be at most `edits` away from one with these letters, or that may begin so if
    /// `as_beginning`; others are among them.
    pub(super) fn each_near(&self, letters: &[char], edits: usize, as_beginning: bool, visit: &mut dyn FnMut(u32)) {
        let set = letter_set(letters.iter().copied());
        let shortest = list(letters.len().saturating_sub(edits));
        let longest = if as_beginning { LAST } else { list(letters.len() + edits) };
        for (length, list) in self.lists.iter().enumerate().take(longest + 1).skip(shortest) {
            // A letter too many or too few changes one bit, a wrong one two. A beginning leaves letters of the word over, and
            // at most one of its own for each edit.
            let (ignored, most) = match length {
                _ if as_beginning => (!set, edits),
                LAST => (0, 2 * edits),
                _ => (0, 2 * edits - length.abs_diff(letters.len())),
            };
            let near = Near { set, compared: !ignored & SET, most: most as u32 };
            let mut found = Vec::new();
            let mut word = 0;
            for page in list.words.slices() {
                word = near.find(page, word, &mut found);
            }
            found.into_iter().for_each(&mut *visit);
        }
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.lists.iter().map(|list| list.words.memory_bytes()).sum()
    }
}

/// Sets of letters that differ little from one.
struct Near {
    set: u32,
    /// The bits that count.
    compared: u32,
    /// As many of them may differ.
    most: u32,
}

impl Near {
    /// Adds a page's words with such sets to `found`; `word` is the last one of the page before, and what is returned the last
    /// one of this.
    #[inline(never)] // in a function that does more, its numbers would not all be in registers
    fn find(&self, page: &[u32], mut word: u32, found: &mut Vec<u32>) -> u32 {
        let &Self { set, compared, most } = self;
        for &entry in page {
            if entry >> SET_BITS == WIDE {
                word += entry & SET;
                continue;
            }
            word += entry >> SET_BITS;
            if ((set ^ entry) & compared).count_ones() <= most {
                found.push(word);
            }
        }
        word
    }
}

fn list(letters: usize) -> usize {
    letters.min(LAST)
}

/// The set of a word's letters, a bit for each of 24 classes.
fn letter_set(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |set, letter| set | 1 << (letter as u32 % SET_BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, other: &str, edits: usize, as_beginning: bool, expected: bool) {
        let mut lengths = Lengths::default();
        lengths.add(other, 7);
        let mut found = Vec::new();
        let letters: Vec<char> = word.chars().collect();
        lengths.each_near(&letters, edits, as_beginning, &mut |word| found.push(word));
        assert_eq!(expected, found == [7], "{word} {other}");
    }

    #[test]
    fn words_so_many_edits_away_are_not_left_out() {
        check("mayor", "mayor", 1, false, true);
        check("mayor", "layor", 1, false, true);
        check("mayor", "mayr", 1, false, true);
        check("mayor", "mayoor", 1, false, true);
        check("ёлка", "елка", 1, false, true);
        check("mayor", "bayxr", 1, false, false);
        check("mayor", "mayoral", 1, false, false);
        check("mayor", "mayoral", 2, false, true);
        check("presidn", "presidential", 1, true, true);
        check("prisodx", "presidential", 1, true, false);
        let long = "pneumonoultramicroscopic";
        check(long, &format!("{long}o"), 1, false, true);
    }

    #[test]
    fn words_far_apart_keep_their_numbers() {
        let mut lengths = Lengths::default();
        let words = [0, 1, 254, 509, 765, SET + 700, 3 * SET + 9_000, 3 * SET + 9_001];
        words.iter().for_each(|&word| lengths.add("mayor", word));
        let mut found = Vec::new();
        lengths.each_near(&['m', 'a', 'y', 'o', 'r'], 1, false, &mut |word| found.push(word));
        assert_eq!(words[..], found);
    }
}
