//! The tests in `tests/browser`, which also hold what drives a browser for other tasks: screenshots, and figures.

use crate::error::TaskError;
use crate::{dist, examples, node, setup, shell};
use std::path::Path;
use std::process::Command;

/// What the browser tests take from npm.
const TOOLS: &str = "tests/browser/tools";

/// Everything the browser tests hold, except what is a task of its own.
pub(crate) fn test() -> Result<(), TaskError> {
    examples::run()?;
    run(&["--ignored", "--skip", "tasks::"])
}

/// Only the scenarios with this in their names, such as `webkit` or `search`.
pub(crate) fn test_named(name: &str) -> Result<(), TaskError> {
    run(&["--ignored", "--skip", "tasks::", name])
}

/// `cargo xtask shots`: every screen at four widths, in all colours and from right to left.
pub(crate) fn shots() -> Result<(), TaskError> {
    task("tasks::shots", &[])
}

/// One of the tasks that drive a browser, on a new build, with these variables set.
pub(crate) fn task(name: &str, variables: &[(&str, &Path)]) -> Result<(), TaskError> {
    setup::browsers()?;
    dist::run()?;
    drive(name, variables)
}

/// One of the tasks that need no build of the reader.
pub(crate) fn drive(name: &str, variables: &[(&str, &Path)]) -> Result<(), TaskError> {
    setup::browsers()?;
    let mut tests = browser_tests(&["--ignored", "--exact", "--nocapture", name]);
    shell::run(tests.envs(variables.iter().copied()))
}

/// The scenarios, with the tools that some of them use where there is npm to bring those.
fn run(arguments: &[&str]) -> Result<(), TaskError> {
    let mut tests = browser_tests(arguments);
    if shell::find("npm").is_some() {
        let folder = shell::target().join("browser-tools");
        node::install(Path::new(TOOLS), &folder)?;
        let folder = folder.canonicalize().map_err(TaskError::io(&folder))?;
        tests.env("DATELINE_AXE", folder.join("node_modules/axe-core/axe.min.js"));
    } else {
        println!("There is no npm, so accessibility is not judged by axe-core; install Node.js to have it.");
    }
    shell::run(&mut tests)
}

fn browser_tests(arguments: &[&str]) -> Command {
    let mut tests = shell::cargo(&["test", "--package", "dateline", "--test", "browser", "--"]);
    // A failure says where it was and what was awaited; the way there through the test harness would only bury that.
    tests.args(arguments).env("DATELINE_SITE", dist::SITE).env("RUST_BACKTRACE", "0");
    tests
}
