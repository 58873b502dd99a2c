//! What a reader notices when searching: one row a case, over a few short stories.

use dateline_search::{Index, Query, Request, Results, Sort, StoryId, parse_query, search};
use dateline_story::{Block, Lang, Story, Text};

/// Identifier, language, headline, body.
const STORIES: &[(&str, &str, &str, &str)] = &[
    ("cafe", "en", "Café society", "The naïve coffee house in Paris."),
    ("cafe-plain", "en", "Cafe opens", "A plain spelling."),
    ("strasse", "de", "Die Straße", "Fußball auf der Straße. Äpfel und ein Apfel."),
    ("istanbul", "tr", "İstanbul'da seçim", "IŞIK sönmedi."),
    ("zh", "zh", "简单测试", "这是一段简单的文字，给学生。"),
    ("ja", "ja", "天気予報", "ヴィンテージコレクションを見る。"),
    ("ko", "ko", "대한민국은 서울에서", "오늘의 소식."),
    ("ru", "ru", "Ёлка в Москве", "Новости."),
    ("mayor", "en", "New York mayor wins", "He was running in new shoes."),
    ("mayor-york", "en", "The mayor of York", "A new mayor."),
    ("e-mail", "en", "Send an e-mail", "We like it."),
    ("email", "en", "Post by email", "It is quick."),
    ("cpp", "en", "Learning C++ quickly", "A language."),
    ("c", "en", "Vitamin C", "It is in lemons."),
    ("un", "en", "U.N. meets", "O'Brien spoke for the U.S.A. of R&D, at 1,000,000 dollars."),
    ("ar", "ar", "مُحَمَّد إلى القاهرة", "خبر"),
    ("el", "el", "Η Ελλάδα και ο δρόμος", "ΟΔΟΣ"),
    ("haus", "de", "Alte Häuser", "Verwaltungen und Gebäude."),
    ("pays", "fr", "Les élections nationales", "L'homme d'État parlait."),
    ("es", "es", "Las naciones", "Cantando canciones."),
    ("ru-forms", "ru", "Красивые города", "Новостях."),
    ("th", "th", "ข่าวภาษาไทย", "วันนี้"),
];

fn archive() -> Index {
    let mut index = Index::new();
    for (id, lang, headline, body) in STORIES {
        let mut story = Story::new(*id, *headline);
        story.lang = Lang::new(lang);
        story.body = vec![Block::Paragraph(Text::plain(*body))];
        index.add(&story);
    }
    index
}

fn found(index: &Index, query: Query) -> Results {
    search(index, &Request { query, sort: Sort::Relevance, limit: 20, ..Request::default() })
}

/// The stories that match all words, by rank.
#[track_caller]
fn check(typed: &str, expected: &str) {
    let index = archive();
    let results = found(&index, parse_query(typed));
    let full = results.hits.iter().take(results.full_matches as usize);
    let ids: Vec<&str> = full.map(|hit| STORIES[hit.story.0 as usize].0).collect();
    assert_eq!(expected, ids.join(" "), "{typed}");
}

#[test]
fn accents_and_case_are_ignored_both_ways() {
    check("cafe", "cafe-plain cafe");
    check("café", "cafe cafe-plain");
    check("cafe\u{301}", "cafe cafe-plain");
    check("CAFÉ", "cafe cafe-plain");
    check("naive ", "cafe");
}

#[test]
fn german_letters_match_their_plain_spellings() {
    check("strasse ", "strasse");
    check("fussball ", "strasse");
    check("apfel ", "strasse");
    check("Äpfel ", "strasse");
}

#[test]
fn turkish_i_matches_with_and_without_its_dot() {
    check("istanbul ", "istanbul");
    check("İSTANBUL ", "istanbul");
    check("ISTANBUL ", "istanbul");
    check("ışık ", "istanbul");
    check("isik ", "istanbul");
    check("secim ", "istanbul");
    check("İstanbul'un ", "istanbul");
}

#[test]
fn any_two_neighbours_of_an_unspaced_script_are_found() {
    check("测试", "zh");
    check("学生", "zh");
    check("段简", "zh");
    check("简", "zh");
    check("天気", "ja");
    check("コレクション", "ja");
    check("対策", "");
    check("天気対策", "");
    check("대한민국", "ko");
    check("서울", "ko");
    check("서울 소식", "ko");
    check("ภาษา", "th");
}

#[test]
fn russian_greek_and_arabic_fold() {
    check("елка ", "ru");
    check("ЁЛКА ", "ru");
    check("ελλαδα ", "el");
    check("οδος ", "el");
    check("محمد ", "ar");
    check("الى ", "ar");
}

#[test]
fn other_forms_of_a_word_match() {
    check("run ", "mayor");
    check("shoe ", "mayor");
    check("haus ", "haus");
    check("verwaltung ", "haus");
    check("élection nationale ", "pays");
    check("election ", "pays");
    check("homme ", "pays");
    check("cancion ", "es");
    check("красивый город ", "ru-forms");
    check("cafes ", "cafe cafe-plain");
}

