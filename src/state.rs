//! Everything one reader knows, and the step from one state to the next.
//!
//! Results are not here: they follow from the library, the view and the page, and are worked out where they are shown.

use std::rc::Rc;

use dateline_search::{DateRange, Dropped, Picked, Request, Sort, StoryId, TagMode};
use dateline_story::{Slug, WebUrl};
use yew::{AttrValue, Reducible};

use crate::{
    failure::Failure, library::SharedLibrary, marks::Marks, preferences::Preferences, view::View, visit::Visit,
};

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

/// One reading, from beginning to end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Job {
    /// Tells readings apart.
    pub number: u32,
    /// The pages to read; `None` for the feeds from their beginning.
    pub pages: Option<Vec<WebUrl>>,
    /// True if it looks for news behind a list that is there: it is not said that something is read.
    pub is_quiet: bool,
}

/// How the feed is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedState {
    /// Where the reading stands.
    pub phase: Phase,
    /// About how many stories there will be, if that can be told.
    pub expected: Option<usize>,
    /// What went wrong with the feeds, in their order.
    pub failures: Vec<Failure>,
    /// How old the copy is that is shown because its feed could not be had, in minutes.
    pub stale_minutes: Option<u32>,
    /// How many stories could not be read.
    pub skipped: usize,
    /// The feeds' next pages, with older stories; read when the reader wants them.
    pub next_pages: Vec<WebUrl>,
    /// All pages that were asked for, so that feeds whose pages lead in a circle come to an end.
    pub visited: Vec<WebUrl>,
}

/// More pages than anybody turns; a feed may count up for ever.
const MOST_PAGES: usize = 200;

