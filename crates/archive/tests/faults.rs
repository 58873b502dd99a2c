//! Files that are missing, cut short, damaged, of another version or made up: a named problem, and never a panic or an
//! endless loop.

#[path = "common/corpus.rs"]
mod corpus;
#[path = "common/memory.rs"]
mod memory;

use corpus::Dice;
use dateline_archive::{ArchiveError, Depth, MANIFEST, Question, Reader};
use dateline_search::{Request, Sort, parse_query};
use memory::{AMPLE, Files, Records, pack};

fn questions() -> Vec<Question> {
    let typed = ["mayor ", "ferry strike ", "ma", "\"the mayor\"", "mayqor ", "ferry -strike", "by:ada", ""];
    let request =
        |typed: &&str| Request { query: parse_query(typed), sort: Sort::Relevance, limit: 10, ..Request::default() };
    typed
        .iter()
        .enumerate()
        .map(|(at, typed)| {
            let depth = if at % 2 == 0 { Depth::Quick } else { Depth::Exact };
            Question { request: request(typed), depth, counts: at % 3 == 0 }
        })
        .collect()
}

/// Asks everything; the problems that were named. `serve` itself sees to it that nothing is wanted twice.
fn ask_all(files: &Files) -> Vec<ArchiveError> {
    let mut reader = files.reader();
    let mut problems = Vec::new();
    for question in questions() {
        let answer = files.ask(&mut reader, &question);
        let hits: Vec<_> = answer.results.hits.iter().map(|hit| hit.story).collect();
        files.ids(&mut reader, &hits);
        if let Some(&first) = hits.first() {
            files.serve(&mut reader, |reader| reader.text(first));
        }
        assert!(answer.problems.is_empty() || !answer.is_exact);
    }
    problems.extend(reader.problems());
    problems
}

/// Changes each file in turn; every file that is read at all must be complained of, by its own name.
fn each_file_in_turn(change: impl Fn(&mut Vec<u8>) -> bool, is_right: impl Fn(&ArchiveError) -> bool) {
    let (files, _) = pack(&corpus::stories(260, 11), AMPLE);
    assert!(ask_all(&files).is_empty());
    let mut named = 0;
    for path in files.0.keys().filter(|path| *path != MANIFEST) {
        let mut broken = files.clone();
        let is_there = change(broken.0.get_mut(path).expect("a file"));
        if !is_there {
            broken.0.remove(path);
        }
        let problems = ask_all(&broken);
        assert!(problems.iter().all(|problem| is_right(problem) && problem.to_string().contains(path)), "{problems:?}");
        named += usize::from(!problems.is_empty());
    }
    assert!(named * 4 > files.0.len() * 3, "{named} of {}", files.0.len());
}

#[test]
fn a_missing_file_is_named() {
    each_file_in_turn(|_| false, |problem| matches!(problem, ArchiveError::Missing { .. }));
}

#[test]
fn a_file_cut_short_is_named() {
    let cut = |file: &mut Vec<u8>| {
        file.truncate(file.len() / 3);
        true
    };
    each_file_in_turn(cut, |problem| matches!(problem, ArchiveError::Truncated { .. } | ArchiveError::Damaged { .. }));
}

#[test]
fn a_file_with_a_flipped_bit_in_each_byte_is_named() {
    let flip = |file: &mut Vec<u8>| {
        file.iter_mut().for_each(|byte| *byte ^= 0x10);
        true
    };
    // A slot whose length was flipped is as good as cut short.
    each_file_in_turn(flip, |problem| matches!(problem, ArchiveError::Damaged { .. } | ArchiveError::Truncated { .. }));
}

#[test]
fn files_of_another_version_are_named() {
    let (files, _) = pack(&corpus::stories(260, 11), AMPLE);
    let (others, _) = pack(&corpus::stories(300, 12), AMPLE);
    let mut mixed = others;
    mixed.0.insert(MANIFEST.to_owned(), files.0[MANIFEST].clone());
    let problems = ask_all(&mixed);
    assert!(!problems.is_empty() && problems.iter().all(|problem| matches!(problem, ArchiveError::Missing { .. })));
}

