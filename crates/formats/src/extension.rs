//! Our extension of JSON Feed, `_dateline`: what newsrooms need beyond it. `docs/feed-format.md` is its description.

use dateline_story::{Block, Correction, Dateline, Licence, Picture, Story, Tag, TagKind, Text};
use serde_json::Value;

use crate::desk::Desk;
use crate::html::{alt_of, caption, one_line};
use crate::{credit, dateline, edit, fields};

/// Takes an item's `_dateline` into the story, over what plain JSON Feed fields gave.
pub(crate) fn apply(story: &mut Story, extension: &Value, desk: &mut Desk<'_>) {
    if !extension.is_object() {
        desk.wrong_type("_dateline", "an object", extension);
        return;
    }
    let over = |new: Option<String>, old: &mut Option<String>| {
        if new.is_some() {
            *old = new;
        }
    };
    over(desk.text(extension, "kicker"), &mut story.kicker);
    over(desk.text(extension, "standfirst"), &mut story.standfirst);
    over(desk.text(extension, "section"), &mut story.section);
    over(desk.text(extension, "source"), &mut story.source);
    over(desk.text(extension, "byline"), &mut story.byline.printed);
    story.dateline = printed_dateline(extension, desk);
    story.updated = desk.date(extension, "updated").or(story.updated);
    story.dir = desk.direction(extension, "dir").unwrap_or(story.dir);
    if let Some(lead) = fields::at(extension, "lead").and_then(|lead| picture(lead, desk)) {
        story.lead = Some(lead);
    }
    add_pictures(story, fields::list(extension, "pictures"), desk);
    story.corrections = corrections(extension, desk);
    if let Some(status) = fields::at(extension, "status") {
        story.status.withdrawn = fields::at(status, "withdrawn") == Some(&Value::Bool(true));
        story.status.embargoed_until = desk.date(status, "embargoed_until");
        story.status.expires = desk.date(status, "expires");
    }
    let entries = fields::list(extension, "tags");
    story.tags.extend(entries.iter().filter_map(|entry| tag(entry, desk)));
}

fn printed_dateline(extension: &Value, desk: &mut Desk<'_>) -> Option<Dateline> {
    match fields::at(extension, "dateline")? {
        Value::String(line) => {
            let line = one_line(line);
            // What cannot be taken apart is a place all the same: its publisher says so.
            let whole = || (!line.is_empty()).then(|| Dateline { place: line.clone(), day: None });
            dateline::parse(&line).or_else(whole)
        }
        object => {
            let place = desk.text(object, "place")?;
            Some(Dateline { place, day: desk.text(object, "day") })
        }
    }
}

/// A picture with its words: an address, or an object.
pub(crate) fn picture(value: &Value, desk: &mut Desk<'_>) -> Option<Picture> {
    if let Some(address) = value.as_str() {
        let url = desk.picture_url("picture", address)?;
        return Some(edit::picture_of(url));
    }
    let mut sources: Vec<_> = desk.source(value, "url").into_iter().collect();
    for entry in fields::list(value, "sources") {
        let source = desk.source(entry, "url");
        sources.extend(source.filter(|source| !sources.iter().any(|known| known.url == source.url)));
    }
    if sources.is_empty() {
        return None;
    }
    let words = match fields::str(value, "caption_html") {
        Some(html) => caption(html, desk),
        None => (desk.text(value, "caption").map(Text::plain).unwrap_or_default(), None),
    };
    let own_credit = desk.text(value, "credit");
    let (text, credit) = match own_credit.or(words.1) {
        Some(credit) => (words.0, Some(credit)),
        None => credit::split(words.0),
    };
    Some(Picture {
        sources,
        alt: fields::at(value, "alt").and_then(Value::as_str).map(alt_of).unwrap_or_default(),
        caption: (!text.is_empty()).then_some(text),
        credit,
        licence: licence(value, desk),
    })
}

fn licence(value: &Value, desk: &mut Desk<'_>) -> Option<Licence> {
    let licence = fields::at(value, "licence").or_else(|| fields::at(value, "license"))?;
    let name = fields::as_str(licence).or_else(|| fields::str(licence, "name"));
    let url = desk.url(licence, "url");
    let name = name.map(one_line).or_else(|| url.as_ref().map(|url| url.host().to_owned()))?;
    Some(Licence { name, url })
}

/// Further pictures stand at the story's end, except for those that it shows already.
fn add_pictures(story: &mut Story, entries: &[Value], desk: &mut Desk<'_>) {
    let mut further: Vec<Picture> = entries.iter().filter_map(|entry| picture(entry, desk)).collect();
    further.retain(|picture| {
        let mut shown = story.pictures();
        !shown.any(|known| edit::is_same(known, picture))
    });
    let block = match further.len() {
        0 => None,
        1 => further.pop().map(Block::Figure),
        _ => Some(Block::Gallery(further)),
    };
    story.body.extend(block);
}

fn corrections(extension: &Value, desk: &mut Desk<'_>) -> Vec<Correction> {
    let mut corrections: Vec<Correction> = Vec::new();
    for entry in fields::list(extension, "corrections") {
        let text = fields::as_str(entry).or_else(|| fields::str(entry, "text"));
        if let Some(text) = text {
            corrections.push(Correction { at: desk.date(entry, "at"), text: Text::plain(one_line(text)) });
        }
    }
    corrections.sort_by_key(|correction| correction.at);
    corrections
}

fn tag(entry: &Value, desk: &mut Desk<'_>) -> Option<Tag> {
    let tag = Tag::new(fields::as_str(entry).or_else(|| fields::str(entry, "name"))?)?;
    let kind = match fields::str(entry, "kind") {
        Some("person") => TagKind::Person,
        Some("organisation" | "organization") => TagKind::Organisation,
        Some("place") => TagKind::Place,
        _ => TagKind::Topic,
    };
    Some(Tag { kind, url: desk.url(entry, "url"), ..tag })
}
