//! Loading words: what a search asked for, looked up in the shards of all segments and in the files of lists.

use super::depth::{beginning_shards, budget, near_shards};
use super::pieces::Piece;
use super::{Question, Reader};
use crate::block::unpack;
use crate::list::{Place, decode, decode_marked, encode_marked, join};
use crate::name::{Folder, Hash};
use crate::shard::{self, Item, List, MARK, Value, beginning_key, tag_key};
use dateline_search::{Asked, StoryId, TermId};
use dateline_story::{Tag, fold_tag};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What is loaded of words.
#[derive(Debug, Default)]
pub(super) struct WordParts {
    /// True if something was loaded since this was last set to false, so that searching again may give more.
    pub(super) has_news: bool,
    /// True if something is not here that the question asks for, because it would cost too much.
    pub(super) is_cut: bool,
    /// Words that are loaded, or are known not to be in the archive.
    known: BTreeSet<String>,
    beginnings: BTreeSet<String>,
    near: BTreeSet<String>,
    /// Where the lists of terms are, by segment.
    lists: BTreeMap<TermId, Vec<(usize, List)>>,
    /// Tiers that are loaded.
    levels: BTreeMap<TermId, usize>,
    /// Beginnings and tags whose stories are loaded.
    marked: BTreeSet<String>,
    /// Shards as decoded, for as long as one question takes.
    shards: BTreeMap<Hash, Rc<Vec<Item>>>,
}

impl WordParts {
    pub(super) fn begin_question(&mut self) {
        self.shards.clear();
        self.is_cut = false;
    }
}

/// Items of shards, each with its segment.
type Items = Vec<(usize, Item)>;

/// Bytes of a list of marked stories that are read at most, besides its head.
const MOST_MARKED: u32 = 64_000;

/// Words with a common beginning whose heads are read at most, if the stories of the beginning are not there.
const MOST_WORDS: usize = 400;

