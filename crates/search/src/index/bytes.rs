//! Many byte strings that all grow at their ends, in one store: the posting lists.
//!
//! Each string is a chain of slices of growing size, cut from shared pages. Adding a byte never moves what is
//! there, so a story costs the same whether it is the first or the 100,000th.
//! Source: Busch et al., "Earlybird: Real-Time Search at Twitter" (ICDE 2012), section IV-A.

/// Bytes in a page. A slice never crosses from one page into the next.
const PAGE_BITS: u32 = 15;
const PAGE: usize = 1 << PAGE_BITS;

/// Sizes of a string's slices, first to last; the last size comes again and again. The first holds one posting of most
/// terms, and most terms have one. Growing by a half keeps a fifth of the room free on average; doubling would a third.
const SLICES: [u16; 17] = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048];

/// Bytes that hold the address of the next slice. They are taken from a slice's end once it is full, not before.
const LINK: usize = 4;

/// Up to eight bytes that are written as one number.
///
/// So it is with nearly all postings. Copying a stretch of unknown length is a call in WebAssembly, and costs more than all
/// the rest of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short {
    /// The first byte lowest, zeros above the last.
    bytes: u64,
    len: u32,
}

impl Short {
    const MOST: u32 = size_of::<u64>() as u32;

    /// What [`put_number`] writes, if it is up to two bytes.
    #[inline]
    pub(crate) fn of(number: u32) -> Option<Self> {
        let long = u32::from(number >= 0x80);
        let bytes = number & 0x7f | long << 7 | number >> 7 << 8;
        (number < 0x4000).then_some(Self { bytes: bytes.into(), len: 1 + long })
    }

    /// Both, one after the other, if there is room.
    #[inline]
    pub(crate) fn and(self, next: Self) -> Option<Self> {
        let len = self.len + next.len;
        (len <= Self::MOST).then(|| Self { bytes: self.bytes | next.bytes << (8 * self.len), len })
    }
}

/// One growing byte string of a [`ByteStore`]. One of more than 134 MB would not be read to its end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    first: u32,
    /// Where the next byte goes.
    at: u32,
    /// Bytes left in the current slice.
    room: u16,
    /// Slices so far.
    slices: u16,
}

impl Chain {
    pub(crate) fn is_empty(&self) -> bool {
        self.slices == 0
    }

    /// Bytes in the string: what its slices hold, less the links and what is left.
    fn len(&self) -> usize {
        let slices = usize::from(self.slices);
        let known = slices.min(SLICES.len());
        let room = |sizes: &[u16]| sizes.iter().map(|&size| usize::from(size)).sum::<usize>();
        let rest = (slices - known) * usize::from(SLICES[SLICES.len() - 1]);
        (room(&SLICES[..known]) + rest).saturating_sub(slices.saturating_sub(1) * LINK + usize::from(self.room))
    }
}

/// The pages that chains live in.
#[derive(Debug, Default)]
pub(crate) struct ByteStore {
    pages: Vec<Box<[u8]>>,
    /// The first free address of the last page.
    free: u32,
}

impl ByteStore {
    /// Adds bytes at the end of a chain.
    pub(crate) fn append(&mut self, chain: &mut Chain, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            if chain.room == 0 {
                self.grow(chain);
            }
            let (now, later) = rest.split_at(rest.len().min(chain.room.into()));
            let at = chain.at as usize % PAGE;
            self.pages[(chain.at >> PAGE_BITS) as usize][at..at + now.len()].copy_from_slice(now);
            chain.at += now.len() as u32;
            chain.room -= now.len() as u16;
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
        let bytes = bytes.to_le_bytes();
        let (four, _) = bytes.as_chunks::<4>();
        // What is written beyond the few is overwritten later.
        let written = if chain.room >= 8 {
            self.place_at(chain.at).map(|place| *place = bytes)
        } else if len <= 4 && chain.room >= 4 {
            self.place_at(chain.at).map(|place| *place = four[0])
        } else {
            None
        };
        match written {
            Some(()) => {
                chain.at += len;
                chain.room -= len as u16;
            }
            None => self.append(chain, &bytes[..len as usize]),
        }
    }

