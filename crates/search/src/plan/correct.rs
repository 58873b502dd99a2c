//! Corrections: the terms that a misspelled word may have meant.
//!
//! An edit is a letter too many, too few or wrong, or two neighbours swapped; the first letter is no exception. The
//! distance is worked out for the few terms that the index gives as possible by their lengths and letters.
//! Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors" (CACM 1964); the
//! distance is the restricted one, which edits no stretch twice.

use crate::index::Terms;
use crate::order::places_by;

/// Letters from which on one edit, and two edits, are taken for mistakes. For one edit the longer of the two words counts:
/// "wek" may be "week", but not "wet".
const ONE_EDIT_FROM: usize = 4;
const TWO_EDITS_FROM: usize = 8;
/// Letters from which on a beginning may hold one.
const BEGINNING_FROM: usize = 5;

/// Terms that a word may stand for at most.
const MOST_TERMS: usize = 12;

/// A part of a word that was cut in two has at least so many letters.
const SHORTEST_PART: usize = 3;

/// The terms nearest to a word that no story has: all at the least distance that has any, the commonest first. An open
/// word that is near to none may be near to the beginning of one. Of those two edits away only what `least` stories have.
pub(super) fn near(terms: &Terms, word: &str, open: bool, least: u32) -> Vec<u32> {
    let letters: Vec<char> = word.chars().collect();
    let numeric = letters.iter().any(char::is_ascii_digit);
    if letters.len() + 1 < ONE_EDIT_FROM || numeric {
        return Vec::new();
    }
    terms.ask_near(word);
    let mut tries = vec![(1, false)];
    if letters.len() >= TWO_EDITS_FROM {
        tries.push((2, false));
    }
    if open && letters.len() >= BEGINNING_FROM {
        tries.push((1, true));
    }
    for (edits, as_beginning) in tries {
        let least = if edits > 1 { least } else { 1 };
        let mut found = within(terms, word, &letters, edits, as_beginning, least);
        if letters.len() < ONE_EDIT_FROM {
            found.retain(|&term| terms.text(term).chars().count() >= ONE_EDIT_FROM);
        }
        if !found.is_empty() {
            // Which of two equally common words was met first says nothing, and an archive's reader meets them otherwise.
            let found = by_key(&found, &|term| terms.hash(term));
            let mut found = by_key(&found, &|term| u32::MAX - terms.head_stories(term));
            found.truncate(MOST_TERMS);
            return found;
        }
    }
    Vec::new()
}

fn by_key(terms: &[u32], key: &dyn Fn(u32) -> u32) -> Vec<u32> {
    let keys: Vec<u32> = terms.iter().map(|&term| key(term)).collect();
    places_by(&keys).into_iter().map(|place| terms[place]).collect()
}

/// The word in two parts that are both terms; of several ways the one whose rarer part is commonest.
pub(super) fn split<'a>(terms: &Terms, word: &'a str) -> Option<(&'a str, &'a str)> {
    let mut best = None;
    let mut most = 0;
    for (at, _) in word.char_indices().skip(SHORTEST_PART) {
        let (head, tail) = word.split_at(at);
        if tail.chars().count() < SHORTEST_PART {
            break;
        }
        if let (Some(first), Some(second)) = (terms.find(head), terms.find(tail)) {
            let stories = terms.head_stories(first).min(terms.head_stories(second));
            if stories > most {
                most = stories;
                best = Some((head, tail));
            }
        }
    }
    best
}

fn within(terms: &Terms, word: &str, letters: &[char], edits: usize, as_beginning: bool, least: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut row = Rows::default();
    terms.each_near(letters, edits, as_beginning, &mut |head| {
        let is_near = if edits == 1 && !as_beginning {
            is_one_edit(word.as_bytes(), terms.bytes(head)) && terms.head_stories(head) >= least
        } else {
            terms.head_stories(head) >= least && row.within(letters, terms.text(head), edits, as_beginning)
        };
        if is_near {
            found.push(head);
        }
    });
    found
}

