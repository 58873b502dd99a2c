//! One story in a list, with the publisher's own markup: a `<template>` on the page, whose placeholders are filled.
//!
//! What is put where is decided here; the nodes are cloned by the loader, which has the template. Values are plain text, and
//! addresses have been checked when the story was read.

use std::rc::Rc;

use dateline_story::{Alt, Picture, Slug, Story, Timestamp};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::words::{DayStyle, Words};

/// The names of placeholders that have a value, with it.
pub type Values = Vec<(&'static str, String)>;

/// Draws the publisher's markup with these values into an element.
pub type Fill = Callback<(Element, Values)>;

/// What such a card needs.
#[derive(Properties, PartialEq)]
pub struct OwnCardProps {
    /// The story, shared with the list that holds it.
    pub story: Rc<Story>,
    /// The words of the interface.
    pub words: Words,
    /// Draws it.
    pub fill: Fill,
    /// Called when the reader presses what is marked with `data-open`.
    pub on_open: Option<Callback<Slug>>,
}

/// A card as the publisher draws it.
#[component]
pub fn OwnCard(props: &OwnCardProps) -> Html {
    let story = &props.story;
    let place = use_node_ref();
    let drawn = (story.clone(), props.words.clone(), props.fill.clone());
    use_effect_with(drawn, {
        let place = place.clone();
        move |(story, words, fill)| {
            if let Some(place) = place.cast::<Element>() {
                fill.emit((place, values(story, words)));
            }
        }
    });
    let open = props.on_open.as_ref().map(|on_open| {
        let (on_open, slug) = (on_open.clone(), story.slug.clone());
        Callback::from(move |event: MouseEvent| {
            if is_to_open(&event) {
                event.prevent_default();
                on_open.emit(slug.clone());
            }
        })
    });
    html! {
        <article
            ref={place}
            class="card card--own"
            part="card"
            data-slug={story.slug.to_string()}
            lang={story.lang.as_ref().map(ToString::to_string)}
            dir={story.dir.as_str()}
            onclick={open}
        />
    }
}

/// True for a plain press of something marked with `data-open`.
fn is_to_open(event: &MouseEvent) -> bool {
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0;
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    !elsewhere && pressed.is_some_and(|element| element.closest("[data-open]").ok().flatten().is_some())
}

fn values(story: &Story, words: &Words) -> Values {
    let lead = story.lead.as_ref();
    let best = lead.and_then(Picture::best);
    let names = || story.byline.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
    let alt = lead.and_then(|picture| match &picture.alt {
        Alt::Text(text) => Some(text.clone()),
        _ => None,
    });
    let pixels = |size: Option<u32>| size.map(|pixels| pixels.to_string());
    let values = [
        ("id", Some(story.id.clone())),
        ("slug", Some(story.slug.to_string())),
        ("url", story.url.as_ref().map(ToString::to_string)),
        ("headline", Some(story.headline.clone())),
        ("kicker", story.kicker.clone()),
        ("section", story.section.clone()),
        ("standfirst", story.standfirst.clone()),
        ("place", story.dateline.as_ref().map(|dateline| dateline.place.clone())),
        ("byline", Some(story.byline.printed.clone().unwrap_or_else(names))),
        ("date", story.date().map(|at| words.day(at, DayStyle::Short))),
        ("published", story.date().map(Timestamp::to_rfc3339)),
        ("tags", Some(story.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", "))),
        ("picture", best.map(|source| source.url.to_string())),
        ("width", pixels(best.and_then(|source| source.width))),
        ("height", pixels(best.and_then(|source| source.height))),
        ("alt", alt),
        ("caption", lead.and_then(|picture| picture.caption.as_ref()).map(|caption| caption.as_str().to_owned())),
        ("credit", lead.and_then(|picture| picture.credit.clone())),
    ];
    values.into_iter().filter_map(|(name, value)| Some((name, value?))).filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use dateline_story::{Dateline, Person, Source, Tag, Text, WebUrl};

    use super::*;
    use crate::testing::english;

    #[track_caller]
    fn check(story: &Story, expected: &[(&str, &str)]) {
        let values = values(story, &english());
        assert_eq!(expected, values.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>());
    }

    #[test]
    fn what_a_story_lacks_has_no_value() {
        check(&Story::new("a", "<b>Bold</b>"), &[("id", "a"), ("slug", "a"), ("headline", "<b>Bold</b>")]);
    }

    #[test]
    fn values_are_plain_text() {
        let mut story = Story::new("a", "A");
        let url = |address| WebUrl::parse(address).expect("an address");
        story.url = Some(url("https://paper.example/a"));
        story.dateline = Some(Dateline { place: "BEIRUT".into(), day: Some("February 7".into()) });
        story.published = Timestamp::from_day(2012, 2, 8);
        story.byline.people = ["Ines Falk", "Olu Brandt"].map(|name| Person { name: name.into(), url: None }).into();
        story.tags = ["UN", "strike"].into_iter().filter_map(Tag::new).collect();
        let source = |address, width| Source { url: url(address), width, height: None };
        story.lead = Some(Picture {
            sources: vec![
                source("https://img.example/s.jpg", Some(300)),
                source("https://img.example/l.jpg", Some(900)),
            ],
            alt: Alt::Text("Hands".into()),
            caption: Some(Text::plain("In the hall.")),
            credit: Some("Ada Moss".into()),
            ..Picture::default()
        });
        check(
            &story,
            &[
                ("id", "a"),
                ("slug", "a"),
                ("url", "https://paper.example/a"),
                ("headline", "A"),
                ("place", "BEIRUT"),
                ("byline", "Ines Falk, Olu Brandt"),
                ("date", "8 Feb 2012"),
                ("published", "2012-02-08T00:00:00Z"),
                ("tags", "UN, strike"),
                ("picture", "https://img.example/l.jpg"),
                ("width", "900"),
                ("alt", "Hands"),
                ("caption", "In the hall."),
                ("credit", "Ada Moss"),
            ],
        );
    }
}
