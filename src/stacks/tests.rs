//! The stacks over archives in memory, as a page goes through them: turn by turn, with what is wanted handed in.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::{self, Cursor},
};

use dateline_archive::{Disk, Given, Left, MANIFEST, PackOptions, Packer, Record, Spill};
use dateline_formats::story_of_parts;
use dateline_search::{Results, Sort, parse_query, search};
use dateline_story::{Story, Timestamp, WebUrl};
use serde_json::{Value, json};

use super::*;
use crate::{library::FIRST_ARCHIVED, testing::searchable};

mod beyond;

/// Files by path, and those that were asked for.
#[derive(Default)]
struct Files {
    files: BTreeMap<String, Vec<u8>>,
    asked: RefCell<Vec<String>>,
}

impl Disk for Files {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn get(&mut self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn spill(&mut self) -> io::Result<Box<dyn Spill>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}

impl Files {
    /// An archive of stories, each an identifier, a headline, a text and the day of February 2012.
    fn of(stories: &[(&str, &str, &str, u8)]) -> Self {
        let options = PackOptions { title: None, memory: 64 << 20 };
        let mut packer = Packer::new(Self::default(), options).expect("memory takes all");
        for ((id, headline, text, day), arrival) in stories.iter().zip(0..) {
            let date = format!("2012-02-{day:02}T06:00:00Z");
            let card = json!({"id": id, "title": headline, "date_published": date, "tags": ["News"]});
            let text = json!({"content_html": format!("<p>{text}</p>")});
            let bytes = |value: &Value| value.to_string().into_bytes();
            let record = Record { card: bytes(&card), text: bytes(&text) };
            let story = story_of_parts(&record.card, &record.text, &address("any")).expect("a story");
            packer.add(&story, &record, arrival).expect("it is taken");
        }
        packer.finish().expect("it is written").1
    }

    fn answer(&self, call: &Call) -> Result<Given, String> {
        self.asked.borrow_mut().push(call.fetch.path.clone());
        let file = self.files.get(&call.fetch.path).ok_or("404")?;
        let Some((start, len)) = call.fetch.range else { return Ok(Given::Whole(file.clone())) };
        Ok(Given::Part(file.get(start as usize..(start + len) as usize).unwrap_or_default().to_vec()))
    }

    /// Does something to all files of a folder.
    fn each_in(&mut self, folder: &str, change: impl Fn(&mut Vec<u8>)) {
        self.files.iter_mut().filter(|(path, _)| path.starts_with(folder)).for_each(|(_, file)| change(file));
    }
}

fn address(name: &str) -> WebUrl {
    WebUrl::parse(&format!("https://{name}.example/archive/dateline.json")).expect("an address")
}

/// A reader with archives, by the names of their hosts.
struct Reading {
    stacks: Holdings,
    library: SharedLibrary,
    archives: Vec<(&'static str, Files)>,
}

impl Reading {
    fn of(archives: Vec<(&'static str, Files)>) -> Self {
        let library = SharedLibrary(Rc::new(searchable().into()));
        for (name, files) in &archives {
            library.0.borrow_mut().add_archive(&address(name), files.files[MANIFEST].clone());
        }
        let mut stacks = Holdings::new(library.clone());
        stacks.take_in();
        Self { stacks, library, archives }
    }

    /// Goes on with a wish until nothing is wanted any more; in how many rounds.
    fn serve(&mut self, wish: &Wish) -> usize {
        for round in 0.. {
            let calls = self.stacks.turn(wish, Timestamp::from_seconds(2_000_000_000));
            if calls.is_empty() && self.stacks.left() != Left::Needed {
                return round;
            }
            for call in calls {
                let (_, files) = self.archives.iter().find(|(name, _)| call.url.contains(*name)).expect("its archive");
                self.stacks.give(&call, files.answer(&call));
            }
            while self.stacks.unpack() == Left::Needed {}
        }
        0
    }

    /// The headlines of the list for what is typed, and how many stories there are.
    fn list(&mut self, typed: &str) -> String {
        self.serve(&wish(typed));
        self.shown()
    }

    fn shown(&self) -> String {
        let library = self.library.0.borrow();
        let fetched = self.stacks.known().fetched.expect("an answer");
        let feeds = library.index().map_or_else(Results::default, |index| search(index, &fetched.request));
        let merged = merged(feeds, &fetched, &library);
        let headline = |hit: &dateline_search::Hit| library.story(hit.story).expect("a card").headline.clone();
        let headlines: Vec<String> = merged.results.hits.iter().map(headline).collect();
        format!("{} ({} {:?})", headlines.join(", "), merged.results.total, merged.sureness)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.stacks.known().problems.iter().map(Failure::code).collect()
    }

    fn id(&self, id: &str) -> StoryId {
        self.library.0.borrow().find(&Slug::from_id(id)).expect("it was listed")
    }

    fn open(&mut self, story: StoryId, id: &str) {
        self.serve(&Wish { open: Some((story, Slug::from_id(id))), ..wish("") });
    }
}

fn wish(typed: &str) -> Wish {
    let query = parse_query(typed);
    let sort = crate::view::usual_order(&query);
    Wish { request: Request { query, sort, limit: 10, ..Request::default() }, ..Wish::default() }
}

fn gazette() -> Files {
    Files::of(&[
        ("pier", "Ferries stay at the pier", "The boats stayed.", 4),
        ("heron", "A heron counts the eels", "It stands by the lock.", 2),
        ("wall", "Council weighs a wall", "Nine years, say ferries.", 3),
    ])
}

#[test]
fn an_archive_is_listed_searched_and_read() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    assert_eq!(3, reading.stacks.known().stories);
    assert_eq!("Ferries stay at the pier, Council weighs a wall, A heron counts the eels (3 Exact)", reading.list(""));
    assert_eq!("Ferries stay at the pier, Council weighs a wall (2 Exact)", reading.list("ferry"));
    assert_eq!("A heron counts the eels (1 Exact)", reading.list("herron "));
    let fetched = reading.stacks.known().fetched.expect("an answer");
    assert_eq!("heron", fetched.sources[0].corrections[0].used);

