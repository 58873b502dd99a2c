//! Tokens to a small tree: the HTML standard's tree construction, as far as articles need it.
//!
//! Followed from the standard (section 13.2.6): implied end tags of paragraphs, entries and cells; misnested inline
//! elements are opened again after what they straddle; what strays into a table's bones is moved in front of the table;
//! SVG and MathML end where HTML begins. Left out: frames, forms' own rules, and templates, whose content is dropped
//! anyway. The tree is never written out as HTML again, so nothing hangs on small differences.

use super::elements::{Element, Inline, Kind};
use super::tokens::Token;
use super::tree::{Attributes, Content, Node, attribute};

/// Attributes that we ever look at.
const WANTED: [&str; 23] = [
    "src",
    "srcset",
    "data-src",
    "data-srcset",
    "data-lazy-src",
    "data-original",
    "alt",
    "width",
    "height",
    "href",
    "title",
    "class",
    "lang",
    "xml:lang",
    "dir",
    "colspan",
    "rowspan",
    "start",
    "hidden",
    "data",
    "cite",
    "type",
    "style",
];

/// Start tags of inline elements that may be opened again; more is abuse (the standard's "Noah's Ark clause").
const MAX_REOPENED: usize = 8;

/// An element whose end has not been seen.
#[derive(Debug)]
struct Open {
    node: usize,
    element: Element,
    /// Its end tag came while a block inside it was open; it ends with that block.
    ended: bool,
}

/// Content that is being skipped.
#[derive(Debug)]
struct Dropping {
    element: Element,
    depth: u32,
    /// SVG or MathML, outside of the places where they hold HTML.
    foreign: bool,
}

/// Takes tokens and builds the tree.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    open: Vec<Open>,
    max_depth: usize,
    dropping: Option<Dropping>,
    /// Names of elements whose content was dropped, each once.
    pub(super) dropped: Vec<&'static str>,
    /// Inline elements that were cut short by the end of a block, outermost first.
    reopen: Vec<(Element, Attributes)>,
}

impl Builder {
    pub(super) fn new(max_depth: usize) -> Self {
        // A name from the table, so it is there.
        let root = Element::named("body").expect("body is in the table");
        Self {
            nodes: vec![Node { content: Content::Element(root, Vec::new()), children: Vec::new() }],
            open: vec![Open { node: 0, element: root, ended: false }],
            max_depth,
            dropping: None,
            dropped: Vec::new(),
            reopen: Vec::new(),
        }
    }

