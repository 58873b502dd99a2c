//! The commonest tags as chips, each with the number of stories that choosing it would give.

use yew::prelude::*;

use super::roving::{Roving, use_roving};
use crate::words::Words;

/// How many chips stand in the row; the others are found in the panel.
pub const CHIPS_IN_A_ROW: usize = 10;

/// One tag to filter by.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// The tag's name as shown.
    pub name: AttrValue,
    /// How many stories the reader would see after choosing it.
    pub count: u32,
    /// True if it is chosen.
    pub chosen: bool,
    /// True if stories with it are left out.
    pub excluded: bool,
}

/// What the row needs.
#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    /// The tags, those with most stories first.
    pub chips: Vec<Chip>,
    /// True while the counts grow, as a feed is read: room is kept for the digits to come.
    #[prop_or_default]
    pub are_growing: bool,
    /// The words of the interface.
    pub words: Words,
    /// Called with a tag's name when it is chosen or given up.
    pub on_toggle: Callback<AttrValue>,
}

/// The row of chips; nothing if no story has a tag.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let ChipsProps { chips, are_growing, words, on_toggle } = props;
    let shown = chips.iter().enumerate().filter(|(place, chip)| *place < CHIPS_IN_A_ROW || chip.chosen);
    let shown: Vec<&Chip> = shown.map(|(_, chip)| chip).collect();
    let roving = use_roving(shown.len(), 1, words.lang().direction());
    if shown.is_empty() {
        return html! { <div class="chips" hidden=true /> };
    }
    html! {
        <div class={classes!("chips", "fading", are_growing.then_some("chips--growing"))} part="chips" role="toolbar" aria-label={words.get("tags")}
            ref={roving.node.clone()} onkeydown={roving.on_key.clone()} onfocusin={roving.on_focus.clone()}>
            for (place, chip) in shown.into_iter().enumerate() {
                <span key={chip.name.to_string()}>{ button(chip, place, &roving, on_toggle) }</span>
            }
        </div>
    }
}

/// A chip with its count.
pub(super) fn button(chip: &Chip, place: usize, roving: &Roving, on_toggle: &Callback<AttrValue>) -> Html {
    let name = chip.name.clone();
    html! {
        <button
            class={classes!("chip", chip.excluded.then_some("chip--excluded"))}
            part={if chip.chosen { "chip chip-chosen" } else { "chip" }}
            type="button"
            tabindex={roving.tabindex(place)}
            aria-pressed={chip.chosen.to_string()}
            onclick={on_toggle.reform(move |_: MouseEvent| name.clone())}
        >
            { &chip.name }
            { " " }
            <span class="chip__count">{ chip.count }</span>
        </button>
    }
}

/// "Stories with any | all": whether stories must have all chosen tags.
pub fn match_mode(all: bool, words: &Words, on_all: &Callback<bool>) -> Html {
    let choice = |value: bool, key: &str| {
        html! {
            <button class="chips__mode" type="button" aria-pressed={(all == value).to_string()}
                onclick={on_all.reform(move |_: MouseEvent| value)}>{ words.get(key) }</button>
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

/// The chips in the order that they stood in, new ones behind. A browser takes the focus from an element that is moved.
pub fn steady(before: &[AttrValue], mut chips: Vec<Chip>) -> Vec<Chip> {
    let mut ordered: Vec<Chip> = Vec::with_capacity(chips.len());
    for name in before {
        if let Some(place) = chips.iter().position(|chip| chip.name == *name) {
            ordered.push(chips.remove(place));
        }
    }
    ordered.append(&mut chips);
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    fn row(chosen: usize, all: usize) -> Html {
        let chip = |n: usize| Chip {
            name: format!("tag {n}").into(),
            count: 90 - n as u32,
            chosen: n < chosen,
            excluded: n == all - 1,
        };
        html! { <Chips chips={(0..all).map(chip).collect::<Vec<_>>()} words={english()} on_toggle={Callback::noop()} /> }
    }

    #[test]
    fn a_chosen_tag_is_pressed_and_an_excluded_one_looks_it() {
        check_html("chips-two-chosen", row(2, 3));
    }

    #[test]
    fn a_row_has_room_for_the_commonest_tags() {
        check_html("chips-many", row(0, 12));
    }

    #[test]
    fn a_feed_without_tags_has_no_row() {
        check_html("chips-none", row(0, 0));
    }

    #[test]
    fn two_chosen_tags_can_be_joined_either_way() {
        check_html("match-mode", match_mode(true, &english(), &Callback::noop()));
    }

    #[track_caller]
    fn check_order(before: &str, now: &str, expected: &str) {
        let names = |list: &str| list.split(' ').map(|name| AttrValue::from(name.to_owned())).collect::<Vec<_>>();
        let chip = |name| Chip { name, count: 1, chosen: false, excluded: false };
        let chips = names(now).into_iter().map(chip).collect();
        let ordered: Vec<String> = steady(&names(before), chips).iter().map(|chip| chip.name.to_string()).collect();
        assert_eq!(expected, ordered.join(" "));
    }

    #[test]
    fn chips_keep_their_places_and_new_ones_come_last() {
        check_order("a b c", "c b a", "a b c");
        check_order("a b c", "d c a", "a c d");
        check_order("", "b a", "b a");
    }
}
