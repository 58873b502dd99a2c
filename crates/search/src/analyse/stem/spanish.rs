//! Spanish stems. Source: snowballstem.org, "Spanish stemming algorithm".

use super::letters::Letters;

const PRONOUNS: &str = "me se sela selo selas selos la le lo las les los nos";
const BEFORE_PRONOUNS: &str = "iéndo ándo ár ér ír ando iendo ar er ir";

/// Endings of nouns and adjectives that simply go.
const PLAIN: &str = "anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento \
    amientos imiento imientos";
const AFTER_IC: &str = "adora ador ación adoras adores aciones ante antes ancia ancias acion";
const OTHERS: &str = "logía logías ución ucion uciones encia encias amente mente idad idades iva ivo ivas ivos";

const VERBS_IN_Y: &str = "ya ye yan yen yeron yendo yo yó yas yes yais yamos";
const VERBS_IN_E: &str = "en es éis emos";
const VERBS: &str = "arían arías arán arás aríais aría aréis aríamos aremos ará aré erían erías erán erás eríais ería eréis \
    eríamos eremos erá eré irían irías irán irás iríais iría iréis iríamos iremos irá iré aba ada ida ía ara iera ad ed id \
    ase iese aste iste an aban ían aran ieran asen iesen aron ieron ado ido ando iendo ió ar er ir as abas adas idas ías \
    aras ieras ases ieses ís áis abais íais arais ierais aseis ieseis asteis isteis ados idos amos ábamos íamos imos \
    áramos iéramos iésemos ásemos";

/// The stem of a word in lower case, accents kept.
pub(super) fn stem(word: &str) -> String {
    let mut word = Letters::new(word.chars().collect(), "aeiouáéíóúü");
    let region = verb_region(&word);
    pronouns(&mut word, region);
    if !suffix(&mut word) && !verb_in_y(&mut word, region) {
        verb(&mut word, region);
    }
    residue(&mut word, region);
    word.all.iter_mut().for_each(|letter| *letter = plain(*letter));
    word.into_word()
}

fn verb_region(word: &Letters) -> usize {
    if !word.is_vowel(1) {
        word.find(2, true) + 1
    } else if word.is_vowel(0) {
        word.find(2, false) + 1
    } else {
        3
    }
}

fn pronouns(word: &mut Letters, region: usize) {
    let Some(pronoun) = word.longest(PRONOUNS, region) else { return };
    let mut bare = Letters::new(word.all.clone(), "aeiouáéíóúü");
    bare.cut(pronoun);
    let verb = bare.longest(BEFORE_PRONOUNS, region);
    let in_y = bare.ends("uyendo") && bare.is_in("yendo", region);
    if verb.is_none() && !in_y {
        return;
    }
    word.cut(pronoun);
    if let Some(verb) = verb {
        word.cut(verb);
        verb.chars().for_each(|letter| word.all.push(plain(letter)));
    }
}

/// Cuts an ending of a noun, adjective or adverb; false if there is none.
fn suffix(word: &mut Letters) -> bool {
    let all = [PLAIN, AFTER_IC, OTHERS].map(|endings| word.longest(endings, 0));
    let Some(ending) = all.into_iter().flatten().max_by_key(|ending| ending.len()) else { return false };
    let region = if ending == "amente" { word.r1 } else { word.r2 };
    if !word.is_in(ending, region) {
        return false;
    }
    word.cut(ending);
    match ending {
        "logía" | "logías" => word.push("log"),
        "ución" | "ucion" | "uciones" => word.push("u"),
        "encia" | "encias" => word.push("ente"),
        "amente" => {
            if word.cut_if("iv", word.r2) {
                word.cut_if("at", word.r2);
            } else {
                word.cut_if("os ic ad", word.r2);
            }
        }
        "mente" => {
            word.cut_if("ante able ible", word.r2);
        }
        "idad" | "idades" => {
            word.cut_if("abil ic iv", word.r2);
        }
        "iva" | "ivo" | "ivas" | "ivos" => {
            word.cut_if("at", word.r2);
        }
        _ if AFTER_IC.split(' ').any(|known| known == ending) => {
            word.cut_if("ic", word.r2);
        }
        _ => {}
    }
    true
}

fn verb_in_y(word: &mut Letters, region: usize) -> bool {
    let Some(ending) = word.longest(VERBS_IN_Y, region) else { return false };
    let after_u = word.ends_before(ending.chars().count(), "u");
    if after_u {
        word.cut(ending);
    }
    after_u
}

fn verb(word: &mut Letters, region: usize) {
    let all = [VERBS_IN_E, VERBS].map(|endings| word.longest(endings, region));
    let Some(ending) = all.into_iter().flatten().max_by_key(|ending| ending.chars().count()) else { return };
    word.cut(ending);
    if VERBS_IN_E.split(' ').any(|known| known == ending) && word.ends("gu") {
        word.cut("u");
    }
}

fn residue(word: &mut Letters, region: usize) {
    let Some(ending) = word.longest("os a o á í ó e é", region) else { return };
    word.cut(ending);
    if matches!(ending, "e" | "é") && word.ends("gu") && word.is_in("u", region) {
        word.cut("u");
    }
}

fn plain(letter: char) -> char {
    match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        other => other,
    }
}
