//! `dateline pack`: feeds of any format to an archive of static files.
//!
//! One thread reads and parses feeds, the other indexes and writes, so that two cores are busy.

mod folder;
mod record;
mod source;

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use dateline_archive::{PackOptions as Options, Packer, Summary};

use crate::input::{self, CommandError};
use folder::Folder;
use source::{Found, Source};

/// How to pack.
#[derive(Debug, clap::Args)]
pub(crate) struct PackOptions {
    /// The folder that the archive goes to; files that are there already are kept.
    #[arg(long)]
    out: PathBuf,
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
    let written = |error| CommandError::Pack { path: options.out.clone(), source: error };
    let folder = Folder::open(&options.out)?;
    let memory = options.memory.0 / INDEX_SHARE;
    let packer = Packer::new(folder, Options { title: options.title.clone(), memory }).map_err(written)?;
    let (sender, receiver) = sync_channel(AHEAD);
    let (summary, lost) = std::thread::scope(|scope| {
        let reading = scope.spawn(|| Source { base, limit: options.limit, sender }.read_all(feeds));
        let packed = take_all(packer, &receiver, options.quiet);
        // A reader that waits for room is let go.
        drop(receiver);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        packed.map_err(written)
    })?;
    if !options.quiet {
        eprint!("{}", said(&summary, &options.out, started.elapsed()));
    }
    Ok(ExitCode::from(u8::from(lost > 0)))
}

type Packed = Result<(Summary, u32), dateline_archive::PackError>;

/// Packs what is found, and counts the stories that are lost.
fn take_all(mut packer: Packer<Folder>, receiver: &Receiver<Vec<Found>>, quiet: bool) -> Packed {
    let mut progress = Progress::new(quiet);
    let mut lost = 0;
    for found in receiver.iter().flatten() {
        match found {
            Found::Story(story, record) => {
                packer.add(&story, &record)?;
                progress.story();
            }
            Found::Problem { place, is_loss } => {
                lost += u32::from(is_loss);
                progress.line(&place);
            }
        }
    }
    progress.say("writing");
    let (summary, _) = packer.finish()?;
    progress.end();
    Ok((summary, lost))
}

/// How far it is, on a line of its own that is written over.
struct Progress {
    stories: u32,
    said: Instant,
    is_shown: bool,
}

impl Progress {
    const PAUSE: Duration = Duration::from_millis(200);

    fn new(quiet: bool) -> Self {
        Self { stories: 0, said: Instant::now(), is_shown: !quiet && std::io::stderr().is_terminal() }
    }

    fn story(&mut self) {
        self.stories += 1;
        if self.is_shown && self.said.elapsed() > Self::PAUSE {
            self.said = Instant::now();
            self.say("reading");
        }
    }

    fn say(&self, what: &str) {
        if self.is_shown {
            eprint!("\r{what}: {} stories ", grouped(self.stories.into()));
            // A terminal that is gone is told nothing.
            std::io::stderr().flush().ok();
        }
    }

    fn line(&self, text: &str) {
        self.end();
        eprintln!("dateline: {text}");
    }

    fn end(&self) {
        if self.is_shown {
            eprint!("\r\x1b[K");
        }
    }
}

fn said(summary: &Summary, out: &Path, took: Duration) -> String {
    let mut text = format!(
        "dateline: {} stories, {} words, {} files and {} bytes in {} ({:.1} s)\n",
        grouped(summary.stories.into()),
        grouped(summary.words.into()),
        grouped(summary.files().into()),
        grouped(summary.bytes()),
        out.display(),
        took.as_secs_f64()
    );
    if summary.repeated > 0 {
        text += &format!("  {} stories came twice; the first was taken\n", grouped(summary.repeated.into()));
    }
    for (folder, (files, bytes)) in &summary.folders {
        text += &format!("  {folder:<9}{:>9} files {:>14} bytes\n", grouped((*files).into()), grouped(*bytes));
    }
    text + &format!("  {:<9}{:>9} file  {:>14} bytes\n", "manifest", 1, grouped(summary.manifest_bytes))
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_with_its_unit() {
        assert_eq!(Ok(Memory(512 << 20)), memory("512M"));
        assert_eq!(Ok(Memory(2 << 30)), memory("2g"));
        assert_eq!(Ok(Memory(77)), memory("77"));
        assert!(memory("2T").is_err() && memory("").is_err() && memory("M").is_err());
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!("0 999 1,000 12,345,678", [0, 999, 1_000, 12_345_678].map(grouped).join(" "));
    }
}
