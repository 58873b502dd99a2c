//! An archive that is added to: it gives the results of the engine in memory that went through the same.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/data.rs"]
mod data;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/sample.rs"]
mod sample;

use corpus::Dice;
use dateline_archive::{
    ArchiveError, Depth, Growth, MANIFEST, Manifest, PackError, PackOptions, Question, Summary, named_files,
};
use dateline_search::{Index, Request, Sort, StoryId, TagFilter, parse_query, search};
use dateline_story::{Block, Slug, Story, Text};
use memory::{AMPLE, Files, Records, pack, record};
use std::collections::BTreeMap;

/// An archive, and the engine in memory, which go through the same.
struct Both {
    files: Files,
    index: Index,
    stories: Vec<Story>,
    ids: BTreeMap<String, StoryId>,
}

impl Both {
    fn new(stories: &[Story]) -> Self {
        let files = pack(&[], AMPLE).0;
        let mut both = Self { files, index: Index::new(), stories: Vec::new(), ids: BTreeMap::new() };
        both.grow(stories, &[]);
        both
    }

    fn grow(&mut self, new: &[Story], withdrawn: &[&str]) -> Summary {
        for story in new {
            if let Some(old) = self.ids.insert(story.id.clone(), StoryId(self.stories.len() as u32)) {
                self.index.remove(old);
            }
            self.index.add(story);
            self.stories.push(story.clone());
        }
        withdrawn.iter().filter_map(|&id| self.ids.remove(id)).for_each(|old| self.index.remove(old));
        let (files, summary) = grow(self.files.clone(), new, withdrawn).expect("it grows");
        self.files = files;
        assert_eq!(self.index.len() as u32, summary.stories);
        summary
    }

    /// Asks both the same.
    #[track_caller]
    fn check(&self, question: &Question, about: &str) {
        let mut reader = self.files.reader();
        let answer = self.files.ask(&mut reader, question);
        assert!(answer.is_exact && answer.problems.is_empty(), "{about}: {:?}", answer.problems);
        let expected = search(&self.index, &question.request);
        let ids: Vec<&str> = expected.hits.iter().map(|hit| self.stories[hit.story.0 as usize].id.as_str()).collect();
        let found: Vec<_> = answer.results.hits.iter().map(|hit| hit.story).collect();
        assert_eq!(ids, self.files.ids(&mut reader, &found), "{about}");
        assert_eq!(expected.total, answer.results.total, "{about}");
        assert_eq!(expected.corrections, answer.results.corrections, "{about}");
        if question.counts {
            assert_eq!(expected.facets, answer.results.facets, "{about}");
            assert_eq!(expected.timeline, answer.results.timeline, "{about}");
        }
    }

    fn check_all(&self, queries: usize, seed: u64) {
        for (at, typed) in corpus::queries(queries, seed).into_iter().enumerate() {
            let sort = [Sort::Relevance, Sort::Newest, Sort::Oldest][at % 3];
            let question = Question { request: request(&typed, sort), depth: Depth::Exact, counts: at % 2 == 0 };
            self.check(&question, &format!("{typed:?} {sort:?}"));
        }
    }

    fn segments(&self) -> Vec<u32> {
        let manifest = Manifest::read(&self.files.0[MANIFEST]).expect("a manifest");
        manifest.segments.iter().map(|segment| segment.stories).collect()
    }
}

fn grow(files: Files, new: &[Story], withdrawn: &[&str]) -> Result<(Files, Summary), PackError> {
    let mut growth = Growth::open(files, Records, PackOptions { title: None, memory: AMPLE })?;
    for story in new {
        growth.add(story, &record(story))?;
    }
    for id in withdrawn {
        growth.withdraw(&Slug::from_id(id))?;
    }
    growth.finish().map(|(summary, files)| (files, summary))
}

fn request(typed: &str, sort: Sort) -> Request {
    Request { query: parse_query(typed), sort, limit: 10, ..Request::default() }
}

#[test]
fn several_segments_give_the_results_of_one_index() {
    let stories = corpus::stories(900, 21);
    let mut both = Both::new(&stories[..740]);
    both.grow(&stories[740..870], &[]);
    both.grow(&stories[870..], &[]);
    assert_eq!(vec![740, 130, 30], both.segments());
    both.check_all(90, 22);
}

