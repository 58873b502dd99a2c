//! The ranking against people's judgements; see `examples/relevance.rs`.

#[path = "common/data.rs"]
mod data;
#[path = "common/judged.rs"]
mod judged;

#[test]
#[ignore = "reads collections from DATELINE_DATA"]
fn data_one_setting_ranks_better_than_any_other_engine_on_every_collection() {
    for (collection, best) in judged::COLLECTIONS {
        let score = judged::score(collection);
        println!("{collection}: nDCG@10 {:.3} over {} queries; the best peer {best:.3}", score.ndcg, score.queries);
        assert!(score.queries == 0 || score.ndcg > best);
    }
}
