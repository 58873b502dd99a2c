//! Related stories: those that share tags and telling words.

use crate::gather::{Match, rarity};
use crate::index::postings::Postings;
use crate::index::{Index, StoryId, UNDATED};
use crate::order::places_by;
use crate::search::Sort;
use crate::top::Top;

/// Telling words that are compared; more cost time and add little.
const WORDS: usize = 12;

/// A shared tag counts as much as so many shared words of the same rarity.
const TAG_WEIGHT: f32 = 1.5;

/// The live stories most like one story, best first, itself left out.
///
/// A story scores the rarity of each of the other's telling words and tags that it shares, words in its headline twice.
pub fn related(index: &Index, id: StoryId, limit: usize) -> Vec<StoryId> {
    if !index.stories.is_live(id.0) {
        return Vec::new();
    }
    let mut score = vec![0.0_f32; index.stories.len()];
    add_words(index, id.0, &mut score);
    add_tags(index, id.0, &mut score);
    let mut top = Top::new(Sort::Relevance, limit);
    for (story, &score) in (0_u32..).zip(&score) {
        if score > 0.0 && story != id.0 && index.stories.is_live(story) {
            top.offer(&Match { story, score, full: true }, || UNDATED);
        }
    }
    top.into_hits().into_iter().map(|hit| hit.story).collect()
}

fn add_words(index: &Index, story: u32, score: &mut [f32]) {
    let terms = index.stories.key_terms(story);
    let stories: Vec<u32> = terms.iter().map(|&term| index.terms.stories(term)).collect();
    let shared =
        places_by(&stories).into_iter().map(|place| terms[place]).filter(|&term| index.terms.stories(term) > 1);
    let mut bytes = Vec::new();
    for term in shared.take(WORDS) {
        let rarity = rarity(index.stories.len(), index.terms.stories(term) as usize);
        index.terms.read(term, &mut bytes);
        let mut postings = Postings::new(&bytes);
        while postings.next() {
            let in_headline = postings.mask & crate::Field::Headline.bit() != 0;
            score[postings.story as usize] += rarity * if in_headline { 2.0 } else { 1.0 };
        }
    }
}

fn add_tags(index: &Index, story: u32, score: &mut [f32]) {
    let tags = index.stories.tags(story);
    if tags.is_empty() {
        return;
    }
    for (other, score) in (0_u32..).zip(score) {
        let shared = index.stories.tags(other).iter().filter(|tag| tags.contains(tag));
        let rarities = shared.map(|&tag| rarity(index.len(), index.labels.get(tag).stories as usize));
        *score += TAG_WEIGHT * rarities.sum::<f32>();
    }
}
