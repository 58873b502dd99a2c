//! Photographs and drawings. Caption, credit and alternative text are three different things and are never merged.

use crate::{Text, WebUrl};

/// A picture with all that must be shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Picture {
    /// The same picture in one or more sizes, in the feed's order; never empty in a story.
    pub sources: Vec<Source>,
    /// What somebody who cannot see it should be told.
    pub alt: Alt,
    /// The words under it.
    pub caption: Option<Text>,
    /// Who made it, as printed: "Photograph: A. Maker/Agency".
    pub credit: Option<String>,
    /// On what terms it may be used.
    pub licence: Option<Licence>,
    /// What must be in sight where the picture is cropped, if the publisher says so.
    pub focus: Option<Focus>,
}

/// A point of a picture, in hundredths of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Focus {
    /// From the left, 0 to 100.
    pub x: u8,
    /// From the top, 0 to 100.
    pub y: u8,
}

impl Picture {
    /// The source to fall back on: the widest whose width is known, else the first.
    pub fn best(&self) -> Option<&Source> {
        let widest = self.sources.iter().filter(|source| source.width.is_some()).max_by_key(|source| source.width);
        widest.or(self.sources.first())
    }
}

/// One file that holds a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Source {
    /// Where it is.
    pub url: WebUrl,
    /// Width in pixels, if the feed says so; never 0.
    pub width: Option<u32>,
    /// Height in pixels, if the feed says so; never 0.
    pub height: Option<u32>,
}

/// Alternative text, which a publisher may have left out or left empty on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Alt {
    /// The feed says nothing.
    #[default]
    Unknown,
    /// The publisher says that the picture adds nothing to the words.
    Decorative,
    /// What the picture shows; never empty.
    Text(String),
}

/// Terms of use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Licence {
    /// The terms' name: "CC BY 4.0".
    pub name: String,
    /// The terms in full.
    pub url: Option<WebUrl>,
}
