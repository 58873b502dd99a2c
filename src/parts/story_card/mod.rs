//! One story in a list.

use std::rc::Rc;

use dateline_story::{Slug, Story, Tag};
use yew::{prelude::*, virtual_dom::VNode};

use super::{
    figure::Figure,
    meta::{dateline, meta},
    rich_text::marked,
    tag_list::tag_list,
};
use crate::{
    marking::{Marking, Passage},
    words::Words,
};

/// How many tags a card in a row shows; the story shows them all.
const TAGS_ON_A_CARD: usize = 3;

/// How much room a story takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardShape {
    /// The story that leads the page.
    Lead,
    /// One of the stories in rows.
    Plain,
    /// Headline and dateline only: in the rail, or in the layout `headlines`.
    Line,
    /// A result: headline, and the passage that matched.
    Hit,
}

impl CardShape {
    fn class(self) -> &'static str {
        match self {
            Self::Lead => "card--lead",
            Self::Plain => "card--plain",
            Self::Line => "card--line",
            Self::Hit => "card--hit",
        }
    }

    /// The picture's width for HTML's `sizes`. Container queries cannot be asked here, so these are the widest cases.
    fn sizes(self) -> &'static str {
        match self {
            Self::Lead => "(min-width: 60em) 640px, 100vw",
            Self::Hit => "160px",
            Self::Plain | Self::Line => "(min-width: 60em) 300px, (min-width: 36em) 50vw, 100vw",
        }
    }
}

/// What a card needs.
#[derive(Properties, PartialEq)]
pub struct StoryCardProps {
    /// The story, shared with the list that holds it.
    pub story: Rc<Story>,
    /// How much room it takes.
    pub shape: CardShape,
    /// 1 to 6, the level of its headline.
    pub heading_level: u8,
    /// The words of the interface.
    pub words: Words,
    /// What was searched for.
    #[prop_or_default]
    pub marking: Marking,
    /// The passage that matched, shown instead of the standfirst.
    #[prop_or_default]
    pub passage: Option<Rc<Passage>>,
    /// True for a picture on the first screen.
    #[prop_or_default]
    pub eager: bool,
    /// True if the reader has opened it before.
    #[prop_or_default]
    pub is_read: bool,
    /// True if the reader has saved it.
    #[prop_or_default]
    pub is_saved: bool,
    /// Called when it is to be saved, or given up; without it there is no such button.
    #[prop_or_default]
    pub on_save: Option<Callback<Slug>>,
    /// True if its picture is fetched only when the reader asks for it.
    #[prop_or_default]
    pub pictures_on_request: bool,
    /// True for the first of the stories that were there when the reader was here last, below those that have come since.
    #[prop_or_default]
    pub is_left_off: bool,
    /// Called when the reader opens the story; without it the headline leads to the publisher's page.
    pub on_open: Option<Callback<Slug>>,
    /// Called with a tag's name when the reader chooses it.
    pub on_tag: Callback<AttrValue>,
}

/// One story in a list. In the document the headline comes before the picture, whatever the page shows first.
#[component]
pub fn StoryCard(props: &StoryCardProps) -> Html {
    let story = &props.story;
    let words = props.words.inside(story.lang.as_ref());
    let picture = story.lead.as_ref().filter(|_| props.shape != CardShape::Line);
    let class = classes!(
        "card",
        props.shape.class(),
        picture.map(|_| "card--pictured"),
        props.is_read.then_some("card--read"),
        props.is_left_off.then_some("card--left-off"),
    );

    html! {
        <article
            {class}
            part="card"
            data-slug={story.slug.to_string()}
            lang={story.lang.as_ref().map(ToString::to_string)}
            dir={story.dir.as_str()}
        >
            if props.is_left_off {
                <p class="card__left-off" part="left-off" lang={words.own_lang()} dir={words.own_dir()}>{ words.get("left_off") }</p>
            }
            <div class="card__words">
                { kicker(story, &props.marking) }
                { headline(props) }
                { summary(props, &words) }
                { meta(story, &words, &props.marking, !dateline_stands_before(props)) }
                { marks(props, &words) }
                { tag_list(tags(props), &words, &props.marking, &props.on_tag) }
            </div>
            if let Some(picture) = picture {
                <Figure picture={picture.clone()} {words} marking={props.marking.clone()}
                    sizes={props.shape.sizes()} eager={props.eager} cropped=true on_request={props.pictures_on_request} />
            }
        </article>
    }
}

