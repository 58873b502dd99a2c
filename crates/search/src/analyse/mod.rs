//! Analysis: from text to tokens, the same for stories, for what is typed and for marking matches in a text.
//!
//! Words are cut by [`words`], folded by [`fold`], and stemmed by [`stem`]; only the folded form is stored, so that
//! quoted words match exactly, and stems are looked up on the query's side. What is written with hyphens (`e-mail`,
//! `R&D`) gives its parts and the whole; initials (`U.N.`) give one token; runs of Chinese, Japanese, Korean and Thai
//! give every pair of neighbours.

pub(crate) mod fold;
mod language;
mod plain;
pub(crate) mod stem;
pub(crate) mod stop;
pub(crate) mod words;

pub(crate) use language::{Language, is_apostrophe};
pub(crate) use plain::Key;

use dateline_story::lower_case;
use language::without_apostrophes;
use plain::PlainWord;
use words::{Word, next_word};

/// Bytes of a token that count; longer ones are cut, on both sides alike.
const LONGEST: usize = 48;

/// Words tied by hyphens that are also stored as one. Longer ties are sentences in disguise.
const LONGEST_TIE: usize = 3;

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// The folded form; never empty.
    pub(crate) folded: &'a str,
    /// The lower-cased form with its accents, for stemmers that need them.
    pub(crate) spelled: &'a str,
    /// The key of `spelled`, if it has one.
    pub(crate) key: Option<Key>,
    /// First byte in the text.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// Place in the text, counted in tokens; parts of a tie count one each, and the whole stands with the last.
    pub(crate) position: u32,
    /// Tokens that were typed as one (ties, runs, names with dots) share a number.
    pub(crate) unit: u32,
    pub(crate) kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word, or a part of a tie.
    Word,
    /// All parts of a tie written as one.
    Whole,
    /// Two neighbours of a run.
    Pair,
    /// The last character of a run on its own, so that one typed character finds it.
    RunEnd,
}

/// Cuts `text` into tokens, in order.
pub(crate) fn tokens(text: &str, language: Language, sink: &mut dyn FnMut(&Token<'_>)) {
    let mut cutter = Cutter::new(text, language);
    loop {
        while let Some(word) = cutter.next_plain() {
            sink(&cutter.plain_token(word));
        }
        if !cutter.next_unit(sink) {
            return;
        }
    }
}

/// Cuts a text into tokens: plain words one by one, and what else there is in units.
///
/// [`tokens`] is the loop over both. The index has one of its own, since most of what it reads is plain words.
pub(crate) struct Cutter<'a> {
    text: &'a str,
    language: Language,
    /// The byte that is looked at next.
    at: usize,
    folded: String,
    spelled: String,
    whole: String,
    position: u32,
    unit: u32,
}

