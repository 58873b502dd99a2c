//! Feeds that real publishers and standards bodies wrote, outside of the project: `DATELINE_DATA` names the folder.
//!
//! Run with `cargo test -p dateline-formats --test real_feeds -- --ignored --nocapture`.

#[allow(dead_code, reason = "shared by several tests, each of which uses a part")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use dateline_formats::{Feed, Format, blocks_of_html, date_of, read_feed};
use dateline_story::{Story, Timestamp, WebUrl};
use serde_json::Value;

fn data() -> PathBuf {
    std::env::var_os("DATELINE_DATA").map(PathBuf::from).expect("DATELINE_DATA names the folder with the data")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json" || extension == "xml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn base() -> WebUrl {
    WebUrl::parse("https://publisher.example/feed.json").expect("a fixed address")
}

fn read(path: &Path) -> Feed {
    read_feed(&fs::read(path).expect("a readable file"), &base())
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn data_every_ninjs_example_has_headline_date_and_its_picture_with_credit() {
    let root = data().join("formats/ninjs/examples");
    let (mut count, mut missing) = (0, Vec::new());
    let examples =
        |path: &PathBuf| path.extension().is_some_and(|end| end == "json") && !path.ends_with("extension-schema.json");
    for path in files(&root).into_iter().filter(examples) {
        let feed = read(&path);
        let text = fs::read_to_string(&path).expect("a readable file");
        let has_picture = text.contains("\"picture\"") || text.contains("\"graphic\"");
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        println!("{name}: {} stories, {} problems", feed.stories.len(), feed.problems.len());
        if std::env::var_os("SHOW").is_some() {
            println!("{}", common::feed(&feed));
        }
        for story in &feed.stories {
            count += 1;
            let picture = story.pictures().next();
            println!(
                "    headline {:?} | date {:?} | picture {} | credit {:?}",
                story.headline,
                story.date().map(dateline_story::Timestamp::to_rfc3339),
                picture.is_some(),
                picture.and_then(|picture| picture.credit.as_deref()),
            );
            let lacks = |what: &str| format!("{name}: {what}");
            missing.extend(story.date().is_none().then(|| lacks("no date")));
            missing.extend((feed.head.format != Some(Format::Ninjs)).then(|| lacks("not seen to be ninjs")));
            missing.extend((has_picture && picture.is_none()).then(|| lacks("no picture")));
            let says_who =
                ["\"by", "\"copyright", "\"infosource", "\"infoSource"].iter().any(|name| text.contains(name));
            let uncredited = picture.is_some_and(|picture| picture.credit.is_none());
            missing.extend((uncredited && says_who).then(|| lacks("no credit")));
        }
        missing.extend(feed.stories.is_empty().then(|| format!("{name}: no story")));
    }
    println!("{count} stories, {} expectations missed\n{}", missing.len(), missing.join("\n"));
    assert!(count > 0 && missing.is_empty());
}

/// Where a format says a field is, as `FORMATS.md` of its documentation has it; the first path that has a value counts.
struct Expected {
    field: &'static str,
    paths: &'static [&'static str],
    /// What the story has there; one of them must be what the document says.
    found: fn(&Story) -> Vec<String>,
}

const fn expected(field: &'static str, paths: &'static [&'static str], found: fn(&Story) -> Vec<String>) -> Expected {
    Expected { field, paths, found }
}

const JSON_FEED: [Expected; 10] = [
    expected("id", &["id"], |story| vec![story.id.clone()]),
    expected("headline", &["title"], headline),
    expected("address", &["url", "external_url"], |story| addresses(story.url.as_ref())),
    expected("standfirst", &["summary"], standfirst),
    expected("author", &["authors.name", "author.name"], people),
    expected("published", &["date_published"], published),
    expected("updated", &["date_modified"], updated),
    expected("picture", &["image", "banner_image"], pictures),
    expected("tag", &["tags"], tags),
    expected("language", &["language"], |story| story.lang.iter().map(ToString::to_string).collect()),
];

const NINJS: [Expected; 11] = [
    expected("id", &["uri"], |story| vec![story.id.clone()]),
    expected("headline", &["headlines[role=main].value", "headlines.value", "headline", "title"], headline),
    expected("dateline", &["located"], |story| story.dateline.iter().map(|dateline| dateline.place.clone()).collect()),
    expected("byline", &["by", "byline"], |story| [story.byline.printed.clone()].into_iter().flatten().collect()),
    expected("published", &["firstCreated", "firstcreated", "versionCreated", "versioncreated"], published),
    expected("updated", &["versionCreated", "versioncreated"], updated),
    expected("tag", &["subjects.name", "subject.name"], tags),
    expected("person", &["people.name", "person.name"], tags),
    expected("place", &["places.name", "place.name"], tags),
    expected("language", &["language"], |story| story.lang.iter().map(ToString::to_string).collect()),
    expected("picture", &["associations.*.renditions.*.href"], pictures),
];

const WORDPRESS: [Expected; 8] = [
    expected("headline", &["title.rendered"], headline),
    expected("address", &["link"], |story| addresses(story.url.as_ref())),
    expected("standfirst", &["excerpt.rendered"], standfirst),
    expected("author", &["_embedded.author.name"], people),
    expected("published", &["date_gmt"], published),
    expected("updated", &["modified_gmt"], updated),
    expected("picture", &["_embedded.wp:featuredmedia.source_url"], pictures),
    expected("tag", &["_embedded.wp:term[taxonomy=post_tag].name"], tags),
];

const GUARDIAN: [Expected; 5] = [
    expected("id", &["id"], |story| vec![story.id.clone()]),
    expected("headline", &["fields.headline", "webTitle"], headline),
    expected("address", &["webUrl"], |story| addresses(story.url.as_ref())),
    expected("section", &["sectionName"], |story| story.section.iter().cloned().collect()),
    expected("published", &["fields.firstPublicationDate", "webPublicationDate"], published),
];

const NYT: [Expected; 6] = [
    expected("id", &["_id", "uri"], |story| vec![story.id.clone()]),
    expected("headline", &["headline.main", "title"], headline),
    expected("standfirst", &["abstract", "snippet"], standfirst),
    expected("byline", &["byline.original", "byline"], |story| {
        story.byline.printed.iter().map(|by| ["By ", by].concat()).collect()
    }),
    expected("published", &["pub_date", "published_date"], published),
    expected("tag", &["keywords.value", "des_facet"], tags),
];

const PLAIN: [Expected; 6] = [
    expected("headline", &["title"], headline),
    expected("standfirst", &["description"], standfirst),
    expected("address", &["url"], |story| addresses(story.url.as_ref())),
    expected("author", &["author"], |story| [people(story), story.byline.printed.iter().cloned().collect()].concat()),
    expected("published", &["publishedAt"], published),
    expected("picture", &["urlToImage"], pictures),
];

fn headline(story: &Story) -> Vec<String> {
    vec![story.headline.clone()]
}

/// One that had to stand in for the headline is not shown twice.
fn standfirst(story: &Story) -> Vec<String> {
    story.standfirst.iter().chain([&story.headline]).cloned().collect()
}

fn people(story: &Story) -> Vec<String> {
    story.byline.people.iter().map(|person| person.name.clone()).collect()
}

fn published(story: &Story) -> Vec<String> {
    story.published.map(Timestamp::to_rfc3339).into_iter().collect()
}

/// What was never changed was updated when it was published.
fn updated(story: &Story) -> Vec<String> {
    story.updated.or(story.published).map(Timestamp::to_rfc3339).into_iter().collect()
}

fn tags(story: &Story) -> Vec<String> {
    story.tags.iter().map(|tag| tag.name.clone()).collect()
}

fn pictures(story: &Story) -> Vec<String> {
    story.pictures().flat_map(|picture| addresses(picture.sources.iter().map(|source| &source.url))).collect()
}

fn addresses<'a>(urls: impl IntoIterator<Item = &'a WebUrl>) -> Vec<String> {
    urls.into_iter().map(ToString::to_string).collect()
}

/// All texts and numbers at a path, by a walk of its own: `a.b`, `a[key=value].b`, `a.*`.
fn at(value: &Value, path: &str, found: &mut Vec<String>) {
    if let Value::Array(entries) = value {
        let path = path.strip_prefix("*.").unwrap_or(path);
        return entries.iter().for_each(|entry| at(entry, path, found));
    }
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    match value {
        Value::String(text) if path.is_empty() && !text.trim().is_empty() => found.push(text.trim().to_owned()),
        Value::Number(number) if path.is_empty() => found.push(number.to_string()),
        Value::Object(fields) if step == "*" => fields.values().for_each(|inner| at(inner, rest, found)),
        Value::Object(fields) => match step.split_once('[') {
            None => fields.get(step).into_iter().for_each(|inner| at(inner, rest, found)),
            Some((name, filter)) => {
                let (key, wanted) = filter.trim_end_matches(']').split_once('=').expect("a filter has two sides");
                let mut entries = vec![fields.get(name).unwrap_or(&Value::Null)];
                while entries.iter().any(|entry| entry.is_array()) {
                    entries = entries
                        .into_iter()
                        .flat_map(|entry| entry.as_array().map_or(vec![entry], |list| list.iter().collect()))
                        .collect();
                }
                entries.retain(|entry| entry[key] == wanted);
                entries.into_iter().for_each(|entry| at(entry, rest, found));
            }
        },
        _ => {}
    }
}

/// The items of a document.
fn items(document: &Value) -> Vec<&Value> {
    let lists = [&document["items"], &document["articles"], &document["response"]["results"], document];
    match lists.into_iter().find_map(Value::as_array) {
        Some(list) => list.iter().collect(),
        None => vec![document],
    }
}

/// Dates and addresses as they are compared, words by their letters: what else differs is white space, marks and markup.
fn comparable(field: &str, text: &str, base: &WebUrl) -> String {
    match field {
        "published" | "updated" => date_of(text).map_or_else(String::new, Timestamp::to_rfc3339),
        "address" | "picture" => base.join(text).map_or_else(|_| String::new(), |url| url.to_string()),
        _ => {
            let mut words = String::new();
            // Markup goes if it is some, and stays if the reader left it as the words that it is.
            blocks_of_html(&text.replace("</", " </"), base)
                .iter()
                .for_each(|block| block.each_text(&mut |text| words.push_str(text)));
            words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
    }
}

/// What a document says and the story does not have.
fn missed(expected: &Expected, item: &Value, story: &Story, base: &WebUrl) -> Option<(bool, String)> {
    let mut said = Vec::new();
    for path in expected.paths {
        at(item, path, &mut said);
        if !said.is_empty() {
            break;
        }
    }
    let said = comparable(expected.field, said.first()?, base);
    // Some put an address where a name belongs; that is left out.
    if said.is_empty() || expected.field == "author" && said.starts_with("http") {
        return None;
    }
    let found: Vec<String> =
        (expected.found)(story).iter().map(|text| comparable(expected.field, text, base)).collect();
    let is_there =
        found.iter().any(|found| *found == said || expected.field == "headline" && said.starts_with(found.as_str()));
    Some((is_there, format!("{}: {said:?} is said, {found:?} is found", expected.field)))
}

#[test]
#[ignore = "needs data that is not part of the project"]
fn data_every_file_is_read_as_its_format_says() {
    let root = data().join("formats");
    let (mut count, mut stories, mut met, mut missing) = (0, 0, 0, Vec::new());
    for path in files(&root) {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let bytes = fs::read(&path).expect("a readable file");
        let feed = read_feed(&bytes, &base());
        count += 1;
        stories += feed.stories.len();
        let document: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        if document.is_null() || document.get("$schema").is_some() && document.get("uri").is_none() {
            // NewsML and JSON Schemas are nothing of ours, and the reader says so.
            println!("{name}: no feed, {}", feed.problems.first().map_or("not a word".to_owned(), ToString::to_string));
            missing.extend(
                (!feed.stories.is_empty() || feed.problems.is_empty()).then(|| format!("{name}: read as a feed")),
            );
            continue;
        }
        let format = feed.head.format.unwrap_or(Format::Plain);
        let all: &[Expected] = match format {
            Format::JsonFeed => &JSON_FEED,
            Format::Ninjs => &NINJS,
            Format::WordPress => &WORDPRESS,
            Format::Guardian => &GUARDIAN,
            Format::Nyt => &NYT,
            _ => &PLAIN,
        };
        let items = items(&document);
        let home = feed.head.home.clone().filter(|_| format == Format::JsonFeed).unwrap_or_else(base);
        let before = met;
        if items.len() != feed.stories.len() {
            missing.push(format!("{name}: {} items, {} stories", items.len(), feed.stories.len()));
        }
        for (item, story) in items.iter().zip(&feed.stories) {
            for (is_there, line) in all.iter().filter_map(|expected| missed(expected, item, story, &home)) {
                met += usize::from(is_there);
                println!("    {} {line}", if is_there { "yes" } else { "NO " });
                missing.extend((!is_there).then(|| format!("{name}: {line}")));
            }
        }
        println!(
            "{name}: {}, {} stories, {} problems, {} expectations met",
            format.name(),
            feed.stories.len(),
            feed.problems.len(),
            met - before
        );
    }
    println!(
        "{count} files, {stories} stories, {met} expectations met, {} missed\n{}",
        missing.len(),
        missing.join("\n")
    );
    assert!(count > 60 && missing.is_empty());
}
