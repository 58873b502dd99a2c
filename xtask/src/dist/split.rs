//! Cuts the program in two where `src/later.rs` says: what the first screen needs, and the rest, which its script fetches later.
//!
//! Trunk knows nothing of that and makes one file of what cargo linked. Here the linked file is taken once more, cut before
//! wasm-bindgen sees it, and put in the place of what Trunk made.

use super::{bytes, names, order, read, write};
use crate::error::TaskError;
use crate::shell;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// What wasm-bindgen and Trunk call the reader.
const READER: &str = "dateline-reader";
/// The script that the cutter writes; ours below takes its place.
const LINK: &str = "./__wasm_split.js";
/// What the first part asks its script for, to have the second fetched.
const LOAD: &str = "__wasm_split_load_later";
/// What both parts share, besides functions that are found in the table: the memory, the table and the place on the stack.
const SHARED: [&str; 3] = ["memory", "__indirect_function_table", "__wasm_split_shared0"];

/// Fetches the second part and tells the first whether it is there. A failure is forgotten, so that it can be tried again.
const FETCH: &str = "
let later;

async function loadLater(callback, data) {
    let isThere = true;
    try {
        await (later ??= fetchLater());
    } catch (error) {
        later = undefined;
        isThere = false;
        console.error(`Dateline: The rest of the reader could not be fetched. (${error.message ?? error}) More: docs/errors.md#rest-missing`);
    }
    wasm.__indirect_function_table.get(callback)(data, isThere);
}

async function fetchLater() {
    const response = await fetch(LATER_URL, {integrity: \"LATER_INTEGRITY\"});
    const shared = {SHARED};
    return __wbg_load(response, {__wasm_split: shared});
}
";

/// The parts where they lie, and the script around the first.
pub(super) struct Parts {
    pub(super) first: PathBuf,
    pub(super) later: PathBuf,
    pub(super) glue: String,
}

/// Cuts what cargo linked into `linked`, and leaves the parts in `folder`.
pub(super) fn cut(linked: &Path, folder: &Path) -> Result<Parts, TaskError> {
    let input = bytes(linked)?;
    let (whole, later) = (folder.join("whole.wasm"), folder.join("split_later.wasm"));
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &whole;
    options.link_name = LINK;
    transform(options).map_err(|error| TaskError::content(linked, error.to_string()))?;
    let arguments = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", READER, "--out-dir"];
    shell::run(shell::command("wasm-bindgen", &arguments).arg(folder).arg(&whole))?;
    let first = folder.join(format!("{READER}_bg.wasm"));
    let path = folder.join(format!("{READER}.js"));
    let glue = linked_script(&read(&path)?).map_err(|reason| TaskError::content(&path, reason))?;
    write(&path, &glue)?;
    names::optimise(&first)?;
    names::optimise(&later)?;
    names::squeeze(&later)?;
    let glue = names::shorten(&first, &path)?;
    order::alike_together(&first)?;
    order::alike_together(&later)?;
    Ok(Parts { first, later, glue })
}

/// wasm-bindgen's script with ours in the place of the one that the cutter writes.
fn linked_script(script: &str) -> Result<String, String> {
    let (import, given) = (format!("import * as import1 from \"{LINK}\"\n"), format!("        \"{LINK}\": import1,\n"));
    let own = "const import0 = {\n";
    for part in [import.as_str(), &given, own] {
        if script.matches(part).count() != 1 {
            return Err(format!("must hold `{}` once", part.trim()));
        }
    }
    let script =
        script.replace(&import, "").replace(&given, "").replace(own, &format!("{own}        {LOAD}: loadLater,\n"));
    let shared = SHARED.map(|name| format!("{name}: wasm.{name}")).join(", ");
    Ok(script + &FETCH.replace("SHARED", &shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_finds_what_fetches_the_second() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nconst import0 = {\n        a: 1,\n};\nreturn {\n        \
                      \"./__wasm_split.js\": import1,\n};\n";
        let linked = linked_script(script).expect("as wasm-bindgen writes it");
        assert!(linked.starts_with(
            "const import0 = {\n        __wasm_split_load_later: loadLater,\n        a: 1,\n};\nreturn {\n};\n"
        ));
        assert!(linked.contains("{memory: wasm.memory, "), "{linked}");
        assert_eq!(
            Err("must hold `import * as import1 from \"./__wasm_split.js\"` once".to_owned()),
            linked_script("a")
        );
    }
}
