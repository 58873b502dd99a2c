use dateline_story::WebUrl;

use super::*;
use crate::{failure::Failure, testing::searchable};

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
    state.library.0.borrow_mut().add(dateline_story::Story::new("a", "A"), dateline_story::Timestamp::from_seconds(0));
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
