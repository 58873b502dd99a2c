//! The same sentences in twelve languages: each sentence's rarest word finds it first.

#[path = "common/data.rs"]
mod data;

use dateline_search::{Index, Request, Sort, parse_query, search};
use std::collections::{BTreeMap, HashMap};

#[test]
#[ignore = "reads a corpus from DATELINE_DATA"]
fn data_the_rarest_word_of_a_sentence_finds_it_first() {
    let lines = data::lines("corpora/sib200.jsonl.gz");
    let mut languages: BTreeMap<&str, Index> = BTreeMap::new();
    let mut texts: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for line in &lines {
        let lang = data::text(line, "lang");
        let id = languages.entry(lang).or_default().add(&data::story(line));
        texts.entry(lang).or_default().push((id.0, data::text(line, "title")));
    }
    for (lang, index) in languages {
        let sentences = &texts[lang];
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (_, sentence) in sentences {
            // The pieces of three in a run come again inside others.
            words(sentence).into_iter().for_each(|word| *counts.entry(word.to_lowercase()).or_default() += 1);
        }
        let no_digits = |word: &String| !word.contains(|c: char| c.is_numeric());
        let rarest = |sentence: &str| {
            words(sentence)
                .into_iter()
                .filter(no_digits)
                .filter(|word| counts[&word.to_lowercase()] == 1)
                .min_by_key(|word| counts[&word.to_lowercase()])
        };
        let missed: Vec<String> = sentences
            .iter()
            .filter_map(|(id, sentence)| Some((id, rarest(sentence)?)))
            .filter(|(id, word)| first(&index, word) != Some(**id))
            .map(|(_, word)| word)
            .collect();
        let share = 100.0 - 100.0 * missed.len() as f64 / sentences.len() as f64;
        println!("{lang}: {share:.1} % of {} sentences; not {}", sentences.len(), missed.join(" "));
        assert!(share >= 98.0);
    }
}

fn first(index: &Index, word: &str) -> Option<u32> {
    let query = parse_query(&[word, " "].concat());
    let results = search(index, &Request { query, sort: Sort::Relevance, limit: 1, ..Request::default() });
    results.hits.first().map(|hit| hit.story.0)
}

/// The words between spaces; where there are none, every three neighbours.
fn words(sentence: &str) -> Vec<String> {
    let pieces = sentence.split(|c: char| {
        !c.is_alphanumeric() && !"'’-\u{e47}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4c}".contains(c) && !is_sign(c)
    });
    let mut words = Vec::new();
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let letters: Vec<char> = piece.chars().collect();
        let unspaced = letters.iter().any(|&c| matches!(c as u32, 0xe00..=0xe7f | 0x3040..=0x30ff | 0x4e00..=0x9fff));
        if unspaced && letters.len() > 3 {
            words.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
        } else {
            words.push(piece.to_owned());
        }
    }
    words
}

/// Vowel signs that stand on letters, as in Hindi.
fn is_sign(c: char) -> bool {
    matches!(c as u32, 0x93c | 0x94d | 0x300..=0x36f | 0x64b..=0x65f)
}
