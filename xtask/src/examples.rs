//! `cargo xtask examples`: the examples that are made with something else than HTML, built into `dist/examples`.

use crate::error::TaskError;
use crate::{bench, dist, node, setup};
use std::path::Path;

/// Where they are put, a folder each.
const EXAMPLES: &str = "dist/examples";
/// The page made with Yew: its package, and its folder here and there.
const YEW: (&str, &str) = ("dateline-yew-host", "yew-host");

pub(crate) fn run() -> Result<(), TaskError> {
    setup::build_tools()?;
    let examples = Path::new(EXAMPLES);
    dist::clear(examples)?;
    node::bundle(examples)?;
    let (package, name) = YEW;
    let folder = examples.join(name);
    bench::build_wasm(package, "host", &folder)?;
    for file in ["index.html", "main.js"] {
        dist::copy(&Path::new("examples").join(name).join(file), &folder.join(file))?;
    }
    Ok(())
}
