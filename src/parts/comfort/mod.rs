//! The panel where the reader chooses how pages look.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    preferences::{Preferences, SETTINGS, Setting},
    words::Words,
};

/// The panel. What is in it is drawn once `is_wanted`, which `on_wanted` tells; `on_choose` is called with the name of a setting
/// and the word of the choice.
pub fn comfort(
    is_wanted: bool,
    preferences: &Preferences,
    words: &Words,
    on_wanted: Callback<Event>,
    on_choose: &Callback<(&'static str, AttrValue)>,
) -> Html {
    html! {
        <details class="comfort" ontoggle={on_wanted}>
            <summary class="comfort__summary">{ words.get("display") }</summary>
            if is_wanted {
                // Radio buttons of one name belong together inside their form, and this is the only form of the kind.
                <form class="comfort__panel">
                    { SETTINGS.iter().map(|setting| choices(setting, preferences, words, on_choose)).collect::<Html>() }
                </form>
            }
        </details>
    }
}

fn choices(
    setting: &Setting,
    preferences: &Preferences,
    words: &Words,
    on_choose: &Callback<(&'static str, AttrValue)>,
) -> Html {
    let name = setting.name;
    let choose = on_choose.reform(move |event: Event| {
        let chosen: HtmlInputElement = event.target_unchecked_into();
        (name, AttrValue::from(chosen.value()))
    });
    let one = |(word, phrase): &(&'static str, &'static str)| {
        html! {
            <label class="comfort__choice">
                <input type="radio" class="visually-hidden" {name} value={*word} checked={preferences.word(name) == *word}
                    onchange={choose.clone()} />
                { words.get(phrase) }
            </label>
        }
    };
    html! {
        <fieldset class="comfort__setting">
            <legend class="comfort__legend">{ words.get(setting.legend) }</legend>
            <div class="comfort__choices">{ setting.choices.iter().map(one).collect::<Html>() }</div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    #[test]
    fn each_setting_is_a_group_of_which_one_is_chosen() {
        let mut preferences = Preferences::default();
        preferences.choose("theme", "dark");
        let panel = comfort(true, &preferences, &english(), Callback::noop(), &Callback::noop());
        check_html("comfort-dark", panel);
    }
}
