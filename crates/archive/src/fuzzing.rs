//! What must hold of every byte that an archive's decoders are given; `fuzz/fuzz_targets/archive.rs` calls it.

use crate::block::{CardBlock, decode_sample, unpack};
use crate::columns::{Columns, Root, decode_tags, encode_tags};
use crate::error::Malformed;
use crate::list::{Marked, Models, Postings};
use crate::manifest::{MANIFEST, Manifest, Segment, Words};
use crate::name::{Folder, Hash, seal};
use crate::{Depth, Given, Left, Question, ReadRecord, Reader, Record, Step, gone, list, shard};
use dateline_mix::Mixer;
use dateline_search::{Request, parse_query};
use dateline_story::{Slug, Story};
use std::fmt::Debug;

/// Stories of the segment that lists are taken to be of.
const STORIES: u32 = 1_000;

/// Powers of two of bytes of counters; few, so that slots are given up.
const BITS: u32 = 8;

/// Decodes bytes as what the first of them says.
///
/// # Panics
/// If something does not hold: that what is decoded and encoded again is decoded to the same, that the stories of a list ascend and
/// are there, and that a reader that is given nothing else comes to an end.
pub fn check_decoders(bytes: &[u8]) {
    let Some((&which, content)) = bytes.split_first() else { return };
    match which {
        b'r' => check_again(content, &Root::decode, &Root::encode),
        b'c' => check_again(content, &Columns::decode, &Columns::encode),
        b't' => check_again(content, &decode_tags, &|tags| encode_tags(tags)),
        b'g' => check_again(content, &gone::decode, &|stories| gone::encode(&stories.iter().copied().collect())),
        b'm' => drop(list::decode(content, count(content), STORIES, &Models::new()).map(|stories: Marked| {
            check_ascent(stories.iter().map(|story| story.0));
        })),
        b'l' => drop(list::decode(content, count(content), STORIES, &Models::new()).map(|tier: Postings| {
            check_ascent(tier.lengths.iter().map(|length| length.0));
            list::join(vec![tier.bytes, Vec::new()]);
        })),
        b'k' => drop(CardBlock::decode(content, content.len() % 9, &Mixer::new(BITS))),
        b'x' => drop(unpack(content, content.len() % 9, &Mixer::new(BITS))),
        b'z' => drop(decode_sample(content)),
        b'j' => drop(Manifest::read(content)),
        _ => check_reader(content),
    }
}

/// How many stories a list is said to have.
fn count(content: &[u8]) -> u32 {
    content.len() as u32 % 200
}

fn check_again<T: PartialEq + Debug>(
    bytes: &[u8],
    decode: &dyn Fn(&[u8]) -> Result<T, Malformed>,
    encode: &dyn Fn(&T) -> Vec<u8>,
) {
    if let Ok(value) = decode(bytes) {
        assert_eq!(Ok(&value), decode(&encode(&value)).as_ref());
    }
}

fn check_ascent(stories: impl Iterator<Item = u32>) {
    let stories: Vec<u32> = stories.collect();
    assert!(stories.is_sorted_by(|a, b| a < b) && stories.iter().all(|&story| story < STORIES), "{stories:?}");
}

/// Records of which nothing is known.
struct NoRecords;

impl ReadRecord for NoRecords {
    fn slug(&self, _: &[u8]) -> Option<Slug> {
        None
    }

    fn story(&self, _: &Record) -> Option<Story> {
        None
    }
}

/// Asks an archive of one shard, of which nothing else is there.
fn check_reader(bytes: &[u8]) {
    drop(shard::decode(bytes, STORIES));
    let mut sealed = bytes.to_vec();
    seal(&mut sealed, 0);
    let hash = Hash::of(&sealed);
    let segment = Segment {
        stories: STORIES,
        root: Hash([7; 8]).to_string(),
        sample: Hash([8; 8]).to_string(),
        words: vec![Words(hash.to_string(), vec!["0".to_owned()], vec![sealed.len() as i64])],
        ..Segment::default()
    };
    let manifest = Manifest::new(None, vec![segment]).to_json();
    let mut reader = Reader::open(&manifest, Box::new(NoRecords)).expect("it was just written");
    for (typed, depth) in
        [("a", Depth::Quick), ("ab ", Depth::Exact), ("\"a b\"", Depth::Exact), ("abcde ", Depth::Quick)]
    {
        let request = Request { query: parse_query(typed), limit: 10, ..Request::default() };
        let question = Question { request, depth, counts: false };
        // More rounds than any question may take.
        let is_answered = (0..100).any(|_| match reader.ask(&question) {
            Step::Done(_) => true,
            Step::Unpack => {
                while reader.unpack(usize::MAX) == Left::Needed {}
                false
            }
            Step::Fetch(fetches) => {
                for fetch in fetches {
                    if fetch.path == Folder::Words.path(hash) {
                        drop(reader.give(&fetch, &Given::Whole(sealed.clone())));
                    } else {
                        reader.fail(&fetch, "there is nothing else");
                    }
                }
                false
            }
        });
        assert!(is_answered, "{typed} goes on for ever; {MANIFEST} is right");
    }
}
