//! One story, whole, in the place of the list.

use std::rc::Rc;

use dateline_story::{Attachment, Block, Correction, Picture, Slug, Story, WebUrl};
use yew::prelude::*;

use super::gallery::use_gallery;
use crate::{
    hooks::{
        use_listening::Listening,
        use_sharing::{Sharing, use_sharing},
    },
    marking::Marking,
    parts::{
        blocks::{BlockStyle, blocks},
        figure::Figure,
        meta::{byline, dateline, dotted, time},
        rich_text::{marked, rich},
        skeleton::text_skeleton,
        story_card::{kicker, save_button},
        tag_list::tag_list,
    },
    reading_time::minutes,
    words::{DayStyle, Words},
};

/// What a story needs.
#[derive(Properties, PartialEq)]
pub struct StoryScreenProps {
    /// The story, shared with the list.
    pub story: Rc<Story>,
    /// The words of the interface.
    pub words: Words,
    /// What was searched for.
    pub marking: Marking,
    /// The level of its headline.
    pub heading_level: u8,
    /// True if the reader has saved it.
    #[prop_or_default]
    pub is_saved: bool,
    /// Called when it is to be saved, or given up.
    #[prop_or_default]
    pub on_save: Callback<Slug>,
    /// True while its text is on its way.
    #[prop_or_default]
    pub is_awaited: bool,
    /// True while it is read aloud.
    #[prop_or_default]
    pub is_heard: bool,
    /// Reads it aloud; without it that is not offered.
    #[prop_or_default]
    pub listening: Option<Listening>,
    /// True if pictures are fetched only when the reader asks for one.
    #[prop_or_default]
    pub pictures_on_request: bool,
    /// Called with a tag's name when the reader chooses it.
    pub on_tag: Callback<AttrValue>,
}

/// Headline, pictures, text and notes of a story.
#[component]
pub fn StoryScreen(props: &StoryScreenProps) -> Html {
    let StoryScreenProps { story, marking, heading_level, .. } = props;
    let words = &props.words.inside(story.lang.as_ref());
    let pictures = use_memo(story.clone(), |story| story.pictures().cloned().collect::<Vec<Picture>>());
    let (album, gallery) = use_gallery(&pictures, None, words);
    let sharing = use_sharing(story, words);
    let actions = actions(&sharing, props, words);
    let style = BlockStyle {
        words: words.clone(),
        marking: marking.clone(),
        heading_level: *heading_level,
        pictures_on_request: props.pictures_on_request,
        album: Some(album),
    };
    html! {
        <>
            { article(props, &style, &actions) }
            { gallery }
        </>
    }
}

fn article(props: &StoryScreenProps, style: &BlockStyle, actions: &Html) -> Html {
    let StoryScreenProps { story, marking, heading_level, on_tag, .. } = props;
    let words = &style.words;
    html! {
        <article class="story" part="story" lang={story.lang.as_ref().map(ToString::to_string)} dir={story.dir.as_str()}>
            <header class="story__head">
                { kicker(story, marking) }
                // The headline takes the focus when the story opens, so that reading begins there.
                <@{format!("h{heading_level}")} class="story__headline" part="headline" tabindex="-1">
                    { marked(&story.headline, &marking.of(&story.headline)) }
                </@>
                if let Some(standfirst) = &story.standfirst {
                    <p class="story__standfirst" part="standfirst">{ marked(standfirst, &marking.of(standfirst)) }</p>
                }
                { signature(story, words, marking) }
                { actions.clone() }
            </header>
            if let Some(picture) = &story.lead {
                <Figure picture={picture.clone()} words={words.clone()} marking={marking.clone()}
                    sizes="(min-width: 42em) 640px, 100vw" eager=true
                    on_request={style.pictures_on_request} album={style.album.clone()} />
            }
            <div class="story__body" part="body">
                { body(story, style) }
                if props.is_awaited {
                    { text_skeleton(words.get("loading")) }
                }
            </div>
            <footer class="story__foot">
                { corrections(&story.corrections, words) }
                if let Some(source) = &story.source {
                    <p class="story__source">{ marked(source, &marking.of(source)) }</p>
                }
                { attachments(&story.attachments) }
                { original(story.url.as_ref(), words) }
                { original(story.about.as_ref(), words) }
                { tag_list(&story.tags, words, marking, on_tag) }
            </footer>
        </article>
    }
}

/// What can be done with a story, and what came of it.
fn actions(sharing: &Sharing, props: &StoryScreenProps, words: &Words) -> Html {
    let slug = props.story.slug.clone();
    let save = props.on_save.reform(move |()| slug.clone());
    let button = |key: &'static str, act: &Callback<()>| {
        html! {
            <li><button class="story__action" type="button" onclick={act.reform(|_: MouseEvent| ())}>{ words.get(key) }</button></li>
        }
    };
    html! {
        <div class="story__actions" lang={words.own_lang()} dir={words.own_dir()}>
            <ul class="story__action-list">
                { sharing.share.iter().map(|share| button("share", share)).collect::<Html>() }
                { button("cite", &sharing.cite) }
                { listen_button(props) }
                <li>{ save_button(&props.story, props.is_saved, words, &save) }</li>
            </ul>
            <p class="story__said" role="status">{ &sharing.said }</p>
        </div>
    }
}

/// The button that has it read aloud, and is down while it is.
fn listen_button(props: &StoryScreenProps) -> Html {
    let Some(listening) = props.listening.clone() else { return Html::default() };
    let slug = props.story.slug.clone();
    html! {
        <li>
            <button class="story__action story__listen" type="button" aria-pressed={props.is_heard.to_string()}
                onclick={move |_: MouseEvent| listening.turn(&slug)}>{ props.words.get("listen") }</button>
        </li>
    }
}

