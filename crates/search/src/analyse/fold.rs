//! Folding: the one form that letters are compared in, whatever their case, accents or encoding.
//!
//! Case goes by Unicode's full lower-casing. Marks that add to a letter are dropped, whether they stand apart (NFD) or
//! are part of it (NFC); the tables below give the letters' bases. Marks that are letters' own vowels, as in Devanagari,
//! stay. Turkish dotted and dotless i fold alike, since readers type either.
//! Source: decompositions of the Unicode Character Database 15; letters with a stroke or hook are folded besides.

use dateline_story::lower_case;

/// Base letters of U+00C0 to U+024F; a dot where the letter is its own base.
const LATIN: &[u8] = b"................................aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    .a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g.g.g.h.h.i.i.i.i.i...j.kk.l.l.l.\
    ..l.n.n.nn.n.o.o.o...r.r.r.s.s.s.s.t.t.t.u.u.u.u.u.u.w.y..z.z.zs\
    b.................f......kl......o..............u...y.z.........\
    ..............a.i.o.u.u.u.u.u..a.a...g.g.k.o.o..j....g...n.a...o\
    .a.a.e.e.i.i.o.o.r.r.u.u.s.t...h.......a.e.o.o.o.o.y...j........................";

/// Base letters of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8] = b".a.b.b.b.c.d.d.d.d.d.e.e.e.e.e.f.g.h.h.h.h.h.i.i.k.k.k.l.l.l.l.m\
    .m.m.n.n.n.n.o.o.o.o.p.p.r.r.r.r.s.s.s.s.s.t.t.t.t.u.u.u.u.u.v.v\
    .w.w.w.w.w.x.x.y.z.z.zhtwy.s.....a.a.a.a.a.a.a.a.a.a.a.a.e.e.e.e\
    .e.e.e.e.i.i.o.o.o.o.o.o.o.o.o.o.o.o.u.u.u.u.u.u.u.y.y.y.y......";

/// Base letters of polytonic Greek, U+1F00 to U+1FFF, one for each eight.
const GREEK_EXTENDED: [char; 32] = [
    'α', 'α', 'ε', 'ε', 'η', 'η', 'ι', 'ι', 'ο', 'ο', 'υ', 'υ', 'ω', 'ω', 'α', 'ι', 'α', 'α', 'η', 'η', 'ω', 'ω', 'α',
    'α', 'η', 'η', 'ι', 'ι', 'υ', 'υ', 'ω', 'ω',
];

/// Letters and their bases, in pairs: Greek, Cyrillic, Arabic and Persian, Japanese half-width marks.
const PAIRS: &str = "άαέεήηίιϊιΐιόούυϋυΰυώωςσϐβϑθϕφϖπ\
    ёейиѐеѝиѓгїіќкўуӂжӑаӓаӗеӝжӟзӣиӥиӧоӭэӯуӱуӳуӵчӹы\
    أاإاآاٱاىيئيؤوةهیيېيکكۀهەه";

/// First digits of the decimal number systems that stories are written in.
const ZEROS: &[u32] = &[0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xff10];

/// Adds a character's folded form to `out`.
pub(crate) fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        fold_lower(lower_case(c), out);
    }
}

/// A word folded whole; the shortest way for text that is not cut any further.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

fn fold_lower(c: char, out: &mut String) {
    if is_dropped(c) {
        return;
    }
    let code = c as u32;
    let long = match c {
        'ß' => "ss",
        'æ' | 'ǽ' | 'ǣ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ĳ' => "ij",
        'ŉ' => "n",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => "",
    };
    if !long.is_empty() {
        out.push_str(long);
        return;
    }
    out.push(match code {
        0xc0..0x250 => latin(LATIN, code - 0xc0, c),
        0x1e00..0x1f00 => latin(LATIN_ADDITIONAL, code - 0x1e00, c),
        0x1f00..0x2000 => greek(code),
        0xff01..0xff5f => ascii_of_full_width(code),
        0x370..0x700 => pair(c).unwrap_or_else(|| digit(code).unwrap_or(c)),
        0x900..0xe00 => digit(code).unwrap_or(c),
        0x1100..0x1200 | 0x3099..=0x309a => {
            compose(out, c);
            return;
        }
        _ => c,
    });
}