    /// So many bytes from an address on.
    #[inline]
    fn place_at<const N: usize>(&mut self, at: u32) -> Option<&mut [u8; N]> {
        self.pages.get_mut((at >> PAGE_BITS) as usize)?.get_mut(at as usize % PAGE..)?.first_chunk_mut()
    }

    /// Reads a whole chain into `out`, which is emptied first.
    pub(crate) fn read(&self, chain: &Chain, out: &mut Vec<u8>) {
        out.clear();
        let mut left = chain.len();
        let mut at = chain.first;
        let mut slices = 0;
        out.reserve(left);
        while left > 0 {
            let slice = self.slice(at, size_of_slice(slices));
            // The last slice has no link; every other one gives its last bytes to it.
            if left <= slice.len() {
                out.extend_from_slice(&slice[..left]);
                return;
            }
            let (data, link) = slice.split_at(slice.len() - LINK);
            out.extend_from_slice(data);
            left -= data.len();
            at = link.iter().rev().fold(0, |at, &byte| at << 8 | u32::from(byte));
            slices += 1;
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.pages.len() * PAGE + self.pages.capacity() * size_of::<Box<[u8]>>()
    }

    /// Gives a full chain its next slice.
    fn grow(&mut self, chain: &mut Chain) {
        let size = size_of_slice(chain.slices.into());
        let start = self.allocate(size.into());
        chain.room = size;
        if chain.slices == 0 {
            chain.first = start;
            chain.at = start;
        } else {
            // The bytes that give way to the link move to the new slice's head.
            let full = chain.at - LINK as u32;
            let moved = self.place_at(full).map(|place| std::mem::replace(place, start.to_le_bytes()));
            if let (Some(moved), Some(place)) = (moved, self.place_at(start)) {
                *place = moved;
            }
            chain.at = start + LINK as u32;
            chain.room -= LINK as u16;
        }
        chain.slices = chain.slices.saturating_add(1);
    }

    fn allocate(&mut self, size: u32) -> u32 {
        let room = self.pages.len() as u32 * PAGE as u32 - self.free;
        if room < size {
            self.free = (self.pages.len() as u32) << PAGE_BITS;
            self.pages.push(vec![0; PAGE].into_boxed_slice());
        }
        let start = self.free;
        self.free += size;
        start
    }

    fn slice(&self, at: u32, size: u16) -> &[u8] {
        let offset = at as usize % PAGE;
        &self.pages[(at >> PAGE_BITS) as usize][offset..offset + usize::from(size)]
    }
}

/// The size of a string's slice by its place in the chain.
fn size_of_slice(place: usize) -> u16 {
    SLICES[place.min(SLICES.len() - 1)]
}

/// Writes a number in groups of seven bits, lowest first, the high bit set on all but the last.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads what [`put_number`] wrote and moves `at` past it; 0 at the end of `bytes`.
#[inline]
pub(crate) fn take_number(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(&byte) = bytes.get(*at) {
        *at += 1;
        number |= u32::from(byte & 0x7f) << (shift & 31);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| put_number(&mut bytes, number));
        let mut at = 0;
        for number in numbers {
            assert_eq!(number, take_number(&bytes, &mut at));
        }
        assert_eq!(bytes.len(), at);
        assert_eq!(0, take_number(&bytes, &mut at), "past the end");
    }

    #[test]
    fn chains_that_grow_by_turns_keep_their_bytes_apart() {
        let mut store = ByteStore::default();
        let mut chains = [Chain::default(); 5];
        let mut expected = vec![Vec::new(); chains.len()];
        for step in 0..20_000_usize {
            let turn = step * step % 7 % chains.len();
            let bytes: Vec<u8> = (0..step % 11).map(|byte| (byte * 31 + step) as u8).collect();
            store.append(&mut chains[turn], &bytes);
            expected[turn].extend_from_slice(&bytes);
        }
        let mut read = Vec::new();
        for (chain, expected) in chains.iter().zip(&expected) {
            store.read(chain, &mut read);
            assert_eq!(expected, &read);
        }
    }
}
