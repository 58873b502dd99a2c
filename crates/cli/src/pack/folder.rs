//! A folder that an archive is written to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dateline_archive::{Disk, Hash, MANIFEST, Spill};

use crate::input::CommandError;

/// Where manifests are kept that were replaced, so that what their readers need is not swept away.
pub(crate) const OLD: &str = "old";

/// A folder as a disk for archives.
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder, which is made if it is not there.
    pub(crate) fn open(root: &Path) -> Result<Self, CommandError> {
        Self::at(root).map_err(|source| CommandError::Write { path: root.to_owned(), source })
    }

    /// As [`Self::open`], for whoever says itself what failed.
    pub(super) fn at(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self { root: root.to_owned() })
    }

    /// Keeps the manifest that is there, if another is to be written. When it was replaced is when its copy was written.
    fn keep_manifest(&self, next: &[u8]) -> io::Result<()> {
        match fs::read(self.root.join(MANIFEST)) {
            Ok(old) if old != next => {
                let kept = self.root.join(OLD).join(format!("{}.json", Hash::of(&old)));
                write(&kept, &old)
            }
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Disk for Folder {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.root.join(path);
        if path == MANIFEST {
            self.keep_manifest(bytes)?;
        } else if fs::metadata(&file).is_ok_and(|found| found.len() == bytes.len() as u64) {
            // Its name is the hash of its bytes: what is there whole need not be written again.
            return Ok(());
        }
        write(&file, bytes)
    }

    fn get(&mut self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }

    fn spill(&mut self) -> io::Result<Box<dyn Spill>> {
        Ok(Box::new(tempfile::tempfile_in(&self.root)?))
    }
}

/// Who reads a file meanwhile sees the old one or the new one, never half of one.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = file.with_extension("part");
    fs::write(&part, bytes)?;
    fs::rename(&part, file)
}
