//! Terms of an index in parts: what is loaded into them, and what is asked for.

use super::Terms;
use crate::analyse::stem::Stemmer;
use crate::fields::Field;
use crate::index::postings::Postings;

impl Terms {
    /// Stories of a term that are in its list but not here, because the index is in parts.
    pub(crate) fn unseen(&self, term: u32) -> u32 {
        self.partial.as_ref().map_or(0, |partial| partial.unseen(term))
    }

    /// The stemmers used so far.
    pub(in crate::index) fn stemmers(&self) -> impl Iterator<Item = Stemmer> {
        Stemmer::ALL.iter().copied().filter(|stemmer| self.stemmers & stemmer.bit() != 0)
    }

    /// Counts a stemmer among those used.
    pub(in crate::index) fn use_stemmer(&mut self, stemmer: Stemmer) {
        self.stemmers |= stemmer.bit();
    }

    /// Makes a term known whose stories lie elsewhere.
    pub(in crate::index) fn load(&mut self, folded: &str, spelled: &str, stories: u32) -> u32 {
        let term = self.intern(folded, spelled);
        self.lists.load_stories(&mut self.infos[term as usize].list, stories);
        term
    }

    /// Makes it known that a folded word has a stem.
    pub(in crate::index) fn load_stem(&mut self, folded: &str, stem: &str) {
        let head = self.intern_head(folded);
        self.link_stem(head, stem);
    }

    /// Puts a list in place of the one that was there.
    pub(in crate::index) fn load_list(&mut self, term: u32, postings: &[u8]) {
        self.lists.load(&mut self.infos[term as usize].list, postings, &mut self.store);
    }

    /// Notes that the words spelled nearly so are asked for.
    pub(crate) fn ask_near(&self, word: &str) {
        if let Some(partial) = &self.partial {
            partial.ask_near(word);
        }
    }

    /// Notes that the terms which tell a story from others are asked for: which they are, and those that are known.
    pub(crate) fn ask_key_terms(&self, story: u32, known: &[u32]) {
        if let Some(partial) = &self.partial {
            partial.ask_key_terms(story);
            known.iter().for_each(|&term| partial.ask_word(self.text(self.head(term))));
        }
    }

    /// Whether a beginning's stories were loaded, so that its words need not be read one by one.
    pub(crate) fn has_stories_of(&self, letters: &str) -> bool {
        self.partial.as_ref().is_some_and(|partial| partial.has_beginning(letters))
    }

    /// Calls `visit` with each story that has a word beginning so, and whether its headline has.
    pub(crate) fn each_of_beginning(&self, letters: &str, bytes: &mut Vec<u8>, visit: &mut dyn FnMut(u32, bool)) {
        match &self.partial {
            Some(partial) => partial.each_of_beginning(letters, visit),
            None if self.beginnings.each_story(letters, visit) => {}
            None => self.each_of_words(letters, bytes, visit),
        }
    }

    /// As [`Self::each_of_beginning`], by the lists of all words that begin so.
    fn each_of_words(&self, letters: &str, bytes: &mut Vec<u8>, visit: &mut dyn FnMut(u32, bool)) {
        let mut fields = vec![0_u8; self.beginnings.stories()];
        self.each_beginning_so(letters, &mut |head| {
            self.each_spelling(head, &mut |term| {
                self.read(term, bytes);
                let mut postings = Postings::new(bytes);
                while postings.next() {
                    fields[postings.story as usize] |= postings.mask;
                }
            });
        });
        let found = (0..).zip(&fields).filter(|&(_, &fields)| fields != 0);
        found.for_each(|(story, fields)| visit(story, fields & Field::Headline.bit() != 0));
    }

    /// As [`Self::unseen`], for a beginning.
    pub(crate) fn unseen_of_beginning(&self, letters: &str) -> u32 {
        self.partial.as_ref().map_or(0, |partial| partial.unseen_beginning(letters))
    }
}
