//! The buttons at the ends of a list that show more of it.

use yew::prelude::*;

/// Where more is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Before the stories that are drawn.
    Up,
    /// After them.
    Down,
}

/// "Show 24 more stories".
pub fn load_more(label: String, way: Way, on_more: &Callback<()>) -> Html {
    let class = match way {
        Way::Up => "load-more load-more--up",
        Way::Down => "load-more load-more--down",
    };
    html! {
        <button {class} part="load-more" type="button" onclick={on_more.reform(|_: MouseEvent| ())}>
            { label }
        </button>
    }
}
