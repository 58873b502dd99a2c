//! `cargo xtask bench archive`: building archives of several sizes, and what queries cost in them; Pagefind beside them.
//!
//! The stories are Reuters and reddit mixed, four of the one to twenty-one of the other. There are 156,000 of them; for more,
//! reddit comes again with later dates and with every third long word of its headlines changed, so that words grow with
//! stories as they do in life.

use crate::error::TaskError;
use crate::{bench_search, browsers, dist, shell, size, test};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Numbers of stories, with commas between
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    sizes: Vec<u32>,
    /// Queries of each kind
    #[arg(long, value_name = "N", default_value_t = 200)]
    queries: u32,
    /// The largest number of stories that Pagefind builds too; it takes minutes for 100,000
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pagefind: u32,
    /// Time both in Chromium besides, on two lines, at sizes that Pagefind builds
    #[arg(long)]
    chromium: bool,
}

/// The script that measures the peer, and its version.
const SCRIPT: &str = "benches/archive";

pub(crate) fn run(options: &Options) -> Result<(), TaskError> {
    let data = test::data_folder().ok_or_else(|| TaskError::Missing {
        name: "the data folder",
        reason: "neither DATELINE_DATA nor ../shared/data is there",
        advice: "name one in DATELINE_DATA".to_owned(),
    })?;
    let folder = shell::target().join("bench-archive");
    fs::create_dir_all(&folder).map_err(TaskError::io(&folder))?;
    let folder = folder.canonicalize().map_err(TaskError::io(&folder))?;
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "dateline-cli"]))?;
    let example = ["build", "--release", "--package", "dateline-archive", "--example", "archive_bench"];
    shell::run(&mut shell::cargo(&example))?;
    for &size in &options.sizes {
        println!("\n{size} stories");
        let corpus = folder.join(format!("mixed-{size}.jsonl.gz"));
        mix(&data, size, &corpus)?;
        let archive = folder.join(format!("archive-{size}"));
        pack(&corpus, &archive)?;
        let queries = folder.join(format!("queries-{size}.json"));
        let mut bench = Command::new(release("examples/archive_bench"));
        bench.arg(&archive).arg(&corpus).arg(options.queries.to_string()).arg(&queries).env("DATELINE_DATA", &data);
        shell::run(&mut bench)?;
        if size <= options.pagefind {
            let peer = folder.join(format!("pagefind-{size}"));
            pagefind(&folder, &corpus, &peer, &queries)?;
            if options.chromium {
                in_chromium(&folder.join("page"), &archive, &peer, &queries)?;
            }
        }
    }
    Ok(())
}

