//! JSON (RFC 8259) as a manifest needs it, value by value.
//!
//! Why our own: reading the manifest is all that a page would need a JSON library for. The reader of JSON that the page has belongs to
//! feeds.

/// What is wrong with a text, for a message.
pub(crate) type Wrong = String;

/// A text that is read from its beginning.
pub(crate) struct Json<'j> {
    text: &'j str,
    at: usize,
}

/// Brackets inside brackets at most.
const MOST_DEPTH: u32 = 60;

impl<'j> Json<'j> {
    pub(crate) fn new(text: &'j str) -> Self {
        Self { text, at: 0 }
    }

    /// Reads an object: `visit` is given each name and reads its value.
    pub(crate) fn object(&mut self, visit: &mut dyn FnMut(&mut Self, &str) -> Result<(), Wrong>) -> Result<(), Wrong> {
        self.list(b'{', b'}', &mut |json| {
            let name = json.string()?;
            json.expect(b':')?;
            visit(json, &name)
        })
    }

    /// Reads an array: `visit` reads each value.
    pub(crate) fn array(&mut self, visit: &mut dyn FnMut(&mut Self) -> Result<(), Wrong>) -> Result<(), Wrong> {
        self.list(b'[', b']', visit)
    }

    /// Reads an array of values of one sort.
    pub(crate) fn all<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
        let mut all = Vec::new();
        self.array(&mut |json| {
            all.push(one(json)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Reads a whole number.
    pub(crate) fn integer(&mut self) -> Result<i64, Wrong> {
        self.space();
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
        let number = rest[..end].parse().map_err(|_| self.wrong("a whole number"))?;
        self.at += end;
        Ok(number)
    }

    /// Reads a whole number that is not negative and fits.
    pub(crate) fn number<N: TryFrom<i64>>(&mut self) -> Result<N, Wrong> {
        let number = self.integer()?;
        N::try_from(number).map_err(|_| self.wrong("a number that fits"))
    }

    /// Reads a text.
    pub(crate) fn string(&mut self) -> Result<String, Wrong> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let end = rest.find(['"', '\\']).ok_or_else(|| self.wrong("the end of a text"))?;
            text.push_str(&rest[..end]);
            self.at += end + 1;
            if rest.as_bytes()[end] == b'"' {
                return Ok(text);
            }
            text.push(self.escaped()?);
        }
    }

    /// Passes over a value.
    pub(crate) fn skip(&mut self) -> Result<(), Wrong> {
        self.skip_within(MOST_DEPTH)
    }

    /// Says that there is nothing more.
    pub(crate) fn end(&mut self) -> Result<(), Wrong> {
        self.space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.wrong("the end")) }
    }

    fn skip_within(&mut self, depth: u32) -> Result<(), Wrong> {
        self.space();
        let Some(less) = depth.checked_sub(1) else { return Err(self.wrong("less nesting")) };
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'[') => self.list(b'[', b']', &mut |json| json.skip_within(less)),
            Some(b'{') => self.list(b'{', b'}', &mut |json| {
                json.string()?;
                json.expect(b':')?;
                json.skip_within(less)
            }),
            _ => {
                // A number, or one of three words; which does not matter to who passes over it.
                let rest = &self.text[self.at..];
                let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                self.at += end;
                if end > 0 { Ok(()) } else { Err(self.wrong("a value")) }
            }
        }
    }

    fn list(
        &mut self,
        open: u8,
        close: u8,
        visit: &mut dyn FnMut(&mut Self) -> Result<(), Wrong>,
    ) -> Result<(), Wrong> {
        self.expect(open)?;
        if self.take(close) {
            return Ok(());
        }
        loop {
            visit(self)?;
            if self.take(close) {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    fn escaped(&mut self) -> Result<char, Wrong> {
        let sign = self.peek().ok_or_else(|| self.wrong("a sign"))?;
        self.at += 1;
        Ok(match sign {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(sign),
            b'u' => return self.unit_pair(),
            _ => {
                self.at -= 1;
                return Err(self.wrong("a sign"));
            }
        })
    }

    /// A character by one number or, beyond 65,535, by two.
    fn unit_pair(&mut self) -> Result<char, Wrong> {
        let mut units = vec![self.unit()?];
        if (0xd800..0xdc00).contains(&units[0]) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            units.push(self.unit()?);
        }
        let text = String::from_utf16(&units).map_err(|_| self.wrong("a character"))?;
        text.chars().next().ok_or_else(|| self.wrong("a character"))
    }

    fn unit(&mut self) -> Result<u16, Wrong> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong("four digits"))?;
        self.at += 4;
        Ok(unit)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes past spaces and a sign, if it is next.
    fn take(&mut self, sign: u8) -> bool {
        self.space();
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, sign: u8) -> Result<(), Wrong> {
        if self.take(sign) { Ok(()) } else { Err(self.wrong(&format!("`{}`", char::from(sign)))) }
    }

    fn wrong(&self, expected: &str) -> Wrong {
        format!("byte {} should be {expected}", self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Result<Vec<String>, Wrong> {
        let mut json = Json::new(text);
        let all = json.all(Json::string)?;
        json.end()?;
        Ok(all)
    }

    #[test]
    fn texts_are_read_with_their_escapes() {
        assert_eq!(Ok(Vec::new()), texts(" [ ] "));
        assert_eq!(Ok(vec!["a\"\\/\n".into(), "é\u{1f600}".into()]), texts(r#"["a\"\\\/\n", "\u00e9\ud83d\ude00"]"#));
    }

    #[test]
    fn what_is_no_json_says_where() {
        for (text, place) in [
            ("", "byte 0"),
            ("[\"a\"", "byte 4"),
            ("[\"a", "byte 2"),
            ("[\"\\x\"]", "byte 3"),
            ("[\"\\ud800\"]", "byte 8"),
            ("[\"\\u00\u{e9}0\"]", "byte 4"),
            ("[\"a\"] x", "byte 6"),
        ] {
            let said = texts(text).expect_err("it is none");
            assert!(said.starts_with(place), "{text}: {said}");
        }
    }

    #[test]
    fn other_values_are_passed_over() {
        let mut json = Json::new(r#"{"a": [1.5e3, null, {"b": "}"}], "n": -7, "c": true}"#);
        let mut found = None;
        let read = json.object(&mut |json, name| {
            if name == "n" { json.integer().map(|number| found = Some(number)) } else { json.skip() }
        });
        assert_eq!((Ok(()), Some(-7)), (read, found));
        assert!(Json::new(&"[".repeat(100_000)).skip().is_err());
        assert!(Json::new("12").number::<u8>().is_ok_and(|n| n == 12) && Json::new("-1").number::<u32>().is_err());
    }
}
