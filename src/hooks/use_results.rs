//! The stories to show for the view, worked out again only when the view or the library changes.

use std::{collections::HashSet, rc::Rc};

use dateline_search::{Hit, Request, Results, search};
use yew::prelude::*;

use crate::{
    library::Library,
    stacks::{Fetched, Known, Merged, Sureness, merged},
    start::Start,
    state::{Phase, ReaderState},
};

/// What the list shows.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// How many stories were searched.
    pub stories: usize,
    /// What the search gave: counts, facets, marks.
    pub results: Rc<Results>,
    /// How sure the number of stories in it is.
    pub sureness: Sureness,
    /// The question that the list answers. While archives are asked it is the one before.
    pub asked: Request,
    /// True while archives are asked for another list.
    pub is_awaited: bool,
    /// The stories in the list. While a feed is read they keep their places, whatever has arrived since.
    pub hits: Rc<Vec<Hit>>,
    /// Another number whenever other stories have taken the places of these, rather than the list having become longer or
    /// shorter.
    pub edition: u32,
    /// Another number whenever they have done so by themselves, without the reader having asked for another list.
    pub turn: u32,
    /// How many stories the list has before those.
    pub before: usize,
    /// True if the list is not what it would be if it were asked for now.
    pub is_behind: bool,
    /// How many stories it would then show that it does not show.
    pub new: usize,
}

/// More stories than this are not kept on the page, or two pages if that is more: those farthest from the reader's place
/// give way.
const MOST_DRAWN: usize = 240;

/// How many stories a list of so many pages has before those that are kept on the page.
fn before(pages: usize, page_size: usize) -> usize {
    pages.saturating_sub((MOST_DRAWN / page_size).max(2)) * page_size
}

/// The results for the state, with the list held still under the reader's eyes. What archives gave comes in besides: until they
/// have answered, the list is the one before, or, if there is none yet, that of the feeds alone.
#[hook]
pub fn use_results(start: &Start, state: &ReaderState, page_size: usize, known: &Known) -> Shown {
    let wanted = state.request(state.pages * page_size);
    let request = known.fetched.as_ref().map_or_else(|| wanted.clone(), |fetched| fetched.request.clone());
    let is_awaited = known.is_fetching && (known.fetched.is_none() || request != wanted);
    let used = (state.library.clone(), state.revision, request.clone(), known.fetched.clone());
    let found = use_memo(used, |(library, _, request, fetched)| {
        let library = library.0.borrow();
        let Merged { results, sureness } = find(&library, request, fetched.as_deref());
        (library.len(), Rc::new(results), sureness)
    });
    let (stories, results, sureness) = (found.0 + known.stories, found.1.clone(), found.2);
    let held = use_mut_ref(|| None::<Held>);
    let mut held = held.borrow_mut();
    let asked = Asked { request, wishes: state.wishes };
    let first = || Held::of_first_screen(start, asked.clone());
    let phase = if is_awaited { Phase::Reading } else { state.feed.phase };
    let held_now = held.take().or_else(first).map(|held| held.renumbered(&state.library.0.borrow()));
    let next = hold(held_now, asked.clone(), &results, phase, state.touched);
    let before = before(state.pages, page_size).min(next.hits.len());
    let hits = if before == 0 { next.hits.clone() } else { Rc::new(next.hits[before..].to_vec()) };
    let new = if next.is_behind { count_new(&results.hits, &next.hits) } else { 0 };
    let shown = Shown {
        stories,
        results,
        sureness,
        asked: Request { limit: 0, ..asked.request },
        is_awaited,
        hits,
        edition: next.edition,
        turn: next.turn,
        before,
        is_behind: next.is_behind,
        new,
    };
    *held = Some(next);
    shown
}

fn find(library: &Library, request: &Request, fetched: Option<&Fetched>) -> Merged {
    let results = library.index().map_or_else(Results::default, |index| search(index, request));
    match fetched {
        Some(fetched) => merged(results, fetched, library),
        None => Merged { results, ..Merged::default() },
    }
}

/// What the reader asked for: when it changes, the list may.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    request: Request,
    wishes: u32,
}

struct Held {
    asked: Asked,
    hits: Rc<Vec<Hit>>,
    edition: u32,
    turn: u32,
    is_behind: bool,
    /// True once the list was brought up to date after the feed's end.
    is_settled: bool,
}

impl Held {
    /// The list of the first screen, which stays for what was asked for first.
    fn of_first_screen(start: &Start, asked: Asked) -> Option<Self> {
        let hits = start.hits.borrow().clone();
        (!hits.is_empty()).then_some(Self { asked, hits, edition: 0, turn: 0, is_behind: false, is_settled: false })
    }

    /// The same stories, by the numbers that they have now.
    fn renumbered(self, library: &Library) -> Self {
        if library.stands() {
            return self;
        }
        let hits = self.hits.iter().map(|hit| Hit { story: library.now(hit.story), ..*hit });
        Self { hits: Rc::new(hits.collect()), ..self }
    }
}

