//! A picture with its caption and its credit: three things that a reader must be able to tell apart.

use std::rc::Rc;

use dateline_story::{Alt, Picture};
use yew::prelude::*;

use super::rich_text::{marked, rich};
use crate::{marking::Marking, words::Words};

/// The pictures of one story, each of which can be shown large.
#[derive(Clone, PartialEq)]
pub struct Album {
    /// The pictures in order.
    pub pictures: Rc<Vec<Picture>>,
    /// Called with the place of the one that the reader wants to see large.
    pub on_enlarge: Callback<usize>,
}

/// What a figure needs.
#[derive(Properties, PartialEq)]
pub struct FigureProps {
    /// The picture.
    pub picture: Picture,
    /// The words of the interface.
    pub words: Words,
    /// What was searched for.
    #[prop_or_default]
    pub marking: Marking,
    /// How wide it will stand, as in HTML's `sizes`.
    pub sizes: &'static str,
    /// True for a picture on the first screen: it is fetched at once and first.
    #[prop_or_default]
    pub eager: bool,
    /// True where pictures keep 3:2 and are cropped to it.
    #[prop_or_default]
    pub cropped: bool,
    /// True if it is fetched only when the reader asks for it.
    #[prop_or_default]
    pub on_request: bool,
    /// The pictures among which it can be shown large.
    #[prop_or_default]
    pub album: Option<Album>,
}

/// What has become of a picture.
#[derive(Clone, Copy, PartialEq)]
enum Course {
    Fresh,
    /// The reader asked for it.
    Wanted,
    /// It cannot be had.
    Failed,
}

/// One figure. If the picture cannot be had, its space closes and the caption goes with it.
#[component]
pub fn Figure(props: &FigureProps) -> Html {
    let course = use_state(|| Course::Fresh);
    let Some(best) = props.picture.best().filter(|_| *course != Course::Failed) else {
        return html! { <figure class="figure" hidden=true /> };
    };
    if *course == Course::Fresh && props.on_request {
        return requestable(props, &course);
    }
    let picture = &props.picture;
    let fail = {
        let course = course.setter();
        Callback::from(move |_: Event| course.set(Course::Failed))
    };
    let class = if props.cropped {
        ["figure__picture figure__picture--cropped ", crop(picture)].concat()
    } else {
        "figure__picture".to_owned()
    };
    html! {
        <figure class="figure" part="figure">
            { enlarge(props) }
            <img
                {class}
                src={best.url.to_string()}
                srcset={srcset(picture)}
                sizes={(picture.sources.len() > 1).then_some(props.sizes)}
                width={best.width.map(|width| width.to_string())}
                height={best.height.map(|height| height.to_string())}
                alt={alt(picture)}
                loading={if props.eager { "eager" } else { "lazy" }}
                fetchpriority={props.eager.then_some("high")}
                decoding="async"
                referrerpolicy="no-referrer"
                onerror={fail}
            />
            { figcaption(picture, &props.words, &props.marking) }
        </figure>
    }
}

/// A picture that waits to be asked for: what it shows, its caption and its credit are there before.
fn requestable(props: &FigureProps, course: &UseStateHandle<Course>) -> Html {
    let course = course.setter();
    let picture = &props.picture;
    html! {
        <figure class="figure" part="figure">
            <button class="figure__request" type="button" onclick={move |_: MouseEvent| course.set(Course::Wanted)}>
                <b lang={props.words.own_lang()}>{ props.words.get("show_picture") }</b>
                { " " }
                { alt(picture) }
            </button>
            { figcaption(picture, &props.words, &props.marking) }
        </figure>
    }
}

/// Which edge of a cropped picture stays, if the point that matters is near one; else the middle does.
fn crop(picture: &Picture) -> &'static str {
    let Some(focus) = picture.focus else { return "" };
    let is_wide = picture.best().is_some_and(|best| best.width.unwrap_or(3) * 2 > best.height.unwrap_or(2) * 3);
    match (is_wide, if is_wide { focus.x } else { focus.y }) {
        (_, 34..=66) => "",
        (true, ..34) => "figure__picture--left",
        (true, _) => "figure__picture--right",
        (false, ..34) => "figure__picture--top",
        (false, _) => "figure__picture--bottom",
    }
}

/// The button that lies over a picture and shows it large.
fn enlarge(props: &FigureProps) -> Html {
    let Some(album) = &props.album else { return Html::default() };
    let Some(place) = album.pictures.iter().position(|picture| *picture == props.picture) else {
        return Html::default();
    };
    let label = position("enlarge", place, album.pictures.len(), &props.words);
    let press = album.on_enlarge.reform(move |_: MouseEvent| place);
    html! { <button class="figure__enlarge" type="button" lang={props.words.own_lang()} aria-label={label} onclick={press}></button> }
}

