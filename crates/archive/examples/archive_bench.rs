//! What queries cost in an archive on this disk: bytes, requests and rounds, of a reader that is new and of one that has
//! answered before. `cargo xtask bench archive` runs it.
//!
//! `cargo run --release -p dateline-archive --example archive_bench -- DIR CORPUS [QUERIES [OUT]]`, where CORPUS is the file
//! of JSON lines (.gz) that DIR was packed from; queries are drawn from its stories with a fixed seed, and written to OUT for
//! others. Bytes are those of files, without the heads of responses, and include the manifest and ten cards. One line a
//! kind: 50th and 95th percentile.

#[path = "../tests/common/corpus.rs"]
mod corpus;
#[path = "../tests/common/data.rs"]
mod data;
#[path = "../tests/common/sample.rs"]
mod sample;

use corpus::Dice;
use dateline_archive::{
    Answer, Depth, Fetch, Given, Left, MANIFEST, Question, ReadRecord, Reader, Record, Step, Traffic,
};
use dateline_search::{Request, Sort, TagFilter, parse_query};
use dateline_story::{Slug, Story};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Queries of each kind, unless another number is given.
const QUERIES: usize = 200;

/// Steps of unpacking in one go, as in the page.
const UNPACKED_AT_ONCE: usize = 1_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, file, rest @ ..] = arguments.as_slice() else {
        println!("give a packed folder and the corpus that it was packed from");
        return;
    };
    let count = rest.first().and_then(|count| count.parse().ok()).unwrap_or(QUERIES);
    let mut archive = Archive { folder: PathBuf::from(folder), known: Rc::default(), by_folder: RefCell::default() };
    let stories = data::stories(file, usize::MAX);
    if stories.is_empty() {
        return;
    }
    archive.known = Rc::new(stories.iter().map(|story| (story.slug.clone(), story.clone())).collect());
    if let Some(out) = rest.get(1) {
        let kinds = sample::KINDS.map(|kind| (kind, sample::queries(kind, &stories, count)));
        let kinds: BTreeMap<_, _> = kinds.into_iter().collect();
        std::fs::write(out, serde_json::to_vec(&kinds).expect("plain values")).expect("a file");
    }
    println!(
        "{:<14}{:>18}{:>14}{:>10}{:>18}{:>14}{:>16}",
        "p50 / p95", "cold bytes", "requests", "rounds", "warm bytes", "requests", "cold ms"
    );
    for kind in sample::KINDS {
        archive.kind(kind, &stories, count);
    }
    archive.keystrokes(&stories, count / 4);
    archive.typos(&stories, count);
    archive.memory(&stories);
    archive.agreement(&stories, count / 4);
}

/// An archive on disk.
struct Archive {
    folder: PathBuf,
    known: Known,
    /// Bytes that were read since it was cleared.
    by_folder: RefCell<BTreeMap<String, u64>>,
}

/// The corpus, from which stories are had that a page would read from their records.
type Known = Rc<HashMap<Slug, Story>>;

struct Records(Known);

impl ReadRecord for Records {
    fn slug(&self, card: &[u8]) -> Option<Slug> {
        let card: serde_json::Value = serde_json::from_slice(card).ok()?;
        card["id"].as_str().map(Slug::from_id)
    }

    fn story(&self, record: &Record) -> Option<Story> {
        self.0.get(&self.slug(&record.card)?).cloned()
    }
}

/// What one query cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    bytes: u64,
    requests: u32,
    rounds: u32,
    time: Duration,
}

