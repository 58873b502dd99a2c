//! The stories that have arrived, with their index. It only grows while a feed is read.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use dateline_formats::Problem;
use dateline_search::{Index, StoryId};
use dateline_story::{Slug, Story, Timestamp, Visibility};

/// All stories of one reader.
#[derive(Default)]
pub struct Library {
    stories: Vec<Rc<Story>>,
    by_slug: HashMap<Slug, StoryId>,
    index: Index,
    problems: Vec<Problem>,
    problem_count: usize,
}

/// Problems that are kept; the hundredth says little that the others do not.
const MOST_PROBLEMS: usize = 50;

impl Library {
    /// Takes a story in and makes it searchable, unless it must not be shown at `now` or is here already.
    pub fn add(&mut self, story: Story, now: Timestamp) -> bool {
        let is_new = story.status.at(now) == Visibility::Live && !self.by_slug.contains_key(&story.slug);
        if is_new {
            let id = self.index.add(&story);
            self.by_slug.insert(story.slug.clone(), id);
            self.stories.push(Rc::new(story));
        }
        is_new
    }

    /// Keeps what is wrong with the feed, for the preview.
    pub fn note(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// The first problems, and how many there were.
    pub fn problems(&self) -> (&[Problem], usize) {
        (&self.problems, self.problem_count)
    }

    /// All stories, in the order in which they came.
    pub fn stories(&self) -> &[Rc<Story>] {
        &self.stories
    }

    /// The story with a number that the index gave.
    pub fn story(&self, id: StoryId) -> Option<&Rc<Story>> {
        self.stories.get(id.0 as usize)
    }

    /// The number of the story with a slug.
    pub fn find(&self, slug: &Slug) -> Option<StoryId> {
        self.by_slug.get(slug).copied()
    }

    /// The index over all stories.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// True before the first story.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }
}

/// A library that the feed fills while the view reads it; equal only to itself.
#[derive(Clone, Default)]
pub struct SharedLibrary(pub Rc<RefCell<Library>>);

impl PartialEq for SharedLibrary {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_taken_once_and_only_when_its_time_has_come() {
        let mut library = Library::default();
        let now = Timestamp::from_seconds(100);
        let mut embargoed = Story::new("later", "Later");
        embargoed.status.embargoed_until = Some(Timestamp::from_seconds(200));

        assert!(library.add(Story::new("a", "One"), now));
        assert!(!library.add(Story::new("a", "One again"), now));
        assert!(!library.add(embargoed, now));
        assert_eq!(1, library.len());
        let id = library.find(&Slug::from_id("a")).expect("it was taken");
        assert_eq!("One", library.story(id).expect("it is there").headline);
    }
}