/// The list to show next: as it was while stories only arrive, and as it should be when the reader asks for another list,
/// when it is not full yet, or when all have arrived and the reader has not begun to use it.
fn hold(held: Option<Held>, asked: Asked, results: &Results, phase: Phase, touched: bool) -> Held {
    let is_settled = phase == Phase::Done;
    let fresh = |asked, edition, turn| {
        let hits = Rc::new(results.hits.clone());
        Held { asked, hits, edition, turn, is_behind: false, is_settled }
    };
    let Some(held) = held else { return fresh(asked, 0, 0) };

    let changed = held.asked != asked;
    let grew_at_its_end = results.hits.len() > held.hits.len() && begins_with(&results.hits, &held.hits);
    let may_settle = is_settled && !held.is_settled && !touched;
    if changed || grew_at_its_end || may_settle || held.hits.is_empty() {
        let same_places = begins_with(&results.hits, &held.hits) || begins_with(&held.hits, &results.hits);
        let by_itself = !same_places && !changed;
        return fresh(asked, held.edition + u32::from(!same_places), held.turn + u32::from(by_itself));
    }
    let same = results.hits.len() == held.hits.len() && begins_with(&results.hits, &held.hits);
    Held { is_behind: !same, is_settled, ..held }
}

/// How many of a list's stories are not in another.
fn count_new(list: &[Hit], other: &[Hit]) -> usize {
    let known: HashSet<u32> = other.iter().map(|hit| hit.story.0).collect();
    list.iter().filter(|hit| !known.contains(&hit.story.0)).count()
}

fn begins_with(list: &[Hit], start: &[Hit]) -> bool {
    list.len() >= start.len() && list.iter().zip(start).all(|(one, other)| one.story == other.story)
}

#[cfg(test)]
mod tests {
    use dateline_search::StoryId;

    use super::*;

    fn results(ids: &[u32]) -> Results {
        let hits = ids.iter().map(|id| Hit { story: StoryId(*id), score: 0.0 }).collect();
        Results { hits, ..Results::default() }
    }

    fn asked(text: &str) -> Asked {
        Asked { request: Request { query: dateline_search::parse_query(text), ..Request::default() }, wishes: 0 }
    }

    #[track_caller]
    fn check(before: &[u32], after: &[u32], phase: Phase, touched: bool, expected: &[u32], behind: bool) {
        let held = hold(None, asked(""), &results(before), Phase::Reading, false);
        let next = hold(Some(held), asked(""), &results(after), phase, touched);
        let ids: Vec<u32> = next.hits.iter().map(|hit| hit.story.0).collect();
        assert_eq!((expected, behind), (ids.as_slice(), next.is_behind));
    }

    #[test]
    fn while_a_feed_is_read_the_list_only_grows_at_its_end() {
        check(&[1, 2], &[1, 2, 3], Phase::Reading, false, &[1, 2, 3], false);
        check(&[1, 2], &[9, 1], Phase::Reading, false, &[1, 2], true);
    }

    #[test]
    fn when_all_have_arrived_an_untouched_list_is_brought_up_to_date() {
        check(&[1, 2], &[9, 1], Phase::Done, false, &[9, 1], false);
        check(&[1, 2], &[9, 1], Phase::Done, true, &[1, 2], true);
    }

    #[test]
    fn another_edition_is_one_in_which_stories_changed_places() {
        let edition = |after: &[u32]| {
            let held = hold(None, asked(""), &results(&[1, 2]), Phase::Reading, false);
            hold(Some(held), asked(""), &results(after), Phase::Done, false).edition
        };
        assert_eq!([0, 0, 1, 0], [edition(&[1, 2]), edition(&[1, 2, 3]), edition(&[9, 1]), edition(&[1])]);
    }

    #[test]
    fn another_turn_is_one_that_nobody_asked_for() {
        let turn = |text: &str, after: &[u32]| {
            let held = hold(None, asked(""), &results(&[1, 2]), Phase::Reading, false);
            hold(Some(held), asked(text), &results(after), Phase::Done, false).turn
        };
        assert_eq!([1, 0, 0], [turn("", &[9, 1]), turn("", &[1, 2, 3]), turn("ferry", &[9, 1])]);
    }

    #[test]
    fn what_is_new_is_what_would_be_shown_and_is_not() {
        assert_eq!(2, count_new(&results(&[9, 8, 1]).hits, &results(&[1, 2, 3]).hits));
        assert_eq!(0, count_new(&results(&[2, 1]).hits, &results(&[1, 2]).hits));
    }

    #[test]
    fn of_a_long_list_only_the_last_pages_are_kept() {
        assert_eq!([0, 0, 24, 48], [1, 10, 11, 12].map(|pages| before(pages, 24)));
        assert_eq!([0, 200], [2, 3].map(|pages| before(pages, 200)));
        assert_eq!(760, before(1000, 1));
    }

    #[test]
    fn another_question_gives_another_list_at_once() {
        let held = hold(None, asked(""), &results(&[1]), Phase::Reading, true);
        let next = hold(Some(held), asked("ferry"), &results(&[7]), Phase::Reading, true);
        assert_eq!(StoryId(7), next.hits[0].story);
    }
}
