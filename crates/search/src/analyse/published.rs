//! Analysis against what others have published: word boundaries of Unicode, stems of Snowball. The lists are read from
//! `DATELINE_DATA`.

#[path = "../../tests/common/data.rs"]
mod data;

use super::fold::fold;
use super::stem::Stemmer;
use super::words::next_word;

#[test]
#[ignore = "reads a list from DATELINE_DATA"]
fn data_word_boundaries_are_unicodes() {
    let mut same = 0;
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    let mut unexplained = Vec::new();
    let cases = data::lines("unicode/wordbreak.jsonl");
    for case in &cases {
        let text = data::text(case, "text");
        let segments = case["segments"].as_array().into_iter().flatten().filter_map(|segment| segment.as_str());
        let expected: Vec<String> = segments.filter_map(word_of).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            found.extend(word_of(&text[word.start..word.end]));
            at = word.end;
        }
        if found == expected {
            same += 1;
        } else if let Some(reason) = reason(text) {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        } else {
            unexplained.push((text.escape_unicode().to_string(), expected, found));
        }
    }
    println!("{} cases: {same} the same, {reasons:?}", cases.len());
    assert!(unexplained.is_empty(), "{} {unexplained:#?}", unexplained.len());
}

/// A segment without the marks around its letters; nothing if it has no letter or digit.
fn word_of(segment: &str) -> Option<String> {
    let is_core = |c: char| c.is_alphanumeric();
    segment.contains(is_core).then(|| segment.trim_matches(|c: char| !is_core(c)).to_owned())
}

/// Why a case differs on purpose.
fn reason(text: &str) -> Option<&'static str> {
    let has = |low: u32, high: u32| text.chars().any(|c| (low..=high).contains(&(c as u32)));
    match text {
        _ if text.contains('_') => Some("an underscore ends a word: tax_reform is searched by its parts"),
        _ if has(0x3031, 0x30ff) => Some("runs of kana are cut into pairs, whatever stands beside them"),
        _ if has(0x5d0, 0x5ea) => Some("a Hebrew letter's final apostrophe is no part of the word"),
        _ if has(0x1f100, 0x1f1ff) || has(0x2460, 0x24ff) => Some("circled and squared letters are pictures"),
        _ => None,
    }
}

#[test]
#[ignore = "reads lists from DATELINE_DATA"]
fn data_stems_are_snowballs() {
    let languages = [
        ("english", "en"),
        ("french", "fr"),
        ("german", "de"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("turkish", "tr"),
    ];
    for (name, code) in languages {
        let stemmer = Stemmer::of(code);
        if stemmer == Stemmer::None {
            continue;
        }
        let read = |file: &str| {
            let path = ["unicode/snowball", name, file].join("/");
            let text = data::file(&path).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let (words, stems) = (read("voc.txt"), read("output.txt"));
        // Tokens hold no apostrophes, so the steps about them are left out.
        let pairs: Vec<_> = words.iter().zip(&stems).filter(|(word, _)| !word.contains('\'')).collect();
        let differ: Vec<_> = pairs.iter().filter(|(word, stem)| stemmer.stem(word) != fold(stem)).collect();
        let share = 100.0 - 100.0 * differ.len() as f64 / pairs.len().max(1) as f64;
        println!("{name}: {share:.2} % of {} stems are the same", pairs.len());
        for (word, stem) in differ.iter().take(25) {
            println!("  {word}: {stem}, here {}", stemmer.stem(word));
        }
        assert!(pairs.is_empty() || share >= 99.0);
    }
}
