//! How long a story's texts are, in the two bytes that ranking reads for each posting.

/// What ranking reads of a story for each posting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Length {
    /// Tokens in the body as [`body_tokens`] reads them, and `GONE` besides once the story has been removed.
    body: u8,
    /// Tokens in the headline, or the most that fit.
    pub(crate) headline_tokens: u8,
}

const GONE: u8 = 1 << 7;

impl Length {
    pub(crate) fn new(headline_tokens: u32, body_tokens: u32) -> Self {
        let body_tokens = body_tokens.min(u16::MAX.into());
        let cut = cut(body_tokens);
        let headline_tokens = headline_tokens.min(u8::MAX.into());
        Self {
            body: (cut * 4 + (body_tokens >> cut)) as u8,
            headline_tokens: (headline_tokens >> self::cut(headline_tokens) << self::cut(headline_tokens)) as u8,
        }
    }

    /// The greater of both, each for itself: 0 is for what is not known.
    pub(super) fn or(self, other: Self) -> Self {
        // Codes order as lengths do, and below what is gone.
        Self { body: self.body.max(other.body), headline_tokens: self.headline_tokens.max(other.headline_tokens) }
    }

    pub(crate) fn remove(&mut self) {
        self.body |= GONE;
    }

    pub(crate) fn is_live(self) -> bool {
        self.body < GONE
    }

    /// The code of the body's tokens, see [`body_tokens`]; greater than any once the story has been removed.
    #[inline]
    pub(crate) fn body_code(self) -> usize {
        self.body.into()
    }

    /// Tokens in the body, or the most that fit.
    pub(crate) fn body_tokens(self) -> u16 {
        body_tokens((self.body & !GONE).into())
    }
}

/// Binary digits that a length loses: the first three are kept. Ranking makes no use of more, and an archive keeps lengths
/// with every posting.
fn cut(length: u32) -> u32 {
    length.checked_ilog2().unwrap_or_default().saturating_sub(2)
}

/// The lengths of bodies have so many codes.
pub(crate) const BODY_CODES: usize = 60;

/// The tokens that a code means: of a length with more than three binary digits the code is those three, of which the first
/// is 1, and four times the number of the others.
pub(crate) fn body_tokens(code: usize) -> u16 {
    let cut = (code / 4).saturating_sub(1);
    ((code - 4 * cut) << cut) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_binary_digits_of_a_length_come_back() {
        for tokens in 0..200_000_u32 {
            let kept = tokens.min(u16::MAX.into());
            let expected =
                (0..).map(|cut| kept >> cut << cut).find(|rough| rough >> rough.trailing_zeros().min(16) < 8);
            let length = Length::new(tokens, tokens);
            assert!(length.is_live() && length.body_code() < BODY_CODES);
            assert_eq!(expected, Some(length.body_tokens().into()), "{tokens}");
            if tokens < 256 {
                assert_eq!(expected, Some(length.headline_tokens.into()), "{tokens}");
            }
        }
    }

    #[test]
    fn what_is_gone_keeps_its_length() {
        let mut length = Length::new(7, 900);
        length.remove();
        assert!(!length.is_live() && length.body_code() >= BODY_CODES);
        assert_eq!((7, 896), (length.headline_tokens, length.body_tokens()));
        assert!(!length.or(Length::new(9, 1)).is_live());
    }
}