/// Where tokens go.
type Sink<'a> = &'a mut dyn FnMut(&Token<'_>);

impl<'a> Cutter<'a> {
    pub(crate) fn new(text: &'a str, language: Language) -> Self {
        let [folded, spelled, whole] = [const { String::new() }; 3];
        Self { text, language, at: 0, folded, spelled, whole, position: 0, unit: 0 }
    }

    /// Goes on with another text, as if new.
    pub(crate) fn turn_to(&mut self, text: &'a str) {
        (self.text, self.at, self.position, self.unit) = (text, 0, 0, 0);
    }

    /// The next token's place.
    pub(crate) fn position(&self) -> u32 {
        self.position
    }

    /// The next word, if it is plain and stands alone.
    #[inline(always)] // most of the time that building an index takes goes through here
    pub(crate) fn next_plain(&mut self) -> Option<PlainWord> {
        let word = PlainWord::next(self.text.as_bytes(), &mut self.at)?;
        self.position += 1;
        self.unit += 1;
        Some(word)
    }

    /// The token of the plain word that came last, the shortest way: most need not even be copied.
    pub(crate) fn plain_token(&mut self, PlainWord { start, end, has_capital, key }: PlainWord) -> Token<'_> {
        let text = &self.text[start..end.min(start + LONGEST)];
        let folded = if has_capital {
            self.folded.clear();
            self.folded.push_str(text);
            self.folded.make_ascii_lowercase();
            &self.folded
        } else {
            text
        };
        let (position, unit) = (self.position - 1, self.unit - 1);
        Token { folded, spelled: folded, key, start, end, position, unit, kind: TokenKind::Word }
    }

    /// Emits the next unit, which is not a plain word or does not stand alone; false at the end of the text.
    pub(crate) fn next_unit(&mut self, sink: Sink<'_>) -> bool {
        let word = next_word(self.text, self.at);
        word.into_iter().for_each(|word| self.at = self.unit(word, sink));
        word.is_some()
    }

    /// Emits the unit that begins with `first`; the byte after it.
    fn unit(&mut self, first: Word, sink: Sink<'_>) -> usize {
        let mut word = first;
        let mut parts = 0;
        self.whole.clear();
        loop {
            let end = if word.unspaced { self.run(word, sink) } else { self.word(word, sink) };
            parts += 1;
            let next = (!word.unspaced).then(|| self.tied(end)).flatten();
            let Some(next) = next else {
                if (2..=LONGEST_TIE).contains(&parts) {
                    self.emit_whole(first.start, end, sink);
                }
                self.unit += 1;
                return end;
            };
            word = next;
        }
    }

    /// The word that a hyphen or the like ties to the one ending at `end`.
    fn tied(&self, end: usize) -> Option<Word> {
        let tie = self.text[end..].chars().next()?;
        if !matches!(tie, '-' | '&' | '_' | '\u{2010}' | '\u{2011}') {
            return None;
        }
        let after = end + tie.len_utf8();
        next_word(self.text, after).filter(|next| next.start == after && !next.unspaced)
    }

    /// Emits a word, in pieces if it holds dots or colons that are not those of initials or numbers.
    fn word(&mut self, word: Word, sink: Sink<'_>) -> usize {
        let text = &self.text[word.start..word.end];
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return self.piece(word.start, word.end, sink);
        }
        let splits = |c: char| matches!(c, '.' | ':' | '․' | '．' | '：');
        let mut start = word.start;
        let mut end = word.end;
        let may_split = text.bytes().any(|byte| matches!(byte, b'.' | b':') || !byte.is_ascii());
        if may_split && !text.split(splits).all(|piece| piece.chars().count() == 1) {
            for (at, c) in text.char_indices().filter(|&(_, c)| splits(c)) {
                let numeric = text[..at].ends_with(|c: char| c.is_ascii_digit());
                if !(numeric && c == '.') {
                    self.piece(start, word.start + at, sink);
                    start = word.start + at + c.len_utf8();
                }
            }
        }
        if start < end {
            end = self.piece(start, end, sink);
        }
        end
    }

    /// Emits one piece as one token; the byte after it, which may lie past `end` for `c++` and `c#`.
    fn piece(&mut self, start: usize, end: usize, sink: Sink<'_>) -> usize {
        self.fold_piece(start, end);
        let end = self.take_sign(start, end);
        if self.folded.is_empty() {
            return end;
        }
        // Nearly all words stand alone, and need no whole.
        if !self.whole.is_empty() || matches!(self.text.as_bytes().get(end), Some(b'-' | b'&' | b'_' | 0xe2)) {
            self.whole.push_str(&self.folded);
        }
        self.emit(start, end, TokenKind::Word, sink);
        self.emit_uncut(start, end, sink);
        self.position += 1;
        end
    }

    /// Emits a word that has lost an ending or article once more with it, for who types it so.
    fn emit_uncut(&mut self, start: usize, end: usize, sink: Sink<'_>) {
        let piece = &self.text[start..end];
        let may_be_cut = piece.bytes().any(|byte| byte == b'\'' || !byte.is_ascii());
        if may_be_cut && without_apostrophes(piece, self.language.apostrophe).len() < piece.len() {
            self.folded.clear();
            self.spelled.clear();
            piece.chars().filter(|&c| !is_apostrophe(c)).for_each(|c| self.fold_one(c));
            self.cut_to_longest();
            self.emit(start, end, TokenKind::Whole, sink);
        }
    }

    fn fold_one(&mut self, c: char) {
        fold::fold_char(c, &mut self.folded);
        self.spelled.push(lower_case(c));
    }

    fn cut_to_longest(&mut self) {
        self.folded.truncate(self.folded.floor_char_boundary(LONGEST));
        self.spelled.truncate(self.spelled.floor_char_boundary(LONGEST));
    }

    fn fold_piece(&mut self, start: usize, end: usize) {
        self.folded.clear();
        self.spelled.clear();
        let piece = &self.text[start..end];
        if is_as_folded(piece.as_bytes()) {
            self.folded.push_str(piece);
            self.folded.make_ascii_lowercase();
        } else {
            let piece = without_apostrophes(piece, self.language.apostrophe);
            let mut rest = piece;
            while let Some(c) = rest.chars().next() {
                rest = &rest[c.len_utf8()..];
                match c {
                    '·' | '"' => {}
                    c if is_apostrophe(c) => {}
                    '.' if !rest.starts_with(|c: char| c.is_ascii_digit()) => {}
                    ',' | ';' | '٬' if is_thousands(rest) => {}
                    ',' | ';' => {
                        self.folded.push('.');
                        self.spelled.push('.');
                    }
                    c => self.fold_one(c),
                }
            }
        }
        self.cut_to_longest();
    }

    /// Takes the signs of `C++` and `F#` into the token.
    fn take_sign(&mut self, start: usize, end: usize) -> usize {
        let after = &self.text.as_bytes()[end..];
        let sign = match after {
            [b'+', b'+', ..] => "++",
            [b'#', next, ..] if next.is_ascii_alphanumeric() => "",
            [b'#', ..] => "#",
            _ => "",
        };
        if end - start != 1 || !self.folded.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return end;
        }
        self.folded.push_str(sign);
        end + sign.len()
    }

    fn emit_whole(&mut self, start: usize, end: usize, sink: Sink<'_>) {
        if self.whole.len() > LONGEST || !self.whole.bytes().any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80) {
            return;
        }
        std::mem::swap(&mut self.whole, &mut self.folded);
        self.spelled.clear();
        self.position -= 1;
        self.emit(start, end, TokenKind::Whole, sink);
        self.position += 1;
    }

    /// Emits a run's pairs and its last character; the byte after it.
    fn run(&mut self, word: Word, sink: Sink<'_>) -> usize {
        let letters = self.fold_run(word);
        for (at, &(letter, start, end)) in letters.iter().enumerate() {
            self.folded.clear();
            self.spelled.clear();
            self.folded.push(letter);
            match letters.get(at + 1) {
                Some(&(next, _, next_end)) => {
                    self.folded.push(next);
                    self.emit(start, next_end, TokenKind::Pair, sink);
                }
                None => self.emit(start, end, TokenKind::RunEnd, sink),
            }
            self.position += 1;
        }
        word.end
    }

    /// The folded characters of a run, each with its bytes in the text.
    fn fold_run(&mut self, word: Word) -> Vec<(char, usize, usize)> {
        let mut letters: Vec<(char, usize, usize)> = Vec::new();
        self.folded.clear();
        for (at, c) in self.text[word.start..word.end].char_indices() {
            let end = word.start + at + c.len_utf8();
            let before = self.folded.len();
            fold::fold_char(c, &mut self.folded);
            let Some(last) = self.folded.chars().next_back() else { continue };
            if self.folded.len() > before {
                letters.push((last, word.start + at, end));
            } else if let Some(letter) = letters.last_mut() {
                // A mark was dropped or has become part of the letter before it.
                (letter.0, letter.2) = (last, end);
            }
        }
        letters
    }

    fn emit(&mut self, start: usize, end: usize, kind: TokenKind, sink: Sink<'_>) {
        let spelled = if self.spelled.is_empty() { &self.folded } else { &self.spelled };
        let (position, unit, key) = (self.position, self.unit, Key::of(spelled));
        sink(&Token { folded: &self.folded, spelled, key, start, end, position, unit, kind });
    }
}

/// Whether nothing but capitals tells a piece from its folded form: it is letters and digits of ASCII and decimal points.
fn is_as_folded(piece: &[u8]) -> bool {
    let is_point = |at: usize| piece[at] == b'.' && piece.get(at + 1).is_some_and(u8::is_ascii_digit);
    (0..piece.len()).all(|at| piece[at].is_ascii_alphanumeric() || is_point(at))
}

/// A comma or the like stands between thousands if exactly three digits follow.
fn is_thousands(rest: &str) -> bool {
    rest.chars().take_while(char::is_ascii_digit).count() == 3
}

#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;
