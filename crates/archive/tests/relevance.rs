//! Judged queries: an archive ranks as the engine in memory does, and its quick answers nearly so.

#[path = "common/data.rs"]
mod data;
#[path = "common/memory.rs"]
mod memory;

use dateline_archive::{Depth, Question};
use dateline_search::{Index, Request, Sort, parse_query, search};
use memory::{AMPLE, pack};
use std::collections::HashMap;

/// Query -> document -> grade.
type Grades = HashMap<String, HashMap<String, f64>>;

#[test]
#[ignore = "reads judged queries from DATELINE_DATA"]
fn data_judged_queries_find_in_an_archive_what_they_find_in_memory() {
    for collection in ["cranfield", "med", "npl"] {
        let stories = data::stories(&format!("relevance/{collection}/docs.jsonl"), usize::MAX);
        let grades = grades(collection);
        if stories.is_empty() {
            return;
        }
        let (files, _) = pack(&stories, AMPLE);
        let mut index = Index::new();
        stories.iter().for_each(|story| {
            index.add(story);
        });
        let (mut scores, mut queries) = ([0.0; 3], 0.0);
        for line in data::lines(&format!("relevance/{collection}/queries.jsonl")) {
            let query: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            let text = |name: &str| query[name].as_str().unwrap_or_default();
            let Some(grades) = grades.get(text("id")) else { continue };
            let query = parse_query(&[text("text"), " "].concat());
            let request = Request { query, sort: Sort::Relevance, limit: 10, ..Request::default() };
            let hits = search(&index, &request).hits;
            let in_memory = hits.iter().map(|hit| stories[hit.story.0 as usize].id.clone()).collect();
            let mut reader = files.reader();
            let mut in_archive = |depth| {
                let answer = files.ask(&mut reader, &Question { request: request.clone(), depth, counts: false });
                let hits: Vec<_> = answer.results.hits.iter().map(|hit| hit.story).collect();
                files.ids(&mut reader, &hits)
            };
            let found: [Vec<String>; 3] = [in_memory, in_archive(Depth::Quick), in_archive(Depth::Exact)];
            scores.iter_mut().zip(&found).for_each(|(score, found)| *score += ndcg(found, grades));
            queries += 1.0;
        }
        let [in_memory, quick, exact] = scores.map(|score| score / queries);
        println!("{collection:<10} nDCG@10 in memory {in_memory:.4}, exact {exact:.4}, quick {quick:.4}");
        // A quick answer reads only heads of long lists: with the ten words of an NPL query a quarter of the gain comes later.
        assert!((in_memory - exact).abs() < 0.000_5 && quick > in_memory * 0.7);
    }
}

fn grades(collection: &str) -> Grades {
    let mut grades = Grades::new();
    for line in data::lines(&format!("relevance/{collection}/qrels.tsv")).skip(1) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [query, document, grade] = parts[..] else { continue };
        let grade: f64 = grade.trim().parse().unwrap_or_default();
        if grade > 0.0 {
            grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
        }
    }
    grades
}

/// Gains as graded, discounted by the logarithm of the rank, beside the best possible order.
fn ndcg(found: &[String], grades: &HashMap<String, f64>) -> f64 {
    let gain = |grades: &mut dyn Iterator<Item = f64>| {
        grades.take(10).enumerate().map(|(rank, grade)| grade / (rank as f64 + 2.0).log2()).sum::<f64>()
    };
    let mut ideal: Vec<f64> = grades.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    gain(&mut found.iter().map(|id| grades.get(id).copied().unwrap_or_default())) / gain(&mut ideal.into_iter())
}
