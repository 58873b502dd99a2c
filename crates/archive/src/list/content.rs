//! What lists hold as coded bits: postings with their places and the lengths of their stories, and stories with a mark.

use crate::error::Malformed;
use dateline_mix::{Bit, Decoder, Encoder, Numbers};
use dateline_search::{Field, each_posting, place, put_posting};

/// Bytes that postings may take once they are decoded.
const MOST_POSTINGS: usize = 16 << 20;

/// What a tier holds.
pub(crate) trait Content: Default {
    /// How many.
    fn stories(&self) -> u32;

    /// Bytes that they take in memory.
    fn memory_bytes(&self) -> usize;

    /// Writes them; all are below `stories`.
    fn put(&self, out: &mut Encoder, models: &mut Models, stories: u32);

    /// Reads the next story, which is below `stories`.
    fn take_next(
        &mut self,
        from: &mut Decoder,
        models: &mut Models,
        run: &mut Run,
        stories: u32,
    ) -> Result<(), Malformed>;

    /// Reads `count` stories, which are below `stories`.
    fn take(from: &mut Decoder, models: &mut Models, count: u32, stories: u32) -> Result<Self, Malformed> {
        let (mut content, mut run) = (Self::default(), Run::of(count));
        while run.left > 0 {
            content.take_next(from, models, &mut run, stories)?;
        }
        Ok(content)
    }
}

/// How far stories have been read.
#[derive(Debug, Default)]
pub(crate) struct Run {
    left: u32,
    /// The story that could come next.
    next: u32,
    /// The fields of the story before, or its mark.
    mask: u8,
    /// Room for places.
    places: Vec<u32>,
}

impl Run {
    /// Nothing of so many.
    fn of(count: u32) -> Self {
        Self { left: count, ..Self::default() }
    }
}

/// A tier that is read a little at a time.
#[derive(Debug)]
pub(crate) struct TierReading<T> {
    from: Decoder,
    models: Models,
    run: Run,
    stories: u32,
    content: T,
}

impl<T: Content> TierReading<T> {
    /// Begins a tier of `count` stories, which are below `stories`.
    pub(crate) fn new(bytes: &[u8], count: u32, stories: u32, after: &Models) -> Self {
        let (from, run) = (Decoder::new(bytes), Run::of(count));
        Self { from, models: after.clone(), run, stories, content: T::default() }
    }

    /// Reads so many stories at most; true once all are read.
    pub(crate) fn go_on(&mut self, most: usize) -> Result<bool, Malformed> {
        for _ in 0..most.min(self.run.left as usize) {
            self.content.take_next(&mut self.from, &mut self.models, &mut self.run, self.stories)?;
        }
        Ok(self.run.left == 0)
    }

    /// What was read.
    pub(crate) fn finish(self) -> T {
        self.content
    }
}

/// A tier's bytes, as likely as lists were before it.
pub(crate) fn encode<T: Content>(content: &T, stories: u32, after: &Models) -> Vec<u8> {
    let mut out = Encoder::new();
    content.put(&mut out, &mut after.clone(), stories);
    out.finish()
}

/// Reads a tier of `count` stories, which are below `stories`.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn decode<T: Content>(bytes: &[u8], count: u32, stories: u32, after: &Models) -> Result<T, Malformed> {
    T::take(&mut Decoder::new(bytes), &mut after.clone(), count, stories)
}

/// What is likely of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Models {
    /// Gaps between stories, by how large they ought to be.
    gaps: [Numbers; STORY_GAP_SIZES],
    /// Whether a word stands in the body alone, by whether that before did, or else in the headline alone.
    only_body: [Bit; 2],
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

/// Binary digits after the first that the index keeps of a length.
const LENGTH_DIGITS: usize = 2;

/// Headlines, bodies, and all else.
const FIELD_SORTS: usize = 3;
const GAP_SIZES: usize = 12;
const STORY_GAP_SIZES: usize = 24;

