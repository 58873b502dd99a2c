//! The ways a missing tool is had. Each shows the installer's own progress, or says in a sentence why it cannot be.

use crate::error::TaskError;
use crate::shell;
use std::process::Command;

pub(crate) fn rustup_target(target: &str) -> Result<(), TaskError> {
    if shell::find("rustup").is_none() {
        return Err(TaskError::Missing {
            name: "the WebAssembly target of rustc",
            reason: "there is no rustup to add it",
            advice: format!(
                "get rustup from https://rustup.rs, or the package with the target {target} of your system"
            ),
        });
    }
    shell::run(&mut shell::command("rustup", &["target", "add", target]))
}

pub(crate) fn from_crates_io(package: &str, version: &str, locked: bool) -> Result<(), TaskError> {
    let mut install = shell::cargo(&["install", package, "--version", version]);
    if locked {
        install.arg("--locked");
    }
    shell::run(&mut install)
}

/// Into cargo's own folder, so that it is found wherever cargo's tools are found, and nothing needs root.
pub(crate) fn from_npm(name: &'static str, package: &str) -> Result<(), TaskError> {
    let home = shell::text(&shell::cargo_home());
    let arguments = ["install", "--global", "--prefix", home.as_str(), package];
    if shell::find("npm").is_none() {
        let advice = format!("install Node.js, then run: npm {}", arguments.join(" "));
        return Err(TaskError::Missing { name, reason: "there is no npm to install it", advice });
    }
    shell::run(&mut shell::command("npm", &arguments))
}

pub(crate) fn with_apt(name: &'static str, packages: &[&str]) -> Result<(), TaskError> {
    let missing = |reason| {
        let advice = format!("run: apt-get install {}, or test without: --no-browsers", packages.join(" "));
        Err(TaskError::Missing { name, reason, advice })
    };
    if shell::find("apt-get").is_none() {
        return missing("there is no apt-get to install it");
    }
    let Some(root) = as_root() else { return missing("installing it needs root") };
    if !packages.iter().all(|package| is_known(package)) {
        shell::run(&mut apt(&root, &["update"]))?;
    }
    let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    if shell::run(&mut apt(&root, &install)).is_ok() {
        return Ok(());
    }
    // Lists that are too old name files the mirrors no longer have.
    shell::run(&mut apt(&root, &["update"]))?;
    shell::run(&mut apt(&root, &install))
}

/// The words before a command that make it run as root; none when that would need a password.
fn as_root() -> Option<Vec<&'static str>> {
    let user = shell::output(&mut shell::command("id", &["-u"]))?;
    if user.trim() == "0" {
        return Some(Vec::new());
    }
    shell::output(&mut shell::command("sudo", &["-n", "true"]))?;
    Some(vec!["sudo", "-n"])
}

fn apt(root: &[&str], arguments: &[&str]) -> Command {
    // Questions about keyboards and time zones would wait for ever.
    let words = [root, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    shell::command(words[0], &words[1..])
}

/// Whether apt could install the package without fetching its lists anew.
fn is_known(package: &str) -> bool {
    let policy = shell::output(&mut shell::command("apt-cache", &["policy", package])).unwrap_or_default();
    policy.lines().any(|line| line.trim_start().starts_with("Candidate:") && !line.contains("(none)"))
}
