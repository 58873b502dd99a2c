//! Numbers and texts as bytes. Reading never goes past the end: it says so.

use crate::error::Malformed;
use crate::name::Hash;

/// Writes a number in groups of seven bits, lowest first, the high bit set on all but the last.
pub(crate) fn put_number(out: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Writes bytes after their number.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// Writes a text as what it shares with another at the beginning and what follows.
pub(crate) fn put_after(out: &mut Vec<u8>, text: &str, other: &str) {
    let mut shared = text.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    while !text.is_char_boundary(shared) {
        shared -= 1;
    }
    put_number(out, shared as u32);
    put_bytes(out, &text.as_bytes()[shared..]);
}

/// Bytes that are read from their start.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

/// A text longer than this is none that a packer writes into a dictionary.
const LONGEST_TEXT: usize = 4096;

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Malformed("it ends early"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn number(&mut self) -> Result<u32, Malformed> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(number).map_err(|_| Malformed("a number is too large"));
            }
        }
        Err(Malformed("a number is too long"))
    }

    /// A number of things of which each takes at least one byte.
    pub(crate) fn count(&mut self) -> Result<usize, Malformed> {
        let count = self.number()? as usize;
        if count > self.rest.len() { Err(Malformed("a count is larger than what follows")) } else { Ok(count) }
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let count = self.number()? as usize;
        self.take(count)
    }

    pub(crate) fn hash(&mut self) -> Result<Hash, Malformed> {
        let mut hash = [0; 8];
        hash.copy_from_slice(self.take(8)?);
        Ok(Hash(hash))
    }

    /// What [`put_after`] wrote.
    pub(crate) fn text_after(&mut self, other: &str) -> Result<String, Malformed> {
        let shared = self.number()? as usize;
        let shared = other.get(..shared).ok_or(Malformed("a text shares more than there is"))?;
        let own = std::str::from_utf8(self.bytes()?).map_err(|_| Malformed("a text is not UTF-8"))?;
        if shared.len() + own.len() > LONGEST_TEXT {
            return Err(Malformed("a text is too long"));
        }
        Ok([shared, own].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        let numbers = [0, 1, 127, 128, 16_384, u32::MAX];
        let texts = ["ferry", "ferries", "férry", "", "fé", "ê"];
        let mut out = Vec::new();
        numbers.iter().for_each(|&number| put_number(&mut out, number));
        texts.windows(2).for_each(|pair| put_after(&mut out, pair[1], pair[0]));
        let mut cursor = Cursor::new(&out);
        assert!(numbers.iter().all(|&number| cursor.number() == Ok(number)));
        assert!(texts.windows(2).all(|pair| cursor.text_after(pair[0]).as_deref() == Ok(pair[1])));
        assert!(cursor.is_done());
    }

    #[test]
    fn what_makes_no_sense_is_said_to() {
        assert!(Cursor::new(&[0x80; 9]).number().is_err());
        assert!(Cursor::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]).number().is_err());
        assert!(Cursor::new(&[200, 1, 7]).bytes().is_err());
        assert!(Cursor::new(&[9, 0]).text_after("abc").is_err());
        assert!(Cursor::new(&[1, 0]).text_after("é").is_err());
        assert!(Cursor::new(&[0, 1, 0xff]).text_after("").is_err());
    }
}
