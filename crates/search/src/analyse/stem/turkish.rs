//! Turkish stems. Source: snowballstem.org, "Turkish stemming algorithm" (E. Kapusuz Çilden, 2006).
//!
//! Suffixes stand one behind the other, so a word is read from its end: suffixes are passed, and what has been passed is cut.
//! A capital in a suffix's name is a letter that changes with the word: `lAr` is `lar` or `ler`, `DU` is `dı`, `tü` and so on.

use Before::{Anything, CloseVowel, Consonant};

const VOWELS: &str = "aeıioöuü";
const CLOSE_VOWELS: &str = "ıiuü";
/// A vowel of a suffix, and those of which one stands somewhere before it.
const HARMONY: [(char, &str); 8] =
    [('a', "aıou"), ('e', "eiöü"), ('ı', "aı"), ('i', "ei"), ('o', "ou"), ('ö', "öü"), ('u', "ou"), ('ü', "öü")];

/// A suffix.
struct Suffix {
    /// All its forms, separated by spaces.
    forms: &'static str,
    /// True if its vowels go by those before them.
    is_harmonic: bool,
    before: Before,
}

/// What may stand between a word and a suffix.
#[derive(Clone, Copy)]
enum Before {
    Anything,
    /// This consonant after a vowel; or none, where the word ends in a consonant after a vowel.
    Consonant(char),
    /// A close vowel after a consonant; or none, where the word ends in a vowel after a consonant.
    CloseVowel,
}

const fn harmonic(forms: &'static str, before: Before) -> Suffix {
    Suffix { forms, is_harmonic: true, before }
}

const fn plain(forms: &'static str, before: Before) -> Suffix {
    Suffix { forms, is_harmonic: false, before }
}

const POSSESSIVE: Suffix = plain("m mız miz muz müz n nız niz nuz nüz", CloseVowel);
const S_U: Suffix = harmonic(CLOSE_FORMS, Consonant('s'));
const LAR_I: Suffix = plain("leri ları", Anything);
const Y_U: Suffix = harmonic(CLOSE_FORMS, Consonant('y'));
const N_U: Suffix = harmonic("nı ni nu nü", Anything);
const N_UN: Suffix = harmonic("ın in un ün", Consonant('n'));
const Y_A: Suffix = harmonic("a e", Consonant('y'));
const NA: Suffix = harmonic("na ne", Anything);
const DA: Suffix = harmonic("da de ta te", Anything);
const NDA: Suffix = harmonic("nda nde", Anything);
const DAN: Suffix = harmonic("dan den tan ten", Anything);
const NDAN: Suffix = harmonic("ndan nden", Anything);
const Y_LA: Suffix = harmonic("la le", Consonant('y'));
const KI: Suffix = plain("ki", Anything);
const N_CA: Suffix = harmonic("ca ce", Consonant('n'));
const Y_UM: Suffix = harmonic("ım im um üm", Consonant('y'));
const SUN: Suffix = harmonic("sın sin sun sün", Anything);
const Y_UZ: Suffix = harmonic("ız iz uz üz", Consonant('y'));
const SUNUZ: Suffix = plain("sınız siniz sunuz sünüz", Anything);
const LAR: Suffix = harmonic("ler lar", Anything);
const NUZ: Suffix = harmonic("nız niz nuz nüz", Anything);
const DUR: Suffix = harmonic("tır tir tur tür dır dir dur dür", Anything);
const CASINA: Suffix = plain("casına cesine", Anything);
const Y_DU: Suffix = harmonic(
    "tım tim tum tüm dım dim dum düm tın tin tun tün dın din dun dün tık tik tuk tük dık dik duk dük tı ti tu tü dı di du dü",
    Consonant('y'),
);
const Y_SA: Suffix = plain("sam san sak sem sen sek sa se", Consonant('y'));
const Y_MUS: Suffix = harmonic("mış miş muş müş", Consonant('y'));
const Y_KEN: Suffix = plain("ken", Consonant('y'));

const CLOSE_FORMS: &str = "ı i u ü";
/// Endings for who does something.
const PERSONS: [&Suffix; 5] = [&SUNUZ, &LAR, &Y_UM, &SUN, &Y_UZ];

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    let mut word = Word { letters: word.chars().collect(), passed: 0, from: 0 };
    if word.letters.iter().filter(|&&letter| VOWELS.contains(letter)).count() > 1 {
        if word.verb_endings() {
            word.passed = 0;
            word.noun_endings();
        }
        word.mend();
    }
    word.letters.into_iter().collect()
}

