//! Loading what goes by a story's number: roots first, then dates and tags as a question needs them.

use super::pieces::Piece;
use super::{Depth, Question, Reader};
use crate::block::CardBlock;
use crate::columns::{COLUMN, Columns, Root, TagRow, decode_tags};
use crate::gone;
use crate::kept::Kept;
use crate::name::{Folder, Hash};
use dateline_mix::Mixer;
use dateline_search::{Asked, Index, Sort, StoryId};
use dateline_story::{Tag, Timestamp};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What is loaded of stories.
#[derive(Debug, Default)]
pub(super) struct StoryParts {
    pub(super) has_news: bool,
    pub(super) is_cut: bool,
    pub(super) roots: Vec<Option<Rc<Root>>>,
    /// Tables of tags by segment.
    tags: Vec<Option<Rc<Vec<TagRow>>>>,
    /// Whether dates at wide steps are loaded, by segment.
    steps: Vec<bool>,
    /// Whether what is gone is taken out of the index, by segment.
    without_gone: Vec<bool>,
    /// Columns whose dates are loaded, and whether their tags are too.
    columns: BTreeSet<(usize, usize, bool)>,
    key_terms: BTreeSet<StoryId>,
    /// Blocks that were unpacked last, which takes longer than fetching them from nearby.
    pub(super) cards: Kept<Piece, Rc<CardBlock>, CARD_BLOCKS>,
    pub(super) texts: Kept<Piece, Rc<Vec<Vec<u8>>>, TEXT_BLOCKS>,
    /// What blocks of cards and of texts are packed after, by segment.
    pub(super) cards_after: Vec<Option<Mixer>>,
    pub(super) texts_after: Kept<usize, Mixer, SEGMENTS>,
}

/// Blocks that are kept unpacked: those of a page of results and some more.
const CARD_BLOCKS: usize = 64;
const TEXT_BLOCKS: usize = 16;
/// Segments whose samples of texts are kept; each takes two megabytes.
const SEGMENTS: usize = 3;

/// In an archive of so many stories at most, counts and dates are exact even if the answer is to be quick.
const SMALL: u32 = 40_000;

impl StoryParts {
    pub(super) fn new(segments: usize) -> Self {
        Self {
            roots: vec![None; segments],
            tags: vec![None; segments],
            steps: vec![false; segments],
            without_gone: vec![false; segments],
            cards_after: vec![None; segments],
            ..Self::default()
        }
    }

    /// Forgets what was loaded into an index that is no more.
    pub(super) fn begin_anew(&mut self) {
        self.steps.fill(false);
        self.without_gone.fill(false);
        self.columns.clear();
        self.key_terms.clear();
    }

    /// Lets go of what was unpacked first, once what was asked is answered.
    pub(super) fn trim(&mut self) {
        self.cards.trim();
        self.texts.trim();
        self.texts_after.trim();
    }

    /// Bytes of what is kept unpacked.
    pub(super) fn memory_bytes(&self) -> usize {
        let mixers = self.cards_after.iter().flatten().chain(self.texts_after.values());
        let of = |texts: &[Vec<u8>]| texts.iter().map(|text| text.capacity() + size_of::<Vec<u8>>()).sum::<usize>();
        mixers.map(Mixer::memory_bytes).sum::<usize>()
            + self.cards.values().map(|block| of(&block.cards)).sum::<usize>()
            + self.texts.values().map(|block| of(block)).sum::<usize>()
    }
}

impl Reader {
    /// Loads what a question needs of stories, as far as it is here; what is not.
    pub(super) fn load_stories(&mut self, question: &Question) -> Vec<Piece> {
        self.stories.has_news = false;
        let mut wanted = Vec::new();
        for segment in 0..self.manifest.segments.len() {
            self.load_gone(segment, &mut wanted);
            let Some(root) = self.root(segment, &mut wanted) else { continue };
            if !self.stories.steps[segment] {
                let bases = self.bases[segment];
                for (at, (_, date)) in (0_u32..).zip(&root.columns) {
                    self.index.load_dates(StoryId(bases.saturating_add(at * COLUMN)), &[*date]);
                }
                self.stories.steps[segment] = true;
                self.stories.has_news = true;
            }
            for column in self.columns_for(&root, question) {
                self.load_column(segment, &root, column, question.counts, &mut wanted);
            }
        }
        wanted
    }

