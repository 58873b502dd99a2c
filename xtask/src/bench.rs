//! `cargo xtask bench page`: what a reader of a large feed feels, in Chromium: first cards, the longest task, keystrokes; and
//! `cargo xtask bench use`: what using it feels like; `cargo xtask bench leaks`: what stays behind.
//! The others measure one part alone: what reads feeds, and the search.
//!
//! The measuring itself is in `tests/browser/tasks`, beside the code that drives browsers.

use crate::error::TaskError;
use crate::{bench_archive, bench_embed, bench_formats, bench_search, browsers, serve, shell, test};
use std::path::{Path, PathBuf};

#[derive(clap::Subcommand)]
pub(crate) enum Options {
    /// First cards, longest task and keystrokes on a large feed, in Chromium
    Page {
        /// The feed; Reuters from DATELINE_DATA or ../shared/data when not given
        #[arg(long, value_name = "FILE")]
        feed: Option<PathBuf>,
    },
    /// Typing, filtering, opening and scrolling in a large feed, in Chromium
    Use {
        /// The feed; Reuters from DATELINE_DATA or ../shared/data when not given
        #[arg(long, value_name = "FILE")]
        feed: Option<PathBuf>,
    },
    /// What a reader leaves behind that comes and goes, and one whose feed is read all day, in three browsers
    Leaks,
    /// From navigation to the first card on a slow line, beside plain JavaScript, MiniSearch and Orama, in Chromium
    Embed,
    /// How fast feeds are read, beside serde_json, and beside JSON.parse and DOMParser in Chromium
    Formats(bench_formats::Options),
    /// Search beside MiniSearch, FlexSearch, Lunr, Orama, uFuzzy, Pagefind and Fuse, in Node
    Search(bench_search::SearchOptions),
    /// How well the ranking agrees with people who judged it
    Relevance(bench_search::RelevanceOptions),
    /// Archives of several sizes: building them, and what queries cost in them, with Pagefind beside
    Archive(bench_archive::Options),
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    match options {
        Options::Page { feed } => with_feed("tasks::bench_page", feed.clone()),
        Options::Use { feed } => with_feed("tasks::bench_use", feed.clone()),
        Options::Leaks => browsers::task("tasks::bench_leaks", &[]),
        Options::Embed => bench_embed::run(),
        Options::Formats(options) => bench_formats::run(options),
        Options::Search(options) => bench_search::search(options),
        Options::Relevance(options) => bench_search::relevance(options),
        Options::Archive(options) => bench_archive::run(options),
    }
}

/// Runs a task of the browser tests with a large feed.
fn with_feed(task: &str, feed: Option<PathBuf>) -> Result<(), TaskError> {
    let feed = feed.or_else(reuters).ok_or_else(|| no_data("--feed FILE"))?;
    let feed = serve::served_form(&feed)?;
    let feed = feed.canonicalize().map_err(TaskError::io(&feed))?;
    browsers::task(task, &[("DATELINE_FEED", &feed)])
}

fn reuters() -> Option<PathBuf> {
    Some(test::data_folder()?.join("corpora/reuters.jsonl.gz"))
}

/// Builds a package of `benches` as Trunk builds the reader: `NAME.js` and `NAME_bg.wasm` in `folder`.
pub(crate) fn build_wasm(package: &str, name: &str, folder: &Path) -> Result<(), TaskError> {
    const TARGET: &str = "wasm32-unknown-unknown";
    shell::run(&mut shell::cargo(&["build", "--package", package, "--target", TARGET, "--profile", "reader"]))?;
    let file = [&package.replace('-', "_"), ".wasm"].concat();
    let built = shell::text(&shell::target().join(TARGET).join("reader").join(file));
    let out = shell::text(folder);
    let glue = ["--target", "web", "--no-typescript", "--out-name", name, "--out-dir", &out, &built];
    shell::run(&mut shell::command("wasm-bindgen", &glue))?;
    let wasm = shell::text(&folder.join(format!("{name}_bg.wasm")));
    shell::run(&mut shell::command("wasm-opt", &["-Oz", &wasm, "-o", &wasm]))
}

/// Says how to measure without the data folder.
pub(crate) fn no_data(option: &str) -> TaskError {
    TaskError::Missing {
        name: "the data folder",
        reason: "neither DATELINE_DATA nor ../shared/data is there",
        advice: format!("name one in DATELINE_DATA, or use {option}"),
    }
}
