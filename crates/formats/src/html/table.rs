//! Tables: rows of cells. A table of one cell is a frame, and what it frames is shown.

use dateline_story::{Block, Cell};

use super::elements::Kind;
use super::flow::Flow;

/// No cell covers more; the standard's own bound for columns.
const MAX_SPAN: u16 = 1000;

impl Flow<'_, '_, '_> {
    pub(super) fn table(&mut self, at: usize) {
        let mut rows = Vec::new();
        self.rows(at, &mut rows);
        let cells: Vec<usize> = rows.iter().flatten().copied().collect();
        let captions = self.tree.find(at, Kind::TableCaption);
        if let ([only], true) = (&cells[..], captions.is_empty()) {
            let only = *only;
            let blocks = self.part(only);
            for block in blocks {
                self.put(Some(block));
            }
            return;
        }
        self.flush();
        let caption = captions.first().map(|&node| self.inner().line(node));
        let caption = caption.filter(|text| !text.is_empty());
        let mut rest = Vec::new();
        let rows: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.iter().map(|&cell| self.cell(cell, &mut rest)).collect()).collect();
        let empty = caption.is_none() && rows.iter().flatten().all(|cell: &Cell| cell.text.is_empty());
        self.put((!empty).then_some(Block::Table { caption, rows }));
        for block in rest {
            self.put(Some(block));
        }
    }

    fn rows(&self, at: usize, rows: &mut Vec<Vec<usize>>) {
        for &child in &self.tree.node(at).children {
            match self.tree.kind(child) {
                Kind::RowGroup => self.rows(child, rows),
                Kind::Row => {
                    let cells: Vec<usize> = self.cells(child).collect();
                    if !cells.is_empty() {
                        rows.push(cells);
                    }
                }
                // A cell without a row.
                Kind::Cell | Kind::HeaderCell => match rows.last_mut() {
                    Some(row) => row.push(child),
                    None => rows.push(vec![child]),
                },
                _ => {}
            }
        }
    }

    fn cells(&self, row: usize) -> impl Iterator<Item = usize> {
        let children = self.tree.node(row).children.iter().copied();
        children.filter(|&child| matches!(self.tree.kind(child), Kind::Cell | Kind::HeaderCell))
    }

    /// A cell's words; pictures in it come after the table.
    fn cell(&mut self, at: usize, rest: &mut Vec<Block>) -> Cell {
        let span = |name| {
            let value = self.tree.attribute(at, name).and_then(|value| value.trim().parse::<u16>().ok());
            value.unwrap_or(1).clamp(1, MAX_SPAN)
        };
        let (columns, rows) = (span("colspan"), span("rowspan"));
        let (text, blocks) = self.inner().line_and_rest(at);
        rest.extend(blocks);
        Cell { header: self.tree.kind(at) == Kind::HeaderCell, columns, rows, text }
    }
}
