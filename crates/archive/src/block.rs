//! Cards and texts, packed a few stories at a time.
//!
//! The cards of `BLOCK` neighbours are one block, and their texts another, so that a story's number alone tells where its
//! card is; the block of cards says where that of the texts is. All blocks are packed as if after a sample of the archive's own
//! cards or texts, which every reader has.

use crate::bytes::{Cursor, put_number};
use crate::error::Malformed;
use crate::name::seal;
use crate::phrases::{self, END, Expanding, Meaning, shorten};
use dateline_mix::{Decoder, Encoder, Mixer};

/// Stories in a block.
pub(crate) const BLOCK: u32 = 8;

/// Bytes of a slot of cards are a multiple of this.
pub(crate) const SLOT_UNIT: usize = 2;

/// A block unpacks to so many bytes at most, and a sample to so many.
const MOST_UNPACKED: usize = 16 << 20;
const MOST_SAMPLE: u32 = 1 << 18;

/// A block of cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CardBlock {
    /// Where the block of their texts starts in its file, and its bytes, seal included; none if all are empty.
    pub(crate) texts: Option<(u32, u32)>,
    pub(crate) cards: Vec<Vec<u8>>,
}

impl CardBlock {
    /// The block's bytes, without seal.
    pub(crate) fn encode(&self, after: &Mixer) -> Vec<u8> {
        let (start, len) = self.texts.unwrap_or_default();
        let mut out = Vec::new();
        put_number(&mut out, len);
        if len > 0 {
            put_number(&mut out, start);
        }
        out.extend(pack(&self.cards, after));
        out
    }

    /// Begins to read a block of so many cards; zeros may follow it. Where their texts are, and the cards as they are packed.
    pub(crate) fn begin(
        bytes: &[u8],
        count: usize,
        after: Mixer,
    ) -> Result<(Option<(u32, u32)>, Unpacking), Malformed> {
        let mut cursor = Cursor::new(bytes);
        let texts = match cursor.number()? {
            0 => None,
            len => Some((cursor.number()?, len)),
        };
        Ok((texts, Unpacking::texts(cursor.rest(), count, after)))
    }

    /// Reads a block at once.
    pub(crate) fn decode(bytes: &[u8], count: usize, after: &Mixer) -> Result<Self, Malformed> {
        let (texts, unpacking) = Self::begin(bytes, count, after.clone())?;
        Ok(Self { texts, cards: unpacking.all()?.into_texts() })
    }
}

/// How many stories a block of a segment of so many has.
pub(crate) fn stories_of(block: u32, stories: u32) -> usize {
    stories.saturating_sub(block.saturating_mul(BLOCK)).min(BLOCK) as usize
}

/// Packs texts as if after what is known.
pub(crate) fn pack(texts: &[Vec<u8>], after: &Mixer) -> Vec<u8> {
    let (mut out, mut mixer) = (Encoder::new(), after.clone());
    for text in texts {
        shorten(text).into_iter().for_each(|byte| mixer.put(&mut out, byte));
        mixer.put(&mut out, END);
    }
    out.finish()
}

/// Undoes [`pack`] of so many texts.
pub(crate) fn unpack(bytes: &[u8], count: usize, after: &Mixer) -> Result<Vec<Vec<u8>>, Malformed> {
    Ok(Unpacking::texts(bytes, count, after.clone()).all()?.into_texts())
}

/// What is unpacked a little at a time: a sample, or texts.
#[derive(Debug)]
pub(crate) struct Unpacking {
    from: Decoder,
    mixer: Mixer,
    /// Bytes that the mixer knew before.
    known: usize,
    /// Bytes of a sample that are still to come, or texts.
    left: usize,
    is_sample: bool,
    expanding: Expanding,
    /// Bytes of texts so far.
    len: usize,
}

impl Unpacking {
    /// Begins with a sample.
    pub(crate) fn sample(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let len = cursor.number()?;
        if len > MOST_SAMPLE {
            return Err(Malformed("a sample is too long"));
        }
        Ok(Self { is_sample: true, ..Self::texts(cursor.rest(), len as usize, Mixer::new(bits_for(len))) })
    }

    /// Begins with so many texts.
    pub(crate) fn texts(bytes: &[u8], count: usize, after: Mixer) -> Self {
        let (known, from) = (after.past().len(), Decoder::new(bytes));
        Self { from, mixer: after, known, left: count, is_sample: false, expanding: Expanding::default(), len: 0 }
    }

