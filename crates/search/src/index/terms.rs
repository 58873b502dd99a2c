//! Terms: each with its posting list, and with those that are the same word in other spellings and forms.
//!
//! A term is a word in lower case as it is spelled, accents included, so that `résumé` can rank before `resume` for who
//! types it so. Terms that fold alike hang on their head, the folded form; heads hang on their stems. All three are
//! strings of one dictionary; a head or a stem that no story holds as such has an empty list.

mod find;
mod parts;

use super::beginnings::Beginnings;
use super::bytes::{ByteStore, Chain};
use super::dictionary::{Dictionary, NONE};
use super::lengths::Lengths;
use super::pages::Pages;
use super::partial::Partial;
use super::postings::{encode, encode_short};
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
    links: Pages<Links>,
    store: ByteStore,
    pub(crate) beginnings: Beginnings,
    kin: Pages<Kin>,
    /// All heads.
    lengths: Lengths,
    /// Stemmers used so far, a bit each.
    stemmers: u8,
    /// Set if only parts of the index are here.
    pub(super) partial: Option<Box<Partial>>,
    scratch: Vec<u8>,
}

/// What is asked of a term each time that it is met; 32 bytes, half a line of a cache.
#[derive(Debug)]
struct Info {
    chain: Chain,
    last_story: u32,
    /// Stories in the list, those taken out since included.
    stories: u32,
    /// The longest of the head's short beginnings.
    beginning: u32,
    /// Kept for [`Occurrences`](super::occurrences::Occurrences).
    latest: u32,
    /// Stemmers that have seen this term, a bit each.
    stemmed_by: u8,
    /// False for stop words, numbers and scraps: they tell no story from another.
    is_telling: bool,
    /// Bytes of the term as a string, 255 at most.
    letters: u8,
}

/// Which other terms a term belongs to.
#[derive(Debug)]
struct Links {
    /// The folded form; the term itself if it is one.
    head: u32,
    /// The next term with the same head; the head begins the chain.
    next_spelling: u32,
    /// First of the [`Kin`] whose stem this is.
    forms: u32,
    /// First of the [`Kin`] whose form this is.
    stems: u32,
}

/// A head and one of its stems, in two chains: the forms of a stem, and the stems of a form.
#[derive(Debug)]
struct Kin {
    form: u32,
    stem: u32,
    next_form: u32,
    next_stem: u32,
}

impl Terms {
    /// The number of a term, if it was met of late.
    #[inline]
    pub(super) fn recent(&mut self, key: Key) -> Option<u32> {
        self.recent.find(key)
    }

    /// The number of a token's term, which is made known if it is new.
    pub(super) fn add(&mut self, token: &Token<'_>) -> u32 {
        if let Some(term) = token.key.and_then(|key| self.recent.find(key)) {
            return term;
        }
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
    /// headline. Bytes of the term, 255 at most; 0 for stop words, numbers and scraps, which tell no story from another.
    pub(super) fn post(&mut self, term: u32, story: u32, places: &[u32], in_headline: bool, stemmer: Stemmer) -> u8 {
        if self.infos[term as usize].stemmed_by & stemmer.bit() == 0 {
            self.stem(term, stemmer);
        }
        let info = &mut self.infos[term as usize];
        let gap = story - info.last_story;
        match encode_short(gap, places) {
            Some(short) => self.store.append_short(&mut info.chain, short),
            None => {
                self.scratch.clear();
                encode(gap, places, &mut self.scratch);
                self.store.append(&mut info.chain, &self.scratch);
            }
        }
        info.last_story = story;
        info.stories += 1;
        self.beginnings.post(info.beginning, story, in_headline);
        if info.is_telling { info.letters } else { 0 }
    }

    /// Where a term keeps its latest place in the story being added.
    pub(super) fn latest(&mut self, term: u32) -> &mut u32 {
        &mut self.infos[term as usize].latest
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.dictionary.memory_bytes()
            + self.recent.memory_bytes()
            + self.infos.memory_bytes()
            + self.links.memory_bytes()
            + self.store.memory_bytes()
            + self.beginnings.memory_bytes()
            + self.kin.memory_bytes()
            + self.lengths.memory_bytes()
    }

    /// Takes in a string that the dictionary has just numbered, and its head.
    fn meet(&mut self, term: u32, folded: &str, spelled: &str) {
        if spelled == folded {
            self.push_head(term, folded);
            return;
        }
        self.infos.push(Info::new(spelled));
        self.links.push(Links::new(term));
        let head = self.intern_head(folded);
        let next_spelling = std::mem::replace(&mut self.links[head as usize].next_spelling, term);
        (self.links[term as usize].head, self.links[term as usize].next_spelling) = (head, next_spelling);
        let Info { beginning, is_telling, .. } = self.infos[head as usize];
        let info = &mut self.infos[term as usize];
        (info.beginning, info.is_telling) = (beginning, is_telling);
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
            self.push_head(head, folded);
        }
        head
    }

    fn push_head(&mut self, head: u32, folded: &str) {
        self.lengths.add(folded, head);
        let beginning = self.beginnings.add(folded, head);
        self.infos.push(Info { beginning, is_telling: is_telling(folded), ..Info::new(folded) });
        self.links.push(Links::new(head));
    }

    fn link_stem(&mut self, form: u32, stem: &str) {
        if stem.is_empty() || stem == self.text(form) {
            return;
        }
        let stem = self.intern_head(stem);
        let mut at = self.links[form as usize].stems;
        while at != NONE {
            if self.kin[at as usize].stem == stem {
                return;
            }
            at = self.kin[at as usize].next_stem;
        }
        let at = self.kin.len() as u32;
        let next_form = std::mem::replace(&mut self.links[stem as usize].forms, at);
        let next_stem = std::mem::replace(&mut self.links[form as usize].stems, at);
        self.kin.push(Kin { form, stem, next_form, next_stem });
    }
}

impl Info {
    fn new(text: &str) -> Self {
        Self {
            chain: Chain::default(),
            last_story: 0,
            stories: 0,
            beginning: 0,
            latest: 0,
            stemmed_by: 0,
            is_telling: false,
            letters: text.len().min(u8::MAX.into()) as u8,
        }
    }
}

impl Links {
    fn new(head: u32) -> Self {
        Self { head, next_spelling: NONE, forms: NONE, stems: NONE }
    }
}

fn is_telling(folded: &str) -> bool {
    let has_letter = folded.bytes().any(|byte| byte.is_ascii_lowercase() || byte >= 0x80);
    folded.len() > 2 && has_letter && !is_stop_word(folded)
}
