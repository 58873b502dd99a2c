//! Everything one reader knows, and the step from one state to the next.
//!
//! Results are not here: they follow from the library, the view and the page, and are worked out where they are shown.

mod action;
mod feed;

use std::rc::Rc;

use dateline_search::{Picked, Request, StoryId, TagMode};
use dateline_story::Slug;
use yew::Reducible;

pub use action::ReaderAction;
pub use feed::{FeedState, Job, Phase};

use crate::{library::SharedLibrary, marks::Marks, preferences::Preferences, view::View, visit::Visit};

/// One reader's state.
#[derive(Clone, PartialEq)]
pub struct ReaderState {
    /// The stories. The feed fills it from outside; `revision` tells when.
    pub library: SharedLibrary,
    /// Rises whenever the library has more to show.
    pub revision: u32,
    /// How the feed is doing.
    pub feed: FeedState,
    /// What the reader has chosen to see.
    pub view: View,
    /// How many pages of the list are shown; at least 1.
    pub pages: usize,
    /// True once the reader has done anything: from then on nothing moves by itself.
    pub touched: bool,
    /// True while the help for the keyboard is shown.
    pub help_open: bool,
    /// True while the filters are shown.
    pub filters_open: bool,
    /// True once the panel with the display's choices has been opened.
    pub display_wanted: bool,
    /// Rises when the list is to be brought up to date at the reader's wish.
    pub wishes: u32,
    /// What is being read, or was read last.
    pub job: Job,
    /// How the reader wants pages to look.
    pub preferences: Preferences,
    /// What the reader has saved and read.
    pub marks: Rc<Marks>,
    /// Where the reader left off.
    pub visit: Visit,
    /// Which of the marked stories the list is narrowed to.
    pub only: Only,
    /// The stories that `only` stood for when it was chosen: what is read or given up meanwhile keeps its place.
    picked: Picked,
}

/// Narrows the list by the reader's own marks. No part of the view: a link shows others their own marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// Not at all.
    #[default]
    All,
    /// To what is saved.
    Saved,
    /// To what was not read.
    Unread,
}

impl ReaderState {
    /// Nothing yet, with what the page has preset.
    pub fn new(library: SharedLibrary, view: View) -> Self {
        Self {
            library,
            revision: 0,
            feed: FeedState::default(),
            view,
            pages: 1,
            touched: false,
            help_open: false,
            filters_open: false,
            display_wanted: false,
            wishes: 0,
            job: Job::default(),
            preferences: Preferences::default(),
            marks: Rc::default(),
            visit: Visit::default(),
            only: Only::All,
            picked: Picked::default(),
        }
    }

    /// The same with what was kept of former visits.
    pub fn remembering(self, mut marks: Marks, preferences: Preferences, visit: Visit) -> Self {
        if let Some(slug) = &self.view.open {
            marks.mark_read(slug);
        }
        Self { marks: Rc::new(marks), preferences, visit, ..self }
    }

    /// What the search is asked for, with room for `limit` stories.
    pub fn request(&self, limit: usize) -> Request {
        Request { picked: self.picked.clone(), ..self.view.request(limit) }
    }

    /// Narrows the list to what is marked now.
    fn with_only(&self, only: Only) -> Self {
        let library = self.library.0.borrow();
        let marked: &[Slug] = match only {
            Only::All => &[],
            Only::Saved => &self.marks.saved,
            Only::Unread => &self.marks.read,
        };
        let mut stories: Vec<StoryId> = marked.iter().filter_map(|slug| library.find(slug)).collect();
        stories.sort_unstable();
        let picked = Picked { stories: stories.into(), only: only == Only::Saved };
        Self { only, picked, pages: 1, ..self.clone() }
    }

    fn with_marks(&self, change: impl FnOnce(&mut Marks)) -> Self {
        let mut marks = (*self.marks).clone();
        change(&mut marks);
        Self { marks: Rc::new(marks), ..self.clone() }
    }

    /// Begins to read the next pages, if there are any.
    fn with_older(&self) -> Self {
        if self.feed.next_pages.is_empty() {
            return self.clone();
        }
        let pages = self.feed.next_pages.clone();
        let next = self.with_feed(|feed| {
            feed.visited.append(&mut feed.next_pages);
            feed.phase = Phase::Reading;
            feed.expected = None;
        });
        Self { job: Job { number: self.job.number + 1, pages: Some(pages), is_quiet: false }, ..next }
    }

    /// Begins to read the feeds from their beginning.
    fn anew(&self) -> Self {
        let job = Job { number: self.job.number + 1, ..Job::default() };
        Self { job, ..self.with_feed(|feed| *feed = FeedState::default()) }
    }

