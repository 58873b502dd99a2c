//! The filters that are on and have no chip of their own, each with a cross to take it off.

use yew::prelude::*;

use crate::words::Words;

/// One filter that is on.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it says: "since 2011".
    pub label: AttrValue,
    /// Called to take it off.
    pub on_remove: Callback<()>,
}

/// The filters that are on; nothing if there are none.
pub fn tokens(tokens: &[Token], words: &Words) -> Html {
    if tokens.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="tokens" aria-label={words.get("filters")}>
            for token in tokens {
                <li class="tokens__one" key={token.label.to_string()}>
                    { &token.label }
                    <button class="tokens__remove" type="button" onclick={token.on_remove.reform(|_: MouseEvent| ())}>
                        { sign("×", words.fill("remove_filter", &[("name", &token.label)])) }
                    </button>
                </li>
            }
        </ul>
    }
}

/// What a button shows, and what it is called: those who see it know the sign.
pub fn sign(shown: &'static str, name: String) -> Html {
    html! {
        <>
            <span aria-hidden="true">{ shown }</span>
            <span class="visually-hidden">{ name }</span>
        </>
    }
}
