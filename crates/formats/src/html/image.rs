//! `img` to a picture: its sources, and what its `alt` says.

use dateline_story::{Alt, Block, Picture, Source};

use super::flow::Flow;
use crate::desk::Desk;

/// Images up to this size are signs in a line of text.
const ICON_PIXELS: u32 = 32;
/// Images up to this size count readers.
const TRACKER_PIXELS: u32 = 2;
/// Candidates of a `srcset` that are kept.
const MAX_SOURCES: usize = 12;

impl Flow<'_, '_, '_> {
    pub(super) fn image(&mut self, at: usize) {
        let width = self.pixels(at, "width");
        let height = self.pixels(at, "height");
        let small = |most: u32| width.is_some_and(|w| w <= most) && height.is_some_and(|h| h <= most);
        if small(TRACKER_PIXELS) {
            return;
        }
        if small(ICON_PIXELS) || self.tree.class_contains(at, "emoji") || self.tree.class_contains(at, "smiley") {
            let tree = self.tree;
            self.words(tree.attribute(at, "alt").unwrap_or_default());
            return;
        }
        let picture = self.picture(at);
        self.put(picture.map(Block::Figure));
    }

    /// The picture of an `img`, or nothing if none of its addresses will do.
    pub(super) fn picture(&mut self, at: usize) -> Option<Picture> {
        let tree = self.tree;
        let value = |name| tree.attribute(at, name).map(str::trim).filter(|value| !value.is_empty());
        let mut sources = Vec::new();
        // Pages that load late keep the address elsewhere, and a blank picture in `src`.
        let lazy = ["data-src", "data-lazy-src", "data-original"].iter().find_map(|name| value(name));
        let own =
            value("src").filter(|src| !(src.starts_with("data:") && (lazy.is_some() || value("srcset").is_some())));
        if let Some(url) = lazy.or(own).and_then(|src| self.desk.web_url("content_html", src)) {
            sources.push(Source { url, width: self.pixels(at, "width"), height: self.pixels(at, "height") });
        }
        for name in ["srcset", "data-srcset"] {
            if let Some(srcset) = value(name) {
                add_candidates(srcset, &mut sources, self.desk);
            }
        }
        let alt = tree.attribute(at, "alt").map_or(Alt::Unknown, alt_of);
        (!sources.is_empty()).then(|| Picture { sources, alt, ..Picture::default() })
    }

    fn pixels(&self, at: usize, name: &str) -> Option<u32> {
        let value = self.tree.attribute(at, name)?.trim().trim_end_matches("px");
        value.parse().ok().filter(|&pixels| pixels > 0)
    }
}

/// An `alt` as written; a file's name says nothing.
pub(crate) fn alt_of(alt: &str) -> Alt {
    let alt = super::one_line(alt);
    let lower = alt.to_ascii_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let file_name = !alt.contains(' ') && matches!(extension, "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg");
    match alt.is_empty() {
        true => Alt::Decorative,
        false if file_name => Alt::Unknown,
        false => Alt::Text(alt),
    }
}

/// Adds what a `srcset` offers: `a.jpg 400w, b.jpg 2x`. Source: the HTML standard, "parse a srcset attribute".
fn add_candidates(srcset: &str, sources: &mut Vec<Source>, desk: &mut Desk<'_>) {
    let mut rest = srcset;
    while sources.len() < MAX_SOURCES {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let (descriptor, after) =
            if address.ends_with(',') { ("", after) } else { after.split_once(',').unwrap_or((after, "")) };
        let width = descriptor.trim().strip_suffix('w').and_then(|width| width.parse().ok()).filter(|&width| width > 0);
        rest = after;
        if let Some(url) = desk.web_url("content_html", address.trim_end_matches(','))
            && !sources.iter().any(|known| known.url == url)
        {
            sources.push(Source { url, width, height: None });
        }
    }
}
