//! Lists of stories: encoder and decoder side by side.
//!
//! A long list is cut into tiers by impact: the head holds the postings that rank highest whatever else is typed, and
//! each further tier eight times as many. Within a tier postings are in story order, and beside them the lengths of the
//! stories, so that a tier alone is enough to rank its stories exactly.

use crate::code::{Bit, Decoder, Encoder, Numbers};
use crate::error::Malformed;
use crate::name::Hash;
use dateline_search::{Field, Means, Posting, each_posting, place, put_posting};

/// Postings in the head of a list.
pub(crate) const HEAD: usize = 128;
/// Each tier is so many times larger than the one before, up to `LARGEST`.
const GROWTH: usize = 8;
const LARGEST: usize = 65_536;
/// A list of so many stories lies in the dictionary itself.
pub(crate) const INLINE: u32 = 16;
/// Bytes that postings may take once they are decoded.
const MOST_POSTINGS: usize = 16 << 20;

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

impl<T> List<T> {
    pub(crate) fn tiers(&self) -> &[Tier] {
        match &self.place {
            Place::Inline(_) => &[],
            Place::Tiers(tiers) => tiers,
        }
    }

    /// Bytes of the first so many tiers.
    pub(crate) fn len(&self, tiers: usize) -> u32 {
        self.tiers().iter().take(tiers).map(|tier| tier.len).fold(0, u32::saturating_add)
    }
}

/// What a tier holds.
pub(crate) trait Content: Sized {
    /// How many.
    fn stories(&self) -> u32;

    fn put(&self, out: &mut Encoder, gaps: &mut Numbers, models: &mut Models);

    /// Reads `count` stories, which are below `stories`.
    fn take(
        from: &mut Decoder<'_>,
        gaps: &mut Numbers,
        models: &mut Models,
        count: u32,
        stories: u32,
    ) -> Result<Self, Malformed>;
}

/// Gaps between so many stories among all of a segment.
pub(crate) fn gaps(count: u32, stories: u32) -> Numbers {
    Numbers::expecting(stories / (count + 1))
}

/// A tier's bytes.
pub(crate) fn encode<T: Content>(content: &T, stories: u32) -> Vec<u8> {
    let mut out = Encoder::new();
    content.put(&mut out, &mut gaps(content.stories(), stories), &mut Models::new());
    out.finish()
}

/// Reads a tier of `count` stories, which are below `stories`.
pub(crate) fn decode<T: Content>(bytes: &[u8], count: u32, stories: u32) -> Result<T, Malformed> {
    T::take(&mut Decoder::new(bytes), &mut gaps(count, stories), &mut Models::new(), count, stories)
}

/// What is likely of lists, their gaps left out.
pub(crate) struct Models {
    /// Whether a word stands in the body alone, or else in the headline alone.
    only_body: Bit,
    only_headline: Bit,
    fields: [Bit; Field::ALL.len()],
    /// How often, less 1, by sort of field.
    counts: [Numbers; FIELD_SORTS],
    headlines: Numbers,
    bodies: Numbers,
    /// Gaps between places, by sort of field and by how large they ought to be.
    places: [[Numbers; GAP_SIZES]; FIELD_SORTS],
    /// Marks, by the mark before.
    marks: [Bit; 2],
}

/// Headlines, bodies, and all else.
const FIELD_SORTS: usize = 3;
const GAP_SIZES: usize = 12;

impl Models {
    pub(crate) fn new() -> Self {
        Self {
            only_body: Bit::EVEN,
            only_headline: Bit::EVEN,
            fields: [Bit::EVEN; Field::ALL.len()],
            counts: std::array::from_fn(|_| Numbers::expecting(0)),
            headlines: Numbers::expecting(8),
            bodies: Numbers::expecting(60),
            places: std::array::from_fn(|_| std::array::from_fn(|size| Numbers::expecting(1 << size))),
            marks: [Bit::EVEN; 2],
        }
    }

    fn counts(&mut self, field: usize) -> &mut Numbers {
        &mut self.counts[sort_of(field)]
    }

    /// Gaps between so many places of a field, in a story of these lengths.
    fn places(&mut self, field: usize, count: u32, (headline, body): (u8, u16)) -> &mut Numbers {
        let sort = sort_of(field);
        let len = [u32::from(headline), u32::from(body), 4][sort];
        let size = (len / count.saturating_add(1)).max(1).ilog2() as usize;
        &mut self.places[sort][size.min(GAP_SIZES - 1)]
    }

