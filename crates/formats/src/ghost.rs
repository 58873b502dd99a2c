//! Ghost's Content API, <https://docs.ghost.org/content-api>, asked for with `include=authors,tags`.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{fields, html, picture};

pub(crate) const GHOST: Recipe = Recipe {
    id: "id|uuid",
    url: "url|canonical_url",
    headline: "title",
    standfirst: "custom_excerpt|excerpt",
    authors: "authors|primary_author",
    published: "published_at",
    updated: "updated_at",
    html: "html",
    text: "plaintext",
    section: "primary_tag.name",
    lang: "lang",
    lead: "feature_image",
    tags: &[("tags", TagKind::Topic)],
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    if let Some(lead) = &mut story.lead {
        // Ghost has no field for a credit; it stands in the caption.
        picture::set_words(lead, fields::str(item, "feature_image_caption"), None, desk);
        if let Some(alt) = fields::str(item, "feature_image_alt") {
            lead.alt = html::alt_of(alt);
        }
    }
    // Tags that begin with a hash are the newsroom's own.
    story.tags.retain(|tag| !tag.name.starts_with('#'));
}
