//! What cards and texts are made of again and again, as one byte each: names of fields with what stands between two of them.
//!
//! The mixer would guess them for next to nothing, but each of their bytes is as much work as another one, when it is packed and
//! in the page.

/// What ends a text.
pub(crate) const END: u8 = 0;
/// What comes before a byte that would be one of these; such are rare in JSON.
const ESCAPE: u8 = 1;
/// What is added to such a byte, so that it is none of them.
const SHIFT: u8 = 64;
/// The byte of the first phrase; the others follow. As bytes of themselves all these are control characters.
const FIRST: u8 = 2;

/// The commonest eight, which the mixer has shorter codes for, and then others. A phrase stands before one that it begins with.
const PHRASES: [&str; 25] = [
    r#""],"title":""#,
    r#"","url":"http"#,
    r#"Z","id":""#,
    r#"","tags":[""#,
    "</p><p>",
    r#"{"date_published":""#,
    r#""}},"date_published":""#,
    ".com/",
    r#"{"_dateline":{""#,
    r#"lead":{"url":"http"#,
    r#"dateline":{"day":""#,
    r#"","place":""#,
    r#"","title":""#,
    r#"","summary":""#,
    r#"","name":""#,
    r#""},{"kind":""#,
    r#"kicker":""#,
    r#"section":""#,
    r#"byline":""#,
    r#"status":{""#,
    r#"{"content_html":"<p>"#,
    r#"</p>"}"#,
    r#"",""#,
    r#""}"#,
    "://www.",
];

/// Which bytes phrases begin with.
const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut at = 0;
    while at < PHRASES.len() {
        begins[PHRASES[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    begins
};

/// One after the last byte that stands for something.
const ALL: u8 = FIRST + PHRASES.len() as u8;

/// A text with phrases as bytes, without an end.
pub(crate) fn shorten(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        // Most bytes begin none, and few of those that do go on like one.
        let is_next =
            |(_, phrase): &(u8, &str)| after.first() == phrase.as_bytes().get(1) && rest.starts_with(phrase.as_bytes());
        let phrase = if BEGINS[usize::from(*byte)] { (FIRST..).zip(PHRASES).find(is_next) } else { None };
        rest = match phrase {
            Some((code, phrase)) => {
                out.push(code);
                &rest[phrase.len()..]
            }
            None if *byte < ALL => {
                out.extend([ESCAPE, byte + SHIFT]);
                after
            }
            None => {
                out.push(*byte);
                after
            }
        };
    }
    out
}

/// Undoes [`shorten`], byte by byte.
#[derive(Debug, Default)]
pub(crate) struct Expanding {
    is_escaped: bool,
}

/// What a byte stands for.
pub(crate) enum Meaning {
    /// The end of a text.
    End,
    /// Nothing by itself.
    None,
    Byte(u8),
    Phrase(&'static str),
}

impl Expanding {
    pub(crate) fn next(&mut self, byte: u8) -> Meaning {
        if std::mem::take(&mut self.is_escaped) {
            return Meaning::Byte(byte.wrapping_sub(SHIFT));
        }
        match byte {
            END => Meaning::End,
            ESCAPE => {
                self.is_escaped = true;
                Meaning::None
            }
            FIRST..ALL => Meaning::Phrase(PHRASES[usize::from(byte - FIRST)]),
            byte => Meaning::Byte(byte),
        }
    }
}

/// The texts that these bytes are, each with its end.
pub(crate) fn texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (mut texts, mut text, mut expanding) = (Vec::new(), Vec::new(), Expanding::default());
    for &byte in bytes {
        match expanding.next(byte) {
            Meaning::End => texts.push(std::mem::take(&mut text)),
            Meaning::None => {}
            Meaning::Byte(byte) => text.push(byte),
            Meaning::Phrase(phrase) => text.extend_from_slice(phrase.as_bytes()),
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_one_byte() {
        for (code, phrase) in (FIRST..).zip(PHRASES) {
            assert_eq!([code], shorten(phrase.as_bytes()).as_slice(), "{phrase} is hidden by one before it");
        }
        let card = r#"{"date_published":"2026-11-30T06:00:00Z","id":"heron","tags":["nature"],"title":"A heron","url":"https://a.example/1"}"#;
        assert_eq!(58, shorten(card.as_bytes()).len());
    }

    #[test]
    fn every_text_comes_back() {
        let all: Vec<u8> = (0..=255).chain(0..=ALL).collect();
        for text in [&all[..], "{\"date_publishe".as_bytes(), "\"}\"}},\"".as_bytes(), "fünf \u{1} Boote".as_bytes()] {
            let short = shorten(text);
            assert!(!short.contains(&END));
            assert_eq!(vec![text.to_vec()], texts(&[short, vec![END]].concat()));
        }
    }

    #[test]
    fn the_phrases_are_those_of_the_format() {
        let format = include_str!("../../../docs/archive-format.md");
        let (_, after) = format.split_once("**shortened**").expect("it says how texts are");
        let block = after.split("```").nth(1).expect("it lists the phrases").trim_start_matches("text");
        assert_eq!(PHRASES.to_vec(), block.split_ascii_whitespace().collect::<Vec<_>>());
    }
}
