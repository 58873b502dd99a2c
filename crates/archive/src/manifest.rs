//! The manifest: the one file that changes, and that names all others directly or through them.

use crate::error::ArchiveError;
use crate::json::{Json, Wrong};
use crate::name::Hash;
use dateline_search::Totals;
use serde::Serialize;

/// The manifest's file name.
pub const MANIFEST: &str = "dateline.json";

/// The newest format that is read and written here.
pub const NEWEST_FORMAT: u32 = 7;

/// What `dateline.json` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Always `archive`, by which it is recognised.
    pub dateline: String,
    /// The format of all files.
    pub format: u32,
    /// The archive's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The parts of the archive, each complete in itself.
    pub segments: Vec<Segment>,
}

/// Stories that were packed together, and some of them taken out since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// The hash of the root, which names the files of cards, dates and tags.
    pub root: String,
    /// The hash of the sample that blocks of cards are packed after.
    pub sample: String,
    /// The files of the dictionary in order.
    pub words: Vec<Words>,
}

/// A file of the dictionary: its hash, for each of its shards a beginning that the first key has and no key before it, and
/// how many bytes each has.
///
/// Every reader fetches these first, so they are kept short: of a beginning a digit says how many characters it has in common with
/// that of the shard before, and of bytes how many they are more or less. Both start anew in each file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words(pub String, pub Vec<String>, pub Vec<i64>);

/// Where a shard of the dictionary is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShardPlace {
    /// What its first key begins with, and no key before it.
    pub(crate) first: String,
    pub(crate) file: Hash,
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// Stories of a segment that were taken out, or in whose place others came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
        let none = |reason: &dyn ToString| ArchiveError::NoManifest { reason: reason.to_string() };
        let text = std::str::from_utf8(bytes).map_err(|error| none(&error))?;
        let (dateline, format) = head(text).map_err(|reason| none(&reason))?;
        if dateline != "archive" {
            return Err(none(&"it does not say \"dateline\": \"archive\""));
        }
        if format > NEWEST_FORMAT {
            return Err(ArchiveError::TooNew { found: format, newest: NEWEST_FORMAT });
        }
        if format < NEWEST_FORMAT {
            return Err(ArchiveError::TooOld { found: format, needed: NEWEST_FORMAT });
        }
        let manifest = whole_manifest(text).map_err(|reason| none(&reason))?;
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
            let hashes = segment.words.iter().map(|words| &words.0).chain([&segment.root, &segment.sample]);
            let hashes = hashes.chain(gone.map(|gone| &gone.file));
            if hashes.into_iter().any(|hash| Hash::parse(hash).is_none()) {
                return Err("a hash is none");
            }
            if gone.is_some_and(|gone| gone.stories > segment.stories) {
                return Err("more stories are gone than there are");
            }
            let shards = segment.shards().ok_or("the shards of a file are none")?;
            if !shards.is_sorted_by(|a, b| a.first <= b.first) {
                return Err("the shards are not in order");
            }
        }
        Ok(())
    }
}

