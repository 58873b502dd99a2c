//! Typing errors on real stories: how often the intended word's stories are found.

#[path = "common/data.rs"]
mod data;
#[path = "common/sample.rs"]
mod sample;

use dateline_search::{Index, Request, Sort, parse_query, search};
use dateline_story::Story;
use sample::Dice;

/// Typos tried.
const TYPOS: usize = 1_000;

#[test]
#[ignore = "reads a corpus from DATELINE_DATA"]
fn data_one_wrong_edit_still_finds_the_word() {
    let stories: Vec<Story> = data::lines("corpora/reuters.jsonl.gz").iter().map(data::story).collect();
    if stories.is_empty() {
        return;
    }
    let mut index = Index::new();
    stories.iter().for_each(|story| {
        index.add(story);
    });
    // Slips that make another common word ("rose", "roe") cannot be told from it; they are commoner in short words.
    for (shortest, least) in [(4, 92), (5, 95), (7, 98)] {
        let mut dice = Dice::new(11);
        let (mut found, mut first) = (0, 0);
        for _ in 0..TYPOS {
            let (word, typo) = slip(&mut dice, &stories, shortest);
            let wanted = ids(&index, &word, stories.len());
            let hits = ids(&index, &typo, stories.len());
            found += usize::from(wanted.iter().filter(|id| hits.contains(id)).count() * 2 >= wanted.len());
            first += usize::from(hits.iter().take(10).any(|id| wanted.contains(id)));
        }
        println!(
            "{TYPOS} slips in words of {shortest} letters or more: {found} find at least half of the stories, {first} one in the first ten"
        );
        assert!(found * 100 >= TYPOS * least);
    }
}

fn slip(dice: &mut Dice, stories: &[Story], shortest: usize) -> (String, String) {
    loop {
        let word = dice.word(stories);
        let typo = dice.typo(&word);
        if word.len() >= shortest && typo != word {
            return (word, typo);
        }
    }
}

fn ids(index: &Index, word: &str, limit: usize) -> Vec<u32> {
    let request =
        Request { query: parse_query(&[word, " "].concat()), sort: Sort::Relevance, limit, ..Request::default() };
    search(index, &request).hits.iter().map(|hit| hit.story.0).collect()
}
