//! Suggestions, passages and related stories, after the list and the open story and never before them.

use dateline_search::Dropped;

use super::*;

/// Stories of which two are like each other.
fn journal() -> Files {
    Files::of(&[
        ("pier", "Ferry crews strike at the pier", "The ferry crews of the harbour stay at home.", 4),
        ("end", "Ferry strike ends", "The crews of the harbour sail again.", 5),
        ("eels", "A heron counts the eels", "It stands by the lock, and no ferry passes.", 2),
    ])
}

fn patient(typed: &str) -> Wish {
    Wish { is_patient: true, typed: typed.to_owned(), ..wish(typed) }
}

impl Reading {
    fn suggested(&self) -> Vec<String> {
        self.stacks.known().suggested.suggestions.iter().map(|suggestion| suggestion.text.clone()).collect()
    }

    fn related(&self) -> Vec<String> {
        let Some((_, fetched)) = self.stacks.known().related else { return Vec::new() };
        let library = self.library.0.borrow();
        let hits = merged(Results::default(), &fetched, &library).results.hits;
        hits.iter().map(|hit| library.story(hit.story).expect("a card").id.clone()).collect()
    }

    /// Opens a story that is listed, and lets it lie open.
    fn linger(&mut self, id: &str) -> StoryId {
        self.list("");
        let story = self.id(id);
        self.serve(&Wish { open: Some((story, Slug::from_id(id))), lingers: Some(story), ..wish("") });
        story
    }
}

#[test]
fn the_word_being_typed_goes_on_as_archives_suggest() {
    let other = Files::of(&[("bus", "Ferns by the bus stop", "At two.", 1)]);
    let mut reading = Reading::of(vec![("gazette", gazette()), ("herald", other)]);
    reading.serve(&Wish { typed: "fer".into(), ..wish("fer") });
    assert_eq!(["ferries", "ferns"], reading.suggested()[..]);
    assert_eq!("fer", reading.stacks.known().suggested.typed);
    reading.serve(&Wish { typed: "new".into(), ..wish("new") });
    // Both have the tag, and some of its stories may be the same.
    assert_eq!(
        [("News", None)],
        [(reading.suggested()[0].as_str(), reading.stacks.known().suggested.suggestions[0].count)]
    );
    reading.serve(&wish(""));
    assert!(reading.suggested().is_empty());
}

#[test]
fn suggestions_wait_until_the_list_is_there() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    let wanted = reading.stacks.turn(&Wish { typed: "fer".into(), ..wish("fer") }, Timestamp::from_seconds(0));
    assert!(reading.stacks.known().is_fetching);
    assert!(wanted.iter().all(|call| call.fetch.path.starts_with("roots/") || call.fetch.path.starts_with("words/")));
    assert!(reading.suggested().is_empty());
}

#[test]
fn with_patience_the_first_results_are_whole_so_that_passages_can_be_shown() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    reading.list("ferry");
    let partial = |reading: &Reading| {
        let ids = ["pier", "end", "eels"].map(|id| reading.id(id));
        ids.map(|id| reading.library.0.borrow().is_partial(id))
    };
    assert_eq!([true; 3], partial(&reading));
    reading.serve(&patient("ferry"));
    assert_eq!([false; 3], partial(&reading));
    let library = reading.library.0.borrow();
    let marker = &reading.stacks.known().fetched.expect("an answer").sources[0].marker;
    let snippet = marker.snippet(library.story(reading.id("eels")).expect("a card"), 99).expect("a passage");
    assert!(snippet.text.contains("no ferry passes"), "{}", snippet.text);
}

#[test]
fn a_list_that_answers_no_question_has_no_passages() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    reading.serve(&patient(""));
    assert!(reading.archives[0].1.asked.borrow().iter().all(|path| !path.starts_with("texts/")));
}

#[test]
fn a_story_that_stays_open_has_others_like_it() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    let story = reading.linger("pier");
    assert_eq!("end", reading.related()[0]);
    assert!(!reading.related().contains(&"pier".to_owned()));
    assert_eq!(Some(story), reading.stacks.known().related.map(|(story, _)| story));
    // Those of the next story are others.
    reading.linger("end");
    assert_eq!("pier", reading.related()[0]);
}

#[test]
fn a_story_of_a_feed_has_older_ones_like_it_out_of_archives() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    let mut fresh = Story::new("fresh", "Ferry crews strike again");
    fresh.published = Timestamp::from_day(2012, 2, 9);
    reading.library.0.borrow_mut().add(fresh, Timestamp::from_seconds(2_000_000_000));
    reading.linger("fresh");
    assert_eq!(["end", "pier"], reading.related()[..2]);
}

