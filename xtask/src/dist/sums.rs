//! The zip for who hosts the reader by hand, and `SHA256SUMS` over all that is published.

use super::{DIST, NPM, SITE, VERSION, files, write};
use crate::error::TaskError;
use sha2::Digest as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

pub(super) fn path() -> PathBuf {
    Path::new(DIST).join("SHA256SUMS")
}

/// Packs a folder. Every file carries the same date, so that the same files are the same bytes.
pub(super) fn zip(folder: &Path, to: &Path) -> Result<(), TaskError> {
    let file = fs::File::create(to).map_err(TaskError::io(to))?;
    let mut zip = zip::ZipWriter::new(file);
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let broken = |error: zip::result::ZipError| TaskError::content(to, error.to_string());
    for path in files(folder)? {
        let bytes = fs::read(&path).map_err(TaskError::io(&path))?;
        let name = path.strip_prefix(folder).unwrap_or(&path);
        zip.start_file(format!("dateline-{VERSION}/{}", name.display()), options).map_err(broken)?;
        zip.write_all(&bytes).map_err(TaskError::io(to))?;
    }
    zip.finish().map(drop).map_err(broken)
}

/// Writes the sums, as `sha256sum --check` reads them.
pub(super) fn write_to() -> Result<(), TaskError> {
    let sums = path();
    let mut lines = String::new();
    let [site, npm, embed] = [SITE, NPM, super::EMBED].map(|folder| files(Path::new(folder)));
    let loose = [PathBuf::from(DIST).join("bom.json"), PathBuf::from(DIST).join(format!("dateline-{VERSION}.zip"))];
    for path in [site?, npm?, embed?, loose.into()].concat() {
        let bytes = fs::read(&path).map_err(TaskError::io(&path))?;
        let sum: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.strip_prefix(DIST).unwrap_or(&path);
        lines.push_str(&format!("{sum}  {}\n", name.display()));
    }
    write(&sums, &lines)
}
