//! Which stories have been found, so that none is found twice.

use dateline_story::Story;

/// Identifiers by their hash, each with a hash of its story's headline and address.
///
/// Shape: a table with open addressing, at most half full; a key of 0 marks a free place.
/// Sixty-four bits each: two of 250,000 identifiers fall together once in half a billion feeds.
/// Why not a map: the standard one adds 2 kB to the reader, for another sort of keys than its others have.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    places: Vec<(u64, u64)>,
    count: usize,
}

impl Seen {
    /// Adds a story. If its identifier was there already, says whether it is the same story once more.
    pub(crate) fn add(&mut self, story: &Story) -> Result<(), bool> {
        if self.count * 2 >= self.places.len() {
            self.grow();
        }
        let address = story.url.as_ref().map_or("", |url| url.as_str());
        let content = hash(hash(FNV_START, &story.headline), address);
        let key = hash(FNV_START, &story.id).max(1);
        let place = self.place(key);
        match self.places[place] {
            (0, _) => {
                self.places[place] = (key, content);
                self.count += 1;
                Ok(())
            }
            (_, first) => Err(first == content),
        }
    }

    /// Where the key is, or belongs. There is always a free place to end at.
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let mut place = key as usize & last;
        while self.places[place].0 != 0 && self.places[place].0 != key {
            place = (place + 1) & last;
        }
        place
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(64);
        let old = std::mem::replace(&mut self.places, vec![(0, 0); room]);
        for entry in old.into_iter().filter(|(key, _)| *key != 0) {
            let place = self.place(entry.0);
            self.places[place] = entry;
        }
    }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, then mixed, since the table takes the low bits.
fn hash(start: u64, text: &str) -> u64 {
    let hash = text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_seen_once_and_known_again() {
        let mut seen = Seen::default();
        for place in 0..1_000 {
            assert_eq!(Ok(()), seen.add(&Story::new(place.to_string(), "A")));
        }
        assert_eq!(Err(true), seen.add(&Story::new("7", "A")));
        assert_eq!(Err(false), seen.add(&Story::new("7", "B")));
        assert_eq!(Ok(()), seen.add(&Story::new("", "A")));
    }
}
