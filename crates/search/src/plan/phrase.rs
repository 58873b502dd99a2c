//! Phrases: words one after the other in one field.

use super::PhraseHit;
use crate::index::Index;
use crate::index::postings::{POSITION_BITS, Postings};
use crate::marker::WordPattern;
use crate::order::{places_by, sort};

/// The stories that hold the words in this order, each right after the one before.
///
/// Cost: the rarest word's list is read with its places first; of the others only the places in stories that are left.
pub(crate) fn find(index: &Index, words: &[WordPattern], fields: u8) -> Vec<PhraseHit> {
    let elements: Vec<(u32, Vec<u32>)> =
        words.iter().enumerate().map(|(at, word)| (at as u32, word.terms(index))).collect();
    let stories = |terms: &[u32]| terms.iter().map(|&term| index.terms.stories(term)).fold(0, u32::saturating_add);
    let rarest_first = places_by(&elements.iter().map(|(_, terms)| stories(terms)).collect::<Vec<_>>());
    let mut starts: Option<Vec<u64>> = None;
    let mut bytes = Vec::new();
    for (offset, terms) in rarest_first.into_iter().map(|place| &elements[place]) {
        let mut found = Vec::new();
        for &term in terms {
            index.terms.read(term, &mut bytes);
            starts_of(&bytes, *offset, fields, starts.as_deref(), &mut found);
        }
        if terms.len() > 1 {
            sort(&mut found);
            found.dedup();
        }
        if found.is_empty() {
            return Vec::new();
        }
        starts = Some(found);
    }
    hits(index, &starts.unwrap_or_default())
}

/// Where phrases may start whose word at `offset` is in this list: story above, place below; only those in `allowed`.
fn starts_of(bytes: &[u8], offset: u32, fields: u8, allowed: Option<&[u64]>, found: &mut Vec<u64>) {
    let mut postings = Postings::new(bytes);
    let mut places = Vec::new();
    let mut next = 0;
    while postings.next() {
        if postings.mask & fields == 0 {
            continue;
        }
        let story = u64::from(postings.story) << 32;
        if let Some(allowed) = allowed {
            next += allowed[next..].iter().take_while(|&&start| start < story).count();
            if allowed.get(next).is_none_or(|start| start >> 32 != story >> 32) {
                continue;
            }
        }
        places.clear();
        postings.places(&mut places);
        for &place in places.iter().filter(|&&place| fields & 1 << (place >> POSITION_BITS) != 0) {
            let start = story | u64::from(place.wrapping_sub(offset));
            if allowed.is_none_or(|allowed| allowed[next..].binary_search(&start).is_ok()) {
                found.push(start);
            }
        }
    }
}

fn hits(index: &Index, starts: &[u64]) -> Vec<PhraseHit> {
    let mut hits: Vec<PhraseHit> = Vec::new();
    for start in starts {
        let story = (start >> 32) as u32;
        if !index.stories.is_live(story) {
            continue;
        }
        if hits.last().is_none_or(|hit| hit.story != story) {
            hits.push(PhraseHit { story, mask: 0, counts: [0; 8] });
        }
        if let Some(hit) = hits.last_mut() {
            let field = *start as u32 >> POSITION_BITS;
            hit.mask |= 1 << (field & 7);
            hit.counts[field as usize & 7] += 1;
        }
    }
    hits
}
