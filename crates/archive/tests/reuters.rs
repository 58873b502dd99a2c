//! 16,000 stories that nobody here wrote: the archive beside the engine in memory.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/data.rs"]
mod data;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/sample.rs"]
mod sample;

use dateline_archive::{Depth, Question};
use dateline_search::{Index, Request, Sort, TagFilter, parse_query, search};
use memory::{AMPLE, pack};

/// Queries that the two are compared on, of all kinds together.
const QUERIES: usize = 504;

#[test]
#[ignore = "reads corpora from DATELINE_DATA"]
fn data_the_top_ten_is_that_of_the_engine_in_memory() {
    let stories = data::stories("corpora/reuters.jsonl.gz", 16_000);
    if stories.is_empty() {
        return;
    }
    let (files, summary) = pack(&stories, AMPLE);
    println!("{} stories, {} files, {} bytes", summary.stories, summary.files(), summary.bytes());
    let mut index = Index::new();
    stories.iter().for_each(|story| {
        index.add(story);
    });
    let (mut exact, mut quick, mut asked) = (0, 0, 0);
    for kind in sample::KINDS {
        let (mut exact_here, mut quick_here, mut sure) = (0, 0, 0);
        let queries = sample::queries(kind, &stories, QUERIES / sample::KINDS.len());
        for (typed, tag) in &queries {
            let tags = TagFilter { chosen: tag.iter().cloned().collect(), ..TagFilter::default() };
            let query = parse_query(typed);
            let request = Request { query, tags, sort: Sort::Relevance, limit: 10, ..Request::default() };
            let expected: Vec<(String, f32)> = search(&index, &request)
                .hits
                .iter()
                .map(|hit| (stories[hit.story.0 as usize].id.clone(), hit.score))
                .collect();
            for depth in [Depth::Quick, Depth::Exact] {
                let mut reader = files.reader();
                let answer = files.ask(&mut reader, &Question { request: request.clone(), depth, counts: false });
                let hits: Vec<_> = answer.results.hits.iter().map(|hit| hit.story).collect();
                let ids = files.ids(&mut reader, &hits);
                let scores = answer.results.hits.iter().map(|hit| hit.score);
                let is_same = same(&expected, &ids, scores);
                match depth {
                    Depth::Quick => {
                        quick_here += u32::from(is_same);
                        sure += u32::from(answer.is_exact);
                        assert!(is_same || !answer.is_exact, "{typed}: said to be exact");
                    }
                    Depth::Exact => {
                        exact_here += u32::from(is_same);
                        if !is_same {
                            println!("{typed:?}\n  {expected:?}\n  {ids:?}");
                        }
                    }
                }
            }
        }
        let count = queries.len() as u32;
        println!("{kind:<14} exact {exact_here:>3} of {count}, quick {quick_here:>3}, of which {sure:>3} known to be");
        (exact, quick, asked) = (exact + exact_here, quick + quick_here, asked + count);
    }
    println!("in all: exact {exact} of {asked}, quick {quick} of {asked}");
    assert_eq!(asked, exact);
}

/// Whether two lists are the same, but for the order of stories whose scores differ by no more than rounding.
fn same(expected: &[(String, f32)], ids: &[String], scores: impl Iterator<Item = f32>) -> bool {
    expected.len() == ids.len()
        && expected
            .iter()
            .zip(ids)
            .zip(scores)
            .all(|(((expected, score), id), other)| expected == id || (score - other).abs() <= score * 1e-6)
}
