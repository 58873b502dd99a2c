//! An archive that grows, as publishers have it: `dateline pack --into`, and `dateline sweep` afterwards. And one that is
//! gathered in parts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn dateline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).output().expect("the command starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn succeed(arguments: &[&str]) -> String {
    let output = dateline(arguments);
    assert_eq!(Some(0), output.status.code(), "{}", text(&output.stderr));
    text(&output.stderr) + &text(&output.stdout)
}

/// The files below a folder, relative to it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).expect("it is in it").to_owned());
            }
        }
    }
    found
}

fn items(numbers: std::ops::Range<u32>, more: &str) -> String {
    let item = |number: u32| {
        format!(
            "{{\"id\":\"s{number}\",\"title\":\"Ferry {number} leaves\",\"content_html\":\"<p>Crew <b>{number}</b> of \
             many.</p>\",\"tags\":[\"Sea\"],\"date_published\":\"2024-03-{:02}T06:00:00Z\"{more}}}\n",
            number % 28 + 1
        )
    };
    numbers.map(item).collect()
}

/// A folder for one test, and files in it.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }

    fn write(&self, name: &str, content: &str) -> String {
        std::fs::write(self.0.join(name), content).expect("it can be written");
        self.path(name)
    }
}

#[test]
fn stories_are_added_replaced_and_withdrawn() {
    let place = Place::new("grown");
    let (feed, archive) = (place.write("a.jsonl", &items(0..60, "")), place.path("archive"));
    succeed(&["pack", &feed, "--out", &archive, "--title", "Wire"]);
    let before = files(Path::new(&archive));
    let new =
        items(59..63, ",\"summary\":\"Changed.\"") + &items(5..7, ",\"_dateline\":{\"status\":{\"withdrawn\":true}}");
    let new = place.write("b.jsonl", &new);
    let said = succeed(&["pack", "--add", &new, "--into", &archive, "--withdraw", "s9", "--withdraw", "nobody"]);
    for expected in [
        "dateline: no story nobody is in the archive",
        "60 stories,",
        "1 stories took the place of older versions",
        "3 stories were taken out",
        "2 segments",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let after = files(Path::new(&archive));
    assert!(before.is_subset(&after), "a file went");
    let again = succeed(&["pack", &new, "--into", &archive]);
    assert!(again.contains("4 stories were there already") && again.contains("60 stories,"), "{again}");
    assert_eq!(after, files(Path::new(&archive)));
}

/// Merging reads stories back from the archive: what comes of it is what packing them at once gives.
#[test]
fn merged_segments_are_what_packing_at_once_gives() {
    let place = Place::new("merged");
    let (first, second) = (place.write("a.jsonl", &items(0..40, "")), place.write("b.jsonl", &items(40..80, "")));
    let (grown, whole) = (place.path("grown"), place.path("whole"));
    succeed(&["pack", &first, "--out", &grown]);
    succeed(&["pack", &second, "--into", &grown]);
    succeed(&["pack", &first, &second, "--out", &whole]);
    let manifest = |folder: &str| std::fs::read_to_string(Path::new(folder).join("dateline.json")).expect("a manifest");
    assert_eq!(manifest(&whole), manifest(&grown));
    // Readers of the old manifest may still be there; once they are gone, only what is needed stays.
    assert!(succeed(&["sweep", &grown]).contains("0 files deleted"));
    let unswept = files(Path::new(&grown));
    let would = succeed(&["sweep", &grown, "--keep", "0s", "--dry-run"]);
    assert!(would.contains("would be deleted") && !would.starts_with("0 "), "{would}");
    assert_eq!(unswept, files(Path::new(&grown)));
    succeed(&["sweep", &grown, "--keep", "0s"]);
    assert_eq!(files(Path::new(&whole)), files(Path::new(&grown)));
}

#[test]
fn nothing_is_swept_from_an_archive_that_cannot_be_read() {
    let place = Place::new("unread");
    let (feed, archive) = (place.write("a.jsonl", &items(0..20, "")), place.path("archive"));
    succeed(&["pack", &feed, "--out", &archive, "--quiet"]);
    let root = files(Path::new(&archive)).into_iter().find(|path| path.starts_with("roots")).expect("a root");
    std::fs::write(Path::new(&archive).join(&root), "nonsense").expect("it can be written");
    let before = files(Path::new(&archive));
    for arguments in [vec!["sweep", &archive, "--keep", "0s"], vec!["pack", &feed, "--into", &archive]] {
        let output = dateline(&arguments);
        assert_eq!(Some(2), output.status.code());
        assert!(text(&output.stderr).contains("is damaged"), "{}", text(&output.stderr));
    }
    assert_eq!(before, files(Path::new(&archive)));
    assert_eq!(Some(2), dateline(&["pack", &feed, "--into", &place.path("nothing")]).status.code());
}

#[test]
fn parts_are_merged_into_what_packing_at_once_gives() {
    let place = Place::new("parts");
    let feeds = [place.write("a.jsonl", &items(0..50, "")), place.write("b.jsonl", &items(40..90, ""))];
    let [first, second] = feeds.each_ref().map(String::as_str);
    let (whole, merged) = (place.path("whole"), place.path("merged"));
    succeed(&["pack", first, second, "--out", &whole, "--title", "Wire"]);
    let parts: Vec<String> = (1..=3).map(|number| place.path(&format!("part-{number}"))).collect();
    for (at, part) in parts.iter().enumerate() {
        succeed(&["pack", first, second, "--part", &format!("{}/3", at + 1), "--out", part]);
    }
    let output = dateline(&["merge", &parts[0], &parts[2], "--out", &merged]);
    assert_eq!(Some(2), output.status.code());
    assert!(text(&output.stderr).contains("part 2 of 3 is missing"), "{}", text(&output.stderr));
    let said = succeed(&["merge", &parts[2], &parts[0], &parts[1], "--out", &merged, "--title", "Wire"]);
    assert!(said.contains("90 stories,") && said.contains("10 stories came twice"), "{said}");
    let bytes = |folder: &str| -> Vec<Vec<u8>> {
        files(Path::new(folder))
            .iter()
            .map(|path| std::fs::read(Path::new(folder).join(path)).expect("a file"))
            .collect()
    };
    assert_eq!(files(Path::new(&whole)), files(Path::new(&merged)));
    assert!(bytes(&whole) == bytes(&merged), "bytes differ");
}
