//! The sources of one word or phrase.

use super::correct::{near, split};
use super::{Finder, Source, SourceKind, phrase, worth};
use crate::analyse::fold::fold;
use crate::analyse::{Language, TokenKind, is_apostrophe, tokens};
use crate::index::SHORT_PREFIX;
use crate::marker::{Pattern, WordPattern};
use crate::order::places_by;
use crate::query::Atom;
use crate::search::{Correction, ENOUGH};

/// Letters from which on a word that nobody has is looked for inside others.
const SHORTEST_INSIDE: usize = 4;
/// Words that it is found in at most.
const MOST_INSIDE: usize = 100;

/// Words of a phrase that count; pasted paragraphs are cut here.
const MOST_PARTS: usize = 64;

/// A word is doubted if it has so many letters and is in so few stories, and a neighbour in so many times more.
const DOUBTED: [(usize, u32); 2] = [(4, 3), (6, ENOUGH as u32 - 1)];
const COMMONER: u32 = 30;

/// The parts of a typed word, and the whole if they are tied.
#[derive(Debug, Default)]
struct Typed {
    /// Folded.
    parts: Vec<String>,
    /// The last part in lower case, accents kept.
    spelled: String,
    whole: Option<String>,
    /// True if all there is is one character of a run: it matches as a beginning.
    one_of_run: bool,
    /// True if the parts are pairs of a run.
    is_run: bool,
}

