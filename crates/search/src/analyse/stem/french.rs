//! French stems. Source: snowballstem.org, "French stemming algorithm".

use super::letters::Letters;

const VOWELS: &str = "aeiouyâàëéêèïîôûù";

const PLAIN: &str = "ance iqUe isme able iste eux ances iqUes ismes ables istes";
const OTHERS: &str = "atrice ateur ation atrices ateurs ations logie logies usion ution usions utions ence ences ement ements \
    ité ités if ive ifs ives eaux aux euse euses issement issements amment emment ment ments";

const VERBS_IN_I: &str = "îmes ît îtes i ie Ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront \
    is issaIent issais issait issant issante issantes issants isse issent isses issez issiez issions issons it";
const VERBS_IN_E: &str = "é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez";
const VERBS_IN_A: &str = "âmes ât âtes a ai aIent ais ait ant ante antes ants as asse assent asses assiez assions";

/// The stem of a word in lower case, accents kept.
pub(super) fn stem(word: &str) -> String {
    let mut word = Letters::new(prepared(word), VOWELS);
    let region = verb_region(&word);
    let before = word.all.clone();
    let goes_on = suffix(&mut word, region);
    let shortened = word.all != before && !goes_on;
    if shortened || verb_in_i(&mut word, region) || verb(&mut word, region) || word.all != before {
        if word.ends("Y") {
            word.cut("Y");
            word.push("i");
        } else if word.ends("ç") {
            word.cut("ç");
            word.push("c");
        }
    } else {
        residue(&mut word, region);
    }
    if word.longest("enn onn ett ell eill", 0).is_some() {
        word.cut("n");
    }
    last_accent(&mut word);
    word.into_word().replace('H', "").to_ascii_lowercase()
}

/// With u, i and y as consonants in capitals where they are, and ë and ï as He and Hi.
fn prepared(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for letter in word.chars() {
        match letter {
            'ë' => letters.extend(['H', 'e']),
            'ï' => letters.extend(['H', 'i']),
            _ => letters.push(letter),
        }
    }
    let is_vowel = |letter: Option<&char>| letter.is_some_and(|&letter| VOWELS.contains(letter));
    for at in 0..letters.len() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let (after_vowel, before_vowel) = (is_vowel(before), is_vowel(letters.get(at + 1)));
        let consonant = match letters[at] {
            'u' => after_vowel && before_vowel || before == Some(&'q'),
            'i' => after_vowel && before_vowel,
            'y' => after_vowel || before_vowel,
            _ => false,
        };
        if consonant {
            letters[at] = letters[at].to_ascii_uppercase();
        }
    }
    letters
}

fn verb_region(word: &Letters) -> usize {
    let begins = |beginning: &str| word.all.len() >= 3 && beginning.chars().eq(word.all[..3].iter().copied());
    if word.is_vowel(0) && word.is_vowel(1) || ["par", "col", "tap"].into_iter().any(begins) {
        3
    } else {
        word.find(1, true) + 1
    }
}

/// Cuts an ending of a noun, adjective or adverb; true if verb endings are to be looked for all the same.
fn suffix(word: &mut Letters, region: usize) -> bool {
    let all = [PLAIN, OTHERS].map(|endings| word.longest(endings, 0));
    let Some(ending) = all.into_iter().flatten().max_by_key(|ending| ending.chars().count()) else { return true };
    let (r1, r2) = (word.r1, word.r2);
    let is_in = |region: usize| word.is_in(ending, region);
    let (in_r1, in_r2, in_verb) = (is_in(r1), is_in(r2), is_in(region));
    match ending {
        "atrice" | "ateur" | "ation" | "atrices" | "ateurs" | "ations" if in_r2 => {
            word.cut(ending);
            cut_or(word, "ic", r2, "iqU");
        }
        "logie" | "logies" if in_r2 => replace(word, ending, "log"),
        "usion" | "ution" | "usions" | "utions" if in_r2 => replace(word, ending, "u"),
        "ence" | "ences" if in_r2 => replace(word, ending, "ent"),
        "ement" | "ements" if in_verb => {
            word.cut(ending);
            after_ement(word, region);
        }
        "ité" | "ités" if in_r2 => {
            word.cut(ending);
            if word.ends("abil") {
                cut_or(word, "abil", r2, "abl");
            } else if word.ends("ic") {
                cut_or(word, "ic", r2, "iqU");
            } else {
                word.cut_if("iv", r2);
            }
        }
        "if" | "ive" | "ifs" | "ives" if in_r2 => {
            word.cut(ending);
            if word.cut_if("at", r2) {
                cut_or(word, "ic", r2, "iqU");
            }
        }
        "eaux" => replace(word, ending, "eau"),
        "aux" if in_r1 => replace(word, ending, "al"),
        "euse" | "euses" if in_r2 => word.cut(ending),
        "euse" | "euses" if in_r1 => replace(word, ending, "eux"),
        "issement" | "issements" if in_r1 && !vowel_before(word, ending) => word.cut(ending),
        "amment" if in_verb => {
            replace(word, ending, "ant");
            return true;
        }
        "emment" if in_verb => {
            replace(word, ending, "ent");
            return true;
        }
        "ment" | "ments" if vowel_before(word, ending) && word.all.len() > region + ending.len() => {
            word.cut(ending);
            return true;
        }
        _ if in_r2 && PLAIN.split(' ').any(|known| known == ending) => word.cut(ending),
        _ => return true,
    }
    false
}

