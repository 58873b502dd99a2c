//! The tree to blocks: what a browser would lay out below one another.
//!
//! White space is collapsed as CSS does for `white-space: normal`. Two line breaks in a row begin a new paragraph, since
//! many systems write paragraphs that way.

use dateline_story::{Block, Direction, Lang, SpanKind, Text, TextBuilder};

use super::elements::{Inline, Kind};
use super::tree::{Content, Tree};
use crate::desk::Desk;

/// What separates the next words from the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    /// One line break, or several.
    Breaks(u32),
}

/// Turns the children of one node into blocks.
pub(super) struct Flow<'t, 'd, 'f> {
    pub(super) tree: &'t Tree,
    pub(super) desk: &'d mut Desk<'f>,
    pub(super) out: Vec<Block>,
    /// The line being written.
    text: TextBuilder,
    gap: Gap,
    /// Spans that are open, outermost first; a new paragraph opens them again.
    open: Vec<SpanKind>,
    /// True where blocks may not nest: everything goes on one line, with breaks.
    flat: bool,
    /// Where marked credits go instead of into the line.
    credit: Option<String>,
}

impl<'t, 'd, 'f> Flow<'t, 'd, 'f> {
    pub(super) fn new(tree: &'t Tree, desk: &'d mut Desk<'f>) -> Self {
        Self {
            tree,
            desk,
            out: Vec::new(),
            text: TextBuilder::new(),
            gap: Gap::None,
            open: Vec::new(),
            flat: false,
            credit: None,
        }
    }

    /// The blocks in `node`.
    pub(super) fn blocks(mut self, node: usize) -> Vec<Block> {
        self.children(node);
        self.flush();
        self.out
    }

    /// All words in `node` as one text.
    pub(super) fn line(self, node: usize) -> Text {
        self.line_and_rest(node).0
    }

    /// All words in `node` as one text, and what cannot stand on a line: pictures and embeds.
    pub(super) fn line_and_rest(mut self, node: usize) -> (Text, Vec<Block>) {
        self.flat = true;
        self.children(node);
        (self.take_text(), self.out)
    }

    /// The words of a caption, and of the credit marked in it.
    pub(super) fn caption(mut self, node: usize) -> (Text, Option<String>) {
        self.flat = true;
        self.credit = Some(String::new());
        self.children(node);
        let text = self.take_text();
        let credit = self.credit.take().filter(|credit| !credit.is_empty());
        match credit {
            // All of it in `small`: that is how this publisher sets captions, and no credit.
            Some(credit) if text.is_empty() => (Text::plain(credit), None),
            credit => (text, credit),
        }
    }

