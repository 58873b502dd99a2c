//! Heads that lie side by side in bundles, so that whoever has a shard's bytes can ask for those of a word without decoding it: a
//! page's script, while the program that decodes is still on its way.

use crate::bytes::{Cursor, put_bytes, put_number};
use crate::error::Malformed;

/// Letters that keys have in common at their beginning of which one may be a form of the other's stem. Such words are kept
/// together, since whoever asks for one of them asks for all.
pub(crate) const KIN: usize = 4;

/// Bytes of heads from which on a bundle takes no more that are of other words: less would take more bundles, and more would fetch
/// what nobody asked for.
const BUNDLE: u32 = 1_500;

/// The bundles of a shard's heads, in order.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    all: Vec<Bundle>,
    /// The key of the last head.
    last: String,
}

#[derive(Debug)]
struct Bundle {
    /// What its first key begins with, and no key of a head before it.
    first: String,
    /// Bytes of its heads, seals included.
    len: u32,
}

impl Bundles {
    /// Adds a head after all others, by its list's key and its bytes.
    pub(super) fn push(&mut self, key: &str, len: u32) {
        match self.all.last_mut() {
            Some(open) if open.len < BUNDLE || are_kin(&self.last, key) => open.len += len,
            _ => self.all.push(Bundle { first: separator(&self.last, key), len }),
        }
        key.clone_into(&mut self.last);
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put_number(out, self.all.len() as u32);
        let mut before = "";
        for Bundle { first, len } in &self.all {
            let shared = first.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            put_number(out, shared as u32);
            put_bytes(out, &first.as_bytes()[shared..]);
            put_number(out, *len);
            before = first;
        }
    }

    /// Reads over what [`Bundles::put`] wrote: whoever decodes a shard learns where each head is.
    pub(super) fn skip(from: &mut Cursor<'_>) -> Result<(), Malformed> {
        for _ in 0..from.count()? {
            from.number()?;
            from.bytes()?;
            from.number()?;
        }
        Ok(())
    }
}

/// Whether one of two words may be a form of the other's stem. Of short words stems are shorter.
fn are_kin(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    shared(one, other) >= shorter.saturating_sub(2).clamp(KIN - 1, KIN)
}

/// Letters that both begin with.
pub(crate) fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// The shortest beginning of `key` that sorts after `last`.
pub(crate) fn separator(last: &str, key: &str) -> String {
    let end = key.char_indices().map(|(at, c)| at + c.len_utf8()).find(|&end| &key[..end] > last);
    key[..end.unwrap_or(key.len())].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_as_short_as_can_be() {
        assert_eq!("fi", separator("ferry", "fish"));
        assert_eq!("ferrym", separator("ferry", "ferryman"));
        assert_eq!("é", separator("zoo", "été"));
        assert_eq!("a", separator("", "abc"));
    }

    #[test]
    fn words_that_are_kin_share_a_bundle() {
        let mut bundles = Bundles::default();
        for (key, len) in [("boat", 900), ("cargo", 700), ("cargos", 600), ("ferry", 1_600), ("fish", 10), ("fish", 20)]
        {
            bundles.push(key, len);
        }
        let told: Vec<(&str, u32)> = bundles.all.iter().map(|bundle| (bundle.first.as_str(), bundle.len)).collect();
        assert_eq!(vec![("b", 2_200), ("f", 1_600), ("fi", 30)], told);
        let mut bytes = Vec::new();
        bundles.put(&mut bytes);
        assert_eq!([3, 0, 1, b'b', 0x98, 17, 0, 1, b'f', 0xc0, 12, 1, 1, b'i', 30].as_slice(), bytes);
        bytes.push(7);
        let mut cursor = Cursor::new(&bytes);
        assert_eq!(Ok(()), Bundles::skip(&mut cursor));
        assert_eq!([7], cursor.rest());
        assert!(Bundles::skip(&mut Cursor::new(&bytes[..9])).is_err());
    }
}