impl Archive {
    fn kind(&self, kind: &str, stories: &[Story], count: usize) {
        let queries = sample::queries(kind, stories, count);
        let mut warm_reader = self.reader();
        let (mut cold, mut warm) = (Vec::new(), Vec::new());
        let mut folders: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (typed, tag) in &queries {
            let question = question(typed, tag.as_deref());
            let mut reader = self.reader();
            let before = self.manifest_cost();
            self.by_folder.borrow_mut().clear();
            cold.push(self.cost(&mut reader, &question, before));
            for (folder, bytes) in self.by_folder.take() {
                folders.entry(folder).or_default().push(bytes as f64);
            }
            let traffic = as_cost(warm_reader.traffic());
            let after = self.cost(&mut warm_reader, &question, Cost::default());
            warm.push(Cost {
                bytes: after.bytes - traffic.bytes,
                requests: after.requests - traffic.requests,
                rounds: after.rounds - traffic.rounds,
                time: after.time,
            });
        }
        let bytes = |costs: &[Cost]| pair(costs.iter().map(|cost| cost.bytes as f64).collect());
        let requests = |costs: &[Cost]| pair(costs.iter().map(|cost| cost.requests.into()).collect());
        println!(
            "{kind:<14}{:>18}{:>14}{:>10}{:>18}{:>14}{:>16}",
            bytes(&cold),
            requests(&cold),
            pair(cold.iter().map(|cost| cost.rounds.into()).collect()),
            bytes(&warm),
            requests(&warm),
            times(&cold)
        );
        let mean = |bytes: &[f64]| bytes.iter().sum::<f64>() / queries.len().max(1) as f64;
        let means: Vec<String> = folders.iter().map(|(folder, bytes)| format!("{folder} {:.0}", mean(bytes))).collect();
        println!("    mean cold bytes: {}", means.join(", "));
    }

    /// Words typed letter by letter: requests and bytes of each letter after the first, without cards, which are asked for
    /// when the typing stops.
    fn keystrokes(&self, stories: &[Story], count: usize) {
        let mut dice = Dice::new(99);
        let (mut requests, mut bytes) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let word = sample::word(stories, &mut dice);
            let mut reader = self.reader();
            for end in 1..=word.len() {
                let before = reader.traffic();
                self.ask(&mut reader, &question(&word[..end], None));
                if end > 1 {
                    requests.push(f64::from(reader.traffic().requests - before.requests));
                    bytes.push((reader.traffic().bytes - before.bytes) as f64);
                }
            }
        }
        println!("each further letter of a word: {} requests, {} bytes", pair(requests), pair(bytes));
    }

    /// Typing errors: how often the results of the word meant are found.
    fn typos(&self, stories: &[Story], count: usize) {
        let mut dice = Dice::new(55);
        let (mut found, mut meant) = (0, 0);
        for _ in 0..count {
            let word = sample::word(stories, &mut dice);
            let typed = sample::typo(&word, &mut dice);
            let mut reader = self.reader();
            let right = self.ask(&mut reader, &question(&(word + " "), None));
            let wrong = self.ask(&mut reader, &question(&(typed + " "), None));
            let ids = |answer: &Answer| answer.results.hits.iter().map(|hit| hit.story).collect::<Vec<_>>();
            let (right, wrong) = (ids(&right), ids(&wrong));
            found += u32::from(wrong.iter().any(|story| right.contains(story)));
            meant += 1;
        }
        println!("typing errors after which one of the ten best stories is among the first ten: {found} of {meant}");
    }

    fn memory(&self, stories: &[Story]) {
        let mut reader = self.reader();
        let mut most = 0;
        for (typed, tag) in sample::queries("one word", stories, 50) {
            let answer = self.ask(&mut reader, &question(&typed, tag.as_deref()));
            self.cards(&mut reader, &answer);
            most = most.max(reader.memory_bytes());
        }
        println!("memory of a reader during 50 queries, at most: {:.1} MB", most as f64 / 1e6);
    }

    /// How much of the exact top ten a quick answer has.
    fn agreement(&self, stories: &[Story], count: usize) {
        for kind in ["one word", "two words", "three letters", "common word"] {
            let (mut shared, mut all) = (0, 0);
            for (typed, tag) in sample::queries(kind, stories, count) {
                let quick = question(&typed, tag.as_deref());
                let exact = Question { depth: Depth::Exact, ..quick.clone() };
                let ids = |answer: Answer| answer.results.hits.iter().map(|hit| hit.story).collect::<Vec<_>>();
                let quick = ids(self.ask(&mut self.reader(), &quick));
                let exact = ids(self.ask(&mut self.reader(), &exact));
                shared += exact.iter().filter(|story| quick.contains(story)).count();
                all += exact.len();
            }
            println!(
                "{kind}: {:.1} % of the exact ten are in the quick ten",
                100.0 * shared as f64 / all.max(1) as f64
            );
        }
    }

    fn reader(&self) -> Reader {
        let manifest = std::fs::read(self.folder.join(MANIFEST)).expect("a manifest");
        Reader::open(&manifest, Box::new(Records(self.known.clone()))).expect("an archive")
    }

    /// The manifest is fetched before there is a reader that could count it.
    fn manifest_cost(&self) -> Cost {
        let bytes = std::fs::metadata(self.folder.join(MANIFEST)).expect("a manifest").len();
        Cost { bytes, requests: 1, rounds: 1, time: Duration::ZERO }
    }

    fn cost(&self, reader: &mut Reader, question: &Question, before: Cost) -> Cost {
        let started = Instant::now();
        let answer = self.ask(reader, question);
        self.cards(reader, &answer);
        let own = as_cost(reader.traffic());
        Cost {
            bytes: before.bytes + own.bytes,
            requests: before.requests + own.requests,
            rounds: before.rounds + own.rounds,
            time: started.elapsed(),
        }
    }

    fn ask(&self, reader: &mut Reader, question: &Question) -> Answer {
        let answer = self.serve(reader, |reader| reader.ask(question));
        assert!(answer.problems.is_empty(), "{:?}", answer.problems);
        answer
    }

    fn cards(&self, reader: &mut Reader, answer: &Answer) {
        let hits: Vec<_> = answer.results.hits.iter().map(|hit| hit.story).collect();
        self.serve(reader, |reader| reader.cards(&hits));
    }

    fn serve<T>(&self, reader: &mut Reader, mut step: impl FnMut(&mut Reader) -> Step<T>) -> T {
        loop {
            match step(reader) {
                Step::Done(value) => return value,
                Step::Unpack => while reader.unpack(UNPACKED_AT_ONCE) == Left::Needed {},
                Step::Fetch(fetches) => {
                    for fetch in &fetches {
                        match read(&self.folder, fetch) {
                            Ok(given) => {
                                let folder = fetch.path.split('/').next().unwrap_or_default().to_owned();
                                let (Given::Whole(bytes) | Given::Part(bytes)) = &given;
                                *self.by_folder.borrow_mut().entry(folder).or_default() += bytes.len() as u64;
                                reader.give(fetch, &given).expect("it is what was packed");
                            }
                            Err(error) => reader.fail(fetch, &error.to_string()),
                        }
                    }
                }
            }
        }
    }
}

