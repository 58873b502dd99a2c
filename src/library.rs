//! The stories that have arrived, with their index.

use std::{cell::RefCell, cmp::Reverse, collections::HashMap, rc::Rc};

use dateline_formats::Problem;
use dateline_search::{Hit, Index, StoryId};
use dateline_story::{Lang, Slug, Story, Timestamp, Visibility, WebUrl};

/// All stories of one reader.
#[derive(Default)]
pub struct Library {
    /// By number. Those that were replaced or withdrawn stay, so that a list that is held still can show them.
    stories: Vec<Rc<Story>>,
    by_slug: HashMap<Slug, StoryId>,
    /// Those that were given another number, with that.
    moved: HashMap<StoryId, StoryId>,
    /// Those that came from a feed's last good copy and not yet from the feed itself, with the feed's number.
    copied: HashMap<Slug, usize>,
    /// What makes stories searchable, once that has been fetched.
    catalogue: Option<Box<dyn Catalogue>>,
    /// So many of the first stories are in the catalogue; all, once it has caught up.
    catalogued: usize,
    /// Archives, by their addresses in the order in which they came, each with its manifest as it came last.
    archives: Vec<(WebUrl, Rc<[u8]>)>,
    /// What was fetched of archives, once anything was.
    shelf: Option<Box<dyn Shelf>>,
    problems: Vec<Problem>,
    problem_count: usize,
}

/// Makes stories searchable. The first screen does without, so that it need not wait for the search to be fetched.
pub trait Catalogue {
    /// Takes in the next story; the number of the first is 0.
    fn add(&mut self, story: &Story);
    /// Takes a story out.
    fn remove(&mut self, id: StoryId);
    /// The index over all that was taken in.
    fn index(&self) -> &Index;
}

/// The number of the first story of the first archive. Feeds have fewer stories.
pub const FIRST_ARCHIVED: u32 = 1 << 31;

/// Stories of archives that were fetched.
pub trait Shelf {
    /// The story with a number, as far as it is here: of some there is only what lists show.
    fn story(&self, id: StoryId) -> Option<&Rc<Story>>;
    /// The number of the story with a slug.
    fn find(&self, slug: &Slug) -> Option<StoryId>;
    /// True if all of a story is here.
    fn is_whole(&self, id: StoryId) -> bool;
    /// Puts a story in the place of what was here of it.
    fn put(&mut self, id: StoryId, story: Story, is_whole: bool);
    /// Lets others than these go, if they have become many.
    fn trim(&mut self, wanted: &[StoryId]);
}

/// Problems that are kept; the hundredth says little that the others do not.
const MOST_PROBLEMS: usize = 50;

impl Library {
    /// Takes a story in and makes it searchable, unless it must not be shown at `now` or is here already; a later version of
    /// one that is here takes its place, and one that was withdrawn goes. A story of a copy gives way to any other version.
    pub fn add(&mut self, story: Story, now: Timestamp) -> bool {
        let is_live = story.status.at(now) == Visibility::Live;
        if let Some(known) = self.find_in_feeds(&story.slug) {
            let is_copied = self.copied.remove(&story.slug).is_some();
            let is_other = |known: &Story| if is_copied { *known != story } else { known.updated < story.updated };
            let is_later = self.story(known).is_some_and(|known| is_other(known));
            if is_live && !is_later {
                return false;
            }
            self.take_out(&story.slug);
        }
        if is_live {
            self.push(Rc::new(story));
        }
        is_live
    }

    fn push(&mut self, story: Rc<Story>) -> StoryId {
        let id = StoryId(self.stories.len() as u32);
        let may_be_catalogued = self.catalogued == self.stories.len();
        self.by_slug.insert(story.slug.clone(), id);
        self.stories.push(story);
        if may_be_catalogued {
            self.catalogue_next();
        }
        id
    }

    /// Tells a story its language that came behind it in its feed. The search takes it in once more, with another number; the old
    /// one shows it as well. All of a feed are told, so that those of one instant keep their order.
    pub fn tell_lang(&mut self, old: StoryId, lang: &Lang) {
        let Some(place) = self.stories.get_mut(old.0 as usize) else { return };
        Rc::make_mut(place).adopt_lang(lang);
        let story = place.clone();
        if self.find(&story.slug) == Some(old) {
            self.take_out(&story.slug);
            let new = self.push(story);
            self.moved.insert(old, new);
        }
    }

    /// The number that a story has now which had this one.
    pub fn now(&self, id: StoryId) -> StoryId {
        self.moved.get(&id).copied().unwrap_or(id)
    }

    /// True if no story was given another number.
    pub fn stands(&self) -> bool {
        self.moved.is_empty()
    }

