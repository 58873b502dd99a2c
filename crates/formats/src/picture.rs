//! A picture of any format: an address, or an object with the names that formats use for its parts.

use dateline_story::{Alt, Focus, Licence, Picture, Source, Text};

use crate::desk::Desk;
use crate::json::Json;
use crate::{credit, edit, fields, html};

/// Where a picture keeps its address.
const URLS: &str = "url|source_url|contentUrl|href|secureUrl|src|@url|@href|typeData.secureFile|file|thumbnailUrl|@id";
/// Where it keeps other sizes of itself.
const SOURCES: &str = "sources|renditions.*|media_details.sizes.*|assets|crops";
/// Where its caption stands.
const CAPTIONS: &str = "caption_html|caption.rendered|caption|imageTypeData.caption|assets.typeData.caption|\
    descriptions[role=caption].value|descriptions[role=].value|descriptions.value|description_text|description_*|\
    media:description.#text|media:description|description|headlines.value|headline|media:title.#text|media:title";
/// Where its credit stands, if in one piece.
const CREDITS: &str = "credit|creditText|imageTypeData.credit|assets.typeData.credit|media:credit.#text|media:credit|\
    creator.name|creator|author.name|author|media_details.image_meta.credit|media_details.image_meta.copyright";
/// Who made it; the house that sends it is named after a stroke.
const MAKERS: &str = "by|byline|photographer|imageTypeData.photographer|assets.typeData.photographer";
const HOUSES: &str = "infoSources.name|infosources.name|infosource.name|imageTypeData.source|assets.typeData.source|\
    copyrightHolder.name|copyrightHolder|copyrightholder";
/// What may stand in for both.
const NOTICES: &str = "copyrightNotice|copyrightnotice|copyright|media:copyright.#text|media:copyright|rights";
/// Where its alternative text stands.
const ALTS: &str = "alt|altText|alternativeText|imageTypeData.alt|assets.typeData.altText|alt_text";

/// The picture that a value describes; nothing if none of its addresses will do.
pub(crate) fn read(value: &Json<'_>, desk: &mut Desk<'_>) -> Option<Picture> {
    let mut sources: Vec<Source> = Vec::new();
    let own = fields::as_str(value).is_some() || fields::at(value, URLS).is_some();
    let files = fields::list(value, SOURCES);
    for file in std::iter::once(value).filter(|_| own).chain(files) {
        if is_picture(file)
            && let Some(source) = desk.source(file, URLS)
            && !sources.iter().any(|known| known.url == source.url)
        {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return None;
    }
    let mut picture = Picture { sources, ..Picture::default() };
    picture.focus = std::iter::once(value).chain(fields::list(value, SOURCES)).find_map(focus);
    if fields::as_str(value).is_none() {
        picture.alt = alt(value);
        picture.licence = licence(value, desk);
        set_words(&mut picture, fields::str(value, CAPTIONS), credit(value).as_deref(), desk);
    }
    Some(picture)
}

/// Gives a picture its caption and credit; a credit that stands at the caption's end is taken from there.
pub(crate) fn set_words(picture: &mut Picture, caption: Option<&str>, credit: Option<&str>, desk: &mut Desk<'_>) {
    let (text, marked) = caption.map(|caption| words(caption, desk)).unwrap_or_default();
    let credit = credit.map(|credit| html::plain(credit, desk)).filter(|credit| !credit.is_empty());
    let (text, credit) = match credit.or(marked) {
        Some(credit) => (without(text, &credit), Some(credit)),
        None => credit::split(text),
    };
    picture.caption = (!text.is_empty()).then_some(text);
    picture.credit = credit;
}

/// A caption's words; it is plain text unless it shows that it is HTML.
fn words(caption: &str, desk: &mut Desk<'_>) -> (Text, Option<String>) {
    if caption.contains("</") || caption.contains("<br") || edit::has_entity(caption) {
        return html::caption(caption, desk);
    }
    (Text::plain(html::one_line(caption)), None)
}

/// Many systems repeat the credit at the caption's end; it is shown once.
fn without(caption: Text, credit: &str) -> Text {
    let text = caption.as_str().trim_end_matches([')', ']', '.', ' ']);
    match text.strip_suffix(credit.trim_end_matches('.')) {
        Some(rest) if rest.ends_with(|c: char| !c.is_alphanumeric()) => {
            let end = rest.trim_end_matches(['(', '[', ' ', '/', '|', '-', '–']).len();
            caption.head(end).trimmed()
        }
        _ => caption,
    }
}

fn credit(value: &Json<'_>) -> Option<String> {
    if let Some(credit) = fields::str(value, CREDITS) {
        return Some(credit.to_owned());
    }
    match (fields::str(value, MAKERS), fields::str(value, HOUSES)) {
        (Some(maker), Some(house)) if !maker.contains(house) => Some([maker, "/", house].concat()),
        (maker, house) => maker.or(house).or_else(|| fields::str(value, NOTICES)).map(str::to_owned),
    }
}

fn alt(value: &Json<'_>) -> Alt {
    // An empty `alt` says something, so it must not count as absent.
    let own = value.get("alt").and_then(|alt| match alt {
        Json::String(text) => Some(text.as_ref()),
        _ => None,
    });
    // WordPress's is empty unless somebody writes one.
    own.or_else(|| fields::str(value, ALTS)).map(html::alt_of).unwrap_or_default()
}

fn licence(value: &Json<'_>, desk: &mut Desk<'_>) -> Option<Licence> {
    let licence = fields::at(value, "licence|license")?;
    let text = fields::as_str(licence).or_else(|| fields::str(licence, "name"));
    // schema.org has the address alone.
    let address = fields::str(licence, "url").or(text.filter(|text| text.starts_with("http")));
    let url = address.and_then(|address| desk.web_url("licence", address));
    let name = text.filter(|text| !text.starts_with("http")).map(html::one_line);
    let name = name.or_else(|| url.as_ref().map(|url| url.host().to_owned()))?;
    Some(Licence { name, url })
}

/// The point that matters: in hundredths, or in pixels as ninjs has it.
fn focus(file: &Json<'_>) -> Option<Focus> {
    let part = |point, pixel, side| {
        let part = match fields::pixels(file, side) {
            Some(side) => fields::pixels(file, pixel).map(|pixel| u64::from(pixel) * 100 / u64::from(side)),
            None => None,
        };
        part.or_else(|| fields::pixels(file, point).map(u64::from)).map(|part| part.min(100) as u8)
    };
    Some(Focus { x: part("focus.x", "poi.x", "width")?, y: part("focus.y", "poi.y", "height")? })
}

/// False for what says that it is something else: a film, a page, a document.
fn is_picture(file: &Json<'_>) -> bool {
    let kind = fields::str(file, "contentType|contenttype|mimetype|mime_type|mimeType|@type|type").unwrap_or_default();
    let other = ["video", "audio", "text/", "application/", "Video", "Audio"];
    !other.iter().any(|start| kind.starts_with(start))
}
