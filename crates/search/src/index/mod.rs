//! The index: what is kept of stories so that they can be found.
//!
//! It grows story by story; a story is searchable as soon as [`Index::add`] returns. No step copies or rebuilds what is
//! already there, so a story costs the same at any size and a page never stalls while a feed is read.

mod beginnings;
mod bytes;
mod days;
mod dictionary;
mod labels;
mod lengths;
mod lists;
mod numbers;
mod occurrences;
mod pages;
pub(crate) mod partial;
pub(crate) mod postings;
mod recent;
mod runs;
mod stories;
mod tables;
mod terms;

pub(crate) use beginnings::SHORT_PREFIX;
pub(crate) use days::Days;
pub(crate) use labels::{LabelSort, Labels};
pub(crate) use stories::{BODY_CODES, Counted, Length, Stories, UNDATED, body_tokens};
pub(crate) use terms::Terms;

use crate::analyse::{Cutter, Language, TokenKind};
use crate::fields::{Field, each_text};
use crate::order::{high, low, pack, sort};
use dateline_story::Story;
use occurrences::Occurrences;
use postings::{POSITION_BITS, place};
use stories::NewStory;

/// Terms kept of a story for finding others like it.
const KEY_TERMS: usize = 20;

/// Fields whose words may tell a story from others.
const TELLING_FIELDS: u8 = Field::Headline.bit() | Field::Standfirst.bit() | Field::Caption.bit() | Field::Body.bit();
/// More occurrences than this tell no more.
const MOST_COUNTED: usize = 8;
/// More letters than these tell no more.
const LONGEST_COUNTED: u32 = 12;
/// Standing in the headline is like so many occurrences.
const IN_HEADLINE: u32 = 4;
/// The greatest weight of a term.
const HEAVIEST: u32 = (MOST_COUNTED as u32 + IN_HEADLINE) * LONGEST_COUNTED;

/// Places left free between two texts of one field, so that no phrase spans them.
const GAP: u32 = 8;

/// A story's number: its place in the order of arrival, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// A term's number in one index; an archive's reader meets terms in another order than the writer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub(crate) u32);

/// Stories made searchable.
///
/// Cost: adding a story of 130 words takes some tens of microseconds and about 650 bytes.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) terms: Terms,
    pub(crate) labels: Labels,
    pub(crate) stories: Stories,
    /// The terms and places of the story being added.
    found: Occurrences,
}

impl Index {
    /// An index of no stories.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a story searchable. Numbers ascend: 0, 1, 2 and so on.
    pub fn add(&mut self, story: &Story) -> StoryId {
        let id = self.stories.len() as u32;
        let language = Language::of(story.lang.as_ref());
        let lengths = self.find_terms(story, language);
        let key_terms = self.post_terms(id, language);
        let (labels, tags) = self.labels.add_story(story);
        self.stories.push(&NewStory {
            date: story.date(),
            headline_tokens: lengths[Field::Headline as usize],
            body_tokens: lengths[Field::Body as usize],
            labels: &labels,
            tags,
            key_terms: &key_terms,
        });
        StoryId(id)
    }

    /// Takes a story out of all results. Its number is not used again; its bytes stay. To replace a story, remove it
    /// and add it anew.
    pub fn remove(&mut self, id: StoryId) {
        if self.stories.remove(id.0) {
            self.stories.labels(id.0).for_each(|label| self.labels.drop_story(label));
        }
    }

    /// Stories that can be found.
    pub fn len(&self) -> usize {
        self.stories.live()
    }

    /// True if there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that the index takes, room kept for growth included.
    pub fn memory_bytes(&self) -> usize {
        size_of::<Self>()
            + self.terms.memory_bytes()
            + self.labels.memory_bytes()
            + self.stories.memory_bytes()
            + self.found.memory_bytes()
    }

