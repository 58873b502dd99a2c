//! `cargo xtask test`: all that CI runs, step by step, cheapest first. `cargo xtask fixtures` lives here too.

use crate::error::TaskError;
use crate::{browsers, dist, fuzz, node, setup, shell, size};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leave the browser tests out
    #[arg(long)]
    no_browsers: bool,
    /// Run one step alone (its name is in its heading), or the browser tests with this in their names
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// One thing that must pass.
struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<(), TaskError>,
}

const FORMAT: Step = Step { name: "format", what: "every file as rustfmt writes it", run: format };
const LINT: Step = Step { name: "lint", what: "clippy, without a warning", run: lint };
const DOCS: Step = Step { name: "docs", what: "documentation, without a warning", run: docs };
const NATIVE: Step = Step { name: "native", what: "tests that need no browser", run: native };
const TYPES: Step = Step { name: "types", what: "a page in TypeScript that uses all of the API", run: node::types };
const FUZZ: Step = Step { name: "fuzz", what: "bytes that nobody would write, for some seconds", run: fuzz::briefly };
const DIST: Step = Step { name: "dist", what: "the release build", run: dist::run };
const BROWSERS: Step = Step { name: "browsers", what: "the release build in three engines", run: browsers::test };
const PACKAGE: Step =
    Step { name: "package", what: "what npm, bundlers and compilers say of dist/npm", run: dist::check };
const DATA: Step = Step { name: "data", what: "real corpora", run: data };
const SIZE: Step = Step { name: "size", what: "the weight of each part", run: size::check };

const ALL: [&Step; 11] = [&FORMAT, &LINT, &DOCS, &NATIVE, &TYPES, &FUZZ, &DIST, &PACKAGE, &BROWSERS, &DATA, &SIZE];

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    let start = Instant::now();
    if let Some(name) = &options.only {
        return run_only(name);
    }
    setup::build_tools()?;
    if !options.no_browsers {
        setup::browsers()?;
    }
    let mut durations = vec![("setup", start.elapsed())];
    for step in steps(options) {
        let before = Instant::now();
        run_step(step, start.elapsed())?;
        durations.push((step.name, before.elapsed()));
    }
    let each: Vec<String> = durations.iter().map(|(name, took)| format!("{name} {}", seconds(*took))).collect();
    println!("\nEverything passes, in {} ({}).", seconds(start.elapsed()), each.join(", "));
    Ok(())
}

/// `cargo xtask fixtures`: every test that compares with a file writes the file instead.
pub(crate) fn rewrite_fixtures() -> Result<(), TaskError> {
    shell::run(shell::cargo(&["test", "--quiet", "--workspace"]).env("UPDATE_FIXTURES", "1"))?;
    println!("Look at the diff before you commit it.");
    Ok(())
}

/// Where real corpora lie: where `DATELINE_DATA` says, or beside the checkout. They are too large for the repository, and
/// not ours to pass on.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let named = std::env::var_os("DATELINE_DATA").map(PathBuf::from);
    // Tests run in the folders of their crates, so the path must not depend on where one stands.
    named.or_else(|| Some(PathBuf::from("../shared/data"))).and_then(|folder| folder.canonicalize().ok())
}

fn steps(options: &Options) -> impl Iterator<Item = &'static Step> {
    let browsers = !options.no_browsers;
    ALL.into_iter().filter(move |step| match step.name {
        "browsers" => browsers,
        "data" => data_folder().is_some(),
        _ => true,
    })
}

fn run_only(name: &str) -> Result<(), TaskError> {
    setup::build_tools()?;
    if let Some(step) = ALL.into_iter().find(|step| step.name == name && name != "browsers") {
        return run_step(step, Duration::ZERO);
    }
    setup::browsers()?;
    if !Path::new(dist::SITE).is_dir() {
        run_step(&DIST, Duration::ZERO)?;
    }
    if name == "browsers" { run_step(&BROWSERS, Duration::ZERO) } else { browsers::test_named(name) }
}

fn run_step(step: &'static Step, elapsed: Duration) -> Result<(), TaskError> {
    println!("\n== {}: {} (after {})", step.name, step.what, seconds(elapsed));
    (step.run)().map_err(|source| TaskError::Step { step: step.name, source: Box::new(source) })
}

fn format() -> Result<(), TaskError> {
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))
}

fn lint() -> Result<(), TaskError> {
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn docs() -> Result<(), TaskError> {
    shell::run(shell::cargo(&["doc", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn native() -> Result<(), TaskError> {
    shell::run(&mut shell::cargo(&["test", "--workspace"]))
}

/// The ignored tests named `data_…`; they print what they counted.
fn data() -> Result<(), TaskError> {
    let tests = ["test", "--workspace", "--release", "--", "--ignored", "--nocapture", "data_"];
    shell::run(shell::cargo(&tests).envs(data_folder().map(|folder| ("DATELINE_DATA", folder))))
}

fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
