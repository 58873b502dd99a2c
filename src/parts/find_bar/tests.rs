use super::*;
use crate::testing::{check_html, english};

#[component]
fn Hinted() -> Html {
    let hint =
        |text: &'static str, kind| Hint { text: text.into(), kind, count: Some(9), taken: Taken::Typed(text.into()) };
    let story = Hint {
        text: "The harbour closes".into(),
        kind: Some("hint_story"),
        count: None,
        taken: Taken::Opened(Slug::from_id("a")),
    };
    let hints = Rc::new(vec![hint("harbours", Some("hint_tag")), hint("harbour", None), story]);
    let props = FindBarProps {
        hinting: Hinting::default(),
        typed: "harb".into(),
        stories: 48,
        has_field: true,
        summary: "12 stories, best first".into(),
        children: Html::default(),
        words: english(),
        on_typed: Callback::noop(),
        on_open: Callback::noop(),
    };
    bar(&props, &use_mut_ref(Draft::default), &hints, &use_state(|| None), &use_node_ref())
}

#[test]
fn letters_stand_until_they_are_answered_and_give_way_to_what_was_not_typed() {
    let mut draft = Draft::default();
    let typed = |draft: &mut Draft, text: &'static str| draft.open.push(text.into());
    let shown = |draft: &mut Draft, answered: &'static str| draft.shown(&answered.into()).to_string();
    typed(&mut draft, "a");
    typed(&mut draft, "ab");
    assert_eq!("ab", shown(&mut draft, ""));
    assert_eq!("ab", shown(&mut draft, "a"));
    typed(&mut draft, "abc");
    assert_eq!("abc", shown(&mut draft, "ab"));
    assert_eq!("abc", shown(&mut draft, "abc"));
    assert_eq!("", shown(&mut draft, ""));
    typed(&mut draft, "b");
    assert_eq!("harbour", shown(&mut draft, "harbour"));
}

#[test]
fn hints_say_what_they_are_and_how_many_stories_have_them() {
    check_html("find-bar-hints", html! { <Hinted /> });
}
