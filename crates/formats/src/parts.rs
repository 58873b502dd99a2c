//! A story whose item is kept in two parts, as archives do: what lists show of it, and the rest.

use dateline_story::{Story, WebUrl};

use crate::desk::Desk;
use crate::json::{self, Json};
use crate::{Format, Limits, adapt, edit};

/// The story of an item of JSON Feed, of which `text` has fields that `card` has not, or nothing; both are objects of JSON.
///
/// Addresses are seen from `base`. `None` for what is no item, or has no headline.
pub fn story_of_parts(card: &[u8], text: &[u8], base: &WebUrl) -> Option<Story> {
    let limits = Limits::default();
    let (card, text) = (std::str::from_utf8(card).ok()?, std::str::from_utf8(text).ok()?);
    let mut item = json::parse(card, limits.max_depth).ok()?.value;
    if !text.is_empty() {
        put_in(&mut item, json::parse(text, limits.max_depth).ok()?.value);
    }
    if !adapt::is_object(&item) {
        return None;
    }
    let mut desk = Desk::new(base.clone(), &limits);
    let story = adapt::recipe(Format::JsonFeed).story(&item, &Json::Null, &mut desk);
    edit::finish(story, &mut desk)
}

/// Puts the fields of an object into another; those that both have and that are objects become one.
fn put_in<'j>(item: &mut Json<'j>, more: Json<'j>) {
    let (Json::Object(fields), Json::Object(more)) = (item, more) else { return };
    for (name, value) in more {
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) if adapt::is_object(known) => put_in(known, value),
            Some((_, known)) => *known = value,
            None => fields.push((name, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(card: &str, text: &str, expected: Option<&str>) {
        let base = WebUrl::parse("https://paper.example/archive/dateline.json").expect("an address");
        let said = |story: Story| {
            let byline = story.byline.printed.unwrap_or_default();
            format!(
                "{} / {byline} / {} blocks, {} corrections",
                story.headline,
                story.body.len(),
                story.corrections.len()
            )
        };
        assert_eq!(expected.map(str::to_owned), story_of_parts(card.as_bytes(), text.as_bytes(), &base).map(said));
    }

    #[test]
    fn both_parts_make_the_story() {
        let card = r#"{"id":"7","title":"Ferries stay","_dateline":{"byline":"A. Writer"}}"#;
        check(card, "", Some("Ferries stay / A. Writer / 0 blocks, 0 corrections"));
        let text = r#"{"_dateline":{"corrections":[{"text":"It was six."}]},"content_html":"<p>One.</p><p>Two.</p>"}"#;
        check(card, text, Some("Ferries stay / A. Writer / 2 blocks, 1 corrections"));
    }

    #[test]
    fn what_is_no_item_is_no_story() {
        for (card, text) in [("", ""), ("[]", ""), ("{\"id\":\"7\"}", ""), ("{\"title\":\"A\"}", "{"), ("7", "{}")] {
            check(card, text, None);
        }
        check("{\"title\":\"A\"}", "[]", Some("A /  / 0 blocks, 0 corrections"));
    }
}
