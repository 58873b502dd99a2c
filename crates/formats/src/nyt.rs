//! The New York Times: Top Stories, Newswire and Article Search, <https://developer.nytimes.com/apis>.

use dateline_story::{Source, Story, TagKind};

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
    // Entries are cuts of one picture; an object of two sizes is a newer shape of the same.
    lead: "multimedia.default|multimedia",
    tags: &[
        ("des_facet", TagKind::Topic),
        ("org_facet", TagKind::Organisation),
        ("per_facet", TagKind::Person),
        ("geo_facet", TagKind::Place),
        ("keywords[name=subject].value", TagKind::Topic),
        ("keywords[name=organizations].value", TagKind::Organisation),
        ("keywords[name=persons].value", TagKind::Person),
        ("keywords[name=glocations].value", TagKind::Place),
    ],
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    let Some(lead) = &mut story.lead else { return };
    lead.sources.clear();
    for cut in fields::list(item, "multimedia.*") {
        // Article Search gives addresses without a host, and they are not the feed's.
        let Some(address) = fields::str(cut, "url") else { continue };
        let full = if address.starts_with("images/") {
            ["https://www.nytimes.com/", address].concat()
        } else {
            address.to_owned()
        };
        let width = fields::pixels(cut, "width");
        let height = fields::pixels(cut, "height");
        lead.sources.extend(desk.web_url("multimedia", &full).map(|url| Source { url, width, height }));
    }
    if lead.credit.is_none() {
        let (caption, credit) = (fields::str(item, "multimedia.caption"), fields::str(item, "multimedia.credit"));
        picture::set_words(lead, caption, credit, desk);
    }
}
