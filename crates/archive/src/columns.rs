//! The root of a segment, and the columns of its stories: dates and tags.

use crate::block::{BLOCK, SLOT_UNIT, pack, unpack};
use crate::bytes::{Cursor, put_number};
use crate::error::Malformed;
use crate::name::Hash;
use crate::shard::{kind_code, kind_of};
use dateline_mix::{Decoder, Encoder, Mixer, Numbers};
use dateline_story::{TagKind, Timestamp};

/// Stories in a file of columns.
pub(crate) const COLUMN: u32 = 4096;

/// The way to everything that goes by a story's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Root {
    /// Stories in a file of cards; a multiple of the stories in a stretch.
    pub(crate) stories_per_file: u32,
    /// Neighbouring blocks whose slots are of equal size.
    pub(crate) stretch: u32,
    /// Files of cards, each with that of the texts of the same stories, if one has any.
    pub(crate) files: Vec<(Hash, Option<Hash>)>,
    /// The size of slots, stretch by stretch, in units.
    pub(crate) slots: Vec<u32>,
    /// Files of columns, each with the date of its first story.
    pub(crate) columns: Vec<(Hash, Option<Timestamp>)>,
    /// The table of tags.
    pub(crate) tags: Option<Hash>,
    /// The sample that blocks of texts are packed after.
    pub(crate) texts: Option<Hash>,
}

/// Where the slot of a story's block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    /// The file of cards, and that of texts.
    pub(crate) files: (Hash, Option<Hash>),
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A tag and how many stories carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TagRow {
    pub(crate) name: String,
    pub(crate) kind: TagKind,
    pub(crate) stories: u32,
}

impl Root {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, self.stories_per_file);
        put_number(&mut out, self.stretch);
        put_number(&mut out, self.files.len() as u32);
        for (cards, texts) in &self.files {
            out.extend_from_slice(&cards.0);
            put_hash(&mut out, *texts);
        }
        put_number(&mut out, self.columns.len() as u32);
        self.columns.iter().for_each(|(hash, _)| out.extend_from_slice(&hash.0));
        let mut coded = Encoder::new();
        put_dates(&mut out, &mut coded, self.columns.iter().map(|(_, date)| *date));
        put_hash(&mut out, self.tags);
        put_hash(&mut out, self.texts);
        put_number(&mut out, self.slots.len() as u32);
        let mut sizes = Numbers::expecting(SLOT);
        self.slots.iter().for_each(|&slot| sizes.put(&mut coded, slot));
        crate::bytes::put_bytes(&mut out, &coded.finish());
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let (stories_per_file, stretch) = (cursor.number()?, cursor.number()?);
        if stretch == 0 || stretch > MOST_STRETCH || !stories_per_file.is_multiple_of(stretch * BLOCK) {
            return Err(Malformed("files hold no whole stretches of blocks"));
        }
        if stories_per_file == 0 {
            return Err(Malformed("files hold no stories"));
        }
        let files =
            (0..cursor.count()?).map(|_| Ok((cursor.hash()?, take_hash(&mut cursor)?))).collect::<Result<_, _>>()?;
        let hashes = (0..cursor.count()?).map(|_| cursor.hash()).collect::<Result<Vec<_>, _>>()?;
        let dates = Dates::take(&mut cursor, hashes.len())?;
        let (tags, texts) = (take_hash(&mut cursor)?, take_hash(&mut cursor)?);
        let slots = cursor.number()?;
        let mut coded = Decoder::new(cursor.bytes()?);
        let dates = dates.rest(&mut coded)?;
        let mut sizes = Numbers::expecting(SLOT);
        let slots = (0..slots).map(|_| sizes.take(&mut coded)).collect::<Result<_, _>>()?;
        let columns = hashes.into_iter().zip(dates).collect();
        Ok(Self { stories_per_file, stretch, files, slots, columns, tags, texts })
    }

    /// Where the slot of a block is, which is counted over all files.
    pub(crate) fn slot(&self, block: u32) -> Option<Slot> {
        let blocks = self.stories_per_file / BLOCK;
        let files = *self.files.get((block / blocks) as usize)?;
        let first = block / blocks * (blocks / self.stretch);
        let at = block / self.stretch;
        let bytes = |at: u32| self.slots.get(at as usize)?.checked_mul(SLOT_UNIT as u32);
        let len = bytes(at)?;
        let before = (first..at).try_fold(0_u32, |sum, at| sum.checked_add(bytes(at)?.checked_mul(self.stretch)?))?;
        let start = before.checked_add((block % self.stretch).checked_mul(len)?)?;
        Some(Slot { files, start, len })
    }
}

