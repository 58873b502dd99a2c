//! Archives for scenarios: packed from a feed as `dateline pack` would, and served file by file.

use crate::server::{Origin, Reply};
use dateline_archive::{Disk, MANIFEST, PackOptions, Packer, Record, Spill};
use dateline_formats::story_of_parts;
use dateline_story::WebUrl;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, Cursor};

const PICTURE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200"/></svg>"#;

/// Files by path.
#[derive(Debug, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<String, Vec<u8>>);

impl Disk for Files {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn get(&mut self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn spill(&mut self) -> io::Result<Box<dyn Spill>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}

/// The archive of a JSON Feed whose addresses are whole, or are seen from the archive's folder.
pub(crate) fn packed(feed: &str) -> Files {
    let options = PackOptions { title: Some("The Harbour Gazette".to_owned()), memory: 64 << 20 };
    let mut packer = Packer::new(Files::default(), options).expect("memory takes all");
    let feed: Value = serde_json::from_str(feed).expect("a feed");
    let base = WebUrl::parse("https://archive.example/").expect("an address");
    for (item, arrival) in feed["items"].as_array().expect("items").iter().zip(0..) {
        let record = record(item.as_object().expect("an item").clone());
        let story = story_of_parts(&record.card, &record.text, &base).expect("a story");
        packer.add(&story, &record, arrival).expect("it is taken");
    }
    packer.finish().expect("it is written").1
}

fn record(mut card: Map<String, Value>) -> Record {
    let bytes = |fields: Map<String, Value>| Value::Object(fields).to_string().into_bytes();
    let text = ["content_html", "content_text"].iter().filter_map(|&name| card.remove_entry(name)).collect();
    Record { card: bytes(card), text: bytes(text) }
}

impl Files {
    /// Serves all of it below `/archive/`, with the paper's pictures; returns the manifest's address.
    pub(crate) fn serve(&self, origin: &Origin) -> String {
        for name in ["vote.svg", "pier.svg"] {
            origin.serve(&format!("/archive/{name}"), Reply::new("image/svg+xml", PICTURE));
        }
        self.0.keys().for_each(|path| drop(self.serve_one(origin, path, |reply| reply)));
        origin.url(&format!("/archive/{MANIFEST}"))
    }

    /// Serves the files of a folder, changed so.
    pub(crate) fn serve_folder(&self, origin: &Origin, folder: &str, change: impl Fn(Reply) -> Reply) {
        for path in self.0.keys().filter(|path| path.starts_with(folder)) {
            self.serve_one(origin, path, &change);
        }
    }

    fn serve_one(&self, origin: &Origin, path: &str, change: impl Fn(Reply) -> Reply) -> String {
        let media_type = if path == MANIFEST { "application/json" } else { "application/octet-stream" };
        let reply = Reply::new(media_type, self.0[path].clone()).in_parts();
        origin.serve(&format!("/archive/{path}"), change(reply))
    }
}
