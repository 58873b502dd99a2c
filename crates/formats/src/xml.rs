//! RSS, Atom and WordPress exports as the same walked values that JSON gives.
//!
//! An element becomes an object: its attributes under `@name`, its children under their names as written (`dc:creator`),
//! its text under `#text`; one that has nothing but text becomes that text, and names that repeat become a list. So a
//! table of paths reads XML as it reads JSON. Namespaces go by their usual prefixes, which all feeds use.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::json::Json;
use crate::{Format, ProblemKind, fields};

/// Elements inside elements; no feed has more than a dozen.
const MAX_DEPTH: usize = 60;

/// A feed taken apart.
#[derive(Debug)]
pub(crate) struct XmlFeed {
    pub(crate) format: Format,
    /// The channel's own fields.
    pub(crate) head: Json<'static>,
    pub(crate) items: Vec<Json<'static>>,
    /// Why the text could not be followed to its end.
    pub(crate) flaw: Option<ProblemKind>,
}

/// Takes a feed apart. What comes before a fault is kept.
pub(crate) fn read(bytes: &[u8]) -> XmlFeed {
    let text = decoded(bytes);
    let mut parser = Parser { open: Vec::new(), items: Vec::new(), root: None, head: Vec::new() };
    let flaw = parser.follow(&text);
    let format = if parser.root.as_deref() == Some("feed") { Format::Atom } else { Format::Rss };
    let items = with_attachments(parser.items);
    XmlFeed { format, head: Json::Object(parser.head), items, flaw }
}

/// The bytes as text; old feeds say that they are Latin-1, and mean Windows-1252.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let is_latin = ["iso-8859-1", "windows-1252", "latin1"].iter().any(|name| start.contains(name));
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_) if is_latin => Cow::Owned(bytes.iter().map(|&byte| crate::html::windows_1252(byte)).collect()),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

type Fields = Vec<(Cow<'static, str>, Json<'static>)>;

/// An element whose end has not come.
struct Open {
    name: String,
    fields: Fields,
    text: String,
}

struct Parser {
    open: Vec<Open>,
    items: Vec<Json<'static>>,
    root: Option<String>,
    head: Fields,
}

impl Parser {
    fn follow(&mut self, text: &str) -> Option<ProblemKind> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().check_end_names = false;
        loop {
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = reader.error_position();
                    return Some(ProblemKind::XmlBroken { at, reason: error.to_string() });
                }
            };
            match event {
                Event::Start(tag) => {
                    self.start(&tag);
                    // XHTML inside Atom is markup; it is kept as it is.
                    let is_xhtml = attribute(&tag, "type").is_some_and(|kind| kind == "xhtml");
                    if is_xhtml && let Ok(inner) = reader.read_text(tag.name()) {
                        self.text(&String::from_utf8_lossy(&inner));
                        self.end();
                    }
                }
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&String::from_utf8_lossy(&text)),
                Event::CData(text) => self.text(&String::from_utf8_lossy(&text)),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(c)) => self.text(c.encode_utf8(&mut [0; 4])),
                    _ => self.text(&named(&String::from_utf8_lossy(&name))),
                },
                Event::Eof if self.open.is_empty() => return None,
                Event::Eof => return Some(ProblemKind::CutOff { at: text.len() as u64 }),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            if self.open.len() > MAX_DEPTH {
                let reason = "elements are nested without end".to_owned();
                return Some(ProblemKind::XmlBroken { at: reader.buffer_position(), reason });
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
        self.root.get_or_insert_with(|| name.clone());
        let mut fields = Fields::new();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = String::from_utf8_lossy(attribute.key.as_ref());
            let value = crate::html::unescaped(&String::from_utf8_lossy(&attribute.value));
            fields.push((Cow::Owned(["@", &key].concat()), Json::String(Cow::Owned(value))));
        }
        self.open.push(Open { name, fields, text: String::new() });
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let Open { name, mut fields, text } = open;
        let is_item = matches!(name.as_str(), "item" | "entry");
        if name == "channel" || self.open.is_empty() {
            self.head.extend(fields);
            return;
        }
        let value = if fields.is_empty() {
            Json::String(Cow::Owned(text))
        } else {
            if !text.trim().is_empty() {
                add(&mut fields, "#text", Json::String(Cow::Owned(text)));
            }
            Json::Object(fields)
        };
        if is_item {
            self.items.push(value);
        } else if let Some(parent) = self.open.last_mut() {
            add(&mut parent.fields, &name, value);
        }
    }
}

/// Adds a field; one that is there already becomes a list.
fn add(fields: &mut Fields, name: &str, value: Json<'static>) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, Json::Array(entries))) => entries.push(value),
        Some((_, known)) => *known = Json::Array(vec![std::mem::take(known), value]),
        None => fields.push((Cow::Owned(name.to_owned()), value)),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(String::from_utf8_lossy(&attribute.value).into_owned())
}

/// XML's own names; HTML's are left for the HTML to come.
fn named(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => ["&", other, ";"].concat(),
    }
}

/// WordPress exports hold pictures as items of their own, which posts name by number. Posts get their pictures, and
/// pages, menus and drafts go.
fn with_attachments(items: Vec<Json<'static>>) -> Vec<Json<'static>> {
    if !items.iter().any(|item| fields::at(item, "wp:post_type").is_some()) {
        return items;
    }
    let meta = |item: &Json<'static>, key: &str| {
        let entries = fields::list(item, "wp:postmeta");
        let entry = entries.into_iter().find(|entry| fields::str(entry, "wp:meta_key") == Some(key))?;
        fields::str(entry, "wp:meta_value").map(str::to_owned)
    };
    let text = |text: &str| Json::String(Cow::Owned(text.to_owned()));
    let mut pictures: HashMap<String, Json<'static>> = HashMap::new();
    for item in &items {
        if let (Some(id), Some(url)) = (fields::id(item, "wp:post_id"), fields::str(item, "wp:attachment_url")) {
            let mut picture: Fields = vec![(Cow::Borrowed("url"), text(url))];
            if let Some(caption) = fields::str(item, "excerpt:encoded") {
                picture.push((Cow::Borrowed("caption"), text(caption)));
            }
            if let Some(alt) = meta(item, "_wp_attachment_image_alt") {
                picture.push((Cow::Borrowed("alt"), text(&alt)));
            }
            pictures.insert(id.to_owned(), Json::Object(picture));
        }
    }
    let mut posts = Vec::new();
    for mut item in items {
        let kind = fields::str(&item, "wp:post_type").unwrap_or("post");
        let status = fields::str(&item, "wp:status").unwrap_or("publish");
        if kind != "post" || status != "publish" {
            continue;
        }
        let picture = meta(&item, "_thumbnail_id").and_then(|id| pictures.get(id.trim()).cloned());
        if let (Json::Object(fields), Some(picture)) = (&mut item, picture) {
            add(fields, "image", picture);
        }
        posts.push(item);
    }
    posts
}