/// What the size of a slot is about, in units.
const SLOT: u32 = 300;

/// Blocks of a stretch at most.
const MOST_STRETCH: u32 = 1 << 16;

/// A hash that need not be there: zeros if it is not.
fn put_hash(out: &mut Vec<u8>, hash: Option<Hash>) {
    out.extend_from_slice(&hash.unwrap_or(Hash([0; 8])).0);
}

fn take_hash(cursor: &mut Cursor<'_>) -> Result<Option<Hash>, Malformed> {
    Ok(Some(cursor.hash()?).filter(|hash| hash.0 != [0; 8]))
}

/// The columns of neighbouring stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) dates: Vec<Option<Timestamp>>,
    /// Numbers of the stories' tags in the table of tags.
    pub(crate) tags: Vec<Vec<u32>>,
}

impl Columns {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let (mut out, mut coded) = (Vec::new(), Encoder::new());
        put_number(&mut out, self.dates.len() as u32);
        put_dates(&mut out, &mut coded, self.dates.iter().copied());
        let (mut counts, mut numbers) = tag_models();
        for tags in &self.tags {
            counts.put(&mut coded, tags.len() as u32);
            tags.iter().for_each(|&tag| numbers.put(&mut coded, tag));
        }
        out.extend(coded.finish());
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let count = cursor.number()?;
        if count > COLUMN {
            return Err(Malformed("a column is too long"));
        }
        let dates = Dates::take(&mut cursor, count as usize)?;
        let mut coded = Decoder::new(cursor.rest());
        let mut columns = Self { dates: dates.rest(&mut coded)?, tags: Vec::new() };
        let (mut counts, mut numbers) = tag_models();
        for _ in 0..count {
            let tags = (0..counts.take(&mut coded)?).map(|_| numbers.take(&mut coded)).collect::<Result<_, _>>()?;
            columns.tags.push(tags);
        }
        Ok(columns)
    }
}

/// How many tags a story has, and their numbers, of which the commonest are the least.
fn tag_models() -> (Numbers, Numbers) {
    (Numbers::expecting(2), Numbers::expecting(100))
}

/// The table of tags, the commonest first.
pub(crate) fn encode_tags(tags: &[TagRow]) -> Vec<u8> {
    let mut out = Vec::new();
    put_number(&mut out, tags.len() as u32);
    let names: Vec<Vec<u8>> = tags.iter().map(|tag| tag.name.clone().into_bytes()).collect();
    crate::bytes::put_bytes(&mut out, &pack(&names, &Mixer::new(TAG_BITS)));
    for tag in tags {
        out.push(kind_code(tag.kind));
        put_number(&mut out, tag.stories);
    }
    out
}

/// Reads what [`encode_tags`] wrote.
pub(crate) fn decode_tags(bytes: &[u8]) -> Result<Vec<TagRow>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let count = cursor.count()?;
    let names = unpack(cursor.bytes()?, count, &Mixer::new(TAG_BITS))?;
    let row = |name| {
        let name = String::from_utf8(name).map_err(|_| Malformed("a tag is not UTF-8"))?;
        Ok(TagRow { name, kind: kind_of(cursor.byte()?)?, stories: cursor.number()? })
    };
    names.into_iter().map(row).collect()
}

/// Powers of two of bytes of counters for the names of tags.
const TAG_BITS: u32 = 15;

