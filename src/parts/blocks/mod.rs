//! The body of a story, drawn element by element.

use dateline_story::{Block, Cell, ListItem, Picture, WebUrl};
use yew::prelude::*;

use super::{
    figure::{Album, Figure},
    rich_text::{marked, rich},
};
use crate::{marking::Marking, words::Words};

/// What all blocks of a body share.
#[derive(Clone, PartialEq)]
pub struct BlockStyle {
    /// The words of the interface.
    pub words: Words,
    /// What was searched for.
    pub marking: Marking,
    /// The level of the story's own headline; headings in the body lie below it.
    pub heading_level: u8,
    /// True if pictures are fetched only when the reader asks for one.
    pub pictures_on_request: bool,
    /// The story's pictures, where they can be shown large.
    pub album: Option<Album>,
}

/// Draws blocks in order.
pub fn blocks(blocks: &[Block], style: &BlockStyle) -> Html {
    blocks.iter().map(|block| draw(block, style)).collect()
}

fn draw(block: &Block, style: &BlockStyle) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{ rich(text, &style.marking.of(text.as_str())) }</p> },
        Block::Heading { level, text } => {
            let level = style.heading_level.saturating_add(*level).min(6);
            html! { <@{format!("h{level}")} class="body__heading">{ rich(text, &style.marking.of(text.as_str())) }</@> }
        }
        Block::List { start, items } => list(*start, items, style),
        Block::Quote(inner) => html! { <blockquote>{ blocks(inner, style) }</blockquote> },
        Block::Figure(picture) => figure(picture, style),
        Block::Gallery(pictures) => html! {
            <div class="gallery" role="group">{ for_each(pictures, |picture| figure(picture, style)) }</div>
        },
        Block::Table { caption, rows } => html! {
            // Wide tables scroll by themselves, and a keyboard must be able to do that too.
            <div class="body__table" tabindex="0" role="group">
                <table>
                    if let Some(caption) = caption { <caption>{ rich(caption, &[]) }</caption> }
                    <tbody>{ for_each(rows, |row| html! { <tr>{ for_each(row, |one| cell(one, style)) }</tr> }) }</tbody>
                </table>
            </div>
        },
        Block::Preformatted(text) => html! { <pre tabindex="0">{ marked(text, &style.marking.of(text)) }</pre> },
        Block::Rule => html! { <hr /> },
        Block::Embed { title, url } => embed(title, url),
    }
}

fn for_each<T>(all: &[T], draw: impl Fn(&T) -> Html) -> Html {
    all.iter().map(draw).collect()
}

fn list(start: Option<i32>, items: &[ListItem], style: &BlockStyle) -> Html {
    let entries = for_each(items, |item| html! { <li>{ entry(item, style) }</li> });
    match start {
        Some(first) => html! { <ol start={(first != 1).then(|| first.to_string())}>{ entries }</ol> },
        None => html! { <ul>{ entries }</ul> },
    }
}

/// A plain entry is its words; only a longer one has paragraphs.
fn entry(item: &ListItem, style: &BlockStyle) -> Html {
    match item.blocks.as_slice() {
        [Block::Paragraph(text)] => rich(text, &style.marking.of(text.as_str())),
        several => blocks(several, style),
    }
}

fn figure(picture: &Picture, style: &BlockStyle) -> Html {
    html! {
        <Figure picture={picture.clone()} words={style.words.clone()} marking={style.marking.clone()}
            sizes="(min-width: 42em) 640px, 100vw" on_request={style.pictures_on_request} album={style.album.clone()} />
    }
}

fn cell(cell: &Cell, style: &BlockStyle) -> Html {
    let colspan = (cell.columns > 1).then(|| cell.columns.to_string());
    let rowspan = (cell.rows > 1).then(|| cell.rows.to_string());
    let words = rich(&cell.text, &style.marking.of(cell.text.as_str()));
    if cell.header {
        html! { <th {colspan} {rowspan}>{ words }</th> }
    } else {
        html! { <td {colspan} {rowspan}>{ words }</td> }
    }
}

fn embed(title: &str, url: &WebUrl) -> Html {
    html! {
        <p class="embed">
            <a href={url.to_string()} rel="noopener noreferrer">{ title }<span class="embed__host">{ url.host() }</span></a>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use dateline_story::{SpanKind, Text, TextBuilder};

    use super::*;
    use crate::testing::{check_html, english};

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Text::plain(text))
    }

    #[test]
    fn every_kind_of_block_has_its_element() {
        let mut linked = TextBuilder::new();
        linked.push_str("See ");
        linked.open(SpanKind::Link(WebUrl::parse("https://a.example/?q=\"<").expect("an address")));
        linked.push_str("the <list>");
        let header = Cell { header: true, columns: 2, rows: 1, text: Text::plain("Year") };
        let body = [
            Block::Heading { level: 1, text: Text::plain("A count") },
            Block::Paragraph(linked.finish()),
            Block::List { start: Some(3), items: vec![ListItem { blocks: vec![paragraph("third")] }] },
            Block::List { start: None, items: vec![ListItem { blocks: vec![paragraph("a"), paragraph("b")] }] },
            Block::Quote(vec![paragraph("We heard it.")]),
            Block::Table { caption: Some(Text::plain("Votes")), rows: vec![vec![header], vec![Cell::default()]] },
            Block::Preformatted("a\n  b".into()),
            Block::Rule,
            Block::Embed { title: "A film".into(), url: WebUrl::parse("https://film.example/1").expect("an address") },
        ];
        let style = BlockStyle {
            words: english(),
            marking: Marking::default(),
            heading_level: 2,
            pictures_on_request: false,
            album: None,
        };
        check_html("blocks-all", blocks(&body, &style));
    }
}