/// What a manifest says of itself, whatever its format.
fn head(text: &str) -> Result<(String, u32), Wrong> {
    let (mut dateline, mut format) = (None, None);
    let mut json = Json::new(text);
    json.object(&mut |json, name| {
        match name {
            "dateline" => dateline = Some(json.string()?),
            "format" => format = Some(json.number()?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    json.end()?;
    Ok((needed(dateline, "dateline")?, needed(format, "format")?))
}

fn whole_manifest(text: &str) -> Result<Manifest, Wrong> {
    let (mut manifest, mut segments) = (Manifest::default(), None);
    Json::new(text).object(&mut |json, name| {
        match name {
            "dateline" => manifest.dateline = json.string()?,
            "format" => manifest.format = json.number()?,
            "title" => manifest.title = Some(json.string()?),
            "segments" => segments = Some(json.all(segment)?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    manifest.segments = needed(segments, "segments")?;
    Ok(manifest)
}

fn segment(json: &mut Json<'_>) -> Result<Segment, Wrong> {
    let (mut segment, mut stories, mut words) = (Segment::default(), None, None);
    let (mut root, mut sample) = (None, None);
    json.object(&mut |json, name| {
        match name {
            "stories" => stories = Some(json.number()?),
            "headline_tokens" => segment.headline_tokens = json.number()?,
            "body_tokens" => segment.body_tokens = json.number()?,
            "stemmers" => segment.stemmers = json.all(Json::string)?,
            "gone" => segment.gone = Some(gone(json)?),
            "root" => root = Some(json.string()?),
            "sample" => sample = Some(json.string()?),
            "words" => words = Some(json.all(words_of)?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    segment.stories = needed(stories, "stories")?;
    segment.root = needed(root, "root")?;
    segment.sample = needed(sample, "sample")?;
    segment.words = needed(words, "words")?;
    Ok(segment)
}

fn gone(json: &mut Json<'_>) -> Result<Gone, Wrong> {
    let (mut stories, mut file) = (None, None);
    json.object(&mut |json, name| {
        match name {
            "stories" => stories = Some(json.number()?),
            "file" => file = Some(json.string()?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    Ok(Gone { stories: needed(stories, "stories")?, file: needed(file, "file")? })
}

fn words_of(json: &mut Json<'_>) -> Result<Words, Wrong> {
    let mut words = Words::default();
    let mut at = 0;
    json.array(&mut |json| {
        match at {
            0 => words.0 = json.string()?,
            1 => words.1 = json.all(Json::string)?,
            2 => words.2 = json.all(Json::integer)?,
            _ => json.skip()?,
        }
        at += 1;
        Ok(())
    })?;
    if at < 3 { Err("the shards of a file are none".to_owned()) } else { Ok(words) }
}

fn needed<T>(value: Option<T>, name: &str) -> Result<T, Wrong> {
    value.ok_or_else(|| format!("{name} is missing"))
}

/// Stories of an archive at most: a reader keeps a few bytes for each.
const MOST_STORIES: u64 = 20_000_000;

impl Segment {
    /// The shards of the dictionary, in order; none if they make no sense, which those of a manifest that was read do.
    pub(crate) fn shards(&self) -> Option<Vec<ShardPlace>> {
        let mut places = Vec::new();
        for Words(file, first, lens) in &self.words {
            let file = Hash::parse(file)?;
            let (mut before, mut start, mut len) = (String::new(), 0_u32, 0_i64);
            if first.len() != lens.len() {
                return None;
            }
            for (first, more) in first.iter().zip(lens) {
                before = whole(first, &before)?;
                len = len.checked_add(*more)?;
                let place = ShardPlace { first: before.clone(), file, start, len: u32::try_from(len).ok()? };
                start = start.checked_add(place.len)?;
                places.push(place);
            }
        }
        Some(places)
    }
}

impl Words {
    /// Adds a shard: what its first key begins with, that of the shard before, and their bytes.
    pub(crate) fn push(&mut self, (first, len): (&str, u32), (before, len_before): (&str, u32)) {
        let most = DIGITS.chars().count() - 1;
        let shared = first.chars().zip(before.chars()).take_while(|(a, b)| a == b).count().min(most);
        let rest = first.chars().skip(shared);
        self.1.push(DIGITS.chars().skip(shared).take(1).chain(rest).collect());
        self.2.push(i64::from(len) - i64::from(len_before));
    }
}

/// What says how many characters a beginning has in common with another.
const DIGITS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

/// A beginning, of which a digit says how many characters it has in common with another.
fn whole(short: &str, before: &str) -> Option<String> {
    let mut letters = short.chars();
    let shared = DIGITS.find(letters.next()?)?;
    (shared <= before.chars().count()).then(|| before.chars().take(shared).chain(letters).collect())
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
        check("{\"dateline\":\"feed\",\"format\":7,\"segments\":[]}", "does not say");
        check("{\"dateline\":\"archive\",\"format\":8,\"whatever\":7}", "format 8 is newer than 7");
        check("{\"dateline\":\"archive\",\"format\":3,\"whatever\":7}", "format 3");
        let segment = |stories: u64, root: &str, words: &str| {
            format!(
                "{{\"dateline\":\"archive\",\"format\":7,\"segments\":[{{\"stories\":{stories},\"headline_tokens\":1,\
                 \"body_tokens\":1,\"stemmers\":[],\"root\":\"{root}\",\"sample\":\"{root}\",\"words\":{words}}}]}}"
            )
        };
        check(&segment(4_000_000_000, "0123456789abcdef", "[]"), "more stories");
        check(&segment(1, "../../passwd", "[]"), "a hash is none");
        check(&segment(1, "0123456789abcdef", "[[\"0123456789abcdef\",[\"0b\",\"0a\"],[7,8]]]"), "order");
        check(&segment(1, "0123456789abcdef", "[[\"0123456789abcdef\",[\"0a\",\"0b\"],[7]]]"), "are none");
        check(&segment(1, "0123456789abcdef", "[[\"0123456789abcdef\",[\"0a\",\"0b\"],[7,4294967295]]]"), "are none");
        check(&segment(1, "0123456789abcdef", "[[\"0123456789abcdef\",[\"0a\",\"2b\"],[7,8]]]"), "are none");
        check(&segment(1, "0123456789abcdef", "[[\"0123456789abcdef\",[\"0\",\"0b\",\"1e\"],[7,8,-9]]]"), "");
    }

    #[test]
    fn shards_come_back_from_their_short_names() {
        let shards = [("", 2_510), ("ferr", 2_499), ("ferry", 2_600), ("ê", 9), ("êt", 7_000)];
        let mut words = Words(Hash([1; 8]).to_string(), Vec::new(), Vec::new());
        let before = std::iter::once(("", 0)).chain(shards);
        shards.into_iter().zip(before).for_each(|(shard, before)| words.push(shard, before));
        assert_eq!(vec!["0", "0ferr", "4y", "0ê", "1t"], words.1);
        let places = Segment { words: vec![words], ..Segment::default() }.shards().expect("they make sense");
        let back: Vec<(&str, u32)> = places.iter().map(|place| (place.first.as_str(), place.len)).collect();
        assert_eq!(shards.to_vec(), back);
        assert_eq!(
            [0, 2_510, 5_009, 7_609, 7_618].to_vec(),
            places.iter().map(|place| place.start).collect::<Vec<_>>()
        );
    }
}
