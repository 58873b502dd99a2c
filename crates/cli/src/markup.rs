//! Blocks to HTML: the other way round of what the reader does, so that stories can be written as JSON Feed.

use std::fmt::Write;

use dateline_story::{Alt, Block, Cell, Picture, SpanKind, Text};

/// The HTML of a body. Reading it gives the same blocks again.
pub(crate) fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    blocks.iter().for_each(|block| add(block, &mut out));
    out
}

/// Text with what HTML would read as markup escaped.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\u{a0}', "&nbsp;")
}

/// A text with its spans as elements and its line feeds as breaks.
pub(crate) fn inline(text: &Text) -> String {
    let plain = text.as_str();
    let mut out = String::new();
    // Spans nest, so those still open form a stack.
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut spans = text.spans().iter().peekable();
    let mut at = 0;
    loop {
        while let Some(&(_, name)) = open.last().filter(|(end, _)| *end == at) {
            let _ = write!(out, "</{name}>");
            open.pop();
        }
        while let Some(span) = spans.next_if(|span| span.start as usize == at) {
            let (name, attributes) = element(&span.kind);
            let _ = write!(out, "<{name}{attributes}>");
            open.push((span.end as usize, name));
        }
        let next_start = spans.peek().map_or(plain.len(), |span| span.start as usize);
        let next = open.last().map_or(next_start, |(end, _)| next_start.min(*end));
        if next <= at {
            break;
        }
        out.push_str(&escaped(&plain[at..next]).replace('\n', "<br>"));
        at = next;
    }
    while let Some((_, name)) = open.pop() {
        let _ = write!(out, "</{name}>");
    }
    out
}

fn element(kind: &SpanKind) -> (&'static str, String) {
    let name = match kind {
        SpanKind::Emphasis => "em",
        SpanKind::Strong => "strong",
        SpanKind::Code => "code",
        SpanKind::Sub => "sub",
        SpanKind::Sup => "sup",
        SpanKind::Struck => "s",
        SpanKind::Inserted => "ins",
        SpanKind::Small => "small",
        // Its quotation marks are in the text, and `q` would add others.
        SpanKind::Quote => "span",
        SpanKind::Work => "cite",
        SpanKind::Abbreviation(long) => return ("abbr", format!(" title=\"{}\"", escaped(long))),
        SpanKind::Link(url) => return ("a", format!(" href=\"{}\"", escaped(url.as_str()))),
        SpanKind::Foreign { lang, dir } => {
            let lang = lang.as_ref().map(|lang| format!(" lang=\"{lang}\"")).unwrap_or_default();
            let dir = if dir.as_str() == "auto" { String::new() } else { format!(" dir=\"{}\"", dir.as_str()) };
            return ("span", lang + &dir);
        }
    };
    (name, String::new())
}

fn add(block: &Block, out: &mut String) {
    let _ = match block {
        Block::Paragraph(text) => write!(out, "<p>{}</p>", inline(text)),
        Block::Heading { level, text } => write!(out, "<h{level}>{}</h{level}>", inline(text)),
        Block::Rule => write!(out, "<hr>"),
        Block::Preformatted(text) => write!(out, "<pre>\n{}</pre>", escaped(text)),
        Block::Quote(blocks) => write!(out, "<blockquote>{}</blockquote>", html(blocks)),
        Block::Embed { title, url } => {
            write!(out, "<iframe src=\"{}\" title=\"{}\"></iframe>", escaped(url.as_str()), escaped(title))
        }
        Block::Figure(picture) => write!(out, "{}", figure(picture)),
        Block::Gallery(pictures) => {
            write!(out, "<figure>{}</figure>", pictures.iter().map(figure).collect::<String>())
        }
        Block::List { start, items } => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", html(&item.blocks))).collect();
            match start {
                None => write!(out, "<ul>{items}</ul>"),
                Some(1) => write!(out, "<ol>{items}</ol>"),
                Some(start) => write!(out, "<ol start=\"{start}\">{items}</ol>"),
            }
        }
        Block::Table { caption, rows } => {
            let caption = caption.as_ref().map(|text| format!("<caption>{}</caption>", inline(text)));
            let rows: String =
                rows.iter().map(|row| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>())).collect();
            write!(out, "<table>{}{rows}</table>", caption.unwrap_or_default())
        }
    };
}

fn cell(cell: &Cell) -> String {
    let name = if cell.header { "th" } else { "td" };
    let span = |name: &str, count: u16| if count == 1 { String::new() } else { format!(" {name}=\"{count}\"") };
    format!("<{name}{}{}>{}</{name}>", span("colspan", cell.columns), span("rowspan", cell.rows), inline(&cell.text))
}

fn figure(picture: &Picture) -> String {
    let mut image = String::from("<img");
    if let Some(source) = picture.sources.first() {
        let _ = write!(image, " src=\"{}\"", escaped(source.url.as_str()));
        for (name, side) in [("width", source.width), ("height", source.height)] {
            if let Some(side) = side {
                let _ = write!(image, " {name}=\"{side}\"");
            }
        }
    }
    let others = picture.sources.iter().skip(1).map(|source| {
        let width = source.width.map(|width| format!(" {width}w")).unwrap_or_default();
        // A space or a comma in an address would end it.
        format!("{}{width}", source.url.as_str().replace(' ', "%20").replace(',', "%2C"))
    });
    let srcset = others.collect::<Vec<_>>().join(", ");
    if !srcset.is_empty() {
        let _ = write!(image, " srcset=\"{}\"", escaped(&srcset));
    }
    let _ = match &picture.alt {
        Alt::Unknown => Ok(()),
        Alt::Decorative => write!(image, " alt=\"\""),
        Alt::Text(text) => write!(image, " alt=\"{}\"", escaped(text)),
    };
    image.push('>');
    let caption = picture.caption.as_ref().map(inline).unwrap_or_default();
    let credit = picture.credit.as_ref().map(|credit| format!(" <span class=\"credit\">{}</span>", escaped(credit)));
    let words = caption + &credit.unwrap_or_default();
    let words = if words.is_empty() { words } else { format!("<figcaption>{}</figcaption>", words.trim_start()) };
    format!("<figure>{image}{words}</figure>")
}
