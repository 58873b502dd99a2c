//! Loading words: what a search asked for, and what is known of it. How keys are found stands in `shards.rs`; what is loaded
//! under them in `near.rs`, `marked.rs` and `lists.rs`.

use super::pieces::Piece;
use super::shards::Items;
use super::{Depth, Question, Reader};
use crate::kept::Kept;
use crate::list::{Content, List, Marked, Postings};
use crate::name::Folder;
use crate::shard::{Item, MARK, Value, beginning_key, tag_key};
use dateline_search::{Asked, TermId};
use dateline_story::fold_tag;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What is loaded of words.
#[derive(Debug, Default)]
pub(super) struct WordParts {
    /// True if something was loaded since this was last set to false, so that searching again may give more.
    pub(super) has_news: bool,
    /// True if something is not here that the question asks for, because it would cost too much.
    pub(super) is_cut: bool,
    /// True if something that is kept was cut short when it was loaded. Which of the later questions use it the index does not tell, so
    /// none of them is sure; asked for exactly, they read what is missing.
    has_cut: bool,
    /// Words that are loaded, or are known not to be in the archive.
    pub(super) known: BTreeSet<String>,
    pub(super) beginnings: BTreeSet<String>,
    pub(super) near: BTreeSet<String>,
    /// Whether the question's own words are known, so that only further forms of them and corrections may still be missing.
    has_own: bool,
    /// Whether lists have been fetched for the question, and the terms that were known by then.
    pub(super) has_lists: bool,
    pub(super) early: Vec<TermId>,
    /// Terms that stories have.
    pub(super) lists: BTreeMap<TermId, Known>,
    /// Tiers that are loaded.
    pub(super) levels: BTreeMap<TermId, usize>,
    /// Beginnings and tags whose stories are loaded.
    pub(super) marked: BTreeSet<String>,
    /// Shards as unpacked, by segment and number: the next letter mostly looks into the same.
    pub(super) shards: Kept<(usize, usize), Rc<Vec<Item>>, MOST_SHARDS>,
    /// Tiers of lists as unpacked, for as long as one question takes.
    pub(super) tiers: Kept<Piece, Rc<Postings>, 0>,
    pub(super) marked_tiers: Kept<Piece, Rc<Marked>, 0>,
}

/// A term that stories have.
#[derive(Debug)]
pub(super) struct Known {
    /// The folded word.
    pub(super) word: String,
    /// Its lists, by segment.
    pub(super) lists: Vec<(usize, List<Postings>)>,
}

impl Known {
    /// Stories in its lists.
    pub(super) fn stories(&self) -> u32 {
        self.lists.iter().map(|(_, list)| list.stories).fold(0, u32::saturating_add)
    }

    /// Whether any of its lists is not in the dictionary itself.
    pub(super) fn has_tiers(&self) -> bool {
        self.lists.iter().any(|(_, list)| !list.tiers().is_empty())
    }
}

/// Shards that are kept from one question to the next at most.
const MOST_SHARDS: usize = 12;

/// Words of so few letters mostly lie far from their commonest other form, which has an s at its end. All else that is said of a
/// word lies beside it.
const SHORT: usize = 3;

impl WordParts {
    pub(super) fn begin_question(&mut self) {
        self.shards.trim();
        self.tiers.trim();
        self.marked_tiers.trim();
        self.is_cut = self.has_cut;
        self.has_own = false;
        self.has_lists = false;
    }

    /// Bytes of what is kept unpacked, about.
    pub(super) fn memory_bytes(&self) -> usize {
        let items = self.shards.values().flat_map(|items| items.iter());
        let tiers = self.tiers.values().map(|tier| tier.memory_bytes());
        let marked = self.marked_tiers.values().map(|tier| tier.memory_bytes());
        items.map(Item::memory_bytes).chain(tiers).chain(marked).sum()
    }

    /// What is loaded now and kept is cut short, if so.
    pub(super) fn keep_cut(&mut self, is_cut: bool) {
        self.has_cut |= is_cut;
        self.is_cut |= is_cut;
    }
}

impl Reader {
    /// Loads what is here of what was asked for; what is not.
    pub(super) fn load_words(&mut self, asked: &Asked, question: &Question) -> Vec<Piece> {
        self.words.has_news = false;
        let mut wanted = Vec::new();
        // A search that does not know a word looks for what else it may have meant. Most words are there, or begin one that is;
        // so that is left until it turns out that this one is not.
        let is_begun = |word: &String| asked.beginnings.contains(word) && !self.words.beginnings.contains(word);
        let (near, unmet): (Vec<&String>, Vec<&String>) =
            asked.near.iter().partition(|word| self.words.known.contains(*word) && !is_begun(word));
        let is_early = |word: &str| unmet.iter().any(|whole| is_guess(word, whole));
        for word in asked.words.iter().filter(|word| !is_early(word)) {
            self.load_asked(word, asked, question, &mut wanted);
        }
        for word in near {
            if !self.words.near.contains(word) {
                self.load_near(word, question, &mut wanted);
            }
        }
        for beginning in &asked.beginnings {
            if !self.words.beginnings.contains(beginning) {
                self.load_beginning(beginning, question, &mut wanted);
            }
        }
        for beginning in &asked.stories_of {
            let key = beginning_key(beginning);
            if !self.words.marked.contains(&key) {
                self.load_stories_of(&key, question, &mut wanted);
            }
        }
        for tag in question.request.tags.chosen.iter().chain(&question.request.tags.excluded) {
            let key = tag_key(&fold_tag(tag));
            if !self.words.marked.contains(&key) {
                self.load_stories_of(&key, question, &mut wanted);
            }
        }
        if self.are_lists_due(&wanted) {
            self.load_lists(asked, question, &mut wanted);
        }
        wanted
    }

