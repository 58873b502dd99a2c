//! An index in parts: what an archive writes of it, and what a reader puts together again from the parts it has fetched.
//!
//! A search over an index of which only parts are here goes as any other. It counts what is missing as not being there,
//! and notes what it asked for in [`Asked`]; whoever holds the archive fetches that, loads it, and searches again, until
//! nothing new is asked for. So no rule of searching is written twice, and the answer is that of the whole index.

use super::postings::Postings;
use super::{Index, StoryId, TermId};
use crate::analyse::fold::fold;
use crate::analyse::stem::Stemmer;
use dateline_story::Timestamp;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a whole index before any part of it is here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Stories, those taken out included; their numbers are less than this.
    pub stories: u32,
    /// Tokens in the headlines of all live stories.
    pub headline_tokens: u64,
    /// Tokens in the bodies of all live stories.
    pub body_tokens: u64,
    /// Languages whose stemmers were used, by primary subtag.
    pub stemmers: Vec<String>,
}

/// What searches asked an index in parts for, whether it was there or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words and stems, folded or as spelled.
    pub words: BTreeSet<String>,
    /// Beginnings of words, all of which are wanted.
    pub beginnings: BTreeSet<String>,
    /// Beginnings whose stories are wanted, see [`Index::load_beginning`].
    pub stories_of: BTreeSet<String>,
    /// Words whose neighbours by spelling are wanted.
    pub near: BTreeSet<String>,
    /// Terms whose posting lists are wanted.
    pub lists: BTreeSet<TermId>,
    /// Stories whose telling words are wanted.
    pub key_terms: BTreeSet<StoryId>,
}

/// A folded word with all that is said of it, for writing.
#[derive(Debug)]
pub struct Word<'a> {
    /// Folded.
    pub folded: &'a str,
    /// Its stems, itself left out.
    pub stems: Vec<Stem<'a>>,
    /// Its spellings that stories hold.
    pub spellings: Vec<Spelling<'a>>,
}

/// One stem of a word.
#[derive(Debug)]
pub struct Stem<'a> {
    /// Folded.
    pub text: &'a str,
    /// True if the English stemmer gives it, so that where that one is used whoever types the word gets it in any case.
    pub is_plain: bool,
}

/// One spelling of a word.
#[derive(Debug)]
pub struct Spelling<'a> {
    /// In lower case, accents kept.
    pub spelled: &'a str,
    /// Its posting list, see `postings.rs`.
    pub postings: Vec<u8>,
}

/// What is kept of a story besides its words, for writing.
#[derive(Debug)]
pub struct Columns<'a> {
    /// The date that it sorts by.
    pub date: Option<Timestamp>,
    /// Tokens in the headline.
    pub headline_tokens: u8,
    /// Tokens in the body; of both the first three binary digits are kept.
    pub body_tokens: u16,
    /// Words that tell it from others, as spelled.
    pub key_terms: Vec<&'a str>,
}

/// The part of the terms that only an index in parts has.
#[derive(Debug, Default)]
pub(super) struct Partial {
    asked: RefCell<Asked>,
    /// Stories in a list that are not here.
    unseen: BTreeMap<u32, u32>,
    /// Stories of beginnings that have been loaded: how many are not here, and those that are.
    beginnings: BTreeMap<String, (u32, Vec<(u32, bool)>)>,
}

impl Partial {
    pub(super) fn ask_word(&self, text: &str) {
        note(&mut self.asked.borrow_mut().words, text);
    }

    pub(super) fn ask_beginning(&self, folded: &str) {
        note(&mut self.asked.borrow_mut().beginnings, folded);
    }

    pub(super) fn ask_near(&self, word: &str) {
        note(&mut self.asked.borrow_mut().near, word);
    }

    pub(super) fn ask_list(&self, term: u32) {
        self.asked.borrow_mut().lists.insert(TermId(term));
    }

    pub(super) fn ask_key_terms(&self, story: u32) {
        self.asked.borrow_mut().key_terms.insert(StoryId(story));
    }

    pub(super) fn unseen(&self, term: u32) -> u32 {
        self.unseen.get(&term).copied().unwrap_or_default()
    }

    pub(super) fn unseen_beginning(&self, letters: &str) -> u32 {
        self.beginnings.get(letters).map_or(0, |(unseen, _)| *unseen)
    }

    pub(super) fn has_beginning(&self, letters: &str) -> bool {
        self.beginnings.contains_key(letters)
    }

    /// As [`Beginnings::each`](super::beginnings::Beginnings::each).
    pub(super) fn each_of_beginning(&self, letters: &str, visit: &mut dyn FnMut(u32, bool)) {
        note(&mut self.asked.borrow_mut().stories_of, letters);
        let Some((_, stories)) = self.beginnings.get(letters) else { return };
        stories.iter().for_each(|&(story, in_headline)| visit(story, in_headline));
    }
}

fn note(set: &mut BTreeSet<String>, text: &str) {
    if !set.contains(text) {
        set.insert(text.to_owned());
    }
}

