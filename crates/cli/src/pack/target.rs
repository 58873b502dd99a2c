//! What stories are packed into: an archive of their own, one that is there, or a part of one.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use dateline_archive::{Growth, PackError, PackOptions, Packer, Part, Record, Summary};
use dateline_story::{Slug, Story, WebUrl};

use super::folder::Folder;
use super::record::Items;

/// Where stories go.
pub(super) enum Target {
    /// An archive that is begun, and the stories that came so far.
    New(Box<Packer<Folder>>, u64),
    /// An archive that is added to.
    Grown(Box<Growth<Folder, Items>>),
    /// A part, its file, and all stories that came so far.
    Part { packer: Box<Packer<Folder>>, part: Part, file: PathBuf, met: u64 },
}

impl Target {
    pub(super) fn new(folder: Folder, options: PackOptions) -> Result<Self, PackError> {
        Ok(Self::New(Box::new(Packer::new(folder, options)?), 0))
    }

    pub(super) fn grow(folder: Folder, base: &WebUrl, options: PackOptions) -> Result<Self, PackError> {
        Ok(Self::Grown(Box::new(Growth::open(folder, Items(base.clone()), options)?)))
    }

    pub(super) fn part(file: &Path, part: Part, options: PackOptions) -> Result<Self, PackError> {
        let beside = file.parent().filter(|beside| !beside.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let packer = Packer::new(Folder::at(beside)?, options)?;
        Ok(Self::Part { packer: Box::new(packer), part, file: file.to_owned(), met: 0 })
    }

    pub(super) fn add(&mut self, story: &Story, record: &Record) -> Result<(), PackError> {
        match self {
            Self::New(packer, arrivals) => {
                *arrivals += 1;
                packer.add(story, record, *arrivals).map(drop)
            }
            Self::Grown(growth) => growth.add(story, record),
            Self::Part { packer, part, met, .. } => {
                *met += 1;
                if part.takes(&story.slug) { packer.add(story, record, *met).map(drop) } else { Ok(()) }
            }
        }
    }

    /// Takes a story out; false if there is none. A new archive has none to take out.
    pub(super) fn withdraw(&mut self, slug: &Slug) -> Result<bool, PackError> {
        match self {
            Self::New(..) | Self::Part { .. } => Ok(false),
            Self::Grown(growth) => growth.withdraw(slug),
        }
    }

    pub(super) fn finish(self) -> Result<Summary, PackError> {
        match self {
            Self::New(packer, _) => packer.finish().map(|(summary, _)| summary),
            Self::Grown(growth) => growth.finish().map(|(summary, _)| summary),
            Self::Part { packer, part, file, met } => write_part(*packer, part, &file, met),
        }
    }
}

/// Writes a part beside its file and moves it there, so that what is there is whole.
fn write_part(packer: Packer<Folder>, part: Part, file: &Path, met: u64) -> Result<Summary, PackError> {
    let unfinished = file.with_extension("unfinished");
    let mut out = BufWriter::with_capacity(1 << 18, File::create(&unfinished)?);
    let mut summary = packer.finish_part(part, met, &mut out)?;
    drop(out);
    summary.folders.insert("part", (1, fs::metadata(&unfinished)?.len()));
    fs::rename(&unfinished, file)?;
    Ok(summary)
}
