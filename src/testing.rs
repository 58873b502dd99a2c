//! Renders markup to a string, natively, and compares it with a file.

use dateline_story::Lang;
use yew::prelude::*;

use crate::{library::Library, words::Words};

#[derive(Properties, PartialEq)]
struct FrameProps {
    html: Html,
}

#[component]
fn Frame(props: &FrameProps) -> Html {
    props.html.clone()
}

/// The words of the interface in English.
pub(crate) fn english() -> Words {
    Words::english(&Lang::new("en").expect("a tag"))
}

/// An empty library that makes its stories searchable.
pub(crate) fn searchable() -> Library {
    let mut library = Library::default();
    library.put_in(Box::<dateline_search::Index>::default());
    library
}

/// Markup as a string of HTML.
pub(crate) fn render(html: Html) -> String {
    let renderer = yew::LocalServerRenderer::<Frame>::with_props(FrameProps { html }).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime without drivers");
    runtime.block_on(renderer.render())
}

/// Compares markup with `tests/html/NAME.html`, one tag a line; with `UPDATE_FIXTURES=1` it writes that file instead.
#[track_caller]
pub(crate) fn check_html(name: &str, html: Html) {
    let drawn = one_tag_a_line(&render(html));
    let path = format!("{}/tests/html/{name}.html", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&path, drawn).expect("tests/html can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, drawn, "{path} differs; `cargo xtask fixtures` rewrites it, for you to review");
}

fn one_tag_a_line(html: &str) -> String {
    let mut lines = html.replace("><", ">\n<");
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines
}
