//! A thin line over the rule under the search field that shows how far a long feed has been read. It takes no room.

use yew::prelude::*;

/// How far the feed has been read: `label` says "12,300 of about 21,600 stories", and `percent` is 0 to 100 if it is known
/// how much is to come.
pub fn progress(label: &AttrValue, percent: Option<u32>) -> Html {
    html! {
        <div class="progress" part="progress">
            // `progress` draws its own bar, so no width has to be written into a style.
            <progress class="progress__bar" max="100" value={percent.map(|percent| percent.to_string())} aria-label={label} />
        </div>
    }
}