    /// A flow for a part of this one that has blocks of its own.
    pub(super) fn inner(&mut self) -> Flow<'t, '_, 'f> {
        let mut inner = Flow::new(self.tree, self.desk);
        inner.open.clone_from(&self.open);
        inner.reopen_spans();
        inner
    }

    fn children(&mut self, node: usize) {
        let tree = self.tree;
        for &child in &tree.node(node).children {
            self.node(child);
        }
    }

    pub(super) fn node(&mut self, at: usize) {
        if let Content::Text(text) = &self.tree.node(at).content {
            self.words(text);
            return;
        }
        let spans = self.foreign_span(at);
        self.element(at, self.tree.kind(at));
        for _ in 0..spans {
            self.close();
        }
    }

    fn element(&mut self, at: usize, kind: Kind) {
        if self.credit.is_some() && self.is_credit(at, kind) {
            self.move_to_credit(at);
            return;
        }
        match kind {
            Kind::Inline(inline) => self.inline(at, inline),
            Kind::Break => self.line_break(),
            Kind::Image => self.image(at),
            Kind::Embed => self.embed(at),
            Kind::Void | Kind::Dropped => {}
            _ if self.flat => {
                self.edge();
                self.children(at);
                self.edge();
            }
            Kind::Heading(level) => self.heading(at, level),
            Kind::Bullets | Kind::Numbers => self.list(at, kind),
            Kind::Terms => self.terms(at),
            Kind::Quote => {
                let blocks = self.part(at);
                self.put(Some(Block::Quote(blocks)).filter(|block| *block != Block::Quote(Vec::new())));
            }
            Kind::Figure => self.figure(at),
            Kind::Table => self.table(at),
            Kind::Preformatted => {
                let text = self.raw(at);
                let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
                let block = Block::Preformatted(text.to_owned());
                self.put((!text.trim().is_empty()).then_some(block));
            }
            Kind::Rule => self.put(Some(Block::Rule)),
            _ => {
                self.flush();
                self.children(at);
                self.flush();
            }
        }
    }

    fn inline(&mut self, at: usize, inline: Inline) {
        let span = match inline {
            Inline::Link => self.link(at),
            Inline::Abbreviation => self
                .tree
                .attribute(at, "title")
                .map(str::trim)
                .filter(|title| !title.is_empty())
                .map(|title| SpanKind::Abbreviation(title.to_owned())),
            _ => inline.span(),
        };
        let opened = span.is_some();
        if let Some(span) = span {
            self.open(span);
        }
        if inline == Inline::Quote {
            self.words("“");
        }
        self.children(at);
        if inline == Inline::Quote {
            self.gap = Gap::None;
            self.words("”");
        }
        if opened {
            self.close();
        }
    }

    fn link(&mut self, at: usize) -> Option<SpanKind> {
        let href = self.tree.attribute(at, "href")?.trim();
        // A link within the publisher's page leads nowhere here.
        if href.is_empty() || href.starts_with('#') {
            return None;
        }
        self.desk.link("content_html", href).map(SpanKind::Link)
    }

    /// Opens a span if the element says its language or direction; the number opened.
    fn foreign_span(&mut self, at: usize) -> usize {
        let lang = self.tree.attribute(at, "lang").or_else(|| self.tree.attribute(at, "xml:lang"));
        let lang = lang.and_then(Lang::new);
        let dir = match self.tree.attribute(at, "dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") => Direction::RightToLeft,
            Some("ltr") => Direction::LeftToRight,
            _ => Direction::Auto,
        };
        if lang.is_none() && dir == Direction::Auto {
            return 0;
        }
        self.open(SpanKind::Foreign { lang, dir });
        1
    }

    fn is_credit(&self, at: usize, kind: Kind) -> bool {
        let marked = self.tree.class_contains(at, "credit") || self.tree.class_contains(at, "copyright");
        marked || matches!(kind, Kind::Inline(Inline::Small | Inline::Work))
    }

    fn move_to_credit(&mut self, at: usize) {
        let text = Flow::new(self.tree, self.desk).line(at);
        let words = super::one_line(text.as_str());
        if let Some(credit) = self.credit.as_mut().filter(|_| !words.is_empty()) {
            if !credit.is_empty() {
                credit.push(' ');
            }
            credit.push_str(&words);
        }
        self.gap = Gap::Space;
    }

    fn heading(&mut self, at: usize, level: u8) {
        self.flush();
        let (text, rest) = self.inner().line_and_rest(at);
        self.put((!text.is_empty()).then_some(Block::Heading { level: level.clamp(1, 4), text }));
        self.out.extend(rest);
    }

    /// The blocks in `at`, after what stands before it has been written.
    pub(super) fn part(&mut self, at: usize) -> Vec<Block> {
        self.flush();
        self.inner().blocks(at)
    }

    /// All text in `at` with its white space.
    pub(super) fn raw(&self, at: usize) -> String {
        let node = self.tree.node(at);
        match &node.content {
            Content::Text(text) => text.replace(['\r', '\0'], ""),
            Content::Element(..) if self.tree.kind(at) == Kind::Break => "\n".to_owned(),
            Content::Element(..) => node.children.iter().map(|&child| self.raw(child)).collect(),
        }
    }

    fn embed(&mut self, at: usize) {
        let tree = self.tree;
        let own = ["src", "data-src", "data"].iter().find_map(|name| tree.attribute(at, name));
        let source = tree.find(at, Kind::Void).into_iter().find_map(|child| tree.attribute(child, "src"));
        let address = own.or(source).filter(|address| !address.trim().is_empty() && *address != "about:blank");
        let Some(url) =
            address.and_then(|address| self.desk.link("content_html", address)).filter(dateline_story::WebUrl::is_web)
        else {
            return;
        };
        let title = tree.attribute(at, "title").map(super::one_line).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| url.host().trim_start_matches("www.").to_owned());
        self.put(Some(Block::Embed { title, url }));
    }

    /// Writes words, white space collapsed.
    pub(super) fn words(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if blank(c) {
                rest = rest.trim_start_matches(blank);
                if self.gap == Gap::None {
                    self.gap = Gap::Space;
                }
                continue;
            }
            let end = rest.find(|c: char| blank(c) || c == '\0').unwrap_or(rest.len());
            if end == 0 {
                rest = &rest[1..];
                continue;
            }
            self.bridge();
            self.text.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }

    /// Writes the gap before the next words.
    fn bridge(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if self.text.as_str().is_empty() {
            return;
        }
        match gap {
            Gap::None => {}
            Gap::Space if self.text.as_str().ends_with([' ', '\n']) => {}
            Gap::Space => self.text.push_str(" "),
            Gap::Breaks(count) if count > 1 && !self.flat => self.flush(),
            Gap::Breaks(_) => self.text.push_str("\n"),
        }
    }

    fn line_break(&mut self) {
        self.gap = match self.gap {
            Gap::Breaks(count) => Gap::Breaks(count.saturating_add(1)),
            _ => Gap::Breaks(1),
        };
    }

    /// The edge of a block where blocks may not nest.
    fn edge(&mut self) {
        if !self.text.as_str().is_empty() {
            self.gap = Gap::Breaks(1);
        }
    }

    pub(super) fn open(&mut self, span: SpanKind) {
        self.bridge();
        self.text.open(span.clone());
        self.open.push(span);
    }

    fn close(&mut self) {
        self.text.close();
        self.open.pop();
    }

    fn reopen_spans(&mut self) {
        for span in &self.open {
            self.text.open(span.clone());
        }
    }

    fn take_text(&mut self) -> Text {
        self.gap = Gap::None;
        std::mem::take(&mut self.text).finish().trimmed()
    }

    /// Ends the paragraph, if one is being written.
    pub(super) fn flush(&mut self) {
        if self.flat {
            self.edge();
            return;
        }
        let text = self.take_text();
        self.reopen_spans();
        if !text.is_empty() {
            self.out.push(Block::Paragraph(text));
        }
    }

    /// Puts a block after what has been written.
    pub(super) fn put(&mut self, block: Option<Block>) {
        self.flush();
        self.out.extend(block);
    }
}
