//! A story's pictures, large, one at a time, over the whole page.
//!
//! Everything that a finger can do here a button does as well: swiping is previous and next, tapping is zoom.

use std::{cell::RefCell, rc::Rc};

use dateline_story::{Direction, Picture};
use yew::prelude::*;

use crate::{
    hooks::use_dialog::use_dialog,
    marking::Marking,
    parts::figure::{Album, alt, figcaption, position, srcset},
    words::Words,
};

/// A finger that moves further than this, in CSS pixels, means another picture.
const SWIPE: i32 = 40;
/// One that moves no further than this has tapped.
const TAP: i32 = 6;

/// A gallery as it stands, and what can be done with it.
struct Gallery<'a> {
    pictures: &'a Rc<Vec<Picture>>,
    words: &'a Words,
    place: Option<usize>,
    is_zoomed: bool,
    on_move: Callback<Option<usize>>,
    on_zoom: Callback<()>,
}

/// The gallery of these pictures, a dialog that is empty while it is closed, and what opens it at one of them. `words` are those
/// inside their story.
#[hook]
pub fn use_gallery(pictures: &Rc<Vec<Picture>>, opened_at: Option<usize>, words: &Words) -> (Album, Html) {
    let place = use_state(|| opened_at);
    // Only the picture that it was asked for is large.
    let zoomed = use_state(|| None::<usize>);
    let pressed_at = use_mut_ref(|| None::<i32>);
    let dialog = use_dialog(place.is_some());

    let is_zoomed = zoomed.is_some() && *zoomed == *place;
    let on_zoom = {
        let (zoomed, place) = (zoomed.setter(), *place);
        Callback::from(move |()| zoomed.set(place.filter(|_| !is_zoomed)))
    };
    let on_move = {
        let place = place.setter();
        use_callback((), move |to, ()| place.set(to))
    };
    let album = Album { pictures: pictures.clone(), on_enlarge: use_enlarge(&on_move) };
    let gallery = Gallery { pictures, words, place: *place, is_zoomed, on_move, on_zoom };
    let shown = place.and_then(|place| Some((place, pictures.get(place)?)));
    let html = html! {
        <dialog ref={dialog} class="gallery-box" aria-label={words.get("pictures")}
            onclose={gallery.on_move.reform(|_: Event| None)} onkeydown={on_key(&gallery)}>
            if let Some((place, picture)) = shown {
                { bar(&gallery, place) }
                <figure class="gallery-box__figure" lang={words.story_lang()} aria-live="polite" aria-atomic="true" key={place}>
                    { stage(&gallery, picture, &pressed_at) }
                    { figcaption(picture, words, &Marking::default()) }
                </figure>
            }
        </dialog>
    };
    (album, html)
}

/// The callback of the figures; it stays the same, so that they are not drawn again.
#[hook]
fn use_enlarge(on_move: &Callback<Option<usize>>) -> Callback<usize> {
    use_callback(on_move.clone(), |place, on_move| on_move.emit(Some(place)))
}

fn bar(gallery: &Gallery<'_>, place: usize) -> Html {
    let Gallery { pictures, words, is_zoomed, .. } = gallery;
    let button = |key: &'static str, sign: &'static str, pressed: Option<bool>, press: Callback<MouseEvent>| {
        html! {
            <button class="gallery-box__button" type="button" aria-label={words.get(key)} onclick={press}
                aria-pressed={pressed.map(|pressed| pressed.to_string())}>
                <span class="gallery-box__sign" aria-hidden="true">{ sign }</span>
            </button>
        }
    };
    let step = step(gallery);
    let move_by = |steps: isize| step.reform(move |_: MouseEvent| steps);
    let zoom = gallery.on_zoom.reform(|_: MouseEvent| ());
    html! {
        <div class="gallery-box__bar">
            { button("close", "×", None, gallery.on_move.reform(|_| None)) }
            { button("zoom", if *is_zoomed { "−" } else { "+" }, Some(*is_zoomed), zoom) }
            if pictures.len() > 1 {
                <p class="gallery-box__place" role="status">{ position("picture_of", place, pictures.len(), words) }</p>
                { button("previous_picture", "←", None, move_by(-1)) }
                { button("next_picture", "→", None, move_by(1)) }
            }
        </div>
    }
}

