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
    }
    let mut sheets = Vec::new();
    collect(Path::new("src"), &mut sheets)?;
    // Custom properties and the page first, then the parts in alphabetical order.
    sheets.sort_by_key(|path| (path.components().count(), path.clone()));
    let mut all = String::new();
    for sheet in sheets {
        all.push_str(&squeeze(&fs::read_to_string(sheet)?));
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("reader.css"), all)?;
    fs::write(Path::new(&out).join("en.txt"), english()?)?;
    Ok(())
}

/// The English words, a key and a phrase in turn, a line each.
fn english() -> Result<String, Box<dyn std::error::Error>> {
    let json = fs::read_to_string("src/words/languages/en.json")?;
    let phrases: BTreeMap<String, String> = serde_json::from_str(&json)?;
    Ok(phrases.iter().map(|(key, phrase)| format!("{key}\n{phrase}\n")).collect())
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
