//! Stemming: words of one meaning and several endings count as one word.
//!
//! Each language's algorithm is the one published at snowballstem.org, written anew; English is always there, the
//! others are features of this crate.

mod english;
#[cfg(feature = "french")]
mod french;
#[cfg(feature = "german")]
mod german;
#[cfg(any(feature = "french", feature = "german", feature = "russian", feature = "spanish"))]
mod letters;
#[cfg(feature = "russian")]
mod russian;
#[cfg(feature = "spanish")]
mod spanish;
#[cfg(feature = "turkish")]
mod turkish;

use super::fold::fold;

/// The stemmer of a story's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stemmer {
    /// Words stay as they are.
    None,
    English,
    #[cfg(feature = "french")]
    French,
    #[cfg(feature = "german")]
    German,
    #[cfg(feature = "russian")]
    Russian,
    #[cfg(feature = "spanish")]
    Spanish,
    #[cfg(feature = "turkish")]
    Turkish,
}

impl Stemmer {
    /// All that are compiled in.
    pub(crate) const ALL: &[Self] = &[
        Self::English,
        #[cfg(feature = "french")]
        Self::French,
        #[cfg(feature = "german")]
        Self::German,
        #[cfg(feature = "russian")]
        Self::Russian,
        #[cfg(feature = "spanish")]
        Self::Spanish,
        #[cfg(feature = "turkish")]
        Self::Turkish,
    ];

    /// The stemmer for a language by its primary subtag.
    pub(crate) fn of(primary: &str) -> Self {
        match primary {
            "en" => Self::English,
            #[cfg(feature = "french")]
            "fr" => Self::French,
            #[cfg(feature = "german")]
            "de" => Self::German,
            #[cfg(feature = "russian")]
            "ru" => Self::Russian,
            #[cfg(feature = "spanish")]
            "es" => Self::Spanish,
            #[cfg(feature = "turkish")]
            "tr" => Self::Turkish,
            _ => Self::None,
        }
    }

    /// The primary subtag of the language; that of no language for none.
    pub(crate) fn primary(self) -> &'static str {
        match self {
            Self::None => "und",
            Self::English => "en",
            #[cfg(feature = "french")]
            Self::French => "fr",
            #[cfg(feature = "german")]
            Self::German => "de",
            #[cfg(feature = "russian")]
            Self::Russian => "ru",
            #[cfg(feature = "spanish")]
            Self::Spanish => "es",
            #[cfg(feature = "turkish")]
            Self::Turkish => "tr",
        }
    }

    /// A bit of its own, for sets of stemmers in a byte.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The stem of a word in lower case, folded; the folded word itself where nothing is to be cut.
    pub(crate) fn stem(self, word: &str) -> String {
        match self {
            Self::None => fold(word),
            // Most words are as if folded already.
            Self::English if word.is_ascii() => english::stem(word),
            Self::English => english::stem(&fold(word)),
            #[cfg(feature = "french")]
            Self::French => fold(&french::stem(word)),
            #[cfg(feature = "german")]
            Self::German => fold(&german::stem(word)),
            #[cfg(feature = "russian")]
            Self::Russian => fold(&russian::stem(word)),
            #[cfg(feature = "spanish")]
            Self::Spanish => fold(&spanish::stem(word)),
            #[cfg(feature = "turkish")]
            Self::Turkish => fold(&turkish::stem(word)),
        }
    }
}
