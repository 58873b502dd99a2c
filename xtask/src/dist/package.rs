//! The package for npm: the loader as a module that only exports, `define` as an entry of its own, and what both load.

use super::payload::{Sources, write_module};
use super::{NPM, VERSION, clear, copy, copy_folder, write};
use crate::error::TaskError;
use crate::{node, shell};
use std::path::Path;
use std::process::Command;

const DEFINE: &str = "import {define} from \"./dateline.js\";\n\ndefine();\n";
const DEFINE_TYPES: &str = "export {};\n";

/// Prints nothing when the package does what it should in Node, where there is no document.
const IN_NODE: &str = "
    const before = Object.keys(globalThis).length;
    const { DatelineReader, define } = await import('dateline-reader');
    await import('dateline-reader/define');
    define();
    if (typeof DatelineReader !== 'function') throw new Error('the class is not exported');
    if (Object.keys(globalThis).length !== before) throw new Error('importing it leaves globals behind');";

/// Writes the package; `embed` is the folder that publishers copy.
pub(super) fn write_to(sources: &Sources, embed: &Path, folder: &Path) -> Result<(), TaskError> {
    clear(folder)?;
    write_module(sources, folder)?;
    write(&folder.join("define.js"), DEFINE)?;
    write(&folder.join("define.d.ts"), DEFINE_TYPES)?;
    let plain = [sources.glue.as_str(), &sources.wasm, "dateline.d.ts", "custom-elements.json"];
    for name in plain.into_iter().chain(sources.others.iter().map(|(name, _)| name.as_str())) {
        copy(&embed.join(name), &folder.join(name))?;
    }
    copy_folder(&embed.join("words"), &folder.join("words"))?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "CHANGELOG.md"] {
        copy(Path::new(name), &folder.join(name))?;
    }
    copy(Path::new("docs/npm.md"), &folder.join("README.md"))?;
    write(&folder.join("package.json"), &MANIFEST.replace("VERSION", VERSION))
}

/// In this order: conditions of `exports` are tried one after another.
const MANIFEST: &str = r#"{
  "name": "dateline-reader",
  "version": "VERSION",
  "description": "An embeddable story reader: cards, captions, tags and search over a publisher's own JSON",
  "keywords": ["custom-element", "web-component", "news", "reader", "search", "json-feed"],
  "license": "(MIT OR Apache-2.0)",
  "type": "module",
  "sideEffects": ["./define.js"],
  "exports": {
    ".": { "types": "./dateline.d.ts", "default": "./dateline.js" },
    "./define": { "types": "./define.d.ts", "default": "./define.js" },
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json"
  },
  "types": "./dateline.d.ts",
  "customElements": "./custom-elements.json"
}
"#;

/// What npm, bundlers and compilers say of the package; a step of `test`.
pub(crate) fn check() -> Result<(), TaskError> {
    let Some(examples) = node::examples()? else { return Ok(()) };
    for command in [["pack", "--dry-run"], ["publish", "--dry-run"]] {
        without_a_warning(shell::command("npm", &command).args(["--no-color", "--tag", "latest"]).current_dir(NPM))?;
    }
    shell::run(&mut node::script(&examples, "publint/src/cli.js", &["run", NPM, "--strict"]))?;
    let types = ["--pack", NPM, "--profile", "esm-only", "--no-emoji"];
    shell::run(&mut node::script(&examples, "@arethetypeswrong/cli/dist/index.js", &types))?;
    node::install_reader(&examples)?;
    shell::run(shell::command("node", &["--input-type=module", "--eval", IN_NODE]).current_dir(&examples))
}

/// Runs npm, and takes its warnings for failures. It writes them where it writes everything else but the result.
fn without_a_warning(npm: &mut Command) -> Result<(), TaskError> {
    let said = shell::said(npm)?;
    // That nobody is logged in here says nothing about the package.
    let is_warning = |line: &&str| line.contains("warn") && !line.contains("logged in");
    let warnings: Vec<&str> = said.lines().filter(is_warning).collect();
    if warnings.is_empty() { Ok(()) } else { Err(TaskError::content(NPM, warnings.join("; "))) }
}