/// A word that is read from its end.
struct Word {
    letters: Vec<char>,
    /// Letters between the place where reading is and the end.
    passed: usize,
    /// Letters between the place that cutting begins at and the end.
    from: usize,
}

impl Word {
    /// Cuts the endings that make a sentence of a noun; false if no others may be cut then.
    fn verb_endings(&mut self) -> bool {
        self.from = 0;
        if self.any(&[&Y_MUS, &Y_DU, &Y_SA, &Y_KEN]) || self.all(|word| word.pass(&CASINA) && word.narrated()) {
            self.cut();
            return true;
        }
        if self.pass(&LAR) {
            self.cut();
            self.cut_any(&[&DUR, &Y_DU, &Y_SA, &Y_MUS]);
            return false;
        }
        if self.all(|word| word.pass(&NUZ) && word.any(&[&Y_DU, &Y_SA])) {
            self.cut();
        } else if self.any(&[&SUNUZ, &Y_UZ, &SUN, &Y_UM]) {
            self.cut();
            self.cut_any(&[&Y_MUS]);
        } else if self.pass(&DUR) {
            self.cut();
            if self.all(Self::narrated) {
                self.cut();
            }
        }
        true
    }

    /// Passes what says that something is told, the person first.
    fn narrated(&mut self) -> bool {
        self.any(&PERSONS);
        self.pass(&Y_MUS)
    }

    /// Cuts the endings of a noun: the first of these ways that is one.
    fn noun_endings(&mut self) {
        let ways: [fn(&mut Self) -> bool; 10] = [
            |word| word.cut_any(&[&LAR]) && word.maybe(Self::ki),
            |word| {
                word.cut_any(&[&N_CA]) && word.maybe(|word| word.all(Self::cut_lari) || word.owned() || word.plural())
            },
            |word| {
                word.mark(&[&NDA, &NA]) && (word.all(Self::lari_passed) || word.all(Self::owned_passed) || word.ki())
            },
            |word| word.mark(&[&NDAN, &N_U]) && (word.all(Self::owned_passed) || word.pass(&LAR_I)),
            |word| word.cut_any(&[&DAN]) && word.maybe(|word| word.mine() || word.plural_or_more() || word.ki()),
            |word| word.cut_any(&[&N_UN, &Y_LA]) && word.maybe(|word| word.plural() || word.owned() || word.ki()),
            Self::cut_lari,
            Self::ki,
            |word| word.cut_any(&[&DA, &Y_U, &Y_A]) && word.maybe(Self::plural_or_mine),
            Self::owned,
        ];
        for way in ways {
            if self.all(way) {
                return;
            }
        }
    }

    /// Cuts `ki` and what stands before it; false if there is none.
    fn ki(&mut self) -> bool {
        self.from = self.passed;
        self.all(|word| word.pass(&KI) && (word.ki_of_place() || word.ki_of_owner() || word.ki_inside()))
    }

    fn ki_of_place(&mut self) -> bool {
        if !self.pass(&DA) {
            return false;
        }
        self.cut();
        self.maybe(|word| word.plural_or_more() || word.mine())
    }

    fn ki_of_owner(&mut self) -> bool {
        if !self.pass(&N_UN) {
            return false;
        }
        self.cut();
        self.maybe(|word| word.all(Self::cut_lari) || word.owned() || word.ki())
    }

    fn ki_inside(&mut self) -> bool {
        self.pass(&NDA) && (self.all(Self::lari_passed) || self.all(Self::owned_passed) || self.ki())
    }

    /// Cuts a plural, and `ki` before it if there is one.
    fn plural_or_more(&mut self) -> bool {
        self.cut_any(&[&LAR]) && self.maybe(Self::ki)
    }

    /// Cuts a plural and `ki` before it; the plural goes even if there is no `ki`, which is said to be false.
    fn plural(&mut self) -> bool {
        self.all(|word| word.cut_any(&[&LAR]) && word.ki())
    }

    /// Cuts an owner, of the first or second person, and a plural before it.
    fn mine(&mut self) -> bool {
        self.cut_any(&[&POSSESSIVE]) && self.maybe(Self::plural)
    }

    /// Cuts any owner, and a plural before it.
    fn owned(&mut self) -> bool {
        self.cut_any(&[&POSSESSIVE, &S_U]) && self.maybe(Self::plural)
    }

    /// As [`Self::owned`] for the third person, after what has been passed already.
    fn owned_passed(&mut self) -> bool {
        if !self.pass(&S_U) {
            return false;
        }
        self.cut();
        self.maybe(Self::plural)
    }

