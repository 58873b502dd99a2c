//! Every payload of `hostile/payloads.txt` through the door for feeds and then through the reader's own parts, natively:
//! addresses that are safe to link come out, and of the markup nothing but words.
//!
//! `browser/scenarios/hostile.rs` shows the same stories in browsers; what is found here is found in a second.

#[path = "hostile/feed.rs"]
mod feed;
#[path = "hostile/formats.rs"]
mod formats;

use std::rc::Rc;

use dateline::{
    marking::Marking,
    parts::story_card::{CardShape, StoryCard},
    screens::story::StoryScreen,
    words::Words,
};
use dateline_formats::read_feed;
use dateline_story::{Lang, Story, WebUrl};
use yew::prelude::*;

const EVIL: &str = "https://evil.example";
const PICS: &str = "https://pics.example";

#[derive(Properties, PartialEq)]
struct EverywhereProps {
    story: Rc<Story>,
}

/// A story in each shape of card and whole, with all that looks like a payload marked as if it had been searched for.
#[component]
fn Everywhere(props: &EverywhereProps) -> Html {
    let words = Words::english(&Lang::new("en").expect("a tag"));
    let marking = Marking::new(|text| text.match_indices("pwn").map(|(at, found)| at..at + found.len()).collect());
    html! {
        <>
            for shape in [CardShape::Lead, CardShape::Plain, CardShape::Line, CardShape::Hit] {
                <StoryCard story={props.story.clone()} {shape} heading_level={3} words={words.clone()} marking={marking.clone()}
                    on_open={Some(Callback::noop())} on_tag={Callback::noop()} />
            }
            <StoryScreen story={props.story.clone()} {words} {marking} heading_level={2} on_tag={Callback::noop()} />
        </>
    }
}

fn drawn(story: Story) -> String {
    let renderer = yew::LocalServerRenderer::<Everywhere>::with_props(EverywhereProps { story: Rc::new(story) });
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime without drivers");
    runtime.block_on(renderer.hydratable(false).render())
}

#[test]
fn payloads_are_drawn_as_words_and_safe_addresses() {
    let payloads = feed::payloads(EVIL, PICS);
    println!("{} payloads", payloads.len());
    assert!(payloads.len() >= 300, "only {} payloads", payloads.len());
    let base = WebUrl::parse("https://paper.example/feed.json").expect("a fixed address");
    let read = read_feed(feed::feed(&payloads, EVIL, PICS).to_string().as_bytes(), &base);
    let ids: Vec<&str> = read.stories.iter().map(|story| story.id.as_str()).collect();
    assert_eq!(feed::ids(&payloads), ids, "no payload costs a story");
    assert_eq!(None, read.head.next, "nothing leads on from here");
    check_all(read.stories);
}

#[test]
fn payloads_in_other_formats_are_drawn_as_words_and_safe_addresses() {
    let payloads = feed::payloads(EVIL, PICS);
    let base = WebUrl::parse(&format!("{PICS}/feed")).expect("an address");
    for served in formats::all(&payloads, PICS) {
        let read = read_feed(served.text.as_bytes(), &base);
        assert_eq!(Some(served.name), read.head.format.map(dateline_formats::Format::name));
        let ids: Vec<&str> = read.stories.iter().map(|story| story.id.as_str()).collect();
        assert_eq!(served.ids, ids, "no payload costs a story of {}", served.name);
        println!("{} ({}): {} stories", served.name, served.media_type, ids.len());
        check_all(read.stories);
    }
}

fn check_all(stories: Vec<Story>) {
    for story in stories {
        let pictures: Vec<String> =
            story.pictures().flat_map(|picture| &picture.sources).map(|source| source.url.to_string()).collect();
        // Else the browser tests could not tell a payload's request from a picture's.
        assert!(pictures.iter().all(|url| url.starts_with(PICS)), "{}: pictures {pictures:?}", story.id);
        let id = story.id.clone();
        check(&id, &drawn(story));
    }
}

/// All tags in markup that was drawn are ours: words have their `<` escaped, so each one left must begin such a tag.
#[track_caller]
fn check(id: &str, html: &str) {
    for piece in html.split('<').skip(1) {
        let name: String = piece.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(feed::ELEMENTS.contains(&name.as_str()), "{id}: <{piece}");
        if !piece.starts_with('/') {
            let (tag, _) = attributes(&piece[name.len()..]).unwrap_or_else(|| panic!("{id}: <{piece}"));
            tag.iter().for_each(|(name, value)| check_attribute(id, name, value));
        }
    }
}

#[track_caller]
fn check_attribute(id: &str, name: &str, value: &str) {
    assert!(feed::ATTRIBUTES.contains(&name) || name.starts_with("aria-"), "{id}: {name}=\"{value}\"");
    let is_web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    match name {
        "src" => assert!(is_web(value), "{id}: {value}"),
        "srcset" => assert!(value.split(", ").all(is_web), "{id}: {value}"),
        "href" => assert!(is_web(value) || value.starts_with("mailto:") || value.starts_with("tel:"), "{id}: {value}"),
        "alt" | "title" | "aria-label" => {}
        _ => assert!(!value.contains("pwn"), "{id}: {name}=\"{value}\""),
    }
}

/// The attributes of a tag after its name, and what follows its end; nothing if this is no tag as the renderer writes them.
fn attributes(mut rest: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '/']);
        if let Some(after) = rest.strip_prefix('>') {
            return Some((found, after));
        }
        let end = rest.find(['=', ' ', '>'])?;
        let (name, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(after) => {
                let (value, after) = after.split_once('"')?;
                found.push((name, value));
                rest = after;
            }
            None => {
                found.push((name, ""));
                rest = after;
            }
        }
    }
}
