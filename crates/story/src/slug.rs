//! Slugs: the short lasting names of stories.

use std::fmt;

/// The longest readable part of a slug, in bytes.
const LONGEST_STEM: usize = 48;
/// Letters of the hash, 5 bits each.
const HASH_LETTERS: usize = 6;

/// A story's short lasting name, safe in an address without escaping: ASCII letters, digits, `-`, `_`, `.`.
///
/// It is made from the publisher's identifier alone, so that it stays when a headline changes or a feed is reordered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Slug(String);

impl Slug {
    /// The slug of an identifier: the identifier itself if it is short and plain, else its last readable part and a
    /// hash of the whole (FNV-1a, 30 bits in base 32), so that `…/2012/index.html` and `…/2013/index.html` differ.
    pub fn from_id(id: &str) -> Self {
        let plain = !id.is_empty() && id.len() <= LONGEST_STEM && id.bytes().all(is_plain);
        if plain { Self(id.to_owned()) } else { Self(format!("{}{}", stem(id), hash(id))) }
    }

    /// A slug as it stands in an address; `None` for what no slug can be.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= LONGEST_STEM + 1 + HASH_LETTERS;
        (fits && text.bytes().all(is_plain)).then(|| Self(text.to_owned()))
    }

    /// The slug's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// The last path segment with anything unusual as hyphens, and a hyphen at the end; empty if nothing is readable.
fn stem(id: &str) -> String {
    let path = id.split(['?', '#']).next().unwrap_or_default();
    let segment = path.rsplit('/').find(|segment| segment.bytes().any(|b| b.is_ascii_alphanumeric()));
    let mut stem = String::new();
    for c in segment.unwrap_or_default().chars() {
        let c = if c.is_ascii() && is_plain(c as u8) { c } else { '-' };
        let doubled = c == '-' && (stem.is_empty() || stem.ends_with('-'));
        if !doubled {
            stem.push(c);
        }
        if stem.len() == LONGEST_STEM {
            break;
        }
    }
    if !stem.is_empty() && !stem.ends_with('-') {
        stem.push('-');
    }
    stem
}

fn hash(id: &str) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let fnv = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = fnv ^ (fnv >> 32);
    (0..HASH_LETTERS).map(|place| char::from(ALPHABET[(mixed >> (5 * place)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: &str, expected_start: &str) {
        let slug = Slug::from_id(id);
        assert!(slug.as_str().starts_with(expected_start), "{slug}");
        assert!(slug.as_str().bytes().all(is_plain) && !slug.as_str().is_empty(), "{slug}");
    }

    #[test]
    fn a_plain_identifier_is_its_own_slug() {
        assert_eq!("reuters-1", Slug::from_id("reuters-1").as_str());
    }

    #[test]
    fn an_address_gives_its_last_segment_and_a_hash() {
        check("https://paper.example/2012/02/envoy-leaves/?utm=x", "envoy-leaves-");
        assert_ne!(
            Slug::from_id("https://a.example/2012/index.html"),
            Slug::from_id("https://a.example/2013/index.html")
        );
    }

    #[test]
    fn anything_else_gives_at_least_a_hash() {
        for id in ["", " ", "№ 5", "日本", "a b", "<script>", &"x".repeat(4000)] {
            check(id, "");
        }
    }

    #[test]
    fn every_slug_is_known_again_in_an_address() {
        for id in ["", "reuters-1", &"long-".repeat(30), "https://a.example/x y/"] {
            let slug = Slug::from_id(id);
            assert_eq!(Some(&slug), Slug::parse(slug.as_str()).as_ref());
        }
        assert_eq!(None, Slug::parse("a b"));
        assert_eq!(None, Slug::parse(""));
    }
}
