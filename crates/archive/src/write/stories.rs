//! Writing what goes by a story's number: cards, texts, dates and tags.

use super::order::Order;
use super::packer::StoryColumns;
use super::{Disk, Out, PackError, Record, Spill};
use crate::block::{BLOCK, Slot, StoredCard, TextPlace, encode_cards, pack, slot_size};
use crate::bytes::{Cursor, put_bytes};
use crate::columns::{COLUMN, Columns, Root, TagRow, encode_tags};
use crate::error::Malformed;
use crate::name::{Folder, Hash};
use dateline_story::{Story, Tag};
use std::collections::BTreeMap;
use std::io::{self, SeekFrom};

/// Stories in a file of cards: more in a large archive, so that the root, which names each file, stays small.
const CARDS_PER_FILE: [(u32, u32); 3] = [(50_000, 512), (300_000, 1024), (u32::MAX, 2048)];
/// Bytes of a block of texts from which on a new one is begun, before compression: the window of the compression.
const TEXT_BLOCK: usize = 32_000;
/// Bytes of the cards that all blocks of cards are compressed after: more is better for blocks, and is in every reader's way.
const LIKELY: usize = 4_000;
/// Bytes of a file of texts from which on a new one is begun.
const TEXT_FILE: usize = 56_000;

/// What is shown of stories, on disk in order of arrival until their final order is known.
pub(super) struct Records {
    file: Box<dyn Spill>,
    /// What has not been written yet.
    buffer: Vec<u8>,
    /// Where records end.
    ends: Vec<u64>,
    written: u64,
}

