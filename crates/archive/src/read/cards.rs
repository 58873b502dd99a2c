//! Cards and texts of stories that were found.

use super::pieces::{Piece, content};
use super::{Reader, Step};
use crate::block::{BLOCK, CardBlock, decode_sample, stories_of, unpack};
use crate::columns::{Root, Slot};
use crate::error::ArchiveError;
use crate::mix::Mixer;
use crate::name::Folder;
use crate::write::Record;
use dateline_search::StoryId;
use std::rc::Rc;

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
        let cards = stories.iter().map(|&story| Card { story, bytes: self.card(story, &mut wanted) });
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

    /// A story's record, if all of it is here.
    pub(super) fn record(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<Record> {
        let place = self.place(story, wanted)?;
        let block = self.cards_of(&place, wanted)?;
        let text = match block.texts {
            None => Vec::new(),
            Some(part) => self.texts_of(&place, part, wanted)?.get(place.at)?.clone(),
        };
        Some(Record { card: block.cards.get(place.at)?.clone(), text })
    }

    fn card(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<Vec<u8>> {
        let place = self.place(story, wanted)?;
        self.cards_of(&place, wanted)?.cards.get(place.at).cloned()
    }

    fn place(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<Place> {
        let segment = self.bases.partition_point(|&base| base <= story.0).checked_sub(1)?;
        let number = story.0 - self.bases[segment];
        let root = self.root(segment, wanted)?;
        let slot = root.slot(number / BLOCK)?;
        let count = stories_of(number / BLOCK, self.manifest.segments[segment].stories);
        Some(Place { segment, root, slot, count, at: (number % BLOCK) as usize })
    }

    /// The block of cards at a place, if it is here.
    fn cards_of(&mut self, place: &Place, wanted: &mut Vec<Piece>) -> Option<Rc<CardBlock>> {
        let piece = Piece::part(Folder::Cards, place.slot.files.0, place.slot.start, place.slot.len);
        if let Some(block) = self.stories.cards.find(&piece) {
            return Some(block.clone());
        }
        let bytes = self.pieces.need(piece, wanted)?;
        match CardBlock::decode(content(&bytes), place.count, &place.root.sample) {
            Ok(block) => Some(self.stories.cards.keep(piece, Rc::new(block)).clone()),
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// The block of texts at a place, if it is here.
    fn texts_of(
        &mut self,
        place: &Place,
        (start, len): (u32, u32),
        wanted: &mut Vec<Piece>,
    ) -> Option<Rc<Vec<Vec<u8>>>> {
        let piece = Piece::part(Folder::Texts, place.slot.files.1?, start, len);
        if let Some(block) = self.stories.texts.find(&piece) {
            return Some(block.clone());
        }
        // Both are wanted at once.
        let bytes = self.pieces.need(piece, wanted);
        let after = self.texts_after(place, wanted)?;
        match unpack(content(&bytes?), place.count, &after) {
            Ok(block) => Some(self.stories.texts.keep(piece, Rc::new(block)).clone()),
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// What is known after the sample of a segment's texts.
    fn texts_after(&mut self, place: &Place, wanted: &mut Vec<Piece>) -> Option<Rc<Mixer>> {
        let piece = Piece::whole(Folder::Texts, place.root.texts?);
        if let Some(mixer) = self.stories.texts_after.find(&place.segment) {
            return Some(mixer.clone());
        }
        let bytes = self.pieces.need(piece, wanted)?;
        match decode_sample(&bytes) {
            Ok(mixer) => Some(self.stories.texts_after.keep(place.segment, Rc::new(mixer)).clone()),
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }
}

/// Where a story's card is.
struct Place {
    segment: usize,
    root: Rc<Root>,
    slot: Slot,
    /// Stories of the block, and which of them it is.
    count: usize,
    at: usize,
}
