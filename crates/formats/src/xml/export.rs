//! WordPress exports: posts, pages, drafts and pictures in one list, of which posts are stories.
//!
//! For the command alone. Nobody serves an export to the public, and its posts can only be told when all of it is there.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{add, string};
use crate::fields;
use crate::json::Json;

/// True for an item of an export.
pub(crate) fn is_export(item: &Json<'_>) -> bool {
    fields::at(item, "wp:post_type").is_some()
}

/// The published posts, each with its picture, which is an item of its own that the post names by number.
pub(crate) fn posts(items: Vec<(u32, Json<'static>)>) -> Vec<(u32, Json<'static>)> {
    let pictures: HashMap<String, Json<'static>> = items.iter().filter_map(|(_, item)| picture(item)).collect();
    let mut posts = Vec::new();
    for (place, mut item) in items {
        let is = |path, wanted| fields::str(&item, path).unwrap_or(wanted) == wanted;
        if !is("wp:post_type", "post") || !is("wp:status", "publish") {
            continue;
        }
        let picture = meta(&item, "_thumbnail_id").and_then(|id| pictures.get(id.trim()).cloned());
        if let (Json::Object(fields), Some(picture)) = (&mut item, picture) {
            add(fields, "image", picture);
        }
        posts.push((place, item));
    }
    posts
}

/// An item that is a picture: its number, and the picture as JSON feeds have it.
fn picture(item: &Json<'static>) -> Option<(String, Json<'static>)> {
    let id = fields::id(item, "wp:post_id")?;
    let parts = [
        ("url", Some(fields::str(item, "wp:attachment_url")?)),
        ("caption", fields::str(item, "excerpt:encoded")),
        ("alt", meta(item, "_wp_attachment_image_alt")),
    ];
    let parts = parts.into_iter().filter_map(|(name, text)| Some((Cow::Borrowed(name), string(text?.to_owned()))));
    Some((id.to_owned(), Json::Object(parts.collect())))
}

fn meta<'v>(item: &'v Json<'_>, key: &str) -> Option<&'v str> {
    let entries = fields::list(item, "wp:postmeta");
    let entry = entries.into_iter().find(|entry| fields::str(entry, "wp:meta_key") == Some(key))?;
    fields::str(entry, "wp:meta_value")
}
