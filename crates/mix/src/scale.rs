//! Likelihoods and guesses, which are their logarithms of odds and can be added up.

/// Guesses go as far as this either way.
const SUREST: i32 = 2_047;
/// Half of all guesses, so that they are places in a table.
const HALF: usize = 1 << 11;

/// 65,536 ÷ (1 + e^(−x ÷ 256)) at x = −2,048, −1,920 and so on; between them it is a straight line.
const SQUASHED: [i32; 33] = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768, 40793, 47911, 53581,
    57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514,
];

/// Both ways from one to the other.
pub(crate) struct Scale {
    squashed: [u16; 2 * HALF],
    stretched: [i16; 4_096],
}

impl Scale {
    pub(crate) fn new() -> Self {
        let squash = |at: usize| {
            let (point, rest) = (at >> 7, (at & 127) as i32);
            ((SQUASHED[point] * (128 - rest) + SQUASHED[point + 1] * rest + 64) >> 7) as u16
        };
        let squashed: [u16; 2 * HALF] = std::array::from_fn(squash);
        let mut at = 1;
        let stretched = std::array::from_fn(|likely| {
            while at < squashed.len() - 1 && usize::from(squashed[at] >> 4) < likely {
                at += 1;
            }
            at as i16 - HALF as i16
        });
        Self { squashed, stretched }
    }

    /// How likely, of 65,536, a sum of guesses makes it; as sure as can be at most.
    #[inline]
    pub(crate) fn squash(&self, sum: f32) -> u32 {
        let at = (sum as i32).clamp(-SUREST, SUREST) + HALF as i32;
        self.squashed[at as usize & (2 * HALF - 1)].into()
    }

    /// The guess that squashes to such a likelihood, of 65,536: the least that squashes to it or more, to a 4,096th.
    #[inline]
    pub(crate) fn stretch(&self, likely: u16) -> f32 {
        self.stretched[usize::from(likely >> 4)].into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_and_likelihoods_go_into_one_another() {
        let scale = Scale::new();
        assert_eq!([22, 32_768, 65_514], [scale.squash(-9_999.9), scale.squash(0.0), scale.squash(f32::INFINITY)]);
        let near = |likely: u16| (scale.squash(scale.stretch(likely)) as i32 - i32::from(likely)).abs() <= 96;
        assert!((22..65_514).all(near));
    }
}
