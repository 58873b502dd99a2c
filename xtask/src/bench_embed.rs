//! `cargo xtask bench embed`: from navigation to the first card, on a line of 10 Mbit/s and 100 ms and with nothing cached, beside
//! pages that show the same stories with plain JavaScript, MiniSearch and Orama.
//!
//! Everything is served as a careful server does it, compressed by brotli. The measuring is in `tests/browser/tasks`.

use crate::error::TaskError;
use crate::{browsers, dist, node, shell, size};
use std::fs;
use std::path::Path;

/// The pages that are measured beside us, each a script in `benches/embed`.
const PEERS: [&str; 3] = ["plain", "minisearch", "orama"];

pub(crate) fn run() -> Result<(), TaskError> {
    dist::run()?;
    let packages = shell::target().join("bench-search");
    node::install(Path::new("benches/search"), &packages)?;
    dist::replace_folder(Path::new("benches/embed"), &packages.join("embed"))?;
    let folder = shell::target().join("bench-embed");
    dist::replace_folder(&Path::new(dist::EMBED).join("v1"), &folder.join("v1"))?;
    dist::replace_folder(Path::new("demo"), &folder.join("demo"))?;
    for peer in PEERS {
        let (script, out) = (packages.join(format!("embed/{peer}.js")), folder.join(format!("peers/{peer}.js")));
        let out = format!("--outfile={}", shell::text(&out));
        let bundle =
            [shell::text(&script), out, "--bundle".to_owned(), "--minify".to_owned(), "--format=esm".to_owned()];
        shell::run(shell::command("esbuild", &["--log-level=warning"]).args(bundle))?;
    }
    // What the pages themselves hold is read by the task, not sent.
    for path in
        dist::files(&folder)?.iter().filter(|path| path.extension().is_some_and(|extension| extension != "html"))
    {
        let bytes = fs::read(path).map_err(TaskError::io(path))?;
        fs::write(path, size::brotli(&bytes)).map_err(TaskError::io(path))?;
    }
    let folder = folder.canonicalize().map_err(TaskError::io(&folder))?;
    browsers::drive("tasks::bench_embed", &[("DATELINE_BENCH", &folder)])
}
