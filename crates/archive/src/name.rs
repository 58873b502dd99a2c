//! Names of files, and checksums of parts of them: both are the first bytes of SHA-256.

use sha2::{Digest, Sha256};
use std::fmt;

/// The first eight bytes of the SHA-256 of a file: its name, in hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 8]);

/// Bytes of a checksum.
pub(crate) const CHECKSUM: usize = 4;

impl Hash {
    /// The hash of a file.
    pub fn of(bytes: &[u8]) -> Self {
        Self(start_of_digest(bytes))
    }

    /// From hexadecimal digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = u64::from_str_radix(text, 16).ok()?;
        (text.len() == 16).then(|| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

/// The folders of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Folder {
    /// Where everything else of a segment lies.
    Roots,
    /// Shards of the dictionary.
    Words,
    /// Posting lists.
    Lists,
    /// Cards.
    Cards,
    /// Texts.
    Texts,
    /// Dates and tags.
    Columns,
    /// Stories that were taken out.
    Gone,
}

impl Folder {
    pub(crate) fn name(self) -> &'static str {
        FOLDERS[self as usize]
    }

    /// The path of a file, relative to the manifest.
    pub(crate) fn path(self, hash: Hash) -> String {
        format!("{}/{hash}.bin", self.name())
    }
}

/// The names of all folders.
pub const FOLDERS: [&str; 7] = ["roots", "words", "lists", "cards", "texts", "columns", "gone"];

/// The checksum of a part.
pub(crate) fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    start_of_digest(bytes)
}

/// Adds the checksum of all bytes from `start` on.
pub(crate) fn seal(out: &mut Vec<u8>, start: usize) {
    let sum = checksum(&out[start..]);
    out.extend_from_slice(&sum);
}

/// A sealed part without its checksum; none if that is wrong.
pub(crate) fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    (checksum(content) == sum).then_some(content)
}

fn start_of_digest<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let digest = Sha256::digest(bytes);
    let mut start = [0; N];
    start.copy_from_slice(&digest[..N]);
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_start_of_the_published_digest() {
        // FIPS 180-4's example "abc": ba7816bf 8f01cfea …
        assert_eq!("ba7816bf8f01cfea", Hash::of(b"abc").to_string());
        assert_eq!(Some(Hash::of(b"abc")), Hash::parse("ba7816bf8f01cfea"));
        assert_eq!("words/ba7816bf8f01cfea.bin", Folder::Words.path(Hash::of(b"abc")));
        for none in ["", "ba7816bf8f01cfe", "ba7816bf8f01cfeaa", "+a7816bf8f01cfea", "../../../etc/pass"] {
            assert!(Hash::parse(none).is_none_or(|hash| hash.to_string().len() == 16), "{none}");
        }
    }

    #[test]
    fn a_flipped_bit_breaks_the_seal() {
        let mut part = b"ferry".to_vec();
        seal(&mut part, 0);
        assert_eq!(Some(&b"ferry"[..]), unseal(&part));
        for bit in 0..part.len() * 8 {
            let mut flipped = part.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(None, unseal(&flipped));
        }
        assert_eq!(None, unseal(b"abc"));
    }
}
