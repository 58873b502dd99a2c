//! Plain text to paragraphs, as it comes from wires and plain-text fields.
//!
//! A blank line or an indented line begins a paragraph. Lines that were wrapped at a typewriter's width are joined; where
//! lines are longer than that, a line break is meant as one.

use dateline_story::{Block, Text};

use crate::html::one_line;

/// The longest line that may have been wrapped by hand.
const WRAPPED_CHARS: usize = 82;
/// A line shorter than this was broken on purpose, unless it ends its paragraph.
const SHORT_CHARS: usize = 34;

/// The paragraphs of a plain text.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut broken = true;
    for line in text.lines() {
        let blank = line.trim().is_empty();
        let indented = line.starts_with("  ") || line.starts_with(['\t', '\u{3000}']);
        match groups.last_mut() {
            _ if blank => broken = true,
            Some(group) if !broken && !indented => group.push(line.trim()),
            _ => {
                groups.push(vec![line.trim()]);
                broken = false;
            }
        }
    }
    let wrapped = is_wrapped(&groups);
    let text = |lines: &Vec<&str>| {
        let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        lines.join(if wrapped { " " } else { "\n" })
    };
    groups.iter().map(|lines| Block::Paragraph(Text::plain(text(lines)))).collect()
}

/// True if all lines fit a typewriter and those inside paragraphs fill it.
fn is_wrapped(groups: &[Vec<&str>]) -> bool {
    let chars = |line: &&str| line.chars().count();
    let narrow = groups.iter().flatten().all(|line| chars(line) <= WRAPPED_CHARS);
    let inner = || groups.iter().flat_map(|lines| lines.split_last().map_or(&[][..], |(_, inner)| inner));
    let filled = inner().filter(|line| chars(line) >= SHORT_CHARS).count();
    let total = inner().count();
    narrow && total > 0 && filled * 4 >= total * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = paragraphs(text);
        let texts: Vec<&str> = found
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.as_str(),
                _ => "not a paragraph",
            })
            .collect();
        assert_eq!(expected, texts);
    }

    #[test]
    fn blank_and_indented_lines_begin_paragraphs() {
        check("One.\n\nTwo.\n\n\nThree.", &["One.", "Two.", "Three."]);
        check("One.\n   Two.\n\tThree.", &["One.", "Two.", "Three."]);
        check("  \n", &[]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_verse_is_not() {
        check(
            "The boats stayed at the pier on Monday, and crews\nwent home before noon to wait for the vote.\n   It came late.",
            &[
                "The boats stayed at the pier on Monday, and crews went home before noon to wait for the vote.",
                "It came late.",
            ],
        );
        check("Short line\nnext line\nlast line", &["Short line\nnext line\nlast line"]);
        check("A\r\nB", &["A\nB"]);
    }
}
