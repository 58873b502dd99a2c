//! The software bill of materials, as CycloneDX 1.5 has it (<https://cyclonedx.org/docs/1.5/json/>): every crate that is in the
//! WebAssembly, with its version, licence and checksum, from cargo itself and its lock file.

use super::{VERSION, read, write};
use crate::error::TaskError;
use crate::shell;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const LOCK: &str = "Cargo.lock";

pub(super) fn write_to(path: &Path) -> Result<(), TaskError> {
    let tree = ["tree", "--locked", "--package", "dateline", "--edges", "normal", "--target", "wasm32-unknown-unknown"];
    let mut tree = shell::cargo(&tree);
    tree.args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"]);
    let listed = shell::piped(&mut tree, "")?;
    let lock: toml::Table =
        read(Path::new(LOCK))?.parse().map_err(|error: toml::de::Error| TaskError::content(LOCK, error.to_string()))?;
    let crates: BTreeSet<&str> = listed.lines().collect();
    let components: Vec<Value> = crates.iter().filter_map(|line| component(line, &lock)).collect();
    let bill = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": { "type": "library", "name": "dateline", "version": VERSION } },
        "components": components,
    });
    write(path, &(serde_json::to_string_pretty(&bill).expect("plain values can be written") + "\n"))
}

/// `serde v1.0.0 (proc-macro)|MIT OR Apache-2.0`; none for what is our own, or only runs in the compiler.
fn component(line: &str, lock: &toml::Table) -> Option<Value> {
    let (package, licence) = line.split_once('|')?;
    let (name, rest) = package.split_once(" v")?;
    let (version, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    if rest.contains("proc-macro") || rest.starts_with("(/") {
        return None;
    }
    let mut component = json!({
        "type": "library", "name": name, "version": version, "purl": format!("pkg:cargo/{name}@{version}"),
        "licenses": [{ "expression": licence.replace('/', " OR ") }],
    });
    if let Some(checksum) = checksum(name, version, lock) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    Some(component)
}

fn checksum<'a>(name: &str, version: &str, lock: &'a toml::Table) -> Option<&'a str> {
    let packages = lock.get("package")?.as_array()?;
    let is_it = |package: &&toml::Value| {
        package.get("name").and_then(toml::Value::as_str) == Some(name)
            && package.get("version").and_then(toml::Value::as_str) == Some(version)
    };
    packages.iter().find(is_it)?.get("checksum")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_has_its_licence_and_checksum() {
        let lock = "[[package]]\nname = \"yew\"\nversion = \"0.23.0\"\nchecksum = \"ab\"".parse().expect("a lock file");
        let yew = component("yew v0.23.0|MIT/Apache-2.0", &lock).expect("a component");
        assert_eq!(json!("MIT OR Apache-2.0"), yew["licenses"][0]["expression"]);
        assert_eq!(json!("ab"), yew["hashes"][0]["content"]);
        assert_eq!(json!("pkg:cargo/yew@0.23.0"), yew["purl"]);
    }

    #[test]
    fn our_own_crates_and_the_compilers_are_left_out() {
        let lock = toml::Table::new();
        assert_eq!(None, component("dateline v0.1.0 (/somewhere)|MIT", &lock));
        assert_eq!(None, component("yew-macro v0.23.0 (proc-macro)|MIT", &lock));
    }
}
