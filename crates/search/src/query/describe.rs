//! A query in parts that can be put into words of any language: "2 words, in captions, since 2012".

use super::{Query, Within};
use dateline_story::Timestamp;

/// What a query asks for, ready to be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Single words that are looked for everywhere.
    pub words: Vec<String>,
    /// Phrases that are looked for everywhere, without their quotes.
    pub phrases: Vec<String>,
    /// Words and phrases that are looked for in one part of the story.
    pub narrowed: Vec<(Within, String)>,
    /// Words and phrases that no story may have.
    pub excluded: Vec<String>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
}

impl Query {
    /// The query's parts, each in the order typed. Alternatives are listed one by one.
    pub fn describe(&self) -> Description {
        let mut said = Description { from: self.from, to: self.to, ..Description::default() };
        for clause in &self.clauses {
            for atom in &clause.any_of {
                let text = atom.text.clone();
                match atom.within {
                    _ if clause.excluded => said.excluded.push(text),
                    Some(within) => said.narrowed.push((within, text)),
                    None if atom.phrase => said.phrases.push(text),
                    None => said.words.push(text),
                }
            }
        }
        said
    }
}