fn after_ement(word: &mut Letters, region: usize) {
    let (r1, r2) = (word.r1, word.r2);
    if word.ends("iv") {
        if word.cut_if("iv", r2) {
            word.cut_if("at", r2);
        }
    } else if word.ends("eus") {
        if !word.cut_if("eus", r2) && word.is_in("eus", r1) {
            replace(word, "eus", "eux");
        }
    } else if word.ends("abl") || word.ends("iqU") {
        word.cut_if("abl iqU", r2);
    } else if word.longest("ièr Ièr", region).is_some() {
        replace(word, "ièr", "i");
    }
}

fn verb_in_i(word: &mut Letters, region: usize) -> bool {
    let Some(ending) = word.longest(VERBS_IN_I, region) else { return false };
    let cut = ending.chars().count();
    let inside = word.all.len() > region + cut;
    if !inside || vowel_before(word, ending) || word.ends_before(cut, "H") {
        return false;
    }
    word.cut(ending);
    true
}

fn verb(word: &mut Letters, region: usize) -> bool {
    let all = ["ions", VERBS_IN_E, VERBS_IN_A].map(|endings| word.longest(endings, region));
    let Some(ending) = all.into_iter().flatten().max_by_key(|ending| ending.chars().count()) else { return false };
    if ending == "ions" && !word.is_in(ending, word.r2) {
        return false;
    }
    word.cut(ending);
    if VERBS_IN_A.split(' ').any(|known| known == ending) {
        word.cut_if("e", region);
    }
    true
}

fn residue(word: &mut Letters, region: usize) {
    let kept = ["a", "i", "o", "u", "è", "s"].into_iter().any(|letter| word.ends_before(1, letter));
    if word.ends("s") && (word.ends_before(1, "Hi") || !kept) {
        word.cut("s");
    }
    match word.longest("ion ier ière Ier Ière e", region) {
        Some("ion") if word.is_in("ion", word.r2) && word.all.len() > region + 3 => {
            if word.ends_before(3, "s") || word.ends_before(3, "t") {
                word.cut("ion");
            }
        }
        Some("ion") | None => {}
        Some("e") => word.cut("e"),
        Some(ending) => replace(word, ending, "i"),
    }
}

/// An accent on the last vowel goes if consonants follow it.
fn last_accent(word: &mut Letters) {
    let last = (0..word.all.len()).rev().find(|&at| word.is_vowel(at));
    if let Some(last) = last.filter(|&last| last + 1 < word.all.len())
        && matches!(word.all[last], 'é' | 'è')
    {
        word.all[last] = 'e';
    }
}

fn cut_or(word: &mut Letters, ending: &'static str, region: usize, with: &str) {
    if !word.cut_if(ending, region) && word.ends(ending) {
        replace(word, ending, with);
    }
}

fn replace(word: &mut Letters, ending: &str, with: &str) {
    word.cut(ending);
    word.push(with);
}

fn vowel_before(word: &Letters, ending: &str) -> bool {
    word.all.len().checked_sub(ending.chars().count() + 1).is_some_and(|at| word.is_vowel(at))
}
