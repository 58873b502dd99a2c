//! The button under a list that shows more of it.

use yew::prelude::*;

use crate::words::Words;

/// What the button needs.
#[derive(Properties, PartialEq)]
pub struct LoadMoreProps {
    /// How many more stories one press shows; none, and there is no button.
    pub more: usize,
    /// The words of the interface.
    pub words: Words,
    /// Called when it is pressed.
    pub on_more: Callback<()>,
}

/// "Show 24 more stories".
#[component]
pub fn LoadMore(props: &LoadMoreProps) -> Html {
    if props.more == 0 {
        return Html::default();
    }
    html! {
        <button class="load-more" part="load-more" type="button" onclick={props.on_more.reform(|_: MouseEvent| ())}>
            { props.words.count("load_more", props.more) }
        </button>
    }
}
