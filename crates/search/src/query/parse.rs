//! From what is typed to a query. There are no errors: what follows no rule is taken as words.
//!
//! Rules: words; `"a phrase"`, also in curly or angled quotes; `-word` and `-"a phrase"`; `a OR b`; `tag:x`, `by:"x y"`
//! and the other names of [`Within`]; `from:` and `to:` with a year, month or day. The last word, or an unclosed
//! phrase, is open: the reader may still be typing it. A space after it closes it.

use super::{Atom, Clause, Query, Within};
use dateline_story::Timestamp;

/// Words and phrases that count; pasted pages are cut here.
const LONGEST_QUERY: usize = 64;

/// Parses what is typed.
pub fn parse_query(typed: &str) -> Query {
    let mut parser = Parser { rest: typed, query: Query::default(), atoms: 0, alternative: false };
    while parser.atoms < LONGEST_QUERY && parser.piece() {}
    parser.query
}

struct Parser<'a> {
    rest: &'a str,
    query: Query,
    /// Words and phrases so far.
    atoms: usize,
    /// True after `OR`: what comes next is one more alternative.
    alternative: bool,
}

impl<'a> Parser<'a> {
    /// Takes one piece; false at the end.
    fn piece(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        if self.rest.is_empty() {
            return false;
        }
        let word = self.rest.split(char::is_whitespace).next().unwrap_or_default();
        if (word == "OR" || word == "|") && !self.query.clauses.is_empty() && word.len() < self.rest.len() {
            self.rest = &self.rest[word.len()..];
            self.alternative = true;
            return true;
        }
        let excluded = self.take_minus();
        let within = self.take_name();
        match within {
            Some(Name::Within(within)) => self.atom(excluded, Some(within)),
            Some(Name::From) => self.date(true),
            Some(Name::To) => self.date(false),
            None => self.atom(excluded, None),
        }
        true
    }

    /// Takes a minus that stands right before something.
    fn take_minus(&mut self) -> bool {
        let Some(after) = self.rest.strip_prefix(['-', '−']) else { return false };
        let stands_before = after.starts_with(|c: char| c.is_alphanumeric() || quote_end(c).is_some() || c == '#');
        if stands_before {
            self.rest = after;
        }
        stands_before
    }

    /// Takes a known name and its colon, if something follows them directly.
    fn take_name(&mut self) -> Option<Name> {
        let (name, after) = self.rest.split_once(':')?;
        if !after.starts_with(|c: char| c.is_alphanumeric() || quote_end(c).is_some()) {
            return None;
        }
        let found = match name {
            "from" | "since" | "after" => date_of(after).map(|_| Name::From),
            "to" | "until" | "before" => date_of(after).map(|_| Name::To),
            _ => {
                Within::NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|&(_, w)| Name::Within(w))
            }
        };
        if found.is_some() {
            self.rest = after;
        }
        found
    }

    fn date(&mut self, is_from: bool) {
        let typed = self.take_word();
        let Some((start, end)) = date_of(typed) else { return };
        if is_from {
            self.query.from = Some(start);
        } else {
            self.query.to = Some(end);
        }
    }

    fn atom(&mut self, excluded: bool, within: Option<Within>) {
        let closing = self.rest.chars().next().and_then(quote_end);
        let (text, phrase, open) = match closing {
            Some(closing) => self.take_quoted(closing),
            None => {
                let word = self.take_word();
                (word, false, self.rest.is_empty())
            }
        };
        let text = text.trim();
        let alternative = std::mem::take(&mut self.alternative);
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        self.atoms += 1;
        let atom = Atom { text: text.to_owned(), phrase, open, within };
        match self.query.clauses.last_mut() {
            Some(last) if alternative && last.excluded == excluded => last.any_of.push(atom),
            _ => self.query.clauses.push(Clause { excluded, any_of: vec![atom] }),
        }
    }

    fn take_word(&mut self) -> &'a str {
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// The words up to the closing quote; up to the end, and open, if there is none.
    fn take_quoted(&mut self, closing: char) -> (&'a str, bool, bool) {
        let inner = &self.rest[self.rest.chars().next().map_or(0, char::len_utf8)..];
        match inner.split_once(closing) {
            Some((text, rest)) => {
                self.rest = rest;
                (text, true, false)
            }
            None => {
                self.rest = "";
                (inner, true, !inner.ends_with(char::is_whitespace))
            }
        }
    }
}

enum Name {
    Within(Within),
    From,
    To,
}

/// The quote that closes one that opens.
fn quote_end(opening: char) -> Option<char> {
    match opening {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        '»' => Some('«'),
        '「' => Some('」'),
        _ => None,
    }
}

/// The first instant of a year, month or day, and the first after it.
fn date_of(typed: &str) -> Option<(Timestamp, Timestamp)> {
    let word = typed.split(char::is_whitespace).next()?;
    let mut parts = word.split(['-', '/', '.']);
    let year = parts.next()?;
    if year.len() != 4 {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let mut number = || parts.next().map(str::parse::<u8>);
    let (month, day) = (number().transpose().ok()?, number().transpose().ok()?);
    let start = Timestamp::from_day(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let end = match (month, day) {
        (_, Some(_)) => Timestamp::from_seconds(start.seconds() + 86_400),
        (Some(month), None) if month < 12 => Timestamp::from_day(year, month + 1, 1)?,
        _ => Timestamp::from_day(year + 1, 1, 1)?,
    };
    parts.next().is_none().then_some((start, end))
}

#[cfg(test)]
mod tests;