    /// Cuts a story into `found`; the number of tokens in each field.
    fn find_terms(&mut self, story: &Story, language: Language) -> [u32; Field::ALL.len()] {
        let mut lengths = [0; Field::ALL.len()];
        let mut next = [0; Field::ALL.len()];
        let (terms, found) = (&mut self.terms, &mut self.found);
        found.clear();
        // One for all texts, since what it writes words into stays.
        let mut cutter = Cutter::new("", language);
        each_text(story, &mut |field, text| {
            let first = next[field as usize];
            let mut last = first;
            let mut count = 0;
            cutter.turn_to(text);
            loop {
                while let Some(word) = cutter.next_plain() {
                    last = first + cutter.position() - 1;
                    count += 1;
                    let known = word.key.and_then(|key| terms.recent(key));
                    let term = known.unwrap_or_else(|| terms.add_unmet(&cutter.plain_token(word)));
                    found.add(term, place(field, last), terms.lend(term));
                }
                let goes_on = cutter.next_unit(&mut |token| {
                    last = first + token.position;
                    count += u32::from(token.kind != TokenKind::Whole);
                    let term = terms.add(token);
                    found.add(term, place(field, last), terms.lend(term));
                });
                if !goes_on {
                    break;
                }
            }
            lengths[field as usize] += count;
            next[field as usize] = last + GAP;
        });
        lengths
    }

    /// Posts what [`find_terms`](Self::find_terms) found; the terms that tell the story from others, ascending.
    fn post_terms(&mut self, id: u32, language: Language) -> Vec<u32> {
        let mut places = Vec::new();
        let mut weighed = Vec::with_capacity(self.found.terms());
        for turn in 0..self.found.terms() {
            let (term, last, places) = self.found.term(turn, &mut places);
            // The headline is the first field, so that its terms all come first.
            let in_headline = places[0] >> POSITION_BITS == Field::Headline as u32;
            let letters = self.terms.post((term, last), id, places, in_headline, language.stemmer);
            let weight = key_weight(letters, in_headline, places);
            if weight > 0 {
                weighed.push(pack(weight, term));
            }
        }
        self.terms.end_story(id);
        self.keep_heaviest(&mut weighed);
        weighed.iter_mut().for_each(|pair| *pair = low(*pair).into());
        sort(&mut weighed);
        weighed.into_iter().map(low).collect()
    }

    /// Leaves of terms below their weights the heaviest.
    ///
    /// Equal weights are told apart by a number of the terms' own letters, not by which came first. It is worked out for few
    /// terms.
    fn keep_heaviest(&self, weighed: &mut Vec<u64>) {
        let mut terms_of = [0_usize; HEAVIEST as usize + 1];
        weighed.iter().for_each(|&pair| terms_of[high(pair) as usize] += 1);
        let mut room = KEY_TERMS;
        let mut least = weighed.iter().copied().map(high).max().unwrap_or_default();
        while least > 1 && terms_of[least as usize] < room {
            room -= terms_of[least as usize];
            least -= 1;
        }
        weighed.retain(|&pair| high(pair) >= least);
        if weighed.len() > KEY_TERMS {
            for pair in &mut *weighed {
                let term = low(*pair);
                *pair = pack(if high(*pair) > least { u32::MAX } else { self.terms.hash(term) >> 12 }, term);
            }
            sort(weighed);
            weighed.drain(..weighed.len() - KEY_TERMS);
        }
    }
}

/// How well a term of so many letters tells the story from others; 0 for words that tell nothing, which count as having none.
///
/// What counts is how often and where it stands, then its length, since long words are rare ones. How rare it is so far
/// does not: the same stories in another order would then rank otherwise.
pub(crate) fn key_weight(letters: u8, in_headline: bool, places: &[u32]) -> u32 {
    if letters == 0 {
        return 0;
    }
    // Names of writers and places say where a story comes from, and tags are compared as such.
    let tells = |place: &&u32| TELLING_FIELDS & 1 << (*place >> POSITION_BITS) != 0;
    let count = places.iter().filter(tells).take(MOST_COUNTED).count() as u32;
    if count == 0 {
        return 0;
    }
    let count = count + if in_headline { IN_HEADLINE } else { 0 };
    count * u32::from(letters).min(LONGEST_COUNTED)
}
