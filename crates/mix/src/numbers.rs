//! Numbers as bits: how many binary digits one has, and then the first two of them, each more or less likely.

use crate::Malformed;
use crate::code::{Bit, Decoder, Encoder};

/// Numbers of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Whether a number has more than so many binary digits.
    longer: [Bit; DIGITS],
    /// The two digits after the first, by how many there are.
    digits: [[Bit; 3]; DIGITS],
}

/// Binary digits of a number, one added, at most.
const DIGITS: usize = 32;

/// e to the power of minus so many sixteenths, of 65,536.
const POWERS: [u16; 97] = {
    let mut powers = [u16::MAX; 97];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = ((powers[at - 1] as u32 * 61_565) >> 16) as u16;
        at += 1;
    }
    powers
};

impl Numbers {
    /// Numbers of which nothing is known but about how large they are on average.
    pub fn expecting(mean: u32) -> Self {
        let mut longer = [Bit::EVEN; DIGITS];
        for (digits, bit) in longer.iter_mut().enumerate() {
            // Of numbers at random around a mean, those above twice a limit are so many of those above it.
            let sixteenths = (16_u64 << digits) / (u64::from(mean) + 1);
            *bit = Bit::expecting(POWERS[sixteenths.min(96) as usize]);
        }
        Self { longer, digits: [[Bit::EVEN; 3]; DIGITS] }
    }

    /// Lets what comes next count for more beside what has been seen.
    pub fn loosen(&mut self) {
        self.longer.iter_mut().chain(self.digits.as_flattened_mut()).for_each(Bit::loosen);
    }

    /// Writes a number, which is less than 2³¹.
    pub fn put(&mut self, out: &mut Encoder, number: u32) {
        self.put_rough(out, number, DIGITS);
    }

    /// Writes a number that has zeros after so many binary digits, one added, after its first.
    pub fn put_rough(&mut self, out: &mut Encoder, number: u32, kept: usize) {
        let number = number + 1;
        let digits = number.ilog2() as usize;
        (0..digits).for_each(|at| out.bit(&mut self.longer[at], true));
        out.bit(&mut self.longer[digits], false);
        let mut node = 0;
        for left in (digits.saturating_sub(kept)..digits).rev() {
            let bit = number >> left & 1 == 1;
            match self.digits[digits].get_mut(node) {
                Some(model) => out.bit(model, bit),
                None => out.put(1 << 15, bit),
            }
            node = 2 * node + 1 + usize::from(bit);
        }
    }

    /// Reads a number.
    pub fn take(&mut self, from: &mut Decoder) -> Result<u32, Malformed> {
        self.take_rough(from, DIGITS)
    }

    /// Reads a number of which so many digits were written.
    pub fn take_rough(&mut self, from: &mut Decoder, kept: usize) -> Result<u32, Malformed> {
        let digits = self.longer.iter_mut().map(|model| from.bit(model)).take_while(|is_longer| *is_longer).count();
        from.check()?;
        if digits >= DIGITS - 1 {
            return Err(Malformed("a number is too large"));
        }
        let (mut number, mut node) = (1, 0);
        for _ in 0..digits.min(kept) {
            let bit = match self.digits[digits].get_mut(node) {
                Some(model) => from.bit(model),
                None => from.take(1 << 15),
            };
            number = number << 1 | u32::from(bit);
            node = 2 * node + 1 + usize::from(bit);
        }
        Ok((number << digits.saturating_sub(kept)) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(numbers: &[u32], mean: u32) -> Vec<u8> {
        let (mut out, mut models) = (Encoder::new(), Numbers::expecting(mean));
        numbers.iter().for_each(|&number| models.put(&mut out, number));
        out.finish()
    }

    #[test]
    fn numbers_come_back() {
        let mut numbers = vec![0, 1, 2, 3, 4, 127, 65_535, 1 << 24, (1 << 31) - 2];
        numbers.extend((0..3_000).map(|at| at * at % 97));
        for mean in [0, 1, 40, u32::MAX] {
            let bytes = coded(&numbers, mean);
            let (mut from, mut models) = (Decoder::new(&bytes), Numbers::expecting(mean));
            for &number in &numbers {
                assert_eq!(Ok(number), models.take(&mut from));
            }
        }
    }

    #[test]
    fn rough_numbers_come_back_and_cost_less() {
        let numbers: Vec<u32> = (0..400).map(|at| 1_000 + at * 37 % 30_000 - 1).map(|n| rough(n + 1, 3) - 1).collect();
        let (mut out, mut models) = (Encoder::new(), Numbers::expecting(9_000));
        numbers.iter().for_each(|&number| models.put_rough(&mut out, number, 3));
        let bytes = out.finish();
        assert!(bytes.len() < coded(&numbers, 9_000).len() / 2);
        let (mut from, mut models) = (Decoder::new(&bytes), Numbers::expecting(9_000));
        assert!(numbers.iter().all(|&number| models.take_rough(&mut from, 3) == Ok(number)));
    }

    fn rough(number: u32, kept: u32) -> u32 {
        let cut = number.ilog2().saturating_sub(kept);
        number >> cut << cut
    }

    #[test]
    fn what_is_expected_costs_little() {
        let gaps: Vec<u32> = (0..64).map(|at| 700 + at * 37 % 600).collect();
        // Numbers about 1,000 in ten to eleven bits each.
        let (expected, unexpected) = (coded(&gaps, 1_000).len(), coded(&gaps, 1).len());
        assert!(expected <= 64 * 11 / 8 && expected < unexpected, "{expected} {unexpected}");
        assert!(coded(&[1; 1_000], 0).len() < 20);
    }

    #[test]
    fn an_end_that_is_missing_is_noticed() {
        let bytes = coded(&[5_000; 40], 10);
        let (mut from, mut models) = (Decoder::new(&bytes[..9]), Numbers::expecting(10));
        assert!((0..40).any(|_| models.take(&mut from).is_err()));
        let (mut from, mut models) = (Decoder::new(&[]), Numbers::expecting(10));
        assert!((0..1_000_000).any(|_| models.take(&mut from).is_err()));
    }
}
