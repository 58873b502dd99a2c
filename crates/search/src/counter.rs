//! Counting: how often each story has a clause, over all of its sources. The formula is in [`gather`].
//!
//! [`gather`]: crate::gather

use crate::fields::Field;
use crate::index::postings::Postings;
use crate::index::{Index, Length};
use crate::means::{Means, WEIGHTS};
use crate::order::pack;
use crate::plan::{PlannedClause, Source, SourceKind, worth};

/// Adds up one clause's occurrences.
pub(crate) struct Counter<'a> {
    index: &'a Index,
    /// By story; 0 where the clause does not match.
    pub(crate) occurrences: Vec<f32>,
    /// The stories that match, in no order.
    pub(crate) touched: Vec<u32>,
    /// Stories that match besides, but are not here: the index is in parts.
    pub(crate) unseen: usize,
    means: Means,
    bytes: Vec<u8>,
    /// Where the postings of words and their forms are noted as they are read, if anywhere.
    pub(crate) noting: Option<Noted>,
}

/// Posting lists that have been read once and will be asked again, for some of their stories.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// The lists, one after the other.
    pub(crate) bytes: Vec<u8>,
    /// Each posting's story, and below it where the posting stands in `bytes`.
    pub(crate) postings: Vec<u64>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        let stories = index.stories.len();
        Self {
            index,
            occurrences: vec![0.0; stories],
            // Room for all: growing would copy it again and again, and room that is not used costs nothing.
            touched: Vec::with_capacity(stories),
            unseen: 0,
            means: index.stories.means(),
            bytes: Vec::new(),
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
        let sure = self.touched.len();
        clause.sources.iter().filter(|source| !source.is_sure).for_each(|source| self.source(source));
        sure
    }

    pub(crate) fn clear(&mut self) {
        self.touched.iter().for_each(|&story| self.occurrences[story as usize] = 0.0);
        self.touched.clear();
        self.unseen = 0;
    }

    /// Stories that match the clause; at least those touched.
    pub(crate) fn matching(&self) -> usize {
        (self.touched.len() + self.unseen).min(self.index.len())
    }

    pub(crate) fn source(&mut self, source: &Source) {
        let mut bytes = std::mem::take(&mut self.bytes);
        match &source.kind {
            SourceKind::Term(term) => {
                self.index.terms.read(*term, &mut bytes);
                self.unseen += self.index.terms.unseen(*term) as usize;
                self.postings(&bytes, source);
            }
            SourceKind::Beginning(letters) => self.beginning(letters, source, &mut bytes),
            SourceKind::Phrase(hits) => {
                let mut sums = self.sums();
                hits.iter().for_each(|hit| sums.weigh(hit.story, hit.mask, &hit.counts, source.worth));
            }
        }
        self.bytes = bytes;
    }

    fn postings(&mut self, bytes: &[u8], source: &Source) {
        let mut noting = self.noting.take_if(|_| source.worth >= worth::FORM);
        let start = noting.as_ref().map_or(0, |noted| noted.bytes.len());
        if let Some(noted) = &mut noting {
            // A posting takes two bytes and more.
            noted.postings.reserve(bytes.len() / 2);
        }
        let mut sums = self.sums();
        let mut postings = Postings::new(bytes);
        loop {
            let at = start + postings.at();
            if !postings.next() {
                break;
            }
            if let Some(noted) = &mut noting {
                noted.postings.push(pack(postings.story, at as u32));
            }
            let mask = postings.mask & source.fields;
            if mask != 0 {
                sums.weigh(postings.story, mask, &postings.counts, source.worth);
            }
        }
        if let Some(mut noted) = noting {
            noted.bytes.extend_from_slice(bytes);
            self.noting = Some(noted);
        }
    }

    /// What each posting is added to.
    fn sums(&mut self) -> Sums<'_> {
        Sums {
            means: self.means,
            lengths: self.index.stories.lengths(),
            occurrences: &mut self.occurrences,
            touched: &mut self.touched,
        }
    }

    fn beginning(&mut self, letters: &str, source: &Source, bytes: &mut Vec<u8>) {
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
        let mut sums = self.sums();
        index.terms.each_of_beginning(letters, bytes, &mut |story, in_headline| {
            let weight = WEIGHTS[if in_headline { Field::Headline } else { Field::Body } as usize];
            if index.stories.is_live(story) {
                sums.add(story, weight * source.worth);
            }
        });
    }
}

/// A clause's occurrences, borrowed piece by piece: what is behind a reference to all of a [`Counter`] would be looked up
/// again for each posting.
struct Sums<'a> {
    means: Means,
    lengths: &'a [Length],
    occurrences: &'a mut [f32],
    touched: &'a mut Vec<u32>,
}

impl Sums<'_> {
    /// Adds what a live story has of a source: so many occurrences in each field of `mask`.
    #[inline(always)] // a call for each posting shows in the time of a query
    fn weigh(&mut self, story: u32, mask: u8, counts: &[u32; 8], worth: f32) {
        let length = self.lengths[story as usize];
        if length.is_live {
            let (headline_tokens, body_tokens) = (length.headline_tokens.into(), length.body_tokens.into());
            self.add(story, self.means.weigh(mask, counts, headline_tokens, body_tokens) * worth);
        }
    }

    #[inline(always)] // as above
    fn add(&mut self, story: u32, occurrences: f32) {
        let sum = &mut self.occurrences[story as usize];
        if *sum == 0.0 {
            self.touched.push(story);
        }
        *sum += occurrences;
    }
}