/// Histories at random: stories come, come again otherwise, and are withdrawn.
#[test]
fn whatever_an_archive_goes_through_it_gives_the_results_of_the_index() {
    for seed in 0..6 {
        let mut dice = Dice::new(300 + seed);
        let all = corpus::stories(500, 30 + seed);
        let mut next = 120 + dice.below(100);
        let mut both = Both::new(&all[..next]);
        // As long as nothing is merged, words of stories that are gone count in both alike.
        while next < all.len() && both.segments().len() < 4 {
            let mut new = all[next..(next + 1 + dice.below(22)).min(all.len())].to_vec();
            next += new.len();
            for _ in 0..dice.below(3) {
                let mut again = all[dice.below(60)].clone();
                again.headline = format!("{} {}", all[dice.below(all.len())].headline, dice.below(9));
                again.body = all[dice.below(all.len())].body.clone();
                again.body.push(Block::Paragraph(Text::plain(again.headline.clone())));
                if new.iter().all(|story| story.id != again.id) {
                    new.push(again);
                }
            }
            let withdrawn = [format!("story-{}", 60 + dice.below(60)), "no-such-story".to_owned()];
            let before = both.segments();
            both.grow(&new, &withdrawn.each_ref().map(String::as_str));
            if both.segments()[..before.len().min(both.segments().len())] != before {
                break;
            }
            both.check_all(30, 40 + seed);
        }
    }
}

#[test]
fn merged_segments_are_what_packing_all_at_once_gives() {
    let stories = corpus::stories(400, 50);
    let mut both = Both::new(&stories[..200]);
    both.grow(&stories[200..], &[]);
    assert_eq!(vec![400], both.segments());
    let (whole, _) = pack(&stories, AMPLE);
    let files = |all: &Files, path: &str| all.0.iter().filter(|(name, _)| name.starts_with(path)).count();
    // What was replaced lies there still.
    assert!(files(&both.files, "words/") > files(&whole, "words/"));
    let current = |all: &Files| {
        let mut manifest = Manifest::read(&all.0[MANIFEST]).expect("a manifest");
        manifest.title = None;
        manifest
    };
    assert_eq!(current(&whole), current(&both.files));
}

#[test]
fn there_are_never_many_segments() {
    let stories = corpus::stories(1_200, 51);
    let mut both = Both::new(&stories[..20]);
    let (mut most, mut next) = (0, 20);
    let mut dice = Dice::new(52);
    while next < stories.len() {
        let end = (next + 1 + dice.below(40)).min(stories.len());
        both.grow(&stories[next..end], &[]);
        next = end;
        let segments = both.segments();
        for at in 1..segments.len() {
            let after: u32 = segments[at..].iter().sum();
            assert!(segments[at - 1] >= 4 * after, "{segments:?}");
        }
        most = most.max(segments.len());
    }
    assert!((2..=5).contains(&most), "{most}");
    both.check_all(20, 53);
}

#[test]
fn what_comes_again_unchanged_changes_nothing() {
    let stories = corpus::stories(300, 54);
    let mut both = Both::new(&stories);
    let before = both.files.clone();
    let (files, summary) = grow(before.clone(), &stories[10..60], &["no-such-story"]).expect("it grows");
    assert!(files == before, "a file differs");
    assert_eq!((50, 0, 0, 300), (summary.unchanged, summary.replaced, summary.withdrawn, summary.stories));
    let summary = both.grow(&[], &["story-7"]);
    assert_eq!((1, 299), (summary.withdrawn, summary.stories));
    both.check_all(15, 55);
}

#[test]
fn an_archive_that_is_mostly_gone_is_packed_anew() {
    let stories = corpus::stories(100, 56);
    let mut both = Both::new(&stories);
    let ids: Vec<&str> = stories[..60].iter().map(|story| story.id.as_str()).collect();
    both.grow(&[], &ids);
    assert_eq!(vec![40], both.segments());
    let ids: Vec<&str> = stories.iter().map(|story| story.id.as_str()).collect();
    both.grow(&[], &ids);
    assert_eq!(Vec::<u32>::new(), both.segments());
}

