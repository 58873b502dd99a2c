//! All tags, to be looked through by a few letters: each can be chosen or left out.

use dateline_story::fold_tag;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    chips::{Chip, button, steady},
    roving::{Roving, use_roving},
    tokens::sign,
};
use crate::words::Words;

/// How many tags are shown at a time: more are found sooner by a letter or two.
const SHOWN: usize = 30;
/// Each tag has two buttons.
const BUTTONS: usize = 2;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct TagPanelProps {
    /// Gives the tags whose folded names hold a text, those with most stories first, and how many there are.
    pub find: Callback<(String, usize), (Vec<Chip>, usize)>,
    /// The words of the interface.
    pub words: Words,
    /// Called with a tag's name when it is chosen or given up.
    pub on_toggle: Callback<AttrValue>,
    /// Called with a tag's name when stories with it are left out, or no longer.
    pub on_exclude: Callback<AttrValue>,
}

/// The tags with a field to narrow them.
#[component]
pub fn TagPanel(props: &TagPanelProps) -> Html {
    let TagPanelProps { find, words, on_toggle, on_exclude } = props;
    let typed = use_state(String::new);
    let held = use_mut_ref(|| (String::new(), Vec::<AttrValue>::new()));
    let (found, all) = find.emit((fold_tag(&typed), SHOWN));
    let chips = {
        let mut held = held.borrow_mut();
        let before = if held.0 == *typed { std::mem::take(&mut held.1) } else { Vec::new() };
        let chips = steady(&before, found);
        *held = ((*typed).clone(), chips.iter().map(|chip| chip.name.clone()).collect());
        chips
    };
    let roving = use_roving(chips.len() * BUTTONS, BUTTONS, words.lang().direction());
    let narrow = Callback::from(move |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        typed.set(field.value());
    });
    html! {
        <div class="tag-panel" part="tag-panel">
            <input class="tag-panel__field" type="search" aria-label={words.get("find_tag")} placeholder={words.get("find_tag")}
                oninput={narrow} autocomplete="off" maxlength="100" />
            <ul class="tag-panel__list" aria-label={words.get("tags")} ref={roving.node.clone()}
                onkeydown={roving.on_key.clone()} onfocusin={roving.on_focus.clone()}>
                for (place, chip) in chips.iter().enumerate() {
                    <li class="tag-panel__tag" key={chip.name.to_string()}>
                        { button(chip, place * BUTTONS, &roving, on_toggle) }
                        { exclude(chip, place * BUTTONS + 1, &roving, props, on_exclude) }
                    </li>
                }
            </ul>
            if all > chips.len() {
                <p class="tag-panel__more">{ words.count("more_tags", all - chips.len()) }</p>
            }
        </div>
    }
}

fn exclude(
    chip: &Chip,
    place: usize,
    roving: &Roving,
    props: &TagPanelProps,
    on_exclude: &Callback<AttrValue>,
) -> Html {
    let name = chip.name.clone();
    html! {
        <button class="tag-panel__not" type="button" tabindex={roving.tabindex(place)} aria-pressed={chip.excluded.to_string()}
            onclick={on_exclude.reform(move |_: MouseEvent| name.clone())}>
            { sign("−", props.words.fill("without_tag", &[("name", &chip.name)])) }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_html, english};

    #[test]
    fn each_tag_can_be_chosen_or_left_out() {
        let chip = |name: &'static str, chosen, excluded| Chip { name: name.into(), count: 7, chosen, excluded };
        let chips = vec![chip("ferries", true, false), chip("strike", false, true)];
        let find = Callback::from(move |_: (String, usize)| (chips.clone(), 40));
        check_html(
            "tag-panel",
            html! {
                <TagPanel {find} words={english()} on_toggle={Callback::noop()} on_exclude={Callback::noop()} />
            },
        );
    }
}
