//! An archive in memory: where the tests pack to and read from.

#![allow(dead_code)] // each test takes what it needs of this

use dateline_archive::{
    Answer, Card, Disk, Fetch, Given, Left, MANIFEST, PackOptions, Packer, Question, ReadRecord, Reader, Record, Spill,
    Step, Summary,
};
use dateline_search::StoryId;
use dateline_story::{Block, Dateline, Lang, Person, Slug, Story, Tag, Text, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Cursor};

/// Files by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Files(pub(crate) BTreeMap<String, Vec<u8>>);

impl Disk for Files {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn get(&mut self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn spill(&mut self) -> io::Result<Box<dyn Spill>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}

/// Memory that an index of a few thousand stories does not fill.
pub(crate) const AMPLE: usize = 256 << 20;

/// Steps of unpacking, few, so that what is paused goes on as it should.
const UNPACKED_AT_ONCE: usize = 100;

/// What an archive of the tests shows of a story: its identifier, and as text all that is searched.
pub(crate) fn record(story: &Story) -> Record {
    let mut body: Vec<String> = Vec::new();
    story.body.iter().for_each(|block| block.each_text(&mut |run| body.push(run.to_owned())));
    let tags: Vec<&str> = story.tags.iter().map(|tag| tag.name.as_str()).collect();
    let people: Vec<&str> = story.byline.people.iter().map(|person| person.name.as_str()).collect();
    let place = story.dateline.as_ref().map(|dateline| (&dateline.place, &dateline.day));
    let text = json!({"lang": story.lang.as_ref().map(ToString::to_string), "headline": story.headline, "body": body,
        "tags": tags, "people": people, "place": place, "date": story.published.map(Timestamp::seconds)});
    Record { card: story.id.clone().into_bytes(), text: text.to_string().into_bytes() }
}

/// Reads such records again.
#[derive(Clone, Copy)]
pub(crate) struct Records;

impl ReadRecord for Records {
    fn slug(&self, card: &[u8]) -> Option<Slug> {
        Some(Slug::from_id(std::str::from_utf8(card).ok()?))
    }

    fn story(&self, record: &Record) -> Option<Story> {
        let text: Value = serde_json::from_slice(&record.text).ok()?;
        let all = |name: &str| text[name].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut story = Story::new(std::str::from_utf8(&record.card).ok()?, text["headline"].as_str()?);
        story.lang = text["lang"].as_str().and_then(Lang::new);
        story.body = all("body").map(|run| Block::Paragraph(Text::plain(run))).collect();
        story.tags = all("tags").filter_map(Tag::new).collect();
        story.byline.people = all("people").map(|name| Person { name: name.to_owned(), url: None }).collect();
        story.dateline = text["place"][0]
            .as_str()
            .map(|place| Dateline { place: place.to_owned(), day: text["place"][1].as_str().map(str::to_owned) });
        story.published = text["date"].as_i64().map(Timestamp::from_seconds);
        Some(story)
    }
}

/// Packs stories in this order.
pub(crate) fn pack(stories: &[Story], memory: usize) -> (Files, Summary) {
    let options = PackOptions { title: Some("Test".into()), memory };
    let mut packer = Packer::new(Files::default(), options).expect("memory takes all");
    for (arrival, story) in (0..).zip(stories) {
        packer.add(story, &record(story), arrival).expect("it is taken");
    }
    let (summary, files) = packer.finish().expect("it is written");
    (files, summary)
}

impl Files {
    pub(crate) fn reader(&self) -> Reader {
        Reader::open(&self.0[MANIFEST], Box::new(Records)).expect("a manifest")
    }

    /// What a server answers.
    pub(crate) fn answer(&self, fetch: &Fetch) -> Option<Given> {
        let file = self.0.get(&fetch.path)?;
        Some(match fetch.range {
            None => Given::Whole(file.clone()),
            Some((start, len)) => {
                let end = (start as usize).saturating_add(len as usize).min(file.len());
                Given::Part(file.get(start as usize..end).unwrap_or_default().to_vec())
            }
        })
    }

    /// Serves until there is an answer. No step may want the same twice.
    pub(crate) fn serve<T>(&self, reader: &mut Reader, mut step: impl FnMut(&mut Reader) -> Step<T>) -> T {
        let mut seen: Vec<Fetch> = Vec::new();
        loop {
            match step(reader) {
                Step::Done(answer) => return answer,
                Step::Unpack => while reader.unpack(UNPACKED_AT_ONCE) == Left::Needed {},
                Step::Fetch(fetches) => {
                    assert!(!fetches.is_empty());
                    for fetch in fetches {
                        assert!(!seen.contains(&fetch), "{fetch:?} is wanted again");
                        match self.answer(&fetch) {
                            // What is wrong with it is a problem of the answer.
                            Some(given) => drop(reader.give(&fetch, &given)),
                            None => reader.fail(&fetch, "404"),
                        }
                        seen.push(fetch);
                    }
                }
            }
        }
    }

    pub(crate) fn ask(&self, reader: &mut Reader, question: &Question) -> Answer {
        self.serve(reader, |reader| reader.ask(question))
    }

    /// The identifiers of stories, as their cards have them.
    pub(crate) fn ids(&self, reader: &mut Reader, stories: &[StoryId]) -> Vec<String> {
        let cards: Vec<Card> = self.serve(reader, |reader| reader.cards(stories));
        cards.into_iter().map(|card| String::from_utf8_lossy(&card.bytes.unwrap_or_default()).into_owned()).collect()
    }
}
