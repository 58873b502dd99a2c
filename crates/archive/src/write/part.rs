//! Parts: what one machine of several gathers, in a file, and merging them into one archive.
//!
//! Every machine meets all stories and takes those whose identifiers fall to it, so that the first of each identifier is the
//! same wherever it falls. A part holds what a packer has before it writes: runs of words, records, dates and tags. So merging
//! indexes nothing, and gives the bytes that one machine would have written.
//!
//! A part is read by the version that wrote it, and by no other software.

use super::stories::Records;
use super::{Disk, PackError, PackOptions, Packer, Summary};
use crate::shard::{kind_code, kind_of};
use dateline_story::{Slug, Tag, Timestamp};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// What begins a part, its version at the end.
const MAGIC: &[u8] = b"dateline part 2\n";

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    number: u32,
    of: u32,
}

impl Part {
    /// Part `number` of `of`, counted from 1; none if there is no such part.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Whether a story falls to it.
    pub fn takes(self, slug: &Slug) -> bool {
        let [a, b, c, d, ..] = crate::name::Hash::of(slug.as_str().as_bytes()).0;
        u32::from_be_bytes([a, b, c, d]) % self.of == self.number - 1
    }
}

impl<D: Disk> Packer<D> {
    /// Writes what was taken as a part; `met` is how many stories all parts have met together.
    pub fn finish_part(mut self, part: Part, met: u64, out: &mut dyn Write) -> Result<Summary, PackError> {
        self.spill()?;
        let mut out = Writer { out, digest: Sha256::new() };
        out.put(MAGIC)?;
        for number in [part.number, part.of, self.stories(), self.out.summary.repeated] {
            out.number(number)?;
        }
        out.long(met)?;
        self.put_columns(&mut out)?;
        self.tags.put(&mut out)?;
        self.records.put(&mut out)?;
        self.runs.put(&mut out)?;
        let digest = out.digest.finalize();
        out.out.write_all(&digest)?;
        out.out.flush()?;
        let stories = self.stories();
        Ok(Summary { stories, ..self.out.finish().0 })
    }

    fn put_columns(&self, out: &mut Writer<'_>) -> io::Result<()> {
        let columns = &self.columns;
        for at in 0..columns.arrivals.len() {
            out.long(columns.arrivals[at])?;
            out.number(columns.dates[at].is_some().into())?;
            out.long(columns.dates[at].map_or(0, Timestamp::seconds) as u64)?;
            out.number(columns.headline_tokens[at].into())?;
            out.number(columns.body_tokens[at].into())?;
        }
        Ok(())
    }

    /// Takes all that is in a part; which it is, and how many stories all parts have met.
    fn take_part(&mut self, part: &mut dyn Read) -> Result<(Part, u64), PackError> {
        let mut part = Reader { part, digest: Sha256::new() };
        if part.exactly(MAGIC.len() as u64)? != MAGIC {
            return Err(wrong("it is none, or of another version"));
        }
        let (number, of) = (part.number()?, part.number()?);
        let which = Part::new(number, of).ok_or_else(|| wrong("it is none of its parts"))?;
        let (stories, repeated, met) = (part.number()?, part.number()?, part.long()?);
        let first = self.stories();
        for _ in 0..stories {
            self.columns.arrivals.push(part.long()?);
            let (is_dated, date) = (part.number()? == 1, part.long()?);
            self.columns.dates.push(is_dated.then(|| Timestamp::from_seconds(date as i64)));
            self.columns.headline_tokens.push(part.number()? as u8);
            self.columns.body_tokens.push(part.number()? as u16);
        }
        self.tags.take_part(&mut part, stories)?;
        self.records.take_part(&mut part, stories)?;
        let runs = self.runs.take_part(&mut part, first, || self.out.disk().spill())?;
        self.out.summary.repeated += repeated;
        self.out.summary.runs += runs;
        let digest = part.digest.finalize();
        let mut said = Vec::new();
        part.part.read_to_end(&mut said)?;
        if digest.as_slice() == said { Ok((which, met)) } else { Err(wrong("it is damaged")) }
    }
}

