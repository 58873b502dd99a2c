//! Loading the stories of beginnings of words and of tags: lists without places, marked where a headline has the word.

use super::depth::{are_heads_enough, beginning_shards, budget};
use super::pieces::Piece;
use super::shards::{Items, TooMany};
use super::{Question, Reader};
use crate::list::{List, Marked, Postings};
use crate::name::Folder;
use crate::shard::{Item, Value, beginning_key};
use dateline_search::{Field, StoryId, each_posting};
use dateline_story::Tag;

/// Bytes of a list of marked stories that are read at most, besides its head.
const MOST_MARKED: u32 = 64_000;

/// Words with a common beginning whose heads are read at most, if the stories of the beginning are not there.
const MOST_WORDS: usize = 400;

/// Letters of a beginning whose stories are asked for at the same time as its words.
const SHORT: usize = 3;

impl Reader {
    /// Loads all words that begin so, or, where they are many, the stories that have any of them.
    pub(super) fn load_beginning(&mut self, beginning: &str, question: &Question, wanted: &mut Vec<Piece>) {
        let most = beginning_shards(question.depth);
        let before = wanted.len();
        let words = self.items_from(beginning, most, wanted);
        let key = beginning_key(beginning);
        let has_budget = budget(question).is_some();
        let is_costly = words.as_ref().is_some_and(|words| is_costly(words, question));
        // What few letters begin is mostly costly; of more letters it is worth waiting for the words to say so.
        let is_short = beginning.chars().count() <= SHORT;
        let stories =
            if has_budget && (is_short || is_costly) { self.items_of(&key, wanted) } else { Some(Items::new()) };
        let (Some(words), Some(stories)) = (words, stories) else { return };
        if wanted.len() > before {
            return;
        }
        match words {
            Ok(items) if !is_costly || stories.is_empty() => {
                self.words.keep_cut(has_budget && items.len() > MOST_WORDS);
                self.take_words(commonest(items, if has_budget { MOST_WORDS } else { usize::MAX }));
            }
            words if !stories.is_empty() => {
                self.words.keep_cut(true);
                // A small segment has no list of a beginning that is costly in a large one.
                let without = |segment: usize| stories.iter().all(|(with, _)| *with != segment);
                let rest = words.unwrap_or_default().into_iter().filter(|(segment, _)| without(*segment));
                if !self.load_marked(&key, rest.collect(), question, wanted) {
                    return;
                }
            }
            _ => self.words.keep_cut(true),
        }
        self.words.beginnings.insert(beginning.to_owned());
        self.words.has_news = true;
    }

    /// Loads the stories of a beginning or tag by its key; false while something is away.
    pub(super) fn load_stories_of(&mut self, key: &str, question: &Question, wanted: &mut Vec<Piece>) -> bool {
        self.load_marked(key, Items::new(), question, wanted)
    }

    /// As [`Self::load_stories_of`], with the stories of words besides.
    fn load_marked(&mut self, key: &str, words: Items, question: &Question, wanted: &mut Vec<Piece>) -> bool {
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
        let letters = key.strip_prefix(&beginning_key(""));
        let Some((mut stories, unseen)) = self.marked_stories(&lists, question, wanted) else {
            if letters.is_some_and(|letters| letters.chars().count() == 1) {
                self.want_longer(key, wanted);
            }
            return false;
        };
        let Some(with_words) = self.stories_with(words, wanted) else { return false };
        stories.extend(with_words);
        sort_marked(&mut stories);
        self.words.keep_cut(unseen > 0);
        match (tag, letters) {
            (Some(tag), _) => stories.iter().for_each(|&(story, _)| self.index.load_tag(StoryId(story), &tag)),
            (None, Some(letters)) => {
                self.index.load_beginning(letters, &stories, unseen);
            }
            (None, None) => {}
        }
        self.words.marked.insert(key.to_owned());
        self.words.has_news = true;
        true
    }

    /// Wants the heads of longer beginnings besides that of a single letter: they lie beside it, and the next letters will ask for
    /// some of them.
    fn want_longer(&mut self, key: &str, wanted: &mut Vec<Piece>) {
        let longest = beginning_key("").chars().count() + SHORT;
        let Some(Ok(items)) = self.items_from(key, usize::MAX, &mut Vec::new()) else { return };
        for (_, item) in items.iter().filter(|(_, item)| item.key.chars().count() <= longest) {
            let Value::Beginning(list) = &item.value else { continue };
            if let Some(head) = list.tiers().first() {
                self.pieces.need(Piece::part(Folder::Lists, head.file, head.start, head.len), wanted);
            }
        }
    }

    /// The stories of marked lists, as far as they are read, and how many more there are; none while something is away.
    fn marked_stories(
        &mut self,
        lists: &[(usize, List<Marked>)],
        question: &Question,
        wanted: &mut Vec<Piece>,
    ) -> Option<(Marked, u32)> {
        let before = wanted.len();
        let mut found = Marked::new();
        let mut all = 0_u32;
        for (segment, list) in lists {
            all = all.saturating_add(list.stories);
            let tiers = match budget(question) {
                None => list.tiers().len(),
                Some(_) if are_heads_enough(question) => 1,
                Some(_) => (1..=list.tiers().len()).rev().find(|&tiers| list.len(tiers) <= MOST_MARKED).unwrap_or(1),
            };
            let base = self.bases[*segment];
            self.each_tier(*segment, list, tiers, wanted, &mut |tier: &Marked| {
                found.extend(tier.iter().map(|&(story, mark)| (base + story, mark)));
            });
        }
        sort_marked(&mut found);
        (wanted.len() == before).then(|| {
            let unseen = all.saturating_sub(found.len() as u32);
            (found, unseen)
        })
    }

    /// The stories that have any of these words, each with whether its headline has it; none while something is away.
    fn stories_with(&mut self, words: Items, wanted: &mut Vec<Piece>) -> Option<Marked> {
        let before = wanted.len();
        let mut found = Vec::new();
        for (segment, item) in words {
            let Value::Word(word) = item.value else { continue };
            let base = self.bases[segment];
            for (_, list) in &word.spellings {
                self.each_tier(segment, list, usize::MAX, wanted, &mut |tier: &Postings| {
                    let in_headline = |mask: u8| mask & 1 << Field::Headline as u8 != 0;
                    each_posting(&tier.bytes, &mut |posting| {
                        found.push((base + posting.story, in_headline(posting.mask)));
                    });
                });
            }
        }
        (wanted.len() == before).then_some(found)
    }
}

/// Whether words with a common beginning have lists so long that the stories of the beginning are better.
fn is_costly(words: &Result<Items, TooMany>, question: &Question) -> bool {
    let Ok(items) = words else { return true };
    let lists = items.iter().filter_map(|(_, item)| match &item.value {
        Value::Word(word) => Some(word.spellings.iter().map(|(_, list)| list.len(usize::MAX)).sum::<u32>()),
        _ => None,
    });
    budget(question).is_some_and(|budget| lists.sum::<u32>() > budget)
}

/// Stories in order, each once; marked if it was marked anywhere.
fn sort_marked(stories: &mut Marked) {
    stories.sort_unstable_by_key(|&(story, is_marked)| (story, !is_marked));
    stories.dedup_by_key(|(story, _)| *story);
}

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
