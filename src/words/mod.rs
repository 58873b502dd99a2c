//! Every word the reader sees, as data, and the dates and numbers between them.
//!
//! A language is one JSON file of `key: phrase`, where `{name}` is a gap and a key that ends in `.one`, `.few`, `.other`
//! and so on is a plural form of CLDR. English is compiled in; the others lie beside the module and are fetched when a
//! page asks for them. A missing key falls back to English.

mod locale;

use std::{cell::RefCell, rc::Rc};

use dateline_story::{Lang, Timestamp};
use yew::AttrValue;

use locale::Locale;

/// What the first screen says in English: a key and a phrase in turn, a line each; `build.rs` makes it of `languages/en.json`.
pub const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.txt"));
/// What the rest of the reader says, for [`learn`].
pub const REST: &str = include_str!(concat!(env!("OUT_DIR"), "/rest.txt"));

thread_local! {
    /// The English keys and phrases, sorted by key, as every card looks some up.
    static ENGLISH: RefCell<Vec<(&'static str, &'static str)>> = RefCell::new(all_at_once());
}

fn all_at_once() -> Vec<(&'static str, &'static str)> {
    let mut known = Vec::new();
    add(&mut known, FIRST);
    #[cfg(not(feature = "split"))]
    add(&mut known, REST);
    known
}

/// Adds to the English phrases.
pub fn learn(lines: &'static str) {
    ENGLISH.with_borrow_mut(|known| add(known, lines));
}

fn add(known: &mut Vec<(&'static str, &'static str)>, lines: &'static str) {
    let mut lines = lines.lines();
    while let (Some(key), Some(phrase)) = (lines.next(), lines.next()) {
        if let Err(at) = known.binary_search_by(|(known, _)| known.cmp(&key)) {
            known.insert(at, (key, phrase));
        }
    }
}

/// The languages besides English that have a file of words, by primary subtag.
pub const TRANSLATED: [&str; 11] = ["ar", "de", "es", "fr", "hi", "ja", "pt", "ru", "tr", "uk", "zh"];

/// The phrases of one language; cheap to clone, and equal only to itself.
#[derive(Clone)]
pub struct Words {
    inner: Rc<Inner>,
    /// The language of the story around, if that is another.
    around: Option<AttrValue>,
}

struct Inner {
    locale: Locale,
    /// Translated phrases with their keys, sorted by key.
    translated: Vec<(AttrValue, AttrValue)>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner) && self.around == other.around
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
    pub fn new(lang: &Lang, phrases: Vec<(String, String)>) -> Self {
        let mut translated: Vec<(AttrValue, AttrValue)> = Vec::new();
        for (key, phrase) in phrases {
            match place(&translated, &key) {
                Ok(at) => translated[at].1 = phrase.into(),
                Err(at) => translated.insert(at, (key.into(), phrase.into())),
            }
        }
        Self { inner: Rc::new(Inner { locale: Locale::new(lang), translated }), around: None }
    }

    /// The language of dates, numbers and, where they are there, words.
    pub fn lang(&self) -> &Lang {
        self.inner.locale.lang()
    }

    /// The same inside a story. If that is in another language, elements with words of ours say theirs there, so that a
    /// screen reader does not read them out in the story's.
    pub fn inside(&self, story: Option<&Lang>) -> Self {
        let other = story.filter(|lang| lang.primary() != self.lang().primary());
        Self { around: other.map(|lang| AttrValue::from(lang.to_string())), ..self.clone() }
    }

    /// The `lang` of an element with words of ours; `None` where they are in the language around them.
    pub fn own_lang(&self) -> Option<AttrValue> {
        self.around.is_some().then(|| AttrValue::from(self.lang().to_string()))
    }

    /// The same for its `dir`.
    pub fn own_dir(&self) -> Option<&'static str> {
        self.around.is_some().then(|| self.lang().direction().as_str())
    }

    /// The `lang` of an element with the story's words among words of ours; `None` where those are in the same language.
    pub fn story_lang(&self) -> Option<AttrValue> {
        self.around.clone()
    }

    /// The phrase at `key`; the key itself if even English has none, which a test rules out.
    pub fn get(&self, key: &str) -> AttrValue {
        self.find(key).unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    fn find(&self, key: &str) -> Option<AttrValue> {
        if let Ok(at) = place(&self.inner.translated, key) {
            return Some(self.inner.translated[at].1.clone());
        }
        ENGLISH.with_borrow(|known| {
            let at = known.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
            Some(AttrValue::Static(known[at].1))
        })
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
        let exact = [key, ".", self.inner.locale.plural(n)].concat();
        let phrase = self.find(&exact).unwrap_or_else(|| self.get(&[key, ".other"].concat()));
        fill(&fill(&phrase, &[("n", &self.number(n))]), gaps)
    }

    /// A whole number with the language's digits and separators.
    pub fn number(&self, n: usize) -> String {
        self.inner.locale.number(n)
    }

    /// What stands between so many names in a list, one piece a gap: `, ` and ` and `.
    pub fn between(&self, names: usize) -> Vec<String> {
        let gaps = names.saturating_sub(1);
        let known = self.inner.locale.between(names).filter(|known| known.len() == gaps);
        known.unwrap_or_else(|| vec![self.lang().comma().to_owned(); gaps])
    }

    /// "3 hours ago": the largest of minutes, hours and days that fits.
    pub fn ago(&self, minutes: u32) -> String {
        match minutes {
            0..60 => self.inner.locale.ago(minutes.max(1), "minute"),
            60..2880 => self.inner.locale.ago(minutes / 60, "hour"),
            _ => self.inner.locale.ago(minutes / 1440, "day"),
        }
    }

    /// An instant as it stood in the publisher's calendar and on the publisher's clock.
    pub fn day(&self, at: Timestamp, style: DayStyle) -> String {
        self.inner.locale.day(at, style)
    }
}

/// Where a key is, or would be.
fn place(phrases: &[(AttrValue, AttrValue)], key: &str) -> Result<usize, usize> {
    phrases.binary_search_by(|(known, _)| known.as_str().cmp(key))
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
    fn a_list_has_a_word_before_its_last_name() {
        assert_eq!(vec![", ", " and "], english().between(3));
        assert_eq!(Vec::<String>::new(), english().between(1));
    }

    #[test]
    fn a_time_ago_is_in_the_largest_unit_that_fits() {
        let said = [0, 59, 60, 2879, 2880].map(|minutes| english().ago(minutes));
        assert_eq!(
            ["1 minutes ago", "59 minutes ago", "1 hours ago", "47 hours ago", "2 days ago"].map(str::to_owned),
            said
        );
    }

    #[test]
    fn what_is_not_translated_is_english() {
        let lang = Lang::new("tr").expect("a tag");
        let turkish = Words::new(&lang, vec![("clear".into(), "Temizle".into())]);
        assert_eq!(("Temizle", "Tags"), (turkish.get("clear").as_str(), turkish.get("tags").as_str()));
    }
}
