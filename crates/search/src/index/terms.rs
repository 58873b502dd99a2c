//! Terms: each with its posting list, and with those that are the same word in other spellings and forms.
//!
//! A term is a word in lower case as it is spelled, accents included, so that `résumé` can rank before `resume` for who
//! types it so. Terms that fold alike hang on their head, the folded form; heads hang on their stems. All three are
//! strings of one dictionary; a head or a stem that no story holds as such has an empty list.

mod find;
mod parts;

use super::beginnings::Beginnings;
use super::bytes::ByteStore;
use super::dictionary::{Dictionary, NONE};
use super::lengths::Lengths;
use super::lists::{List, Lists};
use super::pages::Pages;
use super::partial::Partial;
use super::recent::Recent;
use crate::analyse::stem::Stemmer;
use crate::analyse::stop::is_stop_word;
use crate::analyse::{Key, Token};

/// All terms of an index.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    dictionary: Dictionary,
    recent: Recent,
    infos: Pages<Info>,
    ties: Pages<Tie>,
    lists: Lists,
    /// All that grows in bytes: the lists, and more.
    store: ByteStore,
    beginnings: Beginnings,
    /// All heads.
    lengths: Lengths,
    /// Stemmers used so far, a bit each.
    stemmers: u8,
    /// Set if only parts of the index are here.
    pub(super) partial: Option<Box<Partial>>,
}

/// What is kept of a term: 16 bytes, so that most of a story's terms lie in the caches near the processor.
#[derive(Debug)]
struct Info {
    /// Those taken out since included.
    list: List,
    /// As `bond` says.
    tie: u32,
    bond: Bond,
    /// What the head's [`Beginnings`] say that it begins with.
    initial: u8,
    /// Bytes of the term as a string, 255 at most; 0 for stop words, numbers and scraps, which tell no story from another.
    letters: u8,
    /// Stemmers that have seen this term, a bit each.
    stemmed_by: u8,
}

/// What a term's `tie` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bond {
    /// The term is not the folded form: its head.
    Head,
    /// The term has a stem and no other tie, as most have: the stem.
    Stem,
    /// The first of the head's ties, or `NONE`; no other spelling is among them.
    Kin,
    /// The first of the head's ties.
    Spellings,
}

/// What ties a head to another term, in a chain of all that do.
#[derive(Debug)]
struct Tie {
    /// The other term, and in the two low bits what it is.
    other: u32,
    next: u32,
}

/// What the other term of a tie is to a head.
#[derive(Clone, Copy, Debug)]
enum Kin {
    /// Another spelling of it.
    Spelling,
    /// A head whose stem it is.
    Form,
    /// Its stem.
    Stem,
}

impl Terms {
    /// The number of a term, if it was met of late.
    #[inline(always)]
    pub(super) fn recent(&mut self, key: Key) -> Option<u32> {
        self.recent.find(key)
    }

    /// The number of a token's term, which is made known if it is new.
    pub(super) fn add(&mut self, token: &Token<'_>) -> u32 {
        let known = token.key.and_then(|key| self.recent.find(key));
        known.unwrap_or_else(|| self.add_unmet(token))
    }

    /// As [`Self::add`], for a term that was not met of late.
    pub(super) fn add_unmet(&mut self, token: &Token<'_>) -> u32 {
        let term = self.intern(token.folded, token.spelled);
        token.key.into_iter().for_each(|key| self.recent.keep(key, term));
        term
    }

    /// The number of a term, which is made known if it is new.
    pub(super) fn intern(&mut self, folded: &str, spelled: &str) -> u32 {
        let (term, new) = self.dictionary.add(spelled);
        if new {
            self.meet(term, folded, spelled);
        }
        term
    }

    /// Notes that `story`, which is newer than all before, holds a term at `places`, which ascend, and whether that is in the
    /// headline; `last` is what the term's [number](Self::lend) was. Bytes of the term, 255 at most; 0 for stop words, numbers
    /// and scraps, which tell no story from another.
    pub(super) fn post(
        &mut self,
        (term, last): (u32, u32),
        story: u32,
        places: &[u32],
        in_headline: bool,
        stemmer: Stemmer,
    ) -> u8 {
        let mut info = &mut self.infos[term as usize];
        if info.stemmed_by & stemmer.bit() == 0 {
            self.stem(term, stemmer);
            info = &mut self.infos[term as usize];
        }
        self.lists.post(&mut info.list, last, story, places, &mut self.store);
        self.beginnings.post(info.initial, in_headline);
        info.letters
    }

    /// Says that all terms of a story have been posted.
    pub(super) fn end_story(&mut self, story: u32) {
        self.beginnings.end_story(story);
    }

