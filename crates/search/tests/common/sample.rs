//! Words, pairs and typing errors drawn from stories with a fixed seed.

#![allow(dead_code)] // each test and example takes what it needs of this

use dateline_story::Story;

/// A generator of random numbers (xorshift), so that every run draws the same.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    /// A word of at least four letters from some story, so that common words are drawn more often.
    pub(crate) fn word(&mut self, stories: &[Story]) -> String {
        loop {
            let words = words(&stories[self.below(stories.len())]);
            let long: Vec<&String> = words.iter().filter(|word| word.len() >= 4).collect();
            if !long.is_empty() {
                return long[self.below(long.len())].clone();
            }
        }
    }

    /// Two neighbours.
    pub(crate) fn pair(&mut self, stories: &[Story]) -> String {
        self.run(stories, 2).join(" ")
    }

    /// Some words of one story, in order, as a finished sentence.
    pub(crate) fn sentence(&mut self, stories: &[Story], words: usize) -> String {
        self.run(stories, words).join(" ") + " "
    }

    /// The word with one letter too many, too few or wrong, or two swapped.
    pub(crate) fn typo(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.below(letters.len() - 1);
        let other = char::from(b'a' + self.below(26) as u8);
        match self.below(4) {
            0 => letters.insert(at, other),
            1 => {
                letters.remove(at);
            }
            2 => letters[at] = other,
            _ => letters.swap(at, at + 1),
        }
        letters.into_iter().collect()
    }

    fn run(&mut self, stories: &[Story], count: usize) -> Vec<String> {
        loop {
            let words = words(&stories[self.below(stories.len())]);
            if words.len() >= count {
                let start = self.below(words.len() - count + 1);
                return words[start..start + count].to_vec();
            }
        }
    }
}

/// The words of a story's headline and body that have nothing but letters.
pub(crate) fn words(story: &Story) -> Vec<String> {
    let mut words = Vec::new();
    let mut take = |text: &str| {
        let plain = text.split_whitespace().map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
        words.extend(
            plain
                .filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic()))
                .map(str::to_lowercase),
        );
    };
    take(&story.headline);
    story.body.iter().for_each(|block| block.each_text(&mut take));
    words
}
