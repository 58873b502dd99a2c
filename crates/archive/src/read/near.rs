//! Loading the words that a misspelled one may have meant.

use super::depth::near_shards;
use super::pieces::Piece;
use super::shards::Items;
use super::{Question, Reader};
use crate::shard::{MARK, Value};
use std::collections::BTreeMap;

impl Reader {
    /// Loads the words that a misspelled one may have meant: those that begin like it, and those that end like it.
    ///
    /// One edit leaves either the first half of a word as it is or the second. So words that share enough letters at
    /// either end are all that need be looked at.
    pub(super) fn load_near(&mut self, word: &str, question: &Question, wanted: &mut Vec<Piece>) {
        let letters: Vec<char> = word.chars().collect();
        let most = near_shards(question.depth);
        let half = letters.len() / 2;
        // An edit at the middle, and a swap across it, leave one letter fewer on one side.
        let first = self.shortest_beginning(&letters, half, most, str::to_owned);
        let turned: Vec<char> = letters.iter().rev().copied().collect();
        let least = letters.len().saturating_sub(half + 1).max(1);
        let last = self.shortest_beginning(&turned, least, most, |ending| format!("{MARK}r{ending}"));
        let is_whole = first.1 && last.1;
        let mut found = Items::new();
        for beginning in [first.0, last.0] {
            if let Some(Ok(items)) = self.items_from(&beginning, usize::MAX, wanted) {
                found.extend(items);
            }
        }
        if !wanted.is_empty() {
            return;
        }
        self.words.keep_cut(!is_whole);
        let (turned, plain): (Items, Items) =
            found.into_iter().partition(|(_, item)| matches!(item.value, Value::Reversed(_)));
        self.take_words(plain.into_iter().filter(|(_, item)| may_be_near(&letters, &item.key)).collect());
        self.take_reversed(&letters, turned);
        self.words.near.insert(word.to_owned());
        self.words.has_news = true;
    }

    /// The shortest beginning of at least so many letters whose keys lie in few shards, and whether it is that short.
    fn shortest_beginning(
        &self,
        letters: &[char],
        least: usize,
        most: usize,
        key: impl Fn(&str) -> String,
    ) -> (String, bool) {
        let begins = |count: usize| key(&letters[..count.min(letters.len())].iter().collect::<String>());
        let fits = |beginning: &str| {
            (0..self.manifest.segments.len())
                .all(|segment| self.shards_from(segment, beginning).is_none_or(|shards| shards.count() <= most))
        };
        for count in least..letters.len() {
            let beginning = begins(count);
            if fits(&beginning) {
                return (beginning, count == least);
            }
        }
        (begins(letters.len()), false)
    }

    /// Makes words known from their being turned round: how common they are, which is all that choosing among them takes.
    fn take_reversed(&mut self, letters: &[char], items: Items) {
        let mut stories: BTreeMap<String, u32> = BTreeMap::new();
        for (_, item) in items {
            let word: String = item.key.chars().skip(2).collect::<Vec<char>>().into_iter().rev().collect();
            if let (true, Value::Reversed(count)) = (may_be_near(letters, &word), item.value) {
                let sum = stories.entry(word).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        for (word, count) in stories {
            if !self.words.known.contains(&word) {
                self.index.load_spelling(&word, &word, count);
            }
        }
    }
}

/// Whether two words have nearly the same letters; all that are one or two edits apart have. The other may be longer, since
/// a beginning may be near.
fn may_be_near(letters: &[char], other: &str) -> bool {
    const MOST_EDITS: usize = 2;
    let mut left: Vec<char> = other.chars().collect();
    let missing = letters.iter().filter(|letter| match left.iter().position(|other| other == *letter) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    });
    missing.count() <= MOST_EDITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_two_edits_apart_may_be_near_and_others_are_passed_over() {
        let near = |word: &str, other: &str| may_be_near(&word.chars().collect::<Vec<_>>(), other);
        assert!(near("presidnt", "president") && near("mayro", "mayor") && near("presi", "presidential"));
        assert!(!near("mayor", "ferry") && !near("harbour", "mayor"));
    }

    #[test]
    fn a_turned_key_gives_its_word_again() {
        let key = crate::shard::reversed_key("élan");
        assert_eq!("élan", key.chars().skip(2).collect::<Vec<_>>().into_iter().rev().collect::<String>());
    }
}
