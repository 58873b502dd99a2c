//! `dateline sweep`: deletes the files of an archive that nobody can need any more.
//!
//! Needed are the files that the manifest names, those of manifests that were replaced a short while ago, since readers may
//! have opened them, and files that were written a short while ago, since whoever writes them may not have written the
//! manifest yet. If it cannot be told which files a manifest names, nothing is deleted.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use dateline_archive::{MANIFEST, Manifest, named_files};

use crate::input::CommandError;
use crate::pack::{Folder, OLD, grouped};

/// What to keep.
#[derive(Debug, clap::Args)]
pub(crate) struct SweepOptions {
    /// For how long files are kept that are no longer needed: 7d, 36h, 90m or seconds.
    #[arg(long, default_value = "7d", value_parser = duration)]
    keep: Duration,
    /// Says what would be deleted and deletes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A file of the archive's folders.
struct Found {
    /// Relative to the folder.
    path: String,
    bytes: u64,
    age: Duration,
}

/// Deletes what nobody needs.
pub(crate) fn sweep(folder: &Path, options: &SweepOptions) -> Result<ExitCode, CommandError> {
    let found = files(folder)?;
    let mut disk = Folder::open(folder)?;
    let old = found.iter().filter(|file| file.path.starts_with(OLD) && file.age < options.keep);
    let mut needed = BTreeSet::new();
    for manifest in old.map(|file| file.path.as_str()).chain([MANIFEST]) {
        let path = folder.join(manifest);
        let bytes = fs::read(&path).map_err(|source| CommandError::Read { path: path.clone(), source })?;
        let named = Manifest::read(&bytes).map_err(Into::into).and_then(|read| named_files(&mut disk, &read));
        needed.extend(named.map_err(|source| CommandError::Pack { path, source })?);
        needed.insert(manifest.to_owned());
    }
    let (mut files, mut bytes) = (0, 0);
    for file in found.iter().filter(|file| !needed.contains(&file.path) && file.age >= options.keep) {
        if !options.dry_run {
            let path = folder.join(&file.path);
            fs::remove_file(&path).map_err(|source| CommandError::Write { path, source })?;
        }
        (files, bytes) = (files + 1, bytes + file.bytes);
    }
    let would = if options.dry_run { "would be " } else { "" };
    println!("{} files {would}deleted, {} bytes", grouped(files), grouped(bytes));
    Ok(ExitCode::SUCCESS)
}

/// The files of all folders that an archive has; others that happen to lie beside them are nobody's business here.
fn files(root: &Path) -> Result<Vec<Found>, CommandError> {
    let mut found = Vec::new();
    for folder in dateline_archive::FOLDERS.into_iter().chain([OLD]) {
        let path = root.join(folder);
        let failed = |source| CommandError::Read { path: path.clone(), source };
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let about = entry.metadata().map_err(failed)?;
            if about.is_file() {
                let name = PathBuf::from(folder).join(entry.file_name());
                // A file that was written in the future is a young one.
                let written = about.modified().map_err(failed)?;
                let age = SystemTime::now().duration_since(written).unwrap_or_default();
                found.push(Found { path: name.display().to_string(), bytes: about.len(), age });
            }
        }
    }
    Ok(found)
}

/// Reads `7d`, `36h`, `90m`, `30s` or plain seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let seconds = match &text[number.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        unit => return Err(format!("`{unit}` is no unit of time; write d, h, m or s")),
    };
    let whole = number.parse::<u64>().ok().and_then(|number| number.checked_mul(seconds));
    whole.map(Duration::from_secs).ok_or_else(|| format!("`{text}` is no stretch of time; write something like 7d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_is_read_with_its_unit() {
        let days = |days: u64| Ok(Duration::from_secs(days * 86_400));
        assert_eq!([days(7), days(1), days(0)], ["7d", "24h", "0"].map(duration));
        assert_eq!(Ok(Duration::from_secs(90)), duration("90s"));
        assert!(duration("7w").is_err() && duration("d").is_err() && duration("").is_err());
    }
}
