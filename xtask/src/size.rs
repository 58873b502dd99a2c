//! `cargo xtask size`: how many bytes a reader's browser fetches, beside the figures kept in `sizes.toml` and the budgets.
//!
//! The figures are in the repository, so that growth is a line in a diff that someone explains.

use crate::dist;
use crate::error::TaskError;
use crate::shell;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Keep today's figures in sizes.toml
    #[arg(long)]
    update: bool,
}

const KEPT: &str = "sizes.toml";
/// What stands above the figures.
const HEAD: &str =
    "# Brotli bytes of each part; `cargo xtask size --update` writes them. Say in the commit why one grew.\n";

/// The parts, each with the most it may weigh (in bytes after brotli). Why the first is not smaller: docs/decisions/0006.
const BUDGETS: [(&str, usize); 7] = [
    ("wasm", 181_500),
    // What both later parts share is counted with the first of them, which is fetched in any case.
    ("later", 177_500),
    ("archive", 82_000),
    ("glue", 10_000),
    ("loader", 4_096),
    ("glue and loader", 10_240),
    ("css", 6_144),
];

/// How much a part may grow before someone has to say why, in parts of a hundred.
const TOLERANCE: usize = 1;

struct Part {
    name: &'static str,
    size: usize,
    budget: usize,
    kept: Option<usize>,
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    dist::run()?;
    if options.update {
        keep(&measure()?)?;
    }
    check()
}

/// Prints the table for what `dist` built; fails when a part has outgrown its figure or its budget.
pub(crate) fn check() -> Result<(), TaskError> {
    let parts = measure()?;
    println!("{:<16} {:>9} {:>9} {:>9}  brotli bytes", "part", "now", "kept", "budget");
    for part in &parts {
        let kept = part.kept.map_or_else(|| "none".to_owned(), |kept| kept.to_string());
        println!("{:<16} {:>9} {kept:>9} {:>9}", part.name, part.size, part.budget);
    }
    let complaints: Vec<String> = parts.iter().filter_map(Part::complaint).collect();
    if complaints.is_empty() { Ok(()) } else { Err(TaskError::TooLarge(complaints.join("; "))) }
}

impl Part {
    fn complaint(&self) -> Option<String> {
        let Self { name, size, budget, kept } = self;
        if size > budget {
            return Some(format!("{name} weighs {size} bytes, over its budget of {budget}"));
        }
        let Some(kept) = kept else {
            return Some(format!("{name} has no figure in {KEPT}: run cargo xtask size --update"));
        };
        (size * 100 > kept * (100 + TOLERANCE)).then(|| {
            format!(
                "{name} grew from {kept} to {size} bytes: make it smaller, or run cargo xtask size --update and say why"
            )
        })
    }
}

fn measure() -> Result<Vec<Part>, TaskError> {
    let payload = dist::payload()?;
    let [shared, later, archive] = &payload.others;
    let [wasm, shared, later, archive, glue, loader] =
        [&payload.wasm, shared, later, archive, &payload.glue, &payload.loader].map(|path| compressed_file(path));
    let (glue, loader) = (glue?, loader?);
    let sizes = [wasm?, shared? + later?, archive?, glue, loader, glue + loader, compressed(&css()?)];
    let kept = kept()?;
    let parts = BUDGETS.iter().zip(sizes).map(|(&(name, budget), size)| {
        let kept = kept.get(&key(name)).and_then(toml::Value::as_integer).and_then(|kept| usize::try_from(kept).ok());
        Part { name, size, budget, kept }
    });
    Ok(parts.collect())
}

/// The stylesheet as the reader carries it: what its build script wrote last.
fn css() -> Result<Vec<u8>, TaskError> {
    let builds = shell::target().join("wasm32-unknown-unknown/reader/build");
    let entries = fs::read_dir(&builds).map_err(TaskError::io(&builds))?;
    let sheets = entries.flatten().map(|entry| entry.path().join("out/reader.css")).filter(|path| path.is_file());
    let newest = sheets.max_by_key(|path| path.metadata().and_then(|found| found.modified()).ok());
    let newest: PathBuf =
        newest.ok_or_else(|| TaskError::content(&builds, "holds no reader.css: build the reader first"))?;
    fs::read(&newest).map_err(TaskError::io(newest))
}

fn compressed_file(path: &Path) -> Result<usize, TaskError> {
    fs::read(path).map(|bytes| compressed(&bytes)).map_err(TaskError::io(path))
}

/// The bytes after brotli at its best, as a careful server keeps them.
fn compressed(bytes: &[u8]) -> usize {
    brotli(bytes).len()
}

/// Bytes as a careful server keeps them.
pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &settings).expect("writing to memory does not fail");
    out
}

fn kept() -> Result<toml::Table, TaskError> {
    // Before the first `--update` there is no file, and every part says so.
    let Ok(text) = fs::read_to_string(KEPT) else { return Ok(toml::Table::new()) };
    text.parse().map_err(|error: toml::de::Error| TaskError::content(KEPT, error.to_string()))
}

fn keep(parts: &[Part]) -> Result<(), TaskError> {
    let lines: String = parts.iter().map(|part| format!("{} = {}\n", key(part.name), part.size)).collect();
    fs::write(KEPT, format!("{HEAD}{lines}")).map_err(TaskError::io(KEPT))
}

fn key(name: &str) -> String {
    name.replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(size: usize, kept: Option<usize>, expected: Option<&str>) {
        let complaint = Part { name: "css", size, budget: 1200, kept }.complaint();
        assert_eq!(complaint.as_deref().and_then(|text| text.split(':').next()), expected);
    }

    #[test]
    fn a_part_may_grow_a_little() {
        check(1010, Some(1000), None);
        check(900, Some(1000), None);
    }

    #[test]
    fn a_part_that_outgrows_its_figure_or_its_budget_is_complained_of() {
        check(1011, Some(1000), Some("css grew from 1000 to 1011 bytes"));
        check(1201, Some(1201), Some("css weighs 1201 bytes, over its budget of 1200"));
        check(1000, None, Some("css has no figure in sizes.toml"));
    }
}
