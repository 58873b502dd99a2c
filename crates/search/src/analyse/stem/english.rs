//! English stems.
//!
//! Source: M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org. Steps about apostrophes are left
//! out, since tokens hold none.

/// Words whose stem no rule finds.
const SPECIAL: &[(&str, &str)] = &[
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("ugly", "ugli"),
];

/// Letters of the longest of them.
const LONGEST_SPECIAL: usize = 6;

/// Words that are left alone once their plural is gone.
const FINISHED: &[&str] =
    &["inning", "outing", "canning", "herring", "earring", "evening", "proceed", "exceed", "succeed"];

/// Beginnings after which the first region starts at once.
const LONG_BEGINNINGS: &[&[u8]] =
    &[b"gener", b"commun", b"arsen", b"past", b"univers", b"later", b"emerg", b"organ", b"inter"];

const STEP_2: &[(&str, &str)] = &[
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("ogist", "og"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const STEP_3: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const STEP_4: &[&str] = &[
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
];

/// The stem of a word in lower case. Words with letters outside a to z are left as they are.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    if word.len() <= LONGEST_SPECIAL
        && let Ok(at) = SPECIAL.binary_search_by_key(&word, |&(word, _)| word)
    {
        return SPECIAL[at].1.to_owned();
    }
    if let &[first, b'y', b'i', b'n', b'g'] = word.as_bytes()
        && !is_vowel(first)
    {
        return [&word[..1], "ie"].concat();
    }
    let mut word = Word::new(word);
    word.plural();
    if !FINISHED.iter().any(|finished| finished.as_bytes() == word.letters) {
        word.past_and_participle();
        word.final_y();
        word.step_2();
        word.step_3();
        word.step_4();
        word.step_5();
    }
    word.letters.make_ascii_lowercase();
    String::from_utf8(word.letters).unwrap_or_default()
}

struct Word {
    /// Lower-case letters; `Y` where a y is a consonant.
    letters: Vec<u8>,
    /// Where the first region starts: after the first consonant that follows a vowel.
    r1: usize,
    /// The same again, from `r1` on.
    r2: usize,
}

impl Word {
    fn new(word: &str) -> Self {
        let mut letters = word.as_bytes().to_vec();
        for at in 0..letters.len() {
            if letters[at] == b'y' && (at == 0 || is_vowel(letters[at - 1])) {
                letters[at] = b'Y';
            }
        }
        let begins = |beginning: &&&[u8]| letters.first() == beginning.first() && letters.starts_with(beginning);
        let begun = LONG_BEGINNINGS.iter().find(begins);
        let r1 = begun.map_or_else(|| region(&letters, 0), |beginning| beginning.len());
        let r2 = region(&letters, r1);
        Self { letters, r1, r2 }
    }

    /// Looks at the last letter first: of some hundred endings that a word is asked for, nearly all fall out there.
    #[inline(always)] // a call for each ending shows in the time of building an index
    fn ends(&self, ending: &str) -> bool {
        self.letters.last() == ending.as_bytes().last() && self.ends_wholly(ending)
    }

    fn ends_wholly(&self, ending: &str) -> bool {
        self.letters.ends_with(ending.as_bytes())
    }

    fn cut(&mut self, bytes: usize) {
        self.letters.truncate(self.letters.len() - bytes);
    }

    fn replace(&mut self, ending: &str, with: &str) {
        self.cut(ending.len());
        self.letters.extend_from_slice(with.as_bytes());
    }

    /// Whether an ending lies wholly in the region that starts at `region`.
    fn is_in(&self, ending: &str, region: usize) -> bool {
        self.letters.len() >= region + ending.len()
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.letters[..end].iter().any(|&letter| is_vowel(letter))
    }

    /// Step 1a.
    fn plural(&mut self) {
        let len = self.letters.len();
        if self.ends("sses") {
            self.cut(2);
        } else if self.ends("ied") || self.ends("ies") {
            self.cut(if len > 4 { 2 } else { 1 });
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") && self.has_vowel_before(len - 2) {
            self.cut(1);
        }
    }

    /// Step 1b.
    fn past_and_participle(&mut self) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|ending| self.ends(ending)) {
            if self.is_in(ending, self.r1) {
                self.replace(ending, "ee");
            }
            return;
        }
        let Some(ending) = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| self.ends(ending)) else { return };
        if !self.has_vowel_before(self.letters.len() - ending.len()) {
            return;
        }
        self.cut(ending.len());
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.letters.push(b'e');
        } else if self.ends_double() {
            // "add", "egg" and the like keep both.
            if !(self.letters.len() == 3 && b"aeo".contains(&self.letters[0])) {
                self.cut(1);
            }
        } else if self.is_short() {
            self.letters.push(b'e');
        }
    }

    fn ends_double(&self) -> bool {
        match self.letters[..] {
            [.., a, b] => a == b && b"bdfgmnprt".contains(&b),
            _ => false,
        }
    }

    fn is_short(&self) -> bool {
        self.r1 >= self.letters.len() && ends_in_short_syllable(&self.letters)
    }

    /// Step 1c.
    fn final_y(&mut self) {
        if let [_, .., before, y @ (b'y' | b'Y')] = &mut self.letters[..]
            && !is_vowel(*before)
        {
            *y = b'i';
        }
    }

    fn step_2(&mut self) {
        let Some(&(ending, with)) = STEP_2.iter().find(|(ending, _)| self.ends(ending)) else { return };
        if !self.is_in(ending, self.r1) {
            return;
        }
        let before = self.letters.len().checked_sub(ending.len() + 1).map_or(0, |at| self.letters[at]);
        match ending {
            "ogi" if before != b'l' => {}
            "li" if !b"cdeghkmnrt".contains(&before) => {}
            _ => self.replace(ending, with),
        }
    }

    fn step_3(&mut self) {
        let Some(&(ending, with)) = STEP_3.iter().find(|(ending, _)| self.ends(ending)) else { return };
        if self.is_in(ending, if ending == "ative" { self.r2 } else { self.r1 }) {
            self.replace(ending, with);
        }
    }

    fn step_4(&mut self) {
        let Some(&ending) = STEP_4.iter().find(|ending| self.ends(ending)) else { return };
        let before = self.letters.len().checked_sub(ending.len() + 1).map_or(0, |at| self.letters[at]);
        if self.is_in(ending, self.r2) && (ending != "ion" || matches!(before, b's' | b't')) {
            self.cut(ending.len());
        }
    }

    fn step_5(&mut self) {
        if self.ends("e") {
            let before = &self.letters[..self.letters.len() - 1];
            let in_r1 = self.is_in("e", self.r1) && !ends_in_short_syllable(before);
            if self.is_in("e", self.r2) || in_r1 {
                self.cut(1);
            }
        } else if self.ends("ll") && self.is_in("l", self.r2) {
            self.cut(1);
        }
    }
}

