//! Scales: what most postings weigh, worked out once for all of a query, so that none of them takes a division.
//!
//! A posting of the body, of the headline or of any other field takes the same steps: it is the sum of three weights, of which
//! those that it has nothing of are 0. A branch for each field would often be guessed wrong.

use crate::fields::Field;
use crate::index::postings::Holding;
use crate::index::{BODY_CODES, Length, body_tokens};
use crate::means::{Means, WEIGHTS};

/// Occurrences in a body are weighed up to so many.
const COUNTS: usize = 8;
/// The places of weights are counted from 1: at 0 stands what weighs nothing.
const BODIES: usize = 1 + BODY_CODES * COUNTS;
const HEADLINES: usize = 1 + u8::MAX as usize + 1;

/// What one occurrence weighs where length does not matter; 0 for the headline, the body, and both of them.
const ELSEWHERE: [f32; 16] = {
    let mut weights = [0.0; 16];
    let mut field = 1;
    while field < Field::Body as usize {
        weights[field] = WEIGHTS[field];
        field += 1;
    }
    weights
};

/// The weights of one index.
pub(crate) struct Scales {
    /// By the code of the body's length, then by how often it has the word.
    in_body: [f32; BODIES],
    /// Of one occurrence, by the headline's length.
    in_headline: [f32; HEADLINES],
}

impl Scales {
    pub(crate) fn new(means: &Means) -> Self {
        let lengths: [f32; BODY_CODES] = std::array::from_fn(|code| means.body_length(body_tokens(code).into()));
        let body = |at: usize| WEIGHTS[Field::Body as usize] * (at % COUNTS + 1) as f32 / lengths[at / COUNTS];
        let headline = |tokens: usize| WEIGHTS[Field::Headline as usize] / means.headline_length(tokens as f32);
        Self {
            in_body: std::array::from_fn(|place| place.checked_sub(1).map_or(0.0, body)),
            in_headline: std::array::from_fn(|place| place.checked_sub(1).map_or(0.0, headline)),
        }
    }

    /// What [`Means::weigh`] gives for all fields that hold the word; none if it has to, or if the story has been removed.
    #[inline(always)] // a call for each posting shows in the time of a query
    pub(crate) fn weigh(&self, holding: Holding, length: Length) -> Option<f32> {
        let (field, times) = (holding.place(), holding.times() as usize);
        let is_several_times_in_headline = field == 0 && times > 0;
        if times >= COUNTS || is_several_times_in_headline || !length.is_live() {
            return None;
        }
        let is_in_body = usize::from(field >= Field::Body as usize);
        // The headline's number is 0, and both's is 8.
        let is_in_headline = usize::from(field & 7 == 0);
        let body = self.in_body[(1 + length.body_code() * COUNTS + times) * is_in_body];
        let headline = self.in_headline[(1 + usize::from(length.headline_tokens)) * is_in_headline];
        Some(ELSEWHERE[field] * (times + 1) as f32 + headline + body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::postings::{Postings, ShortPosting, encode, place};

    /// Looks at a posting in stories of all lengths; in how many of them it is weighed.
    fn check(places: &[u32]) -> usize {
        let means = Means { headline: 7.3, body: 131.9 };
        let scales = Scales::new(&means);
        let mut bytes = Vec::new();
        encode(1, places, &mut bytes);
        bytes.extend([0; 8]);
        let mut posting = Postings::new(&bytes);
        assert!(posting.next());
        let holding = ShortPosting::read(&bytes, 0).expect("a short posting").holding;
        let mut weighed = 0;
        for step in 0..300 {
            let mut length = Length::new(step % 261, step * step);
            let (headline, body) = (length.headline_tokens.into(), length.body_tokens().into());
            if let Some(weight) = scales.weigh(holding, length) {
                let expected = means.weigh(posting.mask, &posting.counts, headline, body);
                assert_eq!(expected.to_bits(), weight.to_bits(), "{places:?} {length:?}");
                weighed += 1;
            }
            length.remove();
            assert_eq!(None, scales.weigh(holding, length));
        }
        weighed
    }

    #[test]
    fn postings_weigh_what_the_formula_says() {
        for count in 1..=5 {
            let run = |field| (0..count).map(move |at| place(field, at)).collect::<Vec<_>>();
            for field in Field::ALL {
                let is_weighed = field != Field::Headline || count == 1;
                assert_eq!(if is_weighed { 300 } else { 0 }, check(&run(field)));
            }
            assert_eq!(300, check(&[vec![place(Field::Headline, 3)], run(Field::Body)].concat()));
        }
    }
}
