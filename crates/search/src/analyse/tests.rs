use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    check_in("en", text, expected);
}

/// `expected` has the tokens by position, those at the same place tied with a slash.
#[track_caller]
fn check_in(lang: &str, text: &str, expected: &str) {
    let language = Language::of(dateline_story::Lang::new(lang).as_ref());
    let mut found = String::new();
    let mut last = None;
    tokens(text, language, &mut |token| {
        if last.is_some() {
            found.push(if last == Some(token.position) { '/' } else { ' ' });
        }
        last = Some(token.position);
        found.push_str(token.folded);
        assert!(token.start < token.end && text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
    });
    assert_eq!(expected, found, "{text}");
}

#[test]
fn initials_lose_their_dots() {
    check("The U.N. and the U.S.A. said e.g. this", "the un and the usa said eg this");
    check("example.com and node.js", "example com and node js");
}

#[test]
fn apostrophes_stay_inside_names() {
    check("O'Brien's isn’t Lavrov's", "obrien/obriens isnt lavrov/lavrovs");
    check_in("fr", "l'homme d’État aujourd'hui", "homme/lhomme etat/detat hui/aujourdhui");
    check_in("tr", "İstanbul'da Ankara’nın", "istanbul/istanbulda ankara/ankaranin");
}

#[test]
fn hyphens_give_the_parts_and_the_whole() {
    check("e-mail", "e mail/email");
    check("R&D tax_reform", "r d/rd tax reform/taxreform");
    check("1986-87", "1986 87");
    check("up-to-the-minute news", "up to the minute news");
    check("a - b -c", "a b c");
}

#[test]
fn numbers_lose_their_grouping() {
    check("155,221 bags at 3.5 or 3,5 of 1,000,000", "155221 bags at 3.5 or 3.5 of 1000000");
}

#[test]
fn signs_stay_with_languages_named_by_a_letter() {
    check("C++ and C# and F# or #tag C+", "c++ and c# and f# or tag c");
}

#[test]
fn runs_give_pairs_and_the_last_character() {
    check_in("ja", "天気予報。", "天気 気予 予報 報");
    check_in("zh", "中", "中");
    check_in("ko", "서울은 2012년", "서울 울은 은 2012 년");
}