/// Goes on by so many pictures; after the last comes the first, so that no button is ever dead.
fn step(gallery: &Gallery<'_>) -> Callback<isize> {
    let (place, all) = (gallery.place.unwrap_or_default() as isize, gallery.pictures.len() as isize);
    gallery.on_move.reform(move |steps: isize| Some((place + steps).rem_euclid(all.max(1)) as usize))
}

/// Arrow keys leaf through the pictures; in a picture that is zoomed they are left to scroll it. No key goes on to the
/// story underneath.
fn on_key(gallery: &Gallery<'_>) -> Callback<KeyboardEvent> {
    let (step, is_zoomed) = (step(gallery), gallery.is_zoomed);
    let forward = if gallery.words.lang().direction() == Direction::RightToLeft { -1 } else { 1 };
    Callback::from(move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "ArrowRight" if !is_zoomed => step.emit(forward),
            "ArrowLeft" if !is_zoomed => step.emit(-forward),
            _ => {}
        }
    })
}

/// The picture itself; `pressed_at` is where a finger came down on it.
fn stage(gallery: &Gallery<'_>, picture: &Picture, pressed_at: &Rc<RefCell<Option<i32>>>) -> Html {
    let is_zoomed = gallery.is_zoomed;
    let press = {
        let pressed_at = pressed_at.clone();
        Callback::from(move |event: PointerEvent| {
            pressed_at.replace((event.button() == 0).then(|| event.client_x()));
        })
    };
    let release = {
        let (pressed_at, on_tap, step) = (pressed_at.clone(), gallery.on_zoom.clone(), step(gallery));
        Callback::from(move |event: PointerEvent| {
            let Some(moved) = pressed_at.take().map(|from| event.client_x() - from) else { return };
            if moved.abs() <= TAP {
                on_tap.emit(());
            } else if moved.abs() >= SWIPE && !is_zoomed {
                // The next picture lies beyond the edge that the finger comes from, in every direction of writing.
                step.emit(if moved < 0 { 1 } else { -1 });
            }
        })
    };
    let Some(best) = picture.best() else { return Html::default() };
    html! {
        // What is larger than the window scrolls, and a keyboard must be able to do that.
        <div class={classes!("gallery-box__stage", is_zoomed.then_some("gallery-box__stage--zoomed"))}
            tabindex={is_zoomed.then_some("0")} role={is_zoomed.then_some("group")}>
            <img class="gallery-box__picture" src={best.url.to_string()} srcset={srcset(picture)} sizes="100vw"
                alt={alt(picture)} draggable="false" referrerpolicy="no-referrer" onpointerdown={press}
                onpointerup={release} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use dateline_story::{Alt, Source, Text, WebUrl};

    use super::*;
    use crate::testing::{check_html, english};

    fn picture(name: &str) -> Picture {
        let url = WebUrl::parse(&format!("https://p.example/{name}.jpg")).expect("an address");
        Picture {
            sources: vec![Source { url, width: None, height: None }],
            alt: Alt::Text(name.into()),
            caption: Some(Text::plain(format!("The {name}."))),
            credit: Some("Photograph: A. Maker".into()),
            licence: None,
            focus: None,
        }
    }

    #[derive(Properties, PartialEq)]
    struct OpenedProps {
        names: &'static [&'static str],
        place: Option<usize>,
    }

    #[component]
    fn Opened(props: &OpenedProps) -> Html {
        let pictures = Rc::new(props.names.iter().map(|name| picture(name)).collect::<Vec<_>>());
        use_gallery(&pictures, props.place, &english()).1
    }

    fn gallery(names: &'static [&'static str], place: Option<usize>) -> Html {
        html! { <Opened {names} {place} /> }
    }

    #[test]
    fn a_gallery_says_which_of_its_pictures_is_shown() {
        check_html("gallery-second-of-two", gallery(&["pier", "boat"], Some(1)));
    }

    #[test]
    fn a_single_picture_has_no_neighbours() {
        check_html("gallery-single", gallery(&["pier"], Some(0)));
    }

    #[test]
    fn a_closed_gallery_is_empty() {
        check_html("gallery-closed", gallery(&["pier"], None));
    }
}
