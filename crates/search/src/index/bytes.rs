//! Many byte strings that all grow at their ends, in one store: the posting lists and more.
//!
//! The first bytes stand in the [`Chain`] itself. More of them lie in a block hardly larger than they are, and when it is full
//! they move to a larger one, and another string takes the old. A block of the largest size stays where it is; the next begins
//! with its address. So a byte costs the same in the first story and in the 100,000th, and hardly a twentieth of the room is
//! free.

use super::numbers::{Short, put_number};
use std::ops::Range;

/// Bytes in a page. A block never crosses from one page into the next.
const PAGE_BITS: u32 = 15;
const PAGE: usize = 1 << PAGE_BITS;

/// Bytes in the smallest and in the largest block.
const SMALLEST: usize = 8;
const LARGEST: usize = 512;

/// Bytes that hold the address of the block before, where there is one.
const LINK: usize = 4;
/// Bytes of a string in each block but the last.
const FULL: usize = LARGEST - LINK;

/// Bytes that stand in the chain itself.
const INLINE: usize = 4;

/// One growing byte string of a [`ByteStore`], of 4 GB at most.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    len: u32,
    /// The bytes themselves, the first lowest, if they are few; else the address of the last block.
    at: u32,
}

impl Chain {
    fn is_inline(self) -> bool {
        self.len as usize <= INLINE
    }

    /// What is free of the last block, counted from its start.
    #[inline]
    fn free(self) -> Range<usize> {
        let len = self.len as usize;
        if self.is_inline() {
            return len..len;
        }
        if len <= FULL {
            // The first block ends where the others would with a link.
            return len..block_size(len).min(FULL);
        }
        let taken = LINK + (len - 1) % FULL + 1;
        taken..block_size(taken)
    }
}

/// The pages that chains live in.
#[derive(Debug)]
pub(crate) struct ByteStore {
    pages: Vec<Box<[u8]>>,
    /// Bytes of the last page that have been given away.
    given: usize,
    /// The first block of each size that was left; it begins with the address of the next.
    left: [u32; LARGEST / SMALLEST + 1],
}

/// No block lies here.
const NOWHERE: u32 = u32::MAX;

impl Default for ByteStore {
    fn default() -> Self {
        Self { pages: Vec::new(), given: PAGE, left: [NOWHERE; LARGEST / SMALLEST + 1] }
    }
}

impl ByteStore {
    /// Adds bytes at the end of a chain.
    pub(crate) fn append(&mut self, chain: &mut Chain, bytes: &[u8]) {
        if chain.len as usize + bytes.len() <= INLINE {
            for &byte in bytes {
                chain.at |= u32::from(byte) << (8 * chain.len);
                chain.len += 1;
            }
            return;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let free = self.make_room(chain, rest.len());
            let (now, later) = rest.split_at(rest.len().min(free.len()));
            self.block_mut(chain.at)[free.start..][..now.len()].copy_from_slice(now);
            chain.len += now.len() as u32;
            rest = later;
        }
    }

    /// Adds what [`put_number`] writes.
    pub(crate) fn append_number(&mut self, chain: &mut Chain, number: u32) {
        match Short::of(number) {
            Some(short) => self.append_short(chain, short),
            None => {
                let mut bytes = Vec::new();
                put_number(&mut bytes, number);
                self.append(chain, &bytes);
            }
        }
    }

    /// Adds a few bytes at the end of a chain.
    #[inline]
    pub(crate) fn append_short(&mut self, chain: &mut Chain, Short { bytes, len }: Short) {
        let mut free = chain.free();
        if free.len() < len as usize {
            if (chain.len + len) as usize > INLINE {
                free = self.make_room(chain, len as usize);
            }
            if free.len() < len as usize {
                self.append(chain, &bytes.to_le_bytes()[..len as usize]);
                return;
            }
        }
        let free = &mut self.block_mut(chain.at)[free];
        if let Some(eight) = free.first_chunk_mut() {
            // What is written beyond the few is overwritten later.
            *eight = bytes.to_le_bytes();
        } else {
            let mut rest = bytes;
            for byte in free.iter_mut().take(len as usize) {
                *byte = rest as u8;
                rest >>= 8;
            }
        }
        chain.len += len;
    }