/// The blocks, with the dateline run into the first paragraph, as papers print it.
fn body(story: &Story, style: &BlockStyle) -> Html {
    if story.dateline.is_none() {
        return blocks(&story.body, style);
    }
    let place = html! { <>{ dateline(story, &style.marking, None) }{ " — " }</> };
    match story.body.split_first() {
        Some((Block::Paragraph(text), rest)) => html! {
            <>
                <p>{ place }{ rich(text, &style.marking.of(text.as_str())) }</p>
                { blocks(rest, style) }
            </>
        },
        _ => html! { <><p>{ dateline(story, &style.marking, None) }</p>{ blocks(&story.body, style) }</> },
    }
}

/// Who, when, and how long it takes.
fn signature(story: &Story, words: &Words, marking: &Marking) -> Html {
    let by = (!story.byline.is_empty()).then(|| byline(&story.byline, words, marking));
    let day = story.date().map(|at| time(at, words, DayStyle::Long));
    let updated = story.updated.filter(|updated| story.published.is_some_and(|published| *updated > published));
    let updated = updated.map(|at| {
        let phrase = words.get("updated");
        let (before, after) = phrase.split_once("{day}").unwrap_or(("", ""));
        // On the day of printing only the hour tells anything.
        let same_day = story.published.is_some_and(|published| published.day() == at.day());
        let style = if same_day { DayStyle::Clock } else { DayStyle::Long };
        html! { <span dir={words.own_dir()}>{ before.to_owned() }{ time(at, words, style) }{ after.to_owned() }</span> }
    });
    let minutes =
        minutes(story).map(|minutes| html! { <span class="story__minutes" dir={words.own_dir()}>{ words.count("minutes", minutes) }</span> });
    let pieces: Vec<Html> = [by, day, updated, minutes].into_iter().flatten().collect();
    if pieces.is_empty() {
        Html::default()
    } else {
        html! { <p class="story__by" lang={words.own_lang()}>{ dotted(pieces) }</p> }
    }
}

fn corrections(corrections: &[Correction], words: &Words) -> Html {
    let one = |correction: &Correction| {
        html! {
            <p class="story__correction">
                <span lang={words.own_lang()}>
                    <b>{ words.get("correction") }</b>
                    if let Some(at) = correction.at { { words.lang().comma() }{ time(at, words, DayStyle::Long) } }
                </span>
                { ": " }
                { rich(&correction.text, &[]) }
            </p>
        }
    };
    corrections.iter().map(one).collect()
}

fn attachments(files: &[Attachment]) -> Html {
    let one = |file: &Attachment| {
        html! {
            <p class="story__original">
                <a href={file.url.to_string()} rel="noopener noreferrer">{ &file.title }</a>
            </p>
        }
    };
    files.iter().map(one).collect()
}

fn original(url: Option<&WebUrl>, words: &Words) -> Html {
    let Some(url) = url else { return Html::default() };
    html! {
        <p class="story__original">
            <a href={url.to_string()} rel="noopener noreferrer" lang={words.own_lang()}>{ words.fill("original", &[("host", url.host())]) }</a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use dateline_story::{Dateline, Lang, Text, Timestamp};

    use super::*;
    use crate::testing::{check_html, english};

    fn screen(story: Story, heading_level: u8) -> Html {
        html! {
            <StoryScreen story={Rc::new(story)} words={english()} marking={Marking::default()} {heading_level}
                on_tag={Callback::noop()} />
        }
    }

    #[test]
    fn a_story_is_shown_whole() {
        let mut story = Story::new("boat", "The mail boat stops");
        story.url = WebUrl::parse("https://paper.example/boat").ok();
        story.section = Some("Islands".into());
        story.standfirst = Some("And the islanders buy it.".into());
        story.dateline = Some(Dateline { place: "Lerwick".into(), day: Some("Feb 1".into()) });
        story.byline.printed = Some("A. Writer and agencies".into());
        story.published = Timestamp::from_day(2012, 2, 1);
        story.updated = Timestamp::from_day(2012, 2, 3);
        story.lang = Lang::new("en-GB");
        story.about = WebUrl::parse("https://ferries.example/notice").ok();
        story.attachments = vec![Attachment {
            url: WebUrl::parse("https://paper.example/plan.pdf").expect("an address"),
            title: "The new timetable".into(),
            media_type: "application/pdf".into(),
        }];
        story.source = Some("Compiled from agency reports".into());
        story.body = vec![Block::Paragraph(Text::plain("It sailed at six."))];
        story.corrections =
            vec![Correction { at: Timestamp::from_day(2012, 2, 3), text: Text::plain("It sailed at seven.") }];
        story.tags = dateline_story::Tag::new("islands").into_iter().collect();
        check_html("story-whole", screen(story, 2));
    }

    #[test]
    fn words_of_ours_in_a_story_of_another_language_say_so() {
        let mut story = Story::new("boat", "توقف قارب البريد");
        story.lang = Lang::new("ar");
        story.byline.printed = Some("كاتبة".into());
        story.published = Timestamp::from_day(2012, 2, 1);
        story.updated = Timestamp::from_day(2012, 2, 3);
        story.url = WebUrl::parse("https://paper.example/boat").ok();
        story.corrections = vec![Correction { at: None, text: Text::plain("أبحر في السابعة.") }];
        story.tags = dateline_story::Tag::new("جزر").into_iter().collect();
        check_html("story-abroad", screen(story, 2));
    }

    #[test]
    fn a_bare_story_is_its_headline() {
        let story = Story::new("x", "Only a headline");
        check_html("story-bare", screen(story, 1));
    }
}
