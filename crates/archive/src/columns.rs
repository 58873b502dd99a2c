//! The root of a segment, and the columns of its stories: dates and tags.

use crate::bytes::{Cursor, put_number};
use crate::error::Malformed;
use crate::name::Hash;
use crate::shard::{kind_code, kind_of};
use dateline_story::{TagKind, Timestamp};

/// Stories in a file of columns.
pub(crate) const COLUMN: u32 = 4096;

/// The way to everything that goes by a story's number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Root {
    /// Stories in a file of cards; a multiple of the stories in a block.
    pub(crate) cards_per_file: u32,
    /// Files of cards, each with the size of its slots.
    pub(crate) cards: Vec<(Hash, u32)>,
    /// Files of columns, each with the date of its first story.
    pub(crate) columns: Vec<(Hash, Option<Timestamp>)>,
    /// The table of tags.
    pub(crate) tags: Option<Hash>,
    /// What blocks of cards are compressed after, itself compressed as it lies in the file.
    pub(crate) likely: Vec<u8>,
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
        put_number(&mut out, self.cards_per_file);
        put_number(&mut out, self.cards.len() as u32);
        for (hash, slot) in &self.cards {
            out.extend_from_slice(&hash.0);
            put_number(&mut out, *slot);
        }
        put_number(&mut out, self.columns.len() as u32);
        self.columns.iter().for_each(|(hash, _)| out.extend_from_slice(&hash.0));
        put_dates(&mut out, self.columns.iter().map(|(_, date)| *date));
        out.push(self.tags.is_some().into());
        if let Some(tags) = self.tags {
            out.extend_from_slice(&tags.0);
        }
        out.extend_from_slice(&self.likely);
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let mut root = Self { cards_per_file: cursor.number()?, ..Self::default() };
        if root.cards_per_file == 0 || !root.cards_per_file.is_multiple_of(crate::block::BLOCK) {
            return Err(Malformed("files hold no whole blocks of cards"));
        }
        for _ in 0..cursor.count()? {
            root.cards.push((cursor.hash()?, cursor.number()?));
        }
        let hashes = (0..cursor.count()?).map(|_| cursor.hash()).collect::<Result<Vec<_>, _>>()?;
        let dates = take_dates(&mut cursor, hashes.len())?;
        root.columns = hashes.into_iter().zip(dates).collect();
        if cursor.byte()? != 0 {
            root.tags = Some(cursor.hash()?);
        }
        root.likely = cursor.rest().to_vec();
        Ok(root)
    }
}

impl Root {
    /// With what blocks of cards are compressed after as it is used.
    pub(crate) fn unpacked(mut self) -> Result<Self, Malformed> {
        self.likely = crate::block::unpack(&self.likely, &[])?.ok_or(Malformed("what cards are after is damaged"))?;
        Ok(self)
    }
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
        let mut out = Vec::new();
        put_number(&mut out, self.dates.len() as u32);
        put_dates(&mut out, self.dates.iter().copied());
        for tags in &self.tags {
            put_number(&mut out, tags.len() as u32);
            tags.iter().for_each(|&tag| put_number(&mut out, tag));
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let count = cursor.count()?;
        if count > COLUMN as usize {
            return Err(Malformed("a column is too long"));
        }
        let mut columns = Self { dates: take_dates(&mut cursor, count)?, tags: Vec::new() };
        for _ in 0..count {
            let tags = (0..cursor.count()?).map(|_| cursor.number()).collect::<Result<_, _>>()?;
            columns.tags.push(tags);
        }
        if cursor.is_done() { Ok(columns) } else { Err(Malformed("a column has too much")) }
    }
}

/// The table of tags, the commonest first.
pub(crate) fn encode_tags(tags: &[TagRow]) -> Vec<u8> {
    let mut out = Vec::new();
    for tag in tags {
        crate::bytes::put_bytes(&mut out, tag.name.as_bytes());
        out.push(kind_code(tag.kind));
        put_number(&mut out, tag.stories);
    }
    out
}

/// Reads what [`encode_tags`] wrote.
pub(crate) fn decode_tags(bytes: &[u8]) -> Result<Vec<TagRow>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let mut tags = Vec::new();
    while !cursor.is_done() {
        let name = std::str::from_utf8(cursor.bytes()?).map_err(|_| Malformed("a tag is not UTF-8"))?.to_owned();
        tags.push(TagRow { name, kind: kind_of(cursor.byte()?)?, stories: cursor.number()? });
    }
    Ok(tags)
}

/// Writes dates, the newest first and those that are none last.
fn put_dates(out: &mut Vec<u8>, dates: impl Iterator<Item = Option<Timestamp>>) {
    let dated: Vec<i64> = dates.map_while(|date| date.map(Timestamp::seconds)).collect();
    put_number(out, dated.len() as u32);
    if let Some(first) = dated.first() {
        out.extend_from_slice(&first.to_le_bytes());
    }
    for pair in dated.windows(2) {
        put_gap(out, pair[0].wrapping_sub(pair[1]) as u64);
    }
}

/// Reads so many dates.
fn take_dates(cursor: &mut Cursor<'_>, count: usize) -> Result<Vec<Option<Timestamp>>, Malformed> {
    let dated = cursor.count()?;
    if dated > count {
        return Err(Malformed("there are more dates than stories"));
    }
    let mut dates = Vec::new();
    let mut date = if dated > 0 { take_seconds(cursor)? } else { 0 };
    for at in 0..dated {
        if at > 0 {
            date = date.wrapping_sub(take_gap(cursor)? as i64);
        }
        dates.push(Some(Timestamp::from_seconds(date)));
    }
    dates.resize(count, None);
    Ok(dates)
}

fn take_seconds(cursor: &mut Cursor<'_>) -> Result<i64, Malformed> {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(cursor.take(8)?);
    Ok(i64::from_le_bytes(bytes))
}

fn put_gap(out: &mut Vec<u8>, gap: u64) {
    let mut rest = gap;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

fn take_gap(cursor: &mut Cursor<'_>) -> Result<u64, Malformed> {
    let mut gap = 0;
    for shift in (0..64).step_by(7) {
        let byte = cursor.byte()?;
        gap |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(gap);
        }
    }
    Err(Malformed("a date is too far"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_columns_and_tags_come_back() {
        let date = |seconds| Some(Timestamp::from_seconds(seconds));
        let root = Root {
            cards_per_file: 256,
            cards: vec![(Hash([1; 8]), 512), (Hash([2; 8]), 640)],
            columns: vec![(Hash([3; 8]), date(-5)), (Hash([4; 8]), None)],
            tags: Some(Hash([5; 8])),
            likely: b"{\"id\":".to_vec(),
        };
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