    /// The number that a term lends to [`Occurrences`](super::occurrences::Occurrences) while a story is being added. In the
    /// end [`Self::post`] must get back what it was.
    #[inline(always)]
    pub(super) fn lend(&mut self, term: u32) -> &mut u32 {
        &mut self.infos[term as usize].list.last
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.dictionary.memory_bytes()
            + self.recent.memory_bytes()
            + self.infos.memory_bytes()
            + self.ties.memory_bytes()
            + self.lists.memory_bytes()
            + self.store.memory_bytes()
            + self.beginnings.memory_bytes()
            + self.lengths.memory_bytes()
    }

    /// Takes in a string that the dictionary has just numbered, and its head.
    fn meet(&mut self, term: u32, folded: &str, spelled: &str) {
        if spelled == folded {
            self.push_head(folded);
            return;
        }
        self.infos.push(Info::new(Bond::Head));
        let head = self.intern_head(folded);
        self.tie(head, Kin::Spelling, term);
        self.infos[head as usize].bond = Bond::Spellings;
        let Info { initial, letters, .. } = self.infos[head as usize];
        let info = &mut self.infos[term as usize];
        (info.tie, info.initial) = (head, initial);
        info.letters = if letters > 0 { bytes(spelled) } else { 0 };
    }

    /// Links a term with its stem in one language, which has not been done.
    fn stem(&mut self, term: u32, stemmer: Stemmer) {
        self.infos[term as usize].stemmed_by |= stemmer.bit();
        self.stemmers |= stemmer.bit();
        self.link_stem(self.head(term), &stemmer.stem(self.text(term)));
    }

    fn intern_head(&mut self, folded: &str) -> u32 {
        let (head, new) = self.dictionary.add(folded);
        if new {
            self.push_head(folded);
        }
        head
    }

    /// Takes in the head that the dictionary has just numbered.
    fn push_head(&mut self, folded: &str) {
        let head = self.infos.len() as u32;
        self.lengths.add(folded, head);
        let initial = self.beginnings.add(folded, head, &mut self.store);
        let letters = if is_telling(folded) { bytes(folded) } else { 0 };
        self.infos.push(Info { initial, letters, ..Info::new(Bond::Kin) });
    }

    fn link_stem(&mut self, form: u32, stem: &str) {
        if stem.is_empty() || stem == self.text(form) {
            return;
        }
        let stem = self.intern_head(stem);
        if self.tied(form, Kin::Stem).all(|known| known != stem) {
            self.tie(stem, Kin::Form, form);
            self.tie(form, Kin::Stem, stem);
        }
    }

    fn tie(&mut self, head: u32, kin: Kin, other: u32) {
        let Info { bond, tie, .. } = &mut self.infos[head as usize];
        if let (Kin::Stem, Bond::Kin, NONE) = (kin, *bond, *tie) {
            (*bond, *tie) = (Bond::Stem, other);
            return;
        }
        if *bond == Bond::Stem {
            *bond = Bond::Kin;
            let stem = std::mem::replace(tie, NONE);
            self.chain(head, Kin::Stem, stem);
        }
        self.chain(head, kin, other);
    }

    fn chain(&mut self, head: u32, kin: Kin, other: u32) {
        let at = self.ties.len() as u32;
        let next = std::mem::replace(&mut self.infos[head as usize].tie, at);
        self.ties.push(Tie { other: other << 2 | kin as u32, next });
    }

    /// The terms tied to a head as such kin, the last first; none for what is no head.
    fn tied(&self, head: u32, kin: Kin) -> impl Iterator<Item = u32> {
        let Info { bond, tie, .. } = self.infos[head as usize];
        let stem = (bond == Bond::Stem).then_some(tie << 2 | Kin::Stem as u32);
        let mut next = if matches!(bond, Bond::Kin | Bond::Spellings) { tie } else { NONE };
        let others = std::iter::from_fn(move || {
            let tie = self.ties.get(next as usize)?;
            next = tie.next;
            Some(tie.other)
        });
        stem.into_iter().chain(others).filter(move |other| other & 3 == kin as u32).map(|other| other >> 2)
    }
}

impl Info {
    fn new(bond: Bond) -> Self {
        Self { list: List::default(), tie: NONE, bond, initial: 0, letters: 0, stemmed_by: 0 }
    }
}

/// The bytes of a text, 255 at most.
fn bytes(text: &str) -> u8 {
    text.len().min(u8::MAX.into()) as u8
}

fn is_telling(folded: &str) -> bool {
    let has_letter = folded.bytes().any(|byte| byte.is_ascii_lowercase() || byte >= 0x80);
    folded.len() > 2 && has_letter && !is_stop_word(folded)
}
