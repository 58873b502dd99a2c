//! The tags of one story, each a button that filters by it.

use dateline_story::Tag;
use yew::prelude::*;

use super::rich_text::marked;
use crate::{marking::Marking, words::Words};

/// Tags of a story in the publisher's order; nothing if it has none. `on_tag` is called with the name of the tag that the
/// reader chooses.
pub fn tag_list(tags: &[Tag], words: &Words, marking: &Marking, on_tag: &Callback<AttrValue>) -> Html {
    if tags.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="tags" part="tags" lang={words.own_lang()} aria-label={words.get("tags")}>
            for tag in tags {
                <li key={tag.name.as_str()} lang={words.story_lang()}>
                    <button class="tag" part="tag" type="button" onclick={choose(on_tag, &tag.name)}>
                        { marked(&tag.name, &marking.of(&tag.name)) }
                    </button>
                </li>
            }
        </ul>
    }
}

fn choose(on_tag: &Callback<AttrValue>, name: &str) -> Callback<MouseEvent> {
    let name = AttrValue::from(name.to_owned());
    on_tag.reform(move |_| name.clone())
}
