//! Scores the ranking with judged queries: nDCG@10, mean average precision and recall@100, for each collection, and beside
//! it what other engines reach. `cargo xtask bench relevance` runs it.
//!
//! `DATELINE_DATA=folder cargo run --release -p dateline-search --example relevance [--collection NAME]`, where
//! `folder/relevance/NAME` holds `docs.jsonl`, `queries.jsonl` and `qrels.tsv` (query, document, grade). NAME may also be
//! the whole path of such a folder.

#[path = "../tests/common/data.rs"]
mod data;
#[path = "../tests/common/judged.rs"]
mod judged;

/// nDCG@10 of others on the collections of [`judged::COLLECTIONS`], the best on each among them, as measured in
/// November 2026: each with the best of its sensible settings, queries as the OR of their words.
const PEERS: [(&str, [f64; 3]); 7] = [
    ("Pagefind 1.6.0, word by word, scores added", [0.377, 0.711, 0.428]),
    ("BM25 (1.2, 0.75), stems, each word once", [0.361, 0.711, 0.435]),
    ("BM25 (1.2, 0.75), stems, no stop words", [0.366, 0.693, 0.439]),
    ("Tantivy", [0.355, 0.704, 0.439]),
    ("SQLite FTS5", [0.359, 0.690, 0.431]),
    ("Lunr 2.3.9", [0.364, 0.667, 0.432]),
    ("MiniSearch 7.2.0", [0.370, 0.663, 0.413]),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.windows(2).find(|pair| pair[0] == "--collection") {
        Some(pair) => ours(&[pair[1].as_str()]),
        None => {
            ours(&judged::COLLECTIONS.map(|(name, _)| name));
            theirs();
        }
    }
}

fn ours(collections: &[&str]) {
    println!("{:<12}{:>8}{:>9}{:>8}{:>12}", "collection", "queries", "nDCG@10", "MAP", "recall@100");
    let mut sum = 0.0;
    for &collection in collections {
        let score = judged::score(collection);
        let name = collection.rsplit('/').next().unwrap_or(collection);
        println!("{name:<12}{:>8}{:>9.3}{:>8.3}{:>12.3}", score.queries, score.ndcg, score.map, score.recall);
        sum += score.ndcg;
    }
    if collections.len() > 1 {
        println!("{:<20}{:>9.3}", "mean", sum / collections.len() as f64);
    }
}

fn theirs() {
    let names = judged::COLLECTIONS.map(|(name, _)| format!("{name:>11}")).concat();
    println!("\n{:<44}{names}{:>9}", "nDCG@10 of others, as of November 2026", "mean");
    for (name, ndcg) in PEERS {
        let each = ndcg.map(|ndcg| format!("{ndcg:>11.3}")).concat();
        println!("{name:<44}{each}{:>9.3}", ndcg.iter().sum::<f64>() / ndcg.len() as f64);
    }
}
