//! Plain text in the shape that wire archives have, to a story.
//!
//! From the top: the headline, often twice; a section or a place line; a date; a byline; the caption of a picture that
//! the text itself does not hold, ending in an agency's credit; then the paragraphs. At the end a line that says whom
//! the text is owed to, and a line of tags with commas between, often with one too many. Each of these is optional.

use dateline_formats::{date_of, dateline_of, paragraphs_of_text, split_credit};
use dateline_story::{Block, Person, Slug, SpanKind, Story, Tag, Text, TextBuilder};

use super::Imported;

/// Names of sections that papers have; anything else on a line of its own may be a place.
const SECTIONS: [&str; 30] = [
    "africa",
    "americas",
    "arts",
    "asia",
    "business",
    "culture",
    "economy",
    "education",
    "environment",
    "europe",
    "features",
    "health",
    "international",
    "lifestyle",
    "local",
    "media",
    "middle east",
    "national",
    "news",
    "opinion",
    "politics",
    "region",
    "regional",
    "science",
    "society",
    "sport",
    "sports",
    "technology",
    "turkey",
    "world",
];

/// Lines before the story that may be anything but a paragraph are shorter.
const LONGEST_LABEL: usize = 60;
/// A caption is longer than a label and shorter than a story.
const LONGEST_CAPTION: usize = 400;
/// Characters of one tag at most.
const LONGEST_TAG: usize = 40;

/// The story of a text; `name` is the file's.
pub(crate) fn read(text: &str, name: &str) -> Imported {
    let mut doubts = Vec::new();
    let mut parts = parts(text.trim_start_matches('\u{feff}'));
    if parts.is_empty() {
        return Imported { stories: Vec::new(), doubts: vec!["the file is empty".to_owned()], ..Imported::default() };
    }
    let headline = parts.remove(0).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut story = Story::new(Slug::from_id(name).to_string(), headline);
    if story.headline.chars().count() > 200 {
        doubts.push("the first line is as long as a paragraph; it is taken as the headline all the same".to_owned());
    }
    if parts.first().is_some_and(|second| same_words(second, &story.headline)) {
        parts.remove(0);
    }
    let caption = take_head(&mut story, &mut parts, &mut doubts);
    take_tail(&mut story, &mut parts, &mut doubts);
    if let Some(caption) = caption {
        doubts.push(format!(
            "“{}” reads like a picture's caption, and there is no picture; it stands in small print",
            cut(&caption)
        ));
        let mut builder = TextBuilder::new();
        builder.open(SpanKind::Small);
        builder.push_str(&caption);
        story.body.push(Block::Paragraph(builder.finish()));
    }
    story.body.extend(paragraphs_of_text(&parts.join("\n\n")));
    Imported { stories: vec![story], doubts, ..Imported::default() }
}

