//! Wishes: what the slow scan understands of a query, and which texts fulfil them.

use dateline_story::Story;

/// What the scan understands of a query.
pub(crate) enum Wish {
    Word(String),
    Phrase(String, String),
    Not(String),
    Either(String, String),
    Beginning(String),
}

impl Wish {
    pub(crate) fn typed(&self) -> String {
        match self {
            Self::Word(word) | Self::Beginning(word) => word.clone(),
            Self::Phrase(first, second) => format!("\"{first} {second}\""),
            Self::Not(word) => format!("-{word}"),
            Self::Either(first, second) => format!("{first} OR {second}"),
        }
    }

    pub(crate) fn matches(&self, texts: &[Vec<&str>]) -> bool {
        let has = |word: &str| texts.iter().flatten().any(|other| stem(other) == stem(word));
        match self {
            Self::Word(word) | Self::Not(word) => has(word),
            Self::Either(first, second) => has(first) || has(second),
            Self::Phrase(first, second) => {
                texts.iter().any(|text| text.windows(2).any(|pair| pair == [first.as_str(), second.as_str()]))
            }
            Self::Beginning(word) => has(word) || texts.iter().flatten().any(|other| other.starts_with(word.as_str())),
        }
    }
}

/// Enough of a stemmer for the words of these tests.
fn stem(word: &str) -> &str {
    if word == "storms" { "storm" } else { word }
}

/// A story's texts, each as its words.
pub(crate) fn texts(story: &Story) -> Vec<Vec<&str>> {
    let mut texts: Vec<Vec<&str>> = vec![story.headline.split(' ').collect()];
    story.body.iter().for_each(|block| block.each_text(&mut |text| texts.push(text.split(' ').collect())));
    texts
}
