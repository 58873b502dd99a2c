//! Languages and directions of writing.

use std::fmt;

/// The longest language tag that BCP 47 advises to expect (RFC 5646, section 4.4.1).
const LONGEST_TAG: usize = 35;

/// Right-to-left scripts' usual languages, by primary subtag.
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "ckb", "dv", "fa", "ha", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"];

/// A language tag as of BCP 47: `en`, `pt-BR`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Lang(String);

impl Lang {
    /// Takes what has the shape of a tag (letters, digits, hyphens; `_` becomes `-`); `None` for all else.
    pub fn new(tag: &str) -> Option<Self> {
        let tag = tag.trim().replace('_', "-");
        let fits = tag.len() <= LONGEST_TAG;
        let well_formed = tag.split('-').enumerate().all(|(place, part)| {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let allowed = part.bytes().all(|b| b.is_ascii_alphanumeric());
            if place == 0 { (2..=8).contains(&part.len()) && letters } else { (1..=8).contains(&part.len()) && allowed }
        });
        (fits && well_formed).then_some(Self(tag))
    }

    /// The tag as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag in lower case: `pt` of `pt-BR`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// What stands between the members of a list, with its space.
    pub fn comma(&self) -> &'static str {
        match self.primary().as_str() {
            "ar" | "ckb" | "fa" | "ps" | "sd" | "ug" | "ur" => "، ",
            "ja" | "zh" => "、",
            _ => ", ",
        }
    }

    /// The direction that this language is usually written in.
    pub fn direction(&self) -> Direction {
        if RIGHT_TO_LEFT.contains(&self.primary().as_str()) { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The direction a text runs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Direction {
    /// Not said: the browser looks at the first strong letter.
    #[default]
    Auto,
    /// As Latin runs.
    LeftToRight,
    /// As Arabic and Hebrew run.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_by_their_shape() {
        assert_eq!("pt-BR", Lang::new(" pt_BR ").expect("a tag").as_str());
        assert_eq!("zh", Lang::new("zh-Hant-TW").expect("a tag").primary());
        for bad in ["", "e", "en US", "x\"y", "en--us", "1a", "-", "a-very-long-tag-that-goes-on-and-on-and-on"] {
            assert_eq!(None, Lang::new(bad), "{bad}");
        }
    }

    #[test]
    fn a_list_has_the_comma_of_its_language() {
        let comma = |tag: &str| Lang::new(tag).expect("a tag").comma();
        assert_eq!(["، ", "、", ", "], ["ar-EG", "zh", "tr"].map(comma));
    }

    #[test]
    fn arabic_runs_right_to_left() {
        assert_eq!("rtl", Lang::new("AR-lb").expect("a tag").direction().as_str());
        assert_eq!("ltr", Lang::new("ru").expect("a tag").direction().as_str());
    }
}
