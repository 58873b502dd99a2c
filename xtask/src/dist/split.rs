//! Cuts the program where `src/later.rs` says: what the first screen needs, the rest, which its script fetches later, and what reads
//! archives, which it fetches where there is one.
//!
//! Trunk knows nothing of that and makes one file of what cargo linked. Here the linked file is taken once more, cut before
//! wasm-bindgen sees it, and put in the place of what Trunk made. What the later parts both need is a file of its own.

use super::{bytes, names, order, read, write};
use crate::error::TaskError;
use crate::shell;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// What wasm-bindgen and Trunk call the reader.
const READER: &str = "dateline-reader";
/// The script that the cutter writes; ours below takes its place.
const LINK: &str = "./__wasm_split.js";
/// Parts that the script fetches, by the names that `src/later.rs` gives them, each with what it needs: itself and what it shares.
const PARTS: [(&str, [&str; 2]); 2] = [("later", ["SHARED", "LATER"]), ("archive", ["SHARED", "ARCHIVE"])];
/// What all parts share, besides functions that are found in the table: the memory, the table and the place on the stack.
const SHARED: [&str; 3] = ["memory", "__indirect_function_table", "__wasm_split_shared0"];

/// Fetches files, each once, and tells the first part whether they are there. A failure is forgotten, so that it can be tried again.
const FETCH: &str = include_str!("parts.js");

/// Asks for what an archive takes while the program is on its way.
const EARLY: &str = include_str!("early.js");

/// The parts where they lie, and the script around the first.
pub(super) struct Parts {
    pub(super) first: PathBuf,
    /// The others, each with its name in the script.
    pub(super) others: [(&'static str, PathBuf); 3],
    pub(super) glue: String,
}

/// Cuts what cargo linked into `linked`, and leaves the parts in `folder`.
pub(super) fn cut(linked: &Path, folder: &Path) -> Result<Parts, TaskError> {
    let input = bytes(linked)?;
    let whole = folder.join("whole.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &whole;
    options.link_name = LINK;
    let failed = |reason: String| TaskError::content(linked, reason);
    let split = transform(options).map_err(|error| failed(error.to_string()))?;
    let named = |begin: &str| {
        let mut found = split
            .split_modules
            .iter()
            .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(begin)));
        match (found.next(), found.next()) {
            (Some(path), None) => Ok(path.clone()),
            _ => Err(failed(format!("must have one part whose name begins with {begin}"))),
        }
    };
    let others = [("SHARED", named("chunk_")?), ("LATER", named("split_later")?), ("ARCHIVE", named("split_archive")?)];
    let arguments = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", READER, "--out-dir"];
    shell::run(shell::command("wasm-bindgen", &arguments).arg(folder).arg(&whole))?;
    let first = folder.join(format!("{READER}_bg.wasm"));
    let path = folder.join(format!("{READER}.js"));
    let glue = linked_script(&read(&path)?).map_err(|reason| TaskError::content(&path, reason))?;
    write(&path, &glue)?;
    names::optimise(&first)?;
    for (_, part) in &others {
        names::optimise(part)?;
        names::squeeze(part)?;
    }
    let glue = names::shorten(&first, &path)?;
    order::alike_together(&first)?;
    for (_, part) in &others {
        order::alike_together(part)?;
    }
    Ok(Parts { first, others, glue })
}

/// wasm-bindgen's script with ours in the place of the one that the cutter writes.
fn linked_script(script: &str) -> Result<String, String> {
    let own = "const import0 = {\n";
    if script.matches(own).count() != 1 {
        return Err(format!("must hold `{}` once", own.trim()));
    }
    // An import and its place for each part that can be fetched.
    if script.lines().filter(|line| line.contains(LINK)).count() != 2 * PARTS.len() {
        return Err(format!("must name {LINK} twice for each part"));
    }
    let loads: String = PARTS
        .iter()
        .map(|(name, needs)| {
            let needs = needs.map(|part| format!("\"{part}\"")).join(", ");
            format!("        __wasm_split_load_{name}: (callback, data) => loadParts(callback, data, [{needs}]),\n")
        })
        .collect();
    let script: String = script.split_inclusive('\n').filter(|line| !line.contains(LINK)).collect();
    let script = script.replace(own, &format!("{own}{loads}"));
    let given = SHARED.map(|name| format!("{name}: wasm.{name}")).join(", ");
    Ok(script + &FETCH.replace("GIVEN", &given) + EARLY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_finds_what_fetches_the_others() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
                      const import0 = {\n        a: 1,\n};\nreturn {\n        \"./__wasm_split.js\": import1,\n        \
                      \"./__wasm_split.js\": import2,\n};\n";
        let linked = linked_script(script).expect("as wasm-bindgen writes it");
        assert!(linked.starts_with(
            "const import0 = {\n        __wasm_split_load_later: (callback, data) => loadParts(callback, data, [\"SHARED\", \
             \"LATER\"]),\n        __wasm_split_load_archive: "
        ));
        assert!(linked.contains("        a: 1,\n};\nreturn {\n};\n"), "{linked}");
        assert!(linked.contains("{memory: wasm.memory, "), "{linked}");
        assert_eq!(Err("must hold `const import0 = {` once".to_owned()), linked_script("a"));
    }
}
