//! Where the reader left off: between the stories that have come since the last visit and those that were there.

use dateline_search::Sort;
use dateline_story::Slug;

use super::front::lead_place;
use crate::{
    config::Layout,
    hooks::{use_entries::Entry, use_feed::is_reading, use_results::Shown},
    state::{Only, ReaderState},
    visit::minutes,
};

/// The newest story of the list, for the next visit to know; nothing while the list is not all that there is.
pub fn newest(state: &ReaderState, shown: &Shown, entries: &[Entry]) -> Option<u32> {
    let is_all = state.view.is_whole() && state.view.open.is_none() && state.only == Only::All && shown.before == 0;
    let first = entries.first().filter(|_| is_all && is_settled(state))?;
    first.story.date().map(minutes)
}

/// The first story, as the list is printed, that was there at the last visit; nothing if none has come since.
pub fn left_off(state: &ReaderState, shown: &Shown, entries: &[Entry], layout: Layout) -> Option<Slug> {
    if !is_settled(state) {
        return None;
    }
    let first_old = entries.iter().position(|entry| !state.visit.is_new(&entry.story)).filter(|place| *place > 0)?;
    // A lead that was there is printed before what has come since.
    let has_lead = layout == Layout::Front && shown.before == 0 && state.view.text.trim().is_empty();
    let is_lead = has_lead && lead_place(entries) == first_old;
    entries.get(first_old + usize::from(is_lead)).map(|entry| entry.story.slug.clone())
}

/// True once the stories stand in the order in which they came.
fn is_settled(state: &ReaderState) -> bool {
    !is_reading(state) && state.request(0).sort == Sort::Newest
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use dateline_search::Results;
    use dateline_story::{Picture, Story, Timestamp};

    use super::*;
    use crate::library::SharedLibrary;
    use crate::{state::Phase, view::View, visit::Visit};

    /// Stories of these days of a month, a capital letter for one with a picture.
    fn list(days: &[(char, u8)]) -> Vec<Entry> {
        let entry = |(name, day): &(char, u8)| {
            let mut story = Story::new(name.to_string(), name.to_string());
            story.published = Timestamp::from_day(2012, 2, *day);
            story.lead = name.is_uppercase().then(Picture::default);
            Entry::plain(Rc::new(story))
        };
        days.iter().map(entry).collect()
    }

    fn shown() -> Shown {
        let results = Rc::new(Results::default());
        Shown {
            stories: 4,
            results,
            sureness: Default::default(),
            asked: Default::default(),
            is_awaited: false,
            hits: Rc::default(),
            edition: 0,
            turn: 0,
            before: 0,
            is_behind: false,
            new: 0,
        }
    }

    fn state(left_off: Option<u8>) -> ReaderState {
        let mut state = ReaderState::new(SharedLibrary::default(), View::default());
        let left_off = left_off.and_then(|day| Timestamp::from_day(2012, 2, day)).map(minutes);
        state.visit = Visit { left_off, ..Visit::default() };
        state.feed.phase = Phase::Done;
        state
    }

    #[track_caller]
    fn check(days: &[(char, u8)], last_visit: Option<u8>, layout: Layout, expected: Option<&str>) {
        let found = left_off(&state(last_visit), &shown(), &list(days), layout);
        assert_eq!(expected, found.as_ref().map(Slug::as_str));
    }

    #[test]
    fn the_line_stands_before_the_first_story_that_was_there() {
        let days = [('A', 9), ('b', 8), ('C', 7), ('d', 6)];
        check(&days, Some(7), Layout::List, Some("C"));
        check(&days, Some(9), Layout::List, None);
        check(&days, Some(1), Layout::List, None);
        check(&days, None, Layout::List, None);
        check(&[], Some(7), Layout::List, None);
    }

    #[test]
    fn a_lead_that_was_there_stays_above_what_has_come_since() {
        let days = [('a', 9), ('B', 8), ('c', 7), ('d', 6)];
        check(&days, Some(8), Layout::Front, Some("c"));
        check(&days, Some(8), Layout::Grid, Some("B"));
        check(&days, Some(7), Layout::Front, Some("c"));
        check(&days[..2], Some(8), Layout::Front, None);
    }

    #[test]
    fn only_a_whole_list_says_what_was_newest() {
        let newest_of = |state: &ReaderState| newest(state, &shown(), &list(&[('a', 9), ('b', 8)])).is_some();
        let mut state = state(None);
        assert!(newest_of(&state));
        state.view.look_for("ferry");
        assert!(!newest_of(&state));
    }
}
