//! The loader and what it loads. The loader keeps its address for ever; what it loads is named by the hash of its bytes and
//! never changes, so it may be cached for ever. The loader holds the hashes, so nothing else is run.

use super::{EMBED, MAJOR, VERSION, bytes, read, split, write};
use crate::error::TaskError;
use crate::shell;
use base64::Engine as _;
use sha2::Digest as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Marks the lines of the loader that say what to load.
const MARKS: (&str, &str) = ("/* payload */", "/* end payload */");
/// What a loader on a page does at its end. In the package it is left to a file of its own.
const DEFINE: &str = "\ndefine();\n";
/// Where wasm-bindgen's glue looks by itself. The loader always says, but bundlers want every address to lead somewhere.
const OWN_WASM: &str = "new URL('dateline-reader_bg.wasm', import.meta.url)";

/// How the names of the program's later parts begin: what they share, the rest, and what reads archives.
const OTHERS: [&str; 3] = ["dateline-shared", "dateline-later", "dateline-archive"];

/// The files of the reader, in the order a page fetches them.
pub(crate) struct Payload {
    pub(crate) loader: PathBuf,
    pub(crate) glue: PathBuf,
    pub(crate) wasm: PathBuf,
    /// The rest of the program, in the order of `OTHERS`; the glue fetches it after the first screen.
    pub(crate) others: [PathBuf; 3],
}

/// What every form of the loader is made of.
pub(super) struct Sources {
    /// The loader, told what to load, not yet made small.
    loader: String,
    glue_digest: String,
    wasm_digest: String,
    pub(super) glue: String,
    pub(super) wasm: String,
    /// The program's other parts, in the order of `OTHERS`, each with its digest.
    pub(super) others: Vec<(String, String)>,
}

/// The files a former `run` left.
pub(crate) fn payload() -> Result<Payload, TaskError> {
    let folder = Path::new(EMBED).join(MAJOR);
    let loader = folder.join("dateline.js");
    let text = read(&loader)?;
    // The glue is named twice, and alone it is a script.
    let named = |script: &Path, text: &str, begin: &str, extension: &str| {
        let mut names = text.split("\"./").skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name);
        let name = names.find(|name| name.starts_with(begin) && name.ends_with(extension));
        name.map(|name| folder.join(name)).ok_or_else(|| TaskError::content(script, format!("names no {extension}")))
    };
    let glue = named(&loader, &text, "", ".js")?;
    let script = read(&glue)?;
    let [shared, later, archive] = OTHERS.map(|begin| named(&glue, &script, begin, ".wasm"));
    let others = [shared?, later?, archive?];
    Ok(Payload { wasm: named(&loader, &text, "", ".wasm")?, glue, others, loader })
}

/// Gives what the loader loads names made of their content.
pub(super) fn take_apart(parts: &split::Parts, folder: &Path) -> Result<Sources, TaskError> {
    let (app, script) = (folder.join("app"), Path::new("the glue"));
    let (wasm, wasm_digest) = keep(folder, "dateline", "wasm", &bytes(&parts.first)?)?;
    let address = |name: &str| format!("new URL(\"./{name}\", import.meta.url)");
    let mut text = replaced(script, &parts.glue, OWN_WASM, &address(&wasm))?;
    let mut others = Vec::new();
    for ((part, path), begin) in parts.others.iter().zip(OTHERS) {
        let (name, digest) = keep(folder, begin, "wasm", &bytes(path)?)?;
        text = replaced(script, &text, &format!("{part}_URL"), &address(&name))?;
        text = replaced(script, &text, &format!("{part}_INTEGRITY"), &digest)?;
        others.push((name, digest));
    }
    let (glue, glue_digest) = keep(folder, "dateline", "js", small(&text)?.as_bytes())?;
    // What Trunk made of the whole program is of no use to a page.
    fs::remove_dir_all(&app).map_err(TaskError::io(&app))?;
    let path = folder.join("dateline.js");
    let told = format!(
        "const PAYLOAD = {{version: \"{VERSION}\", glue: \"./{glue}\", glueIntegrity: \"{glue_digest}\", wasmIntegrity: \
         \"{wasm_digest}\", wasm: () => new URL(\"./{wasm}\", import.meta.url), \
         load: (again) => (again ? import(\"./{glue}?again\") : import(\"./{glue}\"))}};"
    );
    let loader = between(&read(&path)?, MARKS, &told).ok_or_else(|| {
        let (start, end) = MARKS;
        TaskError::content(&path, format!("must hold the payload between one {start} and one {end}"))
    })?;
    Ok(Sources { loader, glue_digest, wasm_digest, glue, wasm, others })
}

