//! Reading an archive's own files back, to add to it or to find out which files it names.

use super::{Disk, PackError, Record};
use crate::block::{BLOCK, CardBlock, decode_sample, stories_of, unpack};
use crate::columns::Root;
use crate::error::{ArchiveError, Malformed};
use crate::kept::Kept;
use crate::manifest::Segment;
use crate::name::{Folder, Hash, unseal};
use dateline_mix::Mixer;

/// Reads a file and checks it against its name.
pub(super) fn whole<D: Disk>(disk: &mut D, folder: Folder, hash: Hash) -> Result<Vec<u8>, PackError> {
    let path = folder.path(hash);
    let bytes =
        disk.get(&path).map_err(|error| ArchiveError::Missing { path: path.clone(), reason: error.to_string() })?;
    if Hash::of(&bytes) == hash { Ok(bytes) } else { Err(ArchiveError::Damaged { path }.into()) }
}

/// A hash that a manifest names; it was checked when the manifest was read.
pub(super) fn named(hash: &str) -> Result<Hash, PackError> {
    Hash::parse(hash).ok_or_else(|| ArchiveError::NoManifest { reason: format!("`{hash}` is no hash") }.into())
}

/// What blocks are packed after.
fn sample<D: Disk>(disk: &mut D, folder: Folder, hash: Hash) -> Result<Mixer, PackError> {
    Ok(decode_sample(&whole(disk, folder, hash)?).map_err(ArchiveError::malformed(&folder.path(hash)))?)
}

/// The stories of a segment, by number. The last files and blocks read are kept, so that reading in order is cheap.
pub(super) struct StoredStories {
    root: Root,
    /// What blocks of cards are packed after.
    cards_after: Mixer,
    /// Stories of the segment.
    stories: u32,
    files: Kept<(Folder, Hash), Vec<u8>, 3>,
    cards: Kept<u32, CardBlock, 3>,
    texts: Kept<u32, Vec<Vec<u8>>, 3>,
    /// What blocks of texts are packed after, once one is read.
    texts_after: Option<Mixer>,
}

impl StoredStories {
    /// The stories of a segment.
    pub(super) fn open<D: Disk>(disk: &mut D, segment: &Segment) -> Result<Self, PackError> {
        let hash = named(&segment.root)?;
        let path = Folder::Roots.path(hash);
        let root = Root::decode(&whole(disk, Folder::Roots, hash)?).map_err(ArchiveError::malformed(&path))?;
        let cards_after = sample(disk, Folder::Cards, named(&segment.sample)?)?;
        let (files, cards, texts) = (Kept::default(), Kept::default(), Kept::default());
        Ok(Self { root, cards_after, stories: segment.stories, files, cards, texts, texts_after: None })
    }

    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// What lists show of a story.
    pub(super) fn card<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<Vec<u8>, PackError> {
        self.block(disk, number)?.cards.get((number % BLOCK) as usize).cloned().ok_or(PackError::Record { number })
    }

    /// A story's record.
    pub(super) fn record<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<Record, PackError> {
        let card = self.card(disk, number)?;
        let text = self.text(disk, number)?;
        Ok(Record { card, text })
    }

    /// The block of cards that a story's is in.
    fn block<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<&CardBlock, PackError> {
        let at = number / BLOCK;
        if self.cards.find(&at).is_none() {
            let slot = self.root.slot(at).ok_or(PackError::Record { number })?;
            let path = Folder::Cards.path(slot.files.0);
            let count = stories_of(at, self.stories);
            let bytes = sealed(self.file(disk, Folder::Cards, slot.files.0)?, (slot.start, slot.len), &path)?.to_vec();
            let block = CardBlock::decode(&bytes, count, &self.cards_after).map_err(ArchiveError::malformed(&path))?;
            self.cards.keep(at, block);
            self.cards.trim();
        }
        self.cards.find(&at).ok_or(PackError::Record { number })
    }

    fn text<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<Vec<u8>, PackError> {
        let at = number / BLOCK;
        let Some(place) = self.block(disk, number)?.texts else { return Ok(Vec::new()) };
        if self.texts.find(&at).is_none() {
            let file = self.root.slot(at).and_then(|slot| slot.files.1).ok_or(PackError::Record { number })?;
            let path = Folder::Texts.path(file);
            let bytes = sealed(self.file(disk, Folder::Texts, file)?, place, &path)?.to_vec();
            let count = stories_of(at, self.stories);
            let texts = unpack(&bytes, count, self.texts_after(disk)?).map_err(ArchiveError::malformed(&path))?;
            self.texts.keep(at, texts);
            self.texts.trim();
        }
        let text = self.texts.find(&at).and_then(|texts| texts.get((number % BLOCK) as usize));
        text.cloned().ok_or(PackError::Record { number })
    }

    fn texts_after<D: Disk>(&mut self, disk: &mut D) -> Result<&Mixer, PackError> {
        let mixer = match (self.texts_after.take(), self.root.texts) {
            (Some(mixer), _) => mixer,
            (None, None) => Mixer::new(11),
            (None, Some(hash)) => sample(disk, Folder::Texts, hash)?,
        };
        Ok(self.texts_after.insert(mixer))
    }

    fn file<D: Disk>(&mut self, disk: &mut D, folder: Folder, hash: Hash) -> Result<&[u8], PackError> {
        if self.files.find(&(folder, hash)).is_none() {
            let bytes = whole(disk, folder, hash)?;
            self.files.keep((folder, hash), bytes);
            self.files.trim();
        }
        Ok(self.files.find(&(folder, hash)).map_or(&[], Vec::as_slice))
    }
}

/// A part of a file.
pub(super) fn part(bytes: &[u8], start: u32, len: u32) -> Result<&[u8], Malformed> {
    let end = start.checked_add(len).ok_or(Malformed("a part is too long"))?;
    bytes.get(start as usize..end as usize).ok_or(Malformed("a part is beyond the end"))
}

/// A sealed part of a file, without its seal.
fn sealed<'a>(file: &'a [u8], (start, len): (u32, u32), path: &str) -> Result<&'a [u8], PackError> {
    let part = part(file, start, len).map_err(ArchiveError::malformed(path))?;
    unseal(part).ok_or_else(|| ArchiveError::Damaged { path: path.to_owned() }.into())
}
