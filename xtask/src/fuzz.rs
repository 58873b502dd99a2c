//! `cargo xtask fuzz`: bytes that nobody would write, thrown at what reads feeds, archives and what is typed; `test` does the same for some seconds.
//!
//! The targets are in `fuzz/`. They are libFuzzer's, built by the stable compiler: cargo-fuzz asks for a nightly one only
//! for its sanitisers, which find misuse of memory, and the crates under test have no `unsafe` in them.

use crate::error::TaskError;
use crate::shell;
use std::io::Write as _;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The target: feed, item, html, xml, archive or query; all of them, one after another, when not given
    target: Option<String>,
    /// For how long, each
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    seconds: u32,
}

/// A target, and the dictionary of its language.
const TARGETS: [(&str, &str); 6] =
    [("feed", "json"), ("item", "json"), ("html", "html"), ("xml", "xml"), ("archive", "archive"), ("query", "query")];

/// What makes the compiler tell libFuzzer which code has run, and what was compared with what.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares";
/// The targets' own workspace.
const WORKSPACE: &str = "fuzz";
/// Feeds that are in the repository anyway.
const FIXTURES: &str = "crates/formats/tests/fixtures";
/// Seconds for each target in `test`.
const SHORT: u32 = 10;

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    let wanted = |name: &str| options.target.as_deref().is_none_or(|target| target == name);
    let chosen: Vec<_> = TARGETS.into_iter().filter(|(name, _)| wanted(name)).collect();
    if chosen.is_empty() {
        let reason = "a target is one of feed, item, html, xml, archive and query";
        return Err(TaskError::content(options.target.clone().unwrap_or_default(), reason));
    }
    let programs = build()?;
    chosen.into_iter().try_for_each(|(name, dictionary)| fuzz(&programs, name, dictionary, options.seconds))
}

/// All targets for some seconds; left out where there is no compiler for libFuzzer.
pub(crate) fn briefly() -> Result<(), TaskError> {
    let compiler = std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    if !cfg!(unix) || shell::output(&mut shell::command(&compiler, &["--version"])).is_none() {
        println!("Left out: libFuzzer needs a C++ compiler, and there is none here called {compiler}.");
        return Ok(());
    }
    run(&Options { target: None, seconds: SHORT })
}

/// Builds the targets; gives back the folder they are in.
fn build() -> Result<PathBuf, TaskError> {
    let version = shell::output(&mut shell::command("rustc", &["-vV"])).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    // With a target of its own, the flags are for the targets and not for what builds them.
    let folder = shell::target().join("fuzz");
    let mut build = shell::cargo(&["build", "--release", "--target", &host, "--target-dir"]);
    build.arg(std::path::absolute(&folder).map_err(TaskError::io(&folder))?);
    shell::run(build.current_dir(WORKSPACE).env("RUSTFLAGS", COVERAGE))?;
    Ok(folder.join(host).join("release"))
}

/// Runs one target. What it learns stays in `target`, and the next run goes on from there.
fn fuzz(programs: &Path, name: &str, dictionary: &str, seconds: u32) -> Result<(), TaskError> {
    let learnt = shell::target().join("fuzz-corpus").join(name);
    std::fs::create_dir_all(&learnt).map_err(TaskError::io(&learnt))?;
    let seeds = Path::new(WORKSPACE).join("seeds").join(name);
    let arguments = [
        shell::text(&learnt),
        shell::text(&seeds),
        FIXTURES.to_owned(),
        format!("-dict=fuzz/dictionaries/{dictionary}.txt"),
        format!("-max_total_time={seconds}"),
        // Nothing takes that long but on a machine that has other things to do.
        "-timeout=60".to_owned(),
        "-rss_limit_mb=2048".to_owned(),
        "-max_len=4096".to_owned(),
        "-print_final_stats=1".to_owned(),
        format!("-artifact_prefix={}-", shell::text(&shell::target().join("fuzz-finding"))),
    ];
    print!("{name}, for {seconds} s: ");
    // Nothing can be done about a closed terminal.
    std::io::stdout().flush().ok();
    let mut target = shell::command(&shell::text(&programs.join(name)), &arguments.each_ref().map(String::as_str));
    // libFuzzer tells of each step; of these only the number is of interest, unless there is a finding.
    let output = target.output().map_err(|source| TaskError::Start { command: name.to_owned(), source })?;
    let told = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        eprintln!("{told}");
        return Err(TaskError::Failed { command: name.to_owned(), status: output.status });
    }
    let count = told.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    println!("{} inputs, no finding", count.unwrap_or_default().trim());
    Ok(())
}