#[test]
fn who_spares_data_gets_what_was_asked_for_alone() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    reading.serve(&Wish { spares_data: true, ..patient("ferry") });
    let pier = reading.id("pier");
    assert!(reading.library.0.borrow().is_partial(pier));
    let open = Some((pier, Slug::from_id("pier")));
    let typed = "ferry".to_owned();
    reading.serve(&Wish { open, lingers: Some(pier), spares_data: true, typed, ..wish("ferry") });
    assert!(!reading.library.0.borrow().is_partial(pier) && reading.related().is_empty());
    assert_eq!(["ferry"], reading.suggested()[..]);
}

#[test]
fn texts_that_are_missing_leave_the_list_and_end_the_search_for_passages() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    reading.archives[0].1.files.retain(|path, _| !path.starts_with("texts/"));
    let before = reading.list("ferry");
    reading.serve(&patient("ferry"));
    assert_eq!(before, reading.shown());
    assert!(reading.codes().contains(&"archive-missing"));
    assert!(!reading.stacks.known().is_fetching);
}

#[test]
fn a_server_that_gives_whole_files_for_parts_is_not_asked_for_texts() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    let mut whole = 0;
    for _ in 0..20 {
        let calls = reading.stacks.turn(&patient("ferry"), Timestamp::from_seconds(2_000_000_000));
        for call in calls {
            whole += u32::from(call.fetch.range.is_some());
            let file = reading.archives[0].1.files[&call.fetch.path].clone();
            reading.archives[0].1.asked.borrow_mut().push(call.fetch.path.clone());
            reading.stacks.give(&call, Ok(Given::Whole(file)));
        }
        while reading.stacks.unpack() == Left::Needed {}
    }
    assert!(whole > 0 && !reading.stacks.known().brings_passages);
    assert!(reading.shown().contains("(3 Exact)"), "{}", reading.shown());
    assert!(reading.archives[0].1.asked.borrow().iter().all(|path| !path.starts_with("texts/")));
}

#[test]
fn the_next_key_does_not_wait_until_texts_are_unpacked() {
    let mut reading = Reading::of(vec![("gazette", journal())]);
    reading.list("ferry");
    let now = Timestamp::from_seconds(2_000_000_000);
    while reading.stacks.left() != Left::Needed || reading.stacks.known().is_fetching {
        let calls = reading.stacks.turn(&patient("ferry"), now);
        for call in calls {
            let given = reading.archives[0].1.answer(&call);
            reading.stacks.give(&call, given);
        }
        if reading.stacks.known().is_fetching {
            while reading.stacks.unpack() == Left::Needed {}
        }
    }
    // Texts are here and packed, and passages wait for them; the next list does not.
    let next = wish("strike");
    while reading.stacks.known().fetched.is_none_or(|fetched| fetched.request != next.request) {
        assert!(reading.stacks.turn(&next, now).is_empty());
        while reading.stacks.left() == Left::Needed {
            reading.stacks.unpack();
        }
    }
    assert_eq!(Left::Useful, reading.stacks.left());
}

#[test]
fn an_empty_list_says_what_dropping_a_filter_would_give() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    let narrowed = |tag: &str| {
        let mut wish = patient("ferry");
        wish.request.tags.chosen.push(tag.to_owned());
        wish
    };
    let ways = |reading: &Reading| {
        let ways = reading.stacks.known().ways;
        ways.found.iter().map(|(way, sureness)| (way.dropped.clone(), way.count, *sureness)).collect::<Vec<_>>()
    };
    let of_tag = |count, sureness| vec![(Dropped::Tag("Sport".into()), count, sureness)];
    reading.serve(&narrowed("News"));
    reading.serve(&Wish { is_patient: false, ..narrowed("Sport") });
    assert!(ways(&reading).is_empty());
    reading.serve(&narrowed("Sport"));
    assert_eq!(of_tag(2, Sureness::Exact), ways(&reading));
    assert_eq!(Request { limit: 0, ..narrowed("Sport").request }, reading.stacks.known().ways.request);

    let mut vain = patient("xylophone");
    vain.request.tags.chosen.push("News".to_owned());
    reading.serve(&vain);
    assert_eq!(vec![(Dropped::Text, 3, Sureness::Exact)], ways(&reading));

    // Two archives may have the same stories.
    let mut reading = Reading::of(vec![("gazette", gazette()), ("herald", gazette())]);
    reading.serve(&narrowed("Sport"));
    assert_eq!(of_tag(4, Sureness::About), ways(&reading));
}
