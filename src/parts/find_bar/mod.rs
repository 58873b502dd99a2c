//! The search field and what it found.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::words::Words;

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct FindBarProps {
    /// What the reader has typed.
    pub typed: AttrValue,
    /// How many stories there are to search.
    pub stories: usize,
    /// What is shown: "9 stories, newest first".
    pub summary: AttrValue,
    /// The words of the interface.
    pub words: Words,
    /// Called with the whole text at each change.
    pub on_typed: Callback<AttrValue>,
}

/// The search field with its count.
#[component]
pub fn FindBar(props: &FindBarProps) -> Html {
    let typed = props.on_typed.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        AttrValue::from(field.value())
    });
    html! {
        <search class="find" part="search">
            // Typing is all: there is nothing to send, and Enter must not leave the page.
            <form class="find__form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                { magnifier() }
                <input
                    class="find__field"
                    part="search-field"
                    type="search"
                    aria-label={props.words.get("search_label")}
                    placeholder={props.words.count("search_hint", props.stories)}
                    value={props.typed.clone()}
                    oninput={typed}
                    autocomplete="off"
                    autocapitalize="none"
                    enterkeyhint="search"
                    maxlength="200"
                />
            </form>
            <p class="find__count">{ &props.summary }</p>
        </search>
    }
}

fn magnifier() -> Html {
    html! {
        <svg class="find__glass" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="10.5" cy="10.5" r="6.5" />
            <path d="M15.5 15.5 21 21" />
        </svg>
    }
}
