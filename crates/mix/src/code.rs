//! Numbers as bits that cost what they are worth: an arithmetic coder whose probabilities follow what it has seen.
//!
//! Most numbers of a list are small, and how small differs from list to list: a code of whole bytes, or of whole bits, wastes
//! a third. The coder is the carry-free one of Mahoney's PAQ (2002). A number is cut into bits as in Elias' gamma code.

use crate::Malformed;

/// How likely a bit is to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bit {
    /// Of 65,536.
    one: u16,
    /// Bits seen, up to `SLOWEST`.
    seen: u8,
}

/// Bits from which on a probability moves no more slowly.
const SLOWEST: u8 = 60;

/// What a bit moves its probability by, of 65,536, after so many bits: 1 / (n + 1.6), the 1.6 found by trying.
const STEPS: [u16; SLOWEST as usize + 1] = {
    let mut steps = [0; SLOWEST as usize + 1];
    let mut seen = 0;
    while seen < steps.len() {
        steps[seen] = (655_360 / (10 * seen as u32 + 16)) as u16;
        seen += 1;
    }
    steps
};

impl Bit {
    /// As likely set as not, and nothing is known.
    pub const EVEN: Self = Self { one: 1 << 15, seen: 0 };

    /// Likely set so often of 65,536 times, but not for sure.
    const fn expecting(one: u16) -> Self {
        Self { one, seen: 4 }
    }

    /// Lets what comes next count for more beside what has been seen: 8 was found by trying.
    pub fn loosen(&mut self) {
        self.seen = self.seen.min(8);
    }

    /// How likely it is, and never for sure.
    fn likely(self) -> u32 {
        u32::from(self.one).clamp(48, 65_536 - 48)
    }

    fn learn(&mut self, bit: bool) {
        let goal = if bit { 65_535 } else { 0 };
        // The first and longest step is from the middle, so that 31 bits are enough.
        let step = i32::from(STEPS[usize::from(self.seen)]);
        self.one = (i32::from(self.one) + (((goal - i32::from(self.one)) * step) >> 16)) as u16;
        self.seen = (self.seen + 1).min(SLOWEST);
    }
}

/// Writes bits.
#[derive(Debug)]
pub struct Encoder {
    low: u32,
    high: u32,
    out: Vec<u8>,
}

impl Default for Encoder {
    fn default() -> Self {
        Self { low: 0, high: u32::MAX, out: Vec::new() }
    }
}

impl Encoder {
    /// Nothing is written.
    pub fn new() -> Self {
        Self::default()
    }

    /// Bytes so far, a few that are still to come left out.
    pub fn written(&self) -> usize {
        self.out.len()
    }

    /// Writes a bit as likely as its model makes it, which learns from it.
    pub fn bit(&mut self, model: &mut Bit, bit: bool) {
        self.put(model.likely(), bit);
        model.learn(bit);
    }

    /// Writes a bit that is so likely of 65,536 to be set, which is neither never nor for sure.
    pub fn put(&mut self, likely: u32, bit: bool) {
        let middle = split(self.low, self.high, likely);
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            self.out.push((self.high >> 24) as u8);
            (self.low, self.high) = (self.low << 8, self.high << 8 | 0xff);
        }
    }

    /// All bytes. Whoever reads takes what comes after them for zeros.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.push((self.low >> 24) as u8 + 1);
        self.out
    }
}

/// Reads bits. It has the bytes for itself, since whoever reads may pause.
#[derive(Debug)]
pub struct Decoder {
    low: u32,
    high: u32,
    code: u32,
    bytes: Box<[u8]>,
    at: usize,
}

impl Decoder {
    /// Begins to read what an [`Encoder`] has written.
    pub fn new(bytes: &[u8]) -> Self {
        let mut decoder = Self { low: 0, high: u32::MAX, code: 0, bytes: bytes.into(), at: 0 };
        (0..4).for_each(|_| decoder.shift());
        decoder
    }

    /// Reads a bit that was written by such a model.
    pub fn bit(&mut self, model: &mut Bit) -> bool {
        let bit = self.take(model.likely());
        model.learn(bit);
        bit
    }

    /// Fails if more was read than there is. Whoever reads things of which there may be many asks after each.
    pub fn check(&self) -> Result<(), Malformed> {
        if self.at > self.bytes.len() + 3 { Err(Malformed("it ends early")) } else { Ok(()) }
    }

    /// Reads a bit that was written as so likely.
    pub fn take(&mut self, likely: u32) -> bool {
        let middle = split(self.low, self.high, likely);
        let bit = self.code <= middle;
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            (self.low, self.high) = (self.low << 8, self.high << 8 | 0xff);
            self.shift();
        }
        bit
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.bytes.get(self.at).copied().unwrap_or_default());
        self.at += 1;
    }
}

/// Where a range is parted: `likely` of 65,536 parts belong to a bit that is set.
fn split(low: u32, high: u32, likely: u32) -> u32 {
    low + ((u64::from(high - low) * u64::from(likely)) >> 16) as u32
}

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
