//! An archive in memory: where the tests pack to and read from.

#![allow(dead_code)] // each test takes what it needs of this

use dateline_archive::{
    Answer, Card, Disk, Fetch, Given, MANIFEST, PackOptions, Packer, Question, Reader, Record, Spill, Step, Summary,
};
use dateline_search::StoryId;
use dateline_story::Story;
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

/// What an archive of the tests shows of a story: its identifier, and the text of its body.
pub(crate) fn record(story: &Story) -> Record {
    let mut text = String::new();
    story.body.iter().for_each(|block| block.each_text(&mut |run| text.push_str(run)));
    Record { card: story.id.clone().into_bytes(), text: text.into_bytes() }
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
        Reader::open(&self.0[MANIFEST]).expect("a manifest")
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
