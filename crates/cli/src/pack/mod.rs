//! `dateline pack`: feeds of any format to an archive of static files, or to a part of one, or added to one.
//!
//! One thread reads and parses feeds, the other indexes and writes, so that two cores are busy.

mod folder;
mod merge;
mod page;
mod progress;
mod record;
mod source;
mod target;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use dateline_archive::{PackError, PackOptions as Options, Part, Summary};
use dateline_story::WebUrl;

use crate::input::{self, CommandError};
use progress::{Progress, said};
use source::{Found, Source};
use target::Target;

pub(crate) use folder::{Folder, OLD};
pub(crate) use merge::{MergeOptions, merge};
pub(crate) use progress::grouped;

/// How to pack.
#[derive(Debug, clap::Args)]
pub(crate) struct PackOptions {
    /// The folder that the archive goes to; files that are there already are kept. With `--part` a file.
    #[arg(long, value_name = "DIR", required_unless_present = "into")]
    out: Option<PathBuf>,
    /// The folder of an archive that the stories are added to.
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    into: Option<PathBuf>,
    /// More feeds to add; the same as naming them first.
    #[arg(long, value_name = "FEED", num_args = 1.., requires = "into")]
    add: Vec<PathBuf>,
    /// The identifier of a story to take out of the archive.
    #[arg(long, value_name = "ID", requires = "into")]
    withdraw: Vec<String>,
    /// Gathers one of several parts of the stories, such as 2/3, for `dateline merge`. Each is given the same feeds.
    #[arg(long, value_name = "K/N", value_parser = part, conflicts_with_all = ["into", "title"])]
    part: Option<Part>,
    /// The archive's title.
    #[arg(long)]
    title: Option<String>,
    /// The address that relative addresses in the feeds are seen from.
    #[arg(long, default_value = "https://feed.invalid/")]
    url: String,
    /// How many stories to take at most.
    #[arg(long)]
    limit: Option<usize>,
    /// Memory to use at most, about: the index goes to the disk and begins anew when it is full (512M, 2G).
    #[arg(long, default_value = "1G", value_parser = memory)]
    memory: Memory,
    /// Writes a page that shows what takes the bytes.
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Says nothing while it works.
    #[arg(long)]
    quiet: bool,
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Memory(usize);

/// The index may take this part of the memory: parsing, merging and the columns of all stories take the rest.
const INDEX_SHARE: usize = 3;

/// Stories that are parsed ahead.
const AHEAD: usize = 16;

/// Packs all feeds. The exit status is 1 if stories are lost.
pub(crate) fn pack(feeds: &[PathBuf], options: &PackOptions) -> Result<ExitCode, CommandError> {
    let started = Instant::now();
    let base = input::base(&options.url)?;
    let path = options.into.as_ref().or(options.out.as_ref()).cloned().unwrap_or_default();
    let written = |source| CommandError::Pack { path: path.clone(), source };
    let target = open(options, &path, &base)?;
    let feeds: Vec<PathBuf> = feeds.iter().chain(&options.add).cloned().collect();
    let (sender, receiver) = sync_channel(AHEAD);
    let (summary, lost) = std::thread::scope(|scope| {
        let reading = scope.spawn(|| Source { base, limit: options.limit, sender }.read_all(&feeds));
        let packed = take_all(target, &receiver, options);
        // A reader that waits for room is let go.
        drop(receiver);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        packed.map_err(written)
    })?;
    if !options.quiet {
        eprint!("{}", said(&summary, &path, started.elapsed()));
    }
    if let Some(report) = &options.report {
        let title = options.title.as_deref().unwrap_or_default();
        std::fs::write(report, page::page(title, &path, &summary))
            .map_err(|source| CommandError::Write { path: report.clone(), source })?;
    }
    Ok(ExitCode::from(u8::from(lost > 0)))
}

/// What the stories go to.
fn open(options: &PackOptions, path: &Path, base: &WebUrl) -> Result<Target, CommandError> {
    let how = Options { title: options.title.clone(), memory: options.memory.0 / INDEX_SHARE };
    let target = match options.part {
        Some(part) => Target::part(path, part, how),
        None if options.into.is_some() => Target::grow(Folder::open(path)?, base, how),
        None => Target::new(Folder::open(path)?, how),
    };
    target.map_err(|source| CommandError::Pack { path: path.to_owned(), source })
}

/// Packs what is found, and counts the stories that are lost.
fn take_all(
    mut target: Target,
    receiver: &Receiver<Vec<Found>>,
    options: &PackOptions,
) -> Result<(Summary, u32), PackError> {
    let mut progress = Progress::new(options.quiet);
    let mut lost = 0;
    for found in receiver.iter().flatten() {
        match found {
            Found::Story(story, record) => {
                target.add(&story, &record)?;
                progress.story();
            }
            Found::Withdrawn(slug) => drop(target.withdraw(&slug)?),
            Found::Problem { place, is_loss } => {
                lost += u32::from(is_loss);
                progress.line(&place);
            }
        }
    }
    for id in &options.withdraw {
        if !target.withdraw(&dateline_story::Slug::from_id(id))? {
            progress.line(&format!("no story {id} is in the archive"));
        }
    }
    progress.say("writing");
    let summary = target.finish()?;
    progress.end();
    Ok((summary, lost))
}

/// Reads `512M`, `2G`, `300000k` or plain bytes.
fn memory(text: &str) -> Result<Memory, String> {
    let (number, unit) = match text.char_indices().next_back() {
        Some((at, unit)) if unit.is_ascii_alphabetic() => (&text[..at], unit.to_ascii_uppercase()),
        _ => (text, ' '),
    };
    let shift = match unit {
        ' ' => 0,
        'K' => 10,
        'M' => 20,
        'G' => 30,
        _ => return Err(format!("`{unit}` is no unit of memory; write K, M or G")),
    };
    let bytes = number.parse::<usize>().ok().and_then(|number| number.checked_mul(1 << shift));
    bytes.map(Memory).ok_or_else(|| format!("`{text}` is no amount of memory; write something like 512M"))
}

/// Reads `2/3`.
fn part(text: &str) -> Result<Part, String> {
    let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    numbers
        .and_then(|(number, of)| Part::new(number, of))
        .ok_or_else(|| format!("`{text}` is no part; write something like 2/3, from 1/3 to 3/3"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_one_of_as_many_as_there_are() {
        assert!(part("1/1").is_ok() && part("3/3").is_ok());
        assert!(["0/3", "4/3", "3", "a/b", "1/0", "-1/3"].iter().all(|text| part(text).is_err()));
    }

    #[test]
    fn memory_is_read_with_its_unit() {
        assert_eq!(Ok(Memory(512 << 20)), memory("512M"));
        assert_eq!(Ok(Memory(2 << 30)), memory("2g"));
        assert_eq!(Ok(Memory(77)), memory("77"));
        assert!(memory("2T").is_err() && memory("").is_err() && memory("M").is_err());
    }
}
