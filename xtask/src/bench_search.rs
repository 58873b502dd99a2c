//! `cargo xtask bench search`: our search beside others on the same stories and queries. `cargo xtask bench relevance`:
//! how well its ranking agrees with people.
//!
//! The measuring itself is a Node script in `benches/search`, because the others are JavaScript; here it gets what it
//! needs. Ours is built just as the reader is, so that the figures are those of what is published.

use crate::error::TaskError;
use crate::{bench, node, setup, shell, test};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args)]
pub(crate) struct SearchOptions {
    /// The stories: `reuters`, `reddit`, `made-up`, or a file of JSON lines; Reuters where the data folder is there
    #[arg(long, value_name = "FILE")]
    corpus: Option<String>,
    /// How many stories at most; 100,000 when not given
    #[arg(long, value_name = "N")]
    stories: Option<u32>,
    /// Which engines, with commas between; all when not given
    #[arg(long, value_name = "NAMES")]
    engines: Option<String>,
    /// Where they run: `node`, or `chromium` for ours and MiniSearch in a page; Node when not given
    #[arg(long = "in", value_name = "PLACE")]
    place: Option<String>,
    /// How often each engine is measured; three times when not given
    #[arg(long, value_name = "N")]
    rounds: Option<u32>,
    /// Seconds for the queries of one kind, after which an engine is asked no more of them
    #[arg(long, value_name = "SECONDS")]
    budget: Option<u32>,
}

#[derive(clap::Args)]
pub(crate) struct RelevanceOptions {
    /// A folder with docs.jsonl, queries.jsonl and qrels.tsv; those of the data folder when not given
    #[arg(long, value_name = "DIR")]
    collection: Option<PathBuf>,
}

/// The script and the versions of the engines it measures.
const SCRIPT: &str = "benches/search";
/// Our engine with the few functions that the script calls.
const PACKAGE: &str = "dateline-search-wasm";

pub(crate) fn search(options: &SearchOptions) -> Result<(), TaskError> {
    let corpus = corpus(options.corpus.as_deref())?;
    let node = node_tool("node")?;
    node_tool("npm")?;
    setup::build_tools()?;
    let folder = shell::target().join("bench-search");
    node::install(Path::new(SCRIPT), &folder)?;
    bench::build_wasm(PACKAGE, "search", &folder.join("wasm"))?;
    let mut script = shell::command(node, &[&shell::text(&folder.join("run.mjs"))]);
    pass(&mut script, "--corpus", corpus.as_deref().map(shell::text));
    pass(&mut script, "--stories", options.stories);
    pass(&mut script, "--engines", options.engines.as_ref());
    pass(&mut script, "--in", options.place.as_ref());
    pass(&mut script, "--rounds", options.rounds);
    pass(&mut script, "--budget", options.budget);
    shell::run(&mut script)
}

pub(crate) fn relevance(options: &RelevanceOptions) -> Result<(), TaskError> {
    let example = ["run", "--quiet", "--release", "--package", "dateline-search", "--example", "relevance", "--"];
    let mut example = shell::cargo(&example);
    match &options.collection {
        Some(folder) => {
            let folder = folder.canonicalize().map_err(TaskError::io(folder))?;
            // What it names as a whole path is read there, wherever the data folder lies.
            example.arg("--collection").arg(&folder).env("DATELINE_DATA", &folder);
        }
        None => {
            example.env("DATELINE_DATA", test::data_folder().ok_or_else(|| bench::no_data("--collection DIR"))?);
        }
    }
    shell::run(&mut example)
}

/// The file with the stories; none if they are to be made up.
fn corpus(asked: Option<&str>) -> Result<Option<PathBuf>, TaskError> {
    let in_data = |name: &str| test::data_folder().map(|folder| folder.join(format!("corpora/{name}.jsonl.gz")));
    match asked {
        Some("made-up") => Ok(None),
        Some(name @ ("reuters" | "reddit")) => in_data(name).map(Some).ok_or_else(|| bench::no_data("--corpus FILE")),
        // The script runs in the folder of the workspace, as all tasks do.
        Some(file) => Path::new(file).canonicalize().map(Some).map_err(TaskError::io(file)),
        None => {
            let found = in_data("reuters").filter(|file| file.is_file());
            if found.is_none() {
                println!("There is no data folder, so stories are made up; name others with --corpus FILE.");
            }
            Ok(found)
        }
    }
}

/// A program that comes with Node.js.
pub(crate) fn node_tool(name: &'static str) -> Result<&'static str, TaskError> {
    if shell::find(name).is_some() {
        return Ok(name);
    }
    Err(TaskError::Missing {
        name,
        reason: "what we are measured beside is JavaScript",
        advice: "install Node.js 20 or newer with npm, then run this again".to_owned(),
    })
}

/// Hands an option on if it was given.
fn pass(command: &mut Command, name: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        command.arg(name).arg(value.to_string());
    }
}