#[test]
fn what_failed_is_fetched_again_once_it_is_asked_for() {
    let (files, _) = pack(&corpus::stories(100, 13), AMPLE);
    let mut broken = files.clone();
    broken.0.retain(|path, _| !path.starts_with("words/"));
    let mut reader = files.reader();
    let question = &questions()[0];
    assert_eq!(0, broken.ask(&mut reader, question).results.total);
    assert_eq!(0, files.ask(&mut reader, question).results.total, "it is not wanted again by itself");
    reader.retry();
    let answer = files.ask(&mut reader, question);
    assert!(answer.results.total > 0 && answer.problems.is_empty());
}

/// Files whose hashes and checksums are right and whose content is not: what only a hostile archive has.
#[test]
fn files_made_up_by_an_enemy_are_no_trouble() {
    let mut dice = Dice::new(14);
    let mut problems = 0;
    let (files, _) = pack(&corpus::stories(40, 15), AMPLE);
    for round in 0..240 {
        let hostile = rewrite(&files, &mut dice, round);
        problems += ask_all(&hostile).len();
    }
    assert!(problems > 60, "{problems}");
}

/// An archive in which one file differs, and all that names it says so.
fn rewrite(files: &Files, dice: &mut Dice, round: usize) -> Files {
    let folders = ["words/", "roots/", "columns/"];
    let folder = folders[round % folders.len()];
    let paths: Vec<&String> = files.0.keys().filter(|path| path.starts_with(folder)).collect();
    let path = paths[dice.below(paths.len())];
    let mut content = files.0[path].clone();
    for _ in 0..1 + dice.below(4) {
        let at = dice.below(content.len());
        content[at] = match dice.below(3) {
            0 => 0xff,
            1 => content[at] ^ 1 << dice.below(8),
            _ => dice.below(256) as u8,
        };
    }
    let name = |path: &str| path[folder.len()..path.len() - 4].to_owned();
    let mut changed = files.clone();
    rename(&mut changed, &path.clone(), content, &name(path), folder);
    changed
}

fn rename(files: &mut Files, path: &str, content: Vec<u8>, name: &str, folder: &str) {
    let new = dateline_archive::Hash::of(&content).to_string();
    files.0.remove(path);
    files.0.insert(format!("{folder}{new}.bin"), content);
    let manifest = String::from_utf8(files.0[MANIFEST].clone()).expect("text");
    if manifest.contains(name) {
        files.0.insert(MANIFEST.to_owned(), manifest.replace(name, &new).into_bytes());
        return;
    }
    // It is named in the root, as bytes.
    let bytes = |name: &str| u64::from_str_radix(name, 16).expect("a hash").to_be_bytes();
    let root = files.0.keys().find(|path| path.starts_with("roots/")).expect("a root").clone();
    let mut content = files.0[&root].clone();
    if let Some(at) = content.windows(8).position(|window| window == bytes(name)) {
        content[at..at + 8].copy_from_slice(&bytes(&new));
    }
    rename(files, &root, content, &root[6..root.len() - 4], "roots/");
}

#[test]
fn manifests_made_up_are_no_trouble() {
    let (files, _) = pack(&corpus::stories(60, 16), AMPLE);
    let whole = files.0[MANIFEST].clone();
    let mut dice = Dice::new(17);
    let mut opened = 0;
    for _ in 0..600 {
        let mut bytes = whole.clone();
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(bytes.len());
            bytes[at] = b"0123456789abcdef\"[]{},:"[dice.below(23)];
        }
        if Reader::open(&bytes, Box::new(Records)).is_ok() {
            opened += 1;
            let mut changed = files.clone();
            changed.0.insert(MANIFEST.to_owned(), bytes);
            ask_all(&changed);
        }
    }
    assert!(opened > 20, "{opened}");
}