    let heron = reading.id("heron");
    assert!(reading.library.0.borrow().is_partial(heron));
    reading.open(heron, "heron");
    let library = reading.library.0.borrow();
    assert!(!library.is_partial(heron));
    assert_eq!(1, library.story(heron).expect("a story").body.len());
    assert!(reading.codes().is_empty());
}

#[test]
fn patience_brings_tags_and_days() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    reading.list("");
    let fetched = reading.stacks.known().fetched.expect("an answer");
    assert!(fetched.sources[0].facets.is_empty() && !fetched.is_final);
    reading.serve(&Wish { is_patient: true, ..wish("") });
    let fetched = reading.stacks.known().fetched.expect("an answer");
    let source = &fetched.sources[0];
    assert_eq!((3, 3, true), (source.facets[0].count, source.timeline.bins.len(), fetched.is_final));
}

#[test]
fn what_was_fetched_is_not_fetched_again() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    reading.list("ferries");
    let asked = reading.archives[0].1.asked.borrow().len();
    reading.list("");
    reading.list("ferries");
    assert_eq!(asked, reading.archives[0].1.asked.borrow().len());
}

#[test]
fn feeds_and_archives_make_one_list_in_which_each_story_is_once() {
    let other = Files::of(&[("pier", "Ferries stay, an old version", "Old.", 4), ("bus", "Night bus", "At two.", 1)]);
    let mut reading = Reading::of(vec![("gazette", gazette()), ("herald", other)]);
    let mut fresh = Story::new("wall", "Council builds the wall");
    fresh.published = Timestamp::from_day(2012, 2, 9);
    reading.library.0.borrow_mut().add(fresh, Timestamp::from_seconds(2_000_000_000));
    assert_eq!(
        "Council builds the wall, Ferries stay at the pier, A heron counts the eels, Night bus (4 About)",
        reading.list("")
    );
    let oldest = wish("");
    let oldest = Wish { request: Request { sort: Sort::Oldest, ..oldest.request }, ..oldest };
    reading.serve(&oldest);
    assert!(reading.shown().starts_with("Night bus, A heron"), "{}", reading.shown());
}

#[test]
fn another_key_leaves_what_is_shown_until_its_answer_is_there() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    let before = reading.list("");
    let wanted = reading.stacks.turn(&wish("f"), Timestamp::from_seconds(0));
    assert!(!wanted.is_empty());
    assert_eq!(before, reading.shown());
    // The next key comes first, and what the first one asked for is of use all the same.
    let next = reading.stacks.turn(&wish("he"), Timestamp::from_seconds(0));
    for call in wanted.iter().chain(&next) {
        let given = reading.archives[0].1.answer(call);
        reading.stacks.give(call, given);
    }
    assert_eq!("A heron counts the eels (1 Exact)", reading.list("he"));
}

