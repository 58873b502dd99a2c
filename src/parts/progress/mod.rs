//! A thin line that says how far a long feed has been read.

use yew::prelude::*;

/// What the line needs.
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// What it says: "12,300 of about 21,600 stories".
    pub label: AttrValue,
    /// 0 to 100, if it is known how much is to come.
    pub percent: Option<u32>,
}

/// How far the feed has been read.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    html! {
        <div class="progress" part="progress">
            // `progress` draws its own bar, so no width has to be written into a style.
            <progress class="progress__bar" max="100" value={props.percent.map(|percent| percent.to_string())} aria-label={props.label.clone()} />
            <span class="progress__label">{ &props.label }</span>
        </div>
    }
}
