//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.
//!
//! Followed from the HTML standard, section 13.2.5.72 on, with a smaller table: the names of HTML 4, of Latin letters
//! and punctuation, 438 of the standard's 2,125. The rest are mathematical, and Cyrillic letters; they would add 5.6 kB at
//! best (sorted by code point, with differences), and a name that is not known stands in the text as it was written.

use std::borrow::Cow;
use std::sync::OnceLock;

/// Names that need no semicolon, each before its code point in hexadecimal.
const BARE: &str = include_str!("entities_bare.txt");
/// Names that need one.
const CLOSED: &str = include_str!("entities.txt");

/// The longest name in the tables.
const LONGEST_NAME: usize = 24;

/// What numbers from 0x80 to 0x9f mean: the characters of Windows-1252, since old pages mean them.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text with its references replaced. In attributes `&copy=1` is left alone, since addresses are written so.
pub(super) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let found = if let Some(number) = after.strip_prefix('#') {
            numeric(number).map(|(c, used)| (c, used + 1))
        } else {
            named(after, in_attribute)
        };
        let used = match found {
            Some((c, used)) => {
                out.push(c);
                used
            }
            None => {
                out.push('&');
                0
            }
        };
        let end = after[used..].find('&').map_or(after.len(), |next| used + next);
        out.push_str(&after[used..end]);
        rest = &after[end..];
    }
    Cow::Owned(out)
}

/// The character that a byte means on old pages.
pub(crate) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

/// `233;` or `xe9;`, without what is before it; the character, and the bytes used.
fn numeric(text: &str) -> Option<(char, usize)> {
    let hexadecimal = text.starts_with(['x', 'X']);
    let start = usize::from(hexadecimal);
    let radix = if hexadecimal { 16 } else { 10 };
    let mut number: u32 = 0;
    let mut end = start;
    for c in text[start..].chars() {
        let Some(digit) = c.to_digit(radix) else { break };
        number = number.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    end += usize::from(text[end..].starts_with(';'));
    let c = match number {
        0 => '\u{fffd}',
        0x80..=0x9f => WINDOWS[number as usize - 0x80],
        _ => char::from_u32(number).unwrap_or('\u{fffd}'),
    };
    Some((c, end))
}

/// `eacute;` and what begins with a name that needs no semicolon.
fn named(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    let length = text.bytes().take(LONGEST_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[..length];
    let closed = text[length..].starts_with(';');
    if closed {
        // The standard would read `&parallel;` as `&para` and `llel;` if it did not know the name. We know fewer, and
        // half a name is worse than all of it.
        return lookup(tables().1, name).or_else(|| lookup(tables().0, name)).map(|c| (c, length + 1));
    }
    let (c, used) = (2..=length).rev().find_map(|end| lookup(tables().0, &name[..end]).map(|c| (c, end)))?;
    let goes_on = text[used..].starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
    (!(in_attribute && goes_on)).then_some((c, used))
}

type Table = Vec<(&'static str, char)>;

/// Both tables, taken apart once.
fn tables() -> (&'static Table, &'static Table) {
    static TABLES: OnceLock<(Table, Table)> = OnceLock::new();
    let (bare, closed) = TABLES.get_or_init(|| (table(BARE), table(CLOSED)));
    (bare, closed)
}

fn table(text: &'static str) -> Table {
    let mut words = text.split_ascii_whitespace();
    let mut table = Vec::new();
    while let (Some(name), Some(point)) = (words.next(), words.next()) {
        table.extend(u32::from_str_radix(point, 16).ok().and_then(char::from_u32).map(|c| (name, c)));
    }
    table
}

fn lookup(table: &Table, name: &str) -> Option<char> {
    table.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|place| table[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(expected, decode(text, false), "{text}");
    }

    #[test]
    fn names_and_numbers() {
        check("caf&eacute; &amp; th&eacute; &nbsp;&hellip;", "café & thé \u{a0}…");
        check("&#233;&#xE9;&#Xe9;&#233 &#151;&#0;&#xD800;&#99999999999;", "ééé\u{e9} —\u{fffd}\u{fffd}\u{fffd}");
        check("AT&T &copy 2012 &copyright &parallel; &ccaron;", "AT&T © 2012 ©right &parallel; č");
        check("& &; &# &#x; &#xg; &unknown; &&amp;", "& &; &# &#x; &#xg; &unknown; &&");
    }

    #[test]
    fn addresses_keep_what_looks_like_a_name() {
        assert_eq!("/?a=1&copy=2&amp=3&", decode("/?a=1&copy=2&amp=3&amp;", true));
        assert_eq!("/?a&b=©", decode("/?a&amp;b=&copy", true));
    }

    #[test]
    fn the_tables_are_in_order() {
        for table in [tables().0, tables().1] {
            assert!(table.is_sorted_by(|a, b| a.0 < b.0));
            assert!(table.iter().all(|(name, _)| name.len() <= LONGEST_NAME));
        }
    }
}
