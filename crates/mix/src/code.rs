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
    pub(crate) const fn expecting(one: u16) -> Self {
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
