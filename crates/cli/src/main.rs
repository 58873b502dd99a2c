//! The `dateline` command: looks at feeds as the reader would, and makes feeds of other things.

mod check;
mod convert;
mod import;
mod input;
mod item;
mod markup;
mod pack;
mod print;
mod report;
mod serve;
mod sweep;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use check::CheckOptions;
use convert::ConvertOptions;
use import::ImportOptions;
use input::CommandError;
use pack::{MergeOptions, PackOptions};
use print::PrintOptions;
use serve::ServeOptions;
use sweep::SweepOptions;

/// Looks at feeds as the Dateline reader would.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Says what the reader makes of a feed, problems included; exits with 1 if stories are lost.
    Check {
        /// The feed's file, or - for what is piped in.
        feed: PathBuf,
        #[command(flatten)]
        options: CheckOptions,
    },
    /// Makes a JSON Feed of records, one a line, with id, url, title, dateline, date, body, tags and author.
    Convert {
        /// The file of records (.jsonl or .jsonl.gz), or - for what is piped in.
        records: PathBuf,
        #[command(flatten)]
        options: ConvertOptions,
    },
    /// Makes a JSON Feed of feeds, WordPress exports, HTML pages, Markdown and plain text.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        options: ImportOptions,
    },
    /// Prints a feed's newest stories as HTML and JSON-LD, for between the tags of the element.
    Print {
        /// The feed's file, or - for what is piped in.
        feed: PathBuf,
        #[command(flatten)]
        options: PrintOptions,
    },
    /// Makes an archive of feeds, or adds to one: static files that any web server can serve, searched without downloading
    /// them.
    Pack {
        /// Feeds of any format that the reader reads, JSON lines too, plain or .gz, or - for what is piped in.
        #[arg(required_unless_present = "into")]
        feeds: Vec<PathBuf>,
        #[command(flatten)]
        options: PackOptions,
    },
    /// Merges all parts that `pack --part` has gathered into an archive.
    Merge {
        /// The parts, in any order.
        #[arg(required = true)]
        parts: Vec<PathBuf>,
        #[command(flatten)]
        options: MergeOptions,
    },
    /// Deletes the files of an archive that are no longer needed.
    Sweep {
        /// The folder that was packed.
        folder: PathBuf,
        #[command(flatten)]
        options: SweepOptions,
    },
    /// Serves an archive on this machine, for a look.
    Serve {
        /// The folder that was packed.
        folder: PathBuf,
        #[command(flatten)]
        options: ServeOptions,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            let first: &dyn std::error::Error = &error;
            let causes = std::iter::successors(Some(first), |error| error.source());
            eprintln!("dateline: {}", causes.map(ToString::to_string).collect::<Vec<_>>().join(": "));
            ExitCode::from(2)
        }
    }
}

fn run(task: Task) -> Result<ExitCode, CommandError> {
    match task {
        Task::Check { feed, options } => check::check(&feed, &options),
        Task::Convert { records, options } => convert::convert(&records, &options),
        Task::Import { files, options } => import::import(&files, &options),
        Task::Print { feed, options } => print::print(&feed, &options),
        Task::Pack { feeds, options } => pack::pack(&feeds, &options),
        Task::Merge { parts, options } => pack::merge(&parts, &options),
        Task::Sweep { folder, options } => sweep::sweep(&folder, &options),
        Task::Serve { folder, options } => serve::serve(&folder, &options),
    }
}