    fn put_fields(&mut self, out: &mut Encoder, mask: u8) {
        let is_body = mask == 1 << Field::Body as u8;
        out.bit(&mut self.only_body, is_body);
        if is_body {
            return;
        }
        let is_headline = mask == 1 << Field::Headline as u8;
        out.bit(&mut self.only_headline, is_headline);
        if !is_headline {
            self.fields.iter_mut().enumerate().for_each(|(field, model)| out.bit(model, mask & 1 << field != 0));
        }
    }

    fn take_fields(&mut self, from: &mut Decoder<'_>) -> u8 {
        if from.bit(&mut self.only_body) {
            return 1 << Field::Body as u8;
        }
        if from.bit(&mut self.only_headline) {
            return 1 << Field::Headline as u8;
        }
        let fields = self.fields.iter_mut().enumerate();
        fields.fold(0, |mask, (field, model)| mask | u8::from(from.bit(model)) << field)
    }
}

fn sort_of(field: usize) -> usize {
    match field {
        _ if field == Field::Headline as usize => 0,
        _ if field == Field::Body as usize => 1,
        _ => 2,
    }
}

/// Postings in story order, in the encoding of the index in memory, and the lengths of their stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    pub(crate) bytes: Vec<u8>,
    /// Story, tokens in its headline, tokens in its body.
    pub(crate) lengths: Vec<(u32, u8, u16)>,
}

impl Content for Postings {
    fn stories(&self) -> u32 {
        self.lengths.len() as u32
    }

    fn put(&self, out: &mut Encoder, gaps: &mut Numbers, models: &mut Models) {
        let mut next = 0;
        let mut lengths = self.lengths.iter();
        each_posting(&self.bytes, &mut |posting| {
            gaps.put(out, posting.story - next);
            next = posting.story + 1;
            let &(_, headline, body) = lengths.next().unwrap_or(&(0, 0, 0));
            models.put_fields(out, posting.mask);
            models.headlines.put(out, headline.into());
            models.bodies.put(out, body.into());
            let mut places = posting.places.iter();
            for field in fields_of(posting.mask) {
                let count = posting.counts[field];
                models.counts(field).put(out, count - 1);
                let model = models.places(field, count, (headline, body));
                let mut next = first_place(field);
                for &place in places.by_ref().take(count as usize) {
                    model.put(out, place - next);
                    next = place + 1;
                }
            }
        });
    }

    fn take(
        from: &mut Decoder<'_>,
        gaps: &mut Numbers,
        models: &mut Models,
        count: u32,
        stories: u32,
    ) -> Result<Self, Malformed> {
        let mut all = Self::default();
        let (mut last, mut next) = (0, 0_u32);
        let mut places = Vec::new();
        for _ in 0..count {
            let story = take_story(from, gaps, next, stories)?;
            next = story + 1;
            let mask = models.take_fields(from);
            let headline =
                u8::try_from(models.headlines.take(from)?).map_err(|_| Malformed("a length is too large"))?;
            let body = u16::try_from(models.bodies.take(from)?).map_err(|_| Malformed("a length is too large"))?;
            places.clear();
            for field in fields_of(mask) {
                let count = models.counts(field).take(from)?.saturating_add(1);
                let model = models.places(field, count, (headline, body));
                let (mut next, end) = (first_place(field), first_place(field + 1));
                for _ in 0..count {
                    let place = next.checked_add(model.take(from)?).filter(|&place| place < end);
                    let place = place.ok_or(Malformed("a place is in no field"))?;
                    places.push(place);
                    next = place + 1;
                }
            }
            if places.is_empty() {
                return Err(Malformed("a posting is in no field"));
            }
            put_posting(story - last, &places, &mut all.bytes);
            all.lengths.push((story, headline, body));
            last = story;
            if all.bytes.len() > MOST_POSTINGS {
                return Err(Malformed("a posting list is too long"));
            }
        }
        Ok(all)
    }
}

fn fields_of(mask: u8) -> impl Iterator<Item = usize> {
    (0..Field::ALL.len()).filter(move |field| mask & 1 << field != 0)
}

fn first_place(field: usize) -> u32 {
    field as u32 * (place(Field::ALL[1], 0) - place(Field::ALL[0], 0))
}

fn take_story(from: &mut Decoder<'_>, gaps: &mut Numbers, next: u32, stories: u32) -> Result<u32, Malformed> {
    let gap = gaps.take(from)?;
    next.checked_add(gap).filter(|&story| story < stories).ok_or(Malformed("no such story"))
}

