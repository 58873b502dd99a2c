//! Makes one style sheet of those that lie beside the parts, so that it travels inside the wasm: it can then neither be
//! missing nor be of another version, and no page's policy has to allow it. The English words travel there too, as sorted
//! lines: a JSON reader only for them would cost the wasm some 20 kB.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Whoever cuts the module must know which bytes stand for the place of a function.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        // The stack comes before all data. With half a megabyte instead of a whole, every address of data is a byte shorter.
        println!("cargo::rustc-link-arg-bins=-zstack-size=524288");
    }
    let mut sheets = Vec::new();
    collect(Path::new("src"), &mut sheets)?;
    // Custom properties and the page first, then the parts in alphabetical order.
    sheets.sort_by_key(|path| (path.components().count(), path.clone()));
    let (mut all, mut first, mut rest) = (String::new(), String::new(), String::new());
    for sheet in sheets {
        let rules = squeeze(&fs::read_to_string(&sheet)?);
        all.push_str(&rules);
        let is_first = FIRST_SHEETS.iter().any(|name| sheet == Path::new("src").join(name));
        if is_first {
            first.push_str(&rules);
        } else {
            // Where something of the rest stands between, so that both can be put together again in the same order.
            first.push(BETWEEN);
            rest.push_str(&rules);
            rest.push(BETWEEN);
        }
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    for (name, rules) in [("reader.css", all), ("first.css", first), ("rest.css", rest)] {
        fs::write(Path::new(&out).join(name), rules)?;
    }
    for (name, english) in ["first.txt", "rest.txt"].into_iter().zip(english()?) {
        fs::write(Path::new(&out).join(name), english)?;
    }
    Ok(())
}

/// What the first screen looks by.
const FIRST_SHEETS: [&str; 12] = [
    "page.css",
    "tokens.css",
    "parts/comfort/style.css",
    "parts/figure/style.css",
    "parts/find_bar/style.css",
    "parts/meta/style.css",
    "parts/notice/style.css",
    "parts/skeleton/style.css",
    "parts/story_card/style.css",
    "parts/tag_list/style.css",
    "screens/filters.css",
    "screens/front.css",
];
/// Stands in a sheet where one from another part of the program belongs: white space to CSS.
const BETWEEN: char = '\u{c}';

/// The keys of what is said before the rest of the reader is there, without their plural forms; one that ends in `_` stands for all that
/// begin so. `tests/words.rs` looks whether all are named.
const FIRST: [&str; 20] = [
    "arrived",
    "by",
    "caption_prefix",
    "credit_prefix",
    "display",
    "enlarge",
    "error_",
    "filters",
    "left_off",
    "loading",
    "read",
    "reading",
    "rest_missing",
    "retry",
    "save",
    "search_hint",
    "search_label",
    "show_picture",
    "tags",
    "too_many",
];

/// The English words, a key and a phrase in turn, a line each: what the first screen says, and the rest.
fn english() -> Result<[String; 2], Box<dyn std::error::Error>> {
    let json = fs::read_to_string("src/words/languages/en.json")?;
    let phrases: BTreeMap<String, String> = serde_json::from_str(&json)?;
    let (first, rest): (Vec<_>, Vec<_>) = phrases.iter().partition(|(key, _)| is_first(key));
    let lines =
        |phrases: Vec<(&String, &String)>| phrases.iter().map(|(key, phrase)| format!("{key}\n{phrase}\n")).collect();
    Ok([lines(first), lines(rest)])
}

fn is_first(key: &str) -> bool {
    let stem = key.split('.').next().unwrap_or_default();
    FIRST.iter().any(|&first| stem == first || first.ends_with('_') && stem.starts_with(first))
}

fn collect(folder: &Path, sheets: &mut Vec<PathBuf>) -> Result<(), std::io::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, sheets)?;
        } else if path.extension().is_some_and(|extension| extension == "css") {
            sheets.push(path);
        }
    }
    Ok(())
}

/// What is only for people to read, in turn: 100 bytes of brotli, as often as the sheet is counted.
const SHORTER: [(&str, &str); 7] =
    [(";\n}", "}"), (";\n", ";"), (" {\n", "{"), ("}\n", "}"), (",\n", ","), (": ", ":"), (", ", ",")];

/// Takes out comments and white space. Our sheets have no comment signs inside strings, and no colon or comma with a space
/// behind it there.
fn squeeze(css: &str) -> String {
    let mut squeezed = String::new();
    let mut rest = css;
    while let Some(open) = rest.find("/*") {
        squeezed.push_str(&rest[..open]);
        rest = rest[open..].find("*/").map_or("", |length| &rest[open + length + 2..]);
    }
    squeezed.push_str(rest);
    let lines: Vec<&str> = squeezed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    SHORTER.into_iter().fold(lines.join("\n") + "\n", |css, (long, short)| css.replace(long, short))
}
