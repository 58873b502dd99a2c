//! German stems. Source: snowballstem.org, "German stemming algorithm".

use super::letters::Letters;

/// Letters that an ending s may follow; an ending st follows all of them but r.
const BEFORE_S: &str = "bdfghklmnrt";

/// The stem of a word in lower case, umlauts kept.
pub(super) fn stem(word: &str) -> String {
    let mut word = Letters::new(prepared(word), "aeiouyäöü");
    // The part before the first region has at least three letters.
    word.r1 = word.r1.max(3).min(word.all.len());
    first(&mut word);
    second(&mut word);
    third(&mut word);
    word.into_word().to_ascii_lowercase()
}

/// With u and y between vowels as consonants, ss for ß, and umlauts for their spellings in two letters.
fn prepared(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    let is_vowel = |letter: char| "aeiouyäöü".contains(letter);
    for at in 1..letters.len().saturating_sub(1) {
        if matches!(letters[at], 'u' | 'y') && is_vowel(letters[at - 1]) && is_vowel(letters[at + 1]) {
            letters[at] = letters[at].to_ascii_uppercase();
        }
    }
    let mut prepared = Vec::new();
    let mut rest = letters.into_iter().peekable();
    while let Some(letter) = rest.next() {
        let umlaut = match letter {
            'a' => 'ä',
            'o' => 'ö',
            'u' if prepared.last() != Some(&'q') => 'ü',
            _ => letter,
        };
        if letter == 'ß' {
            prepared.extend(['s', 's']);
        } else if umlaut != letter && rest.next_if_eq(&'e').is_some() {
            prepared.push(umlaut);
        } else {
            prepared.push(letter);
        }
    }
    prepared
}

fn first(word: &mut Letters) {
    let Some(ending) = word.longest("em ern er erin erinnen e en es s ln lns", 0) else { return };
    if !word.is_in(ending, word.r1) {
        return;
    }
    match ending {
        "em" if word.ends("system") => {}
        "s" if !follows(word, 1, BEFORE_S) => {}
        "ln" | "lns" => {
            word.cut(&ending[1..]);
        }
        _ => {
            word.cut(ending);
            if matches!(ending, "e" | "en" | "es") && word.ends("niss") {
                word.cut("s");
            }
        }
    }
}

fn second(word: &mut Letters) {
    let Some(ending) = word.longest("en er est st et", 0) else { return };
    if !word.is_in(ending, word.r1) {
        return;
    }
    let may_go = match ending {
        "st" => word.all.len() > 5 && follows(word, 2, "bdfghklmnt"),
        "et" => {
            let kept = "geordn intern tick plan tr".split(' ').any(|before| word.ends_before(2, before));
            !kept && follows(word, 2, "Udfgklmnrstzä")
        }
        _ => true,
    };
    if may_go {
        word.cut(ending);
    }
}

fn third(word: &mut Letters) {
    let Some(ending) = word.longest("end ung ig ik isch lich heit keit", word.r2) else { return };
    let after_e = word.ends_before(ending.len(), "e");
    match ending {
        "end" | "ung" => {
            word.cut(ending);
            if word.ends("ig") && word.is_in("ig", word.r2) && !word.ends_before(2, "e") {
                word.cut("ig");
            }
        }
        "ig" | "ik" | "isch" if after_e => {}
        "ig" | "ik" | "isch" => word.cut(ending),
        "lich" | "heit" => {
            word.cut(ending);
            word.cut_if("er en", word.r1);
        }
        _ => {
            word.cut(ending);
            word.cut_if("lich ig", word.r2);
        }
    }
}

/// Whether one of `letters` stands before the last `cut` letters.
fn follows(word: &Letters, cut: usize, letters: &str) -> bool {
    word.all.len().checked_sub(cut + 1).is_some_and(|at| letters.contains(word.all[at]))
}
