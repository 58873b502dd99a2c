//! The Guardian's Content API, <https://open-platform.theguardian.com/documentation/search>.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{fields, html, picture};

pub(crate) const GUARDIAN: Recipe = Recipe {
    id: "id",
    url: "webUrl",
    headline: "fields.headline|webTitle",
    standfirst: "fields.standfirst|fields.trailText",
    byline: "fields.byline",
    // `webPublicationDate` moves when a story is changed much.
    published: "fields.firstPublicationDate|webPublicationDate",
    updated: "fields.lastModified",
    html: "fields.body|blocks.body.bodyHtml",
    text: "fields.bodyText|blocks.body.bodyTextSummary",
    section: "sectionName",
    source: "fields.publication",
    lang: "fields.lang",
    is_marked_up: true,
    finish,
    ..NOTHING
};

/// Elements that hold the lead picture, and its files below them.
const MAIN: &str = "blocks.main.elements|elements";

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    for tag in fields::list(item, "tags") {
        match fields::str(tag, "type") {
            Some("keyword") => story.tags.extend(desk.tag(tag)),
            Some("contributor") => story.byline.people.extend(desk.people(&[tag])),
            Some("tone" | "series") if story.kicker.is_none() => {
                story.kicker = fields::str(tag, "webTitle").map(html::one_line);
            }
            _ => {}
        }
    }
    debug_assert!(story.tags.iter().all(|tag| tag.kind == TagKind::Topic), "the Guardian's keywords have no kinds");
    story.lead = fields::list(item, MAIN).into_iter().find_map(|element| lead(element, desk));
    if story.lead.is_none() {
        story.lead = desk.value("lead", item, "fields.thumbnail").and_then(|value| picture::read(value, desk));
    }
    story.status.withdrawn = fields::is_true(item, "isGone") || fields::is_true(item, "isExpired");
}

/// The picture of an element, if it is the main one.
fn lead(element: &Json<'_>, desk: &mut Desk<'_>) -> Option<dateline_story::Picture> {
    let is_main = fields::str(element, "relation").is_none_or(|relation| relation == "main");
    let is_image = fields::str(element, "type").is_none_or(|kind| kind == "image");
    let mut picture = picture::read(element, desk).filter(|_| is_main && is_image)?;
    if picture.credit.is_none() {
        let part = |paths| fields::str(element, paths);
        let photographer = part("imageTypeData.photographer|assets.typeData.photographer");
        let source = part("imageTypeData.source|assets.typeData.source");
        picture.credit = match (photographer, source) {
            (Some(photographer), Some(source)) => Some([photographer, source].join("/")),
            (one, other) => one.or(other).map(str::to_owned),
        };
    }
    if fields::str(element, "imageTypeData.displayCredit") == Some("false") {
        picture.credit = None;
    }
    Some(picture)
}
