//! Reading an archive's own files back, to add to it or to find out which files it names.

use super::{Disk, PackError, Record};
use crate::block::{BLOCK, Slot, StoredCard, TextPlace, decode_cards, text_of, unpack};
use crate::columns::Root;
use crate::error::{ArchiveError, Malformed};
use crate::manifest::Segment;
use crate::name::{Folder, Hash};

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

/// The stories of a segment, by number. The last files and blocks read are kept, so that reading in order is cheap.
pub(super) struct StoredStories {
    root: Root,
    files: Kept<(Folder, Hash), Vec<u8>>,
    cards: Kept<(Hash, u32), Vec<StoredCard>>,
    texts: Kept<TextPlace, Vec<u8>>,
}

/// The few things that were used last.
struct Kept<K, V>(Vec<(K, V)>);

impl<K: PartialEq, V> Kept<K, V> {
    const MOST: usize = 3;

    fn find(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(kept, _)| kept == key).map(|(_, value)| value)
    }

    fn keep(&mut self, key: K, value: V) -> &V {
        if self.0.len() == Self::MOST {
            self.0.remove(0);
        }
        self.0.push((key, value));
        &self.0[self.0.len() - 1].1
    }
}

impl StoredStories {
    /// The stories of a segment.
    pub(super) fn open<D: Disk>(disk: &mut D, segment: &Segment) -> Result<Self, PackError> {
        let hash = named(&segment.root)?;
        let path = Folder::Roots.path(hash);
        let root = Root::decode(&whole(disk, Folder::Roots, hash)?).and_then(Root::unpacked);
        let root = root.map_err(|malformed| malformed.of(&path))?;
        Ok(Self { root, files: Kept(Vec::new()), cards: Kept(Vec::new()), texts: Kept(Vec::new()) })
    }

    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// What lists show of a story, and where its text is.
    pub(super) fn card<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<StoredCard, PackError> {
        let (file, slot) = self.slot(number)?;
        let block = number % self.root.cards_per_file / BLOCK;
        let cards = match self.cards.find(&(file, block)) {
            Some(cards) => cards,
            None => {
                let content = self.card_block(disk, file, block, slot)?;
                let cards = decode_cards(&content).map_err(|malformed| malformed.of(&Folder::Cards.path(file)))?;
                self.cards.keep((file, block), cards)
            }
        };
        cards.get((number % BLOCK) as usize).cloned().ok_or(PackError::Record { number })
    }

    /// A story's record.
    pub(super) fn record<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<Record, PackError> {
        let card = self.card(disk, number)?;
        let Some((place, which)) = card.text else { return Ok(Record { card: card.card, text: Vec::new() }) };
        let content = self.text_block(disk, place)?;
        let text = text_of(&content, which).map_err(|malformed| malformed.of(&Folder::Texts.path(place.file)))?;
        Ok(Record { card: card.card, text: text.to_vec() })
    }

    /// Where the block of a story's card is, if it is not in its slot.
    pub(super) fn elsewhere<D: Disk>(&mut self, disk: &mut D, number: u32) -> Result<Option<TextPlace>, PackError> {
        let (file, slot) = self.slot(number)?;
        let block = number % self.root.cards_per_file / BLOCK;
        match self.read_slot(disk, file, block, slot)? {
            Ok(_) => Ok(None),
            Err(place) => Ok(Some(place)),
        }
    }

    fn slot(&self, number: u32) -> Result<(Hash, u32), PackError> {
        let file = self.root.cards.get((number / self.root.cards_per_file) as usize);
        file.copied().ok_or(PackError::Record { number })
    }

    /// The block in a slot, or where it is instead.
    fn read_slot<D: Disk>(
        &mut self,
        disk: &mut D,
        file: Hash,
        block: u32,
        size: u32,
    ) -> Result<Result<Vec<u8>, TextPlace>, PackError> {
        let path = Folder::Cards.path(file);
        let bytes = part(self.file(disk, Folder::Cards, file)?, block.saturating_mul(size), size);
        match bytes.and_then(Slot::read).map_err(|malformed| malformed.of(&path))? {
            Some(Slot::Here(block)) => Ok(Ok(block.to_vec())),
            Some(Slot::Elsewhere(place)) => Ok(Err(place)),
            None => Err(ArchiveError::Damaged { path }.into()),
        }
    }

    fn card_block<D: Disk>(&mut self, disk: &mut D, file: Hash, block: u32, size: u32) -> Result<Vec<u8>, PackError> {
        match self.read_slot(disk, file, block, size)? {
            Ok(block) => unpacked(&block, &self.root.likely, &Folder::Cards.path(file)),
            Err(place) => {
                let path = Folder::Texts.path(place.file);
                let block = part(self.file(disk, Folder::Texts, place.file)?, place.start, place.len);
                let block = block.map_err(|malformed| malformed.of(&path))?.to_vec();
                unpacked(&block, &self.root.likely, &path)
            }
        }
    }

    fn text_block<D: Disk>(&mut self, disk: &mut D, place: TextPlace) -> Result<Vec<u8>, PackError> {
        if let Some(content) = self.texts.find(&place) {
            return Ok(content.clone());
        }
        let path = Folder::Texts.path(place.file);
        let bytes = part(self.file(disk, Folder::Texts, place.file)?, place.start, place.len);
        let content = unpacked(bytes.map_err(|malformed| malformed.of(&path))?, &[], &path)?;
        Ok(self.texts.keep(place, content).clone())
    }

    fn file<D: Disk>(&mut self, disk: &mut D, folder: Folder, hash: Hash) -> Result<&[u8], PackError> {
        if self.files.find(&(folder, hash)).is_none() {
            let bytes = whole(disk, folder, hash)?;
            self.files.keep((folder, hash), bytes);
        }
        Ok(self.files.find(&(folder, hash)).map_or(&[], Vec::as_slice))
    }
}

/// A part of a file.
pub(super) fn part(bytes: &[u8], start: u32, len: u32) -> Result<&[u8], Malformed> {
    let end = start.checked_add(len).ok_or(Malformed("a part is too long"))?;
    bytes.get(start as usize..end as usize).ok_or(Malformed("a part is beyond the end"))
}

fn unpacked(block: &[u8], after: &[u8], path: &str) -> Result<Vec<u8>, PackError> {
    let content = unpack(block, after).map_err(|malformed| malformed.of(path))?;
    content.ok_or_else(|| ArchiveError::Damaged { path: path.to_owned() }.into())
}
