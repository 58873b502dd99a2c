//! Stories of archives that are here.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use dateline_search::StoryId;
use dateline_story::{Slug, Story};

use crate::library::Shelf;

/// Cards take about two thousand bytes each.
const MOST_STORIES: usize = 2_000;

#[derive(Default)]
struct Cards {
    /// Each with whether all of it is here.
    stories: HashMap<StoryId, (Rc<Story>, bool)>,
    by_slug: HashMap<Slug, StoryId>,
}

/// An empty one.
pub(super) fn new() -> Box<dyn Shelf> {
    Box::<Cards>::default()
}

impl Shelf for Cards {
    fn story(&self, id: StoryId) -> Option<&Rc<Story>> {
        self.stories.get(&id).map(|(story, _)| story)
    }

    fn find(&self, slug: &Slug) -> Option<StoryId> {
        self.by_slug.get(slug).copied()
    }

    fn is_whole(&self, id: StoryId) -> bool {
        self.stories.get(&id).is_none_or(|(_, is_whole)| *is_whole)
    }

    fn put(&mut self, id: StoryId, story: Story, is_whole: bool) {
        self.by_slug.insert(story.slug.clone(), id);
        self.stories.insert(id, (Rc::new(story), is_whole));
    }

    fn trim(&mut self, wanted: &[StoryId]) {
        if self.stories.len() <= MOST_STORIES {
            return;
        }
        let wanted: HashSet<StoryId> = wanted.iter().copied().collect();
        self.stories.retain(|id, _| wanted.contains(id));
        self.by_slug.retain(|_, id| wanted.contains(id));
    }
}