/// Writes dates, the newest first and those that are none last: how many there are and the first plainly, the others coded.
fn put_dates(out: &mut Vec<u8>, coded: &mut Encoder, dates: impl Iterator<Item = Option<Timestamp>>) {
    let dated: Vec<i64> = dates.map_while(|date| date.map(Timestamp::seconds)).collect();
    put_number(out, dated.len() as u32);
    if let Some(first) = dated.first() {
        out.extend_from_slice(&first.to_le_bytes());
    }
    let mut gaps = gap_models();
    for pair in dated.windows(2) {
        let gap = pair[0].wrapping_sub(pair[1]) as u64;
        for (model, part) in gaps.iter_mut().zip(PARTS) {
            model.put(coded, (gap >> part) as u32 & PART);
        }
    }
}

/// Dates of which the number and the first are known.
struct Dates {
    count: usize,
    dated: usize,
    first: i64,
}

impl Dates {
    fn take(cursor: &mut Cursor<'_>, count: usize) -> Result<Self, Malformed> {
        let dated = cursor.number()? as usize;
        if dated > count {
            return Err(Malformed("there are more dates than stories"));
        }
        let mut first = [0; 8];
        if dated > 0 {
            first.copy_from_slice(cursor.take(8)?);
        }
        Ok(Self { count, dated, first: i64::from_le_bytes(first) })
    }

    /// All of them.
    fn rest(self, coded: &mut Decoder) -> Result<Vec<Option<Timestamp>>, Malformed> {
        let (mut dates, mut date, mut gaps) = (Vec::new(), self.first, gap_models());
        for at in 0..self.dated {
            if at > 0 {
                for (model, part) in gaps.iter_mut().zip(PARTS) {
                    date = date.wrapping_sub((u64::from(model.take(coded)? & PART) << part) as i64);
                }
            }
            dates.push(Some(Timestamp::from_seconds(date)));
        }
        dates.resize(self.count, None);
        Ok(dates)
    }
}

/// Where the parts of a gap between dates begin, of thirty bits each, and which these are.
const PARTS: [u32; 3] = [60, 30, 0];
const PART: u32 = (1 << 30) - 1;

fn gap_models() -> [Numbers; 3] {
    [Numbers::expecting(0), Numbers::expecting(0), Numbers::expecting(10_000)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_columns_and_tags_come_back() {
        let date = |seconds| Some(Timestamp::from_seconds(seconds));
        let root = Root {
            stories_per_file: 32,
            stretch: 2,
            files: vec![(Hash([1; 8]), None), (Hash([2; 8]), Some(Hash([9; 8])))],
            slots: vec![240, 280, 360],
            columns: vec![(Hash([3; 8]), date(-5)), (Hash([4; 8]), None)],
            tags: Some(Hash([5; 8])),
            texts: Some(Hash([6; 8])),
        };
        let place = |block| root.slot(block).map(|slot| (slot.files.0.0[0], slot.start, slot.len));
        assert_eq!([Some((1, 0, 480)), Some((1, 480, 480)), Some((1, 960, 560))], [0, 1, 2].map(place));
        assert_eq!([Some((2, 720, 720)), None, None], [5, 6, 8].map(place));
        assert_eq!(Ok(root.clone()), Root::decode(&root.encode()));
        let columns = Columns {
            dates: vec![date(1 << 40), date(1 << 40), date(-77), None, None],
            tags: vec![vec![0, 3], vec![], vec![9], vec![1], vec![]],
        };
        assert_eq!(Ok(columns.clone()), Columns::decode(&columns.encode()));
        let tags = vec![TagRow { name: "Boats".into(), kind: TagKind::Organisation, stories: 7 }];
        assert_eq!(Ok(tags.clone()), decode_tags(&encode_tags(&tags)));
        for bytes in [root.encode(), columns.encode(), encode_tags(&tags)] {
            for end in 0..bytes.len() {
                let _ = (Root::decode(&bytes[..end]), Columns::decode(&bytes[..end]), decode_tags(&bytes[..end]));
            }
        }
    }
}
