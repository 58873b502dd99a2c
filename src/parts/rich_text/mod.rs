//! Running text with its spans and, where something was searched for, its marks.
//!
//! Spans nest; marks may lie across their edges, so a mark is cut at each edge and drawn innermost.

use std::ops::Range;

use dateline_story::{Span, SpanKind, Text};
use yew::prelude::*;

/// Draws plain words with marks: ascending, disjoint byte ranges.
pub fn marked(text: &str, marks: &[Range<usize>]) -> Html {
    draw(text, &[], marks, 0..text.len())
}

/// Draws a text with its spans and marks.
pub fn rich(text: &Text, marks: &[Range<usize>]) -> Html {
    draw(text.as_str(), text.spans(), marks, 0..text.as_str().len())
}

/// Draws the bytes `within` of `plain`; `spans` are those that lie inside, outer before inner.
fn draw(plain: &str, spans: &[Span], marks: &[Range<usize>], within: Range<usize>) -> Html {
    let mut nodes = Vec::new();
    let mut at = within.start;
    let mut rest = spans;
    while let Some((span, after)) = rest.split_first() {
        let inside = after.iter().take_while(|next| next.start < span.end).count();
        let (start, end) = (span.start as usize, span.end as usize);
        words(plain, marks, at..start, &mut nodes);
        nodes.push(dress(&span.kind, draw(plain, &after[..inside], marks, start..end)));
        at = end;
        rest = &after[inside..];
    }
    words(plain, marks, at..within.end, &mut nodes);
    nodes.into_iter().collect()
}

/// Plain words, cut into marked and unmarked pieces.
fn words(plain: &str, marks: &[Range<usize>], within: Range<usize>, nodes: &mut Vec<Html>) {
    let mut at = within.start;
    let overlaps = |mark: &&Range<usize>| mark.start.max(within.start) < mark.end.min(within.end);
    for mark in marks.iter().filter(overlaps) {
        let start = mark.start.max(within.start);
        let end = mark.end.min(within.end);
        lines(plain.get(at..start), nodes);
        if let Some(found) = plain.get(start..end) {
            nodes.push(html! { <mark>{ found }</mark> });
        }
        at = end;
    }
    lines(plain.get(at..within.end), nodes);
}

/// Words with their line breaks. A range that cuts a character, which no honest mark does, draws nothing.
fn lines(words: Option<&str>, nodes: &mut Vec<Html>) {
    // A break is nothing to whoever reads the text of the page, so the line before it ends with white space as well.
    for line in words.unwrap_or_default().split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => nodes.push(html! { <>{ [line, " "].concat() }<br /></> }),
            None => nodes.push(html! { line }),
        }
    }
}

fn dress(kind: &SpanKind, inner: Html) -> Html {
    match kind {
        SpanKind::Emphasis => html! { <em>{ inner }</em> },
        SpanKind::Strong => html! { <strong>{ inner }</strong> },
        SpanKind::Code => html! { <code>{ inner }</code> },
        SpanKind::Sub => html! { <sub>{ inner }</sub> },
        SpanKind::Sup => html! { <sup>{ inner }</sup> },
        SpanKind::Struck => html! { <s>{ inner }</s> },
        SpanKind::Inserted => html! { <ins>{ inner }</ins> },
        SpanKind::Small => html! { <small>{ inner }</small> },
        // The marks are in the text, so `q`, which would draw its own, is not used.
        SpanKind::Quote => html! { <span>{ inner }</span> },
        SpanKind::Work => html! { <cite>{ inner }</cite> },
        SpanKind::Abbreviation(long) => html! { <abbr title={long.clone()}>{ inner }</abbr> },
        SpanKind::Link(url) => html! { <a href={url.to_string()} rel="noopener noreferrer">{ inner }</a> },
        SpanKind::Foreign { lang, dir } => html! {
            <span lang={lang.as_ref().map(ToString::to_string)} dir={dir.as_str()}>{ inner }</span>
        },
    }
}

#[cfg(test)]
mod tests {
    use dateline_story::TextBuilder;

    use super::*;
    use crate::testing::render;

    #[track_caller]
    fn check(text: &Text, marks: &[Range<usize>], expected: &str) {
        assert_eq!(expected, render(rich(text, marks)));
    }

    #[test]
    fn a_mark_across_the_edge_of_a_span_is_cut_there() {
        let mut builder = TextBuilder::new();
        builder.push_str("a ");
        builder.open(SpanKind::Strong);
        builder.push_str("foreign ");
        builder.open(SpanKind::Emphasis);
        builder.push_str("min");
        builder.close();
        builder.close();
        builder.push_str("ister & co\nnext");
        let text = builder.finish();
        check(
            &text,
            std::slice::from_ref(&(10..18)),
            "a <strong>foreign <em><mark>min</mark></em></strong><mark>ister</mark> &amp; co <br>next",
        );
        check(&text, &[], "a <strong>foreign <em>min</em></strong>ister &amp; co <br>next");
    }

    #[test]
    fn a_mark_that_cuts_a_character_loses_no_panic() {
        check(&Text::plain("é"), std::slice::from_ref(&(1..2)), "");
    }
}
