//! Attributes, read one by one, with a reason for each that is not taken.

/// An attribute whose value is not taken, and what is done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("attribute {attribute}=\"{value}\" is not taken: it must be {expected}; {instead} is used")]
pub struct Refusal {
    attribute: &'static str,
    value: String,
    expected: String,
    instead: String,
}

/// Reads attributes one by one and keeps the refusals.
pub(super) struct Attributes<'a> {
    pub(super) get: &'a dyn Fn(&str) -> Option<String>,
    pub(super) refusals: Vec<Refusal>,
}

impl Attributes<'_> {
    /// The attribute's value, trimmed; `None` if it is missing or blank.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = (self.get)(name)?.trim().to_owned();
        (!value.is_empty()).then_some(value)
    }

    /// Whether the attribute is there at all.
    pub(super) fn is_set(&self, name: &str) -> bool {
        (self.get)(name).is_some()
    }

    /// The attribute's value as `parse` has it, else `default`, with a refusal if there was a value.
    pub(super) fn take<T>(
        &mut self,
        attribute: &'static str,
        default: T,
        shown: &str,
        expected: &dyn Fn() -> String,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some(value) = self.text(attribute) else { return default };
        parse(&value).unwrap_or_else(|| {
            let value = value.chars().take(80).collect();
            self.refusals.push(Refusal { attribute, value, expected: expected(), instead: shown.to_owned() });
            default
        })
    }

    /// Whether the attribute has the second of two words; the first is the default.
    pub(super) fn second_of(&mut self, attribute: &'static str, words: &[&str; 2]) -> bool {
        self.one_of(attribute, words, |word| words.iter().position(|known| *known == word).map(|place| place == 1))
    }

    pub(super) fn one_of<T: Default>(
        &mut self,
        attribute: &'static str,
        words: &[&str],
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let expected = || ["one of ", &words.join(", ")].concat();
        self.take(attribute, T::default(), words[0], &expected, |word| parse(&word.to_ascii_lowercase()))
    }
}
