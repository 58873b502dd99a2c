//! Every tool the tasks need, with the version that is known to work, and how it is found and installed.

use crate::error::TaskError;
use crate::install;
use crate::shell;
use std::path::Path;

/// A program, or part of one, that a task needs.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    /// What it is for, for whoever waits while it installs.
    pub(crate) purpose: &'static str,
    /// How long that takes on two cores.
    pub(crate) duration: &'static str,
    pub(crate) is_there: fn() -> Result<bool, TaskError>,
    pub(crate) install: fn() -> Result<(), TaskError>,
}

/// The newest Trunk that builds with the compiler we ask for; 0.22.1 wants rustc 1.96.
const TRUNK: &str = "0.21.14";
/// Current rustc writes instructions that older releases refuse. npm is where a working binary can be had everywhere.
const BINARYEN: &str = "132";
/// It makes our scripts smaller; any newer one would do, but other bytes would come out.
const ESBUILD: &str = "0.28.2";
/// The book needs nothing that a newer one has.
const MDBOOK: &str = "0.4.52";
/// Firefox and this driver understand each other over many versions; any that is there will do.
const GECKODRIVER: &str = "0.37.1";

/// What it takes to build the reader and serve it.
pub(crate) const BUILD: [Tool; 5] = [
    Tool {
        name: "the WebAssembly target of rustc",
        purpose: "the reader runs in browsers",
        duration: "seconds",
        is_there: || Ok(has_wasm_target()),
        install: || install::rustup_target("wasm32-unknown-unknown"),
    },
    Tool {
        name: "trunk",
        purpose: "it builds and serves the page",
        duration: "5 to 10 minutes",
        is_there: || Ok(prints("trunk", TRUNK)),
        install: || install::from_crates_io("trunk", TRUNK, true),
    },
    Tool {
        name: "wasm-bindgen",
        purpose: "it writes the JavaScript around the reader",
        duration: "2 to 4 minutes",
        is_there: || Ok(prints("wasm-bindgen", &wasm_bindgen_version()?)),
        // With --locked it fails: its lock file names a dependency that can no longer be had.
        install: || install::from_crates_io("wasm-bindgen-cli", &wasm_bindgen_version()?, false),
    },
    Tool {
        name: "wasm-opt",
        purpose: "it makes the reader smaller",
        duration: "a minute",
        is_there: || Ok(prints("wasm-opt", BINARYEN)),
        install: || install::from_npm("wasm-opt", &format!("binaryen@{BINARYEN}.0.0")),
    },
    Tool {
        name: "esbuild",
        purpose: "it makes the scripts around the reader smaller",
        duration: "seconds",
        is_there: || Ok(prints("esbuild", ESBUILD)),
        install: || install::from_npm("esbuild", &format!("esbuild@{ESBUILD}")),
    },
];

/// What it takes to make a book of the pages for publishers.
pub(crate) const BOOK: [Tool; 1] = [Tool {
    name: "mdbook",
    purpose: "it makes a book of the pages in docs",
    duration: "5 to 10 minutes",
    is_there: || Ok(prints("mdbook", &format!("v{MDBOOK}"))),
    install: || install::from_crates_io("mdbook", MDBOOK, true),
}];

/// What it takes to show the reader in three engines, besides.
pub(crate) const BROWSERS: [Tool; 5] = [
    Tool {
        name: "Chromium and its driver",
        purpose: "one of the three engines the tests use",
        duration: "a minute",
        is_there: || Ok(all_found(&["chromedriver"]) && any_found(&["chromium", "chromium-browser", "google-chrome"])),
        install: || install::with_apt("Chromium", &["chromium", "chromium-driver"]),
    },
    Tool {
        name: "Firefox",
        purpose: "one of the three engines the tests use",
        duration: "a minute",
        is_there: || Ok(any_found(&["firefox", "firefox-esr"])),
        install: || install::with_apt("Firefox", &["firefox-esr"]),
    },
    Tool {
        name: "geckodriver",
        purpose: "it steers Firefox",
        duration: "2 to 4 minutes",
        is_there: || Ok(all_found(&["geckodriver"])),
        install: || install::from_crates_io("geckodriver", GECKODRIVER, true),
    },
    Tool {
        name: "WebKitGTK and its driver",
        purpose: "one of the three engines the tests use, and the one nearest to Safari",
        duration: "a minute",
        is_there: || Ok(all_found(&["WebKitWebDriver"])),
        install: || install::with_apt("WebKitGTK", &["webkit2gtk-driver"]),
    },
    Tool {
        name: "Xvfb",
        purpose: "WebKitGTK draws only on a display, and this one is invisible",
        duration: "seconds",
        is_there: || Ok(all_found(&["Xvfb"])),
        install: || install::with_apt("Xvfb", &["xvfb"]),
    },
];

fn has_wasm_target() -> bool {
    let sysroot = shell::output(&mut shell::command("rustc", &["--print", "sysroot"])).unwrap_or_default();
    Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
}

/// Whether the program's own words about itself hold this version.
fn prints(program: &str, version: &str) -> bool {
    let said = shell::output(&mut shell::command(program, &["--version"])).unwrap_or_default();
    said.split_whitespace().any(|word| word == version)
}

fn all_found(programs: &[&str]) -> bool {
    programs.iter().all(|program| shell::find(program).is_some())
}

fn any_found(programs: &[&str]) -> bool {
    programs.iter().any(|program| shell::find(program).is_some())
}

/// The command must be of the very version of the library, which is why it is read and not written here.
fn wasm_bindgen_version() -> Result<String, TaskError> {
    let path = Path::new("Cargo.lock");
    let text = std::fs::read_to_string(path).map_err(TaskError::io(path))?;
    let lock: toml::Table =
        text.parse().map_err(|error: toml::de::Error| TaskError::content(path, error.to_string()))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let found = packages.filter(|package| package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen"));
    let version = found.filter_map(|package| package.get("version")?.as_str()).next();
    version.map(str::to_owned).ok_or_else(|| TaskError::content(path, "names no wasm-bindgen"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_the_version_of_wasm_bindgen() {
        std::env::set_current_dir(crate::root()).expect("the workspace is there");
        let version = wasm_bindgen_version().expect("the reader uses wasm-bindgen");
        assert!(version.starts_with("0.2."), "{version}");
    }
}
