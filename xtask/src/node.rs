//! What npm installs: packages that tasks use, pinned by a lock file each, in folders below `target`.

use crate::error::TaskError;
use crate::{dist, shell};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the examples and the checks of the package need.
const EXAMPLES: &str = "examples";

/// Copies a folder that holds a `package-lock.json` to `folder` and installs what it pins, unless that is there.
pub(crate) fn install(source: &Path, folder: &Path) -> Result<(), TaskError> {
    // What npm installed is as good as new while the versions are the same.
    let lock = "package-lock.json";
    let wanted = fs::read(source.join(lock)).map_err(TaskError::io(source))?;
    let installed = folder.join("node_modules").join(lock);
    let is_installed = fs::read(&installed).is_ok_and(|lock| lock == wanted);
    dist::copy_folder(source, folder)?;
    if is_installed {
        return Ok(());
    }
    println!("Installing what {} pins …", source.display());
    let mut ci = shell::command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    shell::run(ci.current_dir(folder))?;
    fs::write(&installed, wanted).map_err(TaskError::io(installed))
}

/// The folder below `target` with the examples and all that they use; none, with a sentence why, where there is no npm.
pub(crate) fn examples() -> Result<Option<PathBuf>, TaskError> {
    if shell::find("npm").is_none() {
        println!("There is no npm, so this is left out; install Node.js to have it.");
        return Ok(None);
    }
    let folder = shell::target().join(EXAMPLES);
    install(Path::new(EXAMPLES), &folder)?;
    Ok(Some(folder))
}

/// The examples that are made with frameworks of JavaScript, bundled from `dist/npm` into folders in `out`.
pub(crate) fn bundle(out: &Path) -> Result<(), TaskError> {
    let Some(folder) = examples()? else { return Ok(()) };
    install_reader(&folder)?;
    shell::run(shell::command("node", &["build.mjs"]).current_dir(&folder))?;
    dist::copy_folder(&folder.join("out"), out)
}

/// Puts our own package where the examples' others are.
pub(crate) fn install_reader(folder: &Path) -> Result<(), TaskError> {
    dist::replace_folder(Path::new(dist::NPM), &folder.join("node_modules/dateline-reader"))
}

/// A script of an installed package, run by Node.
pub(crate) fn script(folder: &Path, path: &str, arguments: &[&str]) -> Command {
    let mut command = shell::command("node", &[&shell::text(&folder.join("node_modules").join(path))]);
    command.args(arguments);
    command
}

/// The page in `examples/typed`, which uses all of the API, compiled with `tsc --strict`.
pub(crate) fn types() -> Result<(), TaskError> {
    let Some(folder) = examples()? else { return Ok(()) };
    shell::run(&mut script(&folder, "typescript/bin/tsc", &["--project", "examples/typed"]))
}
