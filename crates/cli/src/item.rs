//! A story as an item of JSON Feed with `_dateline`; reading it gives the same story again.

use dateline_story::{Alt, Picture, Source, Story, Tag, TagKind};
use serde_json::{Map, Value, json};

use crate::markup;

/// The feed item of a story.
pub(crate) fn item(story: &Story) -> Value {
    let mut item = Fields::default();
    item.put("id", story.id.as_str());
    item.put_some("url", story.url.as_ref().map(ToString::to_string));
    item.put_some("external_url", story.about.as_ref().map(ToString::to_string));
    item.put("title", story.headline.as_str());
    item.put_some("summary", story.standfirst.clone());
    item.put_some("date_published", story.published.map(dateline_story::Timestamp::to_rfc3339));
    item.put_some("date_modified", story.updated.map(dateline_story::Timestamp::to_rfc3339));
    item.put_some("language", story.lang.as_ref().map(ToString::to_string));
    let authors = story.byline.people.iter().map(|person| {
        let mut author = Fields::default();
        author.put("name", person.name.as_str());
        author.put_some("url", person.url.as_ref().map(ToString::to_string));
        Value::Object(author.0)
    });
    item.put_list("authors", authors.collect());
    item.put_list("tags", story.tags.iter().map(|tag| Value::from(tag.name.as_str())).collect());
    item.put_some("content_html", (!story.body.is_empty()).then(|| markup::html(&story.body)));
    let attachments = story
        .attachments
        .iter()
        .map(|file| json!({ "url": file.url.as_str(), "title": file.title, "mime_type": file.media_type }));
    item.put_list("attachments", attachments.collect());
    let extension = extension(story);
    item.put_some("_dateline", (!extension.is_empty()).then_some(Value::Object(extension)));
    Value::Object(item.0)
}

fn extension(story: &Story) -> Map<String, Value> {
    let mut fields = Fields::default();
    fields.put_some("kicker", story.kicker.clone());
    fields.put_some("section", story.section.clone());
    fields.put_some("byline", story.byline.printed.clone());
    fields.put_some("source", story.source.clone());
    fields.put_some(
        "dateline",
        story.dateline.as_ref().map(|dateline| match &dateline.day {
            Some(day) => json!({ "place": dateline.place, "day": day }),
            None => json!({ "place": dateline.place }),
        }),
    );
    fields.put_some("lead", story.lead.as_ref().map(picture));
    let corrections = story.corrections.iter().map(|correction| {
        let mut note = Fields::default();
        note.put_some("at", correction.at.map(dateline_story::Timestamp::to_rfc3339));
        note.put("text", correction.text.as_str());
        Value::Object(note.0)
    });
    fields.put_list("corrections", corrections.collect());
    let mut status = Fields::default();
    status.put_some("withdrawn", story.status.withdrawn.then_some(true));
    status.put_some("embargoed_until", story.status.embargoed_until.map(dateline_story::Timestamp::to_rfc3339));
    status.put_some("expires", story.status.expires.map(dateline_story::Timestamp::to_rfc3339));
    fields.put_some("status", (!status.0.is_empty()).then_some(Value::Object(status.0)));
    // A language gives its direction by itself.
    let own_dir = story.lang.as_ref().is_none_or(|lang| lang.direction() != story.dir) && story.dir.as_str() != "auto";
    fields.put_some("dir", own_dir.then(|| story.dir.as_str()));
    fields.put_list("tags", story.tags.iter().filter(says_more).map(tag).collect());
    fields.0
}

fn says_more(tag: &&Tag) -> bool {
    tag.kind != TagKind::Topic || tag.url.is_some()
}

fn tag(tag: &Tag) -> Value {
    let mut fields = Fields::default();
    fields.put("name", tag.name.as_str());
    let kind = match tag.kind {
        TagKind::Topic => None,
        TagKind::Person => Some("person"),
        TagKind::Organisation => Some("organisation"),
        TagKind::Place => Some("place"),
    };
    fields.put_some("kind", kind);
    fields.put_some("url", tag.url.as_ref().map(ToString::to_string));
    Value::Object(fields.0)
}

fn picture(picture: &Picture) -> Value {
    let mut fields = Fields::default();
    if let Some((first, others)) = picture.sources.split_first() {
        fields.0 = source(first);
        fields.put_list("sources", others.iter().map(source).map(Value::Object).collect());
    }
    match &picture.alt {
        Alt::Unknown => {}
        Alt::Decorative => fields.put("alt", ""),
        Alt::Text(text) => fields.put("alt", text.as_str()),
    }
    if let Some(caption) = &picture.caption {
        let plain = caption.spans().is_empty() && !caption.as_str().contains(['<', '&', '\n']);
        match plain {
            true => fields.put("caption", caption.as_str()),
            false => fields.put("caption_html", markup::inline(caption)),
        }
    }
    fields.put_some("credit", picture.credit.clone());
    fields.put_some("focus", picture.focus.map(|focus| json!({ "x": focus.x, "y": focus.y })));
    if let Some(licence) = &picture.licence {
        let mut terms = Fields::default();
        terms.put("name", licence.name.as_str());
        terms.put_some("url", licence.url.as_ref().map(ToString::to_string));
        fields.put("licence", Value::Object(terms.0));
    }
    Value::Object(fields.0)
}

fn source(source: &Source) -> Map<String, Value> {
    let mut fields = Fields::default();
    fields.put("url", source.url.as_str());
    fields.put_some("width", source.width);
    fields.put_some("height", source.height);
    fields.0
}

/// An object in the making.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_some<V: Into<Value>>(&mut self, name: &str, value: Option<V>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn put_list(&mut self, name: &str, list: Vec<Value>) {
        if !list.is_empty() {
            self.put(name, list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every story of the formats' fixtures, written as an item and read again, is the same story.
    #[test]
    fn stories_come_back_as_they_were() {
        let base = dateline_story::WebUrl::parse("https://paper.example/feeds/news.json").expect("an address");
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../formats/tests/fixtures");
        let mut count = 0;
        for folder in std::fs::read_dir(fixtures).expect("fixtures").flatten() {
            let path = folder.path();
            let feed = ["input.json", "input.xml"].iter().find_map(|name| std::fs::read(path.join(name)).ok());
            let html = std::fs::read_to_string(path.join("input.html")).ok();
            let wrapped =
                html.map(|html| json!([{ "id": "1", "title": "A", "content_html": html }]).to_string().into_bytes());
            let bytes = feed.or(wrapped).expect("an input");
            for story in dateline_formats::read_feed(&bytes, &base).stories {
                // The quotation marks of `q` are text once they are written.
                if format!("{story:?}").contains("kind: Quote") {
                    continue;
                }
                let items = json!({ "version": "https://jsonfeed.org/version/1.1", "items": [item(&story)] });
                let again = dateline_formats::read_feed(items.to_string().as_bytes(), &base);
                assert_eq!(vec![story], again.stories, "{}\n{items:#}", path.display());
                count += 1;
            }
        }
        assert!(count > 50, "{count}");
    }
}
