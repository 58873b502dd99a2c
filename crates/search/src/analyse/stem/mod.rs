//! Stemming: words of one meaning and several endings count as one word.
//!
//! Each language's algorithm is the one published at snowballstem.org, written anew; English is always there, the
//! others are features of this crate.

mod english;

use super::fold::fold;

/// The stemmer of a story's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stemmer {
    /// Words stay as they are.
    None,
    English,
}

impl Stemmer {
    /// All that are compiled in.
    pub(crate) const ALL: &[Self] = &[Self::English];

    /// Those with their names at Snowball.
    #[cfg(test)]
    pub(crate) const NAMED: &[(&'static str, Self)] = &[("english", Self::English)];

    /// The stemmer for a language by its primary subtag.
    pub(crate) fn of(primary: &str) -> Self {
        match primary {
            "en" => Self::English,
            _ => Self::None,
        }
    }

    /// A number below 8, for sets of stemmers in a byte.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The stem of a lower-cased word, folded; the word itself where nothing is to be cut.
    pub(crate) fn stem(self, word: &str) -> String {
        match self {
            Self::None => word.to_owned(),
            Self::English => english::stem(&fold(word)),
        }
    }
}
