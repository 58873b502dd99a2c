//! Whatever a reader shows can be linked to: opened elsewhere, the link shows the same.

use dateline::view::{View, print_day};
use dateline_search::{DateRange, Sort, TagFilter, TagMode};
use dateline_story::{Slug, Timestamp};
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of(
        (-9999..=9999_i32, 1..=12_u8, 1..=31_u8).prop_map(|(year, month, day)| {
            Timestamp::from_day(year, month, day.min(28)).expect("every month has 28 days")
        }),
    )
}

prop_compose! {
    /// Anything that can be typed and chosen. Tags are of few letters, so that the same comes up on both sides.
    fn view()(
        text in prop_oneof![Just(String::new()), ".{0,220}", "[a-z:\"-]{1,9}( [a-zé]{1,9}){0,3}"],
        toggled in prop::collection::vec("[a-cÄ&=+%# ]{1,2}|.{1,9}", 0..60),
        excluded in prop::collection::vec("[a-cÄ&=+%# ]{1,2}|.{1,9}", 0..60),
        all: bool,
        from in day(),
        to in day(),
        sort in prop::option::of(prop::sample::select(vec![Sort::Newest, Sort::Oldest, Sort::Relevance])),
        open in prop::option::of((".{1,30}", prop::option::of(0..9_u32))),
    ) -> View {
        let (open, place) = open.unzip();
        let open = open.map(|id| Slug::from_id(&id));
        let mut view = View { range: DateRange { from, to }, open, place: place.flatten(), ..View::default() };
        view.look_for(&text);
        toggled.iter().for_each(|name| view.toggle_tag(name));
        excluded.iter().for_each(|name| view.exclude_tag(name));
        view.tags.mode = if all { TagMode::All } else { TagMode::Any };
        sort.into_iter().for_each(|sort| view.sort_by(sort));
        view
    }
}

/// The view that a fresh reader with the same preset shows at the address.
fn opened_elsewhere(view: &View, preset: &View) -> View {
    let pairs: Vec<(String, String)> =
        view.to_address(preset).into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    View::from_address(&pairs, preset)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_link_shows_what_it_was_taken_from(view in view(), preset in view()) {
        prop_assert_eq!(&view, &opened_elsewhere(&view, &View::default()));
        prop_assert_eq!(&view, &opened_elsewhere(&view, &preset));
        prop_assert_eq!(&preset, &opened_elsewhere(&preset, &preset));
        prop_assert_eq!(&View::default(), &opened_elsewhere(&View::default(), &preset));
    }
}

#[test]
fn an_address_is_readable() {
    let view = View {
        text: "ferry".into(),
        tags: TagFilter { chosen: vec!["UN".into()], excluded: vec!["sport".into()], mode: TagMode::All },
        range: DateRange { from: Timestamp::from_day(2009, 1, 1), to: Timestamp::from_day(2012, 2, 29) },
        sort: Some(Sort::Oldest),
        open: Some(Slug::from_id("mail-boat")),
        place: Some(7),
    };
    let pairs: Vec<String> =
        view.to_address(&View::default()).iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(
        "q=ferry&tag=UN&not=sport&match=all&from=2009-01-01&to=2012-02-29&sort=oldest&story=mail-boat&at=7",
        pairs.join("&")
    );
    assert!(View::default().to_address(&View::default()).is_empty());
    assert_eq!("-044-03-15", print_day(Timestamp::from_day(-44, 3, 15).expect("a day")));
}
