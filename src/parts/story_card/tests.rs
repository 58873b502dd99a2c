use dateline_story::{Dateline, Lang, Picture, Source, Text, Timestamp, WebUrl};

use super::*;
use crate::testing::{check_html, english};

fn envoy() -> Story {
    let mut story = Story::new("envoy-leaves", "Envoy leaves with a promise & a map");
    story.url = WebUrl::parse("https://paper.example/envoy").ok();
    story.kicker = Some("Diplomacy".into());
    story.standfirst = Some("Both sides have heard it before.".into());
    story.dateline = Some(Dateline { place: "Beirut".into(), day: None });
    story.published = Timestamp::from_day(2012, 2, 8);
    story.lang = Lang::new("en");
    story.byline.people = vec![dateline_story::Person { name: "A. Writer".into(), url: None }];
    story.tags = ["protest", "UN", "killing", "massacre"].into_iter().filter_map(Tag::new).collect();
    story.lead = Some(Picture {
        sources: vec![Source {
            url: WebUrl::parse("https://paper.example/a.svg").expect("an address"),
            width: None,
            height: None,
        }],
        caption: Some(Text::plain("On the steps.")),
        ..Picture::default()
    });
    story
}

fn card(story: Story, shape: CardShape, passage: Option<Passage>) -> Html {
    html! {
        <StoryCard story={Rc::new(story)} {shape} heading_level={3} words={english()} passage={passage.map(Rc::new)}
            on_open={Some(Callback::noop())} on_tag={Callback::noop()} />
    }
}

#[test]
fn a_lead_puts_the_dateline_before_the_standfirst() {
    check_html("card-lead", card(envoy(), CardShape::Lead, None));
}

#[test]
fn a_plain_card_shows_three_tags() {
    check_html("card-plain", card(envoy(), CardShape::Plain, None));
}

#[test]
fn a_line_has_no_picture_and_no_tags() {
    check_html("card-line", card(envoy(), CardShape::Line, None));
}

#[test]
fn a_card_says_that_the_reader_left_off_before_it() {
    check_html(
        "card-left-off",
        html! {
            <StoryCard story={Rc::new(Story::new("x", "Only a headline"))} shape={CardShape::Line} heading_level={3}
                words={english()} is_left_off=true on_open={None::<Callback<Slug>>} on_tag={Callback::noop()} />
        },
    );
}

#[test]
fn a_hit_shows_where_it_matched() {
    let passage = Passage {
        label: Some("found_in_caption"),
        text: "On the steps.".into(),
        marks: std::iter::once(7..12).collect(),
        cut_before: true,
        ..Passage::default()
    };
    check_html("card-hit", card(envoy(), CardShape::Hit, Some(passage)));
}

#[test]
fn words_of_ours_on_a_card_in_another_language_say_so() {
    let mut story = envoy();
    story.lang = Lang::new("ar");
    check_html("card-abroad", card(story, CardShape::Plain, None));
}

#[test]
fn a_bare_story_is_a_headline_with_a_button() {
    check_html("card-bare", card(Story::new("x", "Only a headline"), CardShape::Plain, None));
}