impl Models {
    pub(crate) fn new() -> Self {
        Self {
            gaps: std::array::from_fn(|size| Numbers::expecting(1 << size)),
            only_body: [Bit::EVEN; 2],
            only_headline: Bit::EVEN,
            fields: [Bit::EVEN; Field::ALL.len()],
            counts: std::array::from_fn(|_| Numbers::expecting(0)),
            headlines: Numbers::expecting(8),
            bodies: Numbers::expecting(60),
            places: std::array::from_fn(|_| std::array::from_fn(|size| Numbers::expecting(1 << size))),
            marks: [Bit::EVEN; 2],
        }
    }

    /// What is likely of longer lists after all these: the same, but each goes its own way sooner.
    pub(crate) fn loosened(mut self) -> Self {
        let bits = self.only_body.iter_mut().chain([&mut self.only_headline]).chain(&mut self.fields);
        bits.chain(&mut self.marks).for_each(Bit::loosen);
        let numbers = self.gaps.iter_mut().chain(&mut self.counts).chain([&mut self.headlines, &mut self.bodies]);
        numbers.chain(self.places.as_flattened_mut()).for_each(Numbers::loosen);
        self
    }

    /// The gap to the next story, when so many are left and it is one from `next` on.
    fn gaps(&mut self, left: u32, next: u32, stories: u32) -> &mut Numbers {
        let mean = stories.saturating_sub(next) / left.saturating_add(1);
        &mut self.gaps[(mean.max(1).ilog2() as usize).min(STORY_GAP_SIZES - 1)]
    }

    fn counts(&mut self, field: usize) -> &mut Numbers {
        &mut self.counts[sort_of(field)]
    }

    /// The gap to the next place of a field, when so many are left and it is one from `next` on, in a story of these lengths.
    fn places(&mut self, field: usize, left: u32, next: u32, (headline, body): (u8, u16)) -> &mut Numbers {
        let sort = sort_of(field);
        let len = [u32::from(headline), u32::from(body), 4][sort];
        let mean = len.saturating_sub(next) / left.saturating_add(1);
        &mut self.places[sort][(mean.max(1).ilog2() as usize).min(GAP_SIZES - 1)]
    }

    fn put_fields(&mut self, out: &mut Encoder, before: u8, mask: u8) {
        let is_body = mask == BODY;
        out.bit(&mut self.only_body[usize::from(before == BODY)], is_body);
        if is_body {
            return;
        }
        let is_headline = mask == HEADLINE;
        out.bit(&mut self.only_headline, is_headline);
        if !is_headline {
            self.fields.iter_mut().enumerate().for_each(|(field, model)| out.bit(model, mask & 1 << field != 0));
        }
    }

    fn take_fields(&mut self, from: &mut Decoder, before: u8) -> u8 {
        if from.bit(&mut self.only_body[usize::from(before == BODY)]) {
            return BODY;
        }
        if from.bit(&mut self.only_headline) {
            return HEADLINE;
        }
        let fields = self.fields.iter_mut().enumerate();
        fields.fold(0, |mask, (field, model)| mask | u8::from(from.bit(model)) << field)
    }
}

const BODY: u8 = 1 << Field::Body as u8;
const HEADLINE: u8 = 1 << Field::Headline as u8;

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
    /// Story, tokens in its headline, tokens in its body; 0 where the word is not in that field, and nobody needs it.
    pub(crate) lengths: Vec<(u32, u8, u16)>,
}

impl Content for Postings {
    fn stories(&self) -> u32 {
        self.lengths.len() as u32
    }

    fn memory_bytes(&self) -> usize {
        self.bytes.capacity() + size_of_val(self.lengths.as_slice())
    }

    fn put(&self, out: &mut Encoder, models: &mut Models, stories: u32) {
        let (mut next, mut before) = (0, 0);
        let mut lengths = self.lengths.iter();
        each_posting(&self.bytes, &mut |posting| {
            models.gaps(lengths.len() as u32, next, stories).put(out, posting.story - next);
            next = posting.story + 1;
            let &(_, headline, body) = lengths.next().unwrap_or(&(0, 0, 0));
            models.put_fields(out, before, posting.mask);
            before = posting.mask;
            if posting.mask & HEADLINE != 0 {
                models.headlines.put_rough(out, u32::from(headline.max(1)) - 1, LENGTH_DIGITS);
            }
            if posting.mask & BODY != 0 {
                models.bodies.put_rough(out, u32::from(body.max(1)) - 1, LENGTH_DIGITS);
            }
            let mut places = posting.places.iter();
            for field in fields_of(posting.mask) {
                let count = posting.counts[field];
                models.counts(field).put(out, count - 1);
                let (first, mut next) = (first_place(field), first_place(field));
                for (left, &place) in (1..=count).rev().zip(places.by_ref()) {
                    models.places(field, left, next - first, (headline, body)).put(out, place - next);
                    next = place + 1;
                }
            }
        });
    }

