//! IPTC ninjs 1, 2 and 3, <https://iptc.org/std/ninjs/>: one object is one story.
//!
//! Names are in lower case up to 2 and in camel case from 3 on; what was a field per variant in 1 (`body_xhtml`,
//! `description_text`, `headline_subhead`) is a list of objects with roles since 2.

use dateline_story::{Story, TagKind};

use crate::desk::Desk;
use crate::fields;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};

pub(crate) const NINJS: Recipe = Recipe {
    id: "uri",
    // A `uri` is a name, not a link, but many are links all the same.
    url: "renditions[contentType=text/html].href|uri",
    headline: "headlines[role=main].value|headlines[role=].value|headlines.value|headline|title|slugline",
    standfirst: "headlines[role=subhead].value|headlines[role=subheadline].value|headline_*|\
        descriptions[role=summary].value|descriptions[role=].value|descriptions.value|description_text|description_*",
    dateline: "located",
    byline: "by|byline",
    // An event that is announced has no other date than its own.
    published: "firstCreated|firstcreated|versionCreated|versioncreated|contentCreated|contentcreated|\
        eventDetails.dates.startDate|eventDetails.dates.estimatedStartDate",
    updated: "versionCreated|versioncreated",
    // Content types are often wrong, so the text itself tells what it is.
    html: "bodies[contentType=text/html].value|bodies[contenttype=text/html].value|\
        bodies[contentType=application/xhtml+xml].value|bodies[role=richtext].value|body_html5|body_xhtml|body_html|\
        body_text|body_*",
    text: "bodies.value",
    source: "infoSources.name|infosources.name|infosource.name|copyrightHolder|copyrightholder",
    lang: "language",
    section: "genres.name|genre.name",
    // Pictures are stories of their own that this one is associated with; or the story is itself a picture.
    lead: "associations.main*|associations[name=main]|associations[rel=main]|associations[type=picture]|\
        associations.*",
    tags: &[
        ("subjects|subject", TagKind::Topic),
        ("people|person", TagKind::Person),
        ("organisations|organisation", TagKind::Organisation),
        ("places|place", TagKind::Place),
        ("events|event", TagKind::Topic),
        ("objects|object", TagKind::Topic),
    ],
    pictures: "associations.*",
    embargoed: "embargoedUntil|embargoed",
    expires: "expires",
    is_marked_up: true,
    is_unsure: true,
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    if story.lead.is_none() && fields::str(item, "type").is_some_and(|kind| kind == "picture") {
        story.lead = desk.value("lead", item, "renditions.*").and_then(|_| crate::picture::read(item, desk));
    }
    let status = fields::str(item, "pubStatus|pubstatus").unwrap_or_default();
    story.status.withdrawn = matches!(status, "withheld" | "canceled" | "cancelled");
}
