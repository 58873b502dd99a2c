//! `cargo xtask dist`: what is published.
//!
//! `dist/site` is the standalone page; `dist/embed` holds what a publisher copies, under the name of its major version and
//! of its version; `dist/npm` is the package; a zip holds the same for who hosts it by hand. The site has the same layout, so
//! it is a page that embeds the reader just as a stranger's page would. The same sources give the same bytes.

mod bill;
mod names;
mod order;
mod package;
mod payload;
mod split;
mod sums;

pub(crate) use package::check;
pub(crate) use payload::payload;

use crate::error::TaskError;
use crate::{setup, shell};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of all that is published.
const DIST: &str = "dist";
/// The folder of the standalone page.
pub(crate) const SITE: &str = "dist/site";
/// The folder publishers copy; below the site it is the same.
pub(crate) const EMBED: &str = "dist/embed";
/// The package for npm.
pub(crate) const NPM: &str = "dist/npm";
/// The name under which a page may embed whatever is newest and still fits.
const MAJOR: &str = "v1";
/// Stays as it is while the version does.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Build all of it a second time from nothing, and compare
    #[arg(long)]
    twice: bool,
}

pub(crate) fn task(options: &Options) -> Result<(), TaskError> {
    run()?;
    if !options.twice {
        return Ok(());
    }
    let first = read(&sums::path())?;
    println!("And again, in a folder of its own …");
    build(Some(&shell::target().join("again")))?;
    let second = read(&sums::path())?;
    if first == second {
        println!("Two builds gave the same bytes.");
        return Ok(());
    }
    let differ = first.lines().zip(second.lines()).filter(|(first, second)| first != second);
    let differ: Vec<&str> = differ.filter_map(|(line, _)| line.split_whitespace().last()).collect();
    Err(TaskError::content(sums::path(), format!("a second build gives others of {}", differ.join(", "))))
}

/// Builds all that is published.
pub(crate) fn run() -> Result<(), TaskError> {
    build(None)
}

fn build(target: Option<&Path>) -> Result<(), TaskError> {
    setup::build_tools()?;
    let mut trunk = shell::trunk(&["build", "--release", "--dist", SITE, "--features", "split"]);
    shell::run(trunk.envs(target.map(|folder| ("CARGO_TARGET_DIR", folder))))?;
    let target = target.map_or_else(shell::target, Path::to_path_buf);
    let parts = target.join("parts");
    clear(&parts)?;
    let parts = split::cut(&target.join("wasm32-unknown-unknown/reader/dateline-reader.wasm"), &parts)?;
    let sources = payload::take_apart(&parts, &Path::new(SITE).join("embed").join(MAJOR))?;
    publish(&sources)?;
    let payload = payload()?;
    println!("{SITE}: the standalone page; {EMBED}: for publishers; {NPM}: for npm");
    for file in [&payload.loader, &payload.glue, &payload.wasm].into_iter().chain(&payload.others) {
        println!("  {}", file.display());
    }
    Ok(())
}

/// Lays out everything that is made of the payload.
fn publish(sources: &payload::Sources) -> Result<(), TaskError> {
    let major = Path::new(SITE).join("embed").join(MAJOR);
    payload::write_loader(sources, &major)?;
    for name in ["dateline.d.ts", "custom-elements.json"] {
        copy(&Path::new("static").join(name), &major.join(name))?;
    }
    clear(Path::new(EMBED))?;
    for name in [MAJOR, VERSION] {
        copy_folder(&major, &Path::new(EMBED).join(name))?;
    }
    package::write_to(sources, &major, Path::new(NPM))?;
    bill::write_to(&Path::new(DIST).join("bom.json"))?;
    sums::zip(&Path::new(EMBED).join(VERSION), &Path::new(DIST).join(format!("dateline-{VERSION}.zip")))?;
    sums::write_to()
}

fn read(path: &Path) -> Result<String, TaskError> {
    fs::read_to_string(path).map_err(TaskError::io(path))
}

fn bytes(path: &Path) -> Result<Vec<u8>, TaskError> {
    fs::read(path).map_err(TaskError::io(path))
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    fs::write(path, text).map_err(TaskError::io(path))
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), TaskError> {
    fs::copy(from, to).map(drop).map_err(TaskError::io(from))
}

/// An empty folder, whatever was there before.
pub(crate) fn clear(folder: &Path) -> Result<(), TaskError> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(TaskError::io(folder))?;
    }
    fs::create_dir_all(folder).map_err(TaskError::io(folder))
}

/// Copies a folder to where another may have been.
pub(crate) fn replace_folder(from: &Path, to: &Path) -> Result<(), TaskError> {
    clear(to)?;
    copy_folder(from, to)
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), TaskError> {
    fs::create_dir_all(to).map_err(TaskError::io(to))?;
    for entry in fs::read_dir(from).map_err(TaskError::io(from))? {
        let source = entry.map_err(TaskError::io(from))?.path();
        let copied = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy_folder(&source, &copied)?;
        } else {
            copy(&source, &copied)?;
        }
    }
    Ok(())
}

/// Every file below a folder, sorted by its path.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(TaskError::io(folder))? {
        let path = entry.map_err(TaskError::io(folder))?.path();
        if path.is_dir() { found.append(&mut files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}