/// Where the reading stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Not a story yet.
    #[default]
    Waiting,
    /// Some stories, and more to come.
    Reading,
    /// All that will come has come.
    Done,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum ReaderAction {
    /// The library has more stories to show.
    Arrived {
        /// About how many there will be, if that can be told.
        expected: Option<usize>,
        /// How many could not be read so far.
        skipped: usize,
    },
    /// A feed failed.
    Failed(Failure),
    /// A feed failed of which a copy is shown that is so many minutes old.
    Stale(u32),
    /// All feeds have been read, as far as they could be; these are their next pages.
    Finished(Vec<WebUrl>),
    /// The next pages are wanted.
    OlderWanted,
    /// The feeds are to be read again.
    Retried,
    /// The feeds are to be looked at for news, while the list stays as it is.
    Refreshed,
    /// The text in the search field changed.
    Typed(AttrValue),
    /// A tag was chosen or given up.
    TagToggled(AttrValue),
    /// Stories with a tag are to be left out, or no longer.
    TagExcluded(AttrValue),
    /// The days that stories must be of were chosen.
    Ranged(DateRange),
    /// All chosen tags must be there, or any.
    AllTags(bool),
    /// No tag and no day is to count.
    FiltersCleared,
    /// The filters are to be shown, or hidden.
    FiltersTurned,
    /// The panel with the display's choices is opened or closed.
    DisplayWanted,
    /// The help for the keyboard is to be shown, or hidden.
    HelpTurned(bool),
    /// An order was chosen.
    Sorted(Sort),
    /// One filter is to go.
    Dropped(Dropped),
    /// All filters are to go.
    Cleared,
    /// The next page of the list is wanted.
    MoreWanted,
    /// What the list has before the stories that are drawn is wanted.
    EarlierWanted,
    /// A story was opened.
    Opened(Slug),
    /// The open story was closed.
    Closed,
    /// The view is to be just this: from an address, or from the page.
    Restored(Box<View>),
    /// The reader has begun to read or use the list.
    Touched,
    /// The list is to be brought up to date.
    NewestWanted,
    /// A story is to be saved, or given up.
    SaveToggled(Slug),
    /// The list is to be narrowed to marked stories.
    Only(Only),
    /// Another look was chosen: a setting's name, and the word of the choice.
    Preferred(&'static str, AttrValue),
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
        if self.library.0.borrow().is_empty() {
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

impl FeedState {
    fn finish(&mut self, pages: Vec<WebUrl>) {
        self.phase = Phase::Done;
        let room = MOST_PAGES.saturating_sub(self.visited.len());
        let new = pages.into_iter().filter(|page| !self.visited.contains(page)).take(room);
        self.next_pages = new.collect();
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
            ReaderAction::Opened(slug) => self.with_view(|view| view.open = Some(slug)),
            ReaderAction::Closed => self.with_view(|view| view.open = None),
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
mod tests {
    use super::*;
    use crate::testing::searchable;

    fn found(state: &ReaderState) -> dateline_search::Results {
        dateline_search::search(state.library.0.borrow().index().expect("a catalogue"), &state.request(9))
    }

    fn after(actions: impl IntoIterator<Item = ReaderAction>) -> Rc<ReaderState> {
        actions.into_iter().fold(
            Rc::new(ReaderState::new(SharedLibrary(Rc::new(searchable().into())), View::default())),
            Reducible::reduce,
        )
    }

    #[test]
    fn narrowing_the_list_goes_back_to_its_first_page() {
        assert_eq!(2, after([ReaderAction::MoreWanted]).pages);
        assert_eq!(1, after([ReaderAction::MoreWanted, ReaderAction::Typed("x".into())]).pages);
    }

    #[test]
    fn opening_and_closing_a_story_keeps_the_page() {
        let slug = Slug::from_id("a");
        let state = after([ReaderAction::MoreWanted, ReaderAction::Opened(slug), ReaderAction::Closed]);
        assert_eq!(2, state.pages);
        assert_eq!(None, state.view.open);
    }

    #[test]
    fn a_step_that_changes_nothing_is_the_same_state() {
        let state = after([]);
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(ReaderAction::Closed)));
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(ReaderAction::Typed("".into()))));
    }

    #[test]
    fn a_tag_chosen_in_a_story_shows_the_list() {
        let state = after([ReaderAction::Opened(Slug::from_id("a")), ReaderAction::TagToggled("UN".into())]);
        assert_eq!(None, state.view.open);
        assert_eq!(vec!["UN"], state.view.tags.chosen);
    }

    #[test]
    fn an_opened_story_is_read_and_stays_in_a_list_of_unread_ones() {
        let slug = Slug::from_id("a");
        let state = after([]);
        state
            .library
            .0
            .borrow_mut()
            .add(dateline_story::Story::new("a", "A"), dateline_story::Timestamp::from_seconds(0));
        let total = |state: &ReaderState| found(state).total;
        let state = state.reduce(ReaderAction::Only(Only::Unread)).reduce(ReaderAction::Opened(slug.clone()));
        assert_eq!((vec![slug], 1), (state.marks.read.clone(), total(&state)));
        let state = state.reduce(ReaderAction::Only(Only::All)).reduce(ReaderAction::Only(Only::Unread));
        assert_eq!(0, total(&state));
        let state = state.reduce(ReaderAction::Cleared);
        assert_eq!((Only::All, 1), (state.only, total(&state)));
    }

    #[test]
    fn a_list_of_saved_stories_has_just_those() {
        let state = after([]);
        for id in ["a", "b"] {
            state
                .library
                .0
                .borrow_mut()
                .add(dateline_story::Story::new(id, id), dateline_story::Timestamp::from_seconds(0));
        }
        let state = state.reduce(ReaderAction::SaveToggled(Slug::from_id("b"))).reduce(ReaderAction::Only(Only::Saved));
        assert_eq!(vec![StoryId(1)], found(&state).hits.iter().map(|hit| hit.story).collect::<Vec<_>>());
    }

    #[test]
    fn pages_that_lead_in_a_circle_come_to_an_end() {
        let page = |n: u32| WebUrl::parse(&format!("https://paper.example/{n}")).expect("an address");
        let state = after([
            ReaderAction::Finished(vec![page(2)]),
            ReaderAction::OlderWanted,
            ReaderAction::Finished(vec![page(2), page(3)]),
        ]);
        assert_eq!(vec![page(3)], state.feed.next_pages);
        assert_eq!((1, Some(vec![page(2)])), (state.job.number, state.job.pages.clone()));
        let state = state.reduce(ReaderAction::OlderWanted).reduce(ReaderAction::Finished(vec![page(2)]));
        assert!(state.feed.next_pages.is_empty());
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(ReaderAction::OlderWanted)));
    }

    #[test]
    fn looking_for_news_keeps_the_list_and_what_is_behind_it() {
        let older = WebUrl::parse("https://paper.example/2").expect("an address");
        let state = after([ReaderAction::Finished(vec![older.clone()])]);
        state
            .library
            .0
            .borrow_mut()
            .add(dateline_story::Story::new("a", "One"), dateline_story::Timestamp::from_seconds(0));
        let arrived = ReaderAction::Arrived { expected: Some(9), skipped: 0 };
        let state = state.reduce(ReaderAction::Refreshed).reduce(arrived);
        assert_eq!((Phase::Done, None, true), (state.feed.phase, state.feed.expected, state.job.is_quiet));
        let state = state.reduce(ReaderAction::Finished(Vec::new()));
        assert_eq!(vec![older], state.feed.next_pages);
    }

    #[test]
    fn feeds_that_are_being_read_are_not_read_twice() {
        let state = after([]);
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(ReaderAction::Refreshed)));
    }

    #[test]
    fn trying_again_forgets_the_failures_and_keeps_the_stories() {
        let failure = Failure { url: String::new(), kind: crate::failure::FailureKind::Network };
        let state = after([ReaderAction::Failed(failure), ReaderAction::Finished(Vec::new())]);
        let again = state.clone().reduce(ReaderAction::Retried);
        assert!(again.feed.failures.is_empty());
        assert_eq!(Phase::Waiting, again.feed.phase);
        assert!(again.library == state.library);
    }
}
