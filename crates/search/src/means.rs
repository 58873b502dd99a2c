//! What an occurrence of a word is worth by its field and the length of the text: the weights of the formula in [`gather`].
//!
//! [`gather`]: crate::gather

use crate::fields::Field;

const B_BODY: f32 = 0.7;
const B_HEADLINE: f32 = 0.3;

/// What one occurrence in a field is worth beside one in the body, as [`Field::ALL`].
pub(crate) const WEIGHTS: [f32; 8] = [2.5, 1.5, 1.2, 1.5, 1.0, 0.8, 2.0, 1.0];

/// Mean tokens of all live stories' headlines and bodies, at least 1 each, which a story's own are held against.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// In a headline.
    pub headline: f32,
    /// In a body.
    pub body: f32,
}

impl Means {
    /// From the tokens of so many stories.
    pub fn of(stories: u32, headline_tokens: u64, body_tokens: u64) -> Self {
        let stories = stories.max(1) as f32;
        Self { headline: (headline_tokens as f32 / stories).max(1.0), body: (body_tokens as f32 / stories).max(1.0) }
    }

    /// The weighted occurrences of a posting, see the formula in `gather`: `counts` is right where `mask` has the field's bit.
    #[inline]
    pub fn weigh(&self, mask: u8, counts: &[u32; 8], headline_tokens: f32, body_tokens: f32) -> f32 {
        // Most postings are of the body alone.
        if mask == Field::Body.bit() {
            return self.weigh_field(BODY, counts, headline_tokens, body_tokens);
        }
        self.weigh_fields(mask, counts, headline_tokens, body_tokens)
    }

    fn weigh_fields(&self, mask: u8, counts: &[u32; 8], headline_tokens: f32, body_tokens: f32) -> f32 {
        let mut sum = 0.0;
        let mut rest = mask;
        while rest != 0 {
            let field = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            sum += self.weigh_field(field, counts, headline_tokens, body_tokens);
        }
        sum
    }

    /// What an occurrence in a body of so many tokens is divided by.
    #[inline]
    pub(crate) fn body_length(&self, body_tokens: f32) -> f32 {
        1.0 - B_BODY + B_BODY * body_tokens / self.body
    }

    /// As much for a headline.
    #[inline]
    pub(crate) fn headline_length(&self, headline_tokens: f32) -> f32 {
        1.0 - B_HEADLINE + B_HEADLINE * headline_tokens / self.headline
    }

    #[inline]
    fn weigh_field(&self, field: usize, counts: &[u32; 8], headline_tokens: f32, body_tokens: f32) -> f32 {
        let length = match field {
            BODY => self.body_length(body_tokens),
            HEADLINE => self.headline_length(headline_tokens),
            _ => 1.0,
        };
        WEIGHTS[field] * counts[field] as f32 / length
    }
}

const BODY: usize = Field::Body as usize;
const HEADLINE: usize = Field::Headline as usize;