/// Paragraphs: parted by blank lines or indents, or line by line if there are neither.
fn parts(text: &str) -> Vec<String> {
    let has_marks = text.lines().any(|line| line.trim().is_empty() || line.starts_with(' ') || line.starts_with('\t'));
    if !has_marks {
        return text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut broken = true;
    for line in text.lines() {
        let indented = line.starts_with("  ") || line.starts_with('\t');
        if line.trim().is_empty() {
            broken = true;
        } else if let Some(part) = parts.last_mut().filter(|_| !broken && !indented) {
            part.push('\n');
            part.push_str(line.trim());
        } else {
            parts.push(line.trim().to_owned());
            broken = false;
        }
    }
    // The lines under a headline are often not parted from it.
    let first: Vec<String> = parts
        .drain(..parts.len().min(1))
        .flat_map(|part| part.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    first.into_iter().chain(parts).collect()
}

/// Takes what stands between headline and story. Gives the caption, if there seems to be one.
fn take_head(story: &mut Story, parts: &mut Vec<String>, doubts: &mut Vec<String>) -> Option<String> {
    while let Some(part) = parts.first().cloned() {
        // Labels may stand on lines of their own with no blank line between them.
        if part.contains('\n') && part.lines().all(is_label) {
            parts.splice(..1, part.lines().map(str::to_owned));
            continue;
        }
        let is_label = is_label(&part);
        if let Some(by) = part.strip_prefix("By ").filter(|_| is_label && story.byline.is_empty()) {
            story.byline.people = vec![Person { name: by.trim().to_owned(), url: None }];
        } else if let Some(date) = date_of(&part).filter(|_| story.published.is_none()) {
            story.published = Some(date);
        } else if is_label && SECTIONS.contains(&part.to_lowercase().as_str()) && story.section.is_none() {
            story.section = Some(part);
        } else if let Some(dateline) = dateline_of(&part).filter(|_| is_label && story.dateline.is_none()) {
            let is_plain = dateline.day.is_some() || !part.chars().any(char::is_lowercase);
            if !is_plain {
                doubts.push(format!("“{part}” is taken as the place of filing; it may be a section"));
            }
            story.dateline = Some(dateline);
        } else if is_caption(&part) && parts.len() > 1 {
            parts.remove(0);
            return Some(part.split_whitespace().collect::<Vec<_>>().join(" "));
        } else {
            return None;
        }
        parts.remove(0);
    }
    None
}

fn is_label(part: &str) -> bool {
    part.chars().count() <= LONGEST_LABEL && !part.contains('\n') && !part.ends_with(['.', '!', '?'])
}

fn is_caption(part: &str) -> bool {
    let (rest, credit) = split_credit(Text::plain(part));
    part.chars().count() <= LONGEST_CAPTION && credit.is_some() && !rest.is_empty()
}

/// Takes the tags and the line about sources off the end.
fn take_tail(story: &mut Story, parts: &mut Vec<String>, doubts: &mut Vec<String>) {
    for _ in 0..3 {
        let Some(last) = parts.last() else { return };
        if let Some(tags) = tags(last).filter(|_| story.tags.is_empty() && parts.len() > 1) {
            if tags.len() == 1 {
                doubts.push(format!("the last line, “{}”, is taken as a tag", cut(last)));
            }
            story.tags = tags;
        } else if is_source(last) && story.source.is_none() {
            story.source = Some(last.trim_matches(['(', ')', ' ', '.']).to_owned());
        } else {
            return;
        }
        parts.pop();
    }
}

fn is_source(line: &str) -> bool {
    let lower = line.trim_start_matches(['(', '*', ' ']).to_lowercase();
    let starts = [
        "compiled ",
        "source:",
        "sources:",
        "with agency",
        "with reporting",
        "additional reporting",
        "reporting by",
        "agencies",
    ];
    line.chars().count() <= 200 && starts.iter().any(|start| lower.starts_with(start))
}

/// The tags that a line holds, if it holds nothing else.
fn tags(line: &str) -> Option<Vec<Tag>> {
    let line = line.trim();
    let line = line.strip_prefix("Tags:").or_else(|| line.strip_prefix("Keywords:")).unwrap_or(line);
    if !line.contains(',') || line.contains('\n') || line.ends_with(['.', '!', '?', '”', '"']) {
        return None;
    }
    let names: Vec<&str> = line.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| name.chars().count() <= LONGEST_TAG && name.split_whitespace().count() <= 4;
    names
        .iter()
        .all(is_name)
        .then(|| names.into_iter().filter_map(Tag::new).collect())
        .filter(|tags: &Vec<Tag>| !tags.is_empty())
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words(one) == words(other)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_archive_s_text_is_taken_apart() {
        let imported = read(
            "Ferries stay for a third week\n\nFerries stay for a third week\n\nPORT ELSA\n\nBoats at the pier on Monday. AP photo\n\n\
             The boats stayed at the pier.\n\nCrews went home.\n\nCompiled from agency reports.\n\nferries, strike, Port Elsa,\n",
            "ferries",
        );
        let story = &imported.stories[0];
        assert_eq!("Ferries stay for a third week", story.headline);
        assert_eq!(Some("PORT ELSA"), story.dateline.as_ref().map(|dateline| dateline.place.as_str()));
        assert_eq!(Some("Compiled from agency reports"), story.source.as_deref());
        assert_eq!(
            vec!["ferries", "strike", "Port Elsa"],
            story.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>()
        );
        assert_eq!(3, story.body.len());
        assert_eq!(1, imported.doubts.len(), "{:?}", imported.doubts);
    }

    #[test]
    fn a_text_line_by_line_works_too() {
        let imported = read(
            "Ferries stay\nWorld\nBy Ada Moss\n4 March 2019\nThe boats stayed, and so did the crews.\nCrews went home.",
            "a b",
        );
        let story = &imported.stories[0];
        assert_eq!(Some("World"), story.section.as_deref());
        assert_eq!("Ada Moss", story.byline.people[0].name);
        assert!(story.published.is_some());
        assert_eq!(2, story.body.len(), "{:?}", story.body);
    }

    #[test]
    fn what_is_no_label_is_text() {
        let imported =
            read("Ferries stay\n\nThe boats stayed, he said, and crews, too.\n\nThat was all, all of it.", "a");
        let story = &imported.stories[0];
        assert_eq!((None, 0, 2), (story.dateline.clone(), story.tags.len(), story.body.len()));
        assert_eq!(0, read("", "a").stories.len());
    }

    #[test]
    fn a_place_in_small_letters_is_doubted() {
        let imported = read("Ferries stay\n\nPort Elsa\n\nThe boats stayed.", "a");
        assert!(imported.stories[0].dateline.is_some());
        assert_eq!(1, imported.doubts.len());
    }
}