/// A set of stories with a mark each: for beginnings whether a headline has the word, for tags always false.
pub(crate) type Marked = Vec<(u32, bool)>;

impl Content for Marked {
    fn stories(&self) -> u32 {
        self.len() as u32
    }

    fn put(&self, out: &mut Encoder, gaps: &mut Numbers, models: &mut Models) {
        let (mut next, mut before) = (0, false);
        for &(story, mark) in self {
            gaps.put(out, story - next);
            out.bit(&mut models.marks[usize::from(before)], mark);
            (next, before) = (story + 1, mark);
        }
    }

    fn take(
        from: &mut Decoder<'_>,
        gaps: &mut Numbers,
        models: &mut Models,
        count: u32,
        stories: u32,
    ) -> Result<Self, Malformed> {
        let (mut found, mut next, mut before) = (Vec::new(), 0, false);
        for _ in 0..count {
            let story = take_story(from, gaps, next, stories)?;
            let mark = from.bit(&mut models.marks[usize::from(before)]);
            found.push((story, mark));
            (next, before) = (story + 1, mark);
        }
        Ok(found)
    }
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
    pub(crate) fn tiers(&mut self, lengths: &impl Lengths) -> Vec<Postings> {
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
            tiers.push(postings(tier, &self.places, lengths));
            rest = after;
        }
        tiers
    }
}

fn postings(tier: &[Entry], places: &[u32], lengths: &impl Lengths) -> Postings {
    let mut all = Postings::default();
    let mut last = 0;
    for entry in tier {
        let (start, end) = entry.places;
        put_posting(entry.story - last, &places[start as usize..end as usize], &mut all.bytes);
        last = entry.story;
        let (headline, body) = lengths.of(entry.story);
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

    struct Fixed;

    impl Lengths for Fixed {
        fn of(&self, story: u32) -> (u8, u16) {
            (story as u8, (story * 7) as u16)
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
        for count in [1, 5, 192, 193, 2_000, 12_000] {
            let list = list((0..count).map(|n| n * 3));
            let mut entries = Entries::default();
            let means = Means { headline: 8.0, body: 100.0 };
            each_posting(&list, &mut |posting| entries.push(posting.story, posting, &Fixed, &means));
            let tiers = entries.tiers(&Fixed);
            let sizes: Vec<usize> = tiers.iter().map(|tier| tier.lengths.len()).collect();
            assert_eq!(tier_sizes(count as usize), sizes);
            for tier in &tiers {
                let len = tier.lengths.len() as u32;
                assert_eq!(Ok(tier), decode(&encode(tier, count * 3), len, count * 3).as_ref());
                assert!(tier.lengths.iter().all(|&(story, headline, body)| Fixed.of(story) == (headline, body)));
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
        let stories: Marked = (0..2_000).map(|n| (n * 2, n % 10 == 0)).collect();
        let tiers = marked_tiers(stories.clone());
        assert_eq!(tier_sizes(2_000), tiers.iter().map(Vec::len).collect::<Vec<_>>());
        assert!(tiers[0].iter().all(|&(_, mark)| mark));
        let again = |tier: &Marked| decode::<Marked>(&encode(tier, 4_000), tier.len() as u32, 4_000);
        let mut back: Marked = tiers.iter().flat_map(|tier| again(tier).expect("right")).collect();
        back.sort_unstable();
        assert_eq!(stories, back);
        assert!(decode::<Marked>(&encode(&stories, 4_000), 2_000, 3_998).is_err());
    }

    #[test]
    fn lists_that_no_packer_writes_are_refused() {
        assert!(decode::<Postings>(&[], 1_000, 10).is_err());
        assert!(decode::<Marked>(&[0xff; 9], 50, 10).is_err(), "no such story");
        let list = list((0..300).map(|n| n * 3));
        let mut entries = Entries::default();
        each_posting(&list, &mut |posting| {
            entries.push(posting.story, posting, &Fixed, &Means { headline: 8.0, body: 100.0 });
        });
        let bytes = encode(&postings(&entries.entries, &entries.places, &Fixed), 900);
        for end in 0..bytes.len() - 1 {
            // What is missing is taken for zeros; if that makes sense, it is a list all the same.
            if let Ok(found) = decode::<Postings>(&bytes[..end], 300, 900) {
                assert!(found.lengths.is_sorted_by(|a, b| a.0 < b.0));
            }
        }
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let _ = decode::<Postings>(&flipped, 300, 900);
        }
    }
}
