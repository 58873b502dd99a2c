//! How a format becomes a story: a table of paths, and a last step of its own where a table does not do.
//!
//! Because formats are tables, the reader can say of each field where it came from, and a format is read by looking at
//! one page of its own documentation beside one page of ours.

use dateline_story::{Block, Picture, Story, TagKind};

use crate::desk::{self, Desk};
use crate::json::Json;
use crate::{dateline, edit, fields, html, picture, wire};

/// Where a format keeps what a story needs: paths as [`fields`] has them. Empty where it has nothing.
#[derive(Debug)]
pub(crate) struct Recipe {
    pub(crate) id: &'static str,
    pub(crate) url: &'static str,
    pub(crate) headline: &'static str,
    pub(crate) kicker: &'static str,
    pub(crate) standfirst: &'static str,
    pub(crate) dateline: &'static str,
    /// The line as printed.
    pub(crate) byline: &'static str,
    /// People one by one.
    pub(crate) authors: &'static str,
    pub(crate) published: &'static str,
    pub(crate) updated: &'static str,
    /// Bodies in HTML. At a path that ends in `+` all values are parts of one, else they are versions of it.
    pub(crate) html: &'static str,
    /// Bodies in plain text.
    pub(crate) text: &'static str,
    pub(crate) section: &'static str,
    pub(crate) source: &'static str,
    pub(crate) lang: &'static str,
    pub(crate) lead: &'static str,
    /// Further pictures, for the story's end.
    pub(crate) pictures: &'static str,
    /// All of these, each with the kind that it has.
    pub(crate) tags: &'static [(&'static str, TagKind)],
    pub(crate) embargoed: &'static str,
    pub(crate) expires: &'static str,
    /// Headline and standfirst are HTML.
    pub(crate) is_marked_up: bool,
    /// Bodies may be HTML or text; one has to look.
    pub(crate) is_unsure: bool,
    /// What a table cannot say; `head` holds the feed's own fields.
    pub(crate) finish: fn(story: &mut Story, item: &Json<'_>, head: &Json<'_>, desk: &mut Desk<'_>),
}

/// A recipe for nothing, to be filled in.
pub(crate) const NOTHING: Recipe = Recipe {
    id: "",
    url: "",
    headline: "",
    kicker: "",
    standfirst: "",
    dateline: "",
    byline: "",
    authors: "",
    published: "",
    updated: "",
    html: "",
    text: "",
    section: "",
    source: "",
    lang: "",
    lead: "",
    pictures: "",
    tags: &[],
    embargoed: "",
    expires: "",
    is_marked_up: false,
    is_unsure: false,
    finish: |_, _, _, _| {},
};

impl Recipe {
    /// The story of an item. Its headline may be empty still; [`edit::finish`] has the last look.
    pub(crate) fn story(&self, item: &Json<'_>, head: &Json<'_>, desk: &mut Desk<'_>) -> Story {
        let mut story = Story::new("", "");
        story.id = fields::id(item, self.id).unwrap_or_default().to_owned();
        story.url = desk.url(item, self.url);
        let (mut headline, mut dateline) = (None, None);
        // One loop over places, since a statement for each costs five times the bytes.
        let slots: [(&'static str, &'static str, &mut Option<String>); 7] = [
            ("headline", self.headline, &mut headline),
            ("standfirst", self.standfirst, &mut story.standfirst),
            ("kicker", self.kicker, &mut story.kicker),
            ("byline", self.byline, &mut story.byline.printed),
            ("section", self.section, &mut story.section),
            ("source", self.source, &mut story.source),
            ("dateline", self.dateline, &mut dateline),
        ];
        for (place, (slot, paths, text)) in slots.into_iter().enumerate() {
            *text = desk.words(slot, item, paths, self.is_marked_up && place < 2);
        }
        story.headline = headline.unwrap_or_default();
        story.dateline = dateline.and_then(|line| dateline::printed(&line));
        story.byline.people = desk.people(&fields::list(item, self.authors));
        story.published = desk.date("published", item, self.published);
        story.updated = desk.date("updated", item, self.updated);
        story.body = self.body(item, desk);
        story.lang = desk.lang(item, self.lang);
        story.dir = desk::direction(item, "dir").unwrap_or_default();
        story.lead = self.lead(item, desk);
        for (paths, kind) in self.tags {
            story.tags.extend(desk.tags(item, paths, *kind));
        }
        edit::add_pictures(&mut story, &fields::list(item, self.pictures), desk);
        story.status.embargoed_until = desk.date("embargoed until", item, self.embargoed);
        story.status.expires = desk.date("expires", item, self.expires);
        (self.finish)(&mut story, item, head, desk);
        story
    }

    /// The first value that is a picture.
    fn lead(&self, item: &Json<'_>, desk: &mut Desk<'_>) -> Option<Picture> {
        self.lead.split('|').find_map(|path| {
            let picture = fields::list(item, path).into_iter().find_map(|value| picture::read(value, desk))?;
            desk.came_from("lead", path);
            Some(picture)
        })
    }

    fn body(&self, item: &Json<'_>, desk: &mut Desk<'_>) -> Vec<Block> {
        for (paths, is_html) in [(self.html, true), (self.text, false)] {
            for path in paths.split('|') {
                let whole = path.trim_end_matches('+');
                let parts = fields::list(item, whole);
                let parts = if whole.len() == path.len() { &parts[..parts.len().min(1)] } else { &parts[..] };
                let mut blocks = Vec::new();
                for part in parts.iter().filter_map(|part| fields::as_str(part)) {
                    blocks.extend(self.part(part, is_html, desk));
                }
                if !blocks.is_empty() {
                    desk.came_from("body", whole);
                    return blocks;
                }
            }
        }
        Vec::new()
    }

    fn part(&self, text: &str, is_html: bool, desk: &mut Desk<'_>) -> Vec<Block> {
        if self.is_unsure && looks_like_html(text) && has_blank_lines_only(text) {
            html::blocks(&text.replace("\n\n", "<p>"), desk)
        } else if is_html && !self.is_unsure || self.is_unsure && looks_like_html(text) {
            html::blocks(text, desk)
        } else if self.is_unsure {
            wire::paragraphs(&edit::decoded_lines(text, desk))
        } else {
            wire::paragraphs(text)
        }
    }
}

/// True if there is an end tag, a line break or a paragraph of HTML in the text.
pub(crate) fn looks_like_html(text: &str) -> bool {
    ["</", "<br", "<p>", "<img ", "<p "].iter().any(|mark| text.contains(mark))
}

/// True for HTML whose paragraphs are parted by blank lines alone, as WordPress stores it.
fn has_blank_lines_only(text: &str) -> bool {
    text.contains("\n\n") && !["<p", "<br", "<div", "<li"].iter().any(|mark| text.contains(mark))
}
