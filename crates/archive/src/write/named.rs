//! Which files an archive consists of, so that all others can be swept away.

use super::stored::{StoredStories, named, part, whole};
use super::{Disk, PackError};
use crate::error::{ArchiveError, Malformed};
use crate::list::Tier;
use crate::manifest::{MANIFEST, Manifest, Segment};
use crate::name::{Folder, unseal};
use crate::shard;
use std::collections::BTreeSet;

/// The paths of all files that a manifest names, directly or through others; itself included.
pub fn named_files<D: Disk>(disk: &mut D, manifest: &Manifest) -> Result<BTreeSet<String>, PackError> {
    let mut paths = BTreeSet::from([MANIFEST.to_owned()]);
    for segment in &manifest.segments {
        if let Some(gone) = &segment.gone {
            paths.insert(Folder::Gone.path(named(&gone.file)?));
        }
        name_words(disk, segment, &mut paths)?;
        name_stories(disk, segment, &mut paths)?;
    }
    Ok(paths)
}

fn name_words<D: Disk>(disk: &mut D, segment: &Segment, paths: &mut BTreeSet<String>) -> Result<(), PackError> {
    let mut file = (None, Vec::new());
    for shard in segment.shards().unwrap_or_default() {
        let path = Folder::Words.path(shard.file);
        if file.0 != Some(shard.file) {
            file = (Some(shard.file), whole(disk, Folder::Words, shard.file)?);
        }
        let items = part(&file.1, shard.start, shard.len).and_then(|sealed| {
            let content = unseal(sealed).ok_or(Malformed("a shard's seal is broken"))?;
            shard::decode(content, segment.stories)
        });
        let items = items.map_err(ArchiveError::malformed(&path))?;
        paths.insert(path);
        let mut name = |tier: &Tier| {
            paths.insert(Folder::Lists.path(tier.file));
        };
        items.iter().for_each(|item| item.value.each_tier(&mut name));
    }
    Ok(())
}

fn name_stories<D: Disk>(disk: &mut D, segment: &Segment, paths: &mut BTreeSet<String>) -> Result<(), PackError> {
    let stored = StoredStories::open(disk, segment)?;
    let root = stored.root();
    paths.insert(Folder::Roots.path(named(&segment.root)?));
    paths.insert(Folder::Cards.path(named(&segment.sample)?));
    paths.extend(root.files.iter().map(|(cards, _)| Folder::Cards.path(*cards)));
    paths.extend(
        root.files.iter().filter_map(|(_, texts)| *texts).chain(root.texts).map(|hash| Folder::Texts.path(hash)),
    );
    paths.extend(root.columns.iter().map(|(hash, _)| *hash).chain(root.tags).map(|hash| Folder::Columns.path(hash)));
    Ok(())
}