fn latin(table: &[u8], at: u32, c: char) -> char {
    match table.get(at as usize) {
        None | Some(b'.') => c,
        Some(&base) => base as char,
    }
}

fn greek(code: u32) -> char {
    match code {
        // The one row that does not go by eights: letters with grave and acute.
        0x1f70..=0x1f7d => ['α', 'ε', 'η', 'ι', 'ο', 'υ', 'ω'][(code - 0x1f70) as usize / 2],
        0x1fe4 | 0x1fe5 => 'ρ',
        _ => GREEK_EXTENDED[(code - 0x1f00) as usize / 8],
    }
}

fn ascii_of_full_width(code: u32) -> char {
    (code - 0xfee0) as u8 as char
}

fn pair(c: char) -> Option<char> {
    let mut letters = PAIRS.chars();
    while let Some(letter) = letters.next() {
        let base = letters.next();
        if letter == c {
            return base;
        }
    }
    None
}

fn digit(code: u32) -> Option<char> {
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// Joins what NFD takes apart and a reader counts as one letter: Korean syllables and voiced kana.
///
/// Source: the Unicode Standard, section 3.12, "Conjoining Jamo Behavior".
fn compose(out: &mut String, c: char) {
    let last = out.chars().next_back().map_or(0, |last| last as u32);
    let code = c as u32;
    let composed = match code {
        0x1161..=0x1175 if (0x1100..=0x1112).contains(&last) => 0xac00 + ((last - 0x1100) * 21 + (code - 0x1161)) * 28,
        0x11a8..=0x11c2 if (0xac00..=0xd7a3).contains(&last) && (last - 0xac00).is_multiple_of(28) => {
            last + code - 0x11a7
        }
        0x3099 if last == 0x3046 || last == 0x30a6 => last + 0x4e,
        0x3099 | 0x309a if (0x304b..=0x30db).contains(&last) => last + code - 0x3098,
        _ => code,
    };
    if composed != code {
        out.pop();
    }
    out.push(char::from_u32(composed).unwrap_or(c));
}

/// Marks that only add to a letter: accents, Hebrew and Arabic points, the tatweel, and invisible format characters.
pub(crate) fn is_dropped(c: char) -> bool {
    matches!(c as u32,
        0xad | 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5c7 | 0x610..=0x61a | 0x640 | 0x64b..=0x65f | 0x670
        | 0x6d6..=0x6dc | 0x6df..=0x6e8 | 0x6ea..=0x6ed | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff
        | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2064 | 0x20d0..=0x20f0 | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f | 0xfeff | 0xe0100..=0xe01ef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(expected, fold(text), "{text}");
        assert_eq!(expected, fold(&fold(text)), "{text}, folded twice");
    }

    #[test]
    fn accents_and_case_go_in_either_encoding() {
        check("CAFÉ", "cafe");
        check("Cafe\u{301}", "cafe");
        check("naïve Ångström", "naive angstrom");
        check("Straße STRASSE", "strasse strasse");
        check("Łódź Đorđe Ærø", "lodz dorde aero");
        check("Nguyễn Phú Trọng", "nguyen phu trong");
    }

    #[test]
    fn turkish_i_folds_alike() {
        check("İstanbul ISPARTA ışık IŞIK", "istanbul isparta isik isik");
        check("I\u{307}stanbul", "istanbul");
    }

    #[test]
    fn greek_cyrillic_and_arabic_fold() {
        check("ΟΔΟΣ οδός", "οδοσ οδοσ");
        check("ἄνθρωπος ὕδωρ Ῥόδος", "ανθρωποσ υδωρ ροδοσ");
        check("Ёлка ЙОД", "елка иод");
        check("Ёлка".replace('Ё', "Е\u{308}").as_str(), "елка");
        check("أَحْمَد", "احمد");
        check("مـــرحبا", "مرحبا");
    }

    #[test]
    fn digits_and_full_width_letters_become_plain() {
        check("٢٠١٢ ۲۰۱۲ २०१२ ２０１２", "2012 2012 2012 2012");
        check("ＡＢＣ", "abc");
    }

    #[test]
    fn korean_and_kana_are_put_together() {
        check("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", "한국");
        check("か\u{3099}", "が");
        check("ハ\u{309a}", "パ");
        check("ウ\u{3099}", "ヴ");
    }
}