/// That it was read, and a button to save it. In a line there is room for it only while it is used.
fn marks(props: &StoryCardProps, words: &Words) -> Html {
    let save = props.on_save.as_ref().map(|on_save| {
        let slug = props.story.slug.clone();
        save_button(&props.story, props.is_saved, words, &on_save.reform(move |()| slug.clone()))
    });
    if save.is_none() && !props.is_read {
        return Html::default();
    }
    html! {
        <p class="card__marks" lang={words.own_lang()}>
            if props.is_read { <span class="card__read">{ words.get("read") }</span> }
            { save.unwrap_or_default() }
        </p>
    }
}

/// The button that saves a story, or gives it up. It is called by the story's name too: a list has many of them.
pub fn save_button(story: &Story, is_saved: bool, words: &Words, on_save: &Callback<()>) -> Html {
    let label = words.get("save");
    let name = [label.as_str(), ": ", &story.headline].concat();
    html! {
        <button class="save" type="button" aria-label={name} aria-pressed={is_saved.to_string()} onclick={on_save.reform(|_: MouseEvent| ())}>
            { label }
        </button>
    }
}

/// As many tags as the shape has room for; a result shows them all, since any may have matched.
fn tags(props: &StoryCardProps) -> &[Tag] {
    let room = match props.shape {
        CardShape::Line => 0,
        CardShape::Hit => usize::MAX,
        CardShape::Lead | CardShape::Plain => TAGS_ON_A_CARD,
    };
    &props.story.tags[..room.min(props.story.tags.len())]
}

/// The label above a headline, if the story has one.
pub fn kicker(story: &Story, marking: &Marking) -> Html {
    let label = story.kicker.as_ref().or(story.section.as_ref());
    match label {
        Some(label) => html! { <p class="kicker" part="kicker">{ marked(label, &marking.of(label)) }</p> },
        None => Html::default(),
    }
}

fn headline(props: &StoryCardProps) -> Html {
    let story = &props.story;
    let words = marked(&story.headline, &props.marking.of(&story.headline));
    let open = props.on_open.as_ref().map(|on_open| {
        let slug = story.slug.clone();
        on_open.reform(move |_: MouseEvent| slug.clone())
    });
    let link: VNode = match &story.url {
        Some(url) => html! {
            <a class="card__link" href={url.to_string()} rel="noopener noreferrer" onclick={open.map(unless_a_new_tab)}>{ words }</a>
        },
        None => html! { <button class="card__link" type="button" onclick={open}>{ words }</button> },
    };
    html! {
        <@{format!("h{}", props.heading_level)} class="card__headline" part="headline">{ link }</@>
    }
}

/// Opens here on a plain click; with a modifier key the link is the browser's.
fn unless_a_new_tab(open: Callback<MouseEvent>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let elsewhere =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0;
        if !elsewhere {
            event.prevent_default();
            open.emit(event);
        }
    })
}

/// The passage that matched, else the standfirst, with the dateline before a lead's.
fn summary(props: &StoryCardProps, words: &Words) -> Html {
    let story = &props.story;
    if let Some(passage) = &props.passage {
        return passage_line(passage, words);
    }
    let Some(standfirst) = &story.standfirst else { return Html::default() };
    html! {
        <p class="card__standfirst" part="standfirst">
            if dateline_stands_before(props) {
                { dateline(story, &props.marking, None) }{ " — " }
            }
            { marked(standfirst, &props.marking.of(standfirst)) }
        </p>
    }
}

/// A lead prints its dateline before the standfirst; other cards have it in the line below.
fn dateline_stands_before(props: &StoryCardProps) -> bool {
    let story = &props.story;
    let plain = props.passage.is_none();
    props.shape == CardShape::Lead && plain && story.dateline.is_some() && story.standfirst.is_some()
}

fn passage_line(passage: &Passage, words: &Words) -> Html {
    let class = if passage.is_late { "card__standfirst snippet snippet--late" } else { "card__standfirst snippet" };
    html! {
        <p {class}>
            if let Some(label) = passage.label {
                <span class="snippet__field" lang={words.own_lang()}>{ words.get(label) }</span>{ " " }
            }
            if passage.cut_before { { "… " } }
            { marked(&passage.text, &passage.marks) }
            if passage.cut_after { { " …" } }
        </p>
    }
}

#[cfg(test)]
mod tests;
