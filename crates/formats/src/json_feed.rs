//! JSON Feed 1.0 and 1.1, <https://www.jsonfeed.org/version/1.1/>.
//!
//! Read beyond the standard: numbers as identifiers, a single author for a list, and our extension.

use dateline_story::{Story, WebUrl};
use serde_json::Value;

use crate::desk::Desk;
use crate::{edit, extension, fields, html, wire};

/// A story of an item; `head` holds the feed's own fields.
pub(crate) fn story(item: &Value, head: &Value, desk: &mut Desk<'_>) -> Story {
    let mut story = Story::new("", "");
    let external = desk.url(item, "external_url");
    story.url = desk.url(item, "url").or(external);
    story.id = fields::id(item, "id").unwrap_or_default();
    story.headline = desk.text(item, "title").map(|title| edit::decoded(&title, desk)).unwrap_or_default();
    story.standfirst = desk.text(item, "summary");
    story.published = desk.date(item, "date_published");
    story.updated = desk.date(item, "date_modified");
    story.byline.people = authors(item, head, desk);
    story.tags = desk.tags(fields::list(item, "tags"), "name");
    story.lang = desk.lang(item, "language");
    story.lead = lead(item, desk).map(edit::picture_of);
    story.body = match fields::str(item, "content_html") {
        Some(html) => html::blocks(html, desk),
        None => fields::str(item, "content_text").map(wire::paragraphs).unwrap_or_default(),
    };
    apply_feed_extension(&mut story, head, desk);
    if let Some(extension) = fields::at(item, "_dateline") {
        extension::apply(&mut story, extension, desk);
    }
    story
}

/// 1.1 has a list, 1.0 a single one; both may stand in the item or, for all items, in the feed.
fn authors(item: &Value, head: &Value, desk: &mut Desk<'_>) -> Vec<dateline_story::Person> {
    let places = [(item, "authors"), (item, "author"), (head, "authors"), (head, "author")];
    let found = places.iter().map(|(value, name)| desk.people(fields::list(value, name), &["name"], &["url"]));
    found.into_iter().find(|people| !people.is_empty()).unwrap_or_default()
}

fn lead(item: &Value, desk: &mut Desk<'_>) -> Option<WebUrl> {
    let image = desk.url(item, "image");
    image.or_else(|| desk.url(item, "banner_image"))
}

/// Defaults that the feed gives for all items.
fn apply_feed_extension(story: &mut Story, head: &Value, desk: &mut Desk<'_>) {
    if let Some(extension) = fields::at(head, "_dateline") {
        story.source = desk.text(extension, "source");
        story.dir = desk.direction(extension, "dir").unwrap_or_default();
    }
}
