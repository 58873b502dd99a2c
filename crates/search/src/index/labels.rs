//! Labels: the tags, writers and places that stories carry, each with its first spelling and number of stories.

use super::dictionary::Dictionary;
use super::pages::Pages;
use dateline_story::{Story, Tag, TagKind, fold_tag};
use std::cell::OnceCell;
use std::rc::Rc;

/// All labels of an index.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// Folded names, a letter for the sort before each, so that a writer and a tag of one name stay apart.
    dictionary: Dictionary,
    labels: Pages<Label>,
    /// Worked out when it is first asked for, and again after a tag has come.
    tags_by_name: OnceCell<Vec<u32>>,
}

/// One tag, writer or place.
#[derive(Debug)]
pub(crate) struct Label {
    /// As spelled where it first stood; results share it.
    pub(crate) name: Rc<str>,
    pub(crate) sort: LabelSort,
    /// Live stories that carry it.
    pub(crate) stories: u32,
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelSort {
    Tag(TagKind),
    Writer,
    Place,
}

impl Labels {
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    pub(crate) fn get(&self, number: u32) -> &Label {
        &self.labels[number as usize]
    }

    /// All tags by folded name.
    pub(crate) fn tags_by_name(&self) -> &[u32] {
        self.tags_by_name.get_or_init(|| {
            let is_tag = |&number: &u32| matches!(self.get(number).sort, LabelSort::Tag(_));
            let mut tags: Vec<u32> = (0..self.labels.len() as u32).filter(is_tag).collect();
            self.dictionary.sort(&mut tags);
            tags
        })
    }

    /// The folded name of a label.
    pub(crate) fn folded(&self, number: u32) -> &str {
        self.dictionary.get(number).get(1..).unwrap_or_default()
    }

    /// The number of a tag by any spelling.
    pub(crate) fn find_tag(&self, name: &str) -> Option<u32> {
        self.dictionary.find(&key('t', name))
    }

    /// The numbers of a story's labels, no two alike, and how many of them are tags, which come first; each label counts one
    /// story more.
    pub(crate) fn add_story(&mut self, story: &Story) -> (Vec<u32>, usize) {
        let mut numbers = Vec::new();
        for tag in &story.tags {
            self.add(&key('t', &tag.name), &tag.name, LabelSort::Tag(tag.kind), &mut numbers);
        }
        let tags = numbers.len();
        for person in &story.byline.people {
            self.add(&key('w', &person.name), &person.name, LabelSort::Writer, &mut numbers);
        }
        if let Some(dateline) = &story.dateline {
            self.add(&key('p', &dateline.place), &dateline.place, LabelSort::Place, &mut numbers);
        }
        (numbers, tags)
    }

    /// The number of a tag of an index in parts.
    pub(super) fn load_tag(&mut self, tag: &Tag) -> u32 {
        let mut numbers = Vec::new();
        self.add(&key('t', &tag.name), &tag.name, LabelSort::Tag(tag.kind), &mut numbers);
        numbers[0]
    }

    /// Counts one story less for a label.
    pub(crate) fn drop_story(&mut self, number: u32) {
        self.labels[number as usize].stories -= 1;
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let names: usize = self.labels.slices().flatten().map(|label| label.name.len()).sum();
        let tags = self.tags_by_name.get().map_or(0, |tags| size_of_val(&tags[..]));
        self.dictionary.memory_bytes() + self.labels.memory_bytes() + names + tags
    }

    fn add(&mut self, key: &str, name: &str, sort: LabelSort, numbers: &mut Vec<u32>) {
        let (number, new) = self.dictionary.add(key);
        if new {
            self.tags_by_name.take();
            self.labels.push(Label { name: name.into(), sort, stories: 0 });
        }
        if !numbers.contains(&number) {
            self.labels[number as usize].stories += 1;
            numbers.push(number);
        }
    }
}

fn key(sort: char, name: &str) -> String {
    let mut key = String::from(sort);
    key.push_str(&fold_tag(name));
    key
}
