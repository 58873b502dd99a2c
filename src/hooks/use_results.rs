//! The stories to show for the view, worked out again only when the view or the library changes.

use std::rc::Rc;

use dateline_search::{Hit, Request, Results, search};
use yew::prelude::*;

use crate::state::{Phase, ReaderState};

/// What the list shows.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// How many stories were searched.
    pub stories: usize,
    /// What the search gave: counts, facets, marks.
    pub results: Rc<Results>,
    /// The stories in the list. While a feed is read they keep their places, whatever has arrived since.
    pub hits: Rc<Vec<Hit>>,
    /// True if newer stories have arrived that the list does not show.
    pub is_behind: bool,
}

/// The results for the state, with the list held still under the reader's eyes.
#[hook]
pub fn use_results(state: &ReaderState, page_size: usize) -> Shown {
    let request = state.view.request(state.pages * page_size);
    let found = use_memo((state.library.clone(), state.revision, request.clone()), |(library, _, request)| {
        let library = library.0.borrow();
        (library.len(), Rc::new(search(library.index(), request)))
    });
    let (stories, results) = (found.0, found.1.clone());
    let held = use_mut_ref(|| None::<Held>);
    let mut held = held.borrow_mut();
    let asked = Asked { request, wishes: state.wishes };
    let next = hold(held.take(), asked, &results, state.feed.phase, state.touched);
    let shown = Shown { stories, results, hits: next.hits.clone(), is_behind: next.is_behind };
    *held = Some(next);
    shown
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
    is_behind: bool,
    /// True once the list was brought up to date after the feed's end.
    is_settled: bool,
}

/// The list to show next: as it was while stories only arrive, and as it should be when the reader asks for another list,
/// when it is not full yet, or when all have arrived and the reader has not begun to use it.
fn hold(held: Option<Held>, asked: Asked, results: &Results, phase: Phase, touched: bool) -> Held {
    let is_settled = phase == Phase::Done;
    let fresh = |asked| Held { asked, hits: Rc::new(results.hits.clone()), is_behind: false, is_settled };
    let Some(held) = held else { return fresh(asked) };

    let changed = held.asked != asked;
    let grew_at_its_end = results.hits.len() > held.hits.len() && begins_with(&results.hits, &held.hits);
    let may_settle = is_settled && !held.is_settled && !touched;
    if changed || grew_at_its_end || may_settle || held.hits.is_empty() {
        return fresh(asked);
    }
    let same = results.hits.len() == held.hits.len() && begins_with(&results.hits, &held.hits);
    Held { is_behind: !same, is_settled, ..held }
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
    fn another_question_gives_another_list_at_once() {
        let held = hold(None, asked(""), &results(&[1]), Phase::Reading, true);
        let next = hold(Some(held), asked("ferry"), &results(&[7]), Phase::Reading, true);
        assert_eq!(StoryId(7), next.hits[0].story);
    }
}