impl Records {
    pub(super) fn new(file: Box<dyn Spill>) -> Self {
        Self { file, buffer: Vec::new(), ends: Vec::new(), written: 0 }
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        const FLUSH: usize = 1 << 20;
        put_bytes(&mut self.buffer, &record.card);
        put_bytes(&mut self.buffer, &record.text);
        self.ends.push(self.written + self.buffer.len() as u64);
        if self.buffer.len() > FLUSH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.buffer)?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// The bytes of each record.
    pub(super) fn lens(&self) -> impl Iterator<Item = u64> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start)
    }

    /// All records, one after the other.
    pub(super) fn whole(&mut self) -> io::Result<&mut dyn io::Read> {
        self.flush()?;
        self.file.seek(SeekFrom::Start(0))?;
        Ok(&mut *self.file)
    }

    /// Adds records of these lengths, which come one after the other.
    pub(super) fn append(&mut self, lens: &[u64], from: &mut dyn io::Read) -> io::Result<()> {
        self.flush()?;
        let mut end = self.written;
        for len in lens {
            end = end.checked_add(*len).ok_or(io::ErrorKind::InvalidData)?;
            self.ends.push(end);
        }
        let copied = io::copy(&mut io::Read::take(from, end - self.written), &mut self.file)?;
        let is_whole = copied == end - self.written;
        self.written = end;
        if is_whole { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn read(&mut self, arrival: u32) -> io::Result<Record> {
        let end = self.ends[arrival as usize];
        let start = if arrival == 0 { 0 } else { self.ends[arrival as usize - 1] };
        let mut bytes = vec![0; (end - start) as usize];
        self.file.seek(SeekFrom::Start(start))?;
        self.file.read_exact(&mut bytes)?;
        let mut cursor = Cursor::new(&bytes);
        let mut record = || Ok(Record { card: cursor.bytes()?.to_vec(), text: cursor.bytes()?.to_vec() });
        record().map_err(|malformed: Malformed| io::Error::other(malformed.0))
    }
}

/// The tags of all stories.
#[derive(Default)]
pub(super) struct Tags {
    /// By folded name.
    numbers: BTreeMap<String, u32>,
    tags: Vec<Tag>,
    /// When each was met first; it is shown as it was spelled then.
    met: Vec<u64>,
    /// Tags of stories in order of arrival, and where each story's end.
    carried: Vec<u32>,
    ends: Vec<u32>,
}

impl Tags {
    pub(super) fn push(&mut self, story: &Story, arrival: u64) {
        let mut numbers = Vec::new();
        for tag in &story.tags {
            let number = self.number(tag, arrival);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        self.push_numbers(&numbers);
    }

    /// Adds a story with the tags of these numbers.
    pub(super) fn push_numbers(&mut self, numbers: &[u32]) {
        self.carried.extend_from_slice(numbers);
        self.ends.push(self.carried.len() as u32);
    }

    /// All tags by number, each with when it was met first, and the numbers of each story's.
    pub(super) fn parts(&self) -> (impl ExactSizeIterator<Item = (&Tag, u64)>, impl Iterator<Item = &[u32]>) {
        let tags = self.tags.iter().zip(self.met.iter().copied());
        (tags, (0..self.ends.len() as u32).map(|arrival| self.of(arrival)))
    }

    /// A tag's number, which it is given if it is new.
    pub(super) fn number(&mut self, tag: &Tag, arrival: u64) -> u32 {
        let next = self.tags.len() as u32;
        let number = *self.numbers.entry(tag.folded()).or_insert(next);
        if number == next {
            self.tags.push(tag.clone());
            self.met.push(arrival);
        } else if arrival < self.met[number as usize] {
            (self.tags[number as usize], self.met[number as usize]) = (tag.clone(), arrival);
        }
        number
    }

    /// Each tag in order of folded names, with its stories in final order.
    pub(super) fn lists(&self, order: &Order) -> impl Iterator<Item = (&str, &Tag, Vec<u32>)> {
        let mut stories = vec![Vec::new(); self.tags.len()];
        for (number, &arrival) in (0_u32..).zip(&order.arrivals) {
            self.of(arrival).iter().for_each(|&tag| stories[tag as usize].push(number));
        }
        self.numbers.iter().map(move |(folded, &number)| {
            (folded.as_str(), &self.tags[number as usize], std::mem::take(&mut stories[number as usize]))
        })
    }

    fn of(&self, arrival: u32) -> &[u32] {
        let start = if arrival == 0 { 0 } else { self.ends[arrival as usize - 1] };
        &self.carried[start as usize..self.ends[arrival as usize] as usize]
    }

    /// The table of tags, the commonest first, and the place in it of each tag.
    fn table(&self) -> (Vec<TagRow>, Vec<u32>) {
        let mut counts = vec![0; self.tags.len()];
        self.carried.iter().for_each(|&tag| counts[tag as usize] += 1);
        let mut order: Vec<u32> = self.numbers.values().copied().collect();
        order.sort_by_key(|&tag| std::cmp::Reverse(counts[tag as usize]));
        let mut places = vec![0; self.tags.len()];
        for (place, &tag) in (0_u32..).zip(&order) {
            places[tag as usize] = place;
        }
        let row = |&tag: &u32| {
            let known = &self.tags[tag as usize];
            TagRow { name: known.name.clone(), kind: known.kind, stories: counts[tag as usize] }
        };
        (order.iter().map(row).collect(), places)
    }
}

/// Writes cards, texts and columns; the root that names them.
pub(super) fn write<D: Disk>(
    out: &Out<D>,
    records: &mut Records,
    tags: &Tags,
    order: &Order,
    columns: &StoryColumns,
) -> Result<Root, PackError> {
    records.flush()?;
    let stories = order.arrivals.len() as u32;
    let per_file = CARDS_PER_FILE.iter().find(|(most, _)| stories <= *most).map_or(2048, |(_, per_file)| *per_file);
    let likely = likely(records, order)?;
    let mut root = Root { cards_per_file: per_file, likely: pack(&likely, &[])?, ..Root::default() };
    for arrivals in order.arrivals.chunks(per_file as usize) {
        root.cards.push(cards(out, records, arrivals, &likely)?);
    }
    let (table, places) = tags.table();
    for arrivals in order.arrivals.chunks(COLUMN as usize) {
        let numbers = |&arrival: &u32| tags.of(arrival).iter().map(|&tag| places[tag as usize]).collect();
        let column = Columns {
            dates: arrivals.iter().map(|&arrival| columns.dates[arrival as usize]).collect(),
            tags: arrivals.iter().map(numbers).collect(),
        };
        root.columns.push((out.put(Folder::Columns, &column.encode())?, column.dates[0]));
    }
    if !table.is_empty() {
        root.tags = Some(out.put(Folder::Columns, &encode_tags(&table))?);
    }
    Ok(root)
}

/// Cards from all over the archive, for other cards to be compressed after.
fn likely(records: &mut Records, order: &Order) -> io::Result<Vec<u8>> {
    let stories = order.arrivals.len();
    // A small archive has fewer, since what is gained is less.
    let most = LIKELY.min(stories * 8);
    let mut likely = Vec::new();
    for at in (0..stories).step_by((stories / 64).max(1)) {
        if likely.len() < most {
            likely.extend_from_slice(&records.read(order.arrivals[at])?.card);
        }
    }
    likely.truncate(most);
    Ok(likely)
}

/// Writes one file of cards and the texts that belong to them.
fn cards<D: Disk>(
    out: &Out<D>,
    records: &mut Records,
    arrivals: &[u32],
    likely: &[u8],
) -> Result<(Hash, u32), PackError> {
    let mut cards: Vec<StoredCard> = Vec::new();
    let mut texts = Texts::default();
    for &arrival in arrivals {
        let Record { card, text } = records.read(arrival)?;
        let text = if text.is_empty() { None } else { Some(texts.push(&text)?) };
        cards.push(StoredCard { card, text });
    }
    let places = texts.finish(out)?;
    // Until now a text's place was the number of its block.
    let texts = cards.iter_mut().filter_map(|card| card.text.as_mut());
    texts.for_each(|(place, _)| *place = places[place.start as usize]);
    let blocks = cards.chunks(BLOCK as usize).map(|cards| pack(&encode_cards(cards), likely));
    let packed = blocks.collect::<io::Result<Vec<Vec<u8>>>>()?;
    let size = slot_size(&packed);
    let is_too_long = |block: &&Vec<u8>| Slot::size(block) > size;
    let elsewhere: Vec<u8> = packed.iter().filter(is_too_long).flatten().copied().collect();
    let hash = if elsewhere.is_empty() { Hash([0; 8]) } else { out.put(Folder::Texts, &elsewhere)? };
    let mut file = Vec::with_capacity(size * packed.len());
    let mut start = 0;
    for block in &packed {
        let len = block.len() as u32;
        if is_too_long(&block) {
            Slot::Elsewhere(TextPlace { file: hash, start, len }).put(&mut file, size);
            start += len;
        } else {
            Slot::Here(block).put(&mut file, size);
        }
    }
    Ok((out.put(Folder::Cards, &file)?, size as u32))
}

/// Gathers texts into blocks, and blocks into files.
#[derive(Default)]
struct Texts {
    block: Vec<u8>,
    /// Texts of the block.
    count: u32,
    /// Packed blocks.
    blocks: Vec<Vec<u8>>,
}

impl Texts {
    /// Adds a text; the number of its block, as a place that is not known yet, and which it is of the block.
    fn push(&mut self, text: &[u8]) -> io::Result<(TextPlace, u32)> {
        if self.block.len() + text.len() > TEXT_BLOCK {
            self.end_block()?;
        }
        put_bytes(&mut self.block, text);
        self.count += 1;
        Ok((TextPlace { file: Hash([0; 8]), start: self.blocks.len() as u32, len: 0 }, self.count - 1))
    }

    fn end_block(&mut self) -> io::Result<()> {
        if self.count > 0 {
            self.blocks.push(pack(&self.block, &[])?);
            self.block.clear();
            self.count = 0;
        }
        Ok(())
    }

    /// Writes the files; the place of each block.
    fn finish<D: Disk>(mut self, out: &Out<D>) -> io::Result<Vec<TextPlace>> {
        self.end_block()?;
        let mut places = Vec::new();
        let mut file: Vec<u8> = Vec::new();
        let mut waiting = 0;
        for (at, block) in self.blocks.iter().enumerate() {
            places.push(TextPlace { file: Hash([0; 8]), start: file.len() as u32, len: block.len() as u32 });
            file.extend_from_slice(block);
            if file.len() > TEXT_FILE || at + 1 == self.blocks.len() {
                let hash = out.put(Folder::Texts, &file)?;
                places[waiting..].iter_mut().for_each(|place| place.file = hash);
                waiting = places.len();
                file.clear();
            }
        }
        Ok(places)
    }
}
