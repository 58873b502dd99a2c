//! `dateline merge`: parts that several machines have gathered to one archive.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use dateline_archive::PackOptions;

use super::folder::Folder;
use super::progress::said;
use crate::input::CommandError;

/// How to merge.
#[derive(Debug, clap::Args)]
pub(crate) struct MergeOptions {
    /// The folder that the archive goes to; files that are there already are kept.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The archive's title.
    #[arg(long)]
    title: Option<String>,
    /// Says nothing when it is done.
    #[arg(long)]
    quiet: bool,
}

/// Merges all parts.
pub(crate) fn merge(parts: &[PathBuf], options: &MergeOptions) -> Result<ExitCode, CommandError> {
    let started = Instant::now();
    let folder = Folder::open(&options.out)?;
    // Nothing is indexed any more.
    let how = PackOptions { title: options.title.clone(), memory: 0 };
    let mut files = parts.iter().map(|path| {
        let file =
            File::open(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
        Ok(Box::new(BufReader::with_capacity(1 << 18, file)) as Box<dyn Read>)
    });
    let merged = dateline_archive::merge(&mut files, folder, how);
    let (summary, _) = merged.map_err(|source| CommandError::Pack { path: options.out.clone(), source })?;
    if !options.quiet {
        eprint!("{}", said(&summary, &options.out, started.elapsed()));
    }
    Ok(ExitCode::SUCCESS)
}