    /// Unpacks so many bytes at most; true once all is there.
    pub(crate) fn go_on(&mut self, most: usize) -> Result<bool, Malformed> {
        for _ in 0..most {
            if self.left == 0 {
                break;
            }
            let byte = self.mixer.take(&mut self.from);
            self.from.check()?;
            let meaning = self.expanding.next(byte);
            self.left -= usize::from(self.is_sample || matches!(meaning, Meaning::End));
            self.len += if let Meaning::Phrase(phrase) = meaning { phrase.len() } else { 1 };
            if self.len > MOST_UNPACKED {
                return Err(Malformed("a block is too long"));
            }
        }
        Ok(self.left == 0)
    }

    /// Unpacks all.
    pub(crate) fn all(mut self) -> Result<Self, Malformed> {
        self.go_on(usize::MAX)?;
        Ok(self)
    }

    /// Bytes that it takes.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.mixer.memory_bytes()
    }

    /// What is known after all that was unpacked.
    pub(crate) fn into_mixer(self) -> Mixer {
        self.mixer
    }

    /// The texts that were unpacked.
    pub(crate) fn into_texts(self) -> Vec<Vec<u8>> {
        phrases::texts(&self.mixer.past()[self.known..])
    }
}

/// A sample that blocks are packed after, and what is known after it.
pub(crate) fn encode_sample(sample: &[u8]) -> (Vec<u8>, Mixer) {
    let mut bytes = Vec::new();
    put_number(&mut bytes, sample.len() as u32);
    let (mut out, mut mixer) = (Encoder::new(), Mixer::new(bits_for(sample.len() as u32)));
    sample.iter().for_each(|&byte| mixer.put(&mut out, byte));
    bytes.extend(out.finish());
    (bytes, mixer)
}

/// Reads a sample: all that is known after it.
pub(crate) fn decode_sample(bytes: &[u8]) -> Result<Mixer, Malformed> {
    Ok(Unpacking::sample(bytes)?.all()?.into_mixer())
}

/// Powers of two of bytes for counters after a sample of so many bytes, which fills most of them.
fn bits_for(len: u32) -> u32 {
    (len * 8).next_power_of_two().ilog2().clamp(11, 20)
}

/// The size of a slot that holds a block and its seal.
pub(crate) fn slot_size(block: &[u8]) -> usize {
    (block.len() + crate::name::CHECKSUM).next_multiple_of(SLOT_UNIT)
}

/// Writes a block into a slot of `size` bytes, its seal at the end.
pub(crate) fn put_slot(out: &mut Vec<u8>, block: &[u8], size: usize) {
    let start = out.len();
    out.extend_from_slice(block);
    out.resize(start + size - crate::name::CHECKSUM, 0);
    seal(out, start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::unseal;

    #[test]
    fn cards_and_texts_come_back() {
        let sample = Mixer::new(12);
        let after = decode_sample(&encode_sample(b"one two three four").0).expect("right");
        assert_ne!(sample, after);
        let cards = [&b"one"[..], b"", b"three\0\x01\x02", b"f\xc3\xbcnf"].map(<[u8]>::to_vec).to_vec();
        for texts in [None, Some((0, 90)), Some((70_000, 4))] {
            for after in [&sample, &after] {
                let block = CardBlock { texts, cards: cards.clone() };
                let mut bytes = Vec::new();
                put_slot(&mut bytes, &block.encode(after), 96);
                let content = unseal(&bytes).expect("sealed");
                assert_eq!(Ok(block), CardBlock::decode(content, 4, after));
            }
        }
    }

    #[test]
    fn what_no_packer_writes_is_refused() {
        let after = Mixer::new(10);
        let block = CardBlock { texts: None, cards: vec![b"The boats stayed.".to_vec(); 3] }.encode(&after);
        assert!(CardBlock::decode(&block, 400, &after).is_err());
        for end in 0..block.len() {
            let _ = CardBlock::decode(&block[..end], 3, &after);
        }
        for bit in 0..block.len() * 8 {
            let mut flipped = block.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let _ = CardBlock::decode(&flipped, 3, &after);
        }
        assert!(decode_sample(&[0xff, 0xff, 0xff, 0x7f, 1, 2, 3]).is_err());
        assert!(decode_sample(&[90, 1]).is_err());
    }

    #[test]
    fn a_slot_has_room_for_the_seal() {
        assert_eq!([4, 8, 10], [0, 4, 5].map(|len| slot_size(&vec![1; len])));
    }
}
