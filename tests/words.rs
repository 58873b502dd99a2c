//! Every word that the reader uses is there, in each language, and none lies about unused.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use dateline::words::{FIRST, REST, TRANSLATED};

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// CLDR's cardinal categories of each language, in CLDR's order; a star marks a form that stands for one number only, so
/// that its phrase may say it in words and leave out `{n}`.
const CARDINALS: [(&str, &[&str]); 11] = [
    ("ar", &["zero*", "one*", "two*", "few", "many", "other"]),
    ("de", &["one*", "other"]),
    ("es", &["one*", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("hi", &["one", "other"]),
    ("ja", &["other"]),
    ("pt", &["one", "many", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("tr", &["one*", "other"]),
    ("uk", &["one", "few", "many", "other"]),
    ("zh", &["other"]),
];

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

/// The keys as the file has them, one to a line.
fn keys_in_order(path: &Path) -> Vec<String> {
    let json = fs::read_to_string(path).expect("a file of words can be read");
    json.lines().filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once("\": ")?.0.to_owned())).collect()
}

/// The keys that a language is to have: English ones, with its own plural forms in the place of the English ones.
fn keys_for(cardinals: &[&str]) -> Vec<String> {
    let mut expected = Vec::new();
    for key in keys_in_order(&words("en.json")) {
        if stem(&key) == key {
            expected.push(key);
        } else if key.ends_with(".other") {
            expected.extend(cardinals.iter().map(|form| [stem(&key), ".", form.trim_end_matches('*')].concat()));
        }
    }
    expected
}

/// The English phrase that `key` says in another language.
fn english_of<'a>(english: &'a BTreeMap<String, String>, key: &str) -> &'a str {
    english.get(key).unwrap_or_else(|| &english[&[stem(key), ".other"].concat()])
}

/// The gaps of a phrase, each as often as it occurs, in alphabetical order.
fn gaps(phrase: &str) -> Vec<&str> {
    let mut gaps: Vec<&str> = phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    gaps.sort_unstable();
    gaps
}

/// Whether the plural form at `key` stands for one number only.
fn is_one_number(key: &str, cardinals: &[&str]) -> bool {
    key.rsplit_once('.').is_some_and(|(_, form)| cardinals.contains(&[form, "*"].concat().as_str()))
}

/// Each language with its plural forms and its phrases.
fn translations() -> impl Iterator<Item = (&'static str, &'static [&'static str], BTreeMap<String, String>)> {
    CARDINALS.into_iter().map(|(lang, cardinals)| (lang, cardinals, phrases(&words(&[lang, ".json"].concat()))))
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

#[test]
fn every_file_is_listed_and_every_listed_language_has_a_file() {
    let mut files: Vec<String> = fs::read_dir(words(""))
        .expect("the languages can be listed")
        .map(|entry| entry.expect("the languages can be listed").file_name().into_string().expect("a plain name"))
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .filter(|lang| lang != "en")
        .collect();
    files.sort_unstable();
    assert_eq!(files, TRANSLATED, "the files, and TRANSLATED of src/words/mod.rs, sorted");
    assert_eq!(files, CARDINALS.map(|(lang, _)| lang), "the files, and the plural forms known to this test");
}

#[test]
fn every_language_has_the_keys_of_english_with_its_own_plural_forms() {
    for (lang, cardinals) in CARDINALS {
        assert_eq!(keys_for(cardinals), keys_in_order(&words(&[lang, ".json"].concat())), "{lang}.json");
    }
}

#[test]
fn every_translation_keeps_the_gaps() {
    let english = phrases(&words("en.json"));
    let (mut languages, mut checked) = (0, 0);
    for (lang, cardinals, translated) in translations() {
        languages += 1;
        for (key, phrase) in &translated {
            let (mut expected, found) = (gaps(english_of(&english, key)), gaps(phrase));
            if is_one_number(key, cardinals) && !found.contains(&"n") {
                expected.retain(|gap| *gap != "n");
            }
            assert_eq!(expected, found, "{key} in {lang}.json: {phrase}");
            let braces = phrase.matches(['{', '}']).count();
            assert_eq!(2 * found.len(), braces, "{key} in {lang}.json has a brace too many: {phrase}");
            checked += 1;
        }
    }
    println!("{languages} languages besides English, {checked} phrases checked");
}

/// Same as in English may be a phrase of gaps alone; one with words that has to be, like a name, would be excepted here with the reason.
#[test]
fn no_phrase_is_left_in_english() {
    let english = phrases(&words("en.json"));
    for (lang, _, translated) in translations() {
        for (key, phrase) in &translated {
            assert!(!phrase.trim().is_empty(), "{key} in {lang}.json is empty");
            let own = without_gaps(phrase);
            let is_english = own.contains(char::is_alphabetic) && english_of(&english, key) == phrase;
            assert!(!is_english, "{key} in {lang}.json is English");
        }
    }
}

/// A phrase without its `{gaps}`.
fn without_gaps(phrase: &str) -> String {
    phrase.split('{').map(|part| part.rsplit('}').next().unwrap_or_default()).collect()
}

#[test]
fn what_is_isolated_is_closed_again() {
    for (lang, _, translated) in translations() {
        for (key, phrase) in &translated {
            let (opened, closed) = (phrase.matches('\u{2068}').count(), phrase.matches('\u{2069}').count());
            assert_eq!(opened, closed, "{key} in {lang}.json: {phrase}");
        }
    }
}

/// What the first screen is drawn by, without the parts whose words wait for the rest.
const OF_THE_FIRST_SCREEN: [&str; 10] = [
    "failure.rs",
    "parts/figure/mod.rs",
    "parts/meta/mod.rs",
    "parts/notice/mod.rs",
    "parts/own_card/mod.rs",
    "parts/skeleton/mod.rs",
    "parts/story_card/mod.rs",
    "parts/tag_list/mod.rs",
    "screens/first.rs",
    "screens/front.rs",
];

#[test]
fn what_the_first_screen_says_does_not_wait_for_the_rest() {
    let stems = |lines: &'static str| lines.lines().step_by(2).map(stem).collect::<BTreeSet<_>>();
    let rest = stems(REST);
    assert!(stems(FIRST).is_disjoint(&rest));
    for name in OF_THE_FIRST_SCREEN {
        let source =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)).expect("it is there");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        // `pictures` is the name of a preference there, too.
        let is_late = |text: &&str| rest.contains(text) && *text != "pictures";
        let late: Vec<&str> = code.split('"').skip(1).step_by(2).filter(is_late).collect();
        assert_eq!(Vec::<&str>::new(), late, "{name} says what comes with the rest");
    }
}
