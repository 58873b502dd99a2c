//! JSON as read: RFC 8259, borrowed from the bytes where it can be.
//!
//! Why our own: `serde_json::Value` and what it needs for errors, numbers and maps add about 20 kB of brotli to the reader,
//! and copy every string. Here numbers stay text, since a feed's numbers are identifiers, pixels and seconds, and
//! objects are lists, since articles have few fields. It is held against `serde_json` and the JSON test suite.

use std::borrow::Cow;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Json<'j> {
    #[default]
    Null,
    Bool(bool),
    /// A number as written.
    Number(&'j str),
    String(Cow<'j, str>),
    Array(Vec<Json<'j>>),
    /// Names and values in their order; of a name that comes twice the last counts.
    Object(Vec<(Cow<'j, str>, Json<'j>)>),
}

/// Where and why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JsonError {
    /// Bytes from the text's start.
    pub(crate) at: usize,
    pub(crate) expected: &'static str,
}

/// A value, and whether its strings hold control characters, which JSON forbids and people write.
#[derive(Debug)]
pub(crate) struct Parsed<'j> {
    pub(crate) value: Json<'j>,
    pub(crate) has_controls: bool,
}

/// Parses a text that is one JSON value, at most `max_depth` brackets deep.
pub(crate) fn parse(text: &str, max_depth: u16) -> Result<Parsed<'_>, JsonError> {
    let mut parser = Parser { text, at: 0, has_controls: false };
    let value = parser.value(max_depth)?;
    parser.space();
    match parser.peek() {
        None => Ok(Parsed { value, has_controls: parser.has_controls }),
        Some(_) => parser.fail("the end"),
    }
}

impl<'j> Json<'j> {
    /// The field of that name, if this is an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Json<'j>> {
        match self {
            Self::Object(fields) => fields.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The same value with all its text owned.
    pub(crate) fn into_owned(self) -> Json<'static> {
        match self {
            Self::Null => Json::Null,
            Self::Bool(yes) => Json::Bool(yes),
            // A number that outlives its text is as good as a string to all who ask.
            Self::Number(digits) => Json::String(Cow::Owned(digits.to_owned())),
            Self::String(text) => Json::String(Cow::Owned(text.into_owned())),
            Self::Array(entries) => Json::Array(entries.into_iter().map(Json::into_owned).collect()),
            Self::Object(fields) => Json::Object(
                fields.into_iter().map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned())).collect(),
            ),
        }
    }
}

struct Parser<'j> {
    text: &'j str,
    at: usize,
    has_controls: bool,
}

impl<'j> Parser<'j> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, JsonError> {
        Err(JsonError { at: self.at, expected })
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes past `byte`, if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: u16) -> Result<Json<'j>, JsonError> {
        self.space();
        match self.peek() {
            Some(b'"') => self.string().map(Json::String),
            Some(b'{') if depth > 0 => self.object(depth - 1),
            Some(b'[') if depth > 0 => self.array(depth - 1),
            Some(b'{' | b'[') => self.fail("less nesting"),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Json<'j>, JsonError> {
        let words = [("true", Json::Bool(true)), ("false", Json::Bool(false)), ("null", Json::Null)];
        for (word, value) in words {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        self.fail("a value")
    }

    fn object(&mut self, depth: u16) -> Result<Json<'j>, JsonError> {
        self.at += 1;
        let mut fields = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Json::Object(fields));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return self.fail("a name in quotes");
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return self.fail("a colon");
            }
            fields.push((name, self.value(depth)?));
            self.space();
            if self.take(b'}') {
                return Ok(Json::Object(fields));
            }
            if !self.take(b',') {
                return self.fail("a comma");
            }
        }
    }

    fn array(&mut self, depth: u16) -> Result<Json<'j>, JsonError> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Json::Array(entries));
        }
        loop {
            entries.push(self.value(depth)?);
            self.space();
            if self.take(b']') {
                return Ok(Json::Array(entries));
            }
            if !self.take(b',') {
                return self.fail("a comma");
            }
        }
    }

    fn number(&mut self) -> Result<Json<'j>, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(Json::Number(&self.text[start..self.at]))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { self.fail("a digit") } else { Ok(()) }
    }

    fn string(&mut self) -> Result<Cow<'j, str>, JsonError> {
        self.at += 1;
        let start = self.at;
        let end = self.plain_run();
        if self.take(b'"') {
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        let mut out = String::with_capacity(2 * (end - start) + 16);
        out.push_str(&self.text[start..end]);
        loop {
            if self.take(b'"') {
                return Ok(Cow::Owned(out));
            }
            if self.peek().is_none() {
                return self.fail("the string's end");
            }
            self.at += 1;
            out.push(self.escape()?);
            let run = self.at;
            let end = self.plain_run();
            out.push_str(&self.text[run..end]);
        }
    }

    /// Goes up to the next quote or backslash, or to the end.
    fn plain_run(&mut self) -> usize {
        let bytes = &self.text.as_bytes()[self.at..];
        let length = bytes.iter().position(|&byte| byte == b'"' || byte == b'\\').unwrap_or(bytes.len());
        self.has_controls |= bytes[..length].iter().any(|&byte| byte < 0x20);
        self.at += length;
        self.at
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Result<char, JsonError> {
        let Some(letter) = self.peek() else { return self.fail("an escape") };
        let c = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_unit();
            }
            _ => return self.fail("an escape"),
        };
        self.at += 1;
        Ok(c)
    }

    /// One or two `\u` escapes. Half of a pair alone becomes U+FFFD, as browsers show it.
    fn code_unit(&mut self) -> Result<char, JsonError> {
        let unit = self.hexadecimal()?;
        if (0xd800..0xdc00).contains(&unit) && self.text[self.at..].starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.hexadecimal()?;
            if (0xdc00..0xe000).contains(&second) {
                let point = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(point).unwrap_or('\u{fffd}'));
            }
            self.at = before;
        }
        Ok(char::from_u32(unit).unwrap_or('\u{fffd}'))
    }

    fn hexadecimal(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.fail("four hexadecimal digits");
            };
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests;
