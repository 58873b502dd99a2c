//! What is fetched: whole files, and parts of files; each is checked when it comes and kept for a while.

use crate::error::ArchiveError;
use crate::name::{CHECKSUM, Folder, Hash, unseal};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Something wanted of an archive, by its content's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) folder: Folder,
    pub(super) file: Hash,
    /// Where it starts and how long it is; none for a whole file.
    pub(super) part: Option<(u32, u32)>,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The file, relative to the manifest.
    pub path: String,
    /// First byte and number of bytes; none for the whole file. Where a server has no range requests, the whole file is
    /// as good.
    pub range: Option<(u32, u32)>,
    pieces: Vec<Piece>,
}

impl Fetch {
    /// What is in it.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// The whole file.
    Whole(Vec<u8>),
    /// The range that was asked for.
    Part(Vec<u8>),
}

/// Requests and bytes so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests that were answered.
    pub requests: u32,
    /// Their bytes.
    pub bytes: u64,
    /// Times that something was wanted.
    pub rounds: u32,
}

/// Parts of a file that lie so close are fetched in one request, which costs more than these bytes.
const GAP: u32 = 2_000;

/// Bytes of pieces that are kept.
const MOST_KEPT: usize = 6 << 20;

/// A part without its seal, which was right when it came.
pub(super) fn content(sealed: &[u8]) -> &[u8] {
    &sealed[..sealed.len().saturating_sub(CHECKSUM)]
}

/// All pieces that are here, and those that cannot be had.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    kept: BTreeMap<Piece, Kept>,
    failed: BTreeMap<Piece, ArchiveError>,
    bytes: usize,
    /// Counts uses.
    clock: u64,
    traffic: Traffic,
}

#[derive(Debug)]
struct Kept {
    bytes: Rc<[u8]>,
    used: u64,
}

/// What is known of a piece.
pub(super) enum Found {
    /// Here it is.
    Here(Rc<[u8]>),
    /// It is to be fetched.
    Away,
    /// It cannot be had.
    Never,
}

impl Piece {
    pub(super) fn whole(folder: Folder, file: Hash) -> Self {
        Self { folder, file, part: None }
    }

    pub(super) fn part(folder: Folder, file: Hash, start: u32, len: u32) -> Self {
        Self { folder, file, part: Some((start, len)) }
    }

    pub(super) fn path(&self) -> String {
        self.folder.path(self.file)
    }

    fn is_right(&self, bytes: &[u8]) -> bool {
        match self.folder {
            _ if self.part.is_none() => Hash::of(bytes) == self.file,
            _ => unseal(bytes).is_some(),
        }
    }
}

impl Pieces {
    pub(super) fn find(&mut self, piece: Piece) -> Found {
        if let Some(kept) = self.kept.get_mut(&piece) {
            self.clock += 1;
            kept.used = self.clock;
            return Found::Here(kept.bytes.clone());
        }
        if self.failed.contains_key(&piece) { Found::Never } else { Found::Away }
    }

    /// Whether a piece is here.
    pub(super) fn has(&self, piece: Piece) -> bool {
        self.kept.contains_key(&piece)
    }

    /// The bytes of a piece; if it is away, it is added to what is wanted.
    pub(super) fn need(&mut self, piece: Piece, wanted: &mut Vec<Piece>) -> Option<Rc<[u8]>> {
        match self.find(piece) {
            Found::Here(bytes) => Some(bytes),
            Found::Never => None,
            Found::Away => {
                wanted.push(piece);
                None
            }
        }
    }

    /// Requests for pieces, which are sorted and differ; those that lie close together in one.
    pub(super) fn fetches(&mut self, pieces: Vec<Piece>) -> Vec<Fetch> {
        self.traffic.rounds += 1;
        let mut fetches: Vec<Fetch> = Vec::new();
        for piece in pieces {
            let path = piece.path();
            let joined = fetches.last_mut().filter(|last| last.path == path).is_some_and(|last| {
                let (Some((start, len)), Some((next, more))) = (last.range, piece.part) else { return false };
                let end = u64::from(start) + u64::from(len);
                let is_near = u64::from(next) <= end + u64::from(GAP);
                if is_near {
                    let end = end.max(u64::from(next) + u64::from(more));
                    last.range = Some((start, u32::try_from(end - u64::from(start)).unwrap_or(u32::MAX)));
                    last.pieces.push(piece);
                }
                is_near
            });
            if !joined {
                fetches.push(Fetch { path, range: piece.part, pieces: vec![piece] });
            }
        }
        fetches
    }

