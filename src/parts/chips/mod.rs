//! The tags of the feed as chips, each with the number of stories that choosing it would give.

use yew::prelude::*;

use crate::words::Words;

/// How many chips stand in the row before the rest is asked for.
const CHIPS_IN_A_ROW: usize = 10;

/// One tag to filter by.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// The tag's name as shown.
    pub name: AttrValue,
    /// How many stories the reader would see after choosing it.
    pub count: u32,
    /// True if it is chosen.
    pub chosen: bool,
}

/// What the row needs.
#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    /// The tags, those with most stories first.
    pub chips: Vec<Chip>,
    /// True if stories must have all chosen tags, false if any will do.
    pub all: bool,
    /// The words of the interface.
    pub words: Words,
    /// Called with a tag's name when it is chosen or given up.
    pub on_toggle: Callback<AttrValue>,
    /// Called with true for "all", false for "any".
    pub on_all: Callback<bool>,
    /// Called when no tag is to count.
    pub on_clear: Callback<()>,
}

/// The row of chips; nothing if no story has a tag.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let opened = use_state(|| false);
    if props.chips.is_empty() {
        return html! { <div class="chips" hidden=true /> };
    }
    let words = &props.words;
    let chosen = props.chips.iter().filter(|chip| chip.chosen).count();
    let hidden = props.chips.len().saturating_sub(CHIPS_IN_A_ROW);
    let shown =
        props.chips.iter().enumerate().filter(|(place, chip)| *opened || *place < CHIPS_IN_A_ROW || chip.chosen);
    let turn = {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(!*opened))
    };

    html! {
        <div class="chips" part="chips" role="group" aria-label={words.get("tags")}>
            <div class={classes!("chips__row", opened.then_some("chips__row--opened"))}>
                <ul class="chips__list">
                    for (_, chip) in shown {
                        <li key={chip.name.to_string()}>{ button(chip, &props.on_toggle) }</li>
                    }
                </ul>
                if hidden > 0 {
                    <button class="chips__more" type="button" aria-expanded={opened.to_string()} onclick={turn}>
                        { if *opened { words.get("fewer_tags").to_string() } else { words.count("more_tags", hidden) } }
                    </button>
                }
            </div>
            if chosen > 0 {
                <div class="chips__ways">
                    if chosen > 1 { { mode(props) } }
                    <button class="chips__clear" type="button" onclick={props.on_clear.reform(|_: MouseEvent| ())}>
                        { words.get("clear") }
                    </button>
                </div>
            }
        </div>
    }
}

fn button(chip: &Chip, on_toggle: &Callback<AttrValue>) -> Html {
    let name = chip.name.clone();
    html! {
        <button
            class="chip"
            part={if chip.chosen { "chip chip-chosen" } else { "chip" }}
            type="button"
            aria-pressed={chip.chosen.to_string()}
            onclick={on_toggle.reform(move |_: MouseEvent| name.clone())}
        >
            { &chip.name }
            { " " }
            <span class="chips__count">{ chip.count }</span>
        </button>
    }
}

/// "Stories with any | all", once there are two tags for it to matter.
fn mode(props: &ChipsProps) -> Html {
    let words = &props.words;
    let choice = |all: bool, key: &str| {
        html! {
            <button class="chips__mode" type="button" aria-pressed={(props.all == all).to_string()}
                onclick={props.on_all.reform(move |_: MouseEvent| all)}>{ words.get(key) }</button>
        }
    };
    html! {
        <span class="chips__modes" role="group" aria-label={words.get("match_label")}>
            <span aria-hidden="true">{ words.get("match_label") }{ " " }</span>
            { choice(false, "match_any") }
            { choice(true, "match_all") }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    fn row(chosen: usize, all: usize) -> Html {
        let chips: Vec<Chip> = (0..all)
            .map(|n| Chip { name: format!("tag {n}").into(), count: 90 - n as u32, chosen: n < chosen })
            .collect();
        html! {
            <Chips {chips} all=true words={english()} on_toggle={Callback::noop()} on_all={Callback::noop()} on_clear={Callback::noop()} />
        }
    }

    #[test]
    fn two_chosen_tags_can_be_joined_either_way() {
        check_html("chips-two-chosen", row(2, 3));
    }

    #[test]
    fn many_tags_keep_to_one_row_until_asked_for() {
        check_html("chips-many", row(0, 12));
    }

    #[test]
    fn a_feed_without_tags_has_no_row() {
        check_html("chips-none", row(0, 0));
    }
}
