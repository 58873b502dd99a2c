//! Running text with inline markup, kept flat: one string, and spans over it.
//!
//! Flat text is searched, measured and cut without walking a tree; the view turns it into elements as it draws.

use crate::{Direction, Lang, WebUrl};

/// Plain text with spans of meaning over it. A line feed in the text is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Text {
    plain: String,
    spans: Vec<Span>,
}

/// A stretch of a [`Text`] with a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Span {
    /// First byte, on a character boundary.
    pub start: u32,
    /// Byte after the last, on a character boundary; greater than `start`.
    pub end: u32,
    /// What the stretch means.
    pub kind: SpanKind,
}

/// What a span means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum SpanKind {
    /// Stressed, or set apart by voice: HTML `em`, `i`.
    Emphasis,
    /// Important: HTML `strong`, `b`.
    Strong,
    /// Computer text.
    Code,
    /// Below the line.
    Sub,
    /// Above the line.
    Sup,
    /// No longer right, or struck out.
    Struck,
    /// Put in later: HTML `ins`, `u`.
    Inserted,
    /// Side print.
    Small,
    /// Quoted inside the sentence: HTML `q`. The quotation marks are in the text.
    Quote,
    /// The title of a work: HTML `cite`.
    Work,
    /// An abbreviation and what it stands for.
    Abbreviation(String),
    /// A link.
    Link(WebUrl),
    /// Text in another language or direction than its surroundings.
    Foreign {
        /// Its language, if said.
        lang: Option<Lang>,
        /// Its direction.
        dir: Direction,
    },
}

impl Text {
    /// Text without any markup.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { plain: text.into(), spans: Vec::new() }
    }

    /// The words alone.
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// The spans: properly nested, by ascending start, the outer before the inner.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// True if there are no words.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The part from byte `start` on, spans cut to fit. A `start` inside a character moves up to its end.
    pub fn tail(&self, start: usize) -> Self {
        let start = self.plain.ceil_char_boundary(start);
        self.cut(start, self.plain.len())
    }

    /// The part before byte `end`, spans cut to fit. An `end` inside a character moves down to its start.
    pub fn head(&self, end: usize) -> Self {
        let end = self.plain.floor_char_boundary(end);
        self.cut(0, end)
    }

    /// The text without white space at its ends.
    pub fn trimmed(&self) -> Self {
        let start = self.plain.len() - self.plain.trim_start().len();
        self.cut(start, self.plain.trim_end().len().max(start))
    }

    /// Both bounds lie on character boundaries, `start <= end`.
    fn cut(&self, start: usize, end: usize) -> Self {
        let moved = |at: u32| (at as usize).clamp(start, end) - start;
        let spans = self.spans.iter().map(|span| Span {
            start: moved(span.start) as u32,
            end: moved(span.end) as u32,
            kind: span.kind.clone(),
        });
        Self { plain: self.plain[start..end].to_owned(), spans: spans.filter(|span| span.start < span.end).collect() }
    }
}

/// Builds a [`Text`] from opened and closed spans, so that they nest whatever the input does.
#[derive(Debug, Default)]
pub struct TextBuilder {
    plain: String,
    /// Finished and open spans by the order of their opening; an open one has `end == start`.
    spans: Vec<Span>,
    /// Places in `spans` of those still open, outermost first.
    open: Vec<usize>,
}

impl TextBuilder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    pub fn push_str(&mut self, text: &str) {
        self.plain.push_str(text);
    }

    /// The words so far.
    pub fn as_str(&self) -> &str {
        &self.plain
    }

    /// Begins a span here.
    pub fn open(&mut self, kind: SpanKind) {
        let start = self.plain.len() as u32;
        self.open.push(self.spans.len());
        self.spans.push(Span { start, end: start, kind });
    }

    /// Ends the span that was opened last; does nothing if none is open.
    pub fn close(&mut self) {
        if let Some(place) = self.open.pop() {
            self.spans[place].end = self.plain.len() as u32;
        }
    }

    /// The text, with whatever is open closed and empty spans dropped.
    pub fn finish(mut self) -> Text {
        while !self.open.is_empty() {
            self.close();
        }
        self.spans.retain(|span| span.start < span.end);
        Text { plain: self.plain, spans: self.spans }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Text {
        let mut builder = TextBuilder::new();
        builder.push_str("aé ");
        builder.open(SpanKind::Strong);
        builder.push_str("bold ");
        builder.open(SpanKind::Emphasis);
        builder.push_str("both");
        builder.close();
        builder.open(SpanKind::Code);
        builder.close();
        builder.finish()
    }

    #[test]
    fn what_is_left_open_is_closed_and_empty_spans_vanish() {
        let text = sample();
        assert_eq!("aé bold both", text.as_str());
        let kinds: Vec<_> = text.spans().iter().map(|s| (s.start, s.end, s.kind.clone())).collect();
        assert_eq!(vec![(4, 13, SpanKind::Strong), (9, 13, SpanKind::Emphasis)], kinds);
    }

    #[test]
    fn cutting_keeps_spans_on_the_same_words() {
        let text = sample();
        assert_eq!("both", text.tail(9).as_str());
        assert_eq!(2, text.tail(9).spans().len());
        assert_eq!("a", text.head(2).as_str(), "inside the é");
        assert_eq!(" bold both", text.tail(2).as_str(), "inside the é");
        assert_eq!(0, text.head(4).spans().len());
        assert_eq!("", text.tail(500).as_str());
        assert_eq!("aé", text.head(4).trimmed().as_str());
    }
}
