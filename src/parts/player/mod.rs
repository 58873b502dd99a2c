//! What stands at the end of the page while a story is read aloud.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::words::Words;

/// How fast one can listen, in parts of a hundred of the usual speed.
const SPEEDS: [u16; 5] = [75, 100, 125, 150, 200];

/// How reading aloud is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playing {
    /// True while nothing is said.
    pub is_paused: bool,
    /// How fast, where 100 is usual.
    pub percent: u16,
    /// True if the browser cannot speak.
    pub has_failed: bool,
}

impl Default for Playing {
    fn default() -> Self {
        Self { is_paused: false, percent: 100, has_failed: false }
    }
}

/// What the reader can want of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To pause, or to go on.
    Turn,
    /// The next sentence.
    Skip,
    /// The next story.
    NextStory,
    /// Another speed, where 100 is usual.
    Speed(u16),
    /// An end of it.
    Stop,
}

/// The means to pause, skip and end reading aloud; or that it cannot be done here.
pub fn player(playing: &Playing, has_next: bool, words: &Words, on_wish: &Callback<Wish>) -> Html {
    let button = |key: &'static str, wish: Wish| {
        let press = on_wish.reform(move |_: MouseEvent| wish);
        html! { <button class="story__action player__button" type="button" onclick={press}>{ words.get(key) }</button> }
    };
    html! {
        <section class="player" part="player" aria-label={words.get("listen")}>
            if playing.has_failed {
                <p role="alert">{ words.get("no_voice") }</p>
                { button("close", Wish::Stop) }
            } else {
                { button(if playing.is_paused { "listen" } else { "pause" }, Wish::Turn) }
                { button("skip", Wish::Skip) }
                if has_next { { button("key_next", Wish::NextStory) } }
                { speeds(playing.percent, words, on_wish) }
                { button("stop", Wish::Stop) }
            }
        </section>
    }
}

fn speeds(chosen: u16, words: &Words, on_wish: &Callback<Wish>) -> Html {
    let choose = on_wish.reform(|event: Event| {
        let menu: HtmlSelectElement = event.target_unchecked_into();
        Wish::Speed(menu.value().parse().unwrap_or(100))
    });
    let option = |percent: u16| {
        html! {
            <option value={percent.to_string()} selected={percent == chosen}>{ words.number(percent.into()) }{ "%" }</option>
        }
    };
    html! {
        <label>
            { words.get("speed") }
            { " " }
            <select class="sort" onchange={choose}>{ SPEEDS.map(option).into_iter().collect::<Html>() }</select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    #[track_caller]
    fn check(name: &str, playing: Playing, has_next: bool) {
        check_html(name, player(&playing, has_next, &english(), &Callback::noop()));
    }

    #[test]
    fn a_story_of_a_list_can_be_paused_and_skipped() {
        check("player-list", Playing { percent: 125, ..Playing::default() }, true);
    }

    #[test]
    fn a_paused_story_can_be_gone_on_with() {
        check("player-paused", Playing { is_paused: true, ..Playing::default() }, false);
    }

    #[test]
    fn what_the_browser_cannot_do_is_said() {
        check("player-without-voice", Playing { has_failed: true, ..Playing::default() }, true);
    }
}
