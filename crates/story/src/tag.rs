//! Tags: what a story is about.

use crate::{WebUrl, lower_case};

/// What a story is about, as its publisher says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tag {
    /// The words shown; trimmed, never empty.
    pub name: String,
    /// What sort of thing it names.
    pub kind: TagKind,
    /// The publisher's page about it.
    pub url: Option<WebUrl>,
}

/// What sort of thing a tag names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum TagKind {
    /// A subject, or nothing said.
    #[default]
    Topic,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

impl Tag {
    /// A tag of the kind `Topic`; `None` if nothing but space is left of the name.
    pub fn new(name: &str) -> Option<Self> {
        let name = spaced_once(name, Some);
        (!name.is_empty()).then_some(Self { name, kind: TagKind::Topic, url: None })
    }

    /// The form that tags are compared by; see [`fold_tag`].
    pub fn folded(&self) -> String {
        fold_tag(&self.name)
    }
}

/// Folds a tag for comparison: single spaces, lower case, and Turkish dotted and dotless i alike.
///
/// Folding twice gives the same as folding once.
pub fn fold_tag(name: &str) -> String {
    spaced_once(name, fold_letter)
}

/// What a letter folds to, if anything.
fn fold_letter(letter: char) -> Option<char> {
    match lower_case(letter) {
        // Some lower-case İ to an i and a combining dot above; ı has no upper-case partner of its own.
        '\u{307}' => None,
        'ı' => Some('i'),
        'ς' => Some('σ'),
        other => Some(other),
    }
}

/// What the letters of all words give, with one space between two words.
fn spaced_once(text: &str, letter: fn(char) -> Option<char>) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut is_between = false;
    for c in text.chars() {
        if c.is_whitespace() {
            is_between = !spaced.is_empty();
            continue;
        }
        if std::mem::take(&mut is_between) {
            spaced.push(' ');
        }
        letter(c).into_iter().for_each(|letter| spaced.push(letter));
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_trimmed_and_never_empty() {
        assert_eq!("human rights", Tag::new("  human \n rights ").expect("a tag").name);
        assert_eq!(None, Tag::new(" \t"));
    }

    #[test]
    fn folding_is_idempotent_and_ignores_case() {
        for name in ["İSTANBUL", "ISTANBUL", "istanbul", "ıstanbul"] {
            assert_eq!("istanbul", fold_tag(name));
            assert_eq!(fold_tag(name), fold_tag(&fold_tag(name)));
        }
        assert_eq!(fold_tag("ΟΔΟΣ"), fold_tag("οδος"));
        assert_eq!("un", fold_tag(" UN "));
    }
}
