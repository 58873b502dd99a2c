//! Which stories have been found, so that none is found twice.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use dateline_story::Story;

/// Identifiers by their hash, each with a hash of its story's headline and address.
///
/// Sixty-four bits for each: two of 250,000 identifiers fall together once in half a billion feeds.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    stories: HashMap<u64, u64, BuildHasherDefault<Hashed>>,
}

impl Seen {
    /// Adds a story. If its identifier was there already, says whether it is the same story once more.
    pub(crate) fn add(&mut self, story: &Story) -> Result<(), bool> {
        let address = story.url.as_ref().map_or("", |url| url.as_str());
        let content = hash(hash(FNV_START, &story.headline), address);
        match self.stories.insert(hash(FNV_START, &story.id), content) {
            None => Ok(()),
            Some(first) => {
                self.stories.insert(hash(FNV_START, &story.id), first);
                Err(first == content)
            }
        }
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, then mixed, since the map takes its low and high bits apart.
fn hash(start: u64, text: &str) -> u64 {
    let hash = text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Keys are hashes already.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash << 8) | u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
