//! What a story should have, and may lack all the same.

use crate::{Alt, Story};

/// A thing that stories should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A day of publication or change.
    Date,
    /// An address on the publisher's site.
    Address,
    /// Who wrote it.
    Byline,
    /// Where it was filed.
    Dateline,
    /// A text.
    Body,
    /// A picture to lead with.
    Picture,
    /// Alternative text of each picture, or that a picture is decorative.
    Alt,
    /// Who made each picture.
    Credit,
}

impl Wanted {
    /// All of them, in the order in which they are reported.
    pub const ALL: [Self; 8] =
        [Self::Date, Self::Address, Self::Byline, Self::Dateline, Self::Body, Self::Picture, Self::Alt, Self::Credit];

    /// True if the story has it; what concerns pictures, if each of them does.
    pub fn is_in(self, story: &Story) -> bool {
        match self {
            Self::Date => story.date().is_some(),
            Self::Address => story.url.is_some(),
            Self::Byline => !story.byline.is_empty(),
            Self::Dateline => story.dateline.is_some(),
            Self::Body => !story.body.is_empty(),
            Self::Picture => story.lead.is_some(),
            Self::Alt => story.pictures().all(|picture| picture.alt != Alt::Unknown),
            Self::Credit => story.pictures().all(|picture| picture.credit.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Picture, WebUrl};

    #[track_caller]
    fn check(story: &Story, lacking: &[Wanted]) {
        let found: Vec<Wanted> = Wanted::ALL.into_iter().filter(|wanted| !wanted.is_in(story)).collect();
        assert_eq!(lacking, found);
    }

    #[test]
    fn a_story_lacks_what_is_not_there_and_no_credit_without_a_picture() {
        use Wanted::{Address, Alt, Body, Byline, Credit, Date, Dateline, Picture as Lead};
        let mut story = Story::new("a", "One");
        check(&story, &[Date, Address, Byline, Dateline, Body, Lead]);
        story.url = WebUrl::parse("https://a.example/").ok();
        story.byline.printed = Some("Ada Moss".to_owned());
        story.lead = Some(Picture::default());
        check(&story, &[Date, Dateline, Body, Alt, Credit]);
    }
}
