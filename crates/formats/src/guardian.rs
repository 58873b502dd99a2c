//! The Guardian's Content API, <https://open-platform.theguardian.com/documentation/search>.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::fields;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};

pub(crate) const GUARDIAN: Recipe = Recipe {
    id: "id",
    url: "webUrl",
    headline: "fields.headline|webTitle",
    standfirst: "fields.standfirst|fields.trailText",
    kicker: "tags[type=tone].webTitle|tags[type=series].webTitle",
    byline: "fields.byline",
    authors: "tags[type=contributor]",
    // `webPublicationDate` moves when a story is changed much.
    published: "fields.firstPublicationDate|webPublicationDate",
    updated: "fields.lastModified",
    html: "fields.body|blocks.body.bodyHtml+",
    text: "fields.bodyText|blocks.body.bodyTextSummary+",
    section: "sectionName",
    source: "fields.publication",
    lang: "fields.lang",
    // The main picture, wherever this answer has it, and then the small one.
    lead: "blocks.main.elements[type=image]|elements[relation=main]|elements[type=image]|fields.thumbnail",
    tags: &[("tags[type=keyword]", TagKind::Topic)],
    is_marked_up: true,
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, _desk: &mut Desk<'_>) {
    story.status.withdrawn = fields::is_true(item, "isGone") || fields::is_true(item, "isExpired");
}
