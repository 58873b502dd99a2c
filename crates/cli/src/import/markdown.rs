//! Markdown with front matter (YAML's or TOML's plainest forms) to a story.

use dateline_formats::{date_of, dateline_of};
use dateline_story::{Block, Lang, Person, Picture, Source, Story, Tag, WebUrl};
use pulldown_cmark::{Options, Parser, html};

use super::{Imported, page};

/// The story of a file; `name` is the file's.
pub(crate) fn read(text: &str, name: &str, base: &WebUrl) -> Imported {
    let (front, body) = split(text.trim_start_matches('\u{feff}'));
    let fields = fields(front);
    let mut doubts = Vec::new();
    let mut markup = String::new();
    html::push_html(&mut markup, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    let mut story = Story::new(name, "");
    story.body = page::fragment(&markup, base);
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| fields.iter().find(|(known, _)| known == name));
        found.and_then(|(_, values)| values.first()).cloned().filter(|value| !value.is_empty())
    };
    let all = |names: &[&str]| {
        let found = fields.iter().filter(|(known, _)| names.contains(&known.as_str()));
        found.flat_map(|(_, values)| values.clone()).collect::<Vec<_>>()
    };
    story.headline = first(&["title", "headline"]).unwrap_or_else(|| {
        doubts.push("no title in the front matter; the first heading is taken".to_owned());
        match story.body.first() {
            Some(Block::Heading { text, .. }) => text.as_str().to_owned(),
            _ => name.replace(['-', '_'], " "),
        }
    });
    if matches!(story.body.first(), Some(Block::Heading { text, .. }) if text.as_str() == story.headline) {
        story.body.remove(0);
    }
    story.id = first(&["id", "slug"]).unwrap_or_else(|| name.to_owned());
    story.url = first(&["url", "permalink", "canonical"]).and_then(|address| base.join(&address).ok());
    story.kicker = first(&["kicker"]);
    story.standfirst = first(&["standfirst", "description", "summary", "excerpt"]);
    story.section = first(&["section", "category"]);
    story.source = first(&["source"]);
    story.lang = first(&["lang", "language"]).as_deref().and_then(Lang::new);
    story.dateline = first(&["dateline", "place"]).as_deref().and_then(dateline_of);
    let people = all(&["author", "authors", "byline"]).into_iter();
    story.byline.people = people.map(|name| Person { name, url: None }).collect();
    story.tags = all(&["tags", "keywords"]).iter().filter_map(|name| Tag::new(name)).collect();
    for (name, slot) in [("date", &mut story.published), ("updated", &mut story.updated)] {
        if let Some(text) = first(&[name]) {
            *slot = date_of(&text);
            if slot.is_none() {
                doubts.push(format!("`{name}` is “{text}”, which is not a date"));
            }
        }
    }
    story.lead = first(&["image", "cover"]).and_then(|address| base.join(&address).ok()).map(|url| Picture {
        sources: vec![Source { url, width: None, height: None }],
        caption: first(&["caption", "image_caption"]).map(dateline_story::Text::plain),
        credit: first(&["credit", "image_credit"]),
        ..Picture::default()
    });
    Imported { stories: vec![story], doubts, ..Imported::default() }
}

/// The front matter and what follows it.
fn split(text: &str) -> (&str, &str) {
    for fence in ["---", "+++"] {
        if let Some(rest) = text.strip_prefix(fence).and_then(|rest| rest.trim_start_matches('\r').strip_prefix('\n')) {
            let end = rest.find(&format!("\n{fence}")).map(|at| (at, at + 1 + fence.len()));
            if let Some((end, after)) = end {
                return (&rest[..end], rest[after..].trim_start_matches(['-', '+', '\r', '\n']));
            }
        }
    }
    ("", text)
}

/// Names and their values: `name: value`, `name = "value"`, `[a, b]`, and lists of `- value` lines.
fn fields(front: &str) -> Vec<(String, Vec<String>)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in front.lines() {
        let trimmed = line.trim();
        if let Some(entry) = trimmed.strip_prefix("- ") {
            if let Some((_, values)) = fields.last_mut() {
                values.push(unquoted(entry));
            }
        } else if let Some(at) = trimmed.find([':', '=']).filter(|_| !trimmed.starts_with('#')) {
            let value = trimmed[at + 1..].trim();
            let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let values = match list {
                Some(list) => list.split(',').map(unquoted).filter(|value| !value.is_empty()).collect(),
                None if value.is_empty() => Vec::new(),
                None => vec![unquoted(value)],
            };
            fields.push((trimmed[..at].trim().to_ascii_lowercase(), values));
        }
    }
    fields
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_the_fields_and_markdown_the_body() {
        let base = WebUrl::parse("https://paper.example/").expect("an address");
        let text = "---\ntitle: \"Ferries: they stay\"\ndate: 2019-03-04\ntags: [sea, 'strike']\nauthors:\n  - Ada Moss\n  - Ines Falk\ndateline: PORT ELSA, March 4\n---\n\n# Ferries: they stay\n\nOne *and* two.\n\n- a\n- b\n";
        let story = read(text, "ferries", &base).stories.pop().expect("a story");
        assert_eq!("Ferries: they stay", story.headline);
        assert_eq!(2, story.byline.people.len());
        assert_eq!(2, story.tags.len());
        assert_eq!(Some("March 4"), story.dateline.as_ref().and_then(|dateline| dateline.day.as_deref()));
        assert_eq!(2, story.body.len(), "{:?}", story.body);
        assert_eq!("2019-03-04T00:00:00Z", story.published.expect("a date").to_rfc3339());
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_headline() {
        let base = WebUrl::parse("https://paper.example/").expect("an address");
        let imported = read("# Ferries stay\n\nOne.", "ferries", &base);
        assert_eq!("Ferries stay", imported.stories[0].headline);
        assert_eq!(1, imported.stories[0].body.len());
        assert_eq!(1, imported.doubts.len());
    }
}
