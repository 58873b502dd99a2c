//! Every word that the reader uses is there, in each language, and none lies about unused.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn phrases(path: &Path) -> BTreeMap<String, String> {
    let json = fs::read_to_string(path).expect("a file of words can be read");
    serde_json::from_str(&json).expect("a file of words is a map of phrases")
}

fn words(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/languages").join(name)
}

/// The key without its plural form.
fn stem(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((stem, form)) if PLURALS.contains(&form) => stem,
        _ => key,
    }
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(path).expect("a source can be read"));
        }
    }
}

/// All string literals of the reader's sources: whatever could be a key.
fn literals() -> BTreeSet<String> {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all.split('"').map(str::to_owned).collect()
}

#[test]
fn no_english_phrase_is_unused() {
    let literals = literals();
    let unused: Vec<String> = phrases(&words("en.json"))
        .into_keys()
        .filter(|key| !literals.contains(key) && !literals.contains(stem(key)))
        .collect();
    assert_eq!(Vec::<String>::new(), unused);
}

#[test]
fn every_key_that_is_asked_for_exists() {
    let english = phrases(&words("en.json"));
    let known: BTreeSet<&str> = english.keys().map(|key| stem(key)).collect();
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut asked = 0;
    for call in ["words.get(\"", "words.fill(\"", "words.count(\"", "words.count_with(\""] {
        for rest in all.split(call).skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            assert!(known.contains(stem(key)), "{key} is in no file of words");
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} calls were found: has the way of asking changed?");
}

#[test]
fn every_plural_has_its_other_form() {
    let english = phrases(&words("en.json"));
    for key in english.keys().filter(|key| key.ends_with(".one")) {
        let other = [stem(key), ".other"].concat();
        assert!(english.contains_key(&other), "{key} has no {other}");
    }
}
