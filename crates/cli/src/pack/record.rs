//! What an archive shows of a story: its item of JSON Feed, the part that a list shows apart from the rest.

use dateline_archive::{ReadRecord, Record};
use dateline_formats::{FeedReader, Found};
use dateline_story::{Slug, Story, WebUrl};
use serde_json::{Map, Value};

use crate::item::item;

/// Fields of an item that only the opened story shows.
const TEXT: [&str; 1] = ["content_html"];
/// The same of its extension.
const TEXT_EXTENSION: [&str; 1] = ["corrections"];

/// A story's item in two parts, which together give the story again.
pub(super) fn record(story: &Story) -> Record {
    let Value::Object(mut card) = item(story) else { return Record::default() };
    let mut text = taken(&mut card, &TEXT);
    if let Some(Value::Object(extension)) = card.get_mut("_dateline") {
        let rest = taken(extension, &TEXT_EXTENSION);
        if !rest.is_empty() {
            text.insert("_dateline".to_owned(), Value::Object(rest));
        }
    }
    let text = if text.is_empty() { Vec::new() } else { Value::Object(text).to_string().into_bytes() };
    Record { card: Value::Object(card).to_string().into_bytes(), text }
}

/// Reads records again, as items of a feed at this address.
pub(super) struct Items(pub(super) WebUrl);

impl ReadRecord for Items {
    fn slug(&self, card: &[u8]) -> Option<Slug> {
        #[derive(serde::Deserialize)]
        struct Named {
            id: String,
        }
        serde_json::from_slice::<Named>(card).ok().map(|named| Slug::from_id(&named.id))
    }

    fn story(&self, record: &Record) -> Option<Story> {
        let mut item: Map<String, Value> = serde_json::from_slice(&record.card).ok()?;
        if !record.text.is_empty() {
            put_back(&mut item, serde_json::from_slice(&record.text).ok()?);
        }
        let mut reader = FeedReader::new(self.0.clone());
        reader.push(b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[");
        reader.push(Value::Object(item).to_string().as_bytes());
        reader.push(b"]}");
        reader.finish();
        std::iter::from_fn(|| reader.next_found()).find_map(|found| match found {
            Found::Story(story) => Some(*story),
            Found::Problem(_) => None,
        })
    }
}

/// Undoes the parting of an item.
fn put_back(item: &mut Map<String, Value>, text: Map<String, Value>) {
    for (name, value) in text {
        match (item.get_mut(&name), value) {
            (Some(Value::Object(fields)), Value::Object(more)) => fields.extend(more),
            (_, value) => drop(item.insert(name, value)),
        }
    }
}

fn taken(fields: &mut Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    names.iter().filter_map(|&name| fields.remove_entry(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_story::{Block, Text};

    #[test]
    fn the_text_is_apart_from_the_card() {
        let mut story = Story::new("7", "Ferries stay");
        story.standfirst = Some("For a week.".to_owned());
        assert_eq!(
            b"{\"id\":\"7\",\"summary\":\"For a week.\",\"title\":\"Ferries stay\"}".to_vec(),
            record(&story).card
        );
        assert!(record(&story).text.is_empty());
        story.body = vec![Block::Paragraph(Text::plain("The boats stayed."))];
        assert_eq!(b"{\"content_html\":\"<p>The boats stayed.</p>\"}".to_vec(), record(&story).text);
    }
}
