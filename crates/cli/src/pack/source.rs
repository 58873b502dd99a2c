//! Reading feeds for an archive: files, plain or compressed, what is piped in, and JSON lines.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use dateline_archive::Record;
use dateline_formats::{FeedReader, Found as InFeed, Limits};
use dateline_story::{Slug, Story, WebUrl};

use super::record::record;
use crate::input::{self, CommandError};

/// Bytes handed to the feed reader at a time.
const CHUNK: usize = 1 << 16;
/// Stories handed on at a time.
const BATCH: usize = 64;

/// Something found in a feed.
pub(super) enum Found {
    /// A story that may be shown, and what the archive shows of it.
    Story(Box<Story>, Record),
    /// A story that its publisher has withdrawn.
    Withdrawn(Slug),
    /// Something that is wrong, with the file that it is in.
    Problem { place: String, is_loss: bool },
}

/// Reads feeds and hands on what is in them.
pub(super) struct Source {
    pub(super) base: WebUrl,
    /// Stories at most.
    pub(super) limit: Option<usize>,
    pub(super) sender: SyncSender<Vec<Found>>,
}

/// The feed that is being read.
struct Feed<'a> {
    name: String,
    reader: FeedReader,
    batch: Vec<Found>,
    stories: &'a mut usize,
    source: &'a Source,
}

impl Source {
    /// Reads all feeds in order. It ends early if whoever takes the stories is gone.
    pub(super) fn read_all(self, feeds: &[PathBuf]) -> Result<(), CommandError> {
        let mut stories = 0;
        for path in feeds {
            // One archive may hold what no page could.
            let limits = Limits { max_stories: u32::MAX, ..Limits::default() };
            let reader = FeedReader::with_limits(self.base.clone(), limits);
            let name = path.display().to_string();
            let mut feed = Feed { name, reader, batch: Vec::new(), stories: &mut stories, source: &self };
            let is_read = feed.read(path).map_err(|source| CommandError::Read { path: path.clone(), source })?;
            if !is_read {
                break;
            }
        }
        Ok(())
    }
}

impl Feed<'_> {
    /// Reads one feed; false if no more is wanted.
    fn read(&mut self, path: &Path) -> std::io::Result<bool> {
        let mut bytes = BufReader::with_capacity(CHUNK, input::open(path).map_err(std::io::Error::other)?);
        if is_lines(bytes.fill_buf()?) { self.read_lines(bytes) } else { self.read_chunks(bytes) }
    }

    fn read_chunks(&mut self, mut bytes: impl Read) -> std::io::Result<bool> {
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = bytes.read(&mut chunk)?;
            if read == 0 {
                return Ok(self.finish());
            }
            if !self.push(&chunk[..read]) {
                return Ok(false);
            }
        }
    }

    /// JSON lines are a list of items once brackets and commas are put between them.
    fn read_lines(&mut self, mut bytes: impl BufRead) -> std::io::Result<bool> {
        let mut line = b"[".to_vec();
        let mut is_first = true;
        loop {
            if bytes.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if line.iter().all(|byte| byte.is_ascii_whitespace() || *byte == b',') {
                line.truncate(1);
                continue;
            }
            if !self.push(&line) {
                return Ok(false);
            }
            line.clear();
            line.push(b',');
            is_first = false;
        }
        Ok(self.push(if is_first { b"[]" } else { b"]" }) && self.finish())
    }

    fn push(&mut self, bytes: &[u8]) -> bool {
        self.reader.push(bytes);
        self.take()
    }

    fn finish(&mut self) -> bool {
        self.reader.finish();
        self.take() && self.send()
    }

    /// Takes what the reader has found; false if no more is wanted.
    fn take(&mut self) -> bool {
        while let Some(found) = self.reader.next_found() {
            match found {
                InFeed::Story(story) if story.status.withdrawn => self.batch.push(Found::Withdrawn(story.slug)),
                InFeed::Story(story) => {
                    if self.source.limit.is_some_and(|limit| *self.stories >= limit) {
                        self.send();
                        return false;
                    }
                    *self.stories += 1;
                    let record = record(&story);
                    self.batch.push(Found::Story(story, record));
                }
                // What costs no story is for `dateline check` to say.
                InFeed::Problem(problem) if !problem.is_loss() => {}
                InFeed::Problem(problem) => {
                    self.batch.push(Found::Problem { place: format!("{}: {problem}", self.name), is_loss: true });
                }
            }
            if self.batch.len() >= BATCH && !self.send() {
                return false;
            }
        }
        true
    }

    fn send(&mut self) -> bool {
        self.batch.is_empty() || self.source.sender.send(std::mem::take(&mut self.batch)).is_ok()
    }
}

/// Whether a file that begins so is JSON lines: one whole object on the first line, and another after it.
fn is_lines(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let Some(end) = start.iter().position(|&byte| byte == b'\n') else { return false };
    let is_object = start.starts_with(b"{") && serde_json::from_slice::<serde_json::Map<_, _>>(&start[..end]).is_ok();
    is_object && start[end..].trim_ascii_start().starts_with(b"{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_are_told_from_other_json() {
        assert!(is_lines(b"\n{\"id\":1}\r\n{\"id\":2}\n"));
        assert!(!is_lines(b"{\"items\":[\n{\"id\":1}\n]}"));
        assert!(!is_lines(b"[{\"id\":1},\n{\"id\":2}]"));
        assert!(!is_lines(b"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}\n"));
        assert!(!is_lines(b""));
    }
}
