//! The tests in `tests/browser`, which also hold what drives a browser for other tasks: screenshots, and figures.

use crate::error::TaskError;
use crate::{dist, setup, shell};
use std::path::Path;
use std::process::Command;

/// Everything the browser tests hold, except what is a task of its own.
pub(crate) fn test() -> Result<(), TaskError> {
    shell::run(&mut browser_tests(&["--ignored", "--skip", "tasks::"]))
}

/// Only the scenarios with this in their names, such as `webkit` or `search`.
pub(crate) fn test_named(name: &str) -> Result<(), TaskError> {
    shell::run(&mut browser_tests(&["--ignored", "--skip", "tasks::", name]))
}

/// `cargo xtask shots`: every screen at four widths, light and dark.
pub(crate) fn shots() -> Result<(), TaskError> {
    task("tasks::shots", &[])
}

/// One of the tasks that drive a browser, on a new build, with these variables set.
pub(crate) fn task(name: &str, variables: &[(&str, &Path)]) -> Result<(), TaskError> {
    setup::browsers()?;
    dist::run()?;
    let mut tests = browser_tests(&["--ignored", "--exact", "--nocapture", name]);
    shell::run(tests.envs(variables.iter().copied()))
}

fn browser_tests(arguments: &[&str]) -> Command {
    let mut tests = shell::cargo(&["test", "--package", "dateline", "--test", "browser", "--"]);
    tests.args(arguments).env("DATELINE_SITE", dist::SITE);
    tests
}
