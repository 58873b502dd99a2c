//! The desk that an item passes over: where its addresses are seen from, and what is noted about it.

use dateline_story::{Direction, Lang, Person, Source, Tag, TagKind, Timestamp, UrlError, WebUrl};

use crate::json::Json;
use crate::{Limits, ProblemKind, date, edit, fields, html};

/// Characters of a feed's text that are repeated in a message.
const QUOTED_CHARS: usize = 60;
/// Where people, tags and places keep their names.
const NAMES: &str = "name|webTitle|title|#text|value|label|@label|@term|alternateName";
/// Where people and tags keep their pages.
const PAGES: &str = "url|link|webUrl|uri";

/// What every adapter needs, and where it leaves its notes.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    /// What relative addresses are resolved against.
    pub(crate) base: WebUrl,
    pub(crate) limits: &'a Limits,
    /// What was wrong with the item at hand.
    pub(crate) notes: Vec<ProblemKind>,
    /// Which of the story's fields came from which of the item's.
    pub(crate) origins: Vec<(&'static str, &'static str)>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(base: WebUrl, limits: &'a Limits) -> Self {
        Self { base, limits, notes: Vec::new(), origins: Vec::new() }
    }

    /// Notes a problem; the same one again, or one too many, is not kept.
    pub(crate) fn note(&mut self, kind: ProblemKind) {
        if self.notes.len() < self.limits.max_problems_per_story && !self.notes.contains(&kind) {
            self.notes.push(kind);
        }
    }

    /// The value at the first path that has one; it is remembered where `slot` of the story came from.
    pub(crate) fn value<'v, 'j>(
        &mut self,
        slot: &'static str,
        item: &'v Json<'j>,
        paths: &'static str,
    ) -> Option<&'v Json<'j>> {
        paths.split('|').find_map(|path| {
            let value = fields::at(item, path)?;
            self.came_from(slot, path);
            Some(value)
        })
    }

    pub(crate) fn came_from(&mut self, slot: &'static str, path: &'static str) {
        self.origins.retain(|(known, _)| *known != slot);
        self.origins.push((slot, path));
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
    pub(crate) fn web_url(&mut self, field: &'static str, address: &str) -> Option<WebUrl> {
        let url = self.link(field, address)?;
        if url.is_web() {
            return Some(url);
        }
        let scheme = url.as_str().split(':').next().unwrap_or_default().to_owned();
        self.note(ProblemKind::BadUrl { field, value: shortened(address), source: UrlError::Scheme(scheme) });
        None
    }

    /// The first address that will do.
    pub(crate) fn url(&mut self, item: &Json<'_>, paths: &'static str) -> Option<WebUrl> {
        paths.split('|').find_map(|path| {
            let address = fields::str(item, path)?.trim();
            // Identifiers are no addresses, but many are written so.
            let is_name = matches!(path, "uri" | "guid" | "guid.#text" | "@id") && !address.starts_with("http");
            if is_name { None } else { self.web_url(path, address) }
        })
    }

    /// The first date that is one.
    pub(crate) fn date(&mut self, slot: &'static str, item: &Json<'_>, paths: &'static str) -> Option<Timestamp> {
        for path in paths.split('|') {
            let Some(value) = fields::at(item, path) else { continue };
            if let Some(date) = date::from_value(value) {
                self.came_from(slot, path);
                return Some(date);
            }
            let text = fields::id(item, path).unwrap_or_else(|| fields::type_of(value));
            self.note(ProblemKind::BadDate { field: path, value: shortened(text) });
        }
        None
    }

    /// Plain text on one line; an object counts as its name.
    pub(crate) fn text(&mut self, slot: &'static str, item: &Json<'_>, paths: &'static str) -> Option<String> {
        for path in paths.split('|') {
            let Some(value) = fields::at(item, path) else { continue };
            let text = match value {
                Json::Number(digits) => Some(*digits),
                _ => fields::as_str(value).or_else(|| fields::str(value, NAMES)),
            };
            if let Some(text) = text {
                self.came_from(slot, path);
                return Some(html::one_line(text));
            }
            if !matches!(value, Json::Array(_)) {
                self.note(ProblemKind::WrongType { field: path, expected: "a string", found: fields::type_of(value) });
            }
        }
        None
    }

    /// The words of text that may be HTML, on one line.
    pub(crate) fn words(
        &mut self,
        slot: &'static str,
        item: &Json<'_>,
        paths: &'static str,
        is_html: bool,
    ) -> Option<String> {
        let text = self.text(slot, item, paths)?;
        let words = if is_html { html::plain(&text, self) } else { edit::decoded(&text, self) };
        (!words.is_empty()).then_some(words)
    }

    /// A language.
    pub(crate) fn lang(&mut self, item: &Json<'_>, paths: &'static str) -> Option<Lang> {
        let tag = fields::str(item, paths)?;
        let lang = Lang::new(tag);
        if lang.is_none() {
            self.note(ProblemKind::BadLang(shortened(tag)));
        }
        lang
    }

    /// People, each a name or an object with one.
    pub(crate) fn people(&mut self, entries: &[&Json<'_>]) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        for entry in entries {
            let Some(name) = fields::as_str(entry).or_else(|| fields::str(entry, NAMES)) else { continue };
            let name = html::one_line(name);
            // Some put a page where the name belongs.
            let is_name = !name.starts_with("http");
            if is_name && !people.iter().any(|known| known.name == name) {
                let url = fields::str(entry, PAGES).and_then(|address| self.link("authors.url", address));
                people.push(Person { name, url });
            }
        }
        people
    }

    /// Tags under a path, each a name or an object with one; a single text is several with commas between.
    pub(crate) fn tags(&mut self, item: &Json<'_>, paths: &'static str, kind: TagKind) -> Vec<Tag> {
        let single = paths.split('|').find_map(|name| item.get(name)).and_then(|value| match value {
            Json::String(line) => Some(line),
            _ => None,
        });
        let names: Vec<Tag> = match single {
            Some(line) => line.split([',', ';', '،', '、']).filter_map(Tag::new).collect(),
            None => fields::list(item, paths).into_iter().filter_map(|entry| self.tag(entry)).collect(),
        };
        if !names.is_empty() {
            self.came_from("tags", paths);
        }
        names.into_iter().map(|tag| Tag { kind, ..tag }).collect()
    }

    /// A tag that is a name or an object with one.
    pub(crate) fn tag(&self, entry: &Json<'_>) -> Option<Tag> {
        match fields::as_str(entry) {
            Some(name) => Tag::new(name),
            None => Some(Tag { url: self.page(entry), ..Tag::new(fields::str(entry, NAMES)?)? }),
        }
    }

    /// The page of a person or tag; what is no address of a page is an identifier of somebody's.
    fn page(&self, entry: &Json<'_>) -> Option<WebUrl> {
        self.base.join(fields::str(entry, PAGES)?).ok().filter(WebUrl::is_web)
    }

    /// One file of a picture.
    pub(crate) fn source(&mut self, value: &Json<'_>, urls: &'static str) -> Option<Source> {
        let url = match fields::as_str(value) {
            Some(address) => self.web_url("image", address)?,
            None => self.url(value, urls)?,
        };
        let side = |paths| fields::pixels(value, paths);
        let width = side("width|@width|width.value|typeData.width|media_details.width");
        let height = side("height|@height|height.value|typeData.height|media_details.height");
        Some(Source { url, width, height })
    }
}

/// The direction under a path.
pub(crate) fn direction(item: &Json<'_>, path: &str) -> Option<Direction> {
    match fields::str(item, path)?.trim() {
        "rtl" => Some(Direction::RightToLeft),
        "ltr" => Some(Direction::LeftToRight),
        _ => None,
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
    let mut cut = head[..at_word].trim_end().to_owned();
    cut.push('…');
    cut
}
