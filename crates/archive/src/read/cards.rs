//! Cards and texts of stories that were found.

use super::pieces::Piece;
use super::{Reader, Step};
use crate::block::{BLOCK, Slot, StoredCard, TextPlace, decode_cards, text_of, unpack};
use crate::error::ArchiveError;
use crate::name::Folder;
use crate::write::Record;
use dateline_search::StoryId;

/// What a list shows of a story, as it was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which story.
    pub story: StoryId,
    /// As packed; none if it cannot be read.
    pub bytes: Option<Vec<u8>>,
}

impl Reader {
    /// The cards of stories, in this order.
    pub fn cards(&mut self, stories: &[StoryId]) -> Step<Vec<Card>> {
        let mut wanted = Vec::new();
        let cards = stories.iter().map(|&story| {
            let stored = self.stored(story, &mut wanted);
            Card { story, bytes: stored.map(|stored| stored.card) }
        });
        let cards = cards.collect();
        self.step(cards, wanted)
    }

    /// The text of a story as packed; none if there is none, or it cannot be read.
    pub fn text(&mut self, story: StoryId) -> Step<Option<Vec<u8>>> {
        let mut wanted = Vec::new();
        let text = self.record(story, &mut wanted).map(|record| record.text).filter(|text| !text.is_empty());
        self.step(text, wanted)
    }

    /// What could not be read so far.
    pub fn problems(&self) -> Vec<ArchiveError> {
        self.pieces.problems()
    }

    fn step<T>(&mut self, value: T, mut wanted: Vec<Piece>) -> Step<T> {
        if wanted.is_empty() {
            return Step::Done(value);
        }
        wanted.sort_unstable();
        wanted.dedup();
        Step::Fetch(self.pieces.fetches(wanted))
    }

    /// A block among the texts, compressed after others' text.
    fn block(&mut self, place: TextPlace, after: &[u8], wanted: &mut Vec<Piece>) -> Option<Vec<u8>> {
        let piece = Piece::part(Folder::Texts, place.file, place.start, place.len);
        let bytes = self.pieces.need(piece, wanted)?;
        match unpack(&bytes, after) {
            Ok(content) => content,
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// A story's record, if all of it is here.
    pub(super) fn record(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<Record> {
        let StoredCard { card, text } = self.stored(story, wanted)?;
        let text = match text {
            None => Vec::new(),
            Some((place, which)) => text_of(&self.block(place, &[], wanted)?, which).ok()?.to_vec(),
        };
        Some(Record { card, text })
    }

    fn stored(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<StoredCard> {
        let segment = self.bases.partition_point(|&base| base <= story.0).checked_sub(1)?;
        let number = story.0 - self.bases[segment];
        let root = self.root(segment, wanted)?;
        let (file, slot) = *root.cards.get((number / root.cards_per_file) as usize)?;
        let block = number % root.cards_per_file / BLOCK;
        let piece = Piece::part(Folder::Cards, file, block.checked_mul(slot)?, slot);
        let bytes = self.pieces.need(piece, wanted)?;
        // What was wrong with the slot's bytes would have been found when they came.
        let content = match Slot::read(&bytes).ok()?? {
            Slot::Here(block) => unpack(block, &root.likely),
            Slot::Elsewhere(place) => Ok(Some(self.block(place, &root.likely, wanted)?)),
        };
        match content.and_then(|content| decode_cards(&content.unwrap_or_default())) {
            Ok(cards) => cards.into_iter().nth((number % BLOCK) as usize),
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }
}
