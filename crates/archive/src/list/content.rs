//! What lists hold as coded bits: postings with their places and the lengths of their stories, and stories with a mark.

use crate::code::{Bit, Decoder, Encoder, Numbers};
use crate::error::Malformed;
use dateline_search::{Field, each_posting, place, put_posting};

/// Bytes that postings may take once they are decoded.
const MOST_POSTINGS: usize = 16 << 20;

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
