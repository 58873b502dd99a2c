//! Short names between the WebAssembly and its script, names of our own for what Yew writes on elements, and a last look at what
//! can be said more briefly.
//!
//! wasm-bindgen names whatever one of them takes from the other at length and with a hash. Nobody reads that on a page, and
//! it was 4.3 kB of brotli in both together; `wasm-opt` gives short names instead and says which.

use super::read;
use crate::error::TaskError;
use crate::shell;
use serde::Deserialize;
use std::path::Path;

/// What was renamed, as `wasm-opt` prints it.
#[derive(Deserialize)]
struct Names {
    /// Module, long name, short name.
    imports: Vec<[String; 3]>,
    /// Long name, short name.
    exports: Vec<[String; 2]>,
}

/// As Trunk does it: as small as can be.
pub(super) fn optimise(wasm: &Path) -> Result<(), TaskError> {
    let place = shell::text(wasm);
    shell::run(&mut shell::command("wasm-opt", &["-Oz", &place, "-o", &place]))
}

/// Once more over what the first run left: 2.5 kB of brotli less. What does not help brotli is left out: `-Oz` makes the file
/// smaller and its compressed form larger. The first kilobyte of memory is the end of the stack, which comes first, so no
/// address that a field is looked for at is there.
const AGAIN: [&str; 7] = [
    "-Os",
    "--optimize-added-constants",
    "--low-memory-unused",
    "--coalesce-locals-learning",
    "--reorder-locals",
    "--strip-producers",
    "--strip-target-features",
];

/// What Yew calls the numbers that it writes on elements and events. A page that is itself made with Yew writes and reads the
/// same, from 1 on: a press in a reader inside its tree would be taken for one of its own buttons. So ours have another name.
const MARKS: (&str, &str) = ("__yew_", "__dateline_");

/// Says more briefly what can be, in a module that is named by nobody.
pub(super) fn squeeze(wasm: &Path) -> Result<(), TaskError> {
    let place = shell::text(wasm);
    shell::run(&mut shell::command("wasm-opt", &[&AGAIN[..], &[&place, "-o", &place]].concat()))
}

/// Shortens the names in the WebAssembly where it lies; gives back the script with the same ones.
pub(super) fn shorten(wasm: &Path, glue: &Path) -> Result<String, TaskError> {
    let place = shell::text(wasm);
    let arguments = [&AGAIN[..], &["--minify-imports-and-exports-and-modules", &place, "-o", &place]].concat();
    let said = shell::piped(&mut shell::command("wasm-opt", &arguments), "")?;
    let names = serde_json::from_str(&said).map_err(|error| TaskError::content(wasm, error.to_string()))?;
    let text = read(glue)?;
    if !text.contains(MARKS.0) {
        return Err(TaskError::content(glue, format!("must hold {}, which Yew writes on elements", MARKS.0)));
    }
    renamed(&text.replace(MARKS.0, MARKS.1), &names).map_err(|reason| TaskError::content(glue, reason))
}

fn renamed(glue: &str, names: &Names) -> Result<String, String> {
    let mut glue = glue.to_owned();
    for [module, long, short] in &names.imports {
        let (defined, module) = (format!(" {long}: "), format!("\"{module}\":"));
        if glue.matches(&defined).count() != 1 {
            return Err(format!("must define {long} once"));
        }
        // All modules have become one; that of wasm-bindgen is the only one there was.
        glue = glue.replace(&defined, &format!(" {short}: ")).replace(&module, "a:");
    }
    for [long, short] in &names.exports {
        glue = with_member(&glue, long, short);
    }
    Ok(glue)
}

/// `wasm.long` becomes `wasm.short`; longer names that begin in the same way stay. Some exports are never called.
fn with_member(glue: &str, long: &str, short: &str) -> String {
    let mut parts = glue.split(&format!("wasm.{long}")).collect::<Vec<_>>().into_iter();
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, rest| {
        let goes_on = rest.starts_with(|sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$');
        format!("{text}wasm.{}{rest}", if goes_on { long } else { short })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "const import0 = {\n  __wbg_body_0a: function() { wasm.state(wasm.memory); wasm.statement; } };\n\
                        return {\n \"./reader_bg.js\": import0 };";

    fn check(said: &str, expected: Result<&str, &str>) {
        let names = serde_json::from_str(said).expect("as wasm-opt prints it");
        assert_eq!(renamed(GLUE, &names), expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        check(
            r#"{"imports":[["./reader_bg.js","__wbg_body_0a","$"]],"exports":[["state","b"],["memory","c"],["main","d"]]}"#,
            Ok("const import0 = {\n  $: function() { wasm.b(wasm.c); wasm.statement; } };\nreturn {\n a: import0 };"),
        );
    }

    #[test]
    fn a_script_that_does_not_give_what_is_asked_for_is_refused() {
        check(
            r#"{"imports":[["./reader_bg.js","__wbg_gone_1","$"]],"exports":[]}"#,
            Err("must define __wbg_gone_1 once"),
        );
    }
}
