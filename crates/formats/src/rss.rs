//! RSS 2.0 and Atom (RFC 4287) with Media RSS, Dublin Core and `content:encoded`, as [`xml`](crate::xml) gives them.

use dateline_story::{Attachment, Story, TagKind};

use crate::desk::Desk;
use crate::json::Json;
use crate::recipe::{NOTHING, Recipe};
use crate::{fields, html, picture};

pub(crate) const RSS: Recipe = Recipe {
    id: "guid.#text|guid|link",
    url: "link|guid.#text|guid",
    headline: "title",
    authors: "dc:creator|author|itunes:author",
    published: "wp:post_date_gmt|pubDate|dc:date|published|atom:published",
    updated: "atom:updated|dcterms:modified|updated",
    html: "content:encoded|description",
    source: "source.#text|source",
    lang: "dc:language",
    lead: "image|media:content|media:group.media:content|enclosure|media:thumbnail|itunes:image",
    tags: &[("category|dc:subject|media:keywords", TagKind::Topic)],
    is_marked_up: true,
    is_unsure: true,
    finish: finish_rss,
    ..NOTHING
};

pub(crate) const ATOM: Recipe = Recipe {
    id: "id",
    url: "link[@rel=alternate].@href|link[@rel=].@href",
    headline: "title.#text|title",
    standfirst: "summary.#text|summary",
    authors: "author",
    published: "published|updated|issued",
    updated: "updated|modified",
    html: "content.#text|content|summary.#text|summary",
    source: "source.title.#text|source.title",
    lang: "@xml:lang",
    lead: "media:content|media:group.media:content|link[@rel=enclosure]|media:thumbnail",
    tags: &[("category", TagKind::Topic)],
    is_marked_up: true,
    is_unsure: true,
    finish: finish_atom,
    ..NOTHING
};

fn finish_rss(story: &mut Story, item: &Json<'_>, head: &Json<'_>, desk: &mut Desk<'_>) {
    // With a body of its own, the description is what sums it up.
    if fields::at(item, "content:encoded").is_some() {
        story.standfirst = desk.words("standfirst", item, "excerpt:encoded|description", true);
    }
    if story.byline.people.is_empty() {
        story.byline.people = desk.people(&fields::list(head, "managingEditor"));
    }
    for person in &mut story.byline.people {
        // `desk@paper.example (Ada Moss)`
        if let Some((_, name)) = person.name.split_once('(').filter(|(mail, _)| mail.contains('@')) {
            person.name = name.trim_end_matches(')').trim().to_owned();
        }
    }
    add_media_words(story, item, desk);
    story.attachments = enclosures(item, "enclosure", "@url", desk);
}

fn finish_atom(story: &mut Story, item: &Json<'_>, head: &Json<'_>, desk: &mut Desk<'_>) {
    if fields::at(item, "content").is_none() {
        story.standfirst = None;
    }
    if story.byline.people.is_empty() {
        story.byline.people = desk.people(&fields::list(head, "author"));
    }
    add_media_words(story, item, desk);
    story.attachments = enclosures(item, "link[@rel=enclosure]", "@href", desk);
}

/// What goes with the story, such as its recording. Enclosed pictures are pictures of the story.
fn enclosures(item: &Json<'_>, path: &str, address: &str, desk: &mut Desk<'_>) -> Vec<Attachment> {
    let one = |entry: &Json<'_>| {
        let media_type = fields::str(entry, "@type").map(html::one_line).unwrap_or_default();
        let is_picture = media_type.is_empty() || media_type.starts_with("image/");
        let url = desk.web_url("enclosure", fields::str(entry, address)?)?;
        (!is_picture).then(|| Attachment::new(url, fields::str(entry, "@title").map(html::one_line), media_type))
    };
    fields::list(item, path).into_iter().filter_map(one).collect()
}

/// Media RSS may keep a picture's words beside it.
fn add_media_words(story: &mut Story, item: &Json<'_>, desk: &mut Desk<'_>) {
    let Some(lead) = &mut story.lead else { return };
    if lead.caption.is_none() && lead.credit.is_none() {
        let part = |name: [&str; 4]| name.iter().find_map(|path| fields::str(item, path)).map(html::one_line);
        let caption =
            part(["media:description.#text", "media:description", "media:group.media:description", "media:title"]);
        let credit =
            part(["media:credit.#text", "media:credit", "media:group.media:credit.#text", "media:group.media:credit"]);
        picture::set_words(lead, caption.as_deref(), credit.as_deref(), desk);
    }
}
