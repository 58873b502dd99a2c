//! Cards and texts of stories that were found.

use super::jobs::Task;
use super::pieces::Piece;
use super::{Reader, Step};
use crate::block::{BLOCK, CardBlock, stories_of};
use crate::columns::{Root, Slot};
use crate::error::ArchiveError;
use crate::name::{Folder, Hash};
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
    /// False if it is known to have no text: none of the stories that are packed with it has.
    pub may_have_text: bool,
}

impl Reader {
    /// The cards of stories, in this order.
    pub fn cards(&mut self, stories: &[StoryId]) -> Step<Vec<Card>> {
        let mut wanted = Vec::new();
        let cards = stories.iter().map(|&story| self.card(story, &mut wanted)).collect();
        self.when_here(cards, wanted)
    }

    /// The text of a story as packed; none if there is none, or it cannot be read.
    pub fn text(&mut self, story: StoryId) -> Step<Option<Vec<u8>>> {
        let mut wanted = Vec::new();
        let text = self.record(story, &mut wanted).map(|record| record.text).filter(|text| !text.is_empty());
        self.when_here(text, wanted)
    }

    /// What could not be read so far.
    pub fn problems(&self) -> Vec<ArchiveError> {
        self.pieces.problems()
    }

    /// A value, if nothing was wanted for it.
    fn when_here<T>(&mut self, value: T, wanted: Vec<Piece>) -> Step<T> {
        if !wanted.is_empty() {
            return self.step(wanted);
        }
        self.stories.trim();
        Step::Done(value)
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

    fn card(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Card {
        let place = self.place(story, wanted);
        let block = place.as_ref().and_then(|place| self.cards_of(place, wanted));
        let may_have_text = block.as_ref().is_none_or(|block| block.texts.is_some());
        let bytes = place.zip(block).and_then(|(place, block)| block.cards.get(place.at).cloned());
        Card { story, bytes, may_have_text }
    }

    fn place(&mut self, story: StoryId, wanted: &mut Vec<Piece>) -> Option<Place> {
        let segment = self.bases.partition_point(|&base| base <= story.0).checked_sub(1)?;
        let number = story.0 - self.bases[segment];
        let root = self.root(segment, wanted)?;
        let slot = root.slot(number / BLOCK)?;
        let count = stories_of(number / BLOCK, self.manifest.segments[segment].stories);
        Some(Place { segment, root, slot, count, at: (number % BLOCK) as usize })
    }

    /// The block of cards at a place, if it is here and unpacked.
    fn cards_of(&mut self, place: &Place, wanted: &mut Vec<Piece>) -> Option<Rc<CardBlock>> {
        let piece = Piece::part(Folder::Cards, place.slot.files.0, place.slot.start, place.slot.len);
        if let Some(block) = self.stories.cards.find(&piece) {
            return Some(block.clone());
        }
        // Both are wanted at once.
        if self.stories.cards_after[place.segment].is_none() {
            let sample = self.sample_of(place.segment)?;
            self.need_unpacked(sample, wanted, || Task::CardsAfter(place.segment));
            self.pieces.need(piece, wanted);
        } else {
            self.need_unpacked(piece, wanted, || Task::Cards(place.segment, place.count));
        }
        None
    }

    /// The sample of a segment's cards.
    fn sample_of(&self, segment: usize) -> Option<Piece> {
        Hash::parse(&self.manifest.segments[segment].sample).map(|file| Piece::whole(Folder::Cards, file))
    }

    /// Where lists are fetched, wants what cards are packed after besides, which is then unpacked when they come: nearly all answers
    /// end with cards.
    pub(super) fn want_samples(&mut self, wanted: &mut Vec<Piece>) {
        if !self.words.has_lists {
            return;
        }
        for segment in 0..self.bases.len() {
            if self.stories.cards_after[segment].is_some() {
                continue;
            }
            let Some(sample) = self.sample_of(segment) else { continue };
            self.unpack_once_here(sample, false, wanted, || Task::CardsAfter(segment));
        }
    }

    /// The block of texts at a place, if it is here and unpacked.
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
        if self.stories.texts_after.find(&place.segment).is_none() {
            let sample = Piece::whole(Folder::Texts, place.root.texts?);
            self.need_unpacked(sample, wanted, || Task::TextsAfter(place.segment));
            self.pieces.need(piece, wanted);
        } else {
            self.need_unpacked(piece, wanted, || Task::Texts(place.segment, place.count));
        }
        None
    }

    /// Wants a piece unpacked, unless it cannot be had.
    pub(super) fn need_unpacked(&mut self, piece: Piece, wanted: &mut Vec<Piece>, task: impl FnOnce() -> Task) {
        if self.unpack_once_here(piece, true, wanted, task) {
            wanted.push(piece);
        }
    }

    /// Has a piece unpacked as soon as it is here, and wants it if it is away; whether it is here.
    fn unpack_once_here(
        &mut self,
        piece: Piece,
        is_needed: bool,
        wanted: &mut Vec<Piece>,
        task: impl FnOnce() -> Task,
    ) -> bool {
        let is_here = self.pieces.need(piece, wanted).is_some();
        self.jobs.add(piece, is_here, is_needed, task);
        is_here
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