    /// Begins to look for news, unless the feeds are being read anyway.
    fn refreshed(&self) -> Self {
        if self.feed.phase != Phase::Done {
            return self.clone();
        }
        let library = self.library.0.borrow();
        if library.is_empty() && library.archives().is_empty() {
            return self.anew();
        }
        let job = Job { number: self.job.number + 1, pages: None, is_quiet: true };
        let next = self.with_feed(|feed| {
            feed.failures.clear();
            feed.stale_minutes = None;
            feed.skipped = 0;
        });
        Self { job, ..next }
    }

    fn with_view(&self, change: impl FnOnce(&mut View)) -> Self {
        let mut view = self.view.clone();
        change(&mut view);
        let narrowed = view.to_pairs() != self.view.to_pairs() && view.open == self.view.open;
        Self { pages: if narrowed { 1 } else { self.pages }, view, ..self.clone() }
    }

    fn with_feed(&self, change: impl FnOnce(&mut FeedState)) -> Self {
        let mut feed = self.feed.clone();
        change(&mut feed);
        Self { revision: self.revision + 1, feed, ..self.clone() }
    }
}

impl Reducible for ReaderState {
    type Action = ReaderAction;

    fn reduce(self: Rc<Self>, action: ReaderAction) -> Rc<Self> {
        let next = match action {
            ReaderAction::Arrived { expected, skipped } => self.with_feed(|feed| {
                if !self.job.is_quiet {
                    feed.phase = Phase::Reading;
                    feed.expected = expected;
                }
                feed.skipped = skipped;
            }),
            ReaderAction::Shelved => self.with_feed(|_| {}),
            ReaderAction::Failed(failure) => self.with_feed(|feed| feed.failures.push(failure)),
            ReaderAction::Stale(minutes) => {
                self.with_feed(|feed| feed.stale_minutes = feed.stale_minutes.max(Some(minutes)))
            }
            // Further pages that are known by then are those behind the ones that were read.
            ReaderAction::Finished(_) if self.job.is_quiet => self.with_feed(|feed| feed.phase = Phase::Done),
            ReaderAction::Finished(pages) => self.with_feed(|feed| feed.finish(pages)),
            ReaderAction::OlderWanted => self.with_older(),
            ReaderAction::Retried => self.anew(),
            ReaderAction::Refreshed => self.refreshed(),
            ReaderAction::EarlierWanted => Self { pages: self.pages.saturating_sub(1).max(1), ..(*self).clone() },
            ReaderAction::Typed(text) => self.with_view(|view| view.look_for(&text)),
            ReaderAction::TagToggled(name) => self.with_view(|view| {
                view.toggle_tag(&name);
                view.open = None;
            }),
            ReaderAction::TagExcluded(name) => self.with_view(|view| view.exclude_tag(&name)),
            ReaderAction::Ranged(range) => self.with_view(|view| view.range = range),
            ReaderAction::FiltersTurned => Self { filters_open: !self.filters_open, ..(*self).clone() },
            ReaderAction::AllTags(all) => {
                self.with_view(|view| view.tags.mode = if all { TagMode::All } else { TagMode::Any })
            }
            ReaderAction::FiltersCleared => self.with_view(View::clear_filters),
            ReaderAction::DisplayWanted => Self { display_wanted: true, ..(*self).clone() },
            ReaderAction::HelpTurned(help_open) => Self { help_open, ..(*self).clone() },
            ReaderAction::Sorted(sort) => self.with_view(|view| view.sort_by(sort)),
            ReaderAction::Dropped(dropped) => self.with_view(|view| view.drop_filter(&dropped)),
            ReaderAction::Cleared => self.with_only(Only::All).with_view(View::clear),
            ReaderAction::MoreWanted => Self { pages: self.pages + 1, touched: true, ..(*self).clone() },
            ReaderAction::Opened(slug) => {
                let place = self.library.0.borrow().place(&slug);
                self.with_view(|view| (view.open, view.place) = (Some(slug), place))
            }
            ReaderAction::Closed => self.with_view(|view| (view.open, view.place) = (None, None)),
            ReaderAction::Restored(restored) => self.with_view(|view| *view = *restored),
            ReaderAction::Touched => Self { touched: true, ..(*self).clone() },
            ReaderAction::SaveToggled(slug) => self.with_marks(|marks| marks.toggle_saved(&slug)),
            ReaderAction::Only(only) => self.with_only(only),
            ReaderAction::Preferred(name, word) => {
                let mut preferences = self.preferences;
                preferences.choose(name, &word);
                Self { preferences, ..(*self).clone() }
            }
            ReaderAction::NewestWanted => Self { wishes: self.wishes + 1, pages: 1, ..(*self).clone() },
        };
        // However a story was opened, it is read then.
        let next = match &next.view.open {
            Some(slug) if self.view.open.as_ref() != Some(slug) => next.with_marks(|marks| marks.mark_read(slug)),
            _ => next,
        };
        // A step that changes nothing gives back the same state, and Yew draws nothing.
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests;