/// What is done to the files, and the error that it comes to.
type Damage = (fn(&mut Files), &'static str);

#[test]
fn a_file_that_is_of_no_use_is_named_and_what_is_shown_stays() {
    let damages: [Damage; 3] = [
        (|files| files.files.retain(|path, _| !path.starts_with("words/")), "archive-missing"),
        (|files| files.each_in("words/", |file| file[9] ^= 1), "archive-damaged"),
        (|files| files.each_in("words/", |file| file.truncate(9)), "archive-truncated"),
    ];
    for (damage, code) in damages {
        let mut reading = Reading::of(vec![("gazette", gazette())]);
        let before = reading.list("");
        damage(&mut reading.archives[0].1);
        assert_eq!(before, reading.list("ferry"), "{code}");
        assert_eq!(vec![code], reading.codes());
        reading.archives[0].1 = gazette();
        reading.stacks.retry();
        assert_eq!("Ferries stay at the pier, Council weighs a wall (2 Exact)", reading.list("ferry"));
        assert!(reading.codes().is_empty());
    }
}

#[test]
fn a_text_that_is_away_leaves_the_card() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    reading.list("");
    reading.archives[0].1.each_in("texts/", Vec::clear);
    let pier = reading.id("pier");
    reading.open(pier, "pier");
    assert_eq!(Some(pier), reading.stacks.known().textless);
    assert!(reading.codes().contains(&"archive-truncated"), "{:?}", reading.codes());
    assert!(reading.library.0.borrow().is_partial(pier));
    reading.archives[0].1 = gazette();
    reading.stacks.retry();
    reading.open(pier, "pier");
    assert!(!reading.library.0.borrow().is_partial(pier));
}

#[test]
fn a_link_opens_a_story_that_was_in_no_list() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    let limit = |wish: Wish| Wish { request: Request { limit: 1, ..wish.request }, ..wish };
    let third = StoryId(FIRST_ARCHIVED + 2);
    reading.serve(&limit(Wish { open: Some((third, Slug::from_id("heron"))), ..wish("") }));
    let headline = reading.library.0.borrow().story(third).map(|story| story.headline.clone());
    assert_eq!(Some("A heron counts the eels".to_owned()), headline);

    // There is another story by now where the link leads, or none.
    for place in [1, 99] {
        let mut reading = Reading::of(vec![("gazette", gazette())]);
        let story = StoryId(FIRST_ARCHIVED + place);
        reading.serve(&limit(Wish { open: Some((story, Slug::from_id("gone"))), ..wish("") }));
        assert!(reading.library.0.borrow().story(story).is_none());
    }
}

#[test]
fn a_manifest_that_is_none_and_one_of_another_version_are_named() {
    let newer = b"{\"dateline\":\"archive\",\"format\":99,\"segments\":[]}".to_vec();
    let older = b"{\"dateline\":\"archive\",\"format\":1,\"segments\":[]}".to_vec();
    let none = b"{\"dateline\":\"archive\",".to_vec();
    for (bytes, code) in [(none, "archive-manifest"), (newer, "archive-too-new"), (older, "archive-too-old")] {
        let library = SharedLibrary(Rc::new(searchable().into()));
        library.0.borrow_mut().add_archive(&address("gazette"), bytes);
        let mut stacks = Holdings::new(library);
        stacks.take_in();
        assert_eq!(vec![code], stacks.known().problems.iter().map(Failure::code).collect::<Vec<_>>());
    }
}

#[test]
fn an_archive_that_has_grown_is_read_anew_and_what_is_shown_stays_meanwhile() {
    let mut reading = Reading::of(vec![("gazette", gazette())]);
    let before = reading.list("");
    let grown = Files::of(&[("bus", "Night bus", "At two.", 9), ("pier", "Ferries stay at the pier", "Still.", 4)]);
    reading.library.0.borrow_mut().add_archive(&address("gazette"), grown.files[MANIFEST].clone());
    reading.archives[0].1 = grown;
    reading.stacks.take_in();
    assert_eq!(before, reading.shown());
    assert_eq!("Night bus, Ferries stay at the pier (2 Exact)", reading.list(""));
}
