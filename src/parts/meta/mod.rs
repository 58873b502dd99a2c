//! The line under a headline: where, who and when.

use dateline_story::{Byline, Lang, Story, Timestamp};
use yew::prelude::*;

use super::rich_text::marked;
use crate::{
    marking::Marking,
    words::{DayStyle, Words},
};

/// Dateline, byline and day of a story on a card. `with_dateline` is false where that stands elsewhere already.
pub fn meta(story: &Story, words: &Words, marking: &Marking, with_dateline: bool) -> Html {
    let place = (with_dateline && story.dateline.is_some()).then(|| dateline(story, marking, words.story_lang()));
    let by = (!story.byline.is_empty()).then(|| byline(&story.byline, words, marking));
    let day = story.date().map(|at| time(at, words, DayStyle::Short));
    let pieces: Vec<Html> = [place, by, day].into_iter().flatten().collect();
    if pieces.is_empty() {
        return Html::default();
    }
    html! { <p class="meta" part="meta" lang={words.own_lang()}>{ dotted(pieces) }</p> }
}

/// Pieces of a line with dots between them.
pub fn dotted(pieces: Vec<Html>) -> Html {
    let spaced = pieces.into_iter().enumerate().map(|(place, piece)| {
        html! {
            <>
                if place > 0 { <span class="meta__dot">{ " · " }</span> }
                { piece }
            </>
        }
    });
    spaced.collect()
}

/// Place and day of filing; nothing if the story has none. `lang` is what it has to say of its language.
pub fn dateline(story: &Story, marking: &Marking, lang: Option<AttrValue>) -> Html {
    let Some(dateline) = &story.dateline else { return Html::default() };
    html! {
        <span class="dateline" part="dateline" {lang}>
            { marked(&dateline.place, &marking.of(&dateline.place)) }
            if let Some(day) = &dateline.day { { story.lang.as_ref().map_or(", ", Lang::comma) }{ day } }
        </span>
    }
}

/// Who wrote it: the line as printed, else the names in order, linked where the feed says where.
pub fn byline(byline: &Byline, words: &Words, marking: &Marking) -> Html {
    // The phrase is cut at its gap, so that each name can be an element of its own.
    let phrase = words.get("by");
    let (before, after) = phrase.split_once("{names}").unwrap_or(("", ""));
    let names = match &byline.printed {
        Some(printed) => html! { <b lang={words.story_lang()}>{ marked(printed, &marking.of(printed)) }</b> },
        None => people(byline, words, marking),
    };
    html! { <span class="byline" part="byline" dir={words.own_dir()}>{ before.to_owned() }{ names }{ after.to_owned() }</span> }
}

fn people(byline: &Byline, words: &Words, marking: &Marking) -> Html {
    let gaps = if byline.people.len() > 1 { words.between(byline.people.len()) } else { Vec::new() };
    let names = byline.people.iter().enumerate().map(|(place, person)| {
        let name = html! { <b lang={words.story_lang()}>{ marked(&person.name, &marking.of(&person.name)) }</b> };
        html! {
            <>
                if let Some(gap) = place.checked_sub(1).and_then(|place| gaps.get(place)) { { gap } }
                if let Some(url) = &person.url {
                    <a href={url.to_string()} rel="author noopener noreferrer">{ name }</a>
                } else {
                    { name }
                }
            </>
        }
    });
    names.collect()
}

/// A day, readable by machines as well.
pub fn time(at: Timestamp, words: &Words, style: DayStyle) -> Html {
    html! { <time datetime={at.to_rfc3339()} dir={words.own_dir()}>{ words.day(at, style) }</time> }
}
