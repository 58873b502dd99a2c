//! Posting lists as parts of files: encoder and decoder side by side.
//!
//! A long list is cut into tiers by impact: the head holds the postings that rank highest whatever else is typed, and
//! each further tier eight times as many. Within a tier postings are in story order, in the encoding of the index in
//! memory, and beside them the lengths of the stories, so that a tier alone is enough to rank its stories exactly.

use crate::bytes::{Cursor, put_bytes, put_number};
use crate::error::Malformed;
use crate::name::Hash;
use dateline_search::{Field, Means, Posting, each_posting, place, put_posting};

/// Postings in the head of a list.
pub(crate) const HEAD: usize = 128;
/// Each tier is so many times larger than the one before, up to `LARGEST`.
const GROWTH: usize = 8;
const LARGEST: usize = 65_536;
/// A list of so many postings lies in the dictionary itself.
pub(crate) const INLINE: u32 = 4;

/// Where a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the dictionary itself.
    Inline(Vec<u8>),
    /// In files, tier by tier.
    Tiers(Vec<Tier>),
}

/// Where one tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tier {
    pub(crate) file: Hash,
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A posting on its way into an archive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) story: u32,
    /// Its places in a common pool.
    places: (u32, u32),
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
        self.entries.push(Entry { story, places: (start, self.places.len() as u32), impact });
    }

    /// The tiers, each in story order.
    pub(crate) fn tiers(&mut self) -> Vec<&[Entry]> {
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
            tiers.push(&*tier);
            rest = after;
        }
        tiers
    }

    /// A tier's content.
    pub(crate) fn encode(&self, tier: &[Entry], lengths: &impl Lengths) -> Vec<u8> {
        let mut postings = Vec::new();
        let mut last = 0;
        for entry in tier {
            let (start, end) = entry.places;
            put_posting(entry.story - last, &self.places[start as usize..end as usize], &mut postings);
            last = entry.story;
        }
        let mut out = Vec::new();
        put_number(&mut out, tier.len() as u32);
        put_bytes(&mut out, &postings);
        // Like beside like: so they compress better.
        out.extend(tier.iter().map(|entry| lengths.of(entry.story).0));
        tier.iter().for_each(|entry| put_number(&mut out, lengths.of(entry.story).1.into()));
        out
    }
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

/// A tier as read: the postings in story order, and each story's lengths.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) postings: &'a [u8],
    pub(crate) lengths: Vec<(u32, u8, u16)>,
}

/// Reads a tier's content; its stories are below `stories`.
pub(crate) fn decode(bytes: &[u8], stories: u32) -> Result<Decoded<'_>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let count = cursor.count()?;
    let postings = cursor.bytes()?;
    let mut found = Vec::with_capacity(count);
    let (mut last, mut is_right) = (None, true);
    each_posting(postings, &mut |posting| {
        is_right &= posting.story < stories && last.is_none_or(|last| last < posting.story) && posting.mask != 0;
        // Gaps may add up to a place beyond the body, which is the last field, or beyond all numbers.
        is_right &= posting.places.last().is_none_or(|&at| at <= place(Field::Body, u32::MAX));
        is_right &= posting.places.is_sorted_by(|a, b| a < b);
        last = Some(posting.story);
        found.push(posting.story);
    });
    if !is_right || found.len() != count {
        return Err(Malformed("a posting list is out of order"));
    }
    let headlines = cursor.take(count)?;
    let mut lengths = Vec::with_capacity(count);
    for (story, &headline) in found.into_iter().zip(headlines) {
        let body = u16::try_from(cursor.number()?).map_err(|_| Malformed("a length is too large"))?;
        lengths.push((story, headline, body));
    }
    if cursor.is_done() { Ok(Decoded { postings, lengths }) } else { Err(Malformed("a posting list has too much")) }
}

/// Several tiers' postings as one list in story order.
pub(crate) fn join(tiers: &[&[u8]]) -> Vec<u8> {
    if let [only] = tiers {
        return only.to_vec();
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

/// A set of stories with a mark each: for beginnings whether a headline has the word, for tags always 0.
///
/// In tiers as postings are: those marked first, then the newest. Shape: number, then the gap to the story before,
/// doubled, plus the mark.
pub(crate) fn encode_marked(tier: &[(u32, bool)]) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), 0);
    put_number(&mut out, tier.len() as u32);
    for &(story, mark) in tier {
        put_number(&mut out, (story - last) << 1 | u32::from(mark));
        last = story;
    }
    out
}

