//! Runs: indexes that were written out because memory was full, sorted by word, and their merging.

use super::Spill;
use super::part::{Reader, Writer};
use crate::bytes::{put_bytes, put_number};
use dateline_search::Index;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, SeekFrom};

/// All runs, and what of their words must be known before any is written.
#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    /// Stems and the words that have them.
    forms: BTreeMap<String, BTreeSet<String>>,
    stemmers: BTreeSet<String>,
}

/// An index that was written out.
struct Run {
    first: u32,
    file: Box<dyn Spill>,
}

/// A word of all runs.
#[derive(Debug, Default)]
pub(super) struct MergedWord {
    pub(super) folded: String,
    /// Stems, but for the one that the English stemmer gives, if that one is used.
    pub(super) stems: BTreeSet<String>,
    /// By spelling, the posting lists of the runs, each with the run's first story.
    pub(super) spellings: BTreeMap<String, Vec<(u32, Vec<u8>)>>,
}

impl Runs {
    /// Writes an index out, whose first story is this.
    pub(super) fn push(&mut self, index: &Index, first: u32, mut file: Box<dyn Spill>) -> io::Result<()> {
        const FLUSH: usize = 1 << 20;
        let mut out = Vec::with_capacity(2 * FLUSH);
        let mut result = Ok(());
        index.each_word(&mut |word| {
            put_bytes(&mut out, word.folded.as_bytes());
            for stem in &word.stems {
                self.forms.entry(stem.text.to_owned()).or_default().insert(word.folded.to_owned());
            }
            put_number(&mut out, word.stems.len() as u32);
            for stem in &word.stems {
                put_number(&mut out, stem.is_plain.into());
                put_bytes(&mut out, stem.text.as_bytes());
            }
            put_number(&mut out, word.spellings.len() as u32);
            for spelling in &word.spellings {
                put_bytes(&mut out, spelling.spelled.as_bytes());
                put_bytes(&mut out, &spelling.postings);
            }
            if out.len() > FLUSH && result.is_ok() {
                result = file.write_all(&out);
                out.clear();
            }
        });
        result?;
        file.write_all(&out)?;
        self.stemmers.extend(index.stemmers().into_iter().map(str::to_owned));
        self.runs.push(Run { first, file });
        Ok(())
    }

    pub(super) fn stemmers(&self) -> Vec<String> {
        self.stemmers.iter().cloned().collect()
    }

    /// Writes all runs into a part.
    pub(super) fn put(&mut self, out: &mut Writer<'_>) -> io::Result<()> {
        out.number(self.stemmers.len() as u32)?;
        self.stemmers.iter().try_for_each(|stemmer| out.text(stemmer))?;
        out.number(self.forms.len() as u32)?;
        for (stem, words) in &self.forms {
            out.text(stem)?;
            out.number(words.len() as u32)?;
            words.iter().try_for_each(|word| out.text(word))?;
        }
        out.number(self.runs.len() as u32)?;
        for run in &mut self.runs {
            out.number(run.first)?;
            out.long(run.file.seek(SeekFrom::End(0))?)?;
            run.file.seek(SeekFrom::Start(0))?;
            io::copy(&mut run.file, out)?;
        }
        Ok(())
    }

    /// Adds the runs of a part, whose first story is this; how many.
    pub(super) fn take_part(
        &mut self,
        part: &mut Reader<'_>,
        first: u32,
        mut spill: impl FnMut() -> io::Result<Box<dyn Spill>>,
    ) -> io::Result<u32> {
        for _ in 0..part.number()? {
            self.stemmers.insert(part.text()?);
        }
        for _ in 0..part.number()? {
            let words = self.forms.entry(part.text()?).or_default();
            for _ in 0..part.number()? {
                words.insert(part.text()?);
            }
        }
        let count = part.number()?;
        for _ in 0..count {
            let first = first.checked_add(part.number()?).ok_or(io::ErrorKind::InvalidData)?;
            let len = part.long()?;
            let mut file = spill()?;
            io::copy(&mut Read::take(&mut *part, len), &mut file)?;
            self.runs.push(Run { first, file });
        }
        Ok(count)
    }

    /// Calls `visit` with each word of all runs in order, and the words that have it as their stem.
    pub(super) fn merge<E: From<io::Error>>(
        self,
        visit: &mut dyn FnMut(MergedWord, Vec<String>) -> Result<(), E>,
    ) -> Result<(), E> {
        // Which stems the English stemmer gives anyway depends on all runs, not on the languages of one.
        let has_english = self.stemmers.contains("en");
        let mut readers = Vec::new();
        for mut run in self.runs {
            run.file.seek(SeekFrom::Start(0))?;
            let mut reader =
                RunReader { first: run.first, bytes: BufReader::with_capacity(1 << 18, run.file), next: None };
            reader.advance()?;
            readers.push(reader);
        }
        let mut forms = self.forms;
        while let Some(folded) = readers.iter().filter_map(|reader| reader.next.as_ref()).map(|word| &word.folded).min()
        {
            let mut merged = MergedWord { folded: folded.clone(), ..MergedWord::default() };
            for reader in &mut readers {
                if let Some(word) = reader.next.take_if(|word| word.folded == merged.folded) {
                    let stems = word.stems.into_iter().filter(|(is_plain, _)| !(*is_plain && has_english));
                    merged.stems.extend(stems.map(|(_, stem)| stem));
                    for (spelled, list) in word.spellings {
                        merged.spellings.entry(spelled).or_default().push((reader.first, list));
                    }
                    reader.advance()?;
                }
            }
            let forms = forms.remove(&merged.folded).unwrap_or_default().into_iter().collect();
            visit(merged, forms)?;
        }
        Ok(())
    }
}

struct RunReader {
    first: u32,
    bytes: BufReader<Box<dyn Spill>>,
    next: Option<RunWord>,
}

struct RunWord {
    folded: String,
    /// Whether the English stemmer gives it, and the stem.
    stems: Vec<(bool, String)>,
    spellings: Vec<(String, Vec<u8>)>,
}

impl RunReader {
    /// Reads the next word, if there is one.
    fn advance(&mut self) -> io::Result<()> {
        use std::io::BufRead;
        self.next = None;
        if self.bytes.fill_buf()?.is_empty() {
            return Ok(());
        }
        let folded = self.text()?;
        let stems = (0..self.number()?).map(|_| Ok((self.number()? == 1, self.text()?))).collect::<io::Result<_>>()?;
        let count = self.number()?;
        let mut spellings = Vec::new();
        for _ in 0..count {
            spellings.push((self.text()?, self.take()?));
        }
        self.next = Some(RunWord { folded, stems, spellings });
        Ok(())
    }

    fn number(&mut self) -> io::Result<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let mut byte = [0];
            self.bytes.read_exact(&mut byte)?;
            number |= u32::from(byte[0] & 0x7f) << (shift & 31);
            if byte[0] < 0x80 {
                return Ok(number);
            }
            shift += 7;
        }
    }

    fn take(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.number()? as usize];
        self.bytes.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn text(&mut self) -> io::Result<String> {
        String::from_utf8(self.take()?).map_err(io::Error::other)
    }
}
