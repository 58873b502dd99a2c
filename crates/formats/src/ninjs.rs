//! IPTC ninjs 1, 2 and 3, <https://iptc.org/std/ninjs/>: one object is one story.
//!
//! Names are in lower case up to 2 and in camel case from 3 on; what was a field per variant in 1 (`body_xhtml`,
//! `description_text`, `headline_subhead`) is a list of objects with roles since 2.

use dateline_story::{Block, Picture, Story, TagKind};

use crate::desk::Desk;
use crate::html::one_line;
use crate::json::Json;
use crate::recipe::{self, NOTHING, Recipe};
use crate::{edit, fields, html, picture, wire};

pub(crate) const NINJS: Recipe = Recipe {
    id: "uri",
    headline: "headline",
    dateline: "located",
    byline: "by|byline",
    published: "firstCreated|firstcreated|versionCreated|versioncreated",
    updated: "versionCreated|versioncreated",
    source: "infoSources.name|infosources.name|infosource.name|copyrightHolder|copyrightholder",
    lang: "language",
    section: "genres.name|genre.name",
    tags: &[
        ("subjects|subject", TagKind::Topic),
        ("people|person", TagKind::Person),
        ("organisations|organisation", TagKind::Organisation),
        ("places|place", TagKind::Place),
        ("events|event", TagKind::Topic),
        ("objects|object", TagKind::Topic),
    ],
    finish,
    ..NOTHING
};

fn finish(story: &mut Story, item: &Json<'_>, _head: &Json<'_>, desk: &mut Desk<'_>) {
    story.url = page(item, desk);
    let headlines = fields::list(item, "headlines");
    let main = pick(&headlines, &["main", ""]).or(headlines.first().copied());
    if let Some(headline) = main.and_then(|entry| fields::str(entry, "value")) {
        story.headline = html::plain(headline, desk);
        desk.came_from("headline", "headlines");
    }
    if story.headline.is_empty() {
        story.headline = desk.words("headline", item, "title|slugline", true).unwrap_or_default();
    }
    story.standfirst = standfirst(item, &headlines, desk);
    story.body = body(item, desk);
    add_pictures(story, item, desk);
    let status = fields::str(item, "pubStatus|pubstatus").unwrap_or_default();
    story.status.withdrawn = matches!(status, "withheld" | "canceled" | "cancelled");
    story.status.embargoed_until = desk.date("embargoed_until", item, "embargoedUntil|embargoed");
    story.status.expires = desk.date("expires", item, "expires");
}

/// A `uri` is a name, not a link, but many are links all the same.
fn page(item: &Json<'_>, desk: &Desk<'_>) -> Option<dateline_story::WebUrl> {
    let is_page = |file: &&&Json<'_>| fields::str(file, "contentType|contenttype|mimetype") == Some("text/html");
    let renditions = fields::list(item, "renditions.*");
    let page = renditions.iter().find(is_page).and_then(|file| fields::str(file, "href"));
    let alternative = || fields::list(item, "altIds|altids").into_iter().find_map(|entry| fields::str(entry, "value"));
    let uri = || fields::str(item, "uri");
    let web = |address: &&str| address.starts_with("http");
    let address = page.or_else(|| alternative().filter(web)).or_else(|| uri().filter(web))?;
    desk.base.join(address).ok()
}

/// The first entry whose role is one of `roles`, in their order; an empty one stands for none.
fn pick<'v, 'j>(entries: &[&'v Json<'j>], roles: &[&str]) -> Option<&'v Json<'j>> {
    roles
        .iter()
        .find_map(|role| entries.iter().copied().find(|entry| fields::str(entry, "role").unwrap_or_default() == *role))
}

fn standfirst(item: &Json<'_>, headlines: &[&Json<'_>], desk: &mut Desk<'_>) -> Option<String> {
    let sub = headlines.iter().find(|entry| fields::str(entry, "role").is_some_and(|role| role.contains("sub")));
    let descriptions = fields::list(item, "descriptions");
    let description = pick(&descriptions, &["summary", "", "short"]).or(descriptions.first().copied());
    let value = sub.copied().or(description).and_then(|entry| fields::str(entry, "value"));
    let text = value.or_else(|| variant(item, "headline_")).or_else(|| variant(item, "description_"))?;
    let text = html::plain(text, desk);
    (!text.is_empty()).then_some(text)
}