/// A phrase with the place of a picture, counted from 0, among all.
pub fn position(key: &str, place: usize, all: usize, words: &Words) -> String {
    words.fill(key, &[("n", &words.number(place + 1)), ("all", &words.number(all))])
}

/// Caption and credit, each announced as what it is; nothing if there is neither.
pub fn figcaption(picture: &Picture, words: &Words, marking: &Marking) -> Html {
    if picture.caption.is_none() && picture.credit.is_none() {
        return Html::default();
    }
    html! {
        <figcaption class="figure__words" part="caption">
            if let Some(caption) = &picture.caption {
                <span class="caption">
                    <span class="visually-hidden" lang={words.own_lang()}>{ words.get("caption_prefix") }{ " " }</span>
                    { rich(caption, &marking.of(caption.as_str())) }
                </span>
            }
            if let Some(credit) = &picture.credit {
                { " " }
                <span class="credit" part="credit">
                    <span class="visually-hidden" lang={words.own_lang()}>{ words.get("credit_prefix") }{ " " }</span>
                    { marked(credit, &marking.of(credit)) }
                    { licence(picture, words.lang().comma()) }
                </span>
            }
        </figcaption>
    }
}

fn licence(picture: &Picture, comma: &'static str) -> Html {
    let Some(licence) = &picture.licence else { return Html::default() };
    match &licence.url {
        Some(url) => html! {
            <>{ comma }<a href={url.to_string()} rel="noopener noreferrer license">{ &licence.name }</a></>
        },
        None => html! { <>{ comma }{ &licence.name }</> },
    }
}

/// The address and width of each source whose width is known, where there is a choice.
pub fn srcset(picture: &Picture) -> Option<String> {
    // A comma or space inside an address would end it there.
    let candidates: Vec<String> = picture
        .sources
        .iter()
        .filter_map(|source| source.width.map(|width| (source.url.to_string().replace(',', "%2C"), width)))
        .map(|(url, width)| [url, " ".into(), width.to_string(), "w".into()].concat())
        .collect();
    (candidates.len() > 1).then(|| candidates.join(", "))
}

/// Without alternative text the picture is left to its caption; an empty `alt` keeps its address from being read out.
pub fn alt(picture: &Picture) -> String {
    match &picture.alt {
        Alt::Text(text) => text.clone(),
        Alt::Unknown | Alt::Decorative => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use dateline_story::{Focus, Licence, Source, Text, WebUrl};

    use super::*;
    use crate::testing::{check_html, english};

    fn source(url: &str, width: Option<u32>) -> Source {
        Source { url: WebUrl::parse(url).expect("an address"), width, height: width.map(|w| w * 2 / 3) }
    }

    fn harbour() -> Picture {
        Picture {
            sources: vec![
                source("https://p.example/a,b.jpg", Some(600)),
                source("https://p.example/l.jpg", Some(1200)),
            ],
            alt: Alt::Text("A harbour at dawn".into()),
            caption: Some(Text::plain("The last mail boat.")),
            credit: Some("Photograph: A. Maker/Agency".into()),
            licence: Some(Licence { name: "CC BY 4.0".into(), url: None }),
            focus: None,
        }
    }

    #[track_caller]
    fn check_crop(width: u32, height: u32, x: u8, y: u8, expected: &str) {
        let mut picture = harbour();
        picture.sources = vec![Source { height: Some(height), ..source("https://p.example/l.jpg", Some(width)) }];
        picture.focus = Some(Focus { x, y });
        assert_eq!(expected, crop(&picture));
    }

    #[test]
    fn a_cropped_picture_keeps_the_edge_that_matters() {
        check_crop(900, 1200, 90, 20, "figure__picture--top");
        check_crop(900, 1200, 10, 80, "figure__picture--bottom");
        check_crop(1800, 600, 10, 80, "figure__picture--left");
        check_crop(1800, 600, 80, 10, "figure__picture--right");
        check_crop(1800, 600, 50, 10, "");
        assert_eq!("", crop(&harbour()));
    }

    #[test]
    fn caption_and_credit_stay_apart_and_are_announced() {
        check_html(
            "figure-with-all",
            html! { <Figure picture={harbour()} words={english()} sizes="40em" cropped=true eager=true /> },
        );
    }

    #[test]
    fn a_picture_on_request_tells_what_it_shows() {
        check_html(
            "figure-on-request",
            html! { <Figure picture={harbour()} words={english()} sizes="40em" on_request=true /> },
        );
    }

    #[test]
    fn a_bare_picture_has_no_caption_and_an_empty_alt() {
        let picture = Picture { sources: vec![source("https://p.example/a.jpg", None)], ..Picture::default() };
        check_html("figure-bare", html! { <Figure {picture} words={english()} sizes="40em" /> });
    }

    #[test]
    fn a_picture_without_a_source_draws_nothing() {
        check_html("figure-none", html! { <Figure picture={Picture::default()} words={english()} sizes="40em" /> });
    }
}
