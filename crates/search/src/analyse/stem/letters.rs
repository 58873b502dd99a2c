//! A word being stemmed, letter by letter, for languages beyond ASCII.

/// Letters and the regions that Snowball's algorithms speak of.
pub(super) struct Letters {
    pub(super) all: Vec<char>,
    /// After the first consonant behind a vowel.
    pub(super) r1: usize,
    /// The same again, from `r1` on.
    pub(super) r2: usize,
    vowels: &'static str,
}

impl Letters {
    pub(super) fn new(all: Vec<char>, vowels: &'static str) -> Self {
        let mut letters = Self { all, r1: 0, r2: 0, vowels };
        letters.r1 = letters.region(0);
        letters.r2 = letters.region(letters.r1);
        letters
    }

    pub(super) fn is_vowel(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|&letter| self.vowels.contains(letter))
    }

    /// The first place from `from` on that holds a vowel, or a consonant; the end if there is none.
    pub(super) fn find(&self, from: usize, vowel: bool) -> usize {
        (from..self.all.len()).find(|&at| self.is_vowel(at) == vowel).unwrap_or(self.all.len())
    }

    /// Whether the word without its last `cut` letters ends so.
    pub(super) fn ends_before(&self, cut: usize, ending: &str) -> bool {
        let Some(end) = self.all.len().checked_sub(cut) else { return false };
        let mut ending = ending.chars().rev();
        let mut letters = self.all[..end].iter().rev();
        ending.all(|letter| letters.next() == Some(&letter))
    }

    pub(super) fn ends(&self, ending: &str) -> bool {
        self.ends_before(0, ending)
    }

    /// The longest of the endings, separated by spaces, that the word ends in and that lies in the region from `region` on.
    pub(super) fn longest(&self, endings: &'static str, region: usize) -> Option<&'static str> {
        let fits = |ending: &&str| self.ends(ending) && self.all.len() >= region + ending.chars().count();
        endings.split(' ').filter(fits).max_by_key(|ending| ending.len())
    }

    /// Whether the word's last letters, as many as `ending` has, lie in the region from `region` on.
    pub(super) fn is_in(&self, ending: &str, region: usize) -> bool {
        self.all.len() >= region + ending.chars().count()
    }

    pub(super) fn cut(&mut self, ending: &str) {
        self.all.truncate(self.all.len().saturating_sub(ending.chars().count()));
    }

    /// Cuts an ending if the word has it and it lies in the region from `region` on; whether it did.
    pub(super) fn cut_if(&mut self, ending: &'static str, region: usize) -> bool {
        let found = self.longest(ending, region);
        found.into_iter().for_each(|ending| self.cut(ending));
        found.is_some()
    }

    pub(super) fn push(&mut self, ending: &str) {
        self.all.extend(ending.chars());
    }

    pub(super) fn into_word(self) -> String {
        self.all.into_iter().collect()
    }

    fn region(&self, from: usize) -> usize {
        (self.find(self.find(from, true), false) + 1).min(self.all.len())
    }
}
