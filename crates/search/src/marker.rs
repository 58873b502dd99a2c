//! Marking matches in the original text.
//!
//! The text is cut into tokens just as it was for the index, so marks fall on whole words as printed, whatever folding,
//! stemming or correction made them match.

use crate::analyse::{Language, Token, TokenKind, tokens};
use crate::index::Index;
use crate::order::{places_by, sort_distinct};
use dateline_story::Lang;
use std::ops::Range;

/// What a query matched, to be marked in texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marker {
    patterns: Vec<Pattern>,
}

/// Words that match one after the other; mostly one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    pub(crate) words: Vec<WordPattern>,
}

/// What one word may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WordPattern {
    /// Folded words.
    pub(crate) exact: Vec<String>,
    /// A folded beginning of words.
    pub(crate) beginning: Option<String>,
}

/// A match in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    pub(crate) range: Range<usize>,
    /// Which of the marker's patterns.
    pub(crate) pattern: usize,
}

impl Marker {
    /// True if nothing would be marked.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Where `text` holds what was matched.
    ///
    /// Shape: byte ranges on character boundaries, ascending, disjoint; a phrase is one range.
    pub fn marks(&self, text: &str, lang: Option<&Lang>) -> Vec<Range<usize>> {
        merged(&self.matches(text, lang))
    }

    pub(crate) fn add(&mut self, pattern: Pattern) {
        if !self.patterns.contains(&pattern) {
            self.patterns.push(pattern);
        }
    }

    pub(crate) fn patterns(&self) -> usize {
        self.patterns.len()
    }

    /// All matches in a text, by ascending start.
    pub(crate) fn matches(&self, text: &str, lang: Option<&Lang>) -> Vec<Match> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        // Phrases that have begun: pattern, words matched so far, where the next must stand, and where it began.
        let mut begun: Vec<(usize, usize, u32, usize)> = Vec::new();
        tokens(text, Language::of(lang), &mut |token| {
            for (at, pattern) in self.patterns.iter().enumerate() {
                let mut next = Vec::new();
                let goes_on =
                    begun.iter().filter(|&&(other, _, position, _)| other == at && position == token.position);
                let starts = goes_on.map(|&(_, done, _, start)| (done, start)).chain([(0, token.start)]);
                for (done, start) in starts {
                    let Some(word) = pattern.words.get(done).filter(|word| word.matches(token.folded)) else {
                        continue;
                    };
                    if done + 1 == pattern.words.len() {
                        let end = if word.is_one_of(token) { first_end(text, token.start) } else { token.end };
                        found.push(Match { range: start..end, pattern: at });
                    } else {
                        next.push((at, done + 1, token.position + 1, start));
                    }
                }
                begun.append(&mut next);
            }
            begun.retain(|&(_, _, position, _)| position >= token.position);
        });
        let starts: Vec<u32> = found.iter().map(|found: &Match| found.range.start as u32).collect();
        places_by(&starts).into_iter().map(|place| found[place].clone()).collect()
    }
}

impl WordPattern {
    pub(crate) fn exact(word: &str) -> Self {
        Self { exact: vec![word.to_owned()], beginning: None }
    }

    /// The terms that match.
    pub(crate) fn terms(&self, index: &Index) -> Vec<u32> {
        let mut heads: Vec<u32> = self.exact.iter().filter_map(|word| index.terms.find(word)).collect();
        if let Some(beginning) = &self.beginning {
            heads.extend(index.terms.starting_with(beginning));
        }
        sort_distinct(&mut heads);
        let mut terms = Vec::new();
        heads.into_iter().for_each(|head| index.terms.each_spelling(head, &mut |term| terms.push(term)));
        terms
    }

    /// Whether it is one character and the token a pair that begins with it.
    fn is_one_of(&self, token: &Token<'_>) -> bool {
        token.kind == TokenKind::Pair && self.exact.is_empty()
    }

    fn matches(&self, folded: &str) -> bool {
        let begins = self.beginning.as_ref().is_some_and(|beginning| folded.starts_with(beginning.as_str()));
        begins || self.exact.iter().any(|exact| exact == folded)
    }
}

/// The end of the character at byte `start`.
fn first_end(text: &str, start: usize) -> usize {
    start + text[start..].chars().next().map_or(0, char::len_utf8)
}

/// Ranges with those that overlap made one.
pub(crate) fn merged(matches: &[Match]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for found in matches {
        match ranges.last_mut() {
            Some(last) if found.range.start < last.end => last.end = last.end.max(found.range.end),
            _ => ranges.push(found.range.clone()),
        }
    }
    ranges
}
