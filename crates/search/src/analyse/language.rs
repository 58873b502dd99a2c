//! What analysis needs to know of a story's language.

use super::stem::Stemmer;
use dateline_story::Lang;

/// How a language's text is analysed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) stemmer: Stemmer,
    pub(crate) apostrophe: Apostrophe,
}

/// What an apostrophe inside a word separates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apostrophe {
    /// Nothing, or an English possessive.
    InsideWord,
    /// An article from its noun: French `l'homme`.
    AfterArticle,
    /// A name from its ending: Turkish `Ankara'da`.
    BeforeEnding,
}

impl Language {
    /// The language of a tag. Where nothing is said, words are taken to be English: that is right for most feeds that
    /// say nothing, and the English stemmer leaves letters outside ASCII alone.
    pub(crate) fn of(lang: Option<&Lang>) -> Self {
        let primary = lang.map_or_else(|| "en".to_owned(), Lang::primary);
        let apostrophe = match primary.as_str() {
            "fr" | "it" | "ca" | "oc" => Apostrophe::AfterArticle,
            "tr" | "az" => Apostrophe::BeforeEnding,
            _ => Apostrophe::InsideWord,
        };
        Self { stemmer: Stemmer::of(&primary), apostrophe }
    }
}

/// What is left of a word once the language's endings or articles at an apostrophe are gone.
pub(super) fn without_apostrophes(word: &str, apostrophe: Apostrophe) -> &str {
    let Some((head, tail)) = word.rsplit_once(is_apostrophe) else { return word };
    match apostrophe {
        Apostrophe::AfterArticle if tail.chars().nth(1).is_some() => tail,
        Apostrophe::BeforeEnding => word.split(is_apostrophe).next().unwrap_or(word),
        _ if tail.eq_ignore_ascii_case("s") => head,
        _ => word,
    }
}

/// Whether a character is an apostrophe, straight or curly.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '＇')
}
