//! Judged queries: how well the ranking agrees with people.

#![allow(dead_code)] // each test and example takes what it needs of this

use super::data;
use dateline_search::{Index, Request, Sort, parse_query, search};
use std::collections::HashMap;
use std::path::Path;

/// Collections, and the best nDCG@10 that any other engine reached on each.
pub(crate) const COLLECTIONS: [(&str, f64); 3] = [("cranfield", 0.377), ("med", 0.711), ("npl", 0.439)];

/// Means over all judged queries of a collection.
pub(crate) struct Score {
    pub(crate) queries: usize,
    pub(crate) ndcg: f64,
    pub(crate) map: f64,
    pub(crate) recall: f64,
}

/// Runs a collection's queries, as sentences that are finished. A collection outside the data folder goes by its path.
pub(crate) fn score(collection: &str) -> Score {
    let path = |file: &str| Path::new("relevance").join(collection).join(file).to_string_lossy().into_owned();
    let documents = data::lines(&path("docs.jsonl"));
    let mut index = Index::new();
    documents.iter().for_each(|document| {
        index.add(&data::story(document));
    });
    let grades = grades(&path("qrels.tsv"));
    let mut score = Score { queries: 0, ndcg: 0.0, map: 0.0, recall: 0.0 };
    for query in data::lines(&path("queries.jsonl")) {
        let Some(grades) = grades.get(data::text(&query, "id")) else { continue };
        let typed = [data::text(&query, "text"), " "].concat();
        let request = Request { query: parse_query(&typed), sort: Sort::Relevance, limit: 1_000, ..Request::default() };
        let ids = search(&index, &request).hits.into_iter().map(|hit| hit.story.0 as usize);
        let found: Vec<f64> =
            ids.map(|at| grades.get(data::text(&documents[at], "id")).copied().unwrap_or(0.0)).collect();
        score.queries += 1;
        score.ndcg += ndcg(&found, grades);
        score.map += average_precision(&found, grades);
        score.recall += recall(&found, grades);
    }
    let queries = score.queries.max(1) as f64;
    Score {
        queries: score.queries,
        ndcg: score.ndcg / queries,
        map: score.map / queries,
        recall: score.recall / queries,
    }
}

/// Query -> document -> grade, grades of 0 left out.
fn grades(path: &str) -> HashMap<String, HashMap<String, f64>> {
    let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
    let text = data::file(path).and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    for line in text.lines().skip(1) {
        let mut parts = line.split('\t');
        let (Some(query), Some(document), Some(grade)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let grade: f64 = grade.trim().parse().unwrap_or(0.0);
        if grade > 0.0 {
            grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
        }
    }
    grades
}

/// Gains as graded, discounted by the logarithm of the rank, beside the best possible order
/// (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002).
fn ndcg(found: &[f64], grades: &HashMap<String, f64>) -> f64 {
    let gain = |grades: &[f64]| {
        grades.iter().take(10).enumerate().map(|(rank, grade)| grade / (rank as f64 + 2.0).log2()).sum::<f64>()
    };
    let mut ideal: Vec<f64> = grades.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    gain(found) / gain(&ideal)
}

fn average_precision(found: &[f64], grades: &HashMap<String, f64>) -> f64 {
    let relevant = found.iter().enumerate().filter(|(_, grade)| **grade > 0.0);
    relevant.enumerate().map(|(before, (rank, _))| (before + 1) as f64 / (rank + 1) as f64).sum::<f64>()
        / grades.len() as f64
}

fn recall(found: &[f64], grades: &HashMap<String, f64>) -> f64 {
    found.iter().take(100).filter(|&&grade| grade > 0.0).count() as f64 / grades.len() as f64
}
