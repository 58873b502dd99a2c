//! Snippets: the passage of a story that shows best why it was found.

use crate::fields::{Field, each_text};
use crate::marker::{Marker, Match, merged};
use dateline_story::{Lang, Story};
use std::ops::Range;

/// A passage of a story with the matches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Where the passage stands.
    pub field: Field,
    /// The passage; line breaks are kept.
    pub text: String,
    /// The matches: byte ranges of `text`, ascending, disjoint.
    pub marks: Vec<Range<usize>>,
    /// True if the text goes on before the passage.
    pub cut_before: bool,
    /// True if it goes on after it.
    pub cut_after: bool,
}

/// A passage that may become the snippet.
struct Passage<'a> {
    field: Field,
    text: &'a str,
    /// The matches inside.
    matches: Vec<Match>,
    window: Range<usize>,
    /// More is better: different words matched, then the field's rank, then matches in all.
    worth: (usize, u8, usize),
}

impl Marker {
    /// The story's best passage of at most `width` characters; `None` if nothing in the story is marked.
    ///
    /// The best one has the most different words that matched. Among equals the body comes first and the headline, which
    /// stands on the card anyway, last.
    pub fn snippet(&self, story: &Story, width: usize) -> Option<Snippet> {
        let mut best: Option<Passage<'_>> = None;
        each_text(story, &mut |field, text| {
            let Some(passage) = self.passage(field, text, story.lang.as_ref(), width) else { return };
            if best.as_ref().is_none_or(|best| passage.worth > best.worth) {
                best = Some(passage);
            }
        });
        best.map(|passage| passage.cut(width))
    }

    /// The best passage of one text.
    fn passage<'a>(&self, field: Field, text: &'a str, lang: Option<&Lang>, width: usize) -> Option<Passage<'a>> {
        let matches = self.matches(text, lang);
        let mut best: Option<((usize, usize), Range<usize>)> = None;
        let mut seen = vec![false; self.patterns()];
        for (first, start) in matches.iter().enumerate() {
            let limit = after_characters(text, start.range.start, width);
            let inside = matches[first..].iter().take_while(|found| found.range.end <= limit).count().max(1);
            seen.fill(false);
            matches[first..first + inside].iter().for_each(|found| seen[found.pattern] = true);
            let worth = (seen.iter().filter(|&&seen| seen).count(), inside);
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, first..first + inside));
            }
        }
        let ((different, all), window) = best?;
        Some(Passage { field, text, matches, window, worth: (different, rank(field), all) })
    }
}

impl Passage<'_> {
    /// Cuts the passage so that its matches stand in it, with what surrounds them up to `width` characters.
    fn cut(&self, width: usize) -> Snippet {
        let matched = &self.matches[self.window.clone()];
        let first = matched.first().map_or(0, |found| found.range.start);
        let last = matched.iter().map(|found| found.range.end).max().unwrap_or(first);
        let (start, end) = around(self.text, first, last, width);
        let inside: Vec<Match> =
            self.matches.iter().filter(|m| m.range.start >= start && m.range.end <= end).cloned().collect();
        let marks = merged(&inside).into_iter().map(|mark| mark.start - start..mark.end - start).collect();
        Snippet {
            field: self.field,
            text: self.text[start..end].to_owned(),
            marks,
            cut_before: !self.text[..start].trim().is_empty(),
            cut_after: !self.text[end..].trim().is_empty(),
        }
    }
}

/// The stretch of at most `width` characters around `first..last`, on word boundaries where there are any.
fn around(text: &str, first: usize, last: usize, width: usize) -> (usize, usize) {
    let last = last.min(after_characters(text, first, width));
    let spare = width.saturating_sub(text[first..last].chars().count());
    let mut start = match sentence_start(text, before_characters(text, first, spare), first) {
        Some(start) => start,
        // A third of the spare room goes before: what follows a match says more than what leads to it.
        None => word_start(text, before_characters(text, first, spare / 3), first),
    };
    let used = text[start..last].chars().count();
    let mut end = after_characters(text, last, width.saturating_sub(used));
    if end < text.len() {
        end = word_end(text, end, last);
    } else {
        // The text ends early: there is room for more before the match.
        let used = text[start..end].chars().count();
        start = word_start(text, before_characters(text, start, width.saturating_sub(used)), start);
    }
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    (start + lead, start + text[start..end].trim_end().len().max(lead))
}

/// Where the last sentence that begins in `from..to` does.
fn sentence_start(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut start = (from == 0).then_some(0);
    let mut ended = false;
    for (at, c) in text[from..to].char_indices() {
        if ended && !c.is_whitespace() {
            start = Some(from + at);
        }
        // A dot inside a number or a name ends nothing.
        let goes_on = || text[from + at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        ended = match c {
            '.' | '!' | '?' => !goes_on(),
            '。' | '！' | '？' => true,
            _ => ended && c.is_whitespace(),
        };
    }
    start
}

/// The first word boundary in `from..to`, or `from` if the words are too long.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    if from == 0 || text[..from].ends_with(char::is_whitespace) {
        return from;
    }
    text[from..to].find(char::is_whitespace).map_or(from, |space| from + space)
}

/// The last word boundary in `to..from`, or `from`.
fn word_end(text: &str, from: usize, to: usize) -> usize {
    if text[from..].starts_with(char::is_whitespace) {
        return from;
    }
    text[to..from].rfind(char::is_whitespace).map_or(from, |space| to + space)
}

fn after_characters(text: &str, from: usize, count: usize) -> usize {
    text[from..].char_indices().nth(count).map_or(text.len(), |(at, _)| from + at)
}

fn before_characters(text: &str, from: usize, count: usize) -> usize {
    if count == 0 {
        return from;
    }
    text[..from].char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at)
}

/// Which field is shown if several show the same words; more is better.
fn rank(field: Field) -> u8 {
    match field {
        Field::Body => 7,
        Field::Caption => 6,
        Field::Standfirst => 5,
        Field::Credit => 4,
        Field::Byline => 3,
        Field::Dateline => 2,
        Field::Tag => 1,
        Field::Headline => 0,
    }
}
