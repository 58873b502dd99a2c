//! HTML to tokens: text, start tags and end tags, as the HTML standard's tokeniser gives them (section 13.2.5).
//!
//! Why our own: with `html5gum`, which follows the standard state by state, the reader is 31 kB of brotli larger. An
//! article needs no doctype, no comment's text and no error's place; what remains fits here. Of the 3,017 tokeniser cases
//! of html5lib that concern it, it agrees with all but 4 (two hold NUL in a name, two names of entities that we leave out).
//! Left out: CDATA sections, which only SVG and MathML have, and these are dropped.
//!
//! XML is read with the same hands: there, CDATA is text, and no element holds raw text but Atom's `type="xhtml"`.

use std::borrow::Cow;

use super::entities::decode;

/// A piece of HTML; names are as written, compare them without regard to capitals.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Text(Cow<'t, str>),
    Start { name: &'t str, attributes: Vec<(&'t str, Cow<'t, str>)>, self_closing: bool },
    End { name: &'t str },
}

/// How the text after a start tag is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode<'t> {
    Data,
    /// Up to the end tag of this name; `true` if references in it count.
    Raw(&'t str, bool),
    /// Up to `</script>`, comments in it respected.
    Script,
    /// To the end.
    Plain,
}

/// The tokens of a text.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    is_xml: bool,
    mode: Mode<'t>,
}

/// What text in XML may stand in, after its `<`.
const CDATA: &str = "![CDATA[";
/// White space between attributes.
const SPACE: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

impl<'t> Tokens<'t> {
    pub(super) fn new(html: &'t str) -> Self {
        Self { rest: html, is_xml: false, mode: Mode::Data }
    }

    /// The tokens of a text in XML. What is markup inside of `type="xhtml"` is text, as it stands.
    pub(crate) fn of_xml(xml: &'t str) -> Self {
        Self { rest: xml, is_xml: true, mode: Mode::Data }
    }

    fn text(&mut self, end: usize, decoded: bool) -> Token<'t> {
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        // XML has no references without a semicolon, and feeds many a bare `&`.
        Token::Text(if decoded { decode(text, self.is_xml) } else { Cow::Borrowed(text) })
    }

    /// Text up to the next tag, comment or the like.
    fn data(&mut self) -> Option<Token<'t>> {
        loop {
            let end = next_markup(self.rest);
            if end > 0 {
                return Some(self.text(end, true));
            }
            let after = self.rest.strip_prefix('<')?;
            match after.as_bytes().first() {
                Some(b'/') if after.len() == 1 => return Some(self.text(2, false)),
                Some(b'/') if after[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let token = self.tag(&after[1..]).map(|token| match token {
                        Token::Start { name, .. } => Token::End { name },
                        other => other,
                    });
                    return token;
                }
                Some(b'/') if after[1..].starts_with('>') => self.rest = &after[2..],
                Some(b'!') if after.starts_with("!--") => self.rest = after_comment(&after[3..]),
                Some(b'!') if self.is_xml && after.starts_with(CDATA) => {
                    let (text, rest) = after[CDATA.len()..].split_once("]]>").unwrap_or((&after[CDATA.len()..], ""));
                    self.rest = rest;
                    return Some(Token::Text(Cow::Borrowed(text)));
                }
                Some(b'!' | b'?' | b'/') => self.rest = after.split_once('>').map_or("", |(_, rest)| rest),
                _ => {
                    let token = self.tag(after);
                    if let Some(Token::Start { name, attributes, self_closing }) = &token {
                        self.mode = if !self.is_xml {
                            mode_after(name)
                        } else if !self_closing && attributes.iter().any(|(_, value)| value == "xhtml") {
                            Mode::Raw(name, false)
                        } else {
                            Mode::Data
                        };
                    }
                    return token;
                }
            }
        }
    }

    /// A tag from its name on; nothing if the text ends inside it.
    fn tag(&mut self, text: &'t str) -> Option<Token<'t>> {
        // The text is over, whatever the tag would have been.
        self.rest = "";
        let end = text.find(|c| SPACE.contains(&c) || matches!(c, '/' | '>'))?;
        let (name, mut rest) = text.split_at(end);
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(SPACE);
            if let Some(after) = rest.strip_prefix('>') {
                self.rest = after;
                return Some(Token::Start { name, attributes, self_closing: false });
            }
            if let Some(after) = rest.strip_prefix('/') {
                if let Some(after) = after.strip_prefix('>') {
                    self.rest = after;
                    return Some(Token::Start { name, attributes, self_closing: true });
                }
                rest = after;
                continue;
            }
            let (attribute, after) = attribute(rest)?;
            attributes.push(attribute);
            rest = after;
        }
    }

    /// Text up to the end tag `name`, or to the end.
    fn raw(&mut self, name: &'t str, decoded: bool) -> Token<'t> {
        self.mode = Mode::Data;
        self.text(end_tag(self.rest, name).unwrap_or(self.rest.len()), decoded)
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if self.rest.is_empty() {
            return None;
        }
        match self.mode {
            Mode::Data => self.data(),
            Mode::Raw(name, decoded) => Some(self.raw(name, decoded)),
            Mode::Script => {
                self.mode = Mode::Data;
                Some(self.text(end_of_script(self.rest), false))
            }
            Mode::Plain => Some(self.text(self.rest.len(), false)),
        }
    }
}