    /// Takes out of the index what is gone. A story that was withdrawn must not be shown: if it cannot be read which they are,
    /// none of the segment is.
    fn load_gone(&mut self, segment: usize, wanted: &mut Vec<Piece>) {
        let of = &self.manifest.segments[segment];
        let file = of.gone.as_ref().and_then(|gone| Hash::parse(&gone.file));
        let Some(file) = file.filter(|_| !self.stories.without_gone[segment]) else { return };
        let piece = Piece::whole(Folder::Gone, file);
        let stories = of.stories;
        let before = wanted.len();
        let bytes = self.pieces.need(piece, wanted);
        if wanted.len() > before {
            return;
        }
        let gone =
            bytes.and_then(|bytes| gone::decode(&bytes).map_err(|malformed| self.pieces.refuse(piece, malformed)).ok());
        let base = self.bases[segment];
        for number in gone.unwrap_or_else(|| (0..stories).collect()) {
            if number < stories {
                self.index.load_gone(StoryId(base + number));
            }
        }
        self.stories.without_gone[segment] = true;
        self.stories.has_news = true;
    }

    /// The root of a segment, if it is here.
    pub(super) fn root(&mut self, segment: usize, wanted: &mut Vec<Piece>) -> Option<Rc<Root>> {
        if let Some(root) = &self.stories.roots[segment] {
            return Some(root.clone());
        }
        let piece = Piece::whole(Folder::Roots, Hash::parse(&self.manifest.segments[segment].root)?);
        let bytes = self.pieces.need(piece, wanted)?;
        match Root::decode(&bytes) {
            Ok(root) => {
                let root = Rc::new(root);
                self.stories.roots[segment] = Some(root.clone());
                Some(root)
            }
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// Columns that a question needs: all where dates decide the order or are counted, those at the ends of a stretch of
    /// time, none otherwise, since stories are numbered by date.
    fn columns_for(&mut self, root: &Root, question: &Question) -> Vec<usize> {
        let request = &question.request;
        let all = question.counts || request.sort == Sort::Oldest || self.manifest.segments.len() > 1;
        if all && (question.depth == Depth::Exact || self.manifest.stories() <= SMALL) {
            return (0..root.columns.len()).collect();
        }
        self.stories.is_cut |= all;
        let bounds = [request.range.from, request.range.to, request.query.from, request.query.to];
        bounds.into_iter().flatten().filter_map(|bound| column_of(root, bound)).collect()
    }

    fn load_column(&mut self, segment: usize, root: &Root, at: usize, tags: bool, wanted: &mut Vec<Piece>) {
        if self.stories.columns.contains(&(segment, at, tags)) {
            return;
        }
        let piece = Piece::whole(Folder::Columns, root.columns[at].0);
        let column = self.pieces.need(piece, wanted);
        let table = if tags { self.tag_table(segment, root, wanted) } else { None };
        let Some(bytes) = column else { return };
        let columns = match Columns::decode(&bytes) {
            Ok(columns) => columns,
            Err(malformed) => return self.pieces.refuse(piece, malformed),
        };
        if tags && table.is_none() && root.tags.is_some() {
            return;
        }
        let first = self.bases[segment].saturating_add(at as u32 * COLUMN);
        self.index.load_dates(StoryId(first), &columns.dates);
        if let Some(table) = table {
            for (story, numbers) in (first..).zip(&columns.tags) {
                for row in numbers.iter().filter_map(|&number| table.get(number as usize)) {
                    let tag = Tag { name: row.name.clone(), kind: row.kind, url: None };
                    self.index.load_tag(StoryId(story), &tag);
                }
            }
        }
        self.stories.columns.insert((segment, at, tags));
        self.stories.has_news = true;
    }

    fn tag_table(&mut self, segment: usize, root: &Root, wanted: &mut Vec<Piece>) -> Option<Rc<Vec<TagRow>>> {
        if let Some(table) = &self.stories.tags[segment] {
            return Some(table.clone());
        }
        let piece = Piece::whole(Folder::Columns, root.tags?);
        let bytes = self.pieces.need(piece, wanted)?;
        match decode_tags(&bytes) {
            Ok(table) => {
                let table = Rc::new(table);
                self.stories.tags[segment] = Some(table.clone());
                Some(table)
            }
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// Loads the telling words of the stories whose words were asked for. They are not stored: the story tells them.
    pub(super) fn load_key_terms(&mut self, asked: &Asked) -> Vec<Piece> {
        let mut wanted = Vec::new();
        for &story in &asked.key_terms {
            if self.stories.key_terms.contains(&story) {
                continue;
            }
            let before = wanted.len();
            let record = self.record(story, &mut wanted);
            if wanted.len() > before {
                continue;
            }
            if let Some(found) = record.and_then(|record| self.records.story(&record)) {
                let mut alone = Index::new();
                let id = alone.add(&found);
                self.index.load_key_terms(story, &alone.columns(id).key_terms);
            }
            self.stories.key_terms.insert(story);
            self.stories.has_news = true;
        }
        wanted
    }
}

/// The column in which dates pass a bound; the newest are first, those without a date last.
fn column_of(root: &Root, bound: Timestamp) -> Option<usize> {
    let after = root.columns.partition_point(|(_, first)| first.is_some_and(|first| first >= bound));
    after.checked_sub(1)
}
