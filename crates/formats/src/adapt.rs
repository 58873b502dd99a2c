//! Which format an item is in, and the recipe for each.

use crate::ghost::GHOST;
use crate::guardian::GUARDIAN;
use crate::json::Json;
use crate::json_feed::JSON_FEED;
use crate::ninjs::NINJS;
use crate::nyt::NYT;
use crate::plain::PLAIN;
use crate::recipe::Recipe;
use crate::schema_org::{SCHEMA_ORG, is_article};
use crate::wordpress::WORDPRESS;
use crate::{Format, fields};

/// The recipe of a format.
pub(crate) fn recipe(format: Format) -> &'static Recipe {
    match format {
        Format::JsonFeed => &JSON_FEED,
        Format::Ninjs => &NINJS,
        Format::SchemaOrg => &SCHEMA_ORG,
        Format::WordPress => &WORDPRESS,
        Format::Guardian => &GUARDIAN,
        Format::Ghost => &GHOST,
        Format::Nyt => &NYT,
        Format::Rss => &crate::rss::RSS,
        Format::Atom => &crate::rss::ATOM,
        _ => &PLAIN,
    }
}

/// The format that an item is written in, by its content.
pub(crate) fn detect(item: &Json<'_>, head: &Json<'_>) -> Format {
    // Any of the first, and any of the second.
    let has = |names: &str| fields::at(item, names).is_some();
    let marks: [(Format, bool); 7] = [
        (Format::JsonFeed, says_json_feed(head) || has("content_html|content_text|_dateline|date_published")),
        (Format::SchemaOrg, has("@type|@context")),
        (Format::WordPress, has("title.rendered|content.rendered")),
        (Format::Guardian, has("webTitle")),
        (Format::Nyt, has("headline.main|des_facet|org_facet|per_facet|geo_facet") || says_nyt(head)),
        (
            Format::Ghost,
            has("published_at") && has("html|plaintext|feature_image|primary_author|custom_excerpt|comment_id"),
        ),
        (
            Format::Ninjs,
            has("uri")
                && has(
                    "headlines|bodies|body_text|body_xhtml|body_html5|versioncreated|versionCreated|renditions|pubstatus|pubStatus|contentCreated|contentcreated|firstcreated|eventDetails|descriptions|type",
                ),
        ),
    ];
    marks.iter().find(|(_, found)| *found).map_or(Format::Plain, |(format, _)| *format)
}

fn says_json_feed(head: &Json<'_>) -> bool {
    fields::str(head, "version").is_some_and(|version| version.contains("jsonfeed.org/version/"))
}

fn says_nyt(head: &Json<'_>) -> bool {
    fields::str(head, "copyright").is_some_and(|notice| notice.contains("The New York Times Company"))
}

/// The stories in an item: itself, or those that it lists, as JSON-LD does in `@graph` and `ItemList`.
pub(crate) fn stories<'v, 'j>(item: &'v Json<'j>) -> Vec<&'v Json<'j>> {
    let listed = fields::list(item, "@graph|itemListElement");
    let listed = if listed.is_empty() { vec![item] } else { listed };
    listed
        .into_iter()
        .map(|entry| fields::at(entry, "item").filter(|inner| is_object(inner)).unwrap_or(entry))
        .collect()
}

/// False for JSON-LD's neighbours of articles: organisations, pages, crumbs.
pub(crate) fn is_wanted(item: &Json<'_>, format: Format) -> bool {
    format != Format::SchemaOrg || fields::at(item, "@type").is_none() || is_article(item)
}

/// True if an object that stands alone is a story, and not a feed without stories or something else.
pub(crate) fn is_story(document: &Json<'_>) -> bool {
    let titled = fields::at(document, "title|headline|headlines|name|webTitle").is_some();
    let told = "body|content|text|url|web_url|uri|content_html|content_text|html|articleBody|link|lead_paragraph|bodies|@type|_embedded|post_title";
    let is_feed = says_json_feed(document);
    titled && fields::at(document, told).is_some() && !is_feed
}

pub(crate) fn is_object(value: &Json<'_>) -> bool {
    matches!(value, Json::Object(_))
}
