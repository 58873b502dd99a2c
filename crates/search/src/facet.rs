//! Facets: tags as filters, and what choosing each would give.
//!
//! The count on a tag is, exactly, the `total` of the same request with that tag chosen besides those chosen already
//! (and no longer excluded, if it was). So with [`TagMode::All`] it is the number of results that carry the tag; with
//! [`TagMode::Any`] it is the number of results there would be once the tag widens the choice, which is at least the
//! present total unless nothing is chosen yet. On a tag that is chosen already it is the present total.

use crate::index::{Index, LabelSort};
use crate::order::{low, pack, sort};
use dateline_story::{TagKind, fold_tag};
use std::rc::Rc;

/// Tags chosen and excluded, by any spelling that folds alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagFilter {
    /// Tags that stories should carry.
    pub chosen: Vec<String>,
    /// Tags that no story may carry; they give way where the same tag is chosen.
    pub excluded: Vec<String>,
    /// Whether one of those chosen is enough.
    pub mode: TagMode,
}

/// How many of the chosen tags a story must carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagMode {
    /// At least one.
    #[default]
    Any,
    /// All of them.
    All,
}

/// A tag and what choosing it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// As spelled where it first stood.
    pub name: Rc<str>,
    /// What sort of thing it names.
    pub kind: TagKind,
    /// Stories you would see if you chose it now.
    pub count: u32,
    /// True if it is chosen.
    pub chosen: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Free,
    Chosen,
    Excluded,
}

/// Filters by tags and counts them, story by story.
pub(crate) struct Facets<'a> {
    filter: &'a TagFilter,
    /// By label; those of writers and places are not used.
    states: Vec<State>,
    /// By label.
    counts: Vec<u32>,
    /// Tags of stories that would be found with one more tag chosen, those found already included.
    listed: Vec<bool>,
    /// Different tags chosen, those that no story has included.
    chosen: usize,
    carried: Vec<u32>,
}

impl<'a> Facets<'a> {
    pub(crate) fn new(index: &Index, filter: &'a TagFilter) -> Self {
        let labels = &index.labels;
        let mut states = vec![State::Free; labels.len()];
        for tag in filter.excluded.iter().filter_map(|name| labels.find_tag(name)) {
            states[tag as usize] = State::Excluded;
        }
        let mut folded: Vec<String> = Vec::new();
        for name in filter.chosen.iter().map(|name| fold_tag(name)) {
            if !folded.contains(&name) {
                folded.push(name);
            }
        }
        for tag in folded.iter().filter_map(|name| labels.find_tag(name)) {
            states[tag as usize] = State::Chosen;
        }
        Self {
            filter,
            counts: vec![0; states.len()],
            listed: vec![false; states.len()],
            states,
            chosen: folded.len(),
            carried: Vec::new(),
        }
    }

    /// Counts the tags of so many stories where no tag is chosen or excluded.
    #[inline]
    pub(crate) fn count(&mut self, tags: &[u32], stories: u32) {
        tags.iter().for_each(|&tag| self.counts[tag as usize] += stories);
    }

    /// Counts a story's tags, if `counted`; whether the filter lets it through.
    #[inline]
    pub(crate) fn story(&mut self, tags: &[u32], counted: bool) -> bool {
        self.carried.clear();
        let mut chosen = 0;
        let mut excluded = None;
        let mut excluded_tags = 0;
        for &tag in tags {
            match self.states[tag as usize] {
                State::Free => self.carried.push(tag),
                State::Chosen => chosen += 1,
                State::Excluded => {
                    excluded = Some(tag);
                    excluded_tags += 1;
                }
            }
        }
        let enough = match self.filter.mode {
            TagMode::All => chosen == self.chosen,
            TagMode::Any => chosen > 0 || self.chosen == 0,
        };
        let passes = enough && excluded_tags == 0;
        if counted {
            // With one more tag chosen, a story of that tag has enough: with `Any` whatever else it carries.
            let enough_with_one = enough || self.filter.mode == TagMode::Any;
            match excluded {
                None if enough_with_one => self.count_carried(passes),
                // Choosing the one excluded tag would let the story in.
                Some(label) if enough_with_one && excluded_tags == 1 => {
                    self.counts[label as usize] += 1;
                    self.listed[label as usize] = true;
                }
                _ => {}
            }
        }
        passes
    }

    fn count_carried(&mut self, passes: bool) {
        // With `Any` and something chosen, a story that is in already is in the total, which every count starts from.
        let adds = u32::from(!(passes && self.widening()));
        for &label in &self.carried {
            self.counts[label as usize] += adds;
            self.listed[label as usize] = true;
        }
    }

    /// Whether one more tag gives more stories, rather than fewer.
    fn widening(&self) -> bool {
        self.filter.mode == TagMode::Any && self.chosen > 0
    }

    /// The counts, greatest first, then by folded name.
    pub(crate) fn counts(self, index: &Index, total: u32) -> Vec<TagCount> {
        let tags = index.labels.tags_by_name();
        let count = |tag: u32| match self.states[tag as usize] {
            State::Chosen => total,
            _ if self.widening() => total + self.counts[tag as usize],
            _ => self.counts[tag as usize],
        };
        let mut keys = Vec::new();
        for (place, &tag) in (0..).zip(tags) {
            if self.is_shown(tag) {
                keys.push(pack(u32::MAX - count(tag), place));
            }
        }
        sort(&mut keys);
        let mut found = Vec::with_capacity(keys.len());
        for tag in keys.into_iter().map(|key| tags[low(key) as usize]) {
            let label = index.labels.get(tag);
            let LabelSort::Tag(kind) = label.sort else { continue };
            let chosen = self.states[tag as usize] == State::Chosen;
            found.push(TagCount { name: label.name.clone(), kind, count: count(tag), chosen });
        }
        found
    }

    fn is_shown(&self, tag: u32) -> bool {
        let tag = tag as usize;
        self.counts[tag] > 0 || self.listed[tag] || self.states[tag] == State::Chosen
    }
}