fn as_cost(traffic: Traffic) -> Cost {
    Cost { bytes: traffic.bytes, requests: traffic.requests, rounds: traffic.rounds, time: Duration::ZERO }
}

fn read(folder: &Path, fetch: &Fetch) -> std::io::Result<Given> {
    let mut file = std::fs::File::open(folder.join(&fetch.path))?;
    let mut bytes = Vec::new();
    let Some((start, len)) = fetch.range else {
        file.read_to_end(&mut bytes)?;
        return Ok(Given::Whole(bytes));
    };
    file.seek(SeekFrom::Start(start.into()))?;
    file.take(len.into()).read_to_end(&mut bytes)?;
    Ok(Given::Part(bytes))
}

fn question(typed: &str, tag: Option<&str>) -> Question {
    let tags = TagFilter { chosen: tag.into_iter().map(str::to_owned).collect(), ..TagFilter::default() };
    let request = Request { query: parse_query(typed), tags, sort: Sort::Relevance, limit: 10, ..Request::default() };
    Question { request, ..Question::default() }
}

fn pair(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let at = |part: f64| values.get(((values.len().max(1) - 1) as f64 * part) as usize).copied().unwrap_or_default();
    format!("{:.0} / {:.0}", at(0.5), at(0.95))
}

fn times(costs: &[Cost]) -> String {
    let mut times: Vec<f64> = costs.iter().map(|cost| cost.time.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    format!("{:.1} / {:.1}", at(0.5), at(0.95))
}
