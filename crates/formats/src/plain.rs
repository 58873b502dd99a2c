//! Objects with the usual names: what small systems and scripts write, and news APIs without a standard.

use dateline_story::{Block, Story};
use serde_json::Value;

use crate::desk::Desk;
use crate::{dateline, edit, extension, fields, html, wire};

const ADDRESSES: [&str; 5] = ["url", "link", "permalink", "web_url", "canonical_url"];
const HEADLINES: [&str; 4] = ["headline", "title", "name", "heading"];
const STANDFIRSTS: [&str; 9] =
    ["standfirst", "summary", "description", "abstract", "excerpt", "subtitle", "dek", "teaser", "lead_text"];
const BODIES: [&str; 12] = [
    "content_html",
    "body_html",
    "html",
    "body",
    "content",
    "text",
    "content_text",
    "body_text",
    "articleBody",
    "story",
    "paragraphs",
    "full_text",
];
const PUBLISHED: [&str; 12] = [
    "published",
    "date_published",
    "published_at",
    "publishedAt",
    "publication_date",
    "pubDate",
    "pub_date",
    "date",
    "datePublished",
    "created_at",
    "created",
    "timestamp",
];
const UPDATED: [&str; 7] =
    ["updated", "date_modified", "updated_at", "updatedAt", "modified", "dateModified", "last_modified"];
const PICTURES: [&str; 12] = [
    "image",
    "lead_image",
    "picture",
    "photo",
    "image_url",
    "imageUrl",
    "urlToImage",
    "thumbnail",
    "thumbnail_url",
    "featured_image",
    "img",
    "photograph",
];
const CAPTIONS: [&str; 4] = ["caption", "image_caption", "photo_caption", "picture_caption"];
const CREDITS: [&str; 4] = ["credit", "image_credit", "photo_credit", "picture_credit"];
const ALTS: [&str; 3] = ["alt", "image_alt", "photo_alt"];
const TAGS: [&str; 5] = ["tags", "keywords", "topics", "categories", "labels"];
const AUTHORS: [&str; 5] = ["authors", "author", "creator", "writer", "by"];
const BYLINES: [&str; 2] = ["byline", "by_line"];
const SECTIONS: [&str; 3] = ["section", "category", "desk"];

/// A story of an object with the usual names.
pub(crate) fn story(item: &Value, desk: &mut Desk<'_>) -> Story {
    let mut story = Story::new("", "");
    story.id = ["id", "_id", "guid", "uuid", "uri"].iter().find_map(|name| fields::id(item, name)).unwrap_or_default();
    story.url = ADDRESSES.iter().find_map(|name| desk.url(item, name));
    let headline = HEADLINES.iter().find_map(|name| desk.text(item, name));
    story.headline = headline.map(|title| edit::decoded(&title, desk)).unwrap_or_default();
    story.kicker = desk.text(item, "kicker");
    story.standfirst = STANDFIRSTS.iter().find_map(|name| desk.plain(item, name));
    story.dateline = fields::str(item, "dateline").and_then(dateline::parse);
    story.byline.people = AUTHORS
        .iter()
        .map(|name| desk.people(fields::list(item, name), &["name", "title"], &["url", "link"]))
        .find(|people| !people.is_empty())
        .unwrap_or_default();
    story.byline.printed = BYLINES.iter().find_map(|name| desk.text(item, name));
    story.published = PUBLISHED.iter().find_map(|name| desk.date(item, name));
    story.updated = UPDATED.iter().find_map(|name| desk.date(item, name));
    story.body = body(item, desk);
    story.lead = picture(item, desk);
    story.tags = TAGS.iter().flat_map(|name| tags(item, name, desk)).collect();
    story.section = SECTIONS.iter().find_map(|name| desk.text_or_name(item, name));
    story.source = desk.text_or_name(item, "source");
    story.lang = desk.lang(item, "lang").or_else(|| desk.lang(item, "language"));
    story.dir = desk.direction(item, "dir").unwrap_or_default();
    if let Some(extension) = fields::at(item, "_dateline") {
        extension::apply(&mut story, extension, desk);
    }
    story
}

/// The body from the first field that has one; a list of strings is a list of paragraphs.
fn body(item: &Value, desk: &mut Desk<'_>) -> Vec<Block> {
    for name in BODIES {
        let blocks = match fields::at(item, name) {
            Some(Value::Array(parts)) => {
                parts.iter().filter_map(fields::as_str).flat_map(|part| text_or_html(part, desk)).collect()
            }
            Some(value) => fields::as_str(value).map(|text| text_or_html(text, desk)).unwrap_or_default(),
            None => Vec::new(),
        };
        if !blocks.is_empty() {
            return blocks;
        }
    }
    Vec::new()
}

/// Blocks of a text of which nobody said whether it is HTML.
pub(crate) fn text_or_html(text: &str, desk: &mut Desk<'_>) -> Vec<Block> {
    if looks_like_html(text) { html::blocks(text, desk) } else { wire::paragraphs(&edit::decoded_lines(text, desk)) }
}

/// True if there is an end tag, a line break or a paragraph of HTML in the text.
pub(crate) fn looks_like_html(text: &str) -> bool {
    ["</", "<br", "<p>", "<img ", "<p "].iter().any(|mark| text.contains(mark))
}

fn picture(item: &Value, desk: &mut Desk<'_>) -> Option<dateline_story::Picture> {
    let value = PICTURES.iter().find_map(|name| fields::at(item, name)).or_else(|| fields::at(item, "images"))?;
    let value = value.as_array().map_or(Some(value), |entries| entries.first())?;
    let mut picture = extension::picture(value, desk)?;
    let words = |names: &[&str]| names.iter().find_map(|name| fields::str(item, name));
    if picture.caption.is_none() {
        let (caption, credit) = words(&CAPTIONS).map(|text| html::caption(text, desk)).unwrap_or_default();
        let (caption, credit) = if credit.is_some() { (caption, credit) } else { crate::credit::split(caption) };
        picture.caption = (!caption.is_empty()).then_some(caption);
        picture.credit = picture.credit.or(credit);
    }
    if let Some(credit) = words(&CREDITS) {
        picture.credit = Some(html::plain(credit, desk));
    }
    if let Some(alt) = words(&ALTS) {
        picture.alt = html::alt_of(alt);
    }
    Some(picture)
}

/// Tags as a list, or as one string with commas.
fn tags(item: &Value, name: &str, desk: &mut Desk<'_>) -> Vec<dateline_story::Tag> {
    match fields::at(item, name) {
        Some(Value::String(line)) => line.split([',', ';']).filter_map(dateline_story::Tag::new).collect(),
        _ => desk.tags(fields::list(item, name), "name"),
    }
}
