//! What is typed against what is understood of it, for thousands of random texts and queries.

#[path = "common/sample.rs"]
mod sample;

use dateline_search::{Atom, Clause, Query, Within, parse_query};
use dateline_story::Timestamp;
use sample::Dice;

/// Pieces of random texts: words, and all signs of the query language.
const PIECES: [&str; 40] = [
    "ferry",
    "Ana",
    "é",
    "日本",
    "c++",
    "O'Brien",
    "x",
    "2012",
    "OR",
    "|",
    "-",
    "−",
    "\"",
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "」",
    ":",
    "tag:",
    "BY:",
    "title:",
    "body:",
    "from:",
    "to:",
    "since:2012-02",
    "until:",
    "9999-12-31",
    "\u{0}",
    "\u{a0}",
    "\n",
    "#",
    ".",
    "\u{301}",
    "👩\u{200d}👧",
    "İ",
    " ",
    "  ",
];

const WORDS: [&str; 8] = ["ferry", "strike", "Ana", "e-mail", "c++", "日本", "O'Brien", "or"];
const NAMES: [(&str, Within); 7] = [
    ("title", Within::Headline),
    ("tag", Within::Tag),
    ("by", Within::Byline),
    ("place", Within::Place),
    ("caption", Within::Caption),
    ("credit", Within::Credit),
    ("body", Within::Body),
];

#[test]
fn whatever_is_typed_says_what_it_says() {
    let mut dice = Dice::new(12);
    for _ in 0..20_000 {
        let typed: String = (0..dice.below(14)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let query = parse_query(&typed);
        for atom in query.clauses.iter().flat_map(|clause| &clause.any_of) {
            assert!(typed.contains(&atom.text), "{typed:?} {query:?}");
            assert!(atom.text.contains(char::is_alphanumeric) && atom.text.trim() == atom.text, "{typed:?} {query:?}");
        }
        assert!(query.clauses.iter().all(|clause| !clause.any_of.is_empty()), "{typed:?} {query:?}");
        // Only the last word may still be typed, and none is once a space follows.
        let atoms = || query.clauses.iter().flat_map(|clause| &clause.any_of);
        assert!(atoms().filter(|atom| atom.open).count() <= 1, "{typed:?} {query:?}");
        // What is said of a query leaves no part out.
        let said = query.describe();
        let parts = said.words.len() + said.phrases.len() + said.narrowed.len() + said.excluded.len();
        assert_eq!(atoms().count(), parts, "{typed:?} {said:?}");
        assert_eq!((query.from, query.to), (said.from, said.to));
    }
}

#[test]
fn a_query_that_is_typed_again_is_the_same_query() {
    let mut dice = Dice::new(13);
    for _ in 0..5_000 {
        let query = random_query(&mut dice);
        let typed = typed(&query);
        assert_eq!(query, parse_query(&typed), "{typed:?}");
        // So it is with the query that a random text gives.
        let text: String = (0..dice.below(10))
            .map(|_| [WORDS[dice.below(WORDS.len())], " OR ", " -", " \"", " by:"][dice.below(5)])
            .collect();
        let understood = parse_query(&text);
        let is_plain = understood.clauses.iter().flat_map(|clause| &clause.any_of).all(is_plain);
        assert!(!is_plain || understood == parse_query(&self::typed(&understood)), "{text:?} {understood:?}");
    }
}

/// Whether an atom can be typed as it is: a word that holds no signs, or a phrase without quotes in it.
fn is_plain(atom: &Atom) -> bool {
    let has_signs = atom.text.contains(['"', '“', ':']) || atom.text.starts_with(['-', '|']) || atom.text == "OR";
    !has_signs && (atom.phrase || !atom.text.contains(char::is_whitespace))
}

fn random_query(dice: &mut Dice) -> Query {
    let mut clauses: Vec<Clause> = (0..1 + dice.below(5)).map(|_| random_clause(dice)).collect();
    if dice.below(2) == 0
        && let Some(last) = clauses.last_mut().and_then(|clause| clause.any_of.last_mut())
    {
        last.open = true;
    }
    // Dates are typed first, so that they do not close the word at the end.
    let day = |dice: &mut Dice| {
        Timestamp::from_day(1900 + dice.below(200) as i32, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8)
    };
    let from = if dice.below(3) == 0 { day(dice) } else { None };
    let to = if dice.below(3) == 0 { day(dice) } else { None };
    Query { clauses, from, to }
}

fn random_clause(dice: &mut Dice) -> Clause {
    let excluded = dice.below(4) == 0;
    Clause { excluded, any_of: (0..1 + dice.below(3)).map(|_| random_atom(dice)).collect() }
}

fn random_atom(dice: &mut Dice) -> Atom {
    let phrase = dice.below(3) == 0;
    let words: Vec<&str> =
        (0..if phrase { 1 + dice.below(4) } else { 1 }).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    let within = (dice.below(3) == 0).then(|| NAMES[dice.below(NAMES.len())].1);
    Atom { text: words.join(" "), phrase, open: false, within }
}

/// A query as one would type it; an open phrase is one whose quotes are not closed.
fn typed(query: &Query) -> String {
    let mut typed = String::new();
    query.from.into_iter().for_each(|from| typed.push_str(&format!("from:{} ", day(from))));
    // The last day is typed, the first instant after it is meant.
    let last = |to: Timestamp| day(Timestamp::from_seconds(to.seconds() - 86_400));
    query.to.into_iter().for_each(|to| typed.push_str(&format!("to:{} ", last(to))));
    for clause in &query.clauses {
        for (at, atom) in clause.any_of.iter().enumerate() {
            let or = if at > 0 { "OR " } else { "" };
            let minus = if clause.excluded { "-" } else { "" };
            let name = NAMES.iter().find(|(_, within)| Some(*within) == atom.within);
            let name = name.map_or_else(String::new, |(name, _)| format!("{name}:"));
            let quote = if atom.phrase { "\"" } else { "" };
            let closing = if atom.open { "" } else { quote };
            let space = if atom.open { "" } else { " " };
            typed.push_str(&[or, minus, &name, quote, &atom.text, closing, space].concat());
        }
    }
    typed
}

fn day(date: Timestamp) -> String {
    date.to_rfc3339()[..10].to_owned()
}
