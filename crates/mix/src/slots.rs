//! What came after each context: a counter for each bit that may come, in slots found by the context's hash.

use crate::alphabet::STEP;
use crate::states::UNKNOWN;

/// Contexts: none, the last one, two and three bytes, the letters of the word so far, and these with the word before.
pub(crate) const CONTEXTS: usize = 6;
/// Counters of a slot, the first of which is the check of whose they are: a step of a byte's code takes fifteen.
const SLOT: usize = 1 << STEP;
/// Slots of a line.
const WAYS: usize = 4;

/// Counters of what may come in a step.
pub(crate) type Slot = [u8; SLOT];

/// Slots that are looked through for one context: as much as the processor fetches from memory at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(64))]
struct Line([Slot; WAYS]);

/// The counters of all contexts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slots {
    lines: Vec<Line>,
    hashes: [u32; CONTEXTS],
    /// Where the slots are that are out.
    at: [(usize, usize); CONTEXTS],
}

impl Slots {
    /// Takes so many powers of two of bytes.
    pub(crate) fn new(bits: u32) -> Self {
        let lines = vec![Line::default(); (1 << bits) / size_of::<Line>()];
        Self { lines, hashes: [0; CONTEXTS], at: [(0, 0); CONTEXTS] }
    }

    /// Bytes that they take.
    pub(crate) fn memory_bytes(&self) -> usize {
        size_of_val(self.lines.as_slice())
    }

    /// Turns to what comes next in these contexts.
    pub(crate) fn turn_to(&mut self, contexts: [u32; CONTEXTS]) {
        for (hash, (number, context)) in self.hashes.iter_mut().zip((1..).zip(contexts)) {
            let mixed = context.wrapping_mul(0x2c92_77b5) ^ number << 29;
            let mixed = (mixed ^ mixed >> 16).wrapping_mul(0x85eb_ca6b);
            *hash = (mixed ^ mixed >> 13).wrapping_mul(0xc2b2_ae35);
        }
    }

    /// The slot of each context after these bits of the byte's code.
    #[inline]
    pub(crate) fn find(&mut self, bits: usize) -> [Slot; CONTEXTS] {
        let shift = u32::BITS - self.lines.len().ilog2();
        let mut found = [[UNKNOWN; SLOT]; CONTEXTS];
        for ((slot, at), hash) in found.iter_mut().zip(&mut self.at).zip(self.hashes) {
            let line = ((hash >> shift) as usize ^ bits) & (self.lines.len() - 1);
            let Line(slots) = &self.lines[line];
            let mut way = 0;
            // If none is the context's, the one that has seen least is given up.
            for (other, slot) in slots.iter().enumerate() {
                if slot[0] == hash as u8 {
                    way = other;
                    break;
                }
                if slot[1] < slots[way][1] {
                    way = other;
                }
            }
            *at = (line, way);
            if slots[way][0] == hash as u8 {
                *slot = slots[way];
            } else {
                slot[0] = hash as u8;
            }
        }
        found
    }

    /// Puts the slots back that were found last.
    #[inline]
    pub(crate) fn put(&mut self, slots: &[Slot; CONTEXTS]) {
        for (slot, (line, way)) in slots.iter().zip(self.at) {
            self.lines[line].0[way % WAYS] = *slot;
        }
    }
}