/// Whether two words are at most one edit apart: what is left of them between their common beginning and end says so.
fn is_one_edit(word: &[u8], other: &[u8]) -> bool {
    // In bytes: hardly any word gets as far as its letters.
    let is_inside_letter = |at: usize| word.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let mut start = word.iter().zip(other).take_while(|(byte, other)| byte == other).count();
    while is_inside_letter(start) {
        start -= 1;
    }
    let ends = word[start..].iter().rev().zip(other[start..].iter().rev());
    let mut end = ends.take_while(|(byte, other)| byte == other).count();
    while is_inside_letter(word.len() - end) {
        end -= 1;
    }
    let three = |rest: &[u8]| {
        let mut letters = str::from_utf8(rest).unwrap_or_default().chars();
        [letters.next(), letters.next(), letters.next()]
    };
    let (word, other) = (&word[start..word.len() - end], &other[start..other.len() - end]);
    // Two letters take eight bytes at most.
    if word.len().max(other.len()) > 8 {
        return false;
    }
    match (three(word), three(other)) {
        ([_, None, _], [_, None, _]) => true,
        ([first, second, None], [other, next, None]) => first == next && second == other,
        _ => false,
    }
}

/// Three rows of the distance table, kept between words.
#[derive(Default)]
struct Rows {
    other: Vec<char>,
    before_last: Vec<u8>,
    last: Vec<u8>,
    row: Vec<u8>,
}

impl Rows {
    /// Whether two words are at most `edits` apart, or the first and the beginning of the other.
    fn within(&mut self, word: &[char], other: &str, edits: usize, as_beginning: bool) -> bool {
        self.other.clear();
        self.other.extend(other.chars().take(if as_beginning { word.len() + edits } else { usize::MAX }));
        if self.other.len().abs_diff(word.len()) > edits {
            return false;
        }
        let width = self.other.len() + 1;
        self.last.clear();
        self.last.extend((0..width).map(|at| at as u8));
        self.before_last.resize(width, 0);
        for (down, &letter) in word.iter().enumerate() {
            self.row.clear();
            self.row.push(down as u8 + 1);
            let mut least = self.row[0];
            for across in 1..width {
                let same = letter == self.other[across - 1];
                let mut cost =
                    (self.last[across - 1] + u8::from(!same)).min(self.last[across] + 1).min(self.row[across - 1] + 1);
                let swapped = down > 0
                    && across > 1
                    && letter == self.other[across - 2]
                    && word[down - 1] == self.other[across - 1];
                if swapped {
                    cost = cost.min(self.before_last[across - 2] + 1);
                }
                self.row.push(cost);
                least = least.min(cost);
            }
            if usize::from(least) > edits {
                return false;
            }
            std::mem::swap(&mut self.before_last, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.row);
            self.row.resize(width, 0);
        }
        let ends = if as_beginning { &self.last[..] } else { &self.last[width - 1..] };
        ends.iter().any(|&cost| usize::from(cost) <= edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, other: &str, expected: usize) {
        let letters: Vec<char> = word.chars().collect();
        let distance = (0..=3).find(|&edits| Rows::default().within(&letters, other, edits, false));
        assert_eq!(Some(expected), distance, "{word} {other}");
        assert_eq!(expected <= 1, is_one_edit(word.as_bytes(), other.as_bytes()), "{word} {other}");
    }

    #[test]
    fn an_edit_is_one_letter_or_one_swap() {
        check("mayor", "mayor", 0);
        check("mayro", "mayor", 1);
        check("layor", "mayor", 1);
        check("mayr", "mayor", 1);
        check("mayoor", "mayor", 1);
        check("myaro", "mayor", 2);
        check("ёлка", "елка", 1);
        check("ca", "abc", 3);
        check("aab", "ab", 1);
        check("abab", "ab", 2);
        check("", "a", 1);
        check("añb", "anb", 1);
    }

    #[test]
    fn a_beginning_may_hold_an_edit_too() {
        let near = |word: &str, other| Rows::default().within(&word.chars().collect::<Vec<_>>(), other, 1, true);
        assert!(near("presidn", "presidential") && near("presdi", "president") && near("resid", "president"));
        assert!(!near("prisode", "president"));
    }
}
