//! The button under a list that shows more of it.

use yew::prelude::*;

/// "Show 24 more stories".
pub fn load_more(label: String, on_more: &Callback<()>) -> Html {
    html! {
        <button class="load-more" part="load-more" type="button" onclick={on_more.reform(|_: MouseEvent| ())}>
            { label }
        </button>
    }
}
