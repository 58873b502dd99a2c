//! Follows a JSON value to its end: strings, escapes and brackets, and nothing else of JSON.

/// Follows one value to its end.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    /// Open brackets, one bit each, the innermost lowest: 1 for `{`. Beyond 128 only their number is known.
    braces: u128,
    depth: u16,
    pub(crate) deepest: u16,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl Nest {
    /// True for a number or word, which only what follows it can end.
    pub(crate) fn is_bare(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// Goes on through `bytes`; the number that belong to the value, and whether it ends there.
    pub(crate) fn follow(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.in_string {
                at += self.string(&bytes[at..]);
                if !self.in_string && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match byte {
                b'"' => {
                    // A string glued to a bare word begins another value.
                    if self.is_bare() {
                        return (at, true);
                    }
                    self.in_string = true;
                }
                b'{' | b'[' => {
                    if self.is_bare() {
                        return (at, true);
                    }
                    self.open(byte == b'{');
                }
                b'}' | b']' if self.depth > 0 => {
                    self.close(byte == b'}');
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b'}' | b']' | b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return (at, true),
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        (at, false)
    }

    /// The number of bytes up to the string's end, the closing quote included.
    fn string(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        if std::mem::take(&mut self.escaped) {
            at = 1;
        }
        while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == b'"' || b == b'\\')) {
            at += found + 1;
            if bytes[at - 1] == b'"' {
                self.in_string = false;
                return at;
            }
            if at == bytes.len() {
                self.escaped = true;
                return at;
            }
            at += 1;
        }
        bytes.len()
    }

    fn open(&mut self, brace: bool) {
        self.braces = self.braces << 1 | u128::from(brace);
        self.depth = self.depth.saturating_add(1);
        self.deepest = self.deepest.max(self.depth);
    }

    /// Closes the innermost bracket of the kind, and what was left open in it.
    fn close(&mut self, brace: bool) {
        if self.deepest > 128 {
            self.pop(1);
            return;
        }
        let wanted = if brace { self.braces } else { !self.braces };
        let place = wanted.trailing_zeros() as u16;
        if place < self.depth {
            self.pop(place + 1);
        }
    }

    fn pop(&mut self, count: u16) {
        self.braces = self.braces.checked_shr(u32::from(count)).unwrap_or(0);
        self.depth -= count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a text belongs to the value that it begins with, fed whole and byte by byte.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (used, _) = Nest::default().follow(text.as_bytes());
        assert_eq!(expected, &text[..used], "{text}");
        let mut nest = Nest::default();
        let mut at = 0;
        let mut ended = false;
        while at < text.len() && !ended {
            let (used, done) = nest.follow(&text.as_bytes()[at..=at]);
            at += used;
            ended = done;
        }
        assert_eq!(expected, &text[..at], "{text} in bytes");
    }

    #[test]
    fn values_end_where_they_end() {
        check(r#"{"a":"}]\"{"},7"#, r#"{"a":"}]\"{"}"#);
        check(r#""a\\",1"#, r#""a\\""#);
        check("12,3", "12");
        check("true]", "true");
        check("[[1],[2]]]", "[[1],[2]]");
    }

    #[test]
    fn brackets_that_do_not_match_cost_their_value_alone() {
        check(r#"{"a":[1},2"#, r#"{"a":[1}"#);
        check(r#"{"a":1]},2"#, r#"{"a":1]}"#);
        check(r#"{"a":]]]},2"#, r#"{"a":]]]}"#);
    }

    #[test]
    fn depth_is_counted_beyond_what_is_remembered() {
        let deep = format!("{}{},", "[".repeat(300), "]".repeat(300));
        let mut nest = Nest::default();
        assert_eq!((600, true), nest.follow(deep.as_bytes()));
        assert_eq!(300, nest.deepest);
    }
}
