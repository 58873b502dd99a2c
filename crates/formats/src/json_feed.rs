//! JSON Feed 1.0 and 1.1, <https://www.jsonfeed.org/version/1.1/>.
//!
//! Read beyond the standard: numbers as identifiers, a single author for a list, and our extension.

use dateline_story::{Attachment, Story, TagKind};

use crate::desk::{Desk, direction};
use crate::html::one_line;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{extension, fields};

pub(crate) const JSON_FEED: Recipe = Recipe {
    id: "id",
    url: "url|external_url",
    headline: "title",
    standfirst: "summary",
    // 1.1 has a list, 1.0 a single one.
    authors: "authors|author",
    published: "date_published",
    updated: "date_modified",
    html: "content_html",
    text: "content_text",
    lang: "language",
    lead: "image|banner_image",
    tags: &[("tags", TagKind::Topic)],
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, head: &Json<'_>, desk: &mut Desk<'_>) {
    if story.byline.people.is_empty() {
        story.byline.people = desk.people(&fields::list(head, "authors|author"));
    }
    // Defaults that the feed gives for all items.
    let about = desk.url(item, "external_url");
    story.about = about.filter(|about| story.url.as_ref() != Some(about));
    story.attachments =
        fields::list(item, "attachments").into_iter().filter_map(|entry| attachment(entry, desk)).collect();
    story.source = fields::str(head, "_dateline.source").map(one_line);
    story.dir = direction(head, "_dateline.dir").unwrap_or_default();
    extension::apply(story, item, desk);
}

fn attachment(entry: &Json<'_>, desk: &mut Desk<'_>) -> Option<Attachment> {
    let url = desk.web_url("attachments.url", fields::str(entry, "url")?)?;
    let media_type = fields::str(entry, "mime_type").map(one_line).unwrap_or_default();
    Some(Attachment::new(url, fields::str(entry, "title").map(one_line), media_type))
}
