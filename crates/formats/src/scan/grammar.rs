//! What may stand between the values that are cut out: keys, colons, commas and brackets.

use super::{Frame, Goal, MARK, MAX_HEAD_FIELD, Mode, Scanner};
use crate::ProblemKind;
use crate::json::{self, Json, Parsed};

/// Names under which feeds keep their list of stories.
const LISTS: [&str; 15] = [
    "items",
    "posts",
    "results",
    "articles",
    "stories",
    "entries",
    "docs",
    "@graph",
    "itemListElement",
    "data",
    "news",
    "body",
    "nodes",
    "records",
    "hits",
];

/// Names of objects that wrap the list.
const WRAPPERS: [&str; 9] = ["response", "data", "feed", "result", "results", "channel", "body", "hits", "d"];

/// `response.hits.hits`, and not deeper.
const MAX_WRAPPERS: usize = 3;

impl Scanner {
    /// One byte outside the values that are cut out; the number of bytes used, 0 if it must be looked at again.
    pub(super) fn between(&mut self, byte: u8) -> usize {
        if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') && self.mode != Mode::InKey {
            return 1;
        }
        match self.mode {
            Mode::Start => self.start(byte),
            Mode::Key(after_comma) => self.before_key(byte, after_comma),
            Mode::InKey => self.in_key(byte),
            Mode::Colon => {
                self.mode = Mode::Value(false);
                self.expect(byte == b':', "a colon")
            }
            Mode::Value(may_end) => self.before_value(byte, may_end),
            Mode::After => self.after_value(byte),
            Mode::End => {
                self.fault("the end");
                self.mode = Mode::End;
                1
            }
            Mode::Inside | Mode::Markup | Mode::Lost => 1,
        }
    }

    fn start(&mut self, byte: u8) -> usize {
        // A byte order mark; browsers strip it, streams of bytes do not.
        if MARK.get(self.read as usize) == Some(&byte) {
            return 1;
        }
        match byte {
            b'[' => self.enter_list(),
            b'{' => self.enter_object(String::new()),
            b'<' => {
                self.mode = Mode::Markup;
                self.document = None;
                return 0;
            }
            b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                self.begin_value(Goal::Scalar);
                return 0;
            }
            0xfe | 0xff => self.lose(ProblemKind::Utf16),
            _ => self.lose(ProblemKind::NotJson { at: self.read, expected: "a bracket" }),
        }
        1
    }

    fn before_key(&mut self, byte: u8, after_comma: bool) -> usize {
        match byte {
            b'"' => {
                self.key.clear();
                self.key.push(b'"');
                self.mode = Mode::InKey;
            }
            b'}' => {
                if after_comma {
                    self.fault("a name");
                }
                self.leave();
            }
            b']' => self.fault("a name"),
            _ => self.fault("a name in quotes"),
        }
        1
    }

    fn in_key(&mut self, byte: u8) -> usize {
        self.key.push(byte);
        let escaped = self.key_escaped;
        self.key_escaped = !escaped && byte == b'\\';
        if byte == b'"' && !escaped {
            self.mode = Mode::Colon;
            let key = String::from_utf8_lossy(&self.key).into_owned();
            match json::parse(&key, 0) {
                Ok(Parsed { value: Json::String(name), .. }) => self.key = name.into_owned().into_bytes(),
                _ => self.fault("a well-formed name"),
            }
        } else if self.key.len() > MAX_HEAD_FIELD {
            self.lose(ProblemKind::NotJson { at: self.read, expected: "the end of a name" });
        }
        1
    }

    fn before_value(&mut self, byte: u8, may_end: bool) -> usize {
        if matches!(self.frames.last(), Some(Frame::List)) {
            return match byte {
                b']' => {
                    if !may_end {
                        self.fault("another item");
                    }
                    self.leave();
                    1
                }
                b',' => self.expect(false, "an item"),
                b'}' | b':' => self.expect(false, "an item"),
                _ => {
                    self.begin_value(Goal::Item);
                    0
                }
            };
        }
        let key = String::from_utf8_lossy(&self.key).into_owned();
        match byte {
            b'[' if LISTS.contains(&key.as_str()) => {
                self.enter_list();
                1
            }
            b'{' if WRAPPERS.contains(&key.as_str()) && self.frames.len() <= MAX_WRAPPERS => {
                let path = [self.path(), &key, "."].concat();
                self.enter_object(path);
                1
            }
            b'}' | b']' | b',' | b':' => {
                self.fault("a value");
                self.mode = Mode::After;
                usize::from(byte == b':')
            }
            _ => {
                let path = [self.path(), &key].concat();
                self.begin_value(Goal::Head(path));
                0
            }
        }
    }

    fn after_value(&mut self, byte: u8) -> usize {
        let in_list = matches!(self.frames.last(), Some(Frame::List));
        match (byte, in_list) {
            (b',', true) => self.mode = Mode::Value(false),
            (b',', false) => self.mode = Mode::Key(true),
            (b']', true) | (b'}', false) => self.leave(),
            // A comma was forgotten.
            (b'{' | b'[' | b'"', true) => {
                self.fault("a comma");
                self.mode = Mode::Value(false);
                return 0;
            }
            (b'"', false) => {
                self.fault("a comma");
                self.mode = Mode::Key(false);
                return 0;
            }
            // The list was not closed before its object was, or the other way round.
            (b'}', true) => {
                self.fault("the list's end");
                self.leave();
                return 0;
            }
            _ => self.fault("a comma"),
        }
        1
    }
}
