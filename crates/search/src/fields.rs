//! The fields of a story that are searched, and how to walk them.

use dateline_story::{Picture, Story};

/// A part of a story, as far as searching is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title line, and the kicker above it.
    Headline,
    /// The sentence or two under the headline.
    Standfirst,
    /// Place and day of filing.
    Dateline,
    /// Who wrote it.
    Byline,
    /// The words under a picture, and what it shows.
    Caption,
    /// Who made a picture, and whom the text is owed to.
    Credit,
    /// What the story is about, and the section it stands in.
    Tag,
    /// The text.
    Body,
}

impl Field {
    /// All fields, in the order in which they are stored.
    pub const ALL: [Self; 8] = [
        Self::Headline,
        Self::Standfirst,
        Self::Dateline,
        Self::Byline,
        Self::Caption,
        Self::Credit,
        Self::Tag,
        Self::Body,
    ];

    /// The field's bit in a set of fields.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Calls `visit` with each run of text and the field that it belongs to.
///
/// Order: as [`Field::ALL`], each field's own texts in the story's order. Runs of one field do not touch: a phrase never
/// crosses from one caption, tag or paragraph into the next.
pub(crate) fn each_text<'a>(story: &'a Story, visit: &mut dyn FnMut(Field, &'a str)) {
    story.kicker.iter().for_each(|kicker| visit(Field::Headline, kicker));
    visit(Field::Headline, &story.headline);
    story.standfirst.iter().for_each(|standfirst| visit(Field::Standfirst, standfirst));
    if let Some(dateline) = &story.dateline {
        visit(Field::Dateline, &dateline.place);
        dateline.day.iter().for_each(|day| visit(Field::Dateline, day));
    }
    match &story.byline.printed {
        Some(printed) => visit(Field::Byline, printed),
        None => story.byline.people.iter().for_each(|person| visit(Field::Byline, &person.name)),
    }
    story.pictures().for_each(|picture| each_caption(picture, visit));
    story.pictures().filter_map(|picture| picture.credit.as_ref()).for_each(|credit| visit(Field::Credit, credit));
    story.source.iter().for_each(|source| visit(Field::Credit, source));
    story.tags.iter().for_each(|tag| visit(Field::Tag, &tag.name));
    story.section.iter().for_each(|section| visit(Field::Tag, section));
    story.body.iter().for_each(|block| block.each_text(&mut |text| visit(Field::Body, text)));
}

fn each_caption<'a>(picture: &'a Picture, visit: &mut dyn FnMut(Field, &'a str)) {
    picture.caption.iter().for_each(|caption| visit(Field::Caption, caption.as_str()));
    if let dateline_story::Alt::Text(alt) = &picture.alt {
        visit(Field::Caption, alt);
    }
}