    pub(super) fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(text) if self.dropping.is_none() => self.text(&text),
            Token::Text(_) => {}
            Token::Start { name, attributes, self_closing } => {
                self.note_html_in_foreign(name);
                if let Some(element) = Element::named(name) {
                    self.start(element, wanted(attributes), self_closing);
                }
            }
            Token::End { name } => {
                if let Some(element) = Element::named(name) {
                    self.end(element);
                }
            }
        }
    }

    /// Inside some elements of SVG and MathML there is HTML, which does not end them.
    fn note_html_in_foreign(&mut self, name: &str) {
        let holders = ["foreignobject", "desc", "title", "annotation-xml", "mtext", "mi", "mo", "mn", "ms"];
        if let Some(dropping) = &mut self.dropping
            && holders.iter().any(|holder| name.eq_ignore_ascii_case(holder))
        {
            dropping.foreign = false;
        }
    }

    fn text(&mut self, text: &str) {
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        if !blank {
            self.open_again();
        }
        let node = self.add(Content::Text(text.to_owned()));
        self.insert(node, blank);
    }

    fn start(&mut self, element: Element, attributes: Attributes, self_closing: bool) {
        if !self.is_wanted(element) {
            return;
        }
        let kind = element.kind();
        if kind == Kind::Dropped || attribute(&attributes, "hidden").is_some() {
            let void = matches!(kind, Kind::Void | Kind::Break | Kind::Rule | Kind::Image);
            let foreign = matches!(element.name(), "svg" | "math");
            self.note_dropped(element);
            if !(void || foreign && self_closing) {
                self.dropping = Some(Dropping { element, depth: 1, foreign });
            }
            return;
        }
        if matches!(element.name(), "html" | "head" | "body") {
            return;
        }
        self.close_implied(element, kind);
        if kind.is_table_part() && !self.open.iter().any(|open| open.element.kind() == Kind::Table) {
            return;
        }
        if !kind.breaks_line() {
            self.open_again();
        }
        let node = self.add(Content::Element(element, attributes));
        self.insert(node, kind.is_table_part() || kind == Kind::Void);
        let leaf = matches!(kind, Kind::Void | Kind::Break | Kind::Rule | Kind::Image) || element.name() == "embed";
        if !leaf && self.open.len() < self.max_depth {
            self.open.push(Open { node, element, ended: false });
        }
    }

    /// Whether a start tag counts, or belongs to what is being skipped.
    fn is_wanted(&mut self, element: Element) -> bool {
        let Some(dropping) = &mut self.dropping else { return true };
        let breaks_out = dropping.foreign
            && element.name() != "image"
            && !matches!(element.kind(), Kind::Dropped | Kind::Void | Kind::Embed | Kind::Inline(Inline::Link));
        if breaks_out {
            self.dropping = None;
            return true;
        }
        if dropping.element == element {
            dropping.depth += 1;
        }
        false
    }

    fn note_dropped(&mut self, element: Element) {
        let harmless = matches!(element.name(), "title" | "noscript" | "template" | "rp");
        if !harmless && !self.dropped.contains(&element.name()) {
            self.dropped.push(element.name());
        }
    }

    fn end(&mut self, element: Element) {
        if let Some(dropping) = &mut self.dropping {
            if dropping.element == element {
                dropping.depth -= 1;
                if dropping.depth == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        match element.kind() {
            Kind::Break => self.start(element, Vec::new(), false),
            Kind::Inline(_) => self.end_inline(element),
            Kind::Heading(_) => self.close_up_to(|kind| matches!(kind, Kind::Heading(_)), Kind::is_wall),
            Kind::Table => self.close_up_to(|kind| kind == Kind::Table, |_| false),
            kind if kind.is_table_part() => {
                self.close_up_to(|open| open == kind, |open| open == Kind::Table);
            }
            _ => {
                let place = self.open.iter().skip(1).rposition(|open| open.element == element);
                let wall = self.open.iter().skip(1).rposition(|open| open.element.kind().is_wall());
                if let Some(place) = place
                    && wall.is_none_or(|wall| wall < place)
                {
                    self.truncate(place + 1);
                }
            }
        }
    }

    fn end_inline(&mut self, element: Element) {
        if let Some(place) = self.reopen.iter().rposition(|(known, _)| *known == element) {
            self.reopen.remove(place);
            return;
        }
        let mut straddles = false;
        for place in (1..self.open.len()).rev() {
            let open = &self.open[place];
            if open.element == element && !open.ended {
                if straddles {
                    self.open[place].ended = true;
                } else {
                    self.truncate(place);
                    // The innermost that ends here is the one that was named.
                    self.reopen.retain(|(known, _)| *known != element);
                }
                return;
            }
            if open.element.kind().is_wall() {
                return;
            }
            straddles |= open.element.kind().breaks_line();
        }
    }

    /// Closes what a start tag closes without saying so.
    fn close_implied(&mut self, element: Element, kind: Kind) {
        match kind {
            Kind::Item => self.close_entry(|open| open == Kind::Item),
            Kind::Term | Kind::Definition => self.close_entry(|open| matches!(open, Kind::Term | Kind::Definition)),
            Kind::Cell | Kind::HeaderCell => self.close_down_to(|open| matches!(open, Kind::Row | Kind::Table)),
            Kind::Row => self.close_down_to(|open| matches!(open, Kind::RowGroup | Kind::Table)),
            Kind::RowGroup | Kind::TableCaption => self.close_down_to(|open| open == Kind::Table),
            Kind::Table if self.in_table_bones() => self.close_up_to(|open| open == Kind::Table, |_| false),
            Kind::Heading(_) if matches!(self.top().kind(), Kind::Heading(_)) => self.truncate(self.open.len() - 1),
            Kind::Inline(Inline::Link) => self.end_inline(element),
            Kind::Block if element.name() == "option" && self.top().name() == "option" => {
                self.truncate(self.open.len() - 1);
            }
            _ => {}
        }
        if kind.breaks_line() && !kind.is_table_part() {
            self.close_up_to(|open| open == Kind::Paragraph, Kind::is_wall);
        }
    }

    /// Closes an open list entry, looking through paragraphs and plain blocks only.
    fn close_entry(&mut self, is_entry: impl Fn(Kind) -> bool) {
        self.close_up_to(is_entry, |kind| kind.breaks_line() && !matches!(kind, Kind::Block | Kind::Paragraph));
    }

    /// Closes the innermost `wanted` and all in it, unless an `end` comes first.
    fn close_up_to(&mut self, wanted: impl Fn(Kind) -> bool, end: impl Fn(Kind) -> bool) {
        for place in (1..self.open.len()).rev() {
            let kind = self.open[place].element.kind();
            if wanted(kind) {
                self.truncate(place);
                return;
            }
            if end(kind) {
                return;
            }
        }
    }

    /// Closes all above the innermost `floor`, if there is one.
    fn close_down_to(&mut self, floor: impl Fn(Kind) -> bool) {
        if let Some(place) = self.open.iter().rposition(|open| floor(open.element.kind())) {
            self.truncate(place + 1);
        }
    }

    /// Closes elements until `len` are open, and those that were waiting for it. Inline ones are opened again later.
    fn truncate(&mut self, len: usize) {
        let mut cut: Vec<(Element, Attributes)> = Vec::new();
        for open in self.open.drain(len.max(1)..) {
            let again = matches!(open.element.kind(), Kind::Inline(inline) if inline.span().is_some()) && !open.ended;
            if let (true, Content::Element(element, attributes)) = (again, &self.nodes[open.node].content) {
                cut.push((*element, attributes.clone()));
            }
        }
        self.reopen.extend(cut);
        self.reopen.truncate(MAX_REOPENED);
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.ended) {
            self.open.pop();
        }
    }

    /// Opens inline elements again that were cut short.
    fn open_again(&mut self) {
        for (element, attributes) in std::mem::take(&mut self.reopen) {
            let node = self.add(Content::Element(element, attributes));
            self.insert(node, false);
            if self.open.len() < self.max_depth {
                self.open.push(Open { node, element, ended: false });
            }
        }
    }

    fn top(&self) -> Element {
        self.open[self.open.len() - 1].element
    }

    fn in_table_bones(&self) -> bool {
        matches!(self.top().kind(), Kind::Table | Kind::RowGroup | Kind::Row)
    }

    fn add(&mut self, content: Content) -> usize {
        self.nodes.push(Node { content, children: Vec::new() });
        self.nodes.len() - 1
    }

    /// Puts a node where it belongs: into the innermost open element, or in front of the table that it strayed into.
    fn insert(&mut self, node: usize, fits_table: bool) {
        let parent = self.open[self.open.len() - 1].node;
        let table = self.open.iter().rposition(|open| open.element.kind() == Kind::Table);
        match table {
            Some(place) if place > 0 && !fits_table && self.in_table_bones() => {
                let table = self.open[place].node;
                let siblings = &mut self.nodes[self.open[place - 1].node].children;
                let before = siblings.iter().rposition(|&child| child == table).unwrap_or(siblings.len());
                siblings.insert(before, node);
            }
            _ => self.nodes[parent].children.push(node),
        }
    }
}

/// The attributes that we look at, the first of each name.
fn wanted(attributes: Vec<(&str, std::borrow::Cow<'_, str>)>) -> Attributes {
    let mut kept = Attributes::new();
    for (name, value) in attributes {
        let known = WANTED.iter().find(|wanted| wanted.eq_ignore_ascii_case(name));
        if let Some(&name) = known
            && attribute(&kept, name).is_none()
        {
            kept.push((name, value.into_owned()));
        }
    }
    kept
}
