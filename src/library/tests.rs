use super::*;
use crate::testing::searchable;

#[test]
fn a_story_is_taken_once_and_only_when_its_time_has_come() {
    let mut library = searchable();
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

#[test]
fn a_language_that_comes_late_is_told_to_those_that_know_none() {
    let mut library = searchable();
    let now = Timestamp::from_seconds(100);
    let (turkish, french) = (Lang::new("tr").expect("a tag"), Lang::new("fr"));
    for (id, lang) in [("a", None), ("b", french.clone()), ("c", None)] {
        library.add(Story { lang, ..Story::new(id, "Irmaklar") }, now);
    }
    for id in [1, 2] {
        library.tell_lang(StoryId(id), &turkish);
    }
    let langs: Vec<Option<&Lang>> = library.stories().iter().map(|story| story.lang.as_ref()).collect();
    let (french, turkish) = (french.as_ref(), Some(&turkish));
    assert_eq!(vec![None, french, turkish, french, turkish], langs);
    assert_eq!((Some(StoryId(4)), StoryId(4)), (library.find(&Slug::from_id("c")), library.now(StoryId(2))));
    let request = crate::view::View::default().request(9);
    let found = dateline_search::search(library.index().expect("a catalogue"), &request);
    let ids: Vec<u32> = found.hits.iter().map(|hit| hit.story.0).collect();
    assert_eq!((3, vec![0, 3, 4]), (library.len(), ids));
}

#[test]
fn a_copy_lasts_until_the_feed_has_come() {
    let mut library = searchable();
    let now = Timestamp::from_seconds(100);
    for (id, headline) in [("a", "Same"), ("b", "Corrected since"), ("c", "Withdrawn since")] {
        library.add_copied(Story::new(id, headline), now, 0);
    }
    library.add_copied(Story::new("d", "Of another feed"), now, 1);
    assert_eq!(4, library.len());
    assert!(!library.add(Story::new("a", "Same"), now));
    assert!(library.add(Story::new("b", "Corrected"), now));
    library.end_copy(0);
    let headline =
        |id: &str| library.find(&Slug::from_id(id)).map(|id| library.stories[id.0 as usize].headline.clone());
    assert_eq!([Some("Same".into()), Some("Corrected".into()), None], ["a", "b", "c"].map(headline));
    assert_eq!((3, 3), (library.len(), library.index().map_or(0, Index::len)));
}

#[test]
fn a_later_version_takes_the_place_of_an_earlier_one() {
    let mut library = searchable();
    let now = Timestamp::from_seconds(100);
    let version = |headline: &str, updated| {
        let mut story = Story::new("a", headline);
        story.updated = Some(Timestamp::from_seconds(updated));
        story
    };
    assert!(library.add(version("One", 10), now));
    assert!(!library.add(version("Same", 10), now));
    assert!(library.add(version("Two", 20), now));
    assert!(!library.add(version("Old", 5), now));
    let id = library.find(&Slug::from_id("a")).expect("it is there");
    assert_eq!((1, "Two"), (library.len(), library.story(id).expect("it is there").headline.as_str()));
    assert_eq!(1, library.index().map_or(0, Index::len));

    let mut withdrawn = version("Gone", 30);
    withdrawn.status.embargoed_until = Some(Timestamp::from_seconds(200));
    assert!(!library.add(withdrawn, now));
    assert!(library.is_empty() && library.index().is_some_and(Index::is_empty));
}