    /// Reads a whole chain into `out`, which is emptied first.
    pub(crate) fn read(&self, chain: &Chain, out: &mut Vec<u8>) {
        out.clear();
        let len = chain.len as usize;
        if chain.is_inline() {
            out.extend_from_slice(&chain.at.to_le_bytes()[..len]);
            return;
        }
        out.reserve(len);
        let mut first = chain.at;
        let mut others = Vec::new();
        for _ in 0..(len - 1) / FULL {
            others.push(first);
            first = self.link(first);
        }
        out.extend_from_slice(&self.block(first)[..len.min(FULL)]);
        for &block in others.iter().rev() {
            let rest = len - out.len();
            out.extend_from_slice(&self.block(block)[LINK..][..rest.min(FULL)]);
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.pages.len() * PAGE + self.pages.capacity() * size_of::<Box<[u8]>>()
    }

    /// What is free of the last block, which is another if that is too small for `wanted` more bytes; where it may not grow, it
    /// can still be too small.
    fn make_room(&mut self, chain: &mut Chain, wanted: usize) -> Range<usize> {
        let free = chain.free();
        let len = chain.len as usize;
        let is_largest = free.end >= FULL;
        if free.len() >= wanted || is_largest && !free.is_empty() {
            return free;
        }
        let before = *chain;
        let is_next = len > 0 && len.is_multiple_of(FULL);
        let taken = if is_next { LINK } else { free.start };
        let size = block_size((taken + wanted).min(LARGEST));
        chain.at = self.allocate(size);
        if is_next || before.is_inline() {
            // An address, or the bytes that stood in its place.
            self.set_link(chain.at, before.at);
        } else {
            self.copy(before.at, chain.at, taken);
            self.leave(before.at, block_size(taken));
        }
        taken..if len < FULL { size.min(FULL) } else { size }
    }

    /// The address of a block of this size.
    fn allocate(&mut self, size: usize) -> u32 {
        let left = self.left[size / SMALLEST];
        if left != NOWHERE {
            self.left[size / SMALLEST] = self.link(left);
            return left;
        }
        if PAGE - self.given < size {
            self.pages.push(vec![0; PAGE].into_boxed_slice());
            self.given = 0;
        }
        let at = (self.pages.len() - 1) << PAGE_BITS | self.given;
        self.given += size;
        at as u32
    }

    /// Leaves a block to whoever wants one of its size.
    fn leave(&mut self, at: u32, size: usize) {
        let next = std::mem::replace(&mut self.left[size / SMALLEST], at);
        self.set_link(at, next);
    }

    /// Copies the first bytes of a block to another.
    fn copy(&mut self, from: u32, to: u32, len: usize) {
        let page = (to >> PAGE_BITS) as usize;
        let (from_start, to_start) = (from as usize % PAGE, to as usize % PAGE);
        if page == (from >> PAGE_BITS) as usize {
            self.pages[page].copy_within(from_start..from_start + len, to_start);
        } else {
            let mut page_to = std::mem::take(&mut self.pages[page]);
            page_to[to_start..][..len].copy_from_slice(&self.block(from)[..len]);
            self.pages[page] = page_to;
        }
    }

    #[inline(always)]
    fn link(&self, at: u32) -> u32 {
        self.block(at).first_chunk().map_or(NOWHERE, |link| u32::from_le_bytes(*link))
    }

    fn set_link(&mut self, at: u32, link: u32) {
        self.block_mut(at)[..LINK].copy_from_slice(&link.to_le_bytes());
    }

    /// The bytes of a block, and what lies behind it.
    #[inline(always)]
    fn block(&self, at: u32) -> &[u8] {
        &self.pages[(at >> PAGE_BITS) as usize][at as usize % PAGE..]
    }

    #[inline(always)]
    fn block_mut(&mut self, at: u32) -> &mut [u8] {
        &mut self.pages[(at >> PAGE_BITS) as usize][at as usize % PAGE..]
    }
}

/// The size of the least block that holds so many bytes, one at least: it is larger by a quarter at most, or by seven bytes.
#[inline]
fn block_size(bytes: usize) -> usize {
    let step = ((1 << bytes.ilog2()) / 4).max(SMALLEST);
    (bytes + step - 1) & !(step - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_grow_by_turns_keep_their_bytes_apart() {
        let mut store = ByteStore::default();
        let mut chains = vec![Chain::default(); 4_000];
        let mut expected = vec![Vec::new(); chains.len()];
        for step in 0..100_000_usize {
            // As with words, some grow long and most stay short.
            let turn = (step * 7_919 % 4_001).pow(5) / 4_001_usize.pow(4) % 4_000;
            if step % 2 == 0 {
                let number = (step * 37) as u32;
                store.append_number(&mut chains[turn], number);
                put_number(&mut expected[turn], number);
            } else {
                let bytes: Vec<u8> = (0..step % 11).map(|byte| (byte * 31 + step) as u8).collect();
                store.append(&mut chains[turn], &bytes);
                expected[turn].extend_from_slice(&bytes);
            }
        }
        let mut read = Vec::new();
        for (chain, expected) in chains.iter().zip(&expected) {
            store.read(chain, &mut read);
            assert_eq!(expected, &read);
        }
        let used: usize = expected.iter().map(Vec::len).sum();
        // Strings that all grow in step, as words never do, leave more than they take.
        assert!(store.memory_bytes() < 3 * used, "{} for {used}", store.memory_bytes());
    }

    #[test]
    fn bytes_come_back_wherever_a_string_is_cut() {
        for first in (0..12).chain(FULL - 9..FULL + 9).chain(2 * FULL - 9..2 * FULL + 9) {
            for second in 0..20 {
                let (mut store, mut chain) = (ByteStore::default(), Chain::default());
                let expected: Vec<u8> = (0..first + second).map(|at| (at * 7 + at / 251) as u8).collect();
                store.append(&mut chain, &expected[..first]);
                store.append(&mut chain, &expected[first..]);
                let mut read = Vec::new();
                store.read(&chain, &mut read);
                assert_eq!(expected, read);
            }
        }
    }
}