/// The first field of version 1 whose name begins with `start`, plain text before markup.
fn variant<'v>(item: &'v Json<'_>, start: &str) -> Option<&'v str> {
    let Json::Object(known) = item else { return None };
    let plain = known.iter().find(|(name, _)| name.starts_with(start) && name.ends_with("_text"));
    let found = plain.or_else(|| known.iter().find(|(name, _)| name.starts_with(start)));
    found.and_then(|(_, value)| fields::as_str(value))
}

/// The body with markup if there is one. Content types are often wrong, so the text itself decides.
fn body(item: &Json<'_>, desk: &mut Desk<'_>) -> Vec<Block> {
    let bodies = fields::list(item, "bodies");
    let texts: Vec<&str> = bodies.iter().filter_map(|body| fields::str(body, "value")).collect();
    let marked = texts.iter().copied().find(|text| recipe::looks_like_html(text));
    let old = fields::str(item, "body_html5|body_xhtml|body_html|body_text").or_else(|| variant(item, "body_"));
    let Some(text) = marked.or(texts.first().copied()).or(old) else { return Vec::new() };
    desk.came_from("body", if texts.is_empty() { "body_*" } else { "bodies" });
    if recipe::looks_like_html(text) {
        html::blocks(text, desk)
    } else {
        wire::paragraphs(&edit::decoded_lines(text, desk))
    }
}

/// Pictures are stories of their own that this one is associated with; a picture may also be the story itself.
fn add_pictures(story: &mut Story, item: &Json<'_>, desk: &mut Desk<'_>) {
    let associations = named(item, "associations");
    let mut pictures: Vec<(bool, Picture)> = Vec::new();
    for (name, association) in associations {
        let kind = fields::str(association, "type").unwrap_or("picture");
        if matches!(kind, "picture" | "graphic")
            && let Some(picture) = associated(association, desk)
        {
            let says_main =
                [name, fields::str(association, "rel").unwrap_or_default()].iter().any(|word| word.contains("main"));
            pictures.push((says_main, picture));
        }
    }
    let lead = pictures.iter().position(|(is_main, _)| *is_main).unwrap_or(0);
    if lead < pictures.len() {
        story.lead = Some(pictures.remove(lead).1);
        desk.came_from("lead", "associations");
    } else if matches!(fields::str(item, "type"), Some("picture" | "graphic")) {
        story.lead = associated(item, desk);
        desk.came_from("lead", "renditions");
    }
    let further: Vec<Picture> = pictures.into_iter().map(|(_, picture)| picture).collect();
    match further.len() {
        0 => {}
        1 => story.body.extend(further.into_iter().map(Block::Figure)),
        _ => story.body.push(Block::Gallery(further)),
    }
}

/// The entries of a list by their `name`, or of an object by its keys.
fn named<'v, 'j>(item: &'v Json<'j>, path: &str) -> Vec<(&'v str, &'v Json<'j>)> {
    match fields::at(item, path) {
        Some(Json::Object(fields)) => fields.iter().map(|(name, value)| (name.as_ref(), value)).collect(),
        _ => {
            let entries = fields::list(item, path).into_iter();
            entries.map(|entry| (fields::str(entry, "name").unwrap_or_default(), entry)).collect()
        }
    }
}

/// The picture of an association: its caption is its description, its credit is made of who made it and who sends it.
fn associated(item: &Json<'_>, desk: &mut Desk<'_>) -> Option<Picture> {
    let mut picture = picture::read(item, desk)?;
    let descriptions = fields::list(item, "descriptions");
    let caption = pick(&descriptions, &["caption", "", "summary"]).or(descriptions.first().copied());
    let caption = caption.and_then(|entry| fields::str(entry, "value")).or_else(|| variant(item, "description_"));
    let caption = caption.or_else(|| fields::str(item, "headlines.value|headline"));
    let maker = fields::str(item, "by|byline");
    let house = fields::str(item, "infoSources.name|infosources.name|infosource.name|copyrightHolder|copyrightholder");
    let credit = match (maker, house) {
        (Some(maker), Some(house)) if !maker.contains(house) => Some([maker, house].join("/")),
        (one, other) => one.or(other).map(str::to_owned),
    };
    let credit = credit.or_else(|| fields::str(item, "copyrightNotice|copyrightnotice").map(str::to_owned));
    picture::set_words(&mut picture, caption, credit.map(|credit| one_line(&credit)).as_deref(), desk);
    Some(picture)
}
