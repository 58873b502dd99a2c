//! Why an archive, or a part of it, cannot be read.

pub(crate) use dateline_mix::Malformed;

/// Why a file of an archive is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// The manifest is no manifest.
    #[error("the manifest is none: {reason}")]
    NoManifest {
        /// What is wrong with it.
        reason: String,
    },
    /// A newer packer wrote it; reloading the page usually helps.
    #[error("archive format {found} is newer than {newest}, the newest known here")]
    TooNew {
        /// The archive's.
        found: u32,
        /// The newest that this reader knows.
        newest: u32,
    },
    /// An older packer wrote it, in a way that is read no more.
    #[error("archive format {found} is older than {needed}, which is needed here; pack the feeds again")]
    TooOld {
        /// The archive's.
        found: u32,
        /// The only one that is read.
        needed: u32,
    },
    /// A file cannot be had.
    #[error("{path} cannot be fetched: {reason}")]
    Missing {
        /// Its path in the archive.
        path: String,
        /// What the network said.
        reason: String,
    },
    /// A file ends before what was asked for.
    #[error("{path} is cut short")]
    Truncated {
        /// Its path in the archive.
        path: String,
    },
    /// A file's bytes are not those that were written.
    #[error("{path} is damaged: its bytes do not give its hash")]
    Damaged {
        /// Its path in the archive.
        path: String,
    },
    /// A file says what no packer writes.
    #[error("{path} makes no sense: {reason}")]
    Malformed {
        /// Its path in the archive.
        path: String,
        /// What does not fit.
        reason: &'static str,
    },
}

impl ArchiveError {
    /// That the file at this path has bytes that no packer writes.
    pub(crate) fn malformed(path: &str) -> impl FnOnce(Malformed) -> Self {
        |malformed| Self::Malformed { path: path.to_owned(), reason: malformed.0 }
    }
}