/// Packs the corpus anew, and says how long it took and how much memory at most.
fn pack(corpus: &Path, archive: &Path) -> Result<(), TaskError> {
    if archive.is_dir() {
        fs::remove_dir_all(archive).map_err(TaskError::io(archive))?;
    }
    let mut command = Command::new(release("dateline"));
    command.arg("pack").arg(corpus).arg("--out").arg(archive);
    let start = |source| TaskError::Start { command: "dateline pack".to_owned(), source };
    let started = Instant::now();
    let mut child = command.spawn().map_err(start)?;
    let mut most = 0;
    let status = loop {
        // Only Linux tells; elsewhere it stays at none.
        most = most.max(peak_memory(child.id()).unwrap_or_default());
        match child.try_wait().map_err(start)? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    // Exit code 1 says that some stories of the corpus are lost, and which stands above.
    if status.code().is_none_or(|code| code > 1) {
        return Err(TaskError::Failed { command: "dateline pack".to_owned(), status });
    }
    println!("built in {:.2} s, at most {} MB of memory", started.elapsed().as_secs_f64(), most / 1_000);
    Ok(())
}

/// The most memory that a process has had so far, in kB.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

fn pagefind(folder: &Path, corpus: &Path, out: &Path, queries: &Path) -> Result<(), TaskError> {
    let node = bench_search::node_tool("node")?;
    let npm = bench_search::node_tool("npm")?;
    let script = folder.join("peer");
    dist::copy_folder(Path::new(SCRIPT), &script)?;
    if !script.join("node_modules/pagefind").is_dir() {
        let mut install = shell::command(npm, &["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
        shell::run(install.current_dir(&script))?;
    }
    let mut run = shell::command(node, &["pagefind.mjs"]);
    shell::run(run.current_dir(&script).args([corpus, out, queries]))
}

/// Lays out what the browser is served, and has it timed; the measuring is in `tests/browser/tasks`.
fn in_chromium(page: &Path, archive: &Path, peer: &Path, queries: &Path) -> Result<(), TaskError> {
    dist::run()?;
    dist::replace_folder(&Path::new(dist::EMBED).join("v1"), &page.join("v1"))?;
    let script = page.join("page.js");
    fs::copy(Path::new(SCRIPT).join("page.js"), &script).map_err(TaskError::io(&script))?;
    // The lines that preload are read where the page is made.
    for path in dist::files(page)?.into_iter().filter(|path| path.extension().is_none_or(|kind| kind != "html")) {
        let bytes = fs::read(&path).map_err(TaskError::io(&path))?;
        fs::write(&path, size::brotli(&bytes)).map_err(TaskError::io(&path))?;
    }
    let folders = [("DATELINE_BENCH", page), ("DATELINE_ARCHIVE", archive), ("DATELINE_PEER", peer)];
    browsers::drive("tasks::bench_archive", &[&folders[..], &[("DATELINE_QUERIES", queries)]].concat())
}

fn release(name: &str) -> PathBuf {
    shell::target().join("release").join(name)
}

/// Writes so many stories, if they were not written before.
fn mix(data: &Path, size: u32, out: &Path) -> Result<(), TaskError> {
    if out.is_file() {
        return Ok(());
    }
    let open = |name: &str| {
        let path = data.join(name);
        let file = File::open(&path).map_err(TaskError::io(&path))?;
        Ok::<_, TaskError>(BufReader::new(MultiGzDecoder::new(file)).lines())
    };
    let part = out.with_extension("part");
    let file = File::create(&part).map_err(TaskError::io(&part))?;
    let mut file = BufWriter::new(GzEncoder::new(file, Compression::fast()));
    let (mut reuters, mut reddit) = (open("corpora/reuters.jsonl.gz")?, open("corpora/reddit.jsonl.gz")?);
    let mut copy = 0;
    for place in 0..size {
        let wire = if place % 25 < 4 { reuters.next() } else { None };
        let line = match wire.or_else(|| reddit.next()) {
            Some(line) => line,
            None => {
                (copy, reddit) = (copy + 1, open("corpora/reddit.jsonl.gz")?);
                reddit.next().unwrap_or_else(|| Ok(String::new()))
            }
        };
        let line = line.map_err(TaskError::io(data))?;
        let line = if copy > 0 { changed(&line, copy) } else { line };
        writeln!(file, "{line}").map_err(TaskError::io(&part))?;
    }
    let written = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(GzEncoder::finish);
    written.map_err(TaskError::io(&part))?;
    fs::rename(&part, out).map_err(TaskError::io(out))
}

/// A story once more: another identifier, so many years later, and every third long word of the headline another one.
fn changed(line: &str, copy: u32) -> String {
    let Ok(Value::Object(mut story)) = serde_json::from_str(line) else { return line.to_owned() };
    let text = |story: &serde_json::Map<String, Value>, name: &str| {
        story.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let id = format!("{}-{copy}", text(&story, "id"));
    let date = text(&story, "date");
    let year = date.get(..4).and_then(|year| year.parse::<u32>().ok()).unwrap_or(2000) + 8 * copy;
    let date = format!("{year}{}", date.get(4..).unwrap_or_default());
    let title = text(&story, "title");
    let words = title.split(' ').enumerate().map(|(at, word)| {
        let is_plain = word.len() > 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        // Letters turned over by so many places, so that a common word becomes one that is as common.
        if is_plain && at % 3 == 0 { turned(word, copy as u8) } else { word.to_owned() }
    });
    let title = words.collect::<Vec<_>>().join(" ");
    for (name, value) in [("id", id), ("date", date), ("title", title)] {
        story.insert(name.to_owned(), Value::from(value));
    }
    Value::Object(story).to_string()
}

fn turned(word: &str, places: u8) -> String {
    let turn = |letter: u8| char::from(b'a' + (letter.to_ascii_lowercase() - b'a' + places) % 26);
    word.bytes().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_that_comes_again_is_another_one() {
        let line = r#"{"id":"7","date":"2013-08-20T01:02:03Z","title":"Reading of papers"}"#;
        let again: Value = serde_json::from_str(&changed(line, 2)).expect("JSON");
        assert_eq!(
            ["7-2", "2029-08-20T01:02:03Z", "tgcfkpi of papers"],
            ["id", "date", "title"].map(|n| again[n].as_str().unwrap_or_default())
        );
    }
}
