//! A folder that an archive is written to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dateline_archive::{Disk, MANIFEST, Spill};

use crate::input::CommandError;

/// A folder as a disk for archives.
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder, which is made if it is not there.
    pub(crate) fn open(root: &Path) -> Result<Self, CommandError> {
        fs::create_dir_all(root).map_err(|source| CommandError::Write { path: root.to_owned(), source })?;
        Ok(Self { root: root.to_owned() })
    }
}

impl Disk for Folder {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.root.join(path);
        // The name of any other file is the hash of its bytes: what is there whole need not be written again.
        let is_there = path != MANIFEST && fs::metadata(&file).is_ok_and(|found| found.len() == bytes.len() as u64);
        if is_there {
            return Ok(());
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // Who reads meanwhile sees the old manifest or the new one, never half of one.
        let part = file.with_extension("part");
        fs::write(&part, bytes)?;
        fs::rename(&part, &file)
    }

    fn spill(&mut self) -> io::Result<Box<dyn Spill>> {
        Ok(Box::new(tempfile::tempfile_in(&self.root)?))
    }
}
