//! The page that is coming, as grey shapes, while nothing has arrived yet.

use yew::prelude::*;

/// What the shapes need.
#[derive(Properties, PartialEq)]
pub struct SkeletonProps {
    /// What is said to those who do not see them.
    pub label: AttrValue,
    /// How many cards to hint at.
    pub cards: usize,
}

/// Shapes sized as the cards are.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class="skeleton" role="group" aria-label={props.label.clone()} aria-busy="true">
            <div class="front" aria-hidden="true">
                for place in 0..props.cards {
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
