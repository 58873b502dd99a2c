//! Russian stems. Source: snowballstem.org, "Russian stemming algorithm".

use super::letters::Letters;

/// Endings that go only after а or я, and those that go anywhere, for gerunds, participles and verbs.
const GERUNDS: [&str; 2] = ["в вши вшись", "ив ивши ившись ыв ывши ывшись"];
const PARTICIPLES: [&str; 2] = ["ем нн вш ющ щ", "ивш ывш ующ"];
const VERBS: [&str; 2] = [
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
];
const ADJECTIVES: &str = "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею";
const NOUNS: &str =
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я";

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    let letters = word.chars().map(|letter| if letter == 'ё' { 'е' } else { letter }).collect();
    let mut word = Letters::new(letters, "аеиоуыэюя");
    let after_vowel = (word.find(0, true) + 1).min(word.all.len());
    if !cut_either(&mut word, GERUNDS, after_vowel) {
        word.cut_if("ся сь", after_vowel);
        if word.cut_if(ADJECTIVES, after_vowel) {
            cut_either(&mut word, PARTICIPLES, after_vowel);
        } else if !cut_either(&mut word, VERBS, after_vowel) {
            word.cut_if(NOUNS, after_vowel);
        }
    }
    word.cut_if("и", after_vowel);
    word.cut_if("ост ость", word.r2);
    if word.cut_if("ейш ейше", after_vowel) || word.is_in("нн", after_vowel) && word.ends("нн") {
        if word.ends("нн") {
            word.cut("н");
        }
    } else {
        word.cut_if("ь", after_vowel);
    }
    word.into_word()
}

/// Cuts the longest ending of the two groups; one of the first only after а or я, which stay.
fn cut_either(word: &mut Letters, [after_a, anywhere]: [&'static str; 2], region: usize) -> bool {
    let first = word.longest(after_a, region).filter(|ending| {
        let cut = ending.chars().count();
        (word.ends_before(cut, "а") || word.ends_before(cut, "я")) && word.all.len() > region + cut
    });
    let second = word.longest(anywhere, region);
    let found = first.into_iter().chain(second).max_by_key(|ending| ending.len());
    found.into_iter().for_each(|ending| word.cut(ending));
    found.is_some()
}
