//! Likelihoods and guesses, which are their logarithms of odds and can be added up.

/// 4,096 ÷ (1 + e^(−x ÷ 256)) at x = −2,048, −1,920 and so on; between them it is a straight line.
const SQUASHED: [i32; 33] = [
    1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901,
    3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
];

/// How likely, of 4,096, a sum of guesses makes it.
pub(crate) const fn squash(sum: i32) -> i32 {
    let sum = if sum > 2_047 {
        2_047
    } else if sum < -2_047 {
        -2_047
    } else {
        sum
    };
    let (at, rest) = (((sum >> 7) + 16) as usize, sum & 127);
    (SQUASHED[at] * (128 - rest) + SQUASHED[at + 1] * rest + 64) >> 7
}

/// The guess that squashes to so much of 4,096: the least that squashes to it or more.
pub(crate) fn stretch(likely: u16) -> i32 {
    static STRETCHED: [i16; 4_096] = {
        let mut stretched = [2_047; 4_096];
        let (mut guess, mut next) = (-2_047, 0);
        while guess <= 2_047 {
            let likely = squash(guess) as usize;
            while next <= likely {
                stretched[next] = guess as i16;
                next += 1;
            }
            guess += 1;
        }
        stretched
    };
    STRETCHED[usize::from(likely)].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_and_likelihoods_go_into_one_another() {
        assert_eq!([1, 2_047, 4_094], [squash(-9_999), squash(0), squash(9_999)]);
        assert!((1..4_094).all(|likely| (squash(stretch(likely)) - i32::from(likely)).abs() <= 6));
    }
}