    /// Takes a story in from the last good copy of a feed, unless it is here.
    pub fn add_copied(&mut self, story: Story, now: Timestamp, feed: usize) {
        let slug = story.slug.clone();
        if self.find_in_feeds(&slug).is_none() && self.add(story, now) {
            self.copied.insert(slug, feed);
        }
    }

    /// Takes out what a feed's copy had and the feed itself, which has come whole, has no more.
    pub fn end_copy(&mut self, feed: usize) {
        let gone: Vec<Slug> = self.copied.iter().filter(|(_, of)| **of == feed).map(|(slug, _)| slug.clone()).collect();
        for slug in gone {
            self.copied.remove(&slug);
            self.take_out(&slug);
        }
    }

    /// From now on the catalogue takes in every story; those that are here already wait for `catalogue_next`.
    pub fn put_in(&mut self, catalogue: Box<dyn Catalogue>) {
        self.catalogue = Some(catalogue);
        self.catalogued = 0;
    }

    /// Makes one more of the stories searchable that came before the catalogue; false if there is none.
    pub fn catalogue_next(&mut self) -> bool {
        let Some((catalogue, story)) = self.catalogue.as_mut().zip(self.stories.get(self.catalogued)) else {
            return false;
        };
        catalogue.add(story);
        let id = StoryId(self.catalogued as u32);
        if self.by_slug.get(&story.slug) != Some(&id) {
            catalogue.remove(id);
        }
        self.catalogued += 1;
        true
    }

    /// The newest stories, newest first, at most so many: what a search without a question finds.
    pub fn newest(&self, most: usize) -> Vec<Hit> {
        let mut newest = Vec::new();
        // Each is put where it belongs: a sort of the standard library's is 1.2 kB more to fetch before the first card.
        for &id in self.by_slug.values() {
            let story = (Reverse(self.story(id).map(|story| story.date())), id.0);
            newest.insert(newest.partition_point(|known| *known < story), story);
            newest.truncate(most);
        }
        newest.into_iter().map(|(_, id)| Hit { story: StoryId(id), score: 0.0 }).collect()
    }

    /// Takes in an archive's manifest, in place of the one before.
    pub fn add_archive(&mut self, url: &WebUrl, manifest: Vec<u8>) {
        let manifest = Rc::from(manifest);
        match self.archives.iter_mut().find(|(known, _)| known == url) {
            Some((_, known)) => *known = manifest,
            None => self.archives.push((url.clone(), manifest)),
        }
    }

    /// All archives, each with its manifest.
    pub fn archives(&self) -> &[(WebUrl, Rc<[u8]>)] {
        &self.archives
    }

    /// Where what is fetched of archives is put; it is made when it is first asked for.
    pub fn shelf(&mut self, new: fn() -> Box<dyn Shelf>) -> &mut dyn Shelf {
        self.shelf.get_or_insert_with(new).as_mut()
    }

    /// Where in the archives a story is.
    pub fn place(&self, slug: &Slug) -> Option<u32> {
        self.find(slug).and_then(|id| id.0.checked_sub(FIRST_ARCHIVED))
    }

    /// True if a story's text is still to be fetched.
    pub fn is_partial(&self, id: StoryId) -> bool {
        id.0 as usize >= self.stories.len() && self.shelf.as_ref().is_some_and(|shelf| !shelf.is_whole(id))
    }

    fn take_out(&mut self, slug: &Slug) {
        let Some(id) = self.by_slug.remove(slug) else { return };
        if let Some(catalogue) = self.catalogue.as_mut().filter(|_| (id.0 as usize) < self.catalogued) {
            catalogue.remove(id);
        }
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

    /// All stories of feeds, in the order in which they came.
    pub fn stories(&self) -> &[Rc<Story>] {
        &self.stories
    }

    /// The story with a number that a search gave.
    pub fn story(&self, id: StoryId) -> Option<&Rc<Story>> {
        let shelved = || self.shelf.as_deref().and_then(|shelf| shelf.story(id));
        self.stories.get(id.0 as usize).or_else(shelved)
    }

    /// The number of the story with a slug. That of a feed is newer than that of an archive.
    pub fn find(&self, slug: &Slug) -> Option<StoryId> {
        let shelved = || self.shelf.as_deref().and_then(|shelf| shelf.find(slug));
        self.find_in_feeds(slug).or_else(shelved)
    }

    /// The same for feeds alone.
    pub fn find_in_feeds(&self, slug: &Slug) -> Option<StoryId> {
        self.by_slug.get(slug).copied()
    }

    /// The index over all stories; `None` before there is a catalogue.
    pub fn index(&self) -> Option<&Index> {
        self.catalogue.as_deref().map(Catalogue::index)
    }

    /// How many stories there are of feeds.
    pub fn len(&self) -> usize {
        self.by_slug.len()
    }

    /// True if there is none of feeds.
    pub fn is_empty(&self) -> bool {
        self.by_slug.is_empty()
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
mod tests;
