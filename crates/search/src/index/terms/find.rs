//! Looking terms up: by spelling, beginning, stem, or what they hold inside.

use super::{Bond, Info, Kin, Terms};
use crate::analyse::stem::Stemmer;
use crate::order::sort_distinct;

impl Terms {
    /// The posting list of a term as bytes, for [`Postings`](crate::index::postings::Postings).
    pub(crate) fn read(&self, term: u32, bytes: &mut Vec<u8>) {
        if let Some(partial) = &self.partial {
            partial.ask_list(term);
        }
        self.lists.read(self.infos[term as usize].list, &self.store, bytes);
    }

    /// Stories that hold a term, those taken out since included; 0 for a head or stem that is no word itself.
    pub(crate) fn stories(&self, term: u32) -> u32 {
        self.lists.stories(self.infos[term as usize].list)
    }

    /// The term as a string: a word as spelled, or a head.
    pub(crate) fn text(&self, term: u32) -> &str {
        self.dictionary.get(term)
    }

    /// The same as bytes.
    pub(crate) fn bytes(&self, term: u32) -> &[u8] {
        self.dictionary.bytes(term)
    }

    /// A number made of the term's bytes alone.
    pub(crate) fn hash(&self, term: u32) -> u32 {
        self.dictionary.hash(term)
    }

    /// The head of a term.
    pub(crate) fn head(&self, term: u32) -> u32 {
        let Info { bond, tie, .. } = self.infos[term as usize];
        if bond == Bond::Head { tie } else { term }
    }

    /// Calls `visit` with each head that may be at most `edits` away from one with these letters, or that may begin so if
    /// `as_beginning`; others are among them.
    pub(crate) fn each_near(&self, letters: &[char], edits: usize, as_beginning: bool, visit: &mut dyn FnMut(u32)) {
        self.lengths.each_near(letters, edits, as_beginning, visit);
    }

    /// The term that is spelled so, if some story holds it.
    pub(crate) fn spelled(&self, spelled: &str) -> Option<u32> {
        self.look_up(spelled).filter(|&term| self.stories(term) > 0)
    }

    /// The head of a folded word, if some story holds the word in any spelling.
    pub(crate) fn find(&self, folded: &str) -> Option<u32> {
        self.look_up(folded).filter(|&head| self.head_stories(head) > 0)
    }

    /// Heads of the words that begin so, in alphabetical order.
    pub(crate) fn starting_with(&self, folded: &str) -> Vec<u32> {
        if let Some(partial) = &self.partial {
            partial.ask_beginning(folded);
        }
        let mut found = Vec::new();
        self.each_beginning_so(folded, &mut |head| {
            if self.head_stories(head) > 0 {
                found.push(head);
            }
        });
        self.dictionary.sort(&mut found);
        found
    }

    /// Calls `visit` with each head that begins so.
    pub(super) fn each_beginning_so(&self, folded: &str, visit: &mut dyn FnMut(u32)) {
        self.beginnings.each_word(folded, &self.store, &mut |head| {
            if self.bytes(head).starts_with(folded.as_bytes()) {
                visit(head);
            }
        });
    }

    /// Heads of the words that hold `part` anywhere.
    pub(crate) fn holding(&self, part: &str) -> Vec<u32> {
        let mut found = self.dictionary.holding(part);
        found.retain(|&term| self.head_stories(term) > 0);
        found
    }

    /// Stories with a head in any spelling, those with several counted several times; 0 for what is no head.
    pub(crate) fn head_stories(&self, head: u32) -> u32 {
        let mut stories = 0;
        if self.infos[head as usize].bond != Bond::Head {
            self.each_spelling(head, &mut |term| stories += self.stories(term));
        }
        stories
    }

    /// Calls `visit` with each term of a head that some story holds.
    pub(crate) fn each_spelling(&self, head: u32, visit: &mut dyn FnMut(u32)) {
        let has_others = self.infos[head as usize].bond == Bond::Spellings;
        let others = has_others.then(|| self.tied(head, Kin::Spelling)).into_iter().flatten();
        std::iter::once(head).chain(others).filter(|&term| self.stories(term) > 0).for_each(visit);
    }

    /// A head's commonest spelling.
    pub(crate) fn spelling(&self, head: u32) -> &str {
        let mut best = head;
        self.each_spelling(head, &mut |term| {
            if self.stories(term) > self.stories(best) {
                best = term;
            }
        });
        self.text(best)
    }

    /// Heads of the words that share a stem with a typed word, by the stemmer of any language seen so far; the word's own
    /// head included. Ascending.
    pub(crate) fn forms(&self, folded: &str, spelled: &str) -> Vec<u32> {
        let mut forms = Vec::new();
        if let Some(head) = self.look_up(folded) {
            forms.push(head);
            self.tied(head, Kin::Stem).for_each(|stem| self.forms_of_stem(stem, &mut forms));
        }
        for stemmer in Stemmer::ALL.iter().filter(|stemmer| self.stemmers & stemmer.bit() != 0) {
            for word in [folded, spelled] {
                if let Some(stem) = self.look_up(&stemmer.stem(word)) {
                    self.forms_of_stem(stem, &mut forms);
                }
            }
        }
        sort_distinct(&mut forms);
        forms.retain(|&head| self.head_stories(head) > 0);
        forms
    }

    /// All heads in alphabetical order, stems that are no words included.
    pub(in crate::index) fn heads(&self) -> Vec<u32> {
        let mut heads: Vec<u32> = (0..self.dictionary.len() as u32).filter(|&term| self.head(term) == term).collect();
        self.dictionary.sort(&mut heads);
        heads
    }

    /// The stems of a head, itself left out.
    pub(in crate::index) fn stems(&self, head: u32) -> Vec<u32> {
        self.tied(head, Kin::Stem).collect()
    }

    pub(super) fn look_up(&self, text: &str) -> Option<u32> {
        if let Some(partial) = &self.partial {
            partial.ask_word(text);
        }
        self.dictionary.find(text)
    }

    fn forms_of_stem(&self, stem: u32, forms: &mut Vec<u32>) {
        let known = forms.len();
        forms.push(stem);
        forms.extend(self.tied(stem, Kin::Form));
        if let Some(partial) = &self.partial {
            forms[known..].iter().for_each(|&form| partial.ask_word(self.text(form)));
        }
    }
}
