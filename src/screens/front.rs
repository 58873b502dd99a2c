//! The list of stories, in each of its layouts.

use std::rc::Rc;

use dateline_story::Slug;
use yew::prelude::*;

use crate::{
    config::Layout,
    hooks::use_entries::Entry,
    marking::Marking,
    marks::Marks,
    parts::{
        own_card::{Fill, OwnCard},
        story_card::{CardShape, StoryCard},
    },
    words::Words,
};

/// How far down the newest stories a lead with a picture is looked for.
pub const LEAD_AMONG: usize = 4;
/// Stories in the rail beside the lead.
const RAIL: usize = 3;
/// With fewer stories than this there is no rail: the page would be all head and no body.
const RAIL_FROM: usize = 6;

/// What all cards of a list share.
#[derive(Clone, PartialEq)]
pub struct CardStyle {
    /// The level of a card's headline.
    pub heading_level: u8,
    /// The words of the interface.
    pub words: Words,
    /// What was searched for.
    pub marking: Marking,
    /// Called when the reader opens a story; without it headlines lead to the publisher's page.
    pub on_open: Option<Callback<Slug>>,
    /// Draws cards with the publisher's own markup; without it they are ours.
    pub fill: Option<Fill>,
    /// Called with a tag's name when the reader chooses it.
    pub on_tag: Callback<AttrValue>,
    /// The story before which the reader left off.
    pub left_off: Option<Slug>,
    /// What the reader has saved and read.
    pub marks: Rc<Marks>,
    /// Called with a story that is to be saved, or given up.
    pub on_save: Callback<Slug>,
    /// True if pictures are fetched only when the reader asks for one.
    pub pictures_on_request: bool,
    /// How many stories the list will have.
    pub total: usize,
    /// How many of them have cards so far.
    pub drawn: usize,
    /// Another number for a list that has taken another's place by itself: its cards come in place of the old ones, rather
    /// than being pushed about.
    pub turn: u32,
}

/// Draws the list as far as it has cards: results always one under another, all else in the layout that the page asks for.
pub fn list(entries: &[Entry], layout: Layout, searched: bool, style: &CardStyle) -> Html {
    let is_front = layout == Layout::Front && !searched;
    // Which story leads is settled before the first card is drawn.
    let ordered = if is_front { lead_first(entries) } else { entries.to_vec() };
    let entries = &ordered[..style.drawn.min(ordered.len())];
    match layout {
        Layout::Headlines => lines(entries, style),
        Layout::List => column(entries, CardShape::Hit, style),
        _ if searched => column(entries, CardShape::Hit, style),
        Layout::Grid => {
            html! { <div class="front" key={style.turn}>{ rows(entries, 0, entries.len() == style.total, style) }</div> }
        }
        Layout::Front => front(entries, style),
    }
}

/// Headlines one under another.
pub fn lines(entries: &[Entry], style: &CardStyle) -> Html {
    column(entries, CardShape::Line, style)
}

fn column(entries: &[Entry], shape: CardShape, style: &CardStyle) -> Html {
    let class = if shape == CardShape::Line { "lines" } else { "hits" };
    html! { <div {class} key={style.turn}>{ cards(entries, shape, 0, style) }</div> }
}

/// A lead, which comes first, a rail beside it, and rows below.
fn front(entries: &[Entry], style: &CardStyle) -> Html {
    let (head, rest) = entries.split_at(entries.len().min(1));
    let rail = if style.total >= RAIL_FROM { RAIL } else { 0 };
    let (beside, below) = rest.split_at(rail.min(rest.len()));
    // Another lead makes another page as well.
    let lead = head.first().map_or("", |entry| entry.story.slug.as_str());
    let key = [lead, " ", &style.turn.to_string()].concat();
    html! {
        <div class={if rail > 0 { "front front--railed" } else { "front" }} {key}>
            { cards(head, CardShape::Lead, 1, style) }
            if rail > 0 {
                <div class="rail" key="rail">{ cards(beside, CardShape::Line, 0, style) }</div>
            }
            { rows(below, if rail > 0 { 0 } else { 2 }, entries.len() == style.total, style) }
        </div>
    }
}

fn rows(entries: &[Entry], eager: usize, is_whole: bool, style: &CardStyle) -> Html {
    // Only the last row of a list that is drawn to its end is filled: while more come, their places must not move.
    let class = classes!("rows", is_whole.then_some("rows--whole"));
    html! { <div {class} key="rows">{ cards(entries, CardShape::Plain, eager, style) }</div> }
}

/// The first of the newest stories that has a picture leads; the others keep their order.
fn lead_first(entries: &[Entry]) -> Vec<Entry> {
    let mut ordered = entries.to_vec();
    if let Some(newest) = ordered.get_mut(..=lead_place(entries)) {
        newest.rotate_right(1);
    }
    ordered
}

/// The place of the story that leads.
pub fn lead_place(entries: &[Entry]) -> usize {
    entries.iter().take(LEAD_AMONG).position(|entry| entry.story.lead.is_some()).unwrap_or(0)
}

/// Cards of one shape; the pictures of the first `eager` are fetched at once.
fn cards(entries: &[Entry], shape: CardShape, eager: usize, style: &CardStyle) -> Html {
    if let Some(fill) = &style.fill {
        return own_cards(entries, fill, style);
    }
    let one = |(place, entry): (usize, &Entry)| {
        html! {
            <StoryCard
                key={entry.story.slug.as_str()}
                story={entry.story.clone()}
                {shape}
                heading_level={style.heading_level}
                words={style.words.clone()}
                marking={style.marking.clone()}
                passage={entry.passage.clone()}
                eager={place < eager}
                is_left_off={style.left_off.as_ref() == Some(&entry.story.slug)}
                is_read={style.marks.read.contains(&entry.story.slug)}
                is_saved={style.marks.saved.contains(&entry.story.slug)}
                on_save={style.on_save.clone()}
                pictures_on_request={style.pictures_on_request}
                on_open={style.on_open.clone()}
                on_tag={style.on_tag.clone()}
            />
        }
    };
    entries.iter().enumerate().map(one).collect()
}

/// Cards as the publisher draws them.
fn own_cards(entries: &[Entry], fill: &Fill, style: &CardStyle) -> Html {
    let one = |entry: &Entry| {
        html! {
            <OwnCard
                key={entry.story.slug.as_str()}
                story={entry.story.clone()}
                words={style.words.clone()}
                fill={fill.clone()}
                on_open={style.on_open.clone()}
            />
        }
    };
    entries.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use dateline_story::{Picture, Story};

    use super::*;

    fn entry(name: &str, pictured: bool) -> Entry {
        let mut story = Story::new(name, name);
        story.lead = pictured.then(Picture::default);
        Entry::plain(Rc::new(story))
    }

    #[track_caller]
    fn check(pictured: &[bool], expected: &str) {
        let entries: Vec<Entry> =
            pictured.iter().zip("abcdefgh".chars()).map(|(has, name)| entry(&name.to_string(), *has)).collect();
        let order: String = lead_first(&entries).iter().map(|entry| entry.story.headline.clone()).collect();
        assert_eq!(expected, order);
    }

    #[test]
    fn the_first_story_with_a_picture_leads_if_it_is_new_enough() {
        check(&[], "");
        check(&[false], "a");
        check(&[true, true, false], "abc");
        check(&[false, false, true, true], "cabd");
        check(&[false, false, false, false, true], "abcde");
    }
}
