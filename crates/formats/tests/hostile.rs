//! Input that was made to break readers, from outside of the project: `DATELINE_DATA` names the folder.
//!
//! Run with `cargo test -p dateline-formats --test hostile -- --ignored --nocapture`.

use std::fs;
use std::path::{Path, PathBuf};

use dateline_formats::{Feed, FeedReader, Found, blocks_of_html, read_feed};
use dateline_story::{Block, Picture, WebUrl};

fn data(path: &str) -> PathBuf {
    let data =
        std::env::var_os("DATELINE_DATA").map(PathBuf::from).expect("DATELINE_DATA names the folder with the data");
    data.join("hostile").join(path)
}

fn base() -> WebUrl {
    WebUrl::parse("https://paper.example/feed.json").expect("a fixed address")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// True for what says that the text is not JSON, be it all of it or an item.
fn says_not_json(code: &str) -> bool {
    let codes = [
        "feed-empty",
        "feed-is-html",
        "feed-not-json",
        "feed-is-utf-16",
        "feed-cut-off",
        "feed-syntax",
        "item-not-json",
        "head-not-json",
        "item-too-deep",
        "bad-utf8",
        "control-character",
    ];
    codes.contains(&code)
}

fn in_chunks(bytes: &[u8], size: usize) -> Feed {
    let mut reader = FeedReader::new(base());
    let mut feed = Feed::default();
    let mut chunks = bytes.chunks(size);
    loop {
        let chunk = chunks.next();
        match chunk {
            Some(chunk) => reader.push(chunk),
            None => reader.finish(),
        }
        while let Some(found) = reader.next_found() {
            match found {
                Found::Story(story) => feed.stories.push(*story),
                Found::Problem(problem) => feed.problems.push(problem),
            }
        }
        if chunk.is_none() {
            feed.head = reader.head().clone();
            return feed;
        }
    }
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn data_json_test_suite() {
    let (mut count, mut wrong) = ([0; 3], Vec::new());
    for path in files(&data("jsontestsuite"), "json") {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a readable file");
        let feed = read_feed(&bytes, &base());
        assert_eq!(feed, in_chunks(&bytes, 1), "{name} in bytes");
        assert_eq!(feed, in_chunks(&bytes, 3), "{name} in threes");
        let codes: Vec<&str> = feed.problems.iter().map(dateline_formats::Problem::code).collect();
        let refused = codes.iter().any(|code| says_not_json(code));
        match name.get(..2) {
            Some("y_") => {
                count[0] += 1;
                assert!(serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(), "{name}: serde_json refuses it");
                if refused {
                    wrong.push(format!("{name} must be taken: {codes:?}"));
                }
            }
            Some("n_") => {
                count[1] += 1;
                if !refused {
                    wrong.push(format!("{name} must be refused: {codes:?}"));
                }
            }
            _ => count[2] += 1,
        }
    }
    println!(
        "JSON test suite: {} y_, {} n_, {} i_ files, {} wrong\n{}",
        count[0],
        count[1],
        count[2],
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count.iter().sum::<usize>() > 300 && wrong.is_empty());
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn data_naughty_strings_go_through_every_field_unharmed() {
    let paths = files(&data("blns"), "json");
    let path = paths.first().expect("the list of strings");
    let strings: Vec<String> =
        serde_json::from_slice(&fs::read(path).expect("a readable file")).expect("a list of strings");
    let (mut stories, mut problems) = (0, 0);
    for (place, text) in strings.iter().enumerate() {
        let feed = serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1", "title": text, "language": text,
            "items": [{
                "id": format!("{place}{text}"), "title": format!("T {text}"), "summary": text, "content_html": text,
                "url": text, "image": text, "tags": [text], "authors": [{ "name": text, "url": text }],
                "date_published": text, "language": text,
                "_dateline": { "kicker": text, "dateline": text, "lead": { "url": "a.jpg", "caption": text, "credit": text, "alt": text } },
            }],
        });
        let feed = read_feed(feed.to_string().as_bytes(), &base());
        assert_eq!(1, feed.stories.len(), "{text:?}");
        let story = &feed.stories[0];
        let words = |text: &str| text.split_whitespace().collect::<String>();
        // Entities are decoded in titles, so only what has none must stay as it is.
        if !text.contains('&') {
            assert_eq!(words(&format!("T{text}")), words(&story.headline), "{text:?}");
        }
        stories += 1;
        problems += feed.problems.len();
    }
    println!("naughty strings: {stories} stories, {problems} problems told");
    assert!(stories > 500);
}

/// A case of html5lib's tree construction tests.
#[derive(Default)]
struct Case {
    input: String,
    /// The element that a fragment is parsed in.
    context: Option<String>,
    tree: String,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = "";
    for line in text.lines() {
        match line {
            "#data" => {
                cases.push(Case::default());
                part = line;
            }
            "#errors" | "#new-errors" | "#document-fragment" | "#document" | "#script-on" | "#script-off" => {
                part = line;
            }
            _ => {
                let Some(case) = cases.last_mut() else { continue };
                match part {
                    "#data" => {
                        if !case.input.is_empty() {
                            case.input.push('\n');
                        }
                        case.input.push_str(line);
                    }
                    "#document-fragment" => case.context = Some(line.to_owned()),
                    "#document" => {
                        case.tree.push_str(line);
                        case.tree.push('\n');
                    }
                    _ => {}
                }
            }
        }
    }
    cases
}

/// The text that a browser would show of a tree, without white space.
fn visible_text(tree: &str) -> String {
    let hidden = [
        "script", "style", "template", "title", "noscript", "iframe", "noembed", "noframes", "datalist", "object",
        "video", "audio", "applet", "rp", "frameset", "area", "math", "svg",
    ];
    let mut out = String::new();
    let mut hidden_at: Option<usize> = None;
    let mut in_text = false;
    for line in tree.lines() {
        let Some(rest) = line.strip_prefix("| ") else {
            // The rest of a text with line feeds in it.
            if in_text && hidden_at.is_none() {
                out.push_str(line.trim_end_matches('"'));
            }
            continue;
        };
        let content = rest.trim_start();
        let depth = rest.len() - content.len();
        in_text = content.starts_with('"');
        if hidden_at.is_some_and(|hidden| depth <= hidden) {
            hidden_at = None;
        }
        if let Some(text) = content.strip_prefix('"') {
            if hidden_at.is_none() {
                out.push_str(text.strip_suffix('"').unwrap_or(text));
            }
        } else if let Some(name) = content.strip_prefix('<').and_then(|name| name.strip_suffix('>'))
            && hidden_at.is_none()
            && hidden.contains(&name)
        {
            hidden_at = Some(depth);
        }
    }
    out.split_whitespace().collect()
}

/// All text of blocks in order, without white space.
fn text_of(blocks: &[Block]) -> String {
    fn words_of(picture: &Picture, out: &mut String) {
        out.push_str(picture.caption.as_ref().map_or("", |text| text.as_str()));
        out.push_str(picture.credit.as_deref().unwrap_or_default());
    }
    fn add(block: &Block, out: &mut String) {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => out.push_str(text.as_str()),
            Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).for_each(|block| add(block, out)),
            Block::Quote(blocks) => blocks.iter().for_each(|block| add(block, out)),
            Block::Figure(picture) => words_of(picture, out),
            Block::Gallery(pictures) => pictures.iter().for_each(|picture| words_of(picture, out)),
            Block::Table { caption, rows } => {
                caption.iter().for_each(|text| out.push_str(text.as_str()));
                rows.iter().flatten().for_each(|cell| out.push_str(cell.text.as_str()));
            }
            Block::Preformatted(text) => out.push_str(text),
            Block::Embed { .. } | Block::Rule => {}
        }
    }
    let mut out = String::new();
    blocks.iter().for_each(|block| add(block, &mut out));
    out.split_whitespace().collect()
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn data_html5lib_tree_construction() {
    let (mut all, mut agreed, mut differed) = (0, 0, Vec::new());
    for path in files(&data("html5lib/tree-construction"), "dat") {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a readable file")).into_owned();
        for case in cases(&text) {
            all += 1;
            let blocks = blocks_of_html(&case.input, &base());
            let expected = visible_text(&case.tree);
            let is_foreign = case.tree.contains("<svg ") || case.tree.contains("<math ");
            // Article HTML stands in a body or a block; what would stand in a row or a list box of a form is not ours.
            let stands_elsewhere = case.context.as_deref().is_some_and(|context| !matches!(context, "div" | "body"));
            if expected.is_empty() || is_foreign || stands_elsewhere {
                continue;
            }
            let found = text_of(&blocks).replace(['“', '”', '\u{fffd}'], "");
            if expected.replace(['“', '”', '\u{fffd}'], "") == found {
                agreed += 1;
            } else {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                differed.push(format!("{file}: {:?}\n    expected {expected:?}\n    found    {found:?}", case.input));
            }
        }
    }
    let compared = agreed + differed.len();
    println!("{}", differed.join("\n"));
    println!("tree construction: {all} cases without panic; of {compared} with visible HTML text {agreed} agree");
    assert!(all > 1_500 && agreed * 100 >= compared * 95);
}
