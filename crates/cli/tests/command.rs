//! The command as people run it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn dateline(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn check_ends_with_0_if_all_is_well() {
    let output = dateline(&["check", "-"], r#"[{"id":"a","title":"One","url":"https://a.example/"}]"#);
    assert_eq!(Some(0), output.status.code());
    assert!(text(&output.stdout).contains("plain: 1 stories"), "{}", text(&output.stdout));
}

#[test]
fn check_ends_with_1_if_stories_are_lost_and_says_which() {
    let output = dateline(&["check", "-"], r#"[{"id":"a","title":"One"},{"title":7,}]"#);
    assert_eq!(Some(1), output.status.code());
    assert!(text(&output.stdout).contains("LOST Item 2: the item is not JSON"), "{}", text(&output.stdout));
}

#[test]
fn check_prints_json_for_machines() {
    let output = dateline(&["check", "-", "--format", "json"], r#"[{"id":"a","title":"One","date":"never"}]"#);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!("bad-date", report["problems"][0]["code"]);
    assert_eq!("title", report["stories"][0]["from"]["headline"]);
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_and_ends_with_2() {
    let output = dateline(&["check", "no-such-feed.json"], "");
    assert_eq!(Some(2), output.status.code());
    assert!(text(&output.stderr).starts_with("dateline: cannot read no-such-feed.json:"), "{}", text(&output.stderr));
}

#[test]
fn convert_and_check_go_together() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let feed = folder.join("converted.json");
    let feed = feed.to_str().expect("a plain path");
    let records = "{\"id\":\"1\",\"url\":\"wire:1\",\"title\":\"One\",\"dateline\":\"LONDON, Feb 26\",\"date\":\"1987-02-26T15:01:01\",\
                   \"body\":\"A.\\n    B.\",\"tags\":[\"x\"],\"author\":\"\"}\nnonsense\n";
    let output = dateline(&["convert", "-", "--out", feed, "--title", "Wire"], records);
    assert_eq!("dateline: 1 stories, 1 lines left out that are no records\n", text(&output.stderr));
    let output = dateline(&["check", feed, "--all"], "");
    let report = text(&output.stdout);
    assert!(report.contains("dateline   LONDON, Feb 26  [_dateline.dateline]"), "{report}");
    assert!(report.contains("body       2 blocks  [content_text]"), "{report}");
}

#[test]
fn import_makes_a_feed_of_files_of_many_kinds() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let files = [
        ("a.txt", "Ferries stay\n\nPORT ELSA\n\nThe boats stayed.\n\nferries, strike,"),
        ("b.md", "---\ntitle: Crews vote\n---\nOne."),
        ("c.xml", "<rss><channel><item><title>Votes counted</title></item></channel></rss>"),
        ("d.html", "<title>Boats leave</title><article><p>At last.</p></article>"),
    ];
    let mut arguments = vec!["import".to_owned()];
    for (name, content) in files {
        std::fs::write(folder.join(name), content).expect("it can be written");
        arguments.push(folder.join(name).display().to_string());
    }
    let output = dateline(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), "");
    assert_eq!(Some(0), output.status.code(), "{}", text(&output.stderr));
    let feed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let titles: Vec<&str> =
        feed["items"].as_array().expect("a list").iter().filter_map(|item| item["title"].as_str()).collect();
    assert_eq!(vec!["Ferries stay", "Crews vote", "Votes counted", "Boats leave"], titles);
}

#[test]
fn print_gives_the_newest_stories_that_may_be_shown() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": "old", "title": "Old", "url": "/old", "date_published": "2001-01-01T00:00:00Z"},
        {"id": "back", "title": "Taken back", "date_published": "2012-01-01T00:00:00Z", "_dateline": {"status": {"withdrawn": true}}},
        {"id": "new", "title": "New", "url": "javascript:x()", "date_published": "2011-01-01T00:00:00Z"},
        {"id": "oldest", "title": "Oldest", "date_published": "2000-01-01T00:00:00Z"}]}"#;
    let output =
        dateline(&["print", "-", "--number", "2", "--url", "https://paper.example/feed.json", "--no-json-ld"], feed);
    assert_eq!(Some(0), output.status.code());
    let lines = "<ul>\n<li dir=\"auto\">New <time datetime=\"2011-01-01T00:00:00Z\">2011-01-01</time></li>\n\
        <li dir=\"auto\"><a href=\"https://paper.example/old\">Old</a> <time datetime=\"2001-01-01T00:00:00Z\">2001-01-01</time></li>\n</ul>\n";
    assert_eq!(lines, text(&output.stdout));
}

#[test]
fn print_of_nothing_ends_with_1() {
    assert_eq!(Some(1), dateline(&["print", "-"], "[]").status.code());
}

/// Every file below a folder with its bytes, by path.
fn files(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is inside").display().to_string();
                files.insert(name, std::fs::read(path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn pack_makes_the_same_archive_of_a_feed_and_of_its_lines() {
    let out = |name: &str| PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let items =
        ["{\"id\":\"a\",\"title\":\"Ferries stay\"}", "{\"id\":\"b\",\"title\":\"Crews vote\",\"tags\":[\"Sea\"]}"];
    let inputs = [("archive-feed", format!("[{}]", items.join(","))), ("archive-lines", items.join("\n"))];
    let mut archives = Vec::new();
    for (name, input) in inputs {
        let folder = out(name);
        std::fs::remove_dir_all(&folder).ok();
        let output =
            dateline(&["pack", "-", "--out", folder.to_str().expect("a plain path"), "--title", "Wire"], &input);
        assert_eq!(Some(0), output.status.code(), "{}", text(&output.stderr));
        assert!(text(&output.stderr).starts_with("dateline: 2 stories, 5 words, "), "{}", text(&output.stderr));
        archives.push(files(&folder));
    }
    assert!(archives[0] == archives[1] && archives[0].contains_key("dateline.json"));
    assert!(archives[0].keys().all(|path| path == "dateline.json" || path.ends_with(".bin")), "{archives:?}");
}

#[test]
fn pack_says_which_stories_are_lost_and_ends_with_1() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("archive-lossy");
    let folder = folder.to_str().expect("a plain path");
    let output = dateline(
        &["pack", "-", "--out", folder, "--quiet"],
        "{\"id\":1,\"title\":\"A\"}\n{\"id\":2,}\n{\"id\":3,\"title\":\"C\"}\n",
    );
    assert_eq!(Some(1), output.status.code());
    assert!(text(&output.stderr).contains("-: Item 2: the item is not JSON"), "{}", text(&output.stderr));
    let output = dateline(&["pack", "no-such-feed.json", "--out", folder], "");
    assert_eq!(Some(2), output.status.code());
    assert!(text(&output.stderr).contains("no-such-feed.json"), "{}", text(&output.stderr));
}
