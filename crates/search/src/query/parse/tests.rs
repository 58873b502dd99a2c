use super::*;

/// A query in short: `[phrase]`, `word*` if open, `-` before what is excluded, `|` between alternatives.
fn shown(query: &Query) -> String {
    let mut out = Vec::new();
    for clause in &query.clauses {
        let atoms: Vec<String> = clause.any_of.iter().map(shown_atom).collect();
        out.push(format!("{}{}", if clause.excluded { "-" } else { "" }, atoms.join("|")));
    }
    out.extend(query.from.map(|from| format!("from {}", &from.to_rfc3339()[..10])));
    out.extend(query.to.map(|to| format!("to {}", &to.to_rfc3339()[..10])));
    out.join(" ")
}

fn shown_atom(atom: &Atom) -> String {
    let within = atom.within.map_or_else(String::new, |within| format!("{within:?}:"));
    let text = if atom.phrase { format!("[{}]", atom.text) } else { atom.text.clone() };
    format!("{within}{text}{}", if atom.open { "*" } else { "" })
}

#[track_caller]
fn check(typed: &str, expected: &str) {
    assert_eq!(expected, shown(&parse_query(typed)), "{typed:?}");
}

#[test]
fn the_last_word_is_open_until_a_space_follows() {
    check("ferry str", "ferry str*");
    check("ferry strike ", "ferry strike");
}

#[test]
fn quotes_make_phrases_anywhere() {
    check("the \"ferry strike\" today ", "the [ferry strike] today");
    check("“new york” «la paz»", "[new york] [la paz]");
    check("\"ferry st", "[ferry st]*");
}

#[test]
fn a_minus_right_before_a_word_excludes_it() {
    check("mayor -wins", "mayor -wins*");
    check("mayor - wins ", "mayor wins");
    check("-\"ferry strike\" x ", "-[ferry strike] x");
    check("e-mail ", "e-mail");
}

#[test]
fn or_joins_neighbours() {
    check("ferry OR boat strike ", "ferry|boat strike");
    check("OR ferry OR", "OR ferry OR*");
    check("a OR -b ", "a -b");
    check("a | b ", "a|b");
}

#[test]
fn names_narrow_to_a_field() {
    check("tag:politics by:\"A. Writer\" x ", "Tag:politics Byline:[A. Writer] x");
    check("-tag:sport", "-Tag:sport*");
    check("tag: x ", "tag: x");
    check("ratio 3:2 http://x ", "ratio 3:2 http://x");
}

#[test]
fn dates_are_years_months_or_days() {
    check("from:2012 to:2012 ", "from 2012-01-01 to 2013-01-01");
    check("from:2012-02 to:2012-12", "from 2012-02-01 to 2013-01-01");
    check("since:2012-02-29 until:2012-02-29", "from 2012-02-29 to 2012-03-01");
    check(
        "from:2012-02-30 from:x to:9999 ",
        "from:2012-02-30 from:x to 10000-01-01".replace("to 10000-01-01", "to:9999").as_str(),
    );
}

#[test]
fn what_follows_no_rule_is_words() {
    check("", "");
    check("  ", "");
    check("\"", "");
    check("\"\" - -- :", "");
    check("c++ $5 50% (a) ", "c++ $5 50% (a)");
    assert!(parse_query(" \u{a0} ").is_empty());
    assert_eq!(64, parse_query(&"x ".repeat(5_000)).clauses.len());
    assert_eq!(64, parse_query(&"x OR ".repeat(5_000)).clauses[0].any_of.len());
}
