//! The body of a story: paragraphs, headings, lists, quotes, figures and the like.

use crate::{Picture, Text, WebUrl};

/// One block of a story's body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Block {
    /// A paragraph; never empty.
    Paragraph(Text),
    /// A heading inside the story.
    Heading {
        /// 1 is the highest inside the body, 4 the lowest; the view adds its own base level.
        level: u8,
        /// The heading's words.
        text: Text,
    },
    /// A numbered or bulleted list.
    List {
        /// The first number of a numbered list; `None` for bullets.
        start: Option<i32>,
        /// The entries, in order.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A single picture.
    Figure(Picture),
    /// Pictures that belong together.
    Gallery(Vec<Picture>),
    /// A table, row by row.
    Table {
        /// The words above or below it.
        caption: Option<Text>,
        /// The rows, each a list of cells.
        rows: Vec<Vec<Cell>>,
    },
    /// Text whose spaces and line breaks count: code, verse, a telegram.
    Preformatted(String),
    /// A break between sections.
    Rule,
    /// Something of a third party's (a video, a post), as a plain link; it loads nothing by itself.
    Embed {
        /// What it is, or the address's host.
        title: String,
        /// Where to see it.
        url: WebUrl,
    },
}

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ListItem {
    /// The entry's blocks; a plain entry has one paragraph.
    pub blocks: Vec<Block>,
}

/// One cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Cell {
    /// True for a header cell.
    pub header: bool,
    /// Columns that it covers, 1 to 1000.
    pub columns: u16,
    /// Rows that it covers, 1 to 1000.
    pub rows: u16,
    /// The cell's words.
    pub text: Text,
}

impl Block {
    /// The pictures in this block, in order.
    pub fn pictures(&self) -> Vec<&Picture> {
        match self {
            Self::Figure(picture) => vec![picture],
            Self::Gallery(pictures) => pictures.iter().collect(),
            Self::Quote(blocks) => blocks.iter().flat_map(Self::pictures).collect(),
            Self::List { items, .. } => items.iter().flat_map(|item| &item.blocks).flat_map(Self::pictures).collect(),
            _ => Vec::new(),
        }
    }

    /// Calls `visit` with each run of text in reading order, captions and credits left out.
    pub fn each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => visit(text.as_str()),
            Self::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).for_each(|block| block.each_text(visit));
            }
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.each_text(visit)),
            Self::Table { caption, rows } => {
                caption.iter().for_each(|text| visit(text.as_str()));
                rows.iter().flatten().for_each(|cell| visit(cell.text.as_str()));
            }
            Self::Preformatted(text) => visit(text),
            Self::Embed { title, .. } => visit(title),
            Self::Figure(_) | Self::Gallery(_) | Self::Rule => {}
        }
    }

    /// Words of running text in this block, captions left out.
    pub fn word_count(&self) -> usize {
        let mut count = 0;
        self.each_text(&mut |text| count += text.split_whitespace().count());
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_in_reading_order_and_without_captions() {
        let quote = Block::Quote(vec![
            Block::Paragraph(Text::plain("first words")),
            Block::Figure(Picture { caption: Some(Text::plain("not these")), ..Picture::default() }),
            Block::List { start: None, items: vec![ListItem { blocks: vec![Block::Paragraph(Text::plain("last"))] }] },
        ]);
        let mut seen = Vec::new();
        quote.each_text(&mut |text| seen.push(text));
        assert_eq!(vec!["first words", "last"], seen);
        assert_eq!(3, quote.word_count());
        assert_eq!(1, quote.pictures().len());
    }
}
