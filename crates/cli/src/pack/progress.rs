//! What is said while stories are packed, and afterwards.

use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use dateline_archive::Summary;

/// How far it is, on a line of its own that is written over.
pub(super) struct Progress {
    stories: u32,
    said: Instant,
    is_shown: bool,
}

impl Progress {
    const PAUSE: Duration = Duration::from_millis(200);

    pub(super) fn new(quiet: bool) -> Self {
        Self { stories: 0, said: Instant::now(), is_shown: !quiet && std::io::stderr().is_terminal() }
    }

    pub(super) fn story(&mut self) {
        self.stories += 1;
        if self.is_shown && self.said.elapsed() > Self::PAUSE {
            self.said = Instant::now();
            self.say("reading");
        }
    }

    pub(super) fn say(&self, what: &str) {
        if self.is_shown {
            eprint!("\r{what}: {} stories ", grouped(self.stories.into()));
            // A terminal that is gone is told nothing.
            std::io::stderr().flush().ok();
        }
    }

    pub(super) fn line(&self, text: &str) {
        self.end();
        eprintln!("dateline: {text}");
    }

    pub(super) fn end(&self) {
        if self.is_shown {
            eprint!("\r\x1b[K");
        }
    }
}

/// What came of it, for people.
pub(super) fn said(summary: &Summary, out: &Path, took: Duration) -> String {
    let mut text = format!(
        "dateline: {} stories, {} words, {} files and {} bytes in {} ({:.1} s)\n",
        grouped(summary.stories.into()),
        grouped(summary.words.into()),
        grouped(summary.files().into()),
        grouped(summary.bytes()),
        out.display(),
        took.as_secs_f64()
    );
    if summary.repeated > 0 {
        text += &format!("  {} stories came twice; the first was taken\n", grouped(summary.repeated.into()));
    }
    let grown = [
        (summary.replaced, "stories took the place of older versions"),
        (summary.withdrawn, "stories were taken out"),
        (summary.unchanged, "stories were there already"),
    ];
    for (count, what) in grown.into_iter().filter(|&(count, _)| count > 0) {
        text += &format!("  {} {what}\n", grouped(count.into()));
    }
    if summary.segments > 1 {
        text += &format!("  {} segments\n", summary.segments);
    }
    for (folder, (files, bytes)) in &summary.folders {
        text += &format!("  {folder:<9}{:>9} files {:>14} bytes\n", grouped((*files).into()), grouped(*bytes));
    }
    if summary.manifest_bytes > 0 {
        text += &format!("  {:<9}{:>9} file  {:>14} bytes\n", "manifest", 1, grouped(summary.manifest_bytes));
    }
    text
}

/// A number with commas between thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!("0 999 1,000 12,345,678", [0, 999, 1_000, 12_345_678].map(grouped).join(" "));
    }
}
