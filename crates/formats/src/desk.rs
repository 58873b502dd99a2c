//! The desk that an item passes over: where its addresses are seen from, and what is noted about it.

use dateline_story::{Direction, Lang, Person, Source, Tag, Timestamp, UrlError, WebUrl};
use serde_json::Value;

use crate::{Limits, ProblemKind, date, fields, html};

/// Characters of a feed's text that are repeated in a message.
const QUOTED_CHARS: usize = 60;

/// What every adapter needs, and where it leaves its notes.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    /// What relative addresses are resolved against.
    pub(crate) base: &'a WebUrl,
    pub(crate) limits: &'a Limits,
    /// What was wrong with the item at hand.
    pub(crate) notes: Vec<ProblemKind>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(base: &'a WebUrl, limits: &'a Limits) -> Self {
        Self { base, limits, notes: Vec::new() }
    }

    /// Notes a problem; the same one again, or one too many, is not kept.
    pub(crate) fn note(&mut self, kind: ProblemKind) {
        if self.notes.len() < self.limits.max_problems_per_story && !self.notes.contains(&kind) {
            self.notes.push(kind);
        }
    }

    /// An address to link to.
    pub(crate) fn link(&mut self, field: &'static str, address: &str) -> Option<WebUrl> {
        match self.base.join(address) {
            Ok(url) => Some(url),
            Err(source) => {
                self.note(ProblemKind::BadUrl { field, value: shortened(address), source });
                None
            }
        }
    }

    /// An address of a page or picture: `http` or `https`.
    pub(crate) fn picture_url(&mut self, field: &'static str, address: &str) -> Option<WebUrl> {
        let url = self.link(field, address)?;
        if url.is_web() {
            return Some(url);
        }
        let scheme = url.as_str().split(':').next().unwrap_or_default().to_owned();
        self.note(ProblemKind::BadUrl { field, value: shortened(address), source: UrlError::Scheme(scheme) });
        None
    }

    /// The address under `field`, if there is one.
    pub(crate) fn url(&mut self, item: &Value, field: &'static str) -> Option<WebUrl> {
        let address = fields::str(item, field)?;
        self.picture_url(field, address)
    }

    /// The date under `field`, if there is one.
    pub(crate) fn date(&mut self, item: &Value, field: &'static str) -> Option<Timestamp> {
        let value = fields::at(item, field)?;
        if value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return None;
        }
        let date = date::from_value(value);
        if date.is_none() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.note(ProblemKind::BadDate { field, value: shortened(&value) });
        }
        date
    }

    /// Plain text under `field`, on one line.
    pub(crate) fn text(&mut self, item: &Value, field: &'static str) -> Option<String> {
        let value = fields::at(item, field)?;
        match value {
            Value::Number(number) => Some(number.to_string()),
            _ => match fields::as_str(value) {
                Some(text) => Some(html::one_line(text)),
                None if matches!(value, Value::String(_) | Value::Array(_)) => None,
                None => {
                    self.wrong_type(field, "a string", value);
                    None
                }
            },
        }
    }

    /// Text under `field` that is HTML: tags go, entities are decoded.
    pub(crate) fn plain(&mut self, item: &Value, field: &'static str) -> Option<String> {
        let text = html::plain(fields::str(item, field)?, self);
        (!text.is_empty()).then_some(text)
    }

    /// Plain text under `field`, or the name of an object there.
    pub(crate) fn text_or_name(&mut self, item: &Value, field: &str) -> Option<String> {
        let value = fields::at(item, field)?;
        let text = fields::as_str(value).or_else(|| fields::str(value, "name"))?;
        Some(html::one_line(text))
    }

    /// The language under `field`.
    pub(crate) fn lang(&mut self, item: &Value, field: &'static str) -> Option<Lang> {
        let tag = fields::str(item, field)?;
        let lang = Lang::new(tag);
        if lang.is_none() {
            self.note(ProblemKind::BadLang(shortened(tag)));
        }
        lang
    }

    /// The direction under `field`.
    pub(crate) fn direction(&mut self, item: &Value, field: &'static str) -> Option<Direction> {
        match fields::str(item, field)?.trim() {
            "rtl" => Some(Direction::RightToLeft),
            "ltr" => Some(Direction::LeftToRight),
            _ => None,
        }
    }

    /// People, each a name or an object with one.
    pub(crate) fn people(&mut self, entries: &[Value], names: &[&str], urls: &[&'static str]) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for entry in entries {
            let Some(name) = fields::as_str(entry).or_else(|| fields::first(entry, names)) else { continue };
            let name = html::one_line(name);
            if people.iter().any(|known| known.name == name) {
                continue;
            }
            let url = urls.iter().find_map(|url| fields::str(entry, url)).and_then(|url| self.link("authors.url", url));
            people.push(Person { name, url });
        }
        people
    }

    /// Tags, each a name or an object with one.
    pub(crate) fn tags(&mut self, entries: &[Value], name: &str) -> Vec<Tag> {
        let names = entries.iter().filter_map(|entry| fields::as_str(entry).or_else(|| fields::str(entry, name)));
        names.filter_map(Tag::new).collect()
    }

    /// One file of a picture.
    pub(crate) fn source(&mut self, value: &Value, url: &'static str) -> Option<Source> {
        let url = self.url(value, url)?;
        Some(Source { url, width: fields::pixels(value, "width"), height: fields::pixels(value, "height") })
    }

    pub(crate) fn wrong_type(&mut self, field: &'static str, expected: &'static str, value: &Value) {
        self.note(ProblemKind::WrongType { field, expected, found: fields::type_of(value) });
    }
}

/// The start of a text, on one line, for a message.
pub(crate) fn shortened(text: &str) -> String {
    cut(&html::one_line(text.get(..1000).unwrap_or(text)), QUOTED_CHARS)
}

/// A text of at most `chars` characters, cut between words if that loses little, with an ellipsis.
pub(crate) fn cut(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let head = &text[..end];
    let at_word = head.rfind(' ').filter(|&space| space * 4 > end * 3).unwrap_or(end);
    format!("{}…", head[..at_word].trim_end())
}