/// Where the next markup begins; a `<` before anything else is text.
fn next_markup(text: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text[from..].find('<') {
        let at = from + found;
        match text.as_bytes().get(at + 1) {
            Some(b'!' | b'?' | b'/') => return at,
            Some(letter) if letter.is_ascii_alphabetic() => return at,
            _ => from = at + 1,
        }
    }
    text.len()
}

/// What follows a comment, from after its `<!--`.
fn after_comment(text: &str) -> &str {
    if let Some(after) = text.strip_prefix('>').or_else(|| text.strip_prefix("->")) {
        return after;
    }
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("--") {
        if let Some(after) = after.strip_prefix('>').or_else(|| after.strip_prefix("!>")) {
            return after;
        }
        // The second hyphen may be the first of the end.
        rest = &rest[rest.len() - after.len() - 1..];
    }
    ""
}

fn attribute(text: &str) -> Option<((&str, Cow<'_, str>), &str)> {
    // A name may begin with an equals sign.
    let first = text.chars().next()?.len_utf8();
    let end = first + text[first..].find(|c| SPACE.contains(&c) || matches!(c, '/' | '>' | '='))?;
    let (name, rest) = text.split_at(end);
    let Some(value) = rest.trim_start_matches(SPACE).strip_prefix('=') else {
        return Some(((name, Cow::Borrowed("")), rest));
    };
    let value = value.trim_start_matches(SPACE);
    let quote = value.chars().next()?;
    let (value, rest) = match quote {
        '"' | '\'' => value[1..].split_once(quote)?,
        _ => value.split_at(value.find(|c| SPACE.contains(&c) || c == '>')?),
    };
    Some(((name, decode(value, true)), rest))
}

fn mode_after(name: &str) -> Mode<'_> {
    let is = |known: &&str| name.eq_ignore_ascii_case(known);
    if ["textarea", "title"].iter().any(is) {
        Mode::Raw(name, true)
    } else if ["style", "xmp", "iframe", "noembed", "noframes", "noscript"].iter().any(is) {
        Mode::Raw(name, false)
    } else if is(&"script") {
        Mode::Script
    } else if is(&"plaintext") {
        Mode::Plain
    } else {
        Mode::Data
    }
}

/// Where the end tag `name` begins.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("</")?;
        let after = &text[at + 2..];
        if starts_with_word(after, name) {
            return Some(at);
        }
        from = at + 2;
    }
}

/// True for the name, in any capitals, and the end of a tag's name after it.
fn starts_with_word(text: &str, name: &str) -> bool {
    let start = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    start && text[name.len()..].starts_with(|c| SPACE.contains(&c) || matches!(c, '/' | '>'))
}

/// Where a script ends. In it, `<!--` and then `<script` hide one `</script>`.
fn end_of_script(text: &str) -> usize {
    let mut at = 0;
    let (mut in_comment, mut in_script) = (false, false);
    while let Some(found) = text[at..].find(['<', '-']) {
        at += found;
        let here = &text[at..];
        if here.starts_with("<!--") {
            in_comment = true;
            // `<!-->` ends as it begins.
            at += 2;
        } else if here.starts_with("-->") {
            (in_comment, in_script) = (false, false);
            at += 3;
        } else if in_comment && !in_script && here.starts_with('<') && starts_with_word(&here[1..], "script") {
            in_script = true;
            at += 7;
        } else if here.starts_with("</") && starts_with_word(&here[2..], "script") {
            if !in_script {
                return at;
            }
            in_script = false;
            at += 8;
        } else {
            at += 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests;
