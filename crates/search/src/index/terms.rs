//! Terms: each with its posting list, its stem's other forms, and the lists of what one or two letters begin.

use super::bytes::{ByteStore, Chain, put_number, take_number};
use super::dictionary::{Dictionary, NONE};
use super::pages::Pages;
use super::postings::encode;
use crate::analyse::stem::Stemmer;
use crate::analyse::stop::is_stop_word;
use crate::plan::letter_set;

/// Letters that have a list of their own of the stories with a word that begins with them. Longer beginnings are looked
/// up among the terms, which are few enough by then.
pub(crate) const SHORT_PREFIX: usize = 2;

/// All terms of an index.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub(crate) dictionary: Dictionary,
    infos: Pages<Info>,
    store: ByteStore,
    /// Beginnings of one and two letters.
    beginnings: Dictionary,
    beginning_lists: Pages<Growing>,
    kin: Pages<Kin>,
    /// The letters that each term has; see [`letter_set`].
    letter_sets: Pages<u32>,
    /// Stemmers used so far, a bit each.
    stemmers: u8,
    /// First spellings of the terms that differ from their folded form, by ascending term.
    spellings: Pages<(u32, Box<str>)>,
    scratch: Vec<u8>,
}

#[derive(Debug, Default)]
struct Growing {
    chain: Chain,
    last_story: u32,
}

#[derive(Debug)]
struct Info {
    list: Growing,
    /// Stories in the list, those taken out since included.
    stories: u32,
    /// First of the [`Kin`] whose stem this is.
    forms: u32,
    /// First of the [`Kin`] whose form this is.
    stems: u32,
    /// Stemmers that have seen this term, a bit each.
    stemmed_by: u8,
    /// The term's beginnings of one and two letters; the same twice if it has one letter.
    beginnings: [u32; SHORT_PREFIX],
    /// False for stop words, numbers and scraps: they tell no story from another.
    is_telling: bool,
}

/// One form of one stem, in two chains: the forms of a stem, and the stems of a form.
#[derive(Debug)]
struct Kin {
    form: u32,
    stem: u32,
    next_form: u32,
    next_stem: u32,
}

impl Terms {
    /// The number of a term, which is made known if it is new.
    pub(crate) fn add(&mut self, folded: &str, spelled: &str, stemmer: Stemmer) -> u32 {
        let term = self.intern(folded);
        if self.infos[term as usize].stemmed_by & stemmer.bit() == 0 {
            self.infos[term as usize].stemmed_by |= stemmer.bit();
            self.see(term, folded, spelled, stemmer);
        }
        term
    }

    /// Notes that `story`, which is newer than all before, holds a term at `places`, which ascend.
    pub(crate) fn post(&mut self, term: u32, story: u32, places: &[u32]) {
        let info = &mut self.infos[term as usize];
        self.scratch.clear();
        encode(story - info.list.last_story, places, &mut self.scratch);
        self.store.append(&mut info.list.chain, &self.scratch);
        info.list.last_story = story;
        info.stories += 1;
    }

    /// False for stop words, numbers and scraps: they tell no story from another.
    pub(crate) fn is_telling(&self, term: u32) -> bool {
        self.infos[term as usize].is_telling
    }

    /// The term's beginnings of one and two letters; the same twice if it has one letter.
    pub(crate) fn beginnings(&self, term: u32) -> [u32; SHORT_PREFIX] {
        self.infos[term as usize].beginnings
    }

    /// Notes that a word of `story`, which is newer than all before, begins so, and whether one in the headline does.
    pub(crate) fn post_beginning(&mut self, beginning: u32, story: u32, in_headline: bool) {
        let list = &mut self.beginning_lists[beginning as usize];
        self.scratch.clear();
        put_number(&mut self.scratch, (story - list.last_story) << 1 | u32::from(in_headline));
        self.store.append(&mut list.chain, &self.scratch);
        list.last_story = story;
    }

    /// Calls `visit` with each story that has a word beginning with one or two letters, and whether its headline has.
    pub(crate) fn each_beginning(&self, letters: &str, bytes: &mut Vec<u8>, visit: &mut dyn FnMut(u32, bool)) {
        let Some(number) = self.beginnings.find(letters) else { return };
        self.store.read(&self.beginning_lists[number as usize].chain, bytes);
        let mut at = 0;
        let mut story = 0;
        while at < bytes.len() {
            let number = take_number(bytes, &mut at);
            story += number >> 1;
            visit(story, number & 1 == 1);
        }
    }

    /// The posting list of a term as bytes, for [`Postings`](super::postings::Postings).
    pub(crate) fn read(&self, term: u32, bytes: &mut Vec<u8>) {
        self.store.read(&self.infos[term as usize].list.chain, bytes);
    }