    /// Loads a word that was asked for, unless what is typed so far has its stories anyway.
    fn load_asked(&mut self, word: &str, asked: &Asked, question: &Question, wanted: &mut Vec<Piece>) {
        let mut away = Vec::new();
        if !self.words.known.contains(word) {
            self.load_word(word, &mut away);
        }
        let is_open = asked.beginnings.contains(word) || asked.stories_of.contains(word);
        if question.depth == Depth::Quick && is_covered(word, asked) {
            self.words.is_cut |= !away.is_empty();
            return;
        }
        if !away.is_empty() && is_open && word.chars().count() < SHORT {
            self.want_shard_after(word, &mut away);
        }
        wanted.append(&mut away);
        if !self.words.has_own && !is_open && word.chars().count() <= SHORT {
            self.want_shards(&[word, "s"].concat(), wanted);
        }
    }

    /// Whether lists are to be wanted beside these pieces. Those of a word that is only partly known need not be those that
    /// will be wanted; but other forms of it, and what a rare word may have meant instead, mostly have short lists that come
    /// with them, if any, and are not worth a round of their own.
    fn are_lists_due(&mut self, wanted: &[Piece]) -> bool {
        let mut shards = wanted.iter().filter(|piece| piece.folder == Folder::Words).peekable();
        let is_whole = shards.peek().is_none();
        let is_packed = shards.any(|piece| self.pieces.has(*piece));
        self.words.has_own |= is_whole || is_packed;
        self.words.has_own && !is_packed && !self.words.has_news
    }

    fn load_word(&mut self, word: &str, wanted: &mut Vec<Piece>) {
        if word.starts_with(MARK) {
            self.words.known.insert(word.to_owned());
            return;
        }
        let Some(items) = self.items_of(word, wanted) else { return };
        self.take_words(items);
        self.words.known.insert(word.to_owned());
        self.words.has_news = true;
    }

    /// Makes words known to the index.
    pub(super) fn take_words(&mut self, items: Items) {
        let mut by_word: BTreeMap<String, Items> = BTreeMap::new();
        for (segment, item) in items {
            by_word.entry(item.key.clone()).or_default().push((segment, item));
        }
        for (folded, items) in by_word {
            if self.words.known.insert(folded.clone()) {
                self.take_word(&folded, items);
            }
        }
    }

    fn take_word(&mut self, folded: &str, items: Items) {
        let mut spellings: BTreeMap<String, Vec<(usize, List<Postings>)>> = BTreeMap::new();
        // What was known from the word turned round is more than its own spelling.
        spellings.insert(folded.to_owned(), Vec::new());
        for (segment, item) in items {
            let Value::Word(word) = item.value else { continue };
            word.forms.iter().for_each(|form| self.index.load_stem(form, folded));
            word.stems.iter().for_each(|stem| self.index.load_stem(folded, stem));
            for (spelled, list) in word.spellings {
                spellings.entry(spelled).or_default().push((segment, list));
            }
        }
        for (spelled, lists) in spellings {
            let known = Known { word: folded.to_owned(), lists };
            let term = self.index.load_spelling(folded, &spelled, known.stories());
            if known.stories() > 0 {
                self.words.lists.insert(term, known);
            }
        }
    }
}

/// Whether a word is asked for only because another, of which it is the end or the smaller beginning, may be two words typed
/// as one; such parts have three letters or more. Greater beginnings may be the other's stem, which mostly lies beside it.
fn is_guess(word: &str, whole: &str) -> bool {
    let is_part = (3..whole.len()).contains(&word.len());
    is_part && (whole.ends_with(word) || whole.starts_with(word) && word.len() * 2 < whole.len())
}

/// Whether a word is another form of one of few letters that is still being typed, and begins with these: the stories of what
/// begins so have it, if not as well ranked, and the next letter makes another question of it.
fn is_covered(word: &str, asked: &Asked) -> bool {
    let is_begun =
        |begun: &String| begun.len() < word.len() && begun.chars().count() <= SHORT && word.starts_with(begun);
    asked.beginnings.iter().chain(&asked.stories_of).any(is_begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_of_what_is_typed_are_covered_while_it_is_short() {
        let asked = |begun: &str| Asked { stories_of: [begun.to_owned()].into(), ..Asked::default() };
        assert!(is_covered("being", &asked("be")) && is_covered("cos", &asked("co")));
        assert!(!is_covered("be", &asked("be")) && !is_covered("was", &asked("be")));
        assert!(!is_covered("elections", &asked("election")), "they rank as high, and lie beside it");
    }

    #[test]
    fn parts_of_a_word_are_guesses_and_its_stem_is_none() {
        assert!(is_guess("itive", "sensitive") && is_guess("sen", "sensitive"));
        assert!(!is_guess("sensit", "sensitive") && !is_guess("sensitive", "sensitive"));
        assert!(!is_guess("sensibl", "sensitive") && !is_guess("be", "being"));
    }
}
