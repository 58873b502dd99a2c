//! Words of ASCII letters and digits that stand alone, read eight bytes at a time: nearly all words of many languages are.
//!
//! Eight bytes are tested as one number (L. Lamport, "Multiple byte processing with full-word instructions", CACM 1975): no
//! byte of it carries into the next, since all of them are below 0x80 when they are added to. The same step gives the
//! letters in lower case, and with them the word's [`Key`].

use std::num::NonZeroU64;

/// A short token's bytes in lower case as numbers, by which tokens are told apart without a look at any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// The first eight bytes, the first lowest, zeros behind the last.
    head: NonZeroU64,
    /// The next four.
    tail: u32,
}

/// Bytes of the longest tokens that have a key; longer ones are rare.
const LONGEST_KEY: usize = 12;

/// A word that is ASCII letters and digits, with neighbours that leave it alone: it is one token, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlainWord {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// True if a letter is a capital.
    pub(crate) has_capital: bool,
    /// `None` if it is too long.
    pub(crate) key: Option<Key>,
}

impl Key {
    /// The key of a token in lower case, whatever its letters; `None` if it has too many bytes.
    pub(crate) fn of(token: &str) -> Option<Self> {
        let bytes = token.as_bytes();
        // No token holds a zero, so that those behind the end tell where it is.
        let head = NonZeroU64::new(eight_at(bytes, 0)).filter(|_| bytes.len() <= LONGEST_KEY)?;
        Some(Self { head, tail: eight_at(bytes, 8) as u32 })
    }

    /// A number whose high bits depend on all bytes.
    pub(crate) fn hash(self) -> u64 {
        let tail = u64::from(self.tail).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
        (self.head.get() ^ tail).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The key as it is compared: never two zeros.
    pub(crate) fn letters(self) -> (u64, u32) {
        (self.head.get(), self.tail)
    }
}

impl PlainWord {
    /// The next word at or after byte `at`, which is moved behind it; `None` if what comes next is not such a word.
    #[inline(always)] // it is called once for each word of all stories
    pub(crate) fn next(bytes: &[u8], at: &mut usize) -> Option<Self> {
        loop {
            let eight = eight_at(bytes, *at);
            let (len, letters, has_capital) = step(eight);
            let start = *at;
            if len == 0 {
                if start >= bytes.len() || !bytes[start].is_ascii() {
                    return None;
                }
                *at += 1;
                continue;
            }
            let key = NonZeroU64::new(letters).map(|head| Key { head, tail: 0 });
            let mut word = Self { start, end: start + len, has_capital, key };
            if len == 8 {
                word = word.longer(bytes);
            }
            if !stands_alone(bytes, word.end) {
                return None;
            }
            // What ends a word is one byte mostly.
            *at = word.end + usize::from(word.end < bytes.len());
            return Some(word);
        }
    }

    /// Reads on after the first eight letters.
    #[inline(always)]
    fn longer(mut self, bytes: &[u8]) -> Self {
        loop {
            let (len, letters, has_capital) = step(eight_at(bytes, self.end));
            self.end += len;
            self.has_capital |= has_capital;
            let fits = self.end - self.start <= LONGEST_KEY;
            self.key = self.key.filter(|_| fits).map(|key| Key { tail: letters as u32, ..key });
            if len < 8 {
                return self;
            }
        }
    }
}

/// Whether a word of ASCII that is over at byte `end` has nothing behind it that may belong to it or tie it to another.
#[inline(always)]
fn stands_alone(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None | Some(b' ' | b'\n') => true,
        Some(b'-' | b'&' | b'_' | b'+' | b'#' | 0x80..) => false,
        Some(b'.' | b'\'' | b':' | b',' | b';' | b'"') => {
            bytes.get(end + 1).is_none_or(|after| after.is_ascii() && !after.is_ascii_alphanumeric())
        }
        Some(_) => true,
    }
}