/// Reads what [`encode_marked`] wrote.
pub(crate) fn decode_marked(bytes: &[u8], stories: u32) -> Result<Vec<(u32, bool)>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let count = cursor.count()?;
    let mut found = Vec::with_capacity(count);
    let mut story = 0_u32;
    for at in 0..count {
        let number = cursor.number()?;
        if at > 0 && number >> 1 == 0 {
            return Err(Malformed("a story is in a list twice"));
        }
        story = story.checked_add(number >> 1).filter(|&story| story < stories).ok_or(Malformed("no such story"))?;
        found.push((story, number & 1 == 1));
    }
    if cursor.is_done() { Ok(found) } else { Err(Malformed("a list of stories has too much")) }
}

/// The tiers of marked stories, each in story order: those marked first, then the newest.
pub(crate) fn marked_tiers(mut stories: Vec<(u32, bool)>) -> Vec<Vec<(u32, bool)>> {
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

    struct Fixed;

    impl Lengths for Fixed {
        fn of(&self, story: u32) -> (u8, u16) {
            (story as u8, (story * 7) as u16)
        }
    }

    fn list(stories: impl Iterator<Item = u32>) -> Vec<u8> {
        let (mut out, mut last) = (Vec::new(), 0);
        for story in stories {
            let places: Vec<u32> = (0..1 + story % 3).map(|at| place(Field::Body, at * 5 + story % 7)).collect();
            put_posting(story - last, &places, &mut out);
            last = story;
        }
        out
    }

    #[test]
    fn a_list_cut_into_tiers_comes_back_whole() {
        for count in [1, 5, 192, 193, 2_000, 12_000] {
            let list = list((0..count).map(|n| n * 3));
            let mut entries = Entries::default();
            let means = Means { headline: 8.0, body: 100.0 };
            each_posting(&list, &mut |posting| entries.push(posting.story, posting, &Fixed, &means));
            let tiers: Vec<Vec<Entry>> = entries.tiers().into_iter().map(<[Entry]>::to_vec).collect();
            assert_eq!(tier_sizes(count as usize), tiers.iter().map(Vec::len).collect::<Vec<_>>());
            let encoded: Vec<Vec<u8>> = tiers.iter().map(|tier| entries.encode(tier, &Fixed)).collect();
            let decoded: Vec<Decoded<'_>> =
                encoded.iter().map(|bytes| decode(bytes, count * 3).expect("it was just written")).collect();
            assert!(decoded.iter().flat_map(|tier| &tier.lengths).all(|&(story, h, b)| Fixed.of(story) == (h, b)));
            assert_eq!(list, join(&decoded.iter().map(|tier| tier.postings).collect::<Vec<_>>()));
            let least = |tier: &[Entry]| tier.iter().map(|entry| entry.impact).fold(f32::MAX, f32::min);
            let most = |tier: &[Entry]| tier.iter().map(|entry| entry.impact).fold(0.0, f32::max);
            assert!(tiers.windows(2).all(|pair| least(&pair[0]) >= most(&pair[1])));
        }
    }

    #[test]
    fn marked_stories_come_back_and_the_marked_are_first() {
        let stories: Vec<(u32, bool)> = (0..2_000).map(|n| (n * 2, n % 10 == 0)).collect();
        let tiers = marked_tiers(stories.clone());
        assert_eq!(tier_sizes(2_000), tiers.iter().map(Vec::len).collect::<Vec<_>>());
        assert!(tiers[0].iter().all(|&(_, mark)| mark));
        let mut back: Vec<(u32, bool)> =
            tiers.iter().flat_map(|tier| decode_marked(&encode_marked(tier), 4_000).expect("right")).collect();
        back.sort_unstable();
        assert_eq!(stories, back);
        assert!(decode_marked(&encode_marked(&stories), 3_998).is_err());
        assert!(decode_marked(&[2, 122, 0], 1_000).is_err(), "a story comes twice");
    }

    #[test]
    fn lists_that_no_packer_writes_are_refused() {
        assert!(decode(&[], 10).is_err());
        assert!(decode(&[1, 0, 1, 1], 10).is_err(), "a posting is missing");
        assert!(decode(&[1, 2, 40, 0, 1, 1], 10).is_err(), "no such story");
        assert!(decode(&[1, 2, 4, 0, 1, 1], 10).is_ok());
        assert!(decode(&[1, 2, 4, 0, 1, 1, 0], 10).is_err(), "too much");
        assert!(decode(&[0xff, 0xff, 0xff, 0xff, 0x0f], 10).is_err());
        let beyond = [2, 7, 0, 157, 249, 249, 95, 16, 72, 164, 91, 0, 88];
        assert!(decode(&beyond, 1_000).is_err(), "a place in no field");
    }
}
