//! Lists: bullets, numbers, and terms with their meanings.

use dateline_story::{Block, ListItem, SpanKind};

use super::elements::Kind;
use super::flow::Flow;

impl Flow<'_, '_, '_> {
    pub(super) fn list(&mut self, at: usize, kind: Kind) {
        self.flush();
        let start = self.tree.attribute(at, "start").and_then(|start| start.trim().parse().ok());
        let start = (kind == Kind::Numbers).then(|| start.unwrap_or(1));
        let mut items: Vec<ListItem> = Vec::new();
        let tree = self.tree;
        for &child in &tree.node(at).children {
            let mut inner = self.inner();
            let is_item = tree.kind(child) == Kind::Item;
            inner.node(child);
            inner.flush();
            let blocks = inner.out;
            // A list that stands beside the entries, not in one, belongs to the entry before it.
            match items.last_mut() {
                Some(last) if !is_item => last.blocks.extend(blocks),
                _ if blocks.is_empty() => {}
                _ => items.push(ListItem { blocks }),
            }
        }
        self.put((!items.is_empty()).then_some(Block::List { start, items }));
    }

    pub(super) fn terms(&mut self, at: usize) {
        self.flush();
        let mut items: Vec<ListItem> = Vec::new();
        self.term_items(at, &mut items);
        self.put((!items.is_empty()).then_some(Block::List { start: None, items }));
    }

    fn term_items(&mut self, at: usize, items: &mut Vec<ListItem>) {
        let tree = self.tree;
        for &child in &tree.node(at).children {
            match tree.kind(child) {
                Kind::Block => self.term_items(child, items),
                kind => {
                    let mut inner = self.inner();
                    if kind == Kind::Term {
                        inner.open(SpanKind::Strong);
                    }
                    inner.node(child);
                    inner.flush();
                    let blocks = inner.out;
                    match items.last_mut() {
                        Some(last) if kind != Kind::Term => last.blocks.extend(blocks),
                        _ if blocks.is_empty() => {}
                        _ => items.push(ListItem { blocks }),
                    }
                }
            }
        }
    }
}
