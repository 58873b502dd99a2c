//! Which format an item is in, and the adapter for each.

use dateline_story::Story;
use serde_json::Value;

use crate::desk::Desk;
use crate::{Format, fields, json_feed, plain};

/// The story of an item; nothing if the item is there, but is no story.
pub(crate) fn story(format: Format, item: &Value, head: &Value, desk: &mut Desk<'_>) -> Option<Story> {
    match format {
        Format::JsonFeed => Some(json_feed::story(item, head, desk)),
        _ => Some(plain::story(item, desk)),
    }
}

/// The format that an item is written in, by its content.
pub(crate) fn detect(item: &Value, head: &Value) -> Format {
    let has = |name: &str| fields::at(item, name).is_some();
    let version = fields::str(head, "version").unwrap_or_default();
    if version.contains("jsonfeed.org/version/") || has("content_html") || has("content_text") || has("_dateline") {
        Format::JsonFeed
    } else {
        Format::Plain
    }
}

/// True if an object that stands alone is a story, and not a feed without stories or something else.
pub(crate) fn is_story(document: &Value) -> bool {
    let has = |name: &&str| fields::at(document, name).is_some();
    let titled = ["title", "headline", "headlines", "name", "webTitle"].iter().any(has);
    let told = ["body", "content", "text", "url", "uri", "content_html", "content_text", "html", "articleBody", "link"];
    titled && told.iter().any(has) && !has(&"version")
}