/// The loader as a page has it: it defines the element by itself. Beside it stand lines for the head of a page that is
/// published together with this very release; they save the time that it takes to fetch the loader. A page whose stories come out of an
/// archive takes two more parts of the program at once.
pub(super) fn write_loader(sources: &Sources, folder: &Path) -> Result<(), TaskError> {
    write(&folder.join("dateline.js"), &small(&sources.loader)?)?;
    let line = |rel: &str, name: &str, digest: &str| {
        format!("<link rel={rel} href=\"FOLDER/{name}\" integrity=\"{digest}\" crossorigin>\n")
    };
    let part = |name: &str, digest: &str| line("\"preload\" as=\"fetch\"", name, digest);
    let Sources { glue, glue_digest, wasm, wasm_digest, others, .. } = sources;
    let lines = line("\"modulepreload\"", glue, glue_digest) + &part(wasm, wasm_digest);
    write(&folder.join("preload.html"), &lines)?;
    // The rest comes while archives are asked.
    let before_the_rest = others.iter().filter(|(name, _)| !name.starts_with(OTHERS[1]));
    let more: String = before_the_rest.map(|(name, digest)| part(name, digest)).collect();
    write(&folder.join("preload-archive.html"), &(lines + &more))
}

/// The loader as a package has it: it only exports. A bundler may put the glue into another file, so that its hash says
/// nothing; the bundle's own integrity has to do.
pub(super) fn write_module(sources: &Sources, folder: &Path) -> Result<(), TaskError> {
    let path = folder.join("dateline.js");
    let module = replaced(&path, &sources.loader, &sources.glue_digest, "")?;
    write(&path, &small(&replaced(&path, &module, DEFINE, "\n")?)?)
}

/// Keeps bytes under a name made of them; returns the name and the digest as browsers check it.
fn keep(folder: &Path, begin: &str, extension: &str, bytes: &[u8]) -> Result<(String, String), TaskError> {
    // Sixteen hexadecimal digits: nobody will see two builds that share them.
    let hash: String = sha2::Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{begin}-{hash}.{extension}");
    let path = folder.join(&name);
    fs::write(&path, bytes).map_err(TaskError::io(path))?;
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha384::digest(bytes));
    Ok((name, format!("sha384-{digest}")))
}

/// A script without what only people read.
fn small(script: &str) -> Result<String, TaskError> {
    shell::piped(&mut shell::command("esbuild", &["--minify", "--format=esm", "--charset=utf8"]), script)
}

/// The text with one occurrence replaced; an error if there are none or several.
fn replaced(path: &Path, text: &str, from: &str, to: &str) -> Result<String, TaskError> {
    if text.matches(from).count() != 1 {
        return Err(TaskError::content(path, format!("must hold `{}` once", from.trim())));
    }
    Ok(text.replacen(from, to, 1))
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

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "a();\n/* payload */\nconst PAYLOAD = {};\n/* end payload */\nb();";

    #[test]
    fn the_loader_is_told_between_its_marks_and_nowhere_else() {
        let told = between(LOADER, MARKS, "const PAYLOAD = 1;");
        assert_eq!(told.as_deref(), Some("a();\n/* payload */\nconst PAYLOAD = 1;\n/* end payload */\nb();"));
    }

    #[test]
    fn a_loader_without_marks_or_with_two_pairs_is_refused() {
        assert_eq!(between("a();", MARKS, ""), None);
        assert_eq!(between(&LOADER.repeat(2), MARKS, ""), None);
    }

    #[test]
    fn the_loader_is_as_the_package_needs_it() {
        let loader = read(&crate::root().join("static/dateline.js")).expect("the loader is there");
        assert_eq!(1, loader.matches(DEFINE).count(), "it defines the element in one place");
        assert!(between(&loader, MARKS, "").is_some());
    }
}