/// Taking apart.
impl Index {
    /// Calls `visit` with each folded word in alphabetical (byte) order; stems that are no words have no spellings.
    pub fn each_word(&self, visit: &mut dyn FnMut(&Word<'_>)) {
        let terms = &self.terms;
        for head in terms.heads() {
            let mut spellings = Vec::new();
            terms.each_spelling(head, &mut |term| {
                let mut postings = Vec::new();
                terms.read(term, &mut postings);
                spellings.push(Spelling { spelled: terms.text(term), postings });
            });
            let folded = terms.text(head);
            let plain = Stemmer::English.stem(folded);
            let stems = terms.stems(head).into_iter().map(|stem| terms.text(stem));
            let stems = stems.map(|text| Stem { text, is_plain: plain == text }).collect();
            visit(&Word { folded, stems, spellings });
        }
    }

    /// What is kept of a story besides its words.
    pub fn columns(&self, id: StoryId) -> Columns<'_> {
        let stories = &self.stories;
        let date = stories.date(id.0);
        let length = stories.lengths()[id.0 as usize];
        Columns {
            date: (date != super::UNDATED).then(|| Timestamp::from_seconds(date)),
            headline_tokens: length.headline_tokens,
            body_tokens: length.body_tokens(),
            key_terms: stories.key_terms(id.0).into_iter().map(|term| self.terms.text(term)).collect(),
        }
    }

    /// Languages whose stemmers were used, by primary subtag.
    pub fn stemmers(&self) -> Vec<&'static str> {
        self.terms.stemmers().map(Stemmer::primary).collect()
    }
}

/// Putting together.
impl Index {
    /// An index of which nothing is here yet.
    pub fn partial(totals: &Totals) -> Self {
        let mut index = Self::new();
        index.terms.partial = Some(Box::default());
        for stemmer in totals.stemmers.iter().map(|primary| Stemmer::of(primary)) {
            index.terms.use_stemmer(stemmer);
        }
        index.stories.make_partial(totals);
        index
    }

    /// What has been asked for since this was last called.
    pub fn take_asked(&mut self) -> Asked {
        self.terms.partial.as_mut().map(|partial| std::mem::take(partial.asked.get_mut())).unwrap_or_default()
    }

    /// Makes a spelling known, in so many stories.
    pub fn load_spelling(&mut self, folded: &str, spelled: &str, stories: u32) -> TermId {
        TermId(self.terms.load(folded, spelled, stories))
    }

    /// Makes it known that a folded word has a stem.
    pub fn load_stem(&mut self, folded: &str, stem: &str) {
        self.terms.load_stem(folded, stem);
    }

    /// Loads a posting list, or the part of it that is here, in place of what was loaded before.
    pub fn load_list(&mut self, term: TermId, postings: &[u8], unseen: u32) {
        self.terms.load_list(term.0, postings);
        if let Some(partial) = &mut self.terms.partial {
            partial.unseen.insert(term.0, unseen);
        }
    }

    /// Loads the stories of a beginning, or some of them, in order, each with whether a word of its headline begins so.
    ///
    /// A beginning of three letters or more that is loaded so is searched by these stories, and not word by word.
    pub fn load_beginning(&mut self, letters: &str, stories: &[(u32, bool)], unseen: u32) {
        if let Some(partial) = &mut self.terms.partial {
            partial.beginnings.insert(letters.to_owned(), (unseen, stories.to_vec()));
        }
    }

    /// Loads the lengths of a story, which its rank depends on, or one of them: 0 is for what is not known.
    pub fn load_lengths(&mut self, id: StoryId, headline_tokens: u8, body_tokens: u16) {
        self.stories.load_lengths(id.0, headline_tokens, body_tokens);
    }

    /// Loads the dates of stories from one on. Those after the last one are taken to have its date, up to the next that
    /// was loaded; so dates at wide steps may come first, and those between later.
    pub fn load_dates(&mut self, first: StoryId, dates: &[Option<Timestamp>]) {
        let dates: Vec<i64> = dates.iter().map(|date| date.map_or(super::UNDATED, Timestamp::seconds)).collect();
        self.stories.load_dates(first.0, &dates);
    }

    /// Makes it known that a story carries a tag.
    pub fn load_tag(&mut self, id: StoryId, tag: &dateline_story::Tag) {
        let label = self.labels.load_tag(tag);
        self.stories.load_tag(id.0, label);
    }

    /// Loads the words that tell a story from others, as spelled.
    pub fn load_key_terms(&mut self, id: StoryId, spelled: &[&str]) {
        let mut terms = Vec::new();
        for spelled in spelled {
            terms.push(self.terms.intern(&fold(spelled), spelled));
        }
        crate::order::sort_distinct(&mut terms);
        self.stories.load_key_terms(id.0, terms);
    }

    /// Takes a story out of all results that an archive says is gone.
    pub fn load_gone(&mut self, id: StoryId) {
        self.stories.load_gone(id.0);
    }
}

/// One posting of a list, with its places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// The story.
    pub story: u32,
    /// Where it stands: field and position in one number, ascending; see [`super::postings::place`].
    pub places: Vec<u32>,
    /// Fields that hold it, a bit each.
    pub mask: u8,
    /// How often each field holds it; right only where `mask` has the field's bit.
    pub counts: [u32; crate::Field::ALL.len()],
}

/// Calls `visit` with each posting of a list.
pub fn each_posting(list: &[u8], visit: &mut dyn FnMut(&Posting)) {
    let mut postings = Postings::new(list);
    let mut posting = Posting::default();
    while postings.next() {
        posting.story = postings.story;
        posting.places.clear();
        postings.places(&mut posting.places);
        (posting.mask, posting.counts) = (postings.mask, postings.counts);
        visit(&posting);
    }
}
