//! The page that `--report` writes: what was packed and what takes the bytes, as tables and plain SVG. It runs no script and
//! fetches nothing, and all that comes from outside is escaped.

use std::fmt::Write as _;
use std::path::Path;

use dateline_archive::Summary;

use super::progress::grouped;

/// What each folder holds.
const FOLDERS: [(&str, &str); 9] = [
    ("words", "the dictionary"),
    ("lists", "which stories have which words, and where"),
    ("cards", "what lists of stories show"),
    ("texts", "what opened stories show"),
    ("columns", "dates and tags"),
    ("roots", "where the rest lies"),
    ("gone", "stories that were taken out"),
    ("part", "a part, to be merged"),
    ("manifest", "the way in"),
];

/// Colours that are told apart without red and green, and on white by their lightness.
const COLOURS: [&str; 9] =
    ["#1b5e87", "#3a86b4", "#7db4d6", "#b3d4e8", "#8a6d1f", "#c29b2d", "#e3c978", "#666666", "#222222"];

/// One row of the charts.
struct Row {
    name: &'static str,
    holds: &'static str,
    colour: &'static str,
    files: u32,
    bytes: u64,
}

/// The page, whole.
pub(super) fn page(title: &str, out: &Path, summary: &Summary) -> String {
    let rows = rows(summary);
    let heading = if title.is_empty() { out.display().to_string() } else { title.to_owned() };
    let heading = escaped(&heading);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{heading}: an archive</title>\n<style>{STYLE}</style>\n<h1>{heading}</h1>\n<p>{}</p>\n<h2>What takes the bytes</h2>\n\
         {}\n{}\n</html>\n",
        escaped(&sentence(summary, out)),
        bar(&rows),
        table(&rows, summary)
    )
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .5rem;text-align:start;border-block-end:1px solid #ccc}\
.number{text-align:end;font-variant-numeric:tabular-nums}svg{display:block;width:100%;height:auto;margin-block:1rem}";

fn rows(summary: &Summary) -> Vec<Row> {
    let named = FOLDERS.into_iter().zip(COLOURS).map(|((name, holds), colour)| {
        let (files, bytes) = match name {
            "manifest" => (u32::from(summary.manifest_bytes > 0), summary.manifest_bytes),
            _ => summary.folders.get(name).copied().unwrap_or_default(),
        };
        Row { name, holds, colour, files, bytes }
    });
    let mut rows: Vec<Row> = named.filter(|row| row.files > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.bytes));
    rows
}

fn sentence(summary: &Summary, out: &Path) -> String {
    let mut text = format!(
        "{} stories in {} segments, {} different words, {} files and {} bytes written to {}.",
        grouped(summary.stories.into()),
        grouped(summary.segments.into()),
        grouped(summary.words.into()),
        grouped(summary.files().into()),
        grouped(summary.bytes()),
        out.display()
    );
    let more = [
        (summary.repeated, "came twice"),
        (summary.replaced, "took the place of older versions"),
        (summary.withdrawn, "were taken out"),
        (summary.unchanged, "were there already"),
    ];
    for (count, what) in more.into_iter().filter(|&(count, _)| count > 0) {
        // Writing into a string cannot fail.
        write!(text, " {} {what}.", grouped(count.into())).ok();
    }
    text
}

const WIDTH: f64 = 1000.0;

/// All bytes as one bar, cut by folder.
fn bar(rows: &[Row]) -> String {
    let all: u64 = rows.iter().map(|row| row.bytes).sum();
    let mut svg =
        format!("<svg viewBox=\"0 0 {WIDTH} 60\" role=\"img\" aria-label=\"Bytes by folder, as in the table\">");
    let mut at = 0.0;
    for row in rows {
        let width = WIDTH * row.bytes as f64 / all.max(1) as f64;
        write!(
            svg,
            "<rect x=\"{at:.2}\" y=\"0\" width=\"{width:.2}\" height=\"60\" fill=\"{}\"><title>{}: {} bytes</title></rect>",
            row.colour,
            row.name,
            grouped(row.bytes)
        )
        .ok();
        at += width;
    }
    svg + "</svg>"
}

fn table(rows: &[Row], summary: &Summary) -> String {
    let all: u64 = rows.iter().map(|row| row.bytes).sum();
    let per_story = |bytes: u64| bytes as f64 / f64::from(summary.stories.max(1));
    let mut table = "<table>\n<tr><th></th><th>Folder</th><th>What it holds</th><th class=\"number\">Files</th>\
                     <th class=\"number\">Bytes</th><th class=\"number\">Share</th><th class=\"number\">Bytes a story</th></tr>\n"
        .to_owned();
    for row in rows {
        writeln!(
            table,
            "<tr><td><svg viewBox=\"0 0 20 20\" width=\"20\" aria-hidden=\"true\"><rect width=\"20\" height=\"20\" fill=\"{}\"/></svg></td>\
             <td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{:.1} %</td>\
             <td class=\"number\">{:.1}</td></tr>",
            row.colour,
            row.name,
            row.holds,
            grouped(row.files.into()),
            grouped(row.bytes),
            100.0 * row.bytes as f64 / all.max(1) as f64,
            per_story(row.bytes)
        )
        .ok();
    }
    table + "</table>"
}

/// Text as it may stand in HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary {
            stories: 1_200,
            words: 9_000,
            segments: 2,
            replaced: 3,
            folders: [("words", (2, 3_000)), ("lists", (4, 9_000)), ("cards", (1, 0))].into(),
            manifest_bytes: 500,
            ..Summary::default()
        }
    }

    #[test]
    fn all_bytes_are_in_the_table_and_in_the_bar() {
        let page = page("The Wire", Path::new("out"), &summary());
        for expected in [
            "1,200 stories in 2 segments, 9,000 different words, 8 files and 12,500 bytes written to out. 3 took the place",
            "<td>lists</td><td>which stories have which words, and where</td><td class=\"number\">4</td>\
             <td class=\"number\">9,000</td><td class=\"number\">72.0 %</td><td class=\"number\">7.5</td>",
            "<rect x=\"720.00\" y=\"0\" width=\"240.00\" height=\"60\"",
            "manifest: 500 bytes",
        ] {
            assert!(page.contains(expected), "{expected}\n{page}");
        }
    }

    #[test]
    fn nothing_from_outside_is_markup() {
        let page = page("<script>alert('a&b')</script>\"", Path::new("a<b"), &summary());
        assert!(page.contains("<h1>&lt;script&gt;alert(&#39;a&amp;b&#39;)&lt;/script&gt;&quot;</h1>"), "{page}");
        assert!(page.contains("written to a&lt;b.") && !page.contains("<script") && !page.contains("a<b"));
    }
}
