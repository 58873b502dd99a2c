//! Splits a credit off a caption's tail.
//!
//! A credit is taken only where it is plain: in brackets at the end, after a label ("Photograph:"), after an agency's
//! stroke ("REUTERS/"), or as a last sentence that holds nothing but names and an agency. No letter or digit is ever
//! lost: what leaves the caption is in the credit, and only brackets, strokes, dashes and spaces between them go.

use dateline_story::{Text, lower_case};

/// Words that introduce a credit, in lower case. Those with a space at the end need no colon.
const LABELS: [&str; 30] = [
    "photograph:",
    "photographs:",
    "photo:",
    "photos:",
    "photographer:",
    "photo credit:",
    "image credit:",
    "picture:",
    "pictures:",
    "image:",
    "credit:",
    "illustration:",
    "graphic:",
    "video:",
    "source:",
    "courtesy:",
    "foto:",
    "fotos:",
    "bild:",
    "fotoğraf:",
    "фото:",
    "crédit:",
    "crédit :",
    "photo :",
    "photograph by ",
    "photo by ",
    "picture by ",
    "courtesy of ",
    "© ",
    "(c) ",
];

/// Agencies and picture libraries, in lower case, the longer before their beginnings.
const AGENCIES: [&str; 49] = [
    "associated press",
    "the canadian press",
    "canadian press",
    "agence france-presse",
    "getty images",
    "getty",
    "pa wire",
    "pa media",
    "press association",
    "epa-efe",
    "picture alliance",
    "ria novosti",
    "afp",
    "ap",
    "reuters",
    "epa",
    "efe",
    "dpa",
    "pa",
    "ansa",
    "tass",
    "itar-tass",
    "sputnik",
    "xinhua",
    "kyodo",
    "yonhap",
    "upi",
    "bloomberg",
    "magnum",
    "shutterstock",
    "alamy",
    "corbis",
    "rex",
    "imago",
    "keystone",
    "anadolu",
    "sana",
    "irna",
    "belga",
    "anp",
    "ntb",
    "scanpix",
    "lehtikuva",
    "aap",
    "pti",
    "nurphoto",
    "sipa",
    "zuma",
    "unsplash",
];

/// Words that may stand in a credit although they begin in lower case.
const SMALL_WORDS: [&str; 22] = [
    "photo",
    "photos",
    "photograph",
    "picture",
    "image",
    "images",
    "pool",
    "handout",
    "file",
    "archive",
    "via",
    "by",
    "for",
    "of",
    "the",
    "and",
    "de",
    "van",
    "von",
    "da",
    "al",
    "courtesy",
];

/// Characters in a credit at most; longer tails are sentences.
const LONGEST: usize = 100;
/// Words in a credit without a label at most.
const MOST_WORDS: usize = 10;

/// The caption without its credit, and the credit, if one is plainly there.
pub fn split(caption: Text) -> (Text, Option<String>) {
    let Some((end, credit)) = find(caption.as_str()) else { return (caption, None) };
    (caption.head(end).trimmed(), Some(credit))
}

/// Where the caption ends, and the credit.
fn find(caption: &str) -> Option<(usize, String)> {
    let caption = caption.trim_end();
    bracketed(caption).or_else(|| labelled(caption)).or_else(|| last_sentence(caption)).or_else(|| stroked(caption))
}

/// `… on Monday. (AP Photo/A. Maker)`
fn bracketed(caption: &str) -> Option<(usize, String)> {
    let inside_end = caption.strip_suffix([')', ']'])?;
    let start = inside_end.rfind(['(', '['])?;
    let inside = inside_end[start..].trim_start_matches(['(', '[']).trim();
    is_credit(inside).then(|| (start, inside.to_owned()))
}

/// `… on Monday. Photograph: A. Maker/Agency`
fn labelled(caption: &str) -> Option<(usize, String)> {
    let starts = caption.char_indices().map(|(at, _)| at).filter(|&at| begins_word(caption, at));
    let start = starts.rev().find(|&at| has_label(&caption[at..]))?;
    // "Photo: …" may be the label of "Credit: …" before it; the last wins, and the rest of the tail is short.
    let credit = caption[start..].trim();
    let follows_phrase = start == 0 || caption[..start].trim_end().ends_with(ends_phrase) || credit.contains(':');
    (credit.chars().count() <= LONGEST && follows_phrase).then(|| (start, credit.to_owned()))
}

