//! The button under a list that shows more of it.

use yew::prelude::*;

use crate::words::Words;

/// "Show 24 more stories", where `more` is 24; no button if there are none.
pub fn load_more(more: usize, words: &Words, on_more: &Callback<()>) -> Html {
    if more == 0 {
        return Html::default();
    }
    html! {
        <button class="load-more" part="load-more" type="button" onclick={on_more.reform(|_: MouseEvent| ())}>
            { words.count("load_more", more) }
        </button>
    }
}
