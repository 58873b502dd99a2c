//! An archive as its reader has it, behind what the stacks ask of it.

use dateline_archive::{Answer, ArchiveError, Card, Fetch, Given, Left, Question, ReadRecord, Reader, Record, Step};
use dateline_formats::story_of_parts;
use dateline_search::StoryId;
use dateline_story::{Slug, Story, WebUrl};

use super::Archived;

/// Opens an archive by its manifest; addresses in it are seen from `url`.
pub fn open(manifest: &[u8], url: &WebUrl) -> Result<Box<dyn Archived>, ArchiveError> {
    Ok(Box::new(Reader::open(manifest, Box::new(Items(url.clone())))?))
}

impl Archived for Reader {
    fn stories(&self) -> (u32, u32) {
        (self.manifest().stories(), self.manifest().live_stories())
    }

    fn ask(&mut self, question: &Question) -> Step<Answer> {
        Reader::ask(self, question)
    }

    fn cards(&mut self, stories: &[StoryId]) -> Step<Vec<Card>> {
        Reader::cards(self, stories)
    }

    fn text(&mut self, story: StoryId) -> Step<Option<Vec<u8>>> {
        Reader::text(self, story)
    }

    fn give(&mut self, fetch: &Fetch, given: Result<Given, String>) {
        match given {
            // What is wrong with it is a problem of what needed it.
            Ok(given) => drop(Reader::give(self, fetch, &given)),
            Err(reason) => self.fail(fetch, &reason),
        }
    }

    fn unpack(&mut self, steps: usize) -> Left {
        Reader::unpack(self, steps)
    }

    fn left(&self) -> Left {
        Reader::left(self)
    }

    fn problems(&self) -> Vec<ArchiveError> {
        Reader::problems(self)
    }

    fn retry(&mut self) {
        Reader::retry(self);
    }
}

/// Records are items of JSON Feed, seen from this address.
struct Items(WebUrl);

impl ReadRecord for Items {
    fn slug(&self, card: &[u8]) -> Option<Slug> {
        story_of_parts(card, &[], &self.0).map(|story| story.slug)
    }

    fn story(&self, record: &Record) -> Option<Story> {
        story_of_parts(&record.card, &record.text, &self.0)
    }
}
