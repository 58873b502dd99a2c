//! What a feed says about itself.

use dateline_story::{Lang, WebUrl};

use crate::json::Json;
use crate::{fields, html, pages};

/// What is known of a feed so far; its fields may come before or after the stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedHead {
    /// The feed's title.
    pub title: Option<String>,
    /// The site that it belongs to.
    pub home: Option<WebUrl>,
    /// The language of its stories, where they do not say their own.
    pub lang: Option<Lang>,
    /// The feed's next page, with older stories.
    pub next: Option<WebUrl>,
    /// What it is written in.
    pub format: Option<Format>,
}

/// A format that we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON Feed 1.0 and 1.1, with or without `_dateline`.
    JsonFeed,
    /// IPTC ninjs 1, 2 and 3.
    Ninjs,
    /// schema.org `NewsArticle` and its kin, as JSON-LD.
    SchemaOrg,
    /// WordPress REST, `/wp-json/wp/v2/posts`.
    WordPress,
    /// The Guardian's Content API.
    Guardian,
    /// Ghost's Content API.
    Ghost,
    /// The New York Times: Top Stories, Newswire, Article Search.
    Nyt,
    /// Objects with the usual names, such as `title` and `body`.
    Plain,
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
}

/// All formats with their names in attributes and messages.
const NAMES: [(Format, &str); 10] = [
    (Format::JsonFeed, "json-feed"),
    (Format::Ninjs, "ninjs"),
    (Format::SchemaOrg, "schema-org"),
    (Format::WordPress, "wordpress"),
    (Format::Guardian, "guardian"),
    (Format::Ghost, "ghost"),
    (Format::Nyt, "nyt"),
    (Format::Plain, "plain"),
    (Format::Rss, "rss"),
    (Format::Atom, "atom"),
];

impl Format {
    /// The name in attributes and messages: `json-feed`.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(format, _)| *format == self).map_or("", |(_, name)| name)
    }

    /// The format of that name; `None` for `auto` and for what we do not know.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
    }
}

/// Puts a head field where its path says.
pub(crate) fn insert(fields: &mut Json<'static>, path: &str, value: Json<'static>) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if !matches!(fields, Json::Object(_)) {
        *fields = Json::Object(Vec::new());
    }
    let Json::Object(known) = fields else { return };
    let place = match known.iter().rposition(|(known, _)| known == name) {
        Some(place) => place,
        None => {
            known.push((name.to_owned().into(), Json::Null));
            known.len() - 1
        }
    };
    match rest {
        Some(rest) => insert(&mut known[place].1, rest, value),
        None => known[place].1 = value,
    }
}

/// What the fields of a head say.
pub(crate) fn derive(fields: &Json<'_>, url: &WebUrl, format: Option<Format>) -> FeedHead {
    let address = |paths| fields::str(fields, paths).and_then(|address| url.join(address).ok()).filter(WebUrl::is_web);
    FeedHead {
        title: fields::str(fields, "title.#text|title|channel.title").map(html::one_line),
        home: address("home_page_url|home|link[@rel=alternate].@href|link[@rel=].@href|link"),
        lang: fields::str(fields, "language|lang|@xml:lang|dc:language").and_then(Lang::new),
        // A page that names itself as the next would go on for ever.
        next: pages::next(fields, url).filter(|next| next != url),
        format,
    }
}
