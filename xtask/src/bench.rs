//! `cargo xtask bench page`: what a reader of a large feed feels, in Chromium: first cards, the longest task, keystrokes.
//! The other two measure the search alone.
//!
//! The measuring itself is in `tests/browser/tasks`, beside the code that drives browsers.

use crate::error::TaskError;
use crate::{bench_search, browsers, serve, test};
use std::path::PathBuf;

#[derive(clap::Subcommand)]
pub(crate) enum Options {
    /// First cards, longest task and keystrokes on a large feed, in Chromium
    Page {
        /// The feed; Reuters from DATELINE_DATA or ../shared/data when not given
        #[arg(long, value_name = "FILE")]
        feed: Option<PathBuf>,
    },
    /// Search beside MiniSearch, FlexSearch, Lunr, Orama, uFuzzy, Pagefind and Fuse, in Node
    Search(bench_search::SearchOptions),
    /// How well the ranking agrees with people who judged it
    Relevance(bench_search::RelevanceOptions),
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    match options {
        Options::Page { feed } => page(feed.clone()),
        Options::Search(options) => bench_search::search(options),
        Options::Relevance(options) => bench_search::relevance(options),
    }
}

fn page(feed: Option<PathBuf>) -> Result<(), TaskError> {
    let Some(feed) = feed.or_else(reuters) else {
        return Err(TaskError::Missing {
            name: "a feed to measure with",
            reason: "neither DATELINE_DATA nor ../shared/data is there",
            advice: "name one with --feed FILE".to_owned(),
        });
    };
    let feed = serve::served_form(&feed)?;
    let feed = feed.canonicalize().map_err(TaskError::io(&feed))?;
    browsers::task("tasks::bench_page", &[("DATELINE_FEED", &feed)])
}

fn reuters() -> Option<PathBuf> {
    Some(test::data_folder()?.join("corpora/reuters.jsonl.gz"))
}
