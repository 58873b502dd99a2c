//! `dateline print`: a feed's newest stories as HTML for between the tags of the element, which readers see first, and all
//! that search engines and readers without scripts ever see; with the same as JSON-LD.
//!
//! The stories are read and checked as the reader does it; here they only become text. Every value is escaped where it is
//! written.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use dateline_formats::{FeedReader, Found};
use dateline_story::{Alt, Picture, Story, Timestamp, Visibility};
use serde_json::{Value, json};

use crate::input::{self, CommandError};
use crate::markup::{escaped, inline};

/// What to print.
#[derive(Debug, clap::Args)]
pub(crate) struct PrintOptions {
    /// The feed's own address, which relative addresses in it are seen from.
    #[arg(long, default_value = "https://feed.invalid/")]
    url: String,
    /// How many stories, the newest first.
    #[arg(long, default_value_t = 10)]
    number: usize,
    /// Where it goes; standard output if not given.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Leaves the pictures out.
    #[arg(long)]
    no_pictures: bool,
    /// Leaves the JSON-LD out.
    #[arg(long)]
    no_json_ld: bool,
}

/// Prints the newest stories; fails with 1 if there is none to print.
pub(crate) fn print(feed: &Path, options: &PrintOptions) -> Result<ExitCode, CommandError> {
    let stories = newest(feed, options)?;
    let mut page = list(&stories, !options.no_pictures);
    if !options.no_json_ld {
        let _ = writeln!(page, "<script type=\"application/ld+json\">{}</script>", json_in_html(&json_ld(&stories)));
    }
    let written = || options.out.clone().unwrap_or_else(|| PathBuf::from("standard output"));
    let mut out = input::create(options.out.as_deref())?;
    let result = out.write_all(page.as_bytes()).and_then(|()| out.flush());
    result.map_err(|source| CommandError::Write { path: written(), source })?;
    if stories.is_empty() {
        eprintln!("dateline: there is no story to print; `dateline check` says why");
    }
    Ok(ExitCode::from(u8::from(stories.is_empty())))
}

/// The newest stories that may be shown now.
fn newest(feed: &Path, options: &PrintOptions) -> Result<Vec<Story>, CommandError> {
    // A clock before 1970 shows what is not under embargo until then.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed());
    let now = Timestamp::from_seconds(now);
    let mut stories = Vec::new();
    let mut reader = FeedReader::new(input::base(&options.url)?);
    input::read_feed(feed, &mut reader, |found, _| {
        if let Found::Story(story) = found
            && story.status.at(now) == Visibility::Live
        {
            stories.push(*story);
        }
    })?;
    reader.tell_late_lang(&mut stories);
    // Stories of one instant, or of none, stay in the feed's order.
    stories.sort_by_key(|story| std::cmp::Reverse(story.date().map(Timestamp::seconds)));
    stories.truncate(options.number);
    Ok(stories)
}

fn list(stories: &[Story], with_pictures: bool) -> String {
    let mut out = String::from("<ul>\n");
    for story in stories {
        let _ = writeln!(out, "<li{}>{}</li>", language(story), item(story, with_pictures));
    }
    out + "</ul>\n"
}

fn language(story: &Story) -> String {
    let lang = story.lang.as_ref().map(|lang| format!(" lang=\"{}\"", escaped(lang.as_str()))).unwrap_or_default();
    format!("{lang} dir=\"{}\"", story.dir.as_str())
}

fn item(story: &Story, with_pictures: bool) -> String {
    let headline = escaped(&story.headline);
    let mut out = match &story.url {
        Some(url) => format!("<a href=\"{}\">{headline}</a>", escaped(url.as_str())),
        None => headline,
    };
    if let Some(at) = story.date() {
        let instant = at.to_rfc3339();
        // The day alone needs no language.
        let _ = write!(out, " <time datetime=\"{instant}\">{}</time>", instant.split('T').next().unwrap_or_default());
    }
    if let Some(picture) = story.lead.as_ref().filter(|_| with_pictures) {
        out.push_str(&figure(picture));
    }
    out
}

/// The picture as it stands in a list: one file, with its words.
fn figure(picture: &Picture) -> String {
    let Some(source) = picture.best() else { return String::new() };
    let side = |name: &str, pixels: Option<u32>| pixels.map(|n| format!(" {name}=\"{n}\"")).unwrap_or_default();
    let size = side("width", source.width) + &side("height", source.height);
    // A picture of which nothing is known has words under it, or none; either way a name of a file would not help.
    let alt = if let Alt::Text(text) = &picture.alt { escaped(text) } else { String::new() };
    let caption = picture.caption.as_ref().map(inline);
    let credit = picture.credit.as_ref().map(|credit| format!("<small>{}</small>", escaped(credit)));
    let words: Vec<String> = [caption, credit].into_iter().flatten().collect();
    let words = if words.is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", words.join(" ")) };
    let url = escaped(source.url.as_str());
    format!("<figure><img src=\"{url}\" alt=\"{alt}\"{size} loading=\"lazy\">{words}</figure>")
}

