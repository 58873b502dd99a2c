//! Counting: how often each story has a clause, over all of its sources. The formula is in [`gather`].
//!
//! [`gather`]: crate::gather

use crate::fields::Field;
use crate::index::postings::{Listed, Postings, ShortPosting};
use crate::index::{Index, Length};
use crate::means::{Means, WEIGHTS};
use crate::order::pack;
use crate::plan::{PlannedClause, Source, SourceKind, worth};
use crate::scales::Scales;

/// Adds up one clause's occurrences.
pub(crate) struct Counter<'a> {
    index: &'a Index,
    /// By story; 0 where the clause does not match.
    pub(crate) occurrences: Vec<f32>,
    /// The stories that match, in no order, and room for those of the list at hand.
    touched: Vec<u32>,
    matching: usize,
    /// Stories that match besides, but are not here: the index is in parts.
    pub(crate) unseen: usize,
    means: Means,
    scales: Scales,
    list: Listed,
    /// Where the lists of words and their forms are kept once they have been read, if anywhere: nearness asks for places.
    pub(crate) noting: Option<Vec<Listed>>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        let stories = index.stories.len();
        let means = index.stories.means();
        Self {
            index,
            occurrences: vec![0.0; stories],
            // Growing would copy it again and again, and room that is not used costs nothing.
            touched: Vec::with_capacity(stories + 1),
            matching: 0,
            unseen: 0,
            means,
            scales: Scales::new(&means),
            list: Listed::default(),
            noting: None,
        }
    }

    /// Counts a clause's words exactly as typed. [`Self::count_others`] comes after it.
    pub(crate) fn count_exact(&mut self, clause: &PlannedClause) {
        let exact = clause.sources.iter().filter(|source| source.is_as_typed());
        exact.for_each(|source| self.source(source));
    }

    /// Counts a clause's other spellings and forms; of the stories touched, the number that its sure sources have, which
    /// come first.
    pub(crate) fn count_others(&mut self, clause: &PlannedClause) -> usize {
        let others = clause.sources.iter().filter(|source| source.is_sure && !source.is_as_typed());
        others.for_each(|source| self.source(source));
        let sure = self.matching;
        clause.sources.iter().filter(|source| !source.is_sure).for_each(|source| self.source(source));
        sure
    }

    /// The occurrences so far in each of the stories touched.
    pub(crate) fn counted(&self) -> Vec<f32> {
        self.touched().iter().map(|&story| self.occurrences[story as usize]).collect()
    }

    /// The stories that match, in no order.
    pub(crate) fn touched(&self) -> &[u32] {
        &self.touched[..self.matching]
    }

    /// The stories that match, given away once all is counted.
    pub(crate) fn give_touched(&mut self) -> Vec<u32> {
        self.touched.truncate(self.matching);
        std::mem::take(&mut self.touched)
    }

    pub(crate) fn clear(&mut self) {
        self.touched[..self.matching].iter().for_each(|&story| self.occurrences[story as usize] = 0.0);
        self.matching = 0;
        self.unseen = 0;
    }

    /// Stories that match the clause; at least those touched.
    pub(crate) fn matching(&self) -> usize {
        (self.matching + self.unseen).min(self.index.len())
    }

    pub(crate) fn source(&mut self, source: &Source) {
        match &source.kind {
            SourceKind::Term(term) => {
                self.index.terms.read(*term, &mut self.list.bytes);
                self.unseen += self.index.terms.unseen(*term) as usize;
                self.postings(source);
            }
            SourceKind::Beginning(letters) => self.beginning(letters, source),
            SourceKind::Phrase(hits) => {
                let mut sums = self.sums(hits.len());
                hits.iter().for_each(|hit| sums.weigh(hit.story, hit.mask, &hit.counts, source.worth));
                self.matching = sums.matching;
            }
        }
    }

    fn postings(&mut self, source: &Source) {
        let mut list = std::mem::take(&mut self.list);
        // A posting takes two bytes and more.
        let most = list.bytes.len() / 2 + 1;
        if self.noting.is_some() {
            list.postings = vec![0; most];
        }
        let (bytes, postings) = (list.bytes.as_slice(), list.postings.as_mut_slice());
        let mut sums = self.sums(most);
        let is_everywhere = source.fields == u8::MAX;
        let (mut at, mut story, mut len) = (0, 0_u32, 0);
        while at < bytes.len() {
            // Nothing is called in this loop, so that all of its numbers are in registers.
            let other = loop {
                let Some(short) = ShortPosting::read(bytes, at) else { break None };
                let next = story.wrapping_add(short.gap);
                let weight = sums.scales.weigh(short.holding, sums.lengths[next as usize]);
                let Some(weight) = weight.filter(|_| is_everywhere) else { break Some(short) };
                if let Some(posting) = postings.get_mut(len) {
                    *posting = pack(next, at as u32);
                }
                sums.add(next, weight * source.worth);
                (story, at, len) = (next, at + short.len, len + 1);
            };
            let mut posting = Postings::from(bytes, at);
            let is_there = match &other {
                Some(short) => posting.take(short),
                None => posting.next(),
            };
            if !is_there {
                break;
            }
            story = story.wrapping_add(posting.story);
            if let Some(listed) = postings.get_mut(len) {
                *listed = pack(story, at as u32);
            }
            sums.weigh(story, posting.mask & source.fields, &posting.counts, source.worth);
            (at, len) = (posting.at(), len + 1);
        }
        self.matching = sums.matching;
        list.len = len;
        match self.noting.as_mut().filter(|_| source.worth >= worth::FORM) {
            Some(noted) => noted.push(list),
            None => self.list = list,
        }
    }

    /// What each of so many postings is added to.
    fn sums(&mut self, postings: usize) -> Sums<'_> {
        let all = self.occurrences.len();
        let room = (self.matching + postings).min(all) + 1;
        self.touched.extend(vec![0; room.saturating_sub(self.touched.len())]);
        Sums {
            means: self.means,
            scales: &self.scales,
            lengths: self.index.stories.lengths(),
            occurrences: &mut self.occurrences,
            touched: &mut self.touched,
            matching: self.matching,
        }
    }

    fn beginning(&mut self, letters: &str, source: &Source) {
        if source.fields != u8::MAX {
            // Narrowed to a field, which the short lists do not tell: the terms are read one by one.
            let terms = &self.index.terms;
            for head in terms.starting_with(letters) {
                terms.each_spelling(head, &mut |term| self.source(&Source { kind: SourceKind::Term(term), ..*source }));
            }
            return;
        }
        let index = self.index;
        self.unseen += index.terms.unseen_of_beginning(letters) as usize;
        let mut bytes = std::mem::take(&mut self.list.bytes);
        let mut sums = self.sums(index.stories.len());
        index.terms.each_of_beginning(letters, &mut bytes, &mut |story, in_headline| {
            let weight = WEIGHTS[if in_headline { Field::Headline } else { Field::Body } as usize];
            if index.stories.is_live(story) {
                sums.add(story, weight * source.worth);
            }
        });
        self.matching = sums.matching;
        self.list.bytes = bytes;
    }
}

/// A clause's occurrences, borrowed piece by piece: what is behind a reference to all of a [`Counter`] would be looked up
/// again for each posting.
struct Sums<'a> {
    means: Means,
    scales: &'a Scales,
    lengths: &'a [Length],
    occurrences: &'a mut [f32],
    touched: &'a mut [u32],
    matching: usize,
}

impl Sums<'_> {
    /// Adds what a live story has of a source: so many occurrences in each field of `mask`.
    fn weigh(&mut self, story: u32, mask: u8, counts: &[u32; 8], worth: f32) {
        let length = self.lengths[story as usize];
        if mask != 0 && length.is_live() {
            let occurrences =
                self.means.weigh(mask, counts, length.headline_tokens.into(), length.body_tokens().into());
            self.add(story, occurrences * worth);
        }
    }

    #[inline(always)] // a call for each posting shows in the time of a query
    fn add(&mut self, story: u32, occurrences: f32) {
        let sum = &mut self.occurrences[story as usize];
        // A branch would often be guessed wrong where a word has several forms.
        self.touched[self.matching] = story;
        self.matching += usize::from(sum.to_bits() == 0);
        *sum += occurrences;
    }
}
