//! The filters that are on and have no chip of their own, each with a cross to take it off.

use yew::prelude::*;

use crate::words::Words;

/// One filter that is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it says: "since 2011".
    pub label: AttrValue,
    /// Called to take it off.
    pub on_remove: Callback<()>,
}

/// What the row needs.
#[derive(Properties, PartialEq)]
pub struct TokensProps {
    /// The filters.
    pub tokens: Vec<Token>,
    /// The words of the interface.
    pub words: Words,
}

/// The filters that are on; nothing if there are none.
#[component]
pub fn Tokens(props: &TokensProps) -> Html {
    if props.tokens.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="tokens" aria-label={props.words.get("filters")}>
            for token in &props.tokens {
                <li class="tokens__one" key={token.label.to_string()}>
                    { &token.label }
                    <button class="tokens__remove" type="button" onclick={token.on_remove.reform(|_: MouseEvent| ())}
                        aria-label={props.words.fill("remove_filter", &[("name", &token.label)])}>{ "×" }</button>
                </li>
            }
        </ul>
    }
}
