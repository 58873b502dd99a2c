//! Lists of stories. How they are written stands in `content.rs`, encoder and decoder side by side.
//!
//! A long list is cut into tiers by impact: the head holds the postings that rank highest whatever else is typed, and
//! each further tier eight times as many. Within a tier postings are in story order, and beside them the lengths of the
//! stories, so that a tier alone is enough to rank its stories exactly.

mod content;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use content::decode;
pub(crate) use content::{Content, Marked, Models, Postings, TierReading, encode};

use crate::name::Hash;
use dateline_search::{Field, Means, Posting, each_posting, put_posting};
use std::rc::Rc;

/// Postings in the head of a list.
pub(crate) const HEAD: usize = 128;
/// Each tier is so many times larger than the one before, up to `LARGEST`.
const GROWTH: usize = 8;
const LARGEST: usize = 65_536;
/// A list of so many stories lies in the dictionary itself.
pub(crate) const INLINE: u32 = 32;

/// A list of stories and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List<T> {
    pub(crate) stories: u32,
    pub(crate) place: Place<T>,
}

/// Where a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place<T> {
    /// In the dictionary itself.
    Inline(T),
    /// In files, tier by tier, coded as after the lists in the dictionary.
    Tiers(Vec<Tier>, Rc<Models>),
}

/// Where one tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tier {
    pub(crate) file: Hash,
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl<T> List<T> {
    pub(crate) fn tiers(&self) -> &[Tier] {
        match &self.place {
            Place::Inline(_) => &[],
            Place::Tiers(tiers, _) => tiers,
        }
    }

    /// Bytes that it takes in memory, about.
    pub(crate) fn memory_bytes(&self) -> usize
    where
        T: Content,
    {
        let of_place = match &self.place {
            Place::Inline(content) => content.memory_bytes(),
            Place::Tiers(tiers, _) => size_of_val(tiers.as_slice()),
        };
        size_of::<Self>() + of_place
    }

    /// Bytes of the first so many tiers.
    pub(crate) fn len(&self, tiers: usize) -> u32 {
        self.tiers().iter().take(tiers).map(|tier| tier.len).fold(0, u32::saturating_add)
    }
}

/// A posting on its way into an archive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) story: u32,
    /// Its places in a common pool.
    places: (u32, u32),
    /// Tokens in the headline and in the body, 0 where the word is not in them.
    lengths: (u8, u16),
    impact: f32,
}

/// The postings of one term, in any order, with their places in one pool.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(crate) entries: Vec<Entry>,
    places: Vec<u32>,
}

/// The lengths of stories, by number.
pub(crate) trait Lengths {
    /// Tokens in the headline and in the body.
    fn of(&self, story: u32) -> (u8, u16);
}

impl Entries {
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.places.clear();
    }

    /// Adds a posting under a story's final number.
    pub(crate) fn push(&mut self, story: u32, posting: &Posting, lengths: &impl Lengths, means: &Means) {
        let start = self.places.len() as u32;
        self.places.extend_from_slice(&posting.places);
        let (headline, body) = lengths.of(story);
        let impact = means.weigh(posting.mask, &posting.counts, f32::from(headline), f32::from(body));
        let has = |field: Field| posting.mask & 1 << field as u8 != 0;
        let lengths = (if has(Field::Headline) { headline } else { 0 }, if has(Field::Body) { body } else { 0 });
        self.entries.push(Entry { story, places: (start, self.places.len() as u32), lengths, impact });
    }

    /// The tiers, each in story order.
    pub(crate) fn tiers(&mut self) -> Vec<Postings> {
        let sizes = tier_sizes(self.entries.len());
        if sizes.len() > 1 {
            // Of equal impacts the newest first, as results are.
            self.entries.sort_unstable_by(|a, b| b.impact.total_cmp(&a.impact).then(a.story.cmp(&b.story)));
        }
        let mut rest = self.entries.as_mut_slice();
        let mut tiers = Vec::new();
        for size in sizes {
            let (tier, after) = rest.split_at_mut(size);
            tier.sort_unstable_by_key(|entry| entry.story);
            tiers.push(postings(tier, &self.places));
            rest = after;
        }
        tiers
    }
}

fn postings(tier: &[Entry], places: &[u32]) -> Postings {
    let mut all = Postings::default();
    let mut last = 0;
    for entry in tier {
        let (start, end) = entry.places;
        put_posting(entry.story - last, &places[start as usize..end as usize], &mut all.bytes);
        last = entry.story;
        let (headline, body) = entry.lengths;
        all.lengths.push((entry.story, headline, body));
    }
    all
}

/// How many of so many postings each tier has.
pub(crate) fn tier_sizes(all: usize) -> Vec<usize> {
    let (mut left, mut size) = (all, HEAD);
    let mut sizes = Vec::new();
    while left > size + size / 2 {
        sizes.push(size);
        left -= size;
        size = (size * GROWTH).min(LARGEST);
    }
    sizes.push(left);
    sizes
}

/// Several tiers' postings as one list in story order.
pub(crate) fn join(mut tiers: Vec<Vec<u8>>) -> Vec<u8> {
    if tiers.len() < 2 {
        return tiers.pop().unwrap_or_default();
    }
    let mut postings = Vec::new();
    tiers.iter().for_each(|tier| each_posting(tier, &mut |posting| postings.push(posting.clone())));
    postings.sort_by_key(|posting| posting.story);
    let (mut out, mut last) = (Vec::new(), 0);
    for posting in postings {
        put_posting(posting.story - last, &posting.places, &mut out);
        last = posting.story;
    }
    out
}

