//! The last look at a story, whatever format it came in: nothing twice, nothing empty, everything in its place.

use dateline_story::{Alt, Block, Direction, Picture, Slug, Story, Tag, TagKind, Text, WebUrl, fold_tag};

use crate::desk::{Desk, cut};
use crate::json::Json;
use crate::{ProblemKind, dateline, html, picture};

/// Characters of text that stand in for a missing headline.
const MADE_HEADLINE_CHARS: usize = 90;

/// Finishes a story; `None` if there is nothing in it that could stand as its headline.
pub(crate) fn finish(mut story: Story, desk: &mut Desk<'_>) -> Option<Story> {
    settle_headline(&mut story, desk)?;
    settle_id(&mut story, desk);
    drop_repeated_headline(&mut story);
    settle_lead(&mut story);
    settle_dateline(&mut story);
    story.byline.printed = story.byline.printed.take().map(|line| without_by(&line)).filter(|line| !line.is_empty());
    story.standfirst = story.standfirst.take().filter(|standfirst| *standfirst != story.headline);
    story.updated = story.updated.filter(|updated| story.published.is_none_or(|published| *updated > published));
    story.tags = distinct(std::mem::take(&mut story.tags));
    if let (Direction::Auto, Some(lang)) = (story.dir, &story.lang) {
        story.dir = lang.direction();
    }
    Some(story)
}

/// Further pictures stand at the story's end, except for those that it shows already.
pub(crate) fn add_pictures(story: &mut Story, entries: &[&Json<'_>], desk: &mut Desk<'_>) {
    let mut further: Vec<Picture> = entries.iter().filter_map(|entry| picture::read(entry, desk)).collect();
    further.retain(|picture| !story.pictures().any(|known| is_same(known, picture)));
    let block = match further.len() {
        0 => None,
        1 => further.pop().map(Block::Figure),
        _ => Some(Block::Gallery(further)),
    };
    story.body.extend(block);
}

/// Text in which entities are decoded if there are any. Titles are plain text by most standards, and are full of
/// entities all the same.
pub(crate) fn decoded(text: &str, desk: &mut Desk<'_>) -> String {
    html::one_line(&decoded_lines(text, desk))
}

/// The same for text of several lines.
pub(crate) fn decoded_lines(text: &str, desk: &mut Desk<'_>) -> String {
    if !has_entity(text) {
        return text.to_owned();
    }
    // Only entities: what looks like a tag in plain text is meant to be seen.
    html::preformatted(&text.replace('<', "&lt;"), desk)
}

/// True if there is something like `&eacute;` in the text.
pub(crate) fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|after| {
        after.split_once(';').is_some_and(|(name, _)| {
            let name = name.strip_prefix('#').unwrap_or(name);
            (1..=10).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    })
}

/// True if two pictures are the same file, whatever its size.
pub(crate) fn is_same(one: &Picture, other: &Picture) -> bool {
    one.sources.iter().any(|source| {
        let key = file_key(&source.url);
        other.sources.iter().any(|other| source.url == other.url || key == file_key(&other.url))
    })
}

/// An address without host, query and the size that WordPress adds: `/2012/02/pier` of `…/2012/02/pier-1024x683.jpg`.
fn file_key(url: &WebUrl) -> &str {
    let address = url.as_str();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..]));
    let path = path.unwrap_or_default();
    // Addresses that tell pictures apart by their query alone keep it.
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    if stem.len() == path.len() {
        return url.as_str();
    }
    let stem = stem.strip_suffix("-scaled").unwrap_or(stem);
    match stem.rsplit_once('-') {
        Some((before, size)) if is_size(size) => before,
        _ => stem,
    }
}

fn is_size(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('x').is_some_and(|(width, height)| digits(width) && digits(height))
}

fn settle_headline(story: &mut Story, desk: &mut Desk<'_>) -> Option<()> {
    let mut headline = html::one_line(&story.headline);
    if headline.is_empty() {
        let (text, from) = stand_in(story)?;
        headline = cut(&html::one_line(&text), MADE_HEADLINE_CHARS);
        desk.note(ProblemKind::HeadlineFrom(from));
    }
    let most = desk.limits.max_headline_chars;
    if headline.chars().nth(most).is_some() {
        headline = cut(&headline, most);
        desk.note(ProblemKind::HeadlineCut(most));
    }
    story.headline = headline;
    Some(())
}

/// Many bodies begin with the headline once more.
fn drop_repeated_headline(story: &mut Story) {
    if let Some(Block::Heading { text, .. }) = story.body.first()
        && html::one_line(text.as_str()) == story.headline
    {
        story.body.remove(0);
    }
}

/// Text that can stand in for a headline, and what it is.
fn stand_in(story: &Story) -> Option<(String, &'static str)> {
    if let Some(standfirst) = &story.standfirst {
        return Some((standfirst.clone(), "standfirst"));
    }
    let mut first = None;
    for block in &story.body {
        block.each_text(&mut |text| {
            if first.is_none() && !text.trim().is_empty() {
                first = Some(text.to_owned());
            }
        });
        if first.is_some() {
            break;
        }
    }
    let caption = story.pictures().find_map(|picture| picture.caption.as_ref()).map(|text| text.as_str().to_owned());
    let url = || story.url.as_ref().map(|url| (url.to_string(), "address"));
    first.map(|text| (text, "text")).or(caption.map(|text| (text, "caption"))).or_else(url)
}

