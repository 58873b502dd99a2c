//! Which files an archive consists of, so that all others can be swept away.

use super::stored::{StoredStories, named, root, whole};
use super::{Disk, PackError};
use crate::block::BLOCK;
use crate::list::Place;
use crate::manifest::{MANIFEST, Manifest, Segment};
use crate::name::Folder;
use crate::shard::{self, Value};
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
    for (_, hash) in &segment.shards {
        let hash = named(hash)?;
        let path = Folder::Words.path(hash);
        let mut items = shard::decode(&whole(disk, Folder::Words, hash)?).map_err(|malformed| malformed.of(&path))?;
        paths.insert(path);
        let mut name_list = |list: &mut shard::List| {
            if let Place::Tiers(tiers) = &list.place {
                paths.extend(tiers.iter().map(|tier| Folder::Lists.path(tier.file)));
            }
        };
        items.iter_mut().map(|item| &mut item.value).for_each(|value: &mut Value| value.each_list(&mut name_list));
    }
    Ok(())
}

fn name_stories<D: Disk>(disk: &mut D, segment: &Segment, paths: &mut BTreeSet<String>) -> Result<(), PackError> {
    let root = root(disk, segment)?;
    paths.insert(Folder::Roots.path(named(&segment.root)?));
    paths.extend(root.cards.iter().map(|(hash, _)| Folder::Cards.path(*hash)));
    paths.extend(root.columns.iter().map(|(hash, _)| *hash).chain(root.tags).map(|hash| Folder::Columns.path(hash)));
    let mut stored = StoredStories::new(root);
    for number in 0..segment.stories {
        let text = stored.card(disk, number)?.text.map(|(place, _)| place);
        let block = if number.is_multiple_of(BLOCK) { stored.elsewhere(disk, number)? } else { None };
        paths.extend(text.into_iter().chain(block).map(|place| Folder::Texts.path(place.file)));
    }
    Ok(())
}
