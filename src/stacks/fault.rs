//! What can be wrong with an archive, and how that is told. Its words come with the rest of the reader, as archives do.

/// What is wrong with a file of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveFault {
    /// It says that it is a manifest, and is none.
    Manifest,
    /// A newer packer wrote it.
    TooNew,
    /// An older packer wrote it, in a format that is not read any more.
    TooOld,
    /// It could not be had.
    Missing,
    /// It ends too early.
    Truncated,
    /// Its bytes are others than were written.
    Damaged,
    /// It says what no packer writes.
    Malformed,
}

impl ArchiveFault {
    /// A short lasting name, for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Manifest => "archive-manifest",
            Self::TooNew => "archive-too-new",
            Self::TooOld => "archive-too-old",
            Self::Missing => "archive-missing",
            Self::Truncated => "archive-truncated",
            Self::Damaged => "archive-damaged",
            Self::Malformed => "archive-malformed",
        }
    }

    /// The phrase that says it.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::TooNew => "archive_too_new",
            Self::TooOld => "archive_too_old",
            Self::Missing => "archive_missing",
            Self::Manifest | Self::Truncated | Self::Damaged | Self::Malformed => "archive_damaged",
        }
    }
}