impl Finder<'_> {
    /// Finds an atom's sources; false if it has no word in it.
    pub(super) fn atom(&mut self, atom: &Atom, excluded: bool) -> bool {
        let typed = typed_parts(&atom.text);
        let Some(last) = typed.parts.last() else { return false };
        let open = atom.open && !excluded;
        if typed.parts.len() > 1 || atom.phrase {
            self.parts(&typed, atom.phrase, open, excluded);
        } else if typed.one_of_run {
            self.beginning(last);
        } else {
            self.word(last, open, excluded, &typed, &atom.text);
        }
        true
    }

    /// A phrase, or a word that is written in parts.
    fn parts(&mut self, typed: &Typed, quoted: bool, open: bool, exactly: bool) {
        let mut elements: Vec<WordPattern> = typed.parts.iter().map(|part| WordPattern::exact(part)).collect();
        if let Some(last) = elements.last_mut()
            && !typed.is_run
        {
            if open && !typed.one_of_run {
                last.beginning = typed.parts.last().cloned();
            }
            if !quoted {
                last.exact.extend(self.forms(typed.parts.last().map_or("", String::as_str)));
            }
        }
        let hits = phrase::find(self.index, &elements, self.fields);
        if hits.is_empty() && typed.whole.is_none() && !quoted && !exactly {
            // No story has the parts in one piece: any of them is better than none, but is not all that was asked for.
            typed.parts.iter().for_each(|part| self.known_word(part, part, false, worth::INSIDE));
            self.found.sources.iter_mut().for_each(|source| source.is_sure = false);
            return;
        }
        if !hits.is_empty() {
            self.push(SourceKind::Phrase(hits), worth::EXACT);
            self.found.patterns.push(Pattern { words: elements });
        }
        if let Some(whole) = typed.whole.as_ref().filter(|_| !quoted) {
            self.known_word(whole, whole, open, worth::EXACT);
        }
    }

    fn word(&mut self, word: &str, open: bool, exactly: bool, typed: &Typed, text: &str) {
        let whole = typed.whole.as_ref().filter(|whole| self.index.terms.find(whole).is_some());
        self.known_word(word, whole.unwrap_or(&typed.spelled), open, worth::EXACT);
        if let Some(whole) = whole {
            self.known_word(whole, whole, open, worth::EXACT);
            self.found.drop_repeated();
        }
        if exactly {
            return;
        }
        if !self.found.sources.is_empty() {
            self.doubted(word, text);
            return;
        }
        // Ankara'nın, l'homme: a part may be a word of the story's language.
        for part in text.split(is_apostrophe).filter(|part| part.len() > 2 && part.len() < text.len()) {
            let part = fold(part);
            self.known_word(&part, &part, open, worth::FORM);
        }
        if self.found.sources.is_empty() {
            self.corrected(word, open, text);
        }
        if self.found.sources.is_empty() && word.chars().count() >= SHORTEST_INSIDE {
            self.inside(word);
        }
    }

    /// The word in all spellings, its other forms, and what it begins if it is open.
    fn known_word(&mut self, folded: &str, spelled: &str, open: bool, most: f32) {
        let terms = &self.index.terms;
        let heads = terms.forms(folded, spelled);
        let own = terms.spelled(spelled);
        let mut pattern = WordPattern { exact: Vec::new(), beginning: None };
        for &head in &heads {
            let is_same = terms.text(head) == folded;
            pattern.exact.push(terms.text(head).to_owned());
            terms.each_spelling(head, &mut |term| {
                self.found.sources.push(Source {
                    fields: self.fields,
                    kind: SourceKind::Term(term),
                    worth: most * if is_same { worth::EXACT } else { worth::FORM },
                    is_exact: own.map_or(is_same, |own| term == own),
                    is_sure: true,
                });
            });
        }
        if open {
            pattern.beginning = self.open_word(folded, &heads, most);
        }
        if !pattern.exact.is_empty() || pattern.beginning.is_some() {
            self.found.patterns.push(Pattern { words: vec![pattern] });
        }
    }

    /// What a word begins, besides its own forms; the word if it begins anything.
    fn open_word(&mut self, word: &str, heads: &[u32], most: f32) -> Option<String> {
        let before = self.found.sources.len();
        if word.chars().count() <= SHORT_PREFIX || self.index.terms.has_stories_of(word) {
            self.push(SourceKind::Beginning(word.to_owned()), most * worth::PREFIX);
        } else {
            let terms = &self.index.terms;
            for head in terms.starting_with(word).into_iter().filter(|head| heads.binary_search(head).is_err()) {
                terms.each_spelling(head, &mut |term| self.push(SourceKind::Term(term), most * worth::PREFIX));
            }
        }
        (self.found.sources.len() > before).then(|| word.to_owned())
    }

    fn beginning(&mut self, letter: &str) {
        self.push(SourceKind::Beginning(letter.to_owned()), worth::EXACT);
        let word = WordPattern { exact: Vec::new(), beginning: Some(letter.to_owned()) };
        self.found.patterns.push(Pattern { words: vec![word] });
    }

    /// A word that hardly any story has, and a common one spelled nearly so: the rare one may be a slip as well.
    fn doubted(&mut self, word: &str, text: &str) {
        let terms = &self.index.terms;
        let is_term = |source: &Source| if let SourceKind::Term(term) = source.kind { Some(term) } else { None };
        let Some(known) = self.found.sources.iter().map(is_term).collect::<Option<Vec<u32>>>() else { return };
        let stories: u32 = known.iter().map(|&term| terms.stories(term)).sum();
        let letters = word.chars().count();
        if !DOUBTED.iter().any(|&(least, most)| letters >= least && stories <= most) {
            return;
        }
        let least = COMMONER * stories;
        let likely =
            |head: &u32| terms.head_stories(*head) >= least && !known.iter().any(|&term| terms.head(term) == *head);
        let near: Vec<u32> = near(terms, word, false, least).into_iter().filter(likely).collect();
        let sure = self.found.sources.len();
        self.take_near(&near, text);
        self.found.sources[sure..].iter_mut().for_each(|source| source.is_sure = false);
        self.found.corrections.iter_mut().for_each(|correction| correction.is_sure = false);
    }

    /// Words spelled nearly so, or the word cut in two.
    fn corrected(&mut self, word: &str, open: bool, text: &str) {
        let terms = &self.index.terms;
        let near = near(terms, word, open, 1);
        self.take_near(&near, text);
        if near.is_empty()
            && let Some((head, tail)) = split(terms, word)
        {
            let elements = [WordPattern::exact(head), WordPattern::exact(tail)];
            let hits = phrase::find(self.index, &elements, self.fields);
            if !hits.is_empty() {
                self.push(SourceKind::Phrase(hits), worth::CORRECTED);
                self.found.patterns.push(Pattern { words: elements.into() });
                let used = [head, " ", tail].concat();
                self.found.corrections.push(Correction { typed: text.to_owned(), used, is_sure: true });
            }
        }
    }

    /// Takes terms, the likeliest first, for what was meant.
    fn take_near(&mut self, near: &[u32], text: &str) {
        let terms = &self.index.terms;
        if let Some(&best) = near.first() {
            let used = terms.spelling(best).to_owned();
            self.found.corrections.push(Correction { typed: text.to_owned(), used, is_sure: true });
        }
        for &head in near {
            self.known_word(terms.text(head), terms.text(head), false, worth::CORRECTED);
        }
    }

    /// The commonest words that hold this one inside.
    fn inside(&mut self, word: &str) {
        let terms = &self.index.terms;
        let heads = terms.holding(word);
        let keys: Vec<u32> = heads.iter().map(|&head| u32::MAX - terms.head_stories(head)).collect();
        let mut pattern = WordPattern { exact: Vec::new(), beginning: None };
        for head in places_by(&keys).into_iter().take(MOST_INSIDE).map(|place| heads[place]) {
            terms.each_spelling(head, &mut |term| self.push(SourceKind::Term(term), worth::INSIDE));
            pattern.exact.push(terms.text(head).to_owned());
        }
        if !pattern.exact.is_empty() {
            self.found.patterns.push(Pattern { words: vec![pattern] });
        }
    }

    /// The other forms of a word, folded.
    fn forms(&self, word: &str) -> Vec<String> {
        let terms = &self.index.terms;
        let forms = terms.forms(word, word).into_iter().map(|head| terms.text(head).to_owned());
        forms.filter(|form| form != word).collect()
    }

    fn push(&mut self, kind: SourceKind, worth: f32) {
        let is_exact = worth >= worth::EXACT;
        self.found.sources.push(Source { fields: self.fields, kind, worth, is_exact, is_sure: true });
    }
}

fn typed_parts(text: &str) -> Typed {
    let mut typed = Typed::default();
    let mut units = 0;
    tokens(text, Language::of(None), &mut |token| {
        units = token.unit + 1;
        match token.kind {
            TokenKind::Whole => typed.whole = Some(token.folded.to_owned()),
            TokenKind::RunEnd if typed.is_run => {}
            _ if typed.parts.len() == MOST_PARTS => {}
            kind => {
                typed.is_run = kind == TokenKind::Pair;
                typed.one_of_run = kind == TokenKind::RunEnd;
                typed.parts.push(token.folded.to_owned());
                typed.spelled = token.spelled.to_owned();
            }
        }
    });
    if units > 1 {
        typed.whole = None;
    }
    typed
}
