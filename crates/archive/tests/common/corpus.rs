//! Stories put together at random from few words, so that words have many stories and stories many words.

#![allow(dead_code)] // each test takes what it needs of this

use dateline_story::{Block, Byline, Person, Story, Tag, Text, Timestamp};

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
}

const STARTS: [&str; 24] = [
    "mayor", "ferry", "harbour", "strike", "island", "vote", "council", "price", "market", "school", "bridge", "storm",
    "court", "union", "budget", "river", "factory", "hospital", "minister", "border", "festival", "police", "energy",
    "é",
];
const ENDS: [&str; 10] = ["", "s", "ing", "ed", "er", "less", "land", "ward", "hood", "al"];
const COMMON: [&str; 8] = ["the", "of", "and", "in", "to", "a", "for", "with"];
const TAGS: [&str; 6] = ["Politics", "Sea", "Money", "Weather", "İstanbul", "Courts"];

/// A word, the first ones much more often than the last.
fn word(dice: &mut Dice) -> String {
    if dice.below(3) == 0 {
        return COMMON[dice.below(COMMON.len())].to_owned();
    }
    let start = dice.below(STARTS.len()).min(dice.below(STARTS.len()));
    let end = dice.below(ENDS.len()).min(dice.below(ENDS.len()));
    [STARTS[start], ENDS[end]].concat()
}

fn words(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
}

/// So many stories, always the same for one seed.
pub(crate) fn stories(count: usize, seed: u64) -> Vec<Story> {
    let mut dice = Dice::new(seed);
    (0..count)
        .map(|at| {
            let len = 2 + dice.below(7);
            let mut story = Story::new(format!("story-{at}"), words(&mut dice, len));
            for _ in 0..dice.below(4) {
                let len = 3 + dice.below(40);
                story.body.push(Block::Paragraph(Text::plain(words(&mut dice, len))));
            }
            for _ in 0..dice.below(3) {
                let tag = Tag::new(TAGS[dice.below(TAGS.len())]).expect("a tag");
                if !story.tags.contains(&tag) {
                    story.tags.push(tag);
                }
            }
            if dice.below(3) == 0 {
                let name = format!("Ada {}", STARTS[dice.below(STARTS.len())]);
                story.byline = Byline { people: vec![Person { name, url: None }], printed: None };
            }
            // Some have no date, and some share theirs.
            let day = dice.below(900) as i64;
            story.published = (dice.below(20) > 0).then(|| Timestamp::from_seconds(1_300_000_000 + day * 86_400));
            story
        })
        .collect()
}

/// Queries of every sort for such stories.
pub(crate) fn queries(count: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    (0..count).map(|at| query(&mut dice, at)).collect()
}

fn query(dice: &mut Dice, at: usize) -> String {
    let mut plain = || loop {
        let word = word(dice);
        if !COMMON.contains(&word.as_str()) {
            return word;
        }
    };
    let (first, second) = (plain(), plain());
    let third = plain();
    match at % 15 {
        0 => format!("{first} "),
        1 => format!("{first} {second} "),
        2 => first.chars().take(1).collect(),
        3 => first.chars().take(3).collect(),
        4 => first,
        5 => format!("\"{first} {second}\""),
        6 => format!("\"the {first}\" "),
        7 => format!("{first} -{second} "),
        8 => format!("{first} OR {second} "),
        9 => format!("by:{first} "),
        10 => format!("title:{first} {second} "),
        11 => {
            let mut letters: Vec<char> = first.chars().collect();
            let place = letters.len() / 2;
            letters.insert(place, 'q');
            letters.into_iter().collect::<String>() + " "
        }
        12 => format!("the {first} of "),
        13 => format!("{first} {second} {third} "),
        _ => format!("{first} {second} from:2012 "),
    }
}
