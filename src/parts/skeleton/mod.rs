//! The page that is coming, as grey shapes, while nothing has arrived yet.

use yew::prelude::*;

/// Shapes sized as the cards are, as many as `cards`; `label` is said to those who do not see them.
pub fn skeleton(label: AttrValue, cards: usize) -> Html {
    html! {
        <div class="skeleton" role="group" aria-label={label} aria-busy="true">
            <div class="front" aria-hidden="true">
                for place in 0..cards {
                    <div key={place} class={if place == 0 { "card card--lead card--pictured" } else { "card card--plain card--pictured" }}>
                        <div class="card__words">
                            <span class="skeleton__line skeleton__line--kicker" />
                            <span class="skeleton__line skeleton__line--headline" />
                            <span class="skeleton__line skeleton__line--headline skeleton__line--short" />
                            <span class="skeleton__line" />
                        </div>
                        <span class="figure skeleton__picture" />
                    </div>
                }
            </div>
        </div>
    }
}

/// Lines of a text that is coming.
pub fn text_skeleton(label: AttrValue) -> Html {
    html! {
        <div class="skeleton" role="group" aria-label={label} aria-busy="true">
            for line in 0..LINES {
                <span key={line} class={classes!("skeleton__line", (line % 4 == 3).then_some("skeleton__line--short"))} aria-hidden="true" />
            }
        </div>
    }
}

/// Two paragraphs.
const LINES: usize = 8;
