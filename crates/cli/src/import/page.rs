//! An HTML page to a story: JSON-LD first, then Open Graph and other `meta`, then the article element.

use dateline_formats::{Page, blocks_of_html, date_of, read_feed, read_page};
use dateline_story::{Alt, Block, Lang, Person, Picture, Source, Story, Tag, WebUrl};

use super::Imported;

/// The story of a page; `name` is the file's.
pub(crate) fn read(html: &str, name: &str, base: &WebUrl) -> Imported {
    let page = read_page(html, base);
    let mut doubts = Vec::new();
    let mut story = linked(&page, base).unwrap_or_else(|| {
        doubts.push("no JSON-LD article in the page; its meta elements and its article element are taken".to_owned());
        Story::new("", "")
    });
    complete(&mut story, &page, base);
    if story.body.is_empty() {
        story.body.clone_from(&page.article);
    } else if words(&page.article) > words(&story.body) * 3 / 2 {
        doubts
            .push("the page's article element is longer than the body in its JSON-LD; the latter is taken".to_owned());
    }
    if story.headline.is_empty() {
        match headline_of(&mut story.body) {
            Some(headline) => story.headline = headline,
            None => {
                doubts.push("the page has no headline; it is left out".to_owned());
                return Imported { doubts, is_lossy: true, ..Imported::default() };
            }
        }
    }
    if story.id.is_empty() {
        story.id = story.url.as_ref().map_or_else(|| name.to_owned(), ToString::to_string);
    }
    for (what, is_missing) in [("date", story.date().is_none()), ("body", story.body.is_empty())] {
        if is_missing {
            doubts.push(format!("no {what} was found"));
        }
    }
    drop_lead_and_headline(&mut story);
    Imported { stories: vec![story], doubts, ..Imported::default() }
}

/// The first article in the page's JSON-LD.
fn linked(page: &Page, base: &WebUrl) -> Option<Story> {
    page.linked_data.iter().find_map(|text| read_feed(text.as_bytes(), base).stories.into_iter().next())
}

/// Fills from `meta` what JSON-LD left out.
fn complete(story: &mut Story, page: &Page, base: &WebUrl) {
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| page.meta.iter().find(|(known, _)| known == name)).map(|(_, value)| value.clone())
    };
    let address = |address: String| base.join(&address).ok().filter(WebUrl::is_web);
    let or_meta = |old: &mut Option<String>, names: &[&str]| *old = old.take().or_else(|| meta(names));
    if story.headline.is_empty() {
        story.headline = meta(&["og:title", "twitter:title", "dc.title"]).or(page.title.clone()).unwrap_or_default();
    }
    story.url = story.url.take().or_else(|| page.canonical.clone().or_else(|| meta(&["og:url"])).and_then(address));
    or_meta(&mut story.standfirst, &["og:description", "description", "twitter:description"]);
    or_meta(&mut story.section, &["article:section"]);
    or_meta(&mut story.source, &["og:site_name"]);
    let date = |names: &[&str]| meta(names).and_then(|text| date_of(&text));
    story.published =
        story.published.or_else(|| date(&["article:published_time", "date", "dc.date", "parsely-pub-date"]));
    story.updated = story.updated.or_else(|| date(&["article:modified_time", "og:updated_time"]));
    if story.byline.is_empty() {
        let name = meta(&["author", "article:author", "dc.creator"]).filter(|name| !name.starts_with("http"));
        story.byline.people = name.into_iter().map(|name| Person { name, url: None }).collect();
    }
    if story.tags.is_empty() {
        let listed = page.meta.iter().filter(|(name, _)| name == "article:tag").map(|(_, value)| value.clone());
        let words = meta(&["keywords", "news_keywords"]).unwrap_or_default();
        let words: Vec<String> = words.split(',').map(str::to_owned).collect();
        story.tags = listed.chain(words).filter_map(|name| Tag::new(&name)).collect();
    }
    if story.lead.is_none()
        && let Some(url) = meta(&["og:image", "twitter:image"]).and_then(address)
    {
        let side = |name: &str| meta(&[name]).and_then(|digits| digits.parse().ok());
        let source = Source { url, width: side("og:image:width"), height: side("og:image:height") };
        let alt = meta(&["og:image:alt", "twitter:image:alt"]).map_or(Alt::Unknown, Alt::Text);
        story.lead = Some(Picture { sources: vec![source], alt, ..Picture::default() });
    }
    story.lang = story.lang.take().or_else(|| page.lang.as_deref().and_then(Lang::new));
}

/// The first heading of a body stands in for the page's headline.
fn headline_of(body: &mut Vec<Block>) -> Option<String> {
    let place = body.iter().position(|block| matches!(block, Block::Heading { .. }))?;
    match body.remove(place) {
        Block::Heading { text, .. } => Some(text.as_str().to_owned()),
        _ => None,
    }
}

/// An article element often holds the headline and the lead picture too; writing and reading a story settles both.
fn drop_lead_and_headline(story: &mut Story) {
    let items =
        serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "items": [crate::item::item(story)] });
    if let Ok(base) = WebUrl::parse("https://feed.invalid/")
        && let Some(settled) = read_feed(items.to_string().as_bytes(), &base).stories.pop()
    {
        *story = settled;
    }
}

fn words(blocks: &[Block]) -> usize {
    blocks.iter().map(Block::word_count).sum()
}

/// Blocks of a fragment, for other importers.
pub(crate) fn fragment(html: &str, base: &WebUrl) -> Vec<Block> {
    blocks_of_html(html, base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(html: &str) -> (Story, Vec<String>) {
        let base = WebUrl::parse("https://paper.example/a/b.html").expect("an address");
        let mut imported = read(html, "b", &base);
        (imported.stories.pop().expect("a story"), imported.doubts)
    }

    #[test]
    fn json_ld_comes_before_meta_and_meta_before_the_article() {
        let (story, doubts) = read_one(
            "<html lang=en><head><title>T | Paper</title><meta property=og:title content='OG'>\
             <meta name=keywords content='sea, strike,'><meta property=og:image content=/p.jpg>\
             <script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
             \"headline\":\"Ferries stay\",\"datePublished\":\"2019-03-04\",\"author\":{\"name\":\"Ada Moss\"}}</script></head>\
             <body><nav>Menu</nav><article><h1>Ferries stay</h1><p>One.</p><img src=/p.jpg></article></body>",
        );
        assert_eq!("Ferries stay", story.headline);
        assert_eq!("Ada Moss", story.byline.people[0].name);
        assert_eq!(vec!["sea", "strike"], story.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>());
        assert_eq!("https://paper.example/p.jpg", story.lead.expect("a lead").sources[0].url.as_str());
        assert_eq!(1, story.body.len(), "{:?}", story.body);
        assert_eq!(Vec::<String>::new(), doubts);
    }

    #[test]
    fn a_bare_page_is_read_and_doubted() {
        let (story, doubts) = read_one("<title>Ferries stay</title><p>One.</p>");
        assert_eq!(("b", "Ferries stay"), (story.id.as_str(), story.headline.as_str()));
        assert_eq!(2, doubts.len(), "{doubts:?}");
    }
}
