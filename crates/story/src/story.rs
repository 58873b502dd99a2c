//! A story and the parts that belong to nothing else.

use crate::{Block, Direction, Lang, Picture, Slug, Tag, Text, Timestamp, WebUrl};

/// One story, as the reader shows and searches it.
///
/// Every text is plain (entities decoded, no markup) unless its type is [`Text`]. Optional fields are `None` rather than
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Story {
    /// The publisher's own identifier, unique in the feed.
    pub id: String,
    /// The short lasting name made from `id`, for addresses and events.
    pub slug: Slug,
    /// Where the publisher shows the story.
    pub url: Option<WebUrl>,
    /// What the story is about, on somebody else's page.
    pub about: Option<WebUrl>,
    /// The title line; never empty.
    pub headline: String,
    /// The label above the headline.
    pub kicker: Option<String>,
    /// The sentence or two under the headline that sum the story up.
    pub standfirst: Option<String>,
    /// Place and, if printed, day of filing.
    pub dateline: Option<Dateline>,
    /// Who wrote it.
    pub byline: Byline,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it was last changed, if that is later than `published`.
    pub updated: Option<Timestamp>,
    /// The picture that leads the story and stands on its card; not repeated in `body`.
    pub lead: Option<Picture>,
    /// The story's text and further pictures, in order.
    pub body: Vec<Block>,
    /// What it is about, in the publisher's order; no two fold alike.
    pub tags: Vec<Tag>,
    /// The part of the paper.
    pub section: Option<String>,
    /// Whom the text is owed to, as printed: "Compiled from agency reports".
    pub source: Option<String>,
    /// The language of headline and body, where it is known.
    pub lang: Option<Lang>,
    /// The direction of headline and body.
    pub dir: Direction,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// What was put right after publication, oldest first.
    pub corrections: Vec<Correction>,
    /// Whether it may be shown.
    pub status: Status,
}

impl Story {
    /// A story with an identifier and a headline, and nothing else.
    pub fn new(id: impl Into<String>, headline: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            slug: Slug::from_id(&id),
            id,
            url: None,
            about: None,
            headline: headline.into(),
            kicker: None,
            standfirst: None,
            dateline: None,
            byline: Byline::default(),
            published: None,
            updated: None,
            lead: None,
            body: Vec::new(),
            tags: Vec::new(),
            section: None,
            source: None,
            lang: None,
            dir: Direction::Auto,
            attachments: Vec::new(),
            corrections: Vec::new(),
            status: Status::default(),
        }
    }

    /// The instant that the story sorts and is dated by: `published`, else `updated`.
    pub fn date(&self) -> Option<Timestamp> {
        self.published.or(self.updated)
    }

    /// Takes this language and the direction that it is written in, if the story says none of its own.
    pub fn adopt_lang(&mut self, lang: &Lang) {
        if self.lang.is_none() {
            self.lang = Some(lang.clone());
            if self.dir == Direction::Auto {
                self.dir = lang.direction();
            }
        }
    }

    /// All pictures: the lead, then those of the body in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.lead.iter().chain(self.body.iter().flat_map(Block::pictures))
    }

    /// Words of running text in the body.
    pub fn word_count(&self) -> usize {
        self.body.iter().map(Block::word_count).sum()
    }
}

/// Place and day of filing, as printed before the first words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Dateline {
    /// The place, in the publisher's spelling: `BEIRUT` or `Beirut`.
    pub place: String,
    /// The day, if one was printed: `Feb 26`.
    pub day: Option<String>,
}

/// Who wrote a story, in printed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Byline {
    /// The people, where the feed names them one by one.
    pub people: Vec<Person>,
    /// The line as printed, without a leading "By", where the feed has one; shown instead of `people`.
    pub printed: Option<String>,
}

impl Byline {
    /// True if nobody is named.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.printed.is_none()
    }
}

/// A writer, photographer or editor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The person's page.
    pub url: Option<WebUrl>,
}

/// A file that belongs to a story: a report, a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Attachment {
    /// Where it is.
    pub url: WebUrl,
    /// What it is called; its file's name if the publisher gives it none.
    pub title: String,
    /// What it is, as in `application/pdf`; empty if the publisher does not say.
    pub media_type: String,
}

impl Attachment {
    /// One that is called by its file's name if it has no title.
    pub fn new(url: WebUrl, title: Option<String>, media_type: String) -> Self {
        let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
        let title = title.unwrap_or_else(|| path.rsplit('/').find(|name| !name.is_empty()).unwrap_or(path).to_owned());
        Self { url, title, media_type }
    }
}

/// A note that says what was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Correction {
    /// When, if it is said.
    pub at: Option<Timestamp>,
    /// The note.
    pub text: Text,
}

/// What the publisher says about showing a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Status {
    /// Taken back: it must vanish from lists and from kept copies.
    pub withdrawn: bool,
    /// Not to be shown before this instant.
    pub embargoed_until: Option<Timestamp>,
    /// Not to be shown from this instant on.
    pub expires: Option<Timestamp>,
}

/// Whether a story may be shown, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It may be shown.
    Live,
    /// The publisher took it back.
    Withdrawn,
    /// Its time has not come.
    Embargoed,
    /// Its time is over.
    Expired,
}

impl Status {
    /// Whether the story may be shown at `now`.
    pub fn at(&self, now: Timestamp) -> Visibility {
        if self.withdrawn {
            Visibility::Withdrawn
        } else if self.embargoed_until.is_some_and(|until| now < until) {
            Visibility::Embargoed
        } else if self.expires.is_some_and(|end| now >= end) {
            Visibility::Expired
        } else {
            Visibility::Live
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: &Status, now: i64, expected: Visibility) {
        assert_eq!(expected, status.at(Timestamp::from_seconds(now)));
    }

    #[test]
    fn an_embargo_ends_at_its_instant_and_expiry_begins_at_its_own() {
        let status = Status {
            withdrawn: false,
            embargoed_until: Some(Timestamp::from_seconds(10)),
            expires: Some(Timestamp::from_seconds(20)),
        };
        check(&status, 9, Visibility::Embargoed);
        check(&status, 10, Visibility::Live);
        check(&status, 19, Visibility::Live);
        check(&status, 20, Visibility::Expired);
    }

    #[test]
    fn withdrawal_comes_before_all_else() {
        let status = Status { withdrawn: true, ..Status::default() };
        check(&status, 0, Visibility::Withdrawn);
    }
}