impl Reader {
    /// Loads what is here of what was asked for; what is not.
    pub(super) fn load_words(&mut self, asked: &Asked, question: &Question) -> Vec<Piece> {
        self.words.has_news = false;
        let mut wanted = Vec::new();
        for word in &asked.words {
            if !self.words.known.contains(word) {
                self.load_word(word, &mut wanted);
            }
        }
        for word in &asked.near {
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
        // The lists of a word that is only partly known need not be those that will be wanted.
        if wanted.is_empty() && !self.words.has_news {
            self.load_lists(asked, question, &mut wanted);
        }
        wanted
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

    /// The items of a key in all segments; none while shards are away.
    fn items_of(&mut self, key: &str, wanted: &mut Vec<Piece>) -> Option<Items> {
        let mut found = Vec::new();
        let before = wanted.len();
        for segment in 0..self.manifest.segments.len() {
            let Some(at) = self.manifest.segments[segment].shard_of(key) else { continue };
            let Some(items) = self.shard(segment, at, wanted) else { continue };
            if let Ok(place) = items.binary_search_by(|item| item.key.as_str().cmp(key)) {
                found.push((segment, items[place].clone()));
            }
        }
        (wanted.len() == before).then_some(found)
    }

    /// The items of all keys that begin so, if they lie in few enough shards of each segment; none while some are away.
    fn items_from(&mut self, beginning: &str, most: usize, wanted: &mut Vec<Piece>) -> Option<Result<Items, TooMany>> {
        let mut found = Vec::new();
        let before = wanted.len();
        for segment in 0..self.manifest.segments.len() {
            let Some(shards) = self.shards_from(segment, beginning) else { continue };
            if shards.clone().count() > most {
                return Some(Err(TooMany));
            }
            for at in shards {
                let Some(items) = self.shard(segment, at, wanted) else { continue };
                let matching = items.iter().filter(|item| item.key.starts_with(beginning));
                found.extend(matching.map(|item| (segment, item.clone())));
            }
        }
        (wanted.len() == before).then_some(Ok(found))
    }

    /// The shards that hold the keys that begin so.
    fn shards_from(&self, segment: usize, beginning: &str) -> Option<std::ops::RangeInclusive<usize>> {
        let segment = &self.manifest.segments[segment];
        let first = segment.shard_of(beginning)?;
        // The last key that begins so sorts before this.
        let after = [beginning, "\u{10ffff}\u{10ffff}"].concat();
        Some(first..=segment.shard_of(&after)?.max(first))
    }

    fn shard(&mut self, segment: usize, at: usize, wanted: &mut Vec<Piece>) -> Option<Rc<Vec<Item>>> {
        // The manifest was checked when it was read.
        let hash = Hash::parse(&self.manifest.segments[segment].shards[at].1)?;
        if let Some(items) = self.words.shards.get(&hash) {
            return Some(items.clone());
        }
        let piece = Piece::whole(Folder::Words, hash);
        let bytes = self.pieces.need(piece, wanted)?;
        match shard::decode(&bytes) {
            Ok(items) => {
                let items = Rc::new(items);
                self.words.shards.insert(hash, items.clone());
                Some(items)
            }
            Err(malformed) => {
                self.pieces.refuse(piece, malformed);
                None
            }
        }
    }

    /// Makes words known to the index.
    fn take_words(&mut self, items: Items) {
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
        let mut spellings: BTreeMap<String, Vec<(usize, List)>> = BTreeMap::new();
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
            let stories = lists.iter().map(|(_, list)| list.stories).fold(0, u32::saturating_add);
            let term = self.index.load_spelling(folded, &spelled, stories);
            if stories > 0 {
                self.words.lists.insert(term, lists);
            }
        }
    }

    /// Loads the words that a misspelled one may have meant: those that begin like it, and those that end like it.
    ///
    /// One edit leaves either the first half of a word as it is or the second. So words that share enough letters at
    /// either end are all that need be looked at.
    fn load_near(&mut self, word: &str, question: &Question, wanted: &mut Vec<Piece>) {
        let letters: Vec<char> = word.chars().collect();
        let most = near_shards(question.depth);
        let half = letters.len() / 2;
        // An edit at the middle, and a swap across it, leave one letter fewer on one side.
        let first = self.shortest_beginning(&letters, half, most, str::to_owned);
        let turned: Vec<char> = letters.iter().rev().copied().collect();
        let least = letters.len().saturating_sub(half + 1).max(1);
        let last = self.shortest_beginning(&turned, least, most, |ending| format!("{MARK}r{ending}"));
        let is_whole = first.1 && last.1;
        let mut found = Items::new();
        for beginning in [first.0, last.0] {
            if let Some(Ok(items)) = self.items_from(&beginning, usize::MAX, wanted) {
                found.extend(items);
            }
        }
        if !wanted.is_empty() {
            return;
        }
        self.words.is_cut |= !is_whole;
        let (turned, plain): (Items, Items) =
            found.into_iter().partition(|(_, item)| matches!(item.value, Value::Reversed(_)));
        self.take_words(plain.into_iter().filter(|(_, item)| may_be_near(&letters, &item.key)).collect());
        self.take_reversed(&letters, turned);
        self.words.near.insert(word.to_owned());
        self.words.has_news = true;
    }

    /// The shortest beginning of at least so many letters whose keys lie in few shards, and whether it is that short.
    fn shortest_beginning(
        &self,
        letters: &[char],
        least: usize,
        most: usize,
        key: impl Fn(&str) -> String,
    ) -> (String, bool) {
        let begins = |count: usize| key(&letters[..count.min(letters.len())].iter().collect::<String>());
        let fits = |beginning: &str| {
            (0..self.manifest.segments.len())
                .all(|segment| self.shards_from(segment, beginning).is_none_or(|shards| shards.count() <= most))
        };
        for count in least..letters.len() {
            let beginning = begins(count);
            if fits(&beginning) {
                return (beginning, count == least);
            }
        }
        (begins(letters.len()), false)
    }

    /// Makes words known from their being turned round: how common they are, which is all that choosing among them takes.
    fn take_reversed(&mut self, letters: &[char], items: Items) {
        let mut stories: BTreeMap<String, u32> = BTreeMap::new();
        for (_, item) in items {
            let word: String = item.key.chars().skip(2).collect::<Vec<char>>().into_iter().rev().collect();
            if let (true, Value::Reversed(count)) = (may_be_near(letters, &word), item.value) {
                let sum = stories.entry(word).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        for (word, count) in stories {
            if !self.words.known.contains(&word) {
                self.index.load_spelling(&word, &word, count);
            }
        }
    }

    /// Loads all words that begin so, or, where they are many, the stories that have any of them.
    fn load_beginning(&mut self, beginning: &str, question: &Question, wanted: &mut Vec<Piece>) {
        let most = beginning_shards(question.depth);
        let before = wanted.len();
        let words = self.items_from(beginning, most, wanted);
        let key = beginning_key(beginning);
        let has_budget = budget(question).is_some();
        let stories = if has_budget { self.items_of(&key, wanted) } else { Some(Items::new()) };
        let (Some(words), Some(stories)) = (words, stories) else { return };
        if wanted.len() > before {
            return;
        }
        let is_costly = match &words {
            Err(TooMany) => true,
            Ok(items) => {
                let lists = items.iter().filter_map(|(_, item)| match &item.value {
                    Value::Word(word) => Some(word.spellings.iter().map(|(_, list)| list.len(usize::MAX)).sum::<u32>()),
                    _ => None,
                });
                budget(question).is_some_and(|budget| lists.sum::<u32>() > budget / 2)
            }
        };
        match words {
            Ok(items) if !is_costly || stories.is_empty() => {
                self.words.is_cut |= has_budget && items.len() > MOST_WORDS;
                self.take_words(commonest(items, if has_budget { MOST_WORDS } else { usize::MAX }));
            }
            _ if !stories.is_empty() => {
                self.words.is_cut = true;
                if !self.load_stories_of(&key, question, wanted) {
                    return;
                }
            }
            _ => self.words.is_cut = true,
        }
        self.words.beginnings.insert(beginning.to_owned());
        self.words.has_news = true;
    }

    /// Loads the stories of a beginning or tag by its key; false while something is away.
    fn load_stories_of(&mut self, key: &str, question: &Question, wanted: &mut Vec<Piece>) -> bool {
        let Some(items) = self.items_of(key, wanted) else { return false };
        let mut tag = None;
        let mut lists = Vec::new();
        for (segment, item) in items {
            match item.value {
                Value::Beginning(list) => lists.push((segment, list)),
                Value::Tag { name, kind, list } => {
                    tag.get_or_insert(Tag { name, kind, url: None });
                    lists.push((segment, list));
                }
                Value::Word(_) | Value::Reversed(_) => {}
            }
        }
        let Some((stories, unseen)) = self.marked_stories(&lists, question, wanted) else { return false };
        self.words.is_cut |= unseen > 0;
        match (tag, key.strip_prefix(&beginning_key(""))) {
            (Some(tag), _) => stories.iter().for_each(|&(story, _)| self.index.load_tag(StoryId(story), &tag)),
            (None, Some(letters)) => {
                let list = encode_marked(&stories);
                let count = list.iter().take_while(|&&byte| byte >= 0x80).count() + 1;
                self.index.load_beginning(letters, list[count..].to_vec(), unseen);
            }
            (None, None) => {}
        }
        self.words.marked.insert(key.to_owned());
        self.words.has_news = true;
        true
    }

    /// The stories of marked lists, as far as they are read, and how many more there are; none while something is away.
    fn marked_stories(
        &mut self,
        lists: &[(usize, List)],
        question: &Question,
        wanted: &mut Vec<Piece>,
    ) -> Option<(Vec<(u32, bool)>, u32)> {
        let before = wanted.len();
        let mut found: Vec<(u32, bool)> = Vec::new();
        let mut all = 0_u32;
        for (segment, list) in lists {
            all = all.saturating_add(list.stories);
            let tiers = match budget(question) {
                None => list.tiers(),
                Some(_) => (1..=list.tiers()).rev().find(|&tiers| list.len(tiers) <= MOST_MARKED).unwrap_or(1),
            };
            let (base, stories) = (self.bases[*segment], self.manifest.segments[*segment].stories);
            self.each_tier(list, tiers, wanted, &mut |bytes| {
                let marked = decode_marked(bytes, stories)?;
                found.extend(marked.into_iter().map(|(story, mark)| (base + story, mark)));
                Ok(())
            });
        }
        found.sort_unstable();
        found.dedup_by_key(|(story, _)| *story);
        (wanted.len() == before).then(|| {
            let unseen = all.saturating_sub(found.len() as u32);
            (found, unseen)
        })
    }

    /// Calls `visit` with the content of a list's first tiers, as far as they are here and make sense.
    fn each_tier(
        &mut self,
        list: &List,
        tiers: usize,
        wanted: &mut Vec<Piece>,
        visit: &mut dyn FnMut(&[u8]) -> Result<(), crate::error::Malformed>,
    ) {
        match &list.place {
            Place::Inline(bytes) => {
                // A shard that was checked as a whole holds it; if it makes no sense, the list is empty.
                if visit(bytes).is_err() {
                    self.words.is_cut = true;
                }
            }
            Place::Tiers(all) => {
                for tier in all.iter().take(tiers) {
                    let piece = Piece::part(Folder::Lists, tier.file, tier.start, tier.len);
                    let Some(bytes) = self.pieces.need(piece, wanted) else { continue };
                    // The seal was right when the bytes came.
                    let content = unpack(&bytes).map(Option::unwrap_or_default);
                    if let Err(malformed) = content.and_then(|content| visit(&content)) {
                        self.pieces.refuse(piece, malformed);
                    }
                }
            }
        }
    }

    /// Loads the posting lists that were asked for, as much of them as the budget allows.
    fn load_lists(&mut self, asked: &Asked, question: &Question, wanted: &mut Vec<Piece>) {
        for (term, tiers) in self.shares(asked, question) {
            if self.words.levels.get(&term).is_some_and(|&loaded| loaded >= tiers) {
                continue;
            }
            let lists = self.words.lists.get(&term).cloned().unwrap_or_default();
            self.load_list(term, &lists, tiers, wanted);
        }
    }

    /// How many tiers of each list are to be read: the shortest lists come first, and what they leave goes to the longer.
    fn shares(&mut self, asked: &Asked, question: &Question) -> Vec<(TermId, usize)> {
        let len =
            |lists: &[(usize, List)], tiers| lists.iter().map(|(_, list)| list.len(tiers)).fold(0, u32::saturating_add);
        let known = asked.lists.iter().filter_map(|term| Some((*term, self.words.lists.get(term)?)));
        let mut by_len: Vec<(u32, TermId)> = known.map(|(term, lists)| (len(lists, usize::MAX), term)).collect();
        by_len.sort_unstable();
        let mut left = budget(question);
        let mut shares = Vec::new();
        let count = by_len.len();
        for (at, (_, term)) in by_len.into_iter().enumerate() {
            let lists = &self.words.lists[&term];
            let most = lists.iter().map(|(_, list)| list.tiers()).max().unwrap_or_default().max(1);
            let tiers = match left {
                None => most,
                Some(left) => {
                    let share = left / (count - at) as u32;
                    (1..=most).rev().find(|&tiers| len(lists, tiers) <= share).unwrap_or(1)
                }
            };
            left = left.map(|left| left.saturating_sub(len(lists, tiers)));
            self.words.is_cut |= tiers < most;
            shares.push((term, tiers));
        }
        shares
    }

    fn load_list(&mut self, term: TermId, lists: &[(usize, List)], tiers: usize, wanted: &mut Vec<Piece>) {
        let before = wanted.len();
        let mut postings = Vec::new();
        let mut lengths = Vec::new();
        let mut all = 0_u32;
        for (segment, list) in lists {
            all = all.saturating_add(list.stories);
            let (base, stories) = (self.bases[*segment], self.manifest.segments[*segment].stories);
            let mut parts: Vec<Vec<u8>> = Vec::new();
            self.each_tier(list, tiers, wanted, &mut |bytes| {
                let tier = decode(bytes, stories)?;
                parts.push(tier.postings.to_vec());
                lengths.extend(tier.lengths.iter().map(|&(story, headline, body)| (base + story, headline, body)));
                Ok(())
            });
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            postings.push((base, join(&parts)));
        }
        if wanted.len() > before {
            return;
        }
        let unseen = all.saturating_sub(lengths.len() as u32);
        for (story, headline, body) in lengths {
            self.index.load_lengths(StoryId(story), headline, body);
        }
        self.index.load_list(term, &crate::list::chain(&postings), unseen);
        self.words.levels.insert(term, tiers);
        self.words.has_news = true;
    }
}

/// More shards would have to be read than is worth it.
struct TooMany;

/// The words that most stories have, at most so many.
fn commonest(items: Items, most: usize) -> Items {
    if items.len() <= most {
        return items;
    }
    let stories = |item: &Item| match &item.value {
        Value::Word(word) => word.spellings.iter().map(|(_, list)| list.stories).fold(0, u32::saturating_add),
        _ => 0,
    };
    let mut by_stories = items;
    by_stories.sort_by_key(|(_, item)| std::cmp::Reverse(stories(item)));
    by_stories.truncate(most);
    by_stories
}

/// Whether two words have nearly the same letters; all that are one or two edits apart have. The other may be longer, since
/// a beginning may be near.
fn may_be_near(letters: &[char], other: &str) -> bool {
    const MOST_EDITS: usize = 2;
    let mut left: Vec<char> = other.chars().collect();
    let missing = letters.iter().filter(|letter| match left.iter().position(|other| other == *letter) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    });
    missing.count() <= MOST_EDITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_two_edits_apart_may_be_near_and_others_are_passed_over() {
        let near = |word: &str, other: &str| may_be_near(&word.chars().collect::<Vec<_>>(), other);
        assert!(near("presidnt", "president") && near("mayro", "mayor") && near("presi", "presidential"));
        assert!(!near("mayor", "ferry") && !near("harbour", "mayor"));
    }

    #[test]
    fn a_turned_key_gives_its_word_again() {
        let key = shard::reversed_key("élan");
        assert_eq!("élan", key.chars().skip(2).collect::<Vec<_>>().into_iter().rev().collect::<String>());
    }
}
