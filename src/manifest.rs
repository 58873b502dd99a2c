//! Tells the manifest of an archive from a feed by its first bytes. What it says is read later, by who searches archives.

use js_sys::Uint8Array;

/// What a manifest begins with, spaces left out.
const BEGINNING: &[u8] = b"{\"dateline\":\"archive\"";
/// As many bytes as are looked at: room for the beginning with spaces between.
const LOOKED_AT: u32 = 64;
/// A manifest has a few bytes for each two thousand of the archive's; what is longer than this is none.
const MOST_BYTES: usize = 16 << 20;

/// Whether bytes that come after `before` may belong to a manifest with it.
pub fn goes_on(before: &[u8], bytes: &Uint8Array) -> bool {
    let known = before.len().min(LOOKED_AT as usize);
    let beginning = [&before[..known], &bytes.subarray(0, LOOKED_AT.min(bytes.length())).to_vec()].concat();
    before.len() + bytes.length() as usize <= MOST_BYTES && matches!(look(&beginning), Some(true) | None)
}

/// Whether this is a manifest.
pub fn is_one(bytes: &[u8]) -> bool {
    look(bytes) == Some(true)
}

/// Whether what begins so is a manifest; `None` if that cannot be told yet.
fn look(bytes: &[u8]) -> Option<bool> {
    let mut told = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
    for expected in BEGINNING {
        if told.next()? != expected {
            return Some(false);
        }
    }
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        dateline_archive::Manifest { dateline: "archive".to_owned(), format: 2, ..Default::default() }.to_json()
    }

    #[test]
    fn a_manifest_is_told_by_its_beginning() {
        let manifest = b"\n{ \"dateline\" : \"archive\", \"format\": 2";
        assert!(is_one(manifest) && is_one(&written()));
        assert_eq!(None, look(&manifest[..20]));
        for feed in ["{\"version\":", "[", "<rss>", "{\"dateline\":\"feed\"", "{\"items\":[]}"] {
            assert_eq!(Some(false), look(feed.as_bytes()), "{feed}");
        }
        assert!(!is_one(b"") && !is_one(b"{\"dateline\":\"arch"));
    }
}
