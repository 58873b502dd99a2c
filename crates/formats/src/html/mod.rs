//! Article HTML to blocks.
//!
//! The HTML is tokenised as the WHATWG standard says, built into a small tree of elements that we know, and the tree is
//! turned into typed blocks and spans. No string of HTML comes out at the other end, so there is nothing left to exploit:
//! scripts, handlers, styles and forms have no counterpart in [`Block`].

mod builder;
mod elements;
mod entities;
mod figure;
mod flow;
mod image;
mod list;
mod page;
mod table;
mod tokens;
mod tree;

use dateline_story::{Block, Text, WebUrl};

pub(crate) use entities::windows_1252;
pub(crate) use image::alt_of;
pub use page::{Page, read_page};
pub(crate) use tokens::{Token, Tokens};

use crate::desk::Desk;
use crate::{Limits, ProblemKind};
use flow::Flow;
use tree::Tree;

/// The blocks of an article's HTML, in the order a browser shows them.
pub(crate) fn blocks(html: &str, desk: &mut Desk<'_>) -> Vec<Block> {
    let (tree, dropped) = Tree::parse(html, desk.limits.max_html_depth);
    for name in dropped {
        desk.note(ProblemKind::Dropped(name.to_owned()));
    }
    let mut blocks = Flow::new(&tree, desk).blocks(0);
    if blocks.len() > desk.limits.max_blocks {
        blocks.truncate(desk.limits.max_blocks);
        desk.note(ProblemKind::BodyCut(desk.limits.max_blocks));
    }
    blocks
}

/// The blocks of an article's HTML; addresses in it are seen from `base`.
///
/// For callers that have HTML and no feed. A feed's bodies go the same way.
pub fn blocks_of_html(html: &str, base: &WebUrl) -> Vec<Block> {
    let limits = Limits::default();
    blocks(html, &mut Desk::new(base.clone(), &limits))
}

/// HTML that stands on one line: a caption, a standfirst.
pub(crate) fn line(html: &str, desk: &mut Desk<'_>) -> Text {
    let (tree, _) = Tree::parse(html, desk.limits.max_html_depth);
    Flow::new(&tree, desk).line(0)
}

/// A caption in HTML, and the credit if one is marked as such.
pub(crate) fn caption(html: &str, desk: &mut Desk<'_>) -> (Text, Option<String>) {
    let (tree, _) = Tree::parse(html, desk.limits.max_html_depth);
    Flow::new(&tree, desk).caption(0)
}

/// The words of HTML without markup, on one line.
pub(crate) fn plain(html: &str, desk: &mut Desk<'_>) -> String {
    if !html.contains(['<', '&']) {
        return one_line(html);
    }
    one_line(line(html, desk).as_str())
}

/// The text of HTML with its white space as it stands.
pub(crate) fn preformatted(html: &str, desk: &mut Desk<'_>) -> String {
    let (tree, _) = Tree::parse(html, desk.limits.max_html_depth);
    Flow::new(&tree, desk).raw(0)
}

/// Text with single spaces for all white space, and none at the ends. Spaces that do not break stay as they are.
pub(crate) fn one_line(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