/// `… on Monday REUTERS/A. Maker`, `… AP photo`
fn stroked(caption: &str) -> Option<(usize, String)> {
    let words: Vec<usize> = word_starts(caption);
    let start = words.iter().rev().take(MOST_WORDS).copied().filter(|&at| {
        let tail = &caption[at..];
        agency_at(tail).is_some_and(|length| {
            let printed_loud = tail[..length].chars().all(|c| !c.is_lowercase()) || length > 4;
            let after = tail[length..].trim_start();
            let after_photo = strip_word(strip_word(after, "photos"), "photo");
            let said_photo = after_photo.len() < after.len();
            let rest = after_photo.trim();
            let ends = rest.trim_end_matches('.').is_empty();
            printed_loud && (said_photo && ends || rest.starts_with('/') && is_names(&rest[1..]))
        })
    });
    let start = start.min()?;
    Some((start, caption[start..].trim().to_owned()))
}

/// `… on Monday. A. Maker/AFP`
fn last_sentence(caption: &str) -> Option<(usize, String)> {
    // Initials end with a full stop too, so every end is tried, the earliest first.
    let ends = word_starts(caption).into_iter().filter(|&at| caption[..at].trim_end().ends_with(ends_sentence));
    let start = ends.into_iter().find(|&at| {
        let tail = caption[at..].trim();
        has_agency(tail) && is_names(tail)
    })?;
    Some((start, caption[start..].trim().to_owned()))
}

fn is_credit(text: &str) -> bool {
    text.chars().count() <= LONGEST && (has_label(text) || has_agency(text) && is_names(text))
}

fn has_label(text: &str) -> bool {
    let start: String = text.chars().take(20).map(lower_case).collect();
    LABELS.iter().any(|label| start.starts_with(label))
}

/// Length in bytes of the agency's name that `text` begins with.
fn agency_at(text: &str) -> Option<usize> {
    AGENCIES.iter().map(|agency| agency.len()).zip(AGENCIES).find_map(|(length, agency)| {
        let start = text.get(..length)?;
        let whole = !text[length..].starts_with(char::is_alphanumeric);
        (whole
            && start.eq_ignore_ascii_case(agency)
            && start.starts_with(|c: char| c.is_uppercase() || agency == "dpa"))
        .then_some(length)
    })
}

/// True if the text is an agency's name and nothing else, or begins with one: `Reuters`, `AFP/dpa`.
pub(crate) fn is_agency(text: &str) -> bool {
    agency_at(text).is_some_and(|length| !text[length..].starts_with(' ') || text.len() == length)
}

fn has_agency(text: &str) -> bool {
    word_starts(text).into_iter().any(|at| agency_at(&text[at..]).is_some())
}

/// True if there is nothing but names: words with a capital, initials, and a few small words.
fn is_names(text: &str) -> bool {
    let mut count = 0;
    let all = text.split([' ', '/', ',', '|', '-', '\n', '\u{a0}']).filter(|word| !word.is_empty()).all(|word| {
        count += 1;
        let cased = word.chars().find(|c| c.is_alphabetic());
        cased.is_none_or(|c| !c.is_lowercase()) || SMALL_WORDS.contains(&word) || word == "dpa"
    });
    all && (1..=MOST_WORDS).contains(&count) && text.chars().count() <= LONGEST
}

fn word_starts(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).filter(|&at| begins_word(text, at)).collect()
}

fn begins_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    before.is_none_or(|c| !c.is_alphanumeric()) && here.is_some_and(|c| c.is_alphanumeric() || matches!(c, '©' | '('))
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '»' | ')' | '。' | '؟')
}

fn ends_phrase(c: char) -> bool {
    ends_sentence(c) || matches!(c, '/' | '|' | '-' | '–' | '—' | ',' | ';' | '·')
}

fn strip_word<'t>(text: &'t str, word: &str) -> &'t str {
    match text.get(..word.len()) {
        Some(start) if start.eq_ignore_ascii_case(word) => text[word.len()..].trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests;