#[test]
fn the_last_word_matches_as_a_beginning() {
    check("pari", "cafe");
    check("new york ma", "mayor mayor-york");
    check("l", "cpp pays es e-mail c");
}

#[test]
fn a_part_inside_a_word_is_found_if_nothing_else_is() {
    check("ociet", "cafe");
}

#[test]
fn misspelled_words_are_corrected_and_said() {
    check("mayro ", "mayor-york mayor");
    check("layor ", "mayor-york mayor");
    check("mayorr", "mayor-york mayor");
    check("langu", "cpp");
    check("lnagu", "cpp");
    check("lnagu ", "");
    check("lemoncoffee ", "");
    let results = found(&archive(), parse_query("layor wins"));
    assert_eq!(1, results.corrections.len());
    assert_eq!(("layor", "mayor"), (results.corrections[0].typed.as_str(), results.corrections[0].used.as_str()));
}

#[test]
fn words_typed_apart_or_together_by_mistake_are_found() {
    check("coffeehouse ", "cafe");
    check("vita min c ", "c");
    let results = found(&archive(), parse_query("vita min "));
    assert_eq!(("vita min", "vitamin"), (results.corrections[0].typed.as_str(), results.corrections[0].used.as_str()));
}

#[test]
fn quoted_words_match_in_order_anywhere_in_a_query() {
    check("\"new york mayor\"", "mayor");
    check("wins \"new york\"", "mayor");
    check("\"york new\"", "");
    check("\"mayor of york\" new", "mayor-york");
    check("\"new yo", "mayor");
}

#[test]
fn excluded_words_are_left_out() {
    check("mayor -wins", "mayor-york");
    check("mayor -\"new york\"", "mayor-york");
    check("mayor -zebra", "mayor-york mayor");
    check("mayor -shoes.zebra", "mayor-york mayor");
}

#[test]
fn signs_and_hyphens_match_however_they_are_written() {
    check("c++", "cpp");
    check("email ", "email e-mail");
    check("e-mail ", "e-mail email");
    check("UN ", "un");
    check("u.n. ", "un");
    check("usa ", "un");
    check("obrien ", "un");
    check("o’brien ", "un");
    check("1000000 ", "un");
    check("r&d ", "un");
}

#[test]
fn either_of_two_words_is_enough_with_or() {
    check("strasse OR wins ", "strasse mayor");
}

#[test]
fn stories_that_match_all_words_come_before_those_that_match_some() {
    let index = archive();
    let results = found(&index, parse_query("mayor zebra "));
    assert_eq!((0, 2), (results.full_matches, results.total));
    let results = found(&index, parse_query("mayor shoes "));
    assert_eq!((1, 2), (results.full_matches, results.total));
    assert_eq!("mayor", STORIES[results.hits[0].story.0 as usize].0);
}

#[test]
fn words_can_be_narrowed_to_a_field() {
    check("title:mayor ", "mayor mayor-york");
    check("body:mayor ", "mayor-york");
    check("tag:mayor ", "");
}

#[test]
fn a_rare_word_one_slip_from_a_common_one_is_doubted() {
    let mut index = Index::new();
    let slip = index.add(&Story::new("slip", "The goverment resigns"));
    (0..40).for_each(|number| {
        index.add(&Story::new(number.to_string(), "A government meets"));
    });
    let results = found(&index, parse_query("goverment "));
    assert_eq!((1, 41, slip), (results.full_matches, results.total, results.hits[0].story));
    assert_eq!(("government", false), (results.corrections[0].used.as_str(), results.corrections[0].is_sure));
    let results = found(&index, parse_query("govermnent "));
    assert!(results.corrections[0].is_sure);
}

#[test]
fn a_slip_that_may_mean_two_words_shows_both_at_the_top() {
    let mut rare = Story::new("rare", "Notes");
    rare.body = vec![Block::Paragraph(Text::plain("A few words of no matter, then more of them, and one major."))];
    let common = (0..30).map(|number| Story::new(number.to_string(), "A mayor speaks"));
    let stories: Vec<Story> = common.chain([rare]).collect();
    for is_turned in [false, true] {
        let mut index = Index::new();
        let numbers: Vec<StoryId> = if is_turned {
            stories.iter().rev().map(|story| index.add(story)).collect()
        } else {
            stories.iter().map(|story| index.add(story)).collect()
        };
        let rare = if is_turned { numbers.first() } else { numbers.last() };
        let hits = found(&index, parse_query("maxor ")).hits;
        assert!(hits[..2].iter().any(|hit| Some(&hit.story) == rare));
        assert!(hits.is_sorted_by(|one, other| one.score >= other.score));
    }
}
