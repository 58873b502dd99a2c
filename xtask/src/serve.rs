//! `cargo xtask serve`: the standalone page with live reload, on the demo feed or on a feed from a file.
//!
//! Trunk does the serving. A feed from a file stays where it is: a small server of ours reads it, and Trunk passes on what is
//! asked for below `/feeds/`, so the page sees it on its own origin.

use crate::error::TaskError;
use crate::feed_server::FeedServer;
use crate::{setup, shell};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A feed to show instead of the demo: JSON as it is served, or JSON lines (also .gz), which are converted first
    #[arg(long, value_name = "FILE")]
    feed: Option<PathBuf>,
    /// The port to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build as it is published: slower to build, faster to run
    #[arg(long)]
    release: bool,
    /// Open the page in a browser once it is there
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    setup::build_tools()?;
    let mut trunk = shell::trunk(&["serve", "--port", &options.port.to_string()]);
    if options.release {
        trunk.arg("--release");
    }
    let mut address = format!("http://127.0.0.1:{}/", options.port);
    if let Some(feed) = &options.feed {
        let server = FeedServer::start(&served_form(feed)?)?;
        // A proxy between this machine and the world is none between Trunk and us.
        trunk.arg("--proxy-backend").arg(server.backend()).env("NO_PROXY", "127.0.0.1");
        address = format!("{address}?feed={}", server.path());
    }
    println!("Building; Ctrl-C ends it.");
    announce(address, options.port, options.open);
    shell::run(&mut trunk)
}

/// The file a browser can read: `feed` itself if it is JSON, or what the `dateline` command makes of it.
pub(crate) fn served_form(feed: &Path) -> Result<PathBuf, TaskError> {
    // Only to have a missing file named here, and not by the command's own command line.
    std::fs::metadata(feed).map_err(TaskError::io(feed))?;
    if feed.extension().is_some_and(|extension| extension == "json") {
        return Ok(feed.to_owned());
    }
    let name = feed.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split('.').next().unwrap_or(&name);
    let folder = shell::target().join("feeds");
    let out = folder.join(format!("{name}.json"));
    if !is_newer(&out, feed) {
        std::fs::create_dir_all(&folder).map_err(TaskError::io(&folder))?;
        let (feed, out) = (shell::text(feed), shell::text(&out));
        let command = ["run", "--quiet", "--release", "--package", "dateline-cli", "--"];
        shell::run(shell::cargo(&command).args(["convert", &feed, "--out", &out]))?;
    }
    Ok(out)
}

/// Whether `made` was made after `source` was last changed.
fn is_newer(made: &Path, source: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|found| found.modified()).ok();
    changed(made).is_some_and(|made| changed(source).is_some_and(|source| made > source))
}

/// Says where to read, and opens it if that is wished, as soon as someone listens: before, Trunk's own lines would bury it.
fn announce(address: String, port: u16, open: bool) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    std::thread::spawn(move || {
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(200));
        }
        // Trunk lists its addresses just now.
        std::thread::sleep(Duration::from_millis(200));
        println!("\nRead at {address}\n");
        if open && let Err(error) = shell::run(&mut shell::command(opener, &[&address])) {
            eprintln!("{}; open it yourself", error.with_causes());
        }
    });
}
