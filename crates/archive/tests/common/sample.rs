//! Queries of each kind, drawn from stories with a fixed seed, so that common words are drawn more often.

#![allow(dead_code)] // each test and example takes what it needs of this

use super::corpus::Dice;
use dateline_story::Story;

/// The kinds of queries that are measured.
pub(crate) const KINDS: [&str; 9] = [
    "one word",
    "two words",
    "three letters",
    "phrase",
    "typo",
    "tag + word",
    "common word",
    "excluded",
    "three words",
];

/// So many queries of a kind, each with a tag that is chosen, or none.
pub(crate) fn queries(kind: &str, stories: &[Story], count: usize) -> Vec<(String, Option<String>)> {
    let mut dice = Dice::new(kind.len() as u64 * 31 + 7);
    (0..count).map(|_| query(kind, stories, &mut dice)).collect()
}

fn query(kind: &str, stories: &[Story], dice: &mut Dice) -> (String, Option<String>) {
    let plain = |typed: String| (typed, None);
    match kind {
        "one word" => plain(word(stories, dice) + " "),
        "two words" => plain(run(stories, dice, 2) + " "),
        "three words" => plain(run(stories, dice, 3) + " "),
        "three letters" => plain(word(stories, dice).chars().take(3).collect()),
        "phrase" => plain(format!("\"{}\"", run(stories, dice, 2))),
        "typo" => plain(typo(&word(stories, dice), dice) + " "),
        "tag + word" => loop {
            let story = &stories[dice.below(stories.len())];
            let words = words(story);
            if let (Some(tag), false) = (story.tags.first(), words.is_empty()) {
                break (words[dice.below(words.len())].clone() + " ", Some(tag.name.clone()));
            }
        },
        "common word" => plain(["the ", "of ", "in ", "to ", "and ", "a "][dice.below(6)].to_owned()),
        _ => plain(format!("{} -{} ", word(stories, dice), word(stories, dice))),
    }
}

/// A word of at least four letters.
pub(crate) fn word(stories: &[Story], dice: &mut Dice) -> String {
    loop {
        let words = words(&stories[dice.below(stories.len())]);
        let long: Vec<&String> = words.iter().filter(|word| word.len() >= 4).collect();
        if !long.is_empty() {
            return long[dice.below(long.len())].clone();
        }
    }
}

/// The word with one letter too many, too few or wrong, or two swapped.
pub(crate) fn typo(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len() - 1);
    let other = char::from(b'a' + dice.below(26) as u8);
    match dice.below(4) {
        0 => letters.insert(at, other),
        1 => {
            letters.remove(at);
        }
        2 => letters[at] = other,
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

fn run(stories: &[Story], dice: &mut Dice, count: usize) -> String {
    loop {
        let words = words(&stories[dice.below(stories.len())]);
        if words.len() >= count {
            let start = dice.below(words.len() - count + 1);
            return words[start..start + count].join(" ");
        }
    }
}

/// The words of a story's headline and body that have nothing but letters.
fn words(story: &Story) -> Vec<String> {
    let mut words = Vec::new();
    let mut take = |text: &str| {
        let plain = text.split_whitespace().map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
        let plain = plain.filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        words.extend(plain.map(str::to_lowercase));
    };
    take(&story.headline);
    story.body.iter().for_each(|block| block.each_text(&mut take));
    words
}
