//! Each folder in `import/` holds a file of some kind, and what becomes of it: what `dateline import` says, and what
//! `dateline check --all` finds in the feed that it made. `UPDATE_FIXTURES=1` rewrites `expected.txt`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn dateline(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// Import, then a check of the outcome.
fn run(folder: &Path, file: &str) -> String {
    let made = dateline(folder, &["import", file, "--url", "https://paper.example/a/"], b"");
    let checked = dateline(folder, &["check", "-", "--all"], &made.stdout);
    format!(
        "import ends with {}\n{}\ncheck ends with {}\n{}",
        code(&made),
        String::from_utf8_lossy(&made.stderr),
        code(&checked),
        String::from_utf8_lossy(&checked.stdout)
    )
}

#[test]
fn files_of_each_kind_become_what_they_should() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut folders: Vec<PathBuf> = fs::read_dir(all).expect("a folder").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in &folders {
        let names = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
        let input = names.filter_map(|name| name.into_string().ok()).find(|name| name.starts_with("input."));
        let found = run(folder, &input.expect("a fixture has an input"));
        let path = folder.join("expected.txt");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&path, &found).expect("the fixture can be written");
        } else if found != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- found\n{found}", folder.display()));
        }
    }
    assert!(folders.len() >= 10 && wrong.is_empty(), "{}", wrong.join("\n"));
}
