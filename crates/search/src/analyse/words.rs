//! Cutting text into words.
//!
//! Words are those of Unicode Standard Annex #29 (word boundaries), with three differences that searching asks for.
//! An underscore ends a word, since a name such as `tax_reform` is searched by its parts. Scripts without spaces
//! between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese), and Korean, whose words carry their particles, give
//! whole runs, which the caller cuts into pairs. Only stretches with a letter or digit in them are given at all.
//!
//! Most words of most texts never come here: see [`plain`](super::plain).

/// A stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// True for a run of a script that is not cut by spaces.
    pub(crate) unspaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Unspaced,
    /// Belongs to the character before it.
    Mark,
    /// Inside a word only between letters.
    MidLetter,
    /// Inside a word only between digits.
    MidNumber,
    /// Inside a word between letters or between digits.
    MidBoth,
    /// A straight double quote, which is inside a word between Hebrew letters.
    Gershayim,
    Other,
}

/// The next word at or after byte `from`, which lies on a character boundary.
pub(crate) fn next_word(text: &str, from: usize) -> Option<Word> {
    let start = find_start(text, from)?;
    let first = class_at(text, start)?;
    let unspaced = first.0 == Class::Unspaced;
    let end = if unspaced { run_end(text, start + first.1) } else { word_end(text, start, first) };
    Some(Word { start, end, unspaced })
}

fn find_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            if bytes[at].is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
            continue;
        }
        let (class, len) = class_at(text, at)?;
        if matches!(class, Class::Letter | Class::Digit | Class::Unspaced) {
            return Some(at);
        }
        at += len;
    }
    None
}

fn run_end(text: &str, mut at: usize) -> usize {
    while let Some((Class::Unspaced | Class::Mark, len)) = class_at(text, at) {
        at += len;
    }
    at
}

fn word_end(text: &str, start: usize, first: (Class, usize)) -> usize {
    let mut at = start + first.1;
    let mut last = first.0;
    let bytes = text.as_bytes();
    loop {
        // Nearly all text is plain ASCII letters; they skip the classes below.
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            last = Class::Letter;
            at += 1;
        }
        let Some((class, len)) = class_at(text, at) else { return at };
        match class {
            Class::Mark => at += len,
            Class::Letter | Class::Digit => {
                last = class;
                at += len;
            }
            _ => {
                let after = skip_marks(text, at + len);
                let next = class_at(text, after).map(|(class, _)| class);
                if next != Some(last) || !joins(class, last, text, start, after) {
                    return at;
                }
                at = after;
            }
        }
    }
}

/// Whether a mark between two characters of the class `last` keeps them in one word (rules WB6, 7, 7b, 7c, 11, 12).
fn joins(class: Class, last: Class, text: &str, start: usize, after: usize) -> bool {
    match class {
        Class::MidLetter => last == Class::Letter,
        Class::MidNumber => last == Class::Digit,
        Class::MidBoth => true,
        Class::Gershayim => {
            let hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{5d0}'..='\u{5f2}').contains(&c));
            hebrew(text[start..].chars().next()) && hebrew(text[after..].chars().next())
        }
        _ => false,
    }
}

fn skip_marks(text: &str, mut at: usize) -> usize {
    while let Some((Class::Mark, len)) = class_at(text, at) {
        at += len;
    }
    at
}

/// The class and length in bytes of the character at byte `at`; `None` at the end.
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((ascii_class(byte), 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((class(c), c.len_utf8()))
}

fn ascii_class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'.' | b'\'' => Class::MidBoth,
        b':' => Class::MidLetter,
        b',' | b';' => Class::MidNumber,
        b'"' => Class::Gershayim,
        _ => Class::Other,
    }
}

fn class(c: char) -> Class {
    match c {
        '·' | '\u{387}' | '\u{55f}' | '\u{5f4}' | '‧' | '\u{fe13}' | '\u{fe55}' | '：' => Class::MidLetter,
        '\u{37e}' | '\u{589}' | '،' | '؍' | '٬' | '\u{7f8}' | '⁄' | '\u{fe10}' | '\u{fe14}' | '\u{fe50}'
        | '\u{fe54}' | '，' | '；' => Class::MidNumber,
        '‘' | '’' | '․' | '\u{fe52}' | '＇' | '．' => Class::MidBoth,
        _ if is_mark(c) => Class::Mark,
        _ if is_unspaced(c) => Class::Unspaced,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

/// Marks and format characters that are not letters of their own: those that folding drops, and the signs of Indic
/// scripts that silence or change a vowel.
fn is_mark(c: char) -> bool {
    super::fold::is_dropped(c) && !matches!(c, '\u{200b}' | '\u{640}')
        || matches!(c as u32,
            0x488..=0x489 | 0x93c | 0x94d | 0x951..=0x954 | 0x9bc | 0x9cd | 0xa3c | 0xa4d | 0xabc | 0xacd | 0xb3c | 0xb4d
            | 0xbcd | 0xc4d | 0xcbc | 0xccd | 0xd3b | 0xd3c | 0xd4d | 0xdca | 0x3099 | 0x309a | 0x1f3fb..=0x1f3ff)
}

fn is_unspaced(c: char) -> bool {
    match c as u32 {
        // Thai, Lao, Burmese and Khmer: letters, vowels and tone marks, but neither digits nor punctuation.
        0xe01..=0xe3a | 0xe40..=0xe4e | 0xe81..=0xece | 0x1000..=0x103f | 0x1050..=0x108f | 0x1780..=0x17d3 => true,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97c | 0xac00..=0xd7fb => true,
        0x3005..=0x3007 | 0x3041..=0x3096 | 0x309d..=0x309f | 0x30a1..=0x30fa | 0x30fc..=0x30ff => true,
        0x31f0..=0x31ff | 0xff66..=0xff9f => true,
        0x2e80..=0x2fd5 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            words.push(&text[word.start..word.end]);
            at = word.end;
        }
        assert_eq!(expected, words);
    }

    #[test]
    fn words_keep_what_stands_inside_them() {
        check("The U.N. can't pay 3,141.59; it's 'so'.", &["The", "U.N", "can't", "pay", "3,141.59", "it's", "so"]);
        check("Cafe\u{301} O’Brien x:y 1:2", &["Cafe\u{301}", "O’Brien", "x:y", "1", "2"]);
        check("e-mail tax_reform #tag c++", &["e", "mail", "tax", "reform", "tag", "c"]);
        check("צה\"ל אמר", &["צה\"ל", "אמר"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_runs() {
        check("東京の天気、晴れ。iPhoneを", &["東京の天気", "晴れ", "iPhone", "を"]);
        check("서울에서 2012년", &["서울에서", "2012", "년"]);
        check("हिन्दी में", &["हिन्दी", "में"]);
    }

    #[test]
    fn nothing_to_find_is_nothing() {
        check("", &[]);
        check(" — …!\u{301}", &[]);
    }
}
