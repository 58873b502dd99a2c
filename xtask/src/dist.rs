//! `cargo xtask dist`: what is published. `dist/site` is the standalone page; `dist/embed` is what a publisher copies.
//!
//! The loader keeps its address for ever; what it loads is named by the hash of its bytes and never changes, so it may be
//! cached for ever. The site uses the same layout, so it is a page that embeds the reader just as a stranger's page would.
//! The same sources give the same bytes.

use crate::error::TaskError;
use crate::squeeze::squeeze;
use crate::{setup, shell};
use base64::Engine as _;
use sha2::Digest as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the standalone page.
pub(crate) const SITE: &str = "dist/site";
/// The folder publishers copy; below the site it is the same.
pub(crate) const EMBED: &str = "dist/embed";

/// Marks the one line of the loader that says what to load.
const PAYLOAD: (&str, &str) = ("/* payload */", "/* end payload */");

/// The files of the reader, in the order a page fetches them.
pub(crate) struct Payload {
    pub(crate) loader: PathBuf,
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
}

pub(crate) fn run() -> Result<(), TaskError> {
    setup::build_tools()?;
    shell::run(&mut shell::trunk(&["build", "--release", "--dist", SITE]))?;
    let payload = name_by_content(&Path::new(SITE).join("embed/v1"))?;
    replace_folder(&Path::new(SITE).join("embed"), Path::new(EMBED))?;
    println!("{SITE}: the standalone page; {EMBED}: for publishers");
    for file in [&payload.loader, &payload.glue, &payload.wasm] {
        println!("  {}", file.display());
    }
    Ok(())
}

/// The files a former `run` left in this folder.
pub(crate) fn payload() -> Result<Payload, TaskError> {
    let folder = Path::new(EMBED).join("v1");
    let loader = folder.join("dateline.js");
    let text = read(&loader)?;
    let named = |key: &str| {
        let name = text.split_once(&format!("{key}: \"./")).and_then(|(_, rest)| rest.split_once('"'));
        let (name, _) = name.ok_or_else(|| TaskError::content(&loader, format!("names no {key}")))?;
        Ok(folder.join(name))
    };
    Ok(Payload { glue: named("glue")?, wasm: named("wasm")?, loader })
}

/// Gives what the loader loads names made of their content, and tells the loader.
fn name_by_content(folder: &Path) -> Result<Payload, TaskError> {
    let app = folder.join("app");
    let glue = app.join("dateline-reader.js");
    write(&glue, &squeezed(&glue, &read(&glue)?)?)?;
    let (glue, _) = rename(&glue, folder, "js")?;
    let (wasm, bytes) = rename(&app.join("dateline-reader_bg.wasm"), folder, "wasm")?;
    // Whatever else lay there (type declarations, say) is of no use to a page.
    fs::remove_dir_all(&app).map_err(TaskError::io(&app))?;
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha384::digest(&bytes));
    let line = format!("const PAYLOAD = {{glue: \"./{glue}\", wasm: \"./{wasm}\", integrity: \"sha384-{digest}\"}};");
    let loader = folder.join("dateline.js");
    let told = between(&read(&loader)?, PAYLOAD, &line).ok_or_else(|| {
        let (start, end) = PAYLOAD;
        TaskError::content(&loader, format!("must hold one line between {start} and {end}"))
    })?;
    write(&loader, &squeezed(&loader, &told)?)?;
    Ok(Payload { loader, glue: folder.join(glue), wasm: folder.join(wasm) })
}

fn squeezed(path: &Path, script: &str) -> Result<String, TaskError> {
    squeeze(script).ok_or_else(|| TaskError::content(path, "holds a comment before code, or a text over several lines"))
}

fn read(path: &Path) -> Result<String, TaskError> {
    fs::read_to_string(path).map_err(TaskError::io(path))
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    fs::write(path, text).map_err(TaskError::io(path))
}

/// Moves a file to `folder` under a name made of its content; returns the name and the bytes.
fn rename(file: &Path, folder: &Path, extension: &str) -> Result<(String, Vec<u8>), TaskError> {
    let bytes = fs::read(file).map_err(TaskError::io(file))?;
    // Sixteen hexadecimal digits: nobody will see two builds that share them.
    let hash: String = sha2::Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("dateline-{hash}.{extension}");
    fs::rename(file, folder.join(&name)).map_err(TaskError::io(file))?;
    Ok((name, bytes))
}

/// The text with all that stands between two marks replaced; none unless each mark is there once.
fn between(text: &str, (start, end): (&str, &str), replacement: &str) -> Option<String> {
    let (before, rest) = text.split_once(start)?;
    let (_, after) = rest.split_once(end)?;
    if rest.contains(start) || after.contains(end) {
        return None;
    }
    Some(format!("{before}{start}\n{replacement}\n{end}{after}"))
}

fn replace_folder(from: &Path, to: &Path) -> Result<(), TaskError> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(TaskError::io(to))?;
    }
    copy_folder(from, to)
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), TaskError> {
    fs::create_dir_all(to).map_err(TaskError::io(to))?;
    for entry in fs::read_dir(from).map_err(TaskError::io(from))? {
        let source = entry.map_err(TaskError::io(from))?.path();
        let copy = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy_folder(&source, &copy)?;
        } else {
            fs::copy(&source, &copy).map_err(TaskError::io(&source))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "a();\n/* payload */\nconst PAYLOAD = {};\n/* end payload */\nb();";

    #[test]
    fn the_loader_is_told_between_its_marks_and_nowhere_else() {
        let told = between(LOADER, PAYLOAD, "const PAYLOAD = 1;");
        assert_eq!(told.as_deref(), Some("a();\n/* payload */\nconst PAYLOAD = 1;\n/* end payload */\nb();"));
    }

    #[test]
    fn a_loader_without_marks_or_with_two_pairs_is_refused() {
        assert_eq!(between("a();", PAYLOAD, ""), None);
        assert_eq!(between(&LOADER.repeat(2), PAYLOAD, ""), None);
    }
}