/// The list for search engines (<https://schema.org/ItemList>).
fn json_ld(stories: &[Story]) -> Value {
    let item =
        |(place, story): (usize, &Story)| json!({ "@type": "ListItem", "position": place, "item": article(story) });
    json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": (1..).zip(stories).map(item).collect::<Vec<_>>(),
    })
}

fn article(story: &Story) -> Value {
    let image = story.lead.as_ref().and_then(|picture| {
        let mut image = json!({ "@type": "ImageObject", "url": picture.best()?.url.as_str() });
        put(&mut image, "caption", picture.caption.as_ref().map(|caption| caption.as_str().into()));
        put(&mut image, "creditText", picture.credit.as_deref().map(Value::from));
        Some(image)
    });
    let people = story.byline.people.iter().map(|person| person.name.as_str());
    let names: Vec<&str> = story.byline.printed.as_deref().map_or_else(|| people.collect(), |printed| vec![printed]);
    let authors = names.iter().map(|name| json!({ "@type": "Person", "name": name })).collect::<Vec<_>>();
    let mut article = json!({ "@type": "NewsArticle", "headline": story.headline });
    put(&mut article, "url", story.url.as_ref().map(|url| url.as_str().into()));
    put(&mut article, "description", story.standfirst.as_deref().map(Value::from));
    put(&mut article, "datePublished", story.published.map(|at| at.to_rfc3339().into()));
    put(&mut article, "dateModified", story.updated.map(|at| at.to_rfc3339().into()));
    put(&mut article, "author", (!authors.is_empty()).then(|| authors.into()));
    put(&mut article, "articleSection", story.section.as_deref().map(Value::from));
    put(&mut article, "inLanguage", story.lang.as_ref().map(|lang| lang.as_str().into()));
    put(&mut article, "image", image);
    article
}

fn put(object: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        object[key] = value;
    }
}

/// JSON that may stand in a `script`: nothing in it can end the element or begin a comment. The signs can only be inside
/// strings, where JSON lets them be written otherwise.
fn json_in_html(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use dateline_story::{Person, Source, Text, WebUrl};

    use super::*;

    fn story() -> Story {
        let mut story = Story::new("a", "Fish & <b>chips</b>");
        let url = |address| WebUrl::parse(address).expect("an address");
        story.url = Some(url("https://paper.example/a?x=1&y=\"2\""));
        story.published = Timestamp::from_day(2012, 2, 8);
        story.byline.people = vec![Person { name: "</script><script>x()".into(), url: None }];
        story.lead = Some(Picture {
            sources: vec![Source { url: url("https://img.example/a.jpg"), width: Some(3), height: Some(2) }],
            alt: Alt::Text("\" onerror=\"x()".into()),
            caption: Some(Text::plain("In the <hall>.")),
            credit: Some("Ada & Moss".into()),
            ..Picture::default()
        });
        story
    }

    #[test]
    fn each_value_is_escaped_where_it_stands() {
        assert_eq!(
            "<ul>\n<li dir=\"auto\"><a href=\"https://paper.example/a?x=1&amp;y=%222%22\">Fish &amp; &lt;b&gt;chips&lt;/b&gt;</a> \
             <time datetime=\"2012-02-08T00:00:00Z\">2012-02-08</time><figure><img src=\"https://img.example/a.jpg\" \
             alt=\"&quot; onerror=&quot;x()\" width=\"3\" height=\"2\" loading=\"lazy\"><figcaption>In the &lt;hall&gt;. \
             <small>Ada &amp; Moss</small></figcaption></figure></li>\n</ul>\n",
            list(&[story()], true)
        );
    }

    #[test]
    fn json_ld_cannot_leave_its_element_and_says_the_same() {
        let text = json_in_html(&json_ld(&[story()]));
        assert!(!text.contains(['<', '>', '&']), "{text}");
        let read: Value = serde_json::from_str(&text).expect("JSON");
        let article = &read["itemListElement"][0]["item"];
        assert_eq!("</script><script>x()", article["author"][0]["name"]);
        assert_eq!("Ada & Moss", article["image"]["creditText"]);
        assert_eq!(Value::Null, article["description"], "what a story lacks is left out");
    }
}
