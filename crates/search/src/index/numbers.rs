//! Numbers as bytes: small ones take one, and most of those in an index are small.

/// Writes a number in groups of seven bits, lowest first, the high bit set on all but the last.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads what [`put_number`] wrote and moves `at` past it; 0 at the end of `bytes`.
#[inline]
pub(crate) fn take_number(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(&byte) = bytes.get(*at) {
        *at += 1;
        number |= u32::from(byte & 0x7f) << (shift & 31);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

/// Up to eight bytes that are written as one number.
///
/// So it is with nearly all postings. Copying a stretch of unknown length is a call in WebAssembly, and costs more than all
/// the rest of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short {
    /// The first byte lowest, zeros above the last.
    pub(crate) bytes: u64,
    pub(crate) len: u32,
}

impl Short {
    const MOST: u32 = size_of::<u64>() as u32;

    /// What [`put_number`] writes, if it is up to two bytes.
    #[inline]
    pub(crate) fn of(number: u32) -> Option<Self> {
        let long = u32::from(number >= 0x80);
        let bytes = number & 0x7f | long << 7 | number >> 7 << 8;
        (number < 0x4000).then_some(Self { bytes: bytes.into(), len: 1 + long })
    }

    /// One byte as it is.
    #[inline]
    pub(crate) fn byte(byte: u8) -> Self {
        Self { bytes: byte.into(), len: 1 }
    }

    /// Both, one after the other, if there is room.
    #[inline]
    pub(crate) fn and(self, next: Self) -> Option<Self> {
        let len = self.len + next.len;
        (len <= Self::MOST).then(|| Self { bytes: self.bytes | next.bytes << (8 * self.len), len })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| put_number(&mut bytes, number));
        let mut at = 0;
        for number in numbers {
            assert_eq!(number, take_number(&bytes, &mut at));
        }
        assert_eq!(bytes.len(), at);
        assert_eq!(0, take_number(&bytes, &mut at), "past the end");
    }
}
