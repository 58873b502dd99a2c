//! An archive of stories as static files: what writes it and what reads it, side by side.
//!
//! `dateline.json` is the manifest; all else are files that never change, each named by the hash of its bytes. A
//! [`Packer`] writes them from stories, in bounded memory. A [`Reader`] answers from as few of them as will do: it says
//! which it wants ([`Fetch`]), is given their bytes, and goes on; it knows no network, no clock and no files.
//!
//! The format is described in `docs/archive-format.md`. Read on in this order: `manifest` (the way in), `shard` (the dictionary),
//! `list` (posting lists), `block` (cards and texts), `columns` (dates and tags), `gone`, then `write` and `read`. How numbers and
//! bytes are coded is a crate of its own, `dateline-mix`.

mod block;
mod bytes;
mod columns;
mod error;
#[cfg(feature = "fuzzing")]
mod fuzzing;
mod gone;
mod json;
mod kept;
mod list;
mod manifest;
mod name;
mod phrases;
mod read;
mod shard;
mod write;

pub use error::ArchiveError;
#[cfg(feature = "fuzzing")]
pub use fuzzing::check_decoders;
pub use manifest::{Gone, MANIFEST, Manifest, NEWEST_FORMAT, Segment, Words};
pub use name::{FOLDERS, Hash};
pub use read::{Answer, Card, Depth, Fetch, Given, Left, Question, Reader, Step, Traffic};
pub use write::{
    Disk, Growth, PackError, PackOptions, Packer, Part, ReadRecord, Record, Spill, Summary, merge, named_files,
};