/// Writes an archive of all its parts, which come in any order.
pub fn merge<D: Disk>(
    parts: &mut dyn Iterator<Item = io::Result<Box<dyn Read>>>,
    disk: D,
    options: PackOptions,
) -> Result<(Summary, D), PackError> {
    let mut packer = Packer::new(disk, options)?;
    let mut found: Vec<(Part, u64)> = Vec::new();
    for part in parts {
        let (part, met) = packer.take_part(&mut part?)?;
        if found.iter().any(|(other, _)| *other == part) {
            return Err(wrong(&format!("part {} is there twice", part.number)));
        }
        if found.first().is_some_and(|(first, all)| first.of != part.of || *all != met) {
            return Err(wrong(&format!("part {} was made of other feeds, or of another number of parts", part.number)));
        }
        found.push((part, met));
    }
    let of = found.first().map_or(0, |(part, _)| part.of);
    match (1..=of).find(|number| found.iter().all(|(part, _)| part.number != *number)) {
        Some(missing) => Err(wrong(&format!("part {missing} of {of} is missing"))),
        None => packer.finish(),
    }
}

fn wrong(reason: &str) -> PackError {
    PackError::Part { reason: reason.to_owned() }
}

impl super::stories::Tags {
    fn put(&self, out: &mut Writer<'_>) -> io::Result<()> {
        let (tags, stories) = self.parts();
        out.number(tags.len() as u32)?;
        for (tag, met) in tags {
            out.text(&tag.name)?;
            out.number(kind_code(tag.kind).into())?;
            out.long(met)?;
        }
        for story in stories {
            out.number(story.len() as u32)?;
            story.iter().try_for_each(|&tag| out.number(tag))?;
        }
        Ok(())
    }

    fn take_part(&mut self, part: &mut Reader<'_>, stories: u32) -> Result<(), PackError> {
        let mut numbers = Vec::new();
        for _ in 0..part.number()? {
            let name = part.text()?;
            let kind = kind_of(part.number()? as u8).map_err(|malformed| wrong(malformed.0))?;
            let met = part.long()?;
            numbers.push(self.number(&Tag { name, kind, url: None }, met));
        }
        for _ in 0..stories {
            let mut carried = Vec::new();
            for _ in 0..part.number()? {
                let tag = numbers.get(part.number()? as usize);
                carried.push(*tag.ok_or_else(|| wrong("a story has a tag that is none"))?);
            }
            self.push_numbers(&carried);
        }
        Ok(())
    }
}

impl Records {
    fn put(&mut self, out: &mut Writer<'_>) -> io::Result<()> {
        self.lens().try_for_each(|len| out.long(len))?;
        io::copy(self.whole()?, out).map(drop)
    }

    fn take_part(&mut self, part: &mut Reader<'_>, stories: u32) -> io::Result<()> {
        let lens = (0..stories).map(|_| part.long()).collect::<io::Result<Vec<u64>>>()?;
        self.append(&lens, part)
    }
}

/// Writes a part, and takes its hash meanwhile.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    digest: Sha256,
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    pub(super) fn number(&mut self, number: u32) -> io::Result<()> {
        self.put(&number.to_le_bytes())
    }

    pub(super) fn long(&mut self, number: u64) -> io::Result<()> {
        self.put(&number.to_le_bytes())
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.number(text.len() as u32)?;
        self.put(text.as_bytes())
    }
}

/// Reads a part, and takes its hash meanwhile. Nothing is given room before its bytes are there.
pub(super) struct Reader<'a> {
    part: &'a mut dyn Read,
    digest: Sha256,
}

impl Read for Reader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(into)?;
        self.digest.update(&into[..read]);
        Ok(read)
    }
}

impl Reader<'_> {
    fn exactly(&mut self, len: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Read::take(&mut *self, len).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == len { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    pub(super) fn number(&mut self) -> io::Result<u32> {
        let mut bytes = [0; 4];
        self.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    pub(super) fn long(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    pub(super) fn text(&mut self) -> io::Result<String> {
        let len = self.number()?;
        String::from_utf8(self.exactly(len.into())?).map_err(io::Error::other)
    }
}
