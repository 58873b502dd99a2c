//! The tags of one story, each a button that filters by it.

use yew::prelude::*;

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct TagListProps {
    /// The tags' names, in the publisher's order.
    pub tags: Vec<AttrValue>,
    /// What the list is called.
    pub label: AttrValue,
    /// Called with the name of the tag that the reader chooses.
    pub on_tag: Callback<AttrValue>,
}

/// Tags of a story; nothing if it has none.
#[component]
pub fn TagList(props: &TagListProps) -> Html {
    if props.tags.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="tags" part="tags" aria-label={props.label.clone()}>
            for tag in &props.tags {
                <li key={tag.to_string()}>
                    <button class="tag" part="tag" type="button" onclick={choose(&props.on_tag, tag)}>{ tag }</button>
                </li>
            }
        </ul>
    }
}

fn choose(on_tag: &Callback<AttrValue>, tag: &AttrValue) -> Callback<MouseEvent> {
    let tag = tag.clone();
    on_tag.reform(move |_| tag.clone())
}
