//! Every word the reader sees, as data, and the dates and numbers between them.
//!
//! A language is one JSON file of `key: phrase`, where `{name}` is a gap and a key that ends in `.one`, `.few`, `.other`
//! and so on is a plural form of CLDR. English is compiled in; the others lie beside the module and are fetched when a
//! page asks for them. A missing key falls back to English.

mod locale;

use std::rc::Rc;

use dateline_story::{Lang, Timestamp};
use yew::AttrValue;

use locale::Locale;

/// A key and a phrase in turn, a line each; `build.rs` makes it of `languages/en.json`.
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.txt"));

/// The languages besides English that have a file of words, by primary subtag.
pub const TRANSLATED: [&str; 11] = ["ar", "de", "es", "fr", "hi", "ja", "pt", "ru", "tr", "uk", "zh"];

/// The phrases of one language; cheap to clone, and equal only to itself.
#[derive(Clone)]
pub struct Words(Rc<Inner>);

struct Inner {
    locale: Locale,
    /// Laid over the English ones; few enough to be looked through.
    translated: Vec<(String, AttrValue)>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How much of a date is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayStyle {
    /// `8 Feb 2012`
    Short,
    /// `8 February 2012`
    Long,
    /// `10:15`
    Clock,
}

impl Words {
    /// English, with dates and numbers as `lang` has them.
    pub fn english(lang: &Lang) -> Self {
        Self::new(lang, Vec::new())
    }

    /// The given keys and phrases over the English ones.
    pub fn new(lang: &Lang, translated: Vec<(String, String)>) -> Self {
        let translated = translated.into_iter().map(|(key, phrase)| (key, AttrValue::from(phrase))).collect();
        Self(Rc::new(Inner { locale: Locale::new(lang), translated }))
    }

    /// The language of dates, numbers and, where they are there, words.
    pub fn lang(&self) -> &Lang {
        self.0.locale.lang()
    }

    /// The phrase at `key`; the key itself if even English has none, which a test rules out.
    pub fn get(&self, key: &str) -> AttrValue {
        self.find(key).unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    fn find(&self, key: &str) -> Option<AttrValue> {
        let translated = self.0.translated.iter().find(|(known, _)| known == key);
        translated.map(|(_, phrase)| phrase.clone()).or_else(|| english(key).map(AttrValue::Static))
    }

    /// The phrase at `key` with its gaps filled.
    pub fn fill(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(&self.get(key), gaps)
    }

    /// The plural form of `key` that fits `n`, with `{n}` filled.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.count_with(key, n, &[])
    }

    /// The same with further gaps.
    pub fn count_with(&self, key: &str, n: usize, gaps: &[(&str, &str)]) -> String {
        let exact = [key, ".", self.0.locale.plural(n)].concat();
        let phrase = self.find(&exact).unwrap_or_else(|| self.get(&[key, ".other"].concat()));
        fill(&fill(&phrase, &[("n", &self.number(n))]), gaps)
    }

    /// A whole number with the language's digits and separators.
    pub fn number(&self, n: usize) -> String {
        self.0.locale.number(n)
    }

    /// An instant as it stood in the publisher's calendar and on the publisher's clock.
    pub fn day(&self, at: Timestamp, style: DayStyle) -> String {
        self.0.locale.day(at, style)
    }
}

fn english(key: &str) -> Option<&'static str> {
    let mut lines = ENGLISH.lines();
    while let (Some(known), Some(phrase)) = (lines.next(), lines.next()) {
        if known == key {
            return Some(phrase);
        }
    }
    None
}

/// Fills each `{name}`; what the gaps hold is never looked at again, so a headline with braces does no harm.
fn fill(phrase: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|length| open + length) else { break };
        filled.push_str(&rest[..open]);
        match gaps.iter().find(|(name, _)| *name == &rest[open + 1..close]) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Words {
        Words::english(&Lang::new("en").expect("a tag"))
    }

    #[test]
    fn gaps_are_filled_once() {
        assert_eq!("Remove {name}", english().fill("remove_filter", &[("name", "{name}")]));
        assert_eq!("1 story", english().count("stories", 1));
        assert_eq!("16,000 stories", english().count("stories", 16_000));
    }

    #[test]
    fn what_is_not_translated_is_english() {
        let lang = Lang::new("tr").expect("a tag");
        let turkish = Words::new(&lang, vec![("clear".into(), "Temizle".into())]);
        assert_eq!(("Temizle", "Tags"), (turkish.get("clear").as_str(), turkish.get("tags").as_str()));
    }
}