    fn lari_passed(&mut self) -> bool {
        let found = self.pass(&LAR_I);
        if found {
            self.cut();
        }
        found
    }

    fn cut_lari(&mut self) -> bool {
        self.cut_any(&[&LAR_I])
    }

    fn plural_or_mine(&mut self) -> bool {
        if self.cut_any(&[&POSSESSIVE]) {
            self.cut_any(&[&LAR]);
        } else if !self.cut_any(&[&LAR]) {
            return false;
        }
        self.ki()
    }

    /// Gives a word that lost too much its last letter back.
    fn mend(&mut self) {
        // Name and surname, which are stems as they are.
        if self.letters == ['a', 'd'] || self.letters == ['s', 'o', 'y', 'a', 'd'] {
            return;
        }
        let last_vowel = self.letters.iter().rev().find(|&&letter| VOWELS.contains(letter));
        if let (Some('d' | 'g'), Some(vowel)) = (self.letters.last(), last_vowel) {
            self.letters.push(match vowel {
                'a' | 'ı' => 'ı',
                'e' | 'i' => 'i',
                'o' | 'u' => 'u',
                _ => 'ü',
            });
        }
        if let Some(last) = self.letters.last_mut() {
            *last = match *last {
                'b' => 'p',
                'c' => 'ç',
                'd' => 't',
                'ğ' => 'k',
                other => other,
            };
        }
    }

    /// Begins a stretch to be cut and passes one of the suffixes.
    fn mark(&mut self, suffixes: &[&Suffix]) -> bool {
        self.from = self.passed;
        self.any(suffixes)
    }

    /// Cuts the first of the suffixes that stands here.
    fn cut_any(&mut self, suffixes: &[&Suffix]) -> bool {
        let found = self.mark(suffixes);
        if found {
            self.cut();
        }
        found
    }

    /// Cuts what has been passed since the stretch began.
    fn cut(&mut self) {
        let end = self.letters.len();
        self.letters.drain(end - self.passed..end - self.from);
        self.passed = self.from;
    }

    /// Takes a step, back again if it leads nowhere.
    fn all(&mut self, step: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.passed;
        let found = step(self);
        if !found {
            self.passed = before;
        }
        found
    }

    /// As [`Self::all`], and content with either.
    fn maybe(&mut self, step: impl FnOnce(&mut Self) -> bool) -> bool {
        self.all(step);
        true
    }

    /// Passes the first of the suffixes that stands here.
    fn any(&mut self, suffixes: &[&Suffix]) -> bool {
        suffixes.iter().any(|suffix| self.pass(suffix))
    }

    /// Passes a suffix; false, without a move, if none of its forms stands here.
    fn pass(&mut self, suffix: &Suffix) -> bool {
        if suffix.is_harmonic && !self.is_in_harmony() {
            return false;
        }
        let fits = |form: &&str| form.chars().rev().enumerate().all(|(at, letter)| self.letter(at) == Some(letter));
        let longest = suffix.forms.split(' ').filter(fits).map(|form| form.chars().count()).max();
        let Some(longest) = longest else { return false };
        self.all(|word| {
            word.passed += longest;
            word.joins(suffix.before)
        })
    }

    /// Passes what stands between the word and a suffix; false if the two do not go together.
    fn joins(&mut self, before: Before) -> bool {
        let [last, second] = [self.letter(0), self.letter(1)];
        let is_vowel = |letter: Option<char>| letter.is_some_and(|letter| VOWELS.contains(letter));
        let is_consonant = |letter: Option<char>| letter.is_some_and(|letter| !VOWELS.contains(letter));
        let (is_tie, fits) = match before {
            Anything => return true,
            Consonant(consonant) => (last == Some(consonant), is_vowel(second)),
            CloseVowel => (last.is_some_and(|last| CLOSE_VOWELS.contains(last)), is_consonant(second)),
        };
        self.passed += usize::from(is_tie && fits);
        fits
    }

    fn is_in_harmony(&self) -> bool {
        let mut letters = self.letters[..self.letters.len() - self.passed].iter().rev();
        let Some(last) = letters.find(|&&letter| VOWELS.contains(letter)) else { return false };
        HARMONY.iter().any(|(vowel, others)| vowel == last && letters.clone().any(|&letter| others.contains(letter)))
    }

    /// The letter so many before the place where reading is.
    fn letter(&self, before: usize) -> Option<char> {
        self.letters.len().checked_sub(self.passed + before + 1).map(|at| self.letters[at])
    }
}
