//! A small tree of the elements that we know, as `builder` makes it of tokens.

use super::builder::Builder;
use super::elements::{Element, Inline, Kind};
use super::tokens::Tokens;

/// A parsed piece of HTML. Node 0 is the root.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A node and the places of its children.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) content: Content,
    pub(super) children: Vec<usize>,
}

#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    Element(Element, Attributes),
}

/// Attributes by name; each name once, as the standard has it.
pub(super) type Attributes = Vec<(&'static str, String)>;

impl Tree {
    /// Parses `html`; elements nested deeper than `max_depth` lend their content to the last that is not.
    ///
    /// Also gives the names of elements whose content was dropped, each once.
    pub(super) fn parse(html: &str, max_depth: usize) -> (Self, Vec<&'static str>) {
        let mut builder = Builder::new(max_depth);
        Tokens::new(html).for_each(|token| builder.token(token));
        (Self { nodes: builder.nodes }, builder.dropped)
    }

    pub(super) fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// What the node is; text counts as an inline element.
    pub(super) fn kind(&self, at: usize) -> Kind {
        match &self.nodes[at].content {
            Content::Text(_) => Kind::Inline(Inline::Plain),
            Content::Element(element, attributes) => kind_by_class(*element, attributes),
        }
    }

    /// An attribute's value.
    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<&str> {
        match &self.nodes[at].content {
            Content::Text(_) => None,
            Content::Element(_, attributes) => attribute(attributes, name),
        }
    }

    /// True if one of the node's class names contains `part`, capitals aside.
    pub(super) fn class_contains(&self, at: usize, part: &str) -> bool {
        self.attribute(at, "class").is_some_and(|class| class.to_ascii_lowercase().contains(part))
    }

    /// All elements of that name, in the page's order.
    pub(super) fn find_named(&self, name: &str) -> Vec<usize> {
        let is_named = |node: &Node| matches!(&node.content, Content::Element(element, _) if element.name() == name);
        (0..self.nodes.len()).filter(|&at| is_named(&self.nodes[at])).collect()
    }

    /// All nodes of a kind under `at`, in order; what lies inside a match is not looked at.
    pub(super) fn find(&self, at: usize, wanted: Kind) -> Vec<usize> {
        self.find_outside(at, wanted, wanted)
    }

    /// The same, without looking into nodes of another kind either.
    pub(super) fn find_outside(&self, at: usize, wanted: Kind, wall: Kind) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect(at, wanted, wall, &mut found);
        found
    }

    fn collect(&self, at: usize, wanted: Kind, wall: Kind, found: &mut Vec<usize>) {
        for &child in &self.nodes[at].children {
            let kind = self.kind(child);
            if kind == wanted {
                found.push(child);
            } else if kind != wall {
                self.collect(child, wanted, wall, found);
            }
        }
    }
}

pub(super) fn attribute<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

/// WordPress wrote `div.wp-caption` before it wrote `figure`.
fn kind_by_class(element: Element, attributes: &Attributes) -> Kind {
    let kind = element.kind();
    if matches!(kind, Kind::Block | Kind::Paragraph) {
        let class = attribute(attributes, "class").unwrap_or_default();
        if class.contains("wp-caption-text") {
            return Kind::Caption;
        }
        if class.contains("wp-caption") {
            return Kind::Figure;
        }
    }
    kind
}
