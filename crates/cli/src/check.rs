//! `dateline check`: what the reader makes of a feed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline_formats::{FeedReader, Format, Found};

use crate::input::{self, CommandError};
use crate::report::Report;

/// How to check.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckOptions {
    /// How to print: for people, or for machines.
    #[arg(long, value_enum, default_value_t = Print::Text)]
    format: Print,
    /// The feed's own address, which relative addresses in it are seen from.
    #[arg(long, default_value = "https://feed.invalid/")]
    url: String,
    /// Reads the items as this format (json-feed, ninjs, wordpress, ...) instead of looking at them.
    #[arg(long)]
    feed_format: Option<String>,
    /// Prints every story, not only those with something to say about them.
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Print {
    Text,
    Json,
}

/// Reads the feed in chunks, as the reader does, and prints what came of it.
pub(crate) fn check(feed: &Path, options: &CheckOptions) -> Result<ExitCode, CommandError> {
    let mut reader = FeedReader::new(input::base(&options.url)?);
    if let Some(format) = options.feed_format.as_deref().and_then(Format::from_name) {
        reader = reader.as_format(format);
    }
    let mut report = Report::default();
    input::read_feed(feed, &mut reader, |found, reader| match found {
        Found::Story(story) => report.add_story(*story, reader.origins()),
        Found::Problem(problem) => report.add_problem(problem),
    })?;
    report.head = reader.head().clone();
    report.bytes = reader.bytes_read();
    let text = match options.format {
        Print::Text => report.to_text(options.all),
        Print::Json => report.to_json(),
    };
    let stdout = PathBuf::from("standard output");
    let mut out = input::create(None)?;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|source| CommandError::Write { path: stdout, source })?;
    Ok(ExitCode::from(u8::from(report.is_lossy())))
}