/// Lists of segments, each with its segment's first story, as one list.
pub(crate) fn chain(lists: &[(u32, Vec<u8>)]) -> Vec<u8> {
    if let [(0, only)] = lists {
        return only.clone();
    }
    let (mut out, mut last) = (Vec::new(), 0);
    for (base, list) in lists {
        each_posting(list, &mut |posting| {
            put_posting(base + posting.story - last, &posting.places, &mut out);
            last = base + posting.story;
        });
    }
    out
}

/// The tiers of marked stories, each in story order: those marked first, then the newest.
pub(crate) fn marked_tiers(mut stories: Marked) -> Vec<Marked> {
    let sizes = tier_sizes(stories.len());
    if sizes.len() > 1 {
        stories.sort_unstable_by_key(|&(story, mark)| (!mark, story));
    }
    let mut rest = stories;
    let mut tiers = Vec::new();
    for size in sizes {
        let after = rest.split_off(size);
        rest.sort_unstable();
        tiers.push(std::mem::replace(&mut rest, after));
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_search::{Field, place};

    struct Fixed;

    impl Lengths for Fixed {
        fn of(&self, story: u32) -> (u8, u16) {
            (((4 + story % 4) << (story % 5)) as u8, ((4 + story % 4) << (story % 9)) as u16)
        }
    }

    fn list(stories: impl Iterator<Item = u32>) -> Vec<u8> {
        let (mut out, mut last) = (Vec::new(), 0);
        for story in stories {
            let fields = [Field::Headline, Field::Body, Field::Tag];
            let mut places: Vec<u32> = (0..1 + story % 4)
                .map(|at| place(fields[(story / 3 + at / 2) as usize % 3], at * 5 + story % 7))
                .collect();
            places.sort_unstable();
            put_posting(story - last, &places, &mut out);
            last = story;
        }
        out
    }

    #[test]
    fn a_list_cut_into_tiers_comes_back_whole() {
        let after = Models::new();
        for count in [1, 5, 192, 193, 2_000, 12_000] {
            let list = list((0..count).map(|n| n * 3));
            let mut entries = Entries::default();
            let means = Means { headline: 8.0, body: 100.0 };
            each_posting(&list, &mut |posting| entries.push(posting.story, posting, &Fixed, &means));
            let tiers = entries.tiers();
            let sizes: Vec<usize> = tiers.iter().map(|tier| tier.lengths.len()).collect();
            assert_eq!(tier_sizes(count as usize), sizes);
            for tier in &tiers {
                let len = tier.lengths.len() as u32;
                assert_eq!(Ok(tier), decode(&encode(tier, count * 3, &after), len, count * 3, &after).as_ref());
                let is_known = |(story, headline, body): &(u32, u8, u16)| {
                    let (of_headline, of_body) = Fixed.of(*story);
                    [0, of_headline].contains(headline) && [0, of_body].contains(body)
                };
                assert!(tier.lengths.iter().all(is_known));
            }
            assert_eq!(list, join(tiers.into_iter().map(|tier| tier.bytes).collect()));
            let impacts: Vec<f32> = entries.entries.iter().map(|entry| entry.impact).collect();
            let mut rest = impacts.as_slice();
            let mut least = f32::MAX;
            for size in sizes {
                let (tier, after) = rest.split_at(size);
                assert!(tier.iter().all(|&impact| impact <= least));
                least = tier.iter().copied().fold(least, f32::min);
                rest = after;
            }
        }
    }

    #[test]
    fn marked_stories_come_back_and_the_marked_are_first() {
        let after = Models::new();
        let stories: Marked = (0..2_000).map(|n| (n * 2, n % 10 == 0)).collect();
        let tiers = marked_tiers(stories.clone());
        assert_eq!(tier_sizes(2_000), tiers.iter().map(Vec::len).collect::<Vec<_>>());
        assert!(tiers[0].iter().all(|&(_, mark)| mark));
        let again = |tier: &Marked| decode::<Marked>(&encode(tier, 4_000, &after), tier.len() as u32, 4_000, &after);
        let mut back: Marked = tiers.iter().flat_map(|tier| again(tier).expect("right")).collect();
        back.sort_unstable();
        assert_eq!(stories, back);
        assert!(decode::<Marked>(&encode(&stories, 4_000, &after), 2_000, 3_998, &after).is_err());
    }

    #[test]
    fn lists_that_no_packer_writes_are_refused() {
        let after = Models::new().loosened();
        assert!(decode::<Postings>(&[], 1_000, 10, &after).is_err());
        assert!(decode::<Marked>(&[0xff; 9], 50, 10, &after).is_err(), "no such story");
        let list = list((0..300).map(|n| n * 3));
        let mut entries = Entries::default();
        each_posting(&list, &mut |posting| {
            entries.push(posting.story, posting, &Fixed, &Means { headline: 8.0, body: 100.0 });
        });
        let bytes = encode(&postings(&entries.entries, &entries.places), 900, &after);
        for end in (0..bytes.len() - 1).step_by(7) {
            // What is missing is taken for zeros; if that makes sense, it is a list all the same.
            if let Ok(found) = decode::<Postings>(&bytes[..end], 300, 900, &after) {
                assert!(found.lengths.is_sorted_by(|a, b| a.0 < b.0));
            }
        }
        for bit in (0..bytes.len() * 8).step_by(11) {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let _ = decode::<Postings>(&flipped, 300, 900, &after);
        }
    }
}
