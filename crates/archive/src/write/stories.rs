//! What is kept of stories until all are there and their order is known: what is shown of them, and their tags.

use super::order::Order;
use super::{Record, Spill};
use crate::bytes::{Cursor, put_bytes};
use crate::columns::TagRow;
use crate::error::Malformed;
use dateline_story::{Story, Tag};
use std::collections::BTreeMap;
use std::io::{self, SeekFrom};

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

    pub(super) fn flush(&mut self) -> io::Result<()> {
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

    pub(super) fn read(&mut self, arrival: u32) -> io::Result<Record> {
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

    pub(super) fn of(&self, arrival: u32) -> &[u32] {
        let start = if arrival == 0 { 0 } else { self.ends[arrival as usize - 1] };
        &self.carried[start as usize..self.ends[arrival as usize] as usize]
    }

    /// The table of tags, the commonest first, and the place in it of each tag.
    pub(super) fn table(&self) -> (Vec<TagRow>, Vec<u32>) {
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
