//! Scores the ranking with judged queries: nDCG@10, mean average precision and recall@100, for each collection.
//!
//! `DATELINE_DATA=folder cargo run --release -p dateline-search --example relevance [--collection NAME]`, where
//! `folder/relevance/NAME` holds `docs.jsonl`, `queries.jsonl` and `qrels.tsv` (query, document, grade).

#[path = "../tests/common/data.rs"]
mod data;
#[path = "../tests/common/judged.rs"]
mod judged;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = arguments.windows(2).find(|pair| pair[0] == "--collection").map(|pair| pair[1].clone());
    let collections =
        asked.map_or_else(|| judged::COLLECTIONS.map(|(name, _)| name.to_owned()).to_vec(), |name| vec![name]);
    println!("{:<12}{:>8}{:>9}{:>8}{:>12}", "collection", "queries", "nDCG@10", "MAP", "recall@100");
    for name in collections {
        let score = judged::score(&name);
        println!("{name:<12}{:>8}{:>9.3}{:>8.3}{:>12.3}", score.queries, score.ndcg, score.map, score.recall);
    }
}
