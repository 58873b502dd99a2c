//! Every development task, as `cargo xtask TASK`. The modules of the first group are tasks,
//! or what tasks share; those of the second do one thing for one of them.
//!
//! A newcomer needs Rust, and npm for one tool; what else a task needs it installs by itself and says so.

mod api;
mod bench;
mod book;
mod browsers;
mod demo;
mod dist;
mod error;
mod examples;
mod fuzz;
mod serve;
mod setup;
mod shell;
mod size;
mod test;

mod bench_archive;
mod bench_embed;
mod bench_formats;
mod bench_search;
mod feed_server;
mod install;
#[cfg(test)]
mod links;
mod node;
mod tools;

use clap::{CommandFactory as _, Parser, Subcommand, error::ErrorKind};
use error::TaskError;
use std::path::PathBuf;
use std::process::ExitCode;

/// Every development task of Dateline.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve the standalone page with live reload, on the demo feed or one of yours
    Serve(serve::Options),
    /// Run all that CI runs: format, lint, docs, every test, fuzzing, three browsers, sizes
    Test(test::Options),
    /// Build what is published: dist/site, dist/embed with hashed files, dist/npm, a zip, sums and a bill of materials
    Dist(dist::Options),
    /// Make docs, types and the manifest of what pages may rely on from api.toml
    Api,
    /// Build the examples that are made with frameworks, from dist/npm, into dist/examples
    Examples,
    /// Make a book of the pages for publishers
    Docs,
    /// Compare the compressed size of each part with sizes.toml and the budgets
    Size(size::Options),
    /// Measure what a reader feels
    #[command(subcommand)]
    Bench(bench::Options),
    /// Throw bytes that nobody would write at what reads feeds, until one does harm
    Fuzz(fuzz::Options),
    /// Photograph every screen at four widths, in all colours, into target/shots; DATELINE_SHOTS=NAME takes some alone
    Shots,
    /// Rewrite the expected results of fixtures; review the diff
    Fixtures,
    /// Put the demo's stories together into demo/feed.json
    Demo,
    /// Install the tools that are missing
    Setup(setup::Options),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    match std::env::set_current_dir(root()).map_err(TaskError::io(root())).and_then(|()| run(&arguments.task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {}", error.with_causes());
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<(), TaskError> {
    match task {
        Task::Serve(options) => serve::run(options),
        Task::Test(options) => test::run(options),
        Task::Api => api::run(),
        Task::Examples => examples::run(),
        Task::Docs => book::run(),
        Task::Dist(options) => dist::task(options),
        Task::Size(options) => size::run(options),
        Task::Bench(options) => bench::run(options),
        Task::Fuzz(options) => fuzz::run(options),
        Task::Shots => browsers::shots(),
        Task::Fixtures => test::rewrite_fixtures(),
        Task::Demo => demo::run(),
        Task::Setup(options) => setup::run(options),
    }
}

/// Says what is wrong with the arguments. Someone who guesses at a task is shown them all.
fn refuse(error: &clap::Error) -> ExitCode {
    // Nothing can be done about a closed terminal.
    error.print().ok();
    if error.kind() == ErrorKind::InvalidSubcommand {
        eprintln!("\n{}", Arguments::command().render_help());
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// The folder of the workspace. Tasks run in it, wherever they are called from.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
