//! Prints a feed as readable lines, one per thing that is said, for `expected.txt`.

use std::fmt::Write;

use dateline_formats::{Feed, Problem};
use dateline_story::{Alt, Block, Picture, SpanKind, Story, TagKind, Text, Timestamp};

/// A whole feed.
pub(crate) fn feed(feed: &Feed) -> String {
    let mut out = String::from("feed");
    let head = &feed.head;
    let format = head.format.map_or("unknown", dateline_formats::Format::name);
    let _ = write!(out, " {format}");
    for (name, value) in [
        ("title", head.title.clone()),
        ("home", head.home.as_ref().map(ToString::to_string)),
        ("lang", head.lang.as_ref().map(ToString::to_string)),
        ("next", head.next.as_ref().map(ToString::to_string)),
    ] {
        if let Some(value) = value {
            let _ = write!(out, " | {name}: {value}");
        }
    }
    out.push('\n');
    for story in &feed.stories {
        out.push_str(&self::story(story));
    }
    for problem in &feed.problems {
        out.push_str(&self::problem(problem));
    }
    out
}

/// A problem as the console shows it.
pub(crate) fn problem(problem: &Problem) -> String {
    let loss = if problem.is_loss() { ", a loss" } else { "" };
    format!("problem [{}{loss}] {problem}\n", problem.code())
}

/// A story.
pub(crate) fn story(story: &Story) -> String {
    let mut out = format!("\nstory {} ({})\n", story.id, story.slug);
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name}: {value}");
        }
    };
    line("headline", Some(story.headline.clone()));
    line("url", story.url.as_ref().map(ToString::to_string));
    line("about", story.about.as_ref().map(ToString::to_string));
    line("kicker", story.kicker.clone());
    line("section", story.section.clone());
    line("standfirst", story.standfirst.clone());
    line(
        "dateline",
        story.dateline.as_ref().map(|dateline| match &dateline.day {
            Some(day) => format!("{} / {day}", dateline.place),
            None => dateline.place.clone(),
        }),
    );
    for person in &story.byline.people {
        line(
            "by",
            Some(match &person.url {
                Some(url) => format!("{} <{url}>", person.name),
                None => person.name.clone(),
            }),
        );
    }
    line("byline", story.byline.printed.clone());
    line("source", story.source.clone());
    line("published", story.published.map(Timestamp::to_rfc3339));
    line("updated", story.updated.map(Timestamp::to_rfc3339));
    line("lang", story.lang.as_ref().map(|lang| format!("{lang} {}", story.dir.as_str())));
    if story.lang.is_none() && story.dir.as_str() != "auto" {
        line("dir", Some(story.dir.as_str().to_owned()));
    }
    line("withdrawn", story.status.withdrawn.then(|| "yes".to_owned()));
    line("embargoed until", story.status.embargoed_until.map(Timestamp::to_rfc3339));
    line("expires", story.status.expires.map(Timestamp::to_rfc3339));
    let tags: Vec<String> = story
        .tags
        .iter()
        .map(|tag| {
            let kind = match tag.kind {
                TagKind::Topic => "",
                TagKind::Person => " (person)",
                TagKind::Organisation => " (organisation)",
                TagKind::Place => " (place)",
            };
            let url = tag.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
            format!("{}{kind}{url}", tag.name)
        })
        .collect();
    line("tags", (!tags.is_empty()).then(|| tags.join(", ")));
    for attachment in &story.attachments {
        line("attachment", Some(format!("{} <{}> {}", attachment.title, attachment.url, attachment.media_type)));
    }
    for correction in &story.corrections {
        let at = correction.at.map(|at| format!("{} ", at.to_rfc3339())).unwrap_or_default();
        line("correction", Some(format!("{at}{}", marked(&correction.text))));
    }
    if let Some(lead) = &story.lead {
        picture(&mut out, "lead", 1, lead);
    }
    blocks(&mut out, 1, &story.body);
    out
}