    fn take_next(
        &mut self,
        from: &mut Decoder,
        models: &mut Models,
        run: &mut Run,
        stories: u32,
    ) -> Result<(), Malformed> {
        let last = run.next.saturating_sub(1);
        let story = take_story(from, models, run, stories)?;
        run.mask = models.take_fields(from, run.mask);
        let mask = run.mask;
        let headline = if mask & HEADLINE == 0 { 0 } else { models.headlines.take_rough(from, LENGTH_DIGITS)? + 1 };
        let body = if mask & BODY == 0 { 0 } else { models.bodies.take_rough(from, LENGTH_DIGITS)? + 1 };
        let (Ok(headline), Ok(body)) = (u8::try_from(headline), u16::try_from(body)) else {
            return Err(Malformed("a length is too large"));
        };
        run.places.clear();
        for field in fields_of(mask) {
            let count = models.counts(field).take(from)?.saturating_add(1);
            let (first, mut next, end) = (first_place(field), first_place(field), first_place(field + 1));
            for left in (1..=count).rev() {
                let gap = models.places(field, left, next - first, (headline, body)).take(from)?;
                let place = next.checked_add(gap).filter(|&place| place < end);
                let place = place.ok_or(Malformed("a place is in no field"))?;
                run.places.push(place);
                next = place + 1;
            }
        }
        if run.places.is_empty() {
            return Err(Malformed("a posting is in no field"));
        }
        put_posting(story - last, &run.places, &mut self.bytes);
        self.lengths.push((story, headline, body));
        if self.bytes.len() > MOST_POSTINGS {
            return Err(Malformed("a posting list is too long"));
        }
        Ok(())
    }
}

fn fields_of(mask: u8) -> impl Iterator<Item = usize> {
    (0..Field::ALL.len()).filter(move |field| mask & 1 << field != 0)
}

fn first_place(field: usize) -> u32 {
    field as u32 * (place(Field::ALL[1], 0) - place(Field::ALL[0], 0))
}

/// Reads the number of the next story.
fn take_story(from: &mut Decoder, models: &mut Models, run: &mut Run, stories: u32) -> Result<u32, Malformed> {
    let gap = models.gaps(run.left, run.next, stories).take(from)?;
    let story = run.next.checked_add(gap).filter(|&story| story < stories).ok_or(Malformed("no such story"))?;
    (run.left, run.next) = (run.left - 1, story + 1);
    Ok(story)
}

/// A set of stories with a mark each: for beginnings whether a headline has the word, for tags always false.
pub(crate) type Marked = Vec<(u32, bool)>;

impl Content for Marked {
    fn stories(&self) -> u32 {
        self.len() as u32
    }

    fn memory_bytes(&self) -> usize {
        size_of_val(self.as_slice())
    }

    fn put(&self, out: &mut Encoder, models: &mut Models, stories: u32) {
        let (mut next, mut before) = (0, false);
        for (left, &(story, mark)) in (1..=self.stories()).rev().zip(self) {
            models.gaps(left, next, stories).put(out, story - next);
            out.bit(&mut models.marks[usize::from(before)], mark);
            (next, before) = (story + 1, mark);
        }
    }

    fn take_next(
        &mut self,
        from: &mut Decoder,
        models: &mut Models,
        run: &mut Run,
        stories: u32,
    ) -> Result<(), Malformed> {
        let story = take_story(from, models, run, stories)?;
        let mark = from.bit(&mut models.marks[usize::from(run.mask)]);
        run.mask = mark.into();
        self.push((story, mark));
        Ok(())
    }
}