fn settle_id(story: &mut Story, desk: &mut Desk<'_>) {
    story.id = story.id.trim().to_owned();
    if story.id.is_empty() {
        let (id, from) = match &story.url {
            Some(url) => (url.to_string(), "address"),
            None => (made_id(story), "headline and date"),
        };
        story.id = id;
        desk.note(ProblemKind::IdFrom(from));
    }
    story.slug = Slug::from_id(&story.id);
}

/// An identifier that is the same as long as headline and date are.
fn made_id(story: &Story) -> String {
    // After a question mark nothing is readable to a slug, so it is a hash and short.
    let date = story.date().map_or(0, dateline_story::Timestamp::seconds).to_string();
    let hash = |salt| Slug::from_id(&["?", salt, &date, &story.headline].concat());
    ["made-", hash("a").as_str(), hash("b").as_str()].concat()
}

/// The lead is the feed's, else the first picture of the body, and stands in the body no more.
fn settle_lead(story: &mut Story) {
    match &mut story.lead {
        Some(lead) => {
            let mut same = Vec::new();
            take_pictures(&mut story.body, &mut |picture| {
                let taken = is_same(lead, picture);
                if taken {
                    same.push(picture.clone());
                }
                taken
            });
            for picture in same {
                complete(lead, picture);
            }
        }
        None => {
            let mut first = None;
            take_pictures(&mut story.body, &mut |picture| {
                let taken = first.is_none();
                if taken {
                    first = Some(picture.clone());
                }
                taken
            });
            story.lead = first;
        }
    }
}

/// Takes pictures out of the body; a gallery of one becomes a figure. Quotes and lists keep theirs.
fn take_pictures(body: &mut Vec<Block>, is_taken: &mut dyn FnMut(&Picture) -> bool) {
    body.retain_mut(|block| match block {
        Block::Figure(picture) => !is_taken(picture),
        Block::Gallery(pictures) => {
            pictures.retain(|picture| !is_taken(picture));
            if let [_] = pictures[..]
                && let Some(only) = pictures.pop()
            {
                *block = Block::Figure(only);
                return true;
            }
            !pictures.is_empty()
        }
        _ => true,
    });
}

/// Lends a picture what only its twin says.
fn complete(lead: &mut Picture, twin: Picture) {
    if lead.alt == Alt::Unknown {
        lead.alt = twin.alt;
    }
    lead.caption = lead.caption.take().or(twin.caption);
    lead.credit = lead.credit.take().or(twin.credit);
    lead.licence = lead.licence.take().or(twin.licence);
    lead.focus = lead.focus.or(twin.focus);
    for source in twin.sources {
        match lead.sources.iter_mut().find(|known| known.url == source.url) {
            Some(known) => {
                known.width = known.width.or(source.width);
                known.height = known.height.or(source.height);
            }
            None => lead.sources.push(source),
        }
    }
}

/// Takes the dateline off the first paragraph, unless the feed gives another.
fn settle_dateline(story: &mut Story) {
    let first = story.body.iter().position(|block| matches!(block, Block::Paragraph(_)));
    let Some((place, Block::Paragraph(text))) = first.map(|place| (place, &story.body[place])) else { return };
    let Some(found) = dateline::find(text.as_str()) else { return };
    let rest: Text = text.tail(found.rest);
    // An agency that cannot become the story's source must stay where it is.
    let agency_has_place = story.source.is_none() || found.agency.is_none() || story.source == found.agency;
    let town = |place: &str| fold_tag(place.split(',').next().unwrap_or_default());
    let agrees = story.dateline.as_ref().is_none_or(|known| town(&known.place) == town(&found.dateline.place));
    if !agency_has_place || !agrees {
        return;
    }
    story.source = story.source.take().or(found.agency);
    match &mut story.dateline {
        Some(known) => {
            known.day = known.day.take().or(found.dateline.day);
            // "PORT ELSA, Norland" says more than "Port Elsa".
            if found.dateline.place.len() > known.place.len() {
                known.place = found.dateline.place;
            }
        }
        none => *none = Some(found.dateline),
    }
    if rest.is_empty() {
        story.body.remove(place);
    } else {
        story.body[place] = Block::Paragraph(rest);
    }
}

fn without_by(line: &str) -> String {
    let line = line.trim();
    match line.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => line[3..].trim().to_owned(),
        _ => line.to_owned(),
    }
}

/// Tags of which no two fold alike; a later one lends the first its kind and address.
fn distinct(tags: Vec<Tag>) -> Vec<Tag> {
    let mut kept: Vec<(String, Tag)> = Vec::new();
    for tag in tags {
        let folded = tag.folded();
        match kept.iter_mut().find(|(known, _)| *known == folded) {
            Some((_, known)) => {
                if known.kind == TagKind::Topic {
                    known.kind = tag.kind;
                }
                known.url = known.url.take().or(tag.url);
            }
            None => kept.push((folded, tag)),
        }
    }
    kept.into_iter().map(|(_, tag)| tag).collect()
}
