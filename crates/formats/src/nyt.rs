//! The New York Times: Top Stories, Newswire and Article Search, <https://developer.nytimes.com/apis>.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{fields, picture};

pub(crate) const NYT: Recipe = Recipe {
    id: "uri|_id|url",
    url: "url|web_url|short_url",
    headline: "headline.main|title|headline",
    kicker: "headline.kicker|kicker",
    standfirst: "abstract|snippet|lead_paragraph",
    byline: "byline.original|byline",
    published: "published_date|pub_date|created_date",
    updated: "updated_date",
    // There is no body; its first paragraph is better than nothing.
    text: "lead_paragraph",
    section: "section|section_name|news_desk",
    source: "source",
    tags: &[
        ("des_facet", TagKind::Topic),
        ("org_facet", TagKind::Organisation),
        ("per_facet", TagKind::Person),
        ("geo_facet", TagKind::Place),
    ],
    finish,
    ..NOTHING
};

/// Relative addresses of Article Search are seen from here.
const SITE: &str = "https://www.nytimes.com/";

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    for keyword in fields::list(item, "keywords") {
        let kind = match fields::str(keyword, "name") {
            Some("persons") => TagKind::Person,
            Some("organizations") => TagKind::Organisation,
            Some("glocations") => TagKind::Place,
            _ => TagKind::Topic,
        };
        let tag = fields::str(keyword, "value").and_then(dateline_story::Tag::new);
        story.tags.extend(tag.map(|tag| dateline_story::Tag { kind, ..tag }));
    }
    let site = dateline_story::WebUrl::parse(SITE).unwrap_or_else(|_| desk.base.clone());
    let base = std::mem::replace(&mut desk.base, site);
    // The entries are one picture in several cuts; an object of two sizes is a newer shape of the same.
    let mut cuts = fields::list(item, "multimedia").into_iter().flat_map(|media| match media {
        Json::Object(_) if fields::at(media, "url").is_none() => fields::list(media, "default|thumbnail"),
        media => vec![media],
    });
    let first = cuts.next();
    story.lead = first.and_then(|first| picture::read(first, desk));
    if let Some(lead) = &mut story.lead {
        lead.sources.extend(cuts.filter_map(|cut| desk.source(cut, "url")));
        let words = fields::at(item, "multimedia").filter(|media| matches!(media, Json::Object(_)));
        if let Some(media) = words {
            picture::set_words(lead, fields::str(media, "caption"), fields::str(media, "credit"), desk);
        }
    }
    desk.base = base;
}
