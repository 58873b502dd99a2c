//! Our extension of JSON Feed, `_dateline`: what newsrooms need beyond it. `docs/feed-format.md` is its description.

use dateline_story::{Correction, Dateline, Story, Tag, TagKind, Text};

use crate::desk::{Desk, direction};
use crate::html::one_line;
use crate::json::Json;
use crate::{ProblemKind, dateline, edit, fields, picture};

/// Takes an item's `_dateline` into the story, over what plain JSON Feed fields gave.
pub(crate) fn apply(story: &mut Story, item: &Json<'_>, desk: &mut Desk<'_>) {
    let Some(extension) = fields::at(item, "_dateline") else { return };
    if !matches!(extension, Json::Object(_)) {
        let found = fields::type_of(extension);
        desk.note(ProblemKind::WrongType { field: "_dateline", expected: "an object", found });
        return;
    }
    let slots: [(&'static str, &'static str, &mut Option<String>); 5] = [
        ("kicker", "_dateline.kicker", &mut story.kicker),
        ("standfirst", "_dateline.standfirst", &mut story.standfirst),
        ("section", "_dateline.section", &mut story.section),
        ("source", "_dateline.source", &mut story.source),
        ("byline", "_dateline.byline", &mut story.byline.printed),
    ];
    for (slot, path, text) in slots {
        let new = desk.text(slot, item, path);
        *text = new.or(text.take());
    }
    story.dateline = printed_dateline(item, desk).or(story.dateline.take());
    story.updated = desk.date("updated", item, "_dateline.updated").or(story.updated);
    story.dir = direction(extension, "dir").unwrap_or(story.dir);
    let lead = desk.value("lead", item, "_dateline.lead").and_then(|lead| picture::read(lead, desk));
    story.lead = lead.or(story.lead.take());
    edit::add_pictures(story, &fields::list(extension, "pictures"), desk);
    story.corrections = corrections(&fields::list(extension, "corrections"), desk);
    story.status.withdrawn = fields::is_true(extension, "status.withdrawn");
    story.status.embargoed_until = desk.date("embargoed until", item, "_dateline.status.embargoed_until");
    story.status.expires = desk.date("expires", item, "_dateline.status.expires");
    story.tags.extend(fields::list(extension, "tags").into_iter().filter_map(|entry| tag(entry, desk)));
}

fn printed_dateline(item: &Json<'_>, desk: &mut Desk<'_>) -> Option<Dateline> {
    match desk.value("dateline", item, "_dateline.dateline")? {
        Json::String(line) => dateline::printed(&one_line(line)),
        object => {
            let text = |path| fields::str(object, path).map(one_line);
            Some(Dateline { place: text("place")?, day: text("day") })
        }
    }
}

/// Notes of what was put right, each a text or an object with one; oldest first.
pub(crate) fn corrections(entries: &[&Json<'_>], desk: &mut Desk<'_>) -> Vec<Correction> {
    let mut corrections: Vec<Correction> = Vec::new();
    for entry in entries {
        if let Some(text) = fields::as_str(entry).or_else(|| fields::str(entry, "text")) {
            let at = desk.date("corrections", entry, "at|datePublished");
            let place = corrections.partition_point(|known| known.at <= at);
            corrections.insert(place, Correction { at, text: Text::plain(one_line(text)) });
        }
    }
    corrections
}

fn tag(entry: &Json<'_>, desk: &Desk<'_>) -> Option<Tag> {
    let kind = match fields::str(entry, "kind") {
        Some("person") => TagKind::Person,
        Some("organisation" | "organization") => TagKind::Organisation,
        Some("place") => TagKind::Place,
        _ => TagKind::Topic,
    };
    Some(Tag { kind, ..desk.tag(entry)? })
}
