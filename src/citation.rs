//! A story as one cites it. The makers of its pictures are named too, so that credits travel with what is copied.

use dateline_story::{Lang, Story};

use crate::words::{DayStyle, Words};

/// Who, what, where and when, the address, and the pictures' credits, each once.
pub fn cite(story: &Story, words: &Words) -> String {
    let comma = story.lang.as_ref().map_or(", ", Lang::comma);
    let people: Vec<&str> = story.byline.people.iter().map(|person| person.name.as_str()).collect();
    let by = story.byline.printed.clone().unwrap_or_else(|| people.join(comma));
    let host = story.url.as_ref().map(|url| url.host().to_owned());
    let day = story.date().map(|at| words.day(at, DayStyle::Long));
    let place: Vec<String> = [story.source.clone(), host, day].into_iter().flatten().collect();
    let mut credits: Vec<String> = Vec::new();
    for credit in story.pictures().filter_map(|picture| picture.credit.clone()) {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    let address = story.url.as_ref().map(ToString::to_string).unwrap_or_default();
    let sentences = [by, story.headline.clone(), place.join(comma)];
    let sentences: Vec<String> = sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect();
    let lines = [sentences.join(". ") + ".", address, credits.join("; ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use dateline_story::{Block, Person, Picture, Timestamp, WebUrl};

    use super::*;
    use crate::testing::english;

    fn picture(credit: &str) -> Picture {
        Picture { credit: Some(credit.into()), ..Picture::default() }
    }

    #[test]
    fn a_citation_names_the_writers_the_paper_and_the_makers_of_the_pictures() {
        let mut story = Story::new("boat", "The mail boat stops");
        story.url = WebUrl::parse("https://paper.example/boat").ok();
        story.byline.people = ["A. Writer", "B. Other"].map(|name| Person { name: name.into(), url: None }).into();
        story.published = Timestamp::from_day(2012, 2, 1);
        story.source = Some("Compiled from agency reports".into());
        story.lead = Some(picture("Photograph: C. Maker"));
        story.body = vec![Block::Gallery(vec![picture("Photograph: D. Maker"), picture("Photograph: C. Maker")])];
        let expected = "A. Writer, B. Other. The mail boat stops. Compiled from agency reports, paper.example, 1 February 2012.\n\
                        https://paper.example/boat\n\
                        Photograph: C. Maker; Photograph: D. Maker";
        assert_eq!(expected, cite(&story, &english()));
    }

    #[test]
    fn what_is_not_known_is_not_named() {
        assert_eq!("Only a headline.", cite(&Story::new("x", "Only a headline"), &english()));
    }
}
