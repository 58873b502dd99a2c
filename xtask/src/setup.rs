//! `cargo xtask setup`: the tools that are missing. Other tasks do the same for what they need.

use crate::error::TaskError;
use crate::shell;
use crate::tools::{BOOK, BROWSERS, BUILD, Tool};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leave the browsers out
    #[arg(long)]
    no_browsers: bool,
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    build_tools()?;
    if !options.no_browsers {
        browsers()?;
    }
    println!("All tools are there.");
    Ok(())
}

/// Makes sure the reader can be built and served, by `trunk` alone as well.
pub(crate) fn build_tools() -> Result<(), TaskError> {
    BUILD.iter().try_for_each(ensure)?;
    if !shell::path_has_cargo_bin() {
        let bin = shell::cargo_home().join("bin");
        println!("Your PATH lacks {}; tasks find their tools there, but plain `trunk` needs it.", bin.display());
    }
    Ok(())
}

/// Makes sure the three engines can be driven.
pub(crate) fn browsers() -> Result<(), TaskError> {
    BROWSERS.iter().try_for_each(ensure)
}

/// Makes sure that the book can be made; only who asks for it waits for that.
pub(crate) fn book_tools() -> Result<(), TaskError> {
    BOOK.iter().try_for_each(ensure)
}

fn ensure(tool: &Tool) -> Result<(), TaskError> {
    if (tool.is_there)()? {
        return Ok(());
    }
    println!("Installing {} ({}; takes {}) …", tool.name, tool.purpose, tool.duration);
    (tool.install)()?;
    if (tool.is_there)()? {
        return Ok(());
    }
    Err(TaskError::Missing {
        name: tool.name,
        reason: "its installer left none that works",
        advice: "look at what it printed above".to_owned(),
    })
}
