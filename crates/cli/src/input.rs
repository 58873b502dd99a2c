//! Files in and out: plain, compressed, or piped.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use dateline_formats::{FeedReader, Found};
use dateline_story::{UrlError, WebUrl};
use flate2::read::MultiGzDecoder;

/// Why the command cannot do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// A file cannot be written.
    #[error("cannot write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// An archive cannot be packed.
    #[error("cannot pack {}", path.display())]
    Pack { path: PathBuf, source: dateline_archive::PackError },
    /// The port cannot be listened to.
    #[error("cannot serve on port {port}")]
    Serve { port: u16, source: io::Error },
    /// An address on the command line is none.
    #[error("`{address}` is no address of a feed")]
    Address { address: String, source: UrlError },
}

/// Opens a file, decompressed if its name ends in `.gz`, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, CommandError> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|source| CommandError::Read { path: path.to_owned(), source })?;
    let file = BufReader::with_capacity(1 << 16, file);
    if path.extension().is_some_and(|extension| extension == "gz") {
        return Ok(Box::new(MultiGzDecoder::new(file)));
    }
    Ok(Box::new(file))
}

/// Bytes handed to the reader at a time; about what a network gives.
const CHUNK_BYTES: usize = 1 << 16;

/// Reads a feed in chunks, as the reader in the browser does, and hands on each thing that is found.
pub(crate) fn read_feed(
    path: &Path,
    reader: &mut FeedReader,
    mut on_found: impl FnMut(Found, &FeedReader),
) -> Result<(), CommandError> {
    let mut bytes = open(path)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = bytes.read(&mut chunk).map_err(|source| CommandError::Read { path: path.to_owned(), source })?;
        if read == 0 {
            reader.finish();
        } else {
            reader.push(&chunk[..read]);
        }
        while let Some(found) = reader.next_found() {
            on_found(found, reader);
        }
        if read == 0 {
            return Ok(());
        }
    }
}

/// Opens a file to write, or standard output if there is none.
pub(crate) fn create(path: Option<&Path>) -> Result<Box<dyn Write>, CommandError> {
    match path {
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
        Some(path) => {
            let file = File::create(path).map_err(|source| CommandError::Write { path: path.to_owned(), source })?;
            Ok(Box::new(BufWriter::new(file)))
        }
    }
}

/// The address that a feed's relative addresses are seen from.
pub(crate) fn base(address: &str) -> Result<WebUrl, CommandError> {
    WebUrl::parse(address).map_err(|source| CommandError::Address { address: address.to_owned(), source })
}