    /// Stories that hold a term, those taken out since included; 0 for a stem that is no word itself.
    pub(crate) fn stories(&self, term: u32) -> u32 {
        self.infos[term as usize].stories
    }

    /// The letters of all terms, in order of number, page by page.
    pub(crate) fn letter_sets(&self) -> impl Iterator<Item = &[u32]> {
        self.letter_sets.slices()
    }

    /// The number of a term that some story holds.
    pub(crate) fn find(&self, folded: &str) -> Option<u32> {
        self.dictionary.find(folded).filter(|&term| self.stories(term) > 0)
    }

    /// The terms that share a stem with a word, by the stemmer of any language seen so far; the word itself included if
    /// it is a term. Ascending.
    pub(crate) fn forms(&self, word: &str) -> Vec<u32> {
        let mut forms = Vec::new();
        let own = self.dictionary.find(word);
        if let Some(term) = own {
            forms.push(term);
            let mut at = self.infos[term as usize].stems;
            while at != NONE {
                let kin = &self.kin[at as usize];
                self.forms_of_stem(kin.stem, &mut forms);
                at = kin.next_stem;
            }
        }
        for stemmer in Stemmer::ALL.iter().filter(|stemmer| self.stemmers & stemmer.bit() != 0) {
            if let Some(stem) = self.dictionary.find(&stemmer.stem(word)) {
                self.forms_of_stem(stem, &mut forms);
            }
        }
        forms.sort_unstable();
        forms.dedup();
        forms.retain(|&term| self.stories(term) > 0);
        forms
    }

    /// How a term was spelled where it first stood, in lower case.
    pub(crate) fn spelling(&self, term: u32) -> &str {
        let (mut low, mut high) = (0, self.spellings.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.spellings[middle].0 < term {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        match low < self.spellings.len() && self.spellings[low].0 == term {
            true => &self.spellings[low].1,
            false => self.dictionary.get(term),
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let spelled: usize = self.spellings.slices().flatten().map(|(_, spelling)| spelling.len()).sum();
        self.dictionary.memory_bytes()
            + self.infos.memory_bytes()
            + self.store.memory_bytes()
            + self.beginnings.memory_bytes()
            + self.beginning_lists.memory_bytes()
            + self.kin.memory_bytes()
            + self.letter_sets.memory_bytes()
            + self.spellings.memory_bytes()
            + spelled
    }

    fn intern(&mut self, folded: &str) -> u32 {
        let (term, new) = self.dictionary.add(folded);
        if new {
            self.letter_sets.push(letter_set(folded.chars()));
            let first = folded.chars().next().map_or(0, char::len_utf8);
            let second = folded[first..].chars().next().map_or(0, char::len_utf8);
            let beginnings = [first, first + second].map(|end| self.beginning(&folded[..end]));
            let list = Growing::default();
            self.infos.push(Info {
                list,
                stories: 0,
                forms: NONE,
                stems: NONE,
                stemmed_by: 0,
                beginnings,
                is_telling: is_telling(folded),
            });
        }
        term
    }

    fn beginning(&mut self, letters: &str) -> u32 {
        let (number, new) = self.beginnings.add(letters);
        if new {
            self.beginning_lists.push(Growing::default());
        }
        number
    }

    /// Takes in a term that a stemmer has not seen yet.
    fn see(&mut self, term: u32, folded: &str, spelled: &str, stemmer: Stemmer) {
        self.stemmers |= stemmer.bit();
        let newest = self.spellings.len().checked_sub(1).map(|last| self.spellings[last].0);
        if spelled != folded && newest.is_none_or(|newest| newest < term) {
            self.spellings.push((term, spelled.into()));
        }
        let stem = stemmer.stem(spelled);
        if stem == folded || stem.is_empty() {
            return;
        }
        let stem = self.intern(&stem);
        let at = self.kin.len() as u32;
        let next_form = std::mem::replace(&mut self.infos[stem as usize].forms, at);
        let next_stem = std::mem::replace(&mut self.infos[term as usize].stems, at);
        self.kin.push(Kin { form: term, stem, next_form, next_stem });
    }

    fn forms_of_stem(&self, stem: u32, forms: &mut Vec<u32>) {
        forms.push(stem);
        let mut at = self.infos[stem as usize].forms;
        while at != NONE {
            forms.push(self.kin[at as usize].form);
            at = self.kin[at as usize].next_form;
        }
    }
}

fn is_telling(folded: &str) -> bool {
    let has_letter = folded.bytes().any(|byte| byte.is_ascii_lowercase() || byte >= 0x80);
    folded.len() > 2 && has_letter && !is_stop_word(folded)
}