/// Whoever opened the archive before goes on reading it.
#[test]
fn a_reader_of_the_old_manifest_goes_on() {
    let stories = corpus::stories(300, 57);
    let both = Both::new(&stories[..200]);
    let mut reader = both.files.reader();
    let old = Manifest::read(&both.files.0[MANIFEST]).expect("a manifest");
    let (mut grown, _) = grow(both.files.clone(), &stories[200..], &["story-3"]).expect("it grows");
    let ask = |files: &Files, reader: &mut _| {
        let question = Question { request: request("mayor ", Sort::Newest), depth: Depth::Exact, counts: true };
        files.ask(reader, &question)
    };
    let expected = ask(&both.files, &mut both.files.reader());
    let answer = ask(&grown, &mut reader);
    assert_eq!((true, expected.results.total), (answer.problems.is_empty(), answer.results.total));
    // Once all is swept away that the new manifest does not name, it is told what is missing.
    let new = Manifest::read(&grown.0[MANIFEST]).expect("a manifest");
    let kept = named_files(&mut grown, &new).expect("all are there");
    assert!(kept.iter().all(|path| grown.0.contains_key(path)));
    let before = named_files(&mut grown, &old).expect("all are there still");
    grown.0.retain(|path, _| kept.contains(path));
    assert!(before.iter().any(|path| !grown.0.contains_key(path)));
    assert!(ask(&grown, &mut grown.reader()).problems.is_empty());
}

#[test]
fn if_it_cannot_be_read_what_is_gone_nothing_of_the_segment_is_shown() {
    let stories = corpus::stories(200, 58);
    let mut both = Both::new(&stories);
    both.grow(&[], &["story-5"]);
    let mut files = both.files.clone();
    files.0.retain(|path, _| !path.starts_with("gone/"));
    let mut reader = files.reader();
    let question = Question { request: request("", Sort::Newest), depth: Depth::Exact, counts: false };
    let answer = files.ask(&mut reader, &question);
    assert!(matches!(&answer.problems[..], [ArchiveError::Missing { path, .. }] if path.starts_with("gone/")));
    assert_eq!((0, false), (answer.results.total, answer.is_exact));
    reader.retry();
    assert_eq!(199, both.files.ask(&mut reader, &question).results.total);
    let again = grow(files, &stories[..1], &[]).expect_err("it cannot be added to");
    assert!(matches!(again, PackError::Archive(ArchiveError::Missing { .. })));
}

#[test]
#[ignore = "reads corpora from DATELINE_DATA"]
fn data_a_hundredth_more_stories_renames_at_most_a_twentieth_of_the_bytes() {
    let all = data::stories("corpora/reuters.jsonl.gz", 16_000);
    if all.is_empty() {
        return;
    }
    let mut both = Both::new(&all[..15_840]);
    let before = both.files.clone();
    let size = |files: &Files, is_counted: &dyn Fn(&String) -> bool| -> usize {
        files.0.iter().filter(|(path, _)| is_counted(path)).map(|(_, bytes)| bytes.len()).sum()
    };
    let withdrawn = all[77].id.as_str();
    assert_eq!((1, 15_999), {
        let summary = both.grow(&all[15_840..], &[withdrawn]);
        (summary.withdrawn, summary.stories)
    });
    let new = size(&both.files, &|path| !before.0.contains_key(path) || path == MANIFEST);
    let whole = size(&before, &|_| true);
    let share = 100.0 * new as f64 / whole as f64;
    println!("160 more stories after 15,840, and one withdrawn: {new} new bytes beside {whole}, {share:.2} %");
    assert!(share <= 5.0);
    let mut asked = 0;
    for kind in sample::KINDS {
        for (typed, tag) in sample::queries(kind, &all, 20) {
            let tags = TagFilter { chosen: tag.iter().cloned().collect(), ..TagFilter::default() };
            let request = Request { tags, ..request(&typed, Sort::Relevance) };
            both.check(&Question { request, depth: Depth::Exact, counts: false }, &typed);
            asked += 1;
        }
    }
    println!("{asked} queries give the results of the engine in memory");
}
