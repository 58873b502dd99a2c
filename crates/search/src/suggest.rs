//! Suggestions: how the word being typed may go on, and the tags, people and places that it may mean.

use crate::analyse::fold::fold;
use crate::index::postings::Postings;
use crate::index::{Index, LabelSort};
use crate::order::{high, low, pack, sort, sort_distinct};
use dateline_story::TagKind;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// The word or name, as spelled where it first stood.
    pub text: String,
    /// The whole query with it in the place of the word being typed.
    pub typed: String,
    /// Stories that have it, a word in any of its forms, whatever else is typed; none if that is not known.
    pub count: Option<u32>,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A word of the stories.
    Word,
    /// A tag that is a subject or an organisation.
    Tag,
    /// A person: a writer, or a tag of that kind.
    Person,
    /// A place: a dateline, or a tag of that kind.
    Place,
}

impl From<TagKind> for SuggestionKind {
    fn from(kind: TagKind) -> Self {
        match kind {
            TagKind::Person => Self::Person,
            TagKind::Place => Self::Place,
            TagKind::Topic | TagKind::Organisation => Self::Tag,
        }
    }
}

/// What is typed, cut before the word that is being typed.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    before: &'a str,
    /// The word, without what makes it a part of a phrase, or one that is left out.
    pub word: &'a str,
}

impl<'a> Typed<'a> {
    /// Cuts what is typed.
    pub fn of(typed: &'a str) -> Self {
        let start =
            typed.rfind(char::is_whitespace).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
        let (before, word) = typed.split_at(start);
        Self { before, word: word.trim_start_matches(['-', '"', '#', '“', '„', '«']) }
    }

    /// The folded beginning of the words that may be meant; empty if no word is being typed.
    pub fn beginning(&self) -> String {
        fold(self.word)
    }

    /// The suggestion to go on with a word or name.
    pub fn suggestion(&self, kind: SuggestionKind, text: &str, count: Option<u32>) -> Suggestion {
        let name = name_of(kind);
        let quoted = kind != SuggestionKind::Word && text.contains(char::is_whitespace);
        let quote = if quoted { "\"" } else { "" };
        let typed = [self.before, name, quote, text, quote, " "].concat();
        Suggestion { kind, text: text.to_owned(), typed, count }
    }
}

/// Completions of the last word of `typed`, commonest first; names before words, half of `limit` at most.
pub fn suggest(index: &Index, typed: &str, limit: usize) -> Vec<Suggestion> {
    let typed = Typed::of(typed);
    let word = typed.beginning();
    if word.is_empty() {
        return Vec::new();
    }
    let mut names = names(index, &word);
    names.truncate(limit / 2 + limit % 2);
    let words = words(index, &word, limit - names.len());
    let names = names.iter().map(|&(count, label)| {
        let label = index.labels.get(label);
        typed.suggestion(kind_of(label.sort), &label.name, Some(count))
    });
    let words = words
        .iter()
        .map(|&(count, term)| typed.suggestion(SuggestionKind::Word, index.terms.spelling(term), Some(count)));
    names.chain(words).collect()
}

/// The labels with a word that begins so: stories and number, the commonest first.
fn names(index: &Index, beginning: &str) -> Vec<(u32, u32)> {
    let labels = &index.labels;
    let begins = |name: &str| fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(beginning));
    let found = (0..labels.len() as u32).filter(|&at| labels.get(at).stories > 0 && begins(labels.folded(at)));
    commonest(found.map(|at| (labels.get(at).stories, at)))
}

/// Heads of words that begin so, one of each stem, with the stories that any of its forms has, the commonest first.
fn words(index: &Index, beginning: &str, limit: usize) -> Vec<(u32, u32)> {
    let terms = &index.terms;
    let found = commonest(terms.starting_with(beginning).into_iter().map(|head| (terms.head_stories(head), head)));
    let mut kept: Vec<(u32, u32)> = Vec::new();
    // Forms of one word mostly stand close together in this order.
    for (_, head) in found.into_iter().take(limit * 4) {
        let forms = terms.forms(terms.text(head), terms.text(head));
        if kept.len() < limit && !kept.iter().any(|(_, known)| forms.contains(known)) {
            kept.push((live_stories(index, &forms), head));
        }
    }
    kept.retain(|&(stories, _)| stories > 0);
    commonest(kept.into_iter())
}

/// How many stories one would see with any of these words.
fn live_stories(index: &Index, heads: &[u32]) -> u32 {
    let mut stories = Vec::new();
    let mut bytes = Vec::new();
    for &head in heads {
        index.terms.each_spelling(head, &mut |term| {
            index.terms.read(term, &mut bytes);
            let mut postings = Postings::new(&bytes);
            while postings.next() {
                stories.push(postings.story);
            }
        });
    }
    sort_distinct(&mut stories);
    stories.into_iter().filter(|&story| index.stories.is_live(story)).count() as u32
}

/// Stories and numbers, most stories first.
fn commonest(found: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut keys: Vec<u64> = found.map(|(stories, number)| pack(u32::MAX - stories, number)).collect();
    sort(&mut keys);
    keys.into_iter().map(|key| (u32::MAX - high(key), low(key))).collect()
}

fn kind_of(sort: LabelSort) -> SuggestionKind {
    match sort {
        LabelSort::Writer => SuggestionKind::Person,
        LabelSort::Place => SuggestionKind::Place,
        LabelSort::Tag(kind) => kind.into(),
    }
}

/// What stands before the text when the suggestion is taken into the query.
fn name_of(kind: SuggestionKind) -> &'static str {
    match kind {
        SuggestionKind::Tag => "tag:",
        SuggestionKind::Word | SuggestionKind::Person | SuggestionKind::Place => "",
    }
}
