//! `cargo xtask bench formats`: how fast feeds are read, beside who only parses them: `serde_json::Value` natively,
//! `JSON.parse` and `DOMParser` in Chromium.

use crate::error::TaskError;
use crate::{bench, browsers, serve, setup, shell, test};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A feed; may be given several times. Reuters and the Guardian's articles in HTML, from DATELINE_DATA or
    /// ../shared/data, when not given
    #[arg(long, value_name = "FILE")]
    feed: Vec<PathBuf>,
}

/// What reads feeds, with the two functions that the browser calls.
const PACKAGE: &str = "dateline-formats-wasm";
/// Texts with paragraphs, and articles with all that HTML has.
const CORPORA: [&str; 2] = ["corpora/reuters.jsonl.gz", "corpora/guardian.jsonl"];

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    let data = || test::data_folder().ok_or_else(|| bench::no_data("--feed FILE"));
    let named = match options.feed.as_slice() {
        [] => CORPORA.iter().map(|corpus| Ok(data()?.join(corpus))).collect::<Result<Vec<_>, TaskError>>()?,
        named => named.to_vec(),
    };
    let mut feeds = Vec::new();
    for feed in named {
        let feed = serve::served_form(&feed)?;
        feeds.push(feed.canonicalize().map_err(TaskError::io(feed))?);
    }
    setup::build_tools()?;
    let folder = shell::target().join("bench-formats");
    bench::build_wasm(PACKAGE, "formats", &folder)?;
    let folder = folder.canonicalize().map_err(TaskError::io(&folder))?;
    let feed_list = std::env::join_paths(&feeds).map_err(|error| TaskError::content(&folder, error.to_string()))?;

    println!("\nNatively");
    let example = ["run", "--quiet", "--release", "--package", "dateline-formats", "--example", "throughput", "--"];
    shell::run(shell::cargo(&example).args(&feeds))?;
    println!("\nIn Chromium");
    browsers::drive("tasks::bench_formats", &[("DATELINE_FEEDS", feed_list.as_ref()), ("DATELINE_BENCH", &folder)])
}