/// Eight bytes from byte `at` on, the first lowest, with zeros behind the end of the text.
#[inline(always)]
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match (rest.first_chunk(), bytes.last_chunk()) {
        (Some(eight), _) => u64::from_le_bytes(*eight),
        (None, Some(last)) => u64::from_le_bytes(*last).unbounded_shr(u64::BITS - 8 * rest.len() as u32),
        (None, None) => rest.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// How many letters and digits eight bytes begin with, those in lower case, and whether one was a capital.
#[inline(always)]
fn step(eight: u64) -> (usize, u64, bool) {
    const HIGH: u64 = each(0x80);
    let seven = eight & !HIGH;
    // Lower case has this bit set, and so have digits.
    let lower = seven | each(0x20);
    let is_letter = (lower + each(0x80 - b'a')) & !(lower + each(0x7f - b'z'));
    let is_digit = (seven + each(0x80 - b'0')) & !(seven + each(0x7f - b'9'));
    let is_other = !(is_letter | is_digit) & HIGH | eight & HIGH;
    let bits = is_other.trailing_zeros() & !7;
    let counted = 1_u64.unbounded_shl(bits).wrapping_sub(1);
    let letters = lower & counted;
    (bits as usize / 8, letters, letters != eight & counted)
}

/// A byte eight times over.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One byte at a time.
    fn slowly(text: &str, start: usize) -> (usize, bool, String) {
        let rest = &text.as_bytes()[start..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let word = &text[start..start + len];
        (start + len, word.bytes().any(|byte| byte.is_ascii_uppercase()), word.to_ascii_lowercase())
    }

    #[test]
    fn eight_bytes_at_once_are_read_as_one_by_one() {
        let all: String = (0..0x80_u8).map(char::from).collect();
        let texts =
            ["abcdefgh", "Abcdefghi jklmnop", "aé", "12345678901234567890", "x", "", "éa", "zZ09@[`{/:azAZ", &all];
        for text in texts {
            for start in (0..=text.len()).filter(|&start| text.is_char_boundary(start)) {
                let (end, has_capital, word) = slowly(text, start);
                let mut at = start;
                let plain = PlainWord::next(text.as_bytes(), &mut at);
                let Some(plain) = plain.filter(|plain| plain.start == start) else {
                    let next = text[end..].chars().next();
                    assert!(
                        word.is_empty() || next.is_some_and(|next| !next.is_ascii() || "-&_+#.':,;\"".contains(next))
                    );
                    continue;
                };
                assert_eq!((end, has_capital), (plain.end, plain.has_capital), "{text:?} from {start}");
                assert_eq!(!word.is_empty() && word.len() <= LONGEST_KEY, plain.key.is_some(), "{word}");
                let (head, tail) = plain.key.map_or((0, 0), Key::letters);
                let letters = [&head.to_le_bytes()[..], &tail.to_le_bytes()[..]].concat();
                let kept = if plain.key.is_some() { word.as_bytes() } else { &[] };
                assert_eq!(kept, &letters[..kept.len()], "the letters of {word}");
                assert!(letters[kept.len()..].iter().all(|&byte| byte == 0), "nothing behind {word}");
            }
        }
    }

    #[test]
    fn short_tokens_have_keys_of_their_own_whatever_their_letters() {
        let tokens = [
            "a",
            "aa",
            "1.5",
            "15",
            "1.50",
            "c++",
            "café",
            "cafe",
            "мир",
            "東京",
            "京東",
            "abcdefgh",
            "abcdefghi",
            "abcdefghijkl",
        ];
        for (at, token) in tokens.iter().enumerate() {
            let key = Key::of(token).expect("a short token");
            assert_eq!(Some(at), tokens.iter().position(|other| Key::of(other) == Some(key)), "{token}");
            if let Some(word) = PlainWord::next(token.as_bytes(), &mut 0).filter(|word| word.end == token.len()) {
                assert_eq!(word.key, Some(key), "{token}");
            }
        }
        assert_eq!(None, Key::of("abcdefghijklm"));
        assert_eq!(None, Key::of("столица"));
    }

    #[test]
    fn words_that_something_is_tied_to_are_left_to_others() {
        let words = |text: &str| {
            let mut at = 0;
            let words = std::iter::from_fn(|| PlainWord::next(text.as_bytes(), &mut at));
            words.map(|word| text[word.start..word.end].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!("One two three 4", words("One, two. (three) 4"));
        assert_eq!("the", words("the U.N. says"));
        assert_eq!("send an", words("send an e-mail"));
        assert_eq!("it", words("it café"));
        assert_eq!("", words("c++ and"));
        assert_eq!("so ends", words("so ends."));
    }
}