/// Blocks, one a line, indented by `depth`.
pub(crate) fn blocks(out: &mut String, depth: usize, list: &[Block]) {
    let pad = "  ".repeat(depth);
    for block in list {
        let _ = match block {
            Block::Paragraph(text) => writeln!(out, "{pad}p: {}", marked(text)),
            Block::Heading { level, text } => writeln!(out, "{pad}h{level}: {}", marked(text)),
            Block::Preformatted(text) => writeln!(out, "{pad}pre: {text:?}"),
            Block::Rule => writeln!(out, "{pad}rule"),
            Block::Embed { title, url } => writeln!(out, "{pad}embed: {title} <{url}>"),
            Block::Figure(shown) => {
                picture(out, "figure", depth, shown);
                Ok(())
            }
            Block::Gallery(pictures) => {
                let _ = writeln!(out, "{pad}gallery:");
                pictures.iter().for_each(|shown| picture(out, "figure", depth + 1, shown));
                Ok(())
            }
            Block::Quote(inner) => {
                let _ = writeln!(out, "{pad}quote:");
                blocks(out, depth + 1, inner);
                Ok(())
            }
            Block::List { start, items } => {
                let _ = match start {
                    Some(start) => writeln!(out, "{pad}list from {start}:"),
                    None => writeln!(out, "{pad}list:"),
                };
                for item in items {
                    let _ = writeln!(out, "{pad}  item:");
                    blocks(out, depth + 2, &item.blocks);
                }
                Ok(())
            }
            Block::Table { caption, rows } => {
                let caption = caption.as_ref().map(|text| format!(" {}", marked(text))).unwrap_or_default();
                let _ = writeln!(out, "{pad}table:{caption}");
                for row in rows {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| {
                            let header = if cell.header { "#" } else { "" };
                            let span = match (cell.columns, cell.rows) {
                                (1, 1) => String::new(),
                                (columns, rows) => format!("({columns}x{rows})"),
                            };
                            format!("{header}{span}{}", marked(&cell.text))
                        })
                        .collect();
                    let _ = writeln!(out, "{pad}  | {}", cells.join(" | "));
                }
                Ok(())
            }
        };
    }
}

fn picture(out: &mut String, name: &str, depth: usize, shown: &Picture) {
    let pad = "  ".repeat(depth);
    let _ = writeln!(out, "{pad}{name}:");
    for source in &shown.sources {
        let size = match (source.width, source.height) {
            (None, None) => String::new(),
            (width, height) => {
                let pixels = |side: Option<u32>| side.map_or("?".to_owned(), |side| side.to_string());
                format!(" {}x{}", pixels(width), pixels(height))
            }
        };
        let _ = writeln!(out, "{pad}  source: {}{size}", source.url);
    }
    let _ = match &shown.alt {
        Alt::Unknown => Ok(()),
        Alt::Decorative => writeln!(out, "{pad}  alt: (decorative)"),
        Alt::Text(text) => writeln!(out, "{pad}  alt: {text}"),
    };
    if let Some(caption) = &shown.caption {
        let _ = writeln!(out, "{pad}  caption: {}", marked(caption));
    }
    if let Some(credit) = &shown.credit {
        let _ = writeln!(out, "{pad}  credit: {credit}");
    }
    if let Some(licence) = &shown.licence {
        let url = licence.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
        let _ = writeln!(out, "{pad}  licence: {}{url}", licence.name);
    }
    if let Some(focus) = &shown.focus {
        let _ = writeln!(out, "{pad}  focus: {} % from the left, {} % from the top", focus.x, focus.y);
    }
}

/// A text with its spans in braces, and `⏎` for line breaks.
pub(crate) fn marked(text: &Text) -> String {
    let mut marks: Vec<(u32, u8, usize, String)> = Vec::new();
    for (order, span) in text.spans().iter().enumerate() {
        marks.push((span.start, 1, order, format!("{{{} ", span_name(&span.kind))));
        marks.push((span.end, 0, usize::MAX - order, "}".to_owned()));
    }
    marks.sort();
    let mut out = String::new();
    let mut written = 0;
    for (at, _, _, mark) in marks {
        out.push_str(&text.as_str()[written..at as usize]);
        out.push_str(&mark);
        written = at as usize;
    }
    out.push_str(&text.as_str()[written..]);
    out.replace('\n', "⏎")
}

fn span_name(kind: &SpanKind) -> String {
    match kind {
        SpanKind::Emphasis => "em".to_owned(),
        SpanKind::Strong => "strong".to_owned(),
        SpanKind::Code => "code".to_owned(),
        SpanKind::Sub => "sub".to_owned(),
        SpanKind::Sup => "sup".to_owned(),
        SpanKind::Struck => "struck".to_owned(),
        SpanKind::Inserted => "ins".to_owned(),
        SpanKind::Small => "small".to_owned(),
        SpanKind::Quote => "q".to_owned(),
        SpanKind::Work => "work".to_owned(),
        SpanKind::Abbreviation(long) => format!("abbr={long:?}"),
        SpanKind::Link(url) => format!("link={url}"),
        SpanKind::Foreign { lang, dir } => {
            let lang = lang.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("lang={lang}/{}", dir.as_str())
        }
    }
}