/// Where the region after the first consonant behind a vowel starts, looking from `from` on.
fn region(letters: &[u8], from: usize) -> usize {
    let pairs = letters.get(from..).unwrap_or_default().windows(2);
    let found = pairs.into_iter().position(|pair| is_vowel(pair[0]) && !is_vowel(pair[1]));
    found.map_or(letters.len(), |at| from + at + 2)
}

/// A vowel between consonants, the last not w, x or Y; or a vowel at the beginning and a consonant.
fn ends_in_short_syllable(letters: &[u8]) -> bool {
    match letters {
        [first, last] => is_vowel(*first) && !is_vowel(*last),
        [.., before, vowel, last] => {
            !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !b"wxY".contains(last)
        }
        _ => false,
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        words.split(' ').for_each(|word| assert_eq!(expected, stem(word), "{word}"));
    }

    #[test]
    fn endings_of_one_word_meet() {
        check("run runs running", "run");
        check("shoe shoes", "shoe");
        check("relate related relating relates", "relat");
        check("happiness happy", "happi");
        check("generously generous", "generous");
        check("nationalization nationalize", "nation");
    }

    #[test]
    fn short_and_foreign_words_stay() {
        check("be", "be");
        check("sky skies", "sky");
        check("café", "café");
        check("2012", "2012");
    }
}
