//! The search field and what it found.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::words::Words;

/// What the bar shows.
pub struct Finding<'a> {
    /// What the reader has typed.
    pub typed: &'a AttrValue,
    /// How many stories there are to search.
    pub stories: usize,
    /// What is shown: "9 stories, newest first".
    pub summary: &'a AttrValue,
}

/// The search field with its count; `on_typed` is called with the whole text at each change.
pub fn find_bar(finding: &Finding<'_>, words: &Words, on_typed: &Callback<AttrValue>) -> Html {
    let typed = on_typed.reform(|event: InputEvent| {
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
                    aria-label={words.get("search_label")}
                    placeholder={words.count("search_hint", finding.stories)}
                    value={finding.typed.clone()}
                    oninput={typed}
                    autocomplete="off"
                    autocapitalize="none"
                    enterkeyhint="search"
                    maxlength="200"
                />
            </form>
            <p class="find__count">{ finding.summary }</p>
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
