//! The manifest: the one file that changes, and that names all others directly or through them.

use crate::error::ArchiveError;
use crate::name::Hash;
use dateline_search::Totals;
use serde::{Deserialize, Serialize};

/// The manifest's file name.
pub const MANIFEST: &str = "dateline.json";

/// The newest format that is read and written here.
pub const NEWEST_FORMAT: u32 = 1;

/// What `dateline.json` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `archive`, by which it is recognised.
    pub dateline: String,
    /// The format of all files.
    pub format: u32,
    /// The archive's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The parts of the archive, each complete in itself.
    pub segments: Vec<Segment>,
}

/// Stories that were packed together, and some of them taken out since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Stories; their numbers are less than this, the newest first.
    pub stories: u32,
    /// Tokens in the headlines of those that are not gone.
    pub headline_tokens: u64,
    /// Tokens in their bodies.
    pub body_tokens: u64,
    /// Languages whose stemmers were used, by primary subtag.
    pub stemmers: Vec<String>,
    /// Those that are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// The hash of the root, which names the files of cards, dates and tags.
    pub root: String,
    /// The shards of the dictionary in order: a beginning that its first key has and no key before it, and its hash.
    pub shards: Vec<(String, String)>,
}

/// Stories of a segment that were taken out, or in whose place others came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// How many.
    pub stories: u32,
    /// The hash of the file that lists them.
    pub file: String,
}

impl Manifest {
    /// The manifest of these segments.
    pub(crate) fn new(title: Option<String>, segments: Vec<Segment>) -> Self {
        Self { dateline: "archive".to_owned(), format: NEWEST_FORMAT, title, segments }
    }

    /// Reads a manifest. Nothing in it is believed that is not checked here or where it is used.
    pub fn read(bytes: &[u8]) -> Result<Self, ArchiveError> {
        #[derive(Deserialize)]
        struct Head {
            dateline: String,
            format: u32,
        }
        let none = |reason: &dyn ToString| ArchiveError::NoManifest { reason: reason.to_string() };
        let head: Head = serde_json::from_slice(bytes).map_err(|error| none(&error))?;
        if head.dateline != "archive" {
            return Err(none(&"it does not say \"dateline\": \"archive\""));
        }
        if head.format > NEWEST_FORMAT {
            return Err(ArchiveError::TooNew { found: head.format, newest: NEWEST_FORMAT });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| none(&error))?;
        manifest.check().map_err(|reason| none(&reason))?;
        Ok(manifest)
    }

    /// The manifest as bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Numbers of stories in all segments, those that are gone included.
    pub fn stories(&self) -> u32 {
        self.segments.iter().map(|segment| segment.stories).sum()
    }

    /// Stories that are not gone.
    pub fn live_stories(&self) -> u32 {
        let gone = self.segments.iter().filter_map(|segment| segment.gone.as_ref()).map(|gone| gone.stories);
        self.stories() - gone.sum::<u32>()
    }

    /// What ranking needs to know of all segments together.
    pub(crate) fn totals(&self) -> Totals {
        let mut totals = Totals { stories: self.stories(), ..Totals::default() };
        for segment in &self.segments {
            totals.headline_tokens = totals.headline_tokens.saturating_add(segment.headline_tokens);
            totals.body_tokens = totals.body_tokens.saturating_add(segment.body_tokens);
            totals.stemmers.extend(segment.stemmers.iter().cloned());
        }
        totals
    }

    fn check(&self) -> Result<(), &'static str> {
        let total: u64 = self.segments.iter().map(|segment| u64::from(segment.stories)).sum();
        if total > MOST_STORIES {
            return Err("it has more stories than can be read");
        }
        for segment in &self.segments {
            let gone = segment.gone.as_ref();
            let hashes = segment.shards.iter().map(|(_, hash)| hash).chain([&segment.root]);
            let hashes = hashes.chain(gone.map(|gone| &gone.file));
            if hashes.into_iter().any(|hash| Hash::parse(hash).is_none()) {
                return Err("a hash is none");
            }
            if gone.is_some_and(|gone| gone.stories > segment.stories) {
                return Err("more stories are gone than there are");
            }
            if !segment.shards.is_sorted_by(|a, b| a.0 <= b.0) {
                return Err("the shards are not in order");
            }
        }
        Ok(())
    }
}

/// Stories of an archive at most: a reader keeps a few bytes for each.
const MOST_STORIES: u64 = 20_000_000;

impl Segment {
    /// The number of the shard that would hold a key; none if there are no shards.
    pub(crate) fn shard_of(&self, key: &str) -> Option<usize> {
        let after = self.shards.partition_point(|(first, _)| first.as_str() <= key);
        if self.shards.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let said = Manifest::read(json.as_bytes()).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn a_manifest_that_is_none_is_refused() {
        check("", "the manifest is none");
        check("{\"dateline\":\"feed\",\"format\":1,\"segments\":[]}", "does not say");
        check("{\"dateline\":\"archive\",\"format\":2,\"whatever\":7}", "format 2 is newer than 1");
        let segment = |stories: u64, root: &str, shards: &str| {
            format!(
                "{{\"dateline\":\"archive\",\"format\":1,\"segments\":[{{\"stories\":{stories},\"headline_tokens\":1,\
                 \"body_tokens\":1,\"stemmers\":[],\"root\":\"{root}\",\"shards\":{shards}}}]}}"
            )
        };
        check(&segment(4_000_000_000, "0123456789abcdef", "[]"), "more stories");
        check(&segment(1, "../../passwd", "[]"), "a hash is none");
        check(&segment(1, "0123456789abcdef", "[[\"b\",\"0123456789abcdef\"],[\"a\",\"0123456789abcdef\"]]"), "order");
        check(&segment(1, "0123456789abcdef", "[[\"\",\"0123456789abcdef\"]]"), "");
    }
}
