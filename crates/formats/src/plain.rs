//! Objects with the usual names: what small systems and scripts write, and news APIs without a standard.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{extension, fields, html, picture};

pub(crate) const PLAIN: Recipe = Recipe {
    id: "id|_id|guid|uuid|uri",
    url: "url|link|permalink|web_url|canonical_url",
    headline: "headline|title|name|heading",
    kicker: "kicker",
    standfirst: "standfirst|summary|description|abstract|excerpt|subtitle|dek|teaser|lead_text",
    dateline: "dateline",
    byline: "byline|by_line",
    authors: "authors|author|creator|writer|by",
    published: "published|date_published|published_at|publishedAt|publication_date|pubDate|pub_date|date|datePublished|\
        created_at|created|timestamp",
    updated: "updated|date_modified|updated_at|updatedAt|modified|dateModified|last_modified",
    html: "content_html|body_html|html|body+|content+|text+|content_text|body_text|articleBody|story+|paragraphs+|full_text",
    section: "section|category|desk",
    source: "source",
    lang: "lang|language",
    lead: "image|lead_image|picture|photo|image_url|imageUrl|urlToImage|thumbnail|thumbnail_url|featured_image|img|\
        photograph|images",
    tags: &[("tags|keywords|topics|categories|labels", TagKind::Topic)],
    is_marked_up: true,
    is_unsure: true,
    finish,
    ..NOTHING
};

const CAPTIONS: &str = "caption|image_caption|photo_caption|picture_caption";
const CREDITS: &str = "credit|image_credit|photo_credit|picture_credit";
const ALTS: &str = "alt|image_alt|photo_alt";

/// The picture's words often stand beside it, not in it.
fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    if let Some(lead) = &mut story.lead {
        let (caption, credit) = (fields::str(item, CAPTIONS), fields::str(item, CREDITS));
        if caption.is_some() || credit.is_some() {
            picture::set_words(lead, caption, credit, desk);
        }
        if let Some(alt) = fields::str(item, ALTS) {
            lead.alt = html::alt_of(alt);
        }
    }
    extension::apply(story, item, desk);
}