    pub(super) fn give(&mut self, fetch: &Fetch, given: &Given) -> Result<(), ArchiveError> {
        let (bytes, offset) = match (given, fetch.range) {
            (Given::Part(bytes), Some((start, _))) => (bytes, start),
            (Given::Whole(bytes) | Given::Part(bytes), _) => (bytes, 0),
        };
        self.traffic.requests += 1;
        self.traffic.bytes += bytes.len() as u64;
        let mut result = Ok(());
        for &piece in &fetch.pieces {
            let path = || fetch.path.clone();
            let own = match piece.part {
                None => Some(bytes.as_slice()),
                Some((start, len)) => {
                    let start = (start - offset) as usize;
                    start.checked_add(len as usize).and_then(|end| bytes.get(start..end))
                }
            };
            let error = match own {
                None => ArchiveError::Truncated { path: path() },
                Some(own) if piece.is_right(own) => {
                    self.keep(piece, own.into());
                    continue;
                }
                Some(_) => ArchiveError::Damaged { path: path() },
            };
            self.failed.insert(piece, error.clone());
            result = Err(error);
        }
        result
    }

    pub(super) fn fail(&mut self, fetch: &Fetch, reason: &str) {
        for &piece in &fetch.pieces {
            self.failed.insert(piece, ArchiveError::Missing { path: fetch.path.clone(), reason: reason.to_owned() });
        }
    }

    /// Says that a piece, although it is what was written, makes no sense.
    pub(super) fn refuse(&mut self, piece: Piece, error: crate::error::Malformed) {
        self.failed.insert(piece, ArchiveError::malformed(&piece.path())(error));
        if let Some(kept) = self.kept.remove(&piece) {
            self.bytes -= kept.bytes.len();
        }
    }

    pub(super) fn retry(&mut self) {
        self.failed.clear();
    }

    /// What could not be had, file by file.
    pub(super) fn problems(&self) -> Vec<ArchiveError> {
        let mut seen = BTreeSet::new();
        let first = self.failed.iter().filter(|(piece, _)| seen.insert((piece.folder, piece.file)));
        first.map(|(_, error)| error.clone()).collect()
    }

    /// Lets go of what was used longest ago.
    pub(super) fn trim(&mut self) {
        if self.bytes <= MOST_KEPT {
            return;
        }
        let mut by_use: Vec<(u64, Piece)> = self.kept.iter().map(|(piece, kept)| (kept.used, *piece)).collect();
        by_use.sort_unstable();
        for (_, piece) in by_use {
            if self.bytes <= MOST_KEPT / 2 {
                break;
            }
            if let Some(kept) = self.kept.remove(&piece) {
                self.bytes -= kept.bytes.len();
            }
        }
    }

    pub(super) fn traffic(&self) -> Traffic {
        self.traffic
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.bytes + self.kept.len() * (size_of::<Piece>() + size_of::<Kept>())
    }

    fn keep(&mut self, piece: Piece, bytes: Rc<[u8]>) {
        self.clock += 1;
        self.bytes += bytes.len();
        if let Some(before) = self.kept.insert(piece, Kept { bytes, used: self.clock }) {
            self.bytes -= before.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(content: &[u8]) -> Vec<u8> {
        let mut out = content.to_vec();
        crate::name::seal(&mut out, 0);
        out
    }

    fn pieces(parts: &[(u32, u32)]) -> Vec<Piece> {
        parts.iter().map(|&(start, len)| Piece::part(Folder::Lists, Hash([1; 8]), start, len)).collect()
    }

    #[test]
    fn parts_that_lie_close_are_one_request() {
        let fetches = Pieces::default().fetches(pieces(&[(0, 100), (100, 50), (400, 10), (9_000, 1)]));
        assert_eq!(vec![Some((0, 410)), Some((9_000, 1))], fetches.iter().map(|f| f.range).collect::<Vec<_>>());
    }

    #[test]
    fn what_comes_is_checked_and_what_is_wrong_is_not_wanted_again() {
        let part = sealed(b"abc");
        let file = [part.clone(), part.clone()].concat();
        let all = Pieces::default().fetches(pieces(&[(0, 7), (7, 7)]));
        let mut kept = Pieces::default();
        assert_eq!(Ok(()), kept.give(&all[0], &Given::Part(file.clone())));
        assert!(matches!(kept.find(pieces(&[(7, 7)])[0]), Found::Here(bytes) if *bytes == *part));
        let mut cut = Pieces::default();
        assert!(matches!(cut.give(&all[0], &Given::Part(file[..9].to_vec())), Err(ArchiveError::Truncated { .. })));
        assert!(matches!(cut.find(pieces(&[(7, 7)])[0]), Found::Never));
        assert_eq!(1, cut.problems().len());
        cut.retry();
        assert!(matches!(cut.find(pieces(&[(7, 7)])[0]), Found::Away));
        let mut flipped = file;
        flipped[8] ^= 1;
        assert!(matches!(kept.give(&all[0], &Given::Whole(flipped)), Err(ArchiveError::Damaged { .. })));
    }
}
