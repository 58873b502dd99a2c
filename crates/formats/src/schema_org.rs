//! schema.org's articles as JSON-LD, <https://schema.org/NewsArticle>. Any value may be a scalar, an object or a list.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{extension, fields};

pub(crate) const SCHEMA_ORG: Recipe = Recipe {
    id: "@id|identifier.value|identifier|url",
    url: "url|mainEntityOfPage.@id|mainEntityOfPage",
    headline: "headline|name",
    standfirst: "description|abstract",
    dateline: "dateline|locationCreated.name|locationCreated",
    authors: "author|creator",
    published: "datePublished|dateCreated",
    updated: "dateModified",
    html: "articleBody|text",
    section: "articleSection|printSection",
    source: "sourceOrganization|publisher|provider",
    lang: "inLanguage|inLanguage.alternateName",
    lead: "image|thumbnailUrl|primaryImageOfPage",
    tags: &[
        ("keywords", TagKind::Topic),
        ("about[@type=Person]", TagKind::Person),
        ("about[@type=Organization]", TagKind::Organisation),
        ("about[@type=Place]", TagKind::Place),
        ("about", TagKind::Topic),
        ("mentions[@type=Person]", TagKind::Person),
        ("mentions[@type=Organization]", TagKind::Organisation),
        ("mentions[@type=Place]", TagKind::Place),
        ("mentions", TagKind::Topic),
    ],
    expires: "expires",
    is_unsure: true,
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    story.corrections = extension::corrections(&fields::list(item, "correction"), desk);
}

/// True for the types that are stories: `NewsArticle`, its kin, and the more general `Article` and `BlogPosting`.
pub(crate) fn is_article(item: &Json<'_>) -> bool {
    let is = |kind: &&Json<'_>| {
        let kind = fields::as_str(kind).unwrap_or_default();
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || matches!(kind, "Report" | "CreativeWork")
    };
    fields::list(item, "@type").iter().any(is)
}
