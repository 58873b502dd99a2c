//! Running other programs.

use crate::error::TaskError;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program with its arguments. It finds what cargo installs even where PATH leaves that out.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).env("PATH", search_path());
    command
}

/// Cargo itself: the one that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Trunk, which takes only `true` and `false` where the rest of the world takes anything (<https://no-color.org>).
pub(crate) fn trunk(arguments: &[&str]) -> Command {
    let mut trunk = command("trunk", arguments);
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    }
    trunk
}

/// Runs a program to its end, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), TaskError> {
    let status = command.status().map_err(|source| TaskError::Start { command: line(command), source })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { command: line(command), status }) }
}

/// What a program prints; none if it is not there or says no.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    // A program that is missing is an answer here, not a failure.
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program prints on both its outputs, once it has ended well.
pub(crate) fn said(command: &mut Command) -> Result<String, TaskError> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|source| TaskError::Start { command: line(command), source })?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    eprintln!("{said}");
    Err(TaskError::Failed { command: line(command), status: output.status })
}

/// What a program makes of a text that it reads from its standard input.
pub(crate) fn piped(command: &mut Command, input: &str) -> Result<String, TaskError> {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let start = |source| TaskError::Start { command: line(command), source };
    let mut child = child.map_err(start)?;
    // Dropped at once, so that the program sees the end. What it writes before it has read everything fits into the pipe:
    // programs used here read all of it first.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    let output = written.and_then(|()| child.wait_with_output()).map_err(start)?;
    if !output.status.success() {
        return Err(TaskError::Failed { command: line(command), status: output.status });
    }
    String::from_utf8(output.stdout).map_err(|_| TaskError::Failed { command: line(command), status: output.status })
}

/// Where a program lies, if it can be run from here.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Whether the shell of whoever called us finds what cargo installs.
pub(crate) fn path_has_cargo_bin() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder == cargo_home().join("bin"))
}

/// Where cargo keeps what it installs.
pub(crate) fn cargo_home() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// A path as an argument of a program.
pub(crate) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(cargo_home().join("bin")).chain(std::env::split_paths(&path));
    // Only a folder with a colon in its name cannot be joined, and then PATH is what it was.
    std::env::join_paths(folders).unwrap_or(path)
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
