//! Cards and texts, compressed a few stories at a time.
//!
//! Blocks of cards are so small that most of what repeats stands in other blocks. So all are compressed as if after the same
//! few cards, which every reader has (RFC 1950 calls that a preset dictionary).
//!
//! Cards of `BLOCK` neighbours make a block, and blocks lie in slots of equal size, so that a story's number alone tells
//! where its card is. A block that no slot holds lies among the texts, and its slot says where. Texts are blocks of any
//! size; a card says where its text is.

use crate::bytes::{Cursor, put_bytes, put_number};
use crate::error::Malformed;
use crate::name::{Hash, seal, unseal};
use flate2::{Compress, Compression, FlushCompress};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use std::io;

/// Stories in a block of cards.
pub(crate) const BLOCK: u32 = 8;

/// Bytes of a slot are a multiple of this.
pub(crate) const SLOT_UNIT: usize = 16;

/// A block unpacks to so many bytes at most.
const MOST_UNPACKED: usize = 16 << 20;

/// The effort of compression, 0 to 9; more gains little.
const LEVEL: u32 = 7;

/// Where a block of texts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TextPlace {
    pub(crate) file: Hash,
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A card as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredCard {
    pub(crate) card: Vec<u8>,
    /// The block with its text, and which of the texts in it.
    pub(crate) text: Option<(TextPlace, u32)>,
}

/// Compresses and seals a block, as if after others' text.
pub(crate) fn pack(content: &[u8], after: &[u8]) -> io::Result<Vec<u8>> {
    let mut deflate = Compress::new(Compression::new(LEVEL), false);
    if !after.is_empty() {
        deflate.set_dictionary(after)?;
    }
    // Room for what cannot be made smaller, so that one step takes all.
    let mut out = Vec::with_capacity(content.len() + content.len() / 1_000 + 64);
    deflate.compress_vec(content, &mut out, FlushCompress::Finish)?;
    seal(&mut out, 0);
    Ok(out)
}

/// Undoes [`pack`]: none if the checksum is wrong.
pub(crate) fn unpack(bytes: &[u8], after: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
    let Some(packed) = unseal(bytes) else { return Ok(None) };
    let mut inflate = Box::new(DecompressorOxide::new());
    let (mut out, mut read, mut written) = (after.to_vec(), 0, after.len());
    loop {
        out.resize(written + (4 * packed.len()).clamp(1 << 10, 1 << 20), 0);
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, more_read, more) = decompress(&mut inflate, &packed[read..], &mut out, written, flags);
        (read, written) = (read + more_read, written + more);
        match status {
            TINFLStatus::Done => break,
            TINFLStatus::HasMoreOutput if written < MOST_UNPACKED => {}
            _ => return Err(Malformed("a block cannot be unpacked")),
        }
    }
    out.truncate(written);
    Ok(Some(out.split_off(after.len())))
}

/// The content of a block of cards: the blocks of their texts, each with the number of the first text that is named, then each
/// card with the number of its block from 1. Those of one block follow one another there as they do here.
pub(crate) fn encode_cards(cards: &[StoredCard]) -> Vec<u8> {
    let mut places: Vec<(TextPlace, u32)> = Vec::new();
    let mut out = Vec::new();
    let mut body = Vec::new();
    for card in cards {
        if let Some(text) = card.text.filter(|(place, _)| places.last().is_none_or(|(last, _)| last != place)) {
            places.push(text);
        }
        put_number(&mut body, if card.text.is_some() { places.len() as u32 } else { 0 });
        put_bytes(&mut body, &card.card);
    }
    put_number(&mut out, places.len() as u32);
    for (place, first) in places {
        out.extend_from_slice(&place.file.0);
        put_number(&mut out, place.start);
        put_number(&mut out, place.len);
        put_number(&mut out, first);
    }
    out.extend_from_slice(&body);
    out
}

/// Reads what [`encode_cards`] wrote.
pub(crate) fn decode_cards(content: &[u8]) -> Result<Vec<StoredCard>, Malformed> {
    let mut cursor = Cursor::new(content);
    let mut places = Vec::new();
    for _ in 0..cursor.count()? {
        let place = TextPlace { file: cursor.hash()?, start: cursor.number()?, len: cursor.number()? };
        places.push((place, cursor.number()?));
    }
    let mut cards = Vec::new();
    while !cursor.is_done() {
        let text = match (cursor.number()? as usize).checked_sub(1) {
            None => None,
            Some(at) => {
                let (place, next) = places.get_mut(at).ok_or(Malformed("a text is in no block"))?;
                let which = *next;
                *next = which.saturating_add(1);
                Some((*place, which))
            }
        };
        cards.push(StoredCard { card: cursor.bytes()?.to_vec(), text });
    }
    if cards.len() > BLOCK as usize { Err(Malformed("a block has too many cards")) } else { Ok(cards) }
}

/// What a slot holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot<'a> {
    /// A sealed block.
    Here(&'a [u8]),
    /// The place of one.
    Elsewhere(TextPlace),
}

impl Slot<'_> {
    /// Bytes that it takes.
    pub(crate) fn size(block: &[u8]) -> usize {
        (block.len() + 3).next_multiple_of(SLOT_UNIT)
    }

    /// Writes it into a slot of `size` bytes, at least 20. Shape: length + 1 of the block in two bytes and the block, or
    /// 0 0 and the sealed place of it; zeros to the end.
    pub(crate) fn put(&self, out: &mut Vec<u8>, size: usize) {
        let start = out.len();
        match self {
            Self::Here(block) => {
                out.extend_from_slice(&(block.len() as u16 + 1).to_le_bytes());
                out.extend_from_slice(block);
            }
            Self::Elsewhere(place) => {
                out.extend_from_slice(&[0, 0]);
                let content = out.len();
                out.extend_from_slice(&place.file.0);
                out.extend_from_slice(&place.start.to_le_bytes());
                out.extend_from_slice(&place.len.to_le_bytes());
                seal(out, content);
            }
        }
        out.resize(start + size, 0);
    }

    /// Reads a slot: none if its checksum is wrong.
    pub(crate) fn read(bytes: &[u8]) -> Result<Option<Slot<'_>>, Malformed> {
        let mut cursor = Cursor::new(bytes);
        let len = usize::from(u16::from_le_bytes([cursor.byte()?, cursor.byte()?]));
        if let Some(len) = len.checked_sub(1) {
            return cursor.take(len).map(|block| Some(Slot::Here(block)));
        }
        let Some(place) = unseal(cursor.take(20)?) else { return Ok(None) };
        let mut cursor = Cursor::new(place);
        let mut four = || cursor.take(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let (first, second, start, len) = (four()?, four()?, four()?, four()?);
        let mut file = [0; 8];
        file[..4].copy_from_slice(&first.to_le_bytes());
        file[4..].copy_from_slice(&second.to_le_bytes());
        Ok(Some(Slot::Elsewhere(TextPlace { file: Hash(file), start, len })))
    }
}

/// Bytes of the least slot.
pub(crate) const LEAST_SLOT: usize = 32;

/// The size of slots that takes the least room for these blocks, those that do not fit counted.
pub(crate) fn slot_size(blocks: &[Vec<u8>]) -> usize {
    let mut sizes: Vec<usize> = blocks.iter().map(|block| Slot::size(block).max(LEAST_SLOT)).collect();
    sizes.sort_unstable();
    let most = usize::from(u16::MAX) / SLOT_UNIT * SLOT_UNIT;
    let room = |at: usize| sizes[at] * sizes.len() + sizes[at + 1..].iter().map(|size| size + ELSEWHERE).sum::<usize>();
    let best = (0..sizes.len()).filter(|&at| sizes[at] <= most).min_by_key(|&at| room(at));
    best.map_or(LEAST_SLOT, |at| sizes[at])
}

/// A block elsewhere costs one more request; it is weighed as so many bytes.
const ELSEWHERE: usize = 2_000;

/// One of the texts of a block.
pub(crate) fn text_of(content: &[u8], which: u32) -> Result<&[u8], Malformed> {
    let mut cursor = Cursor::new(content);
    for _ in 0..which {
        cursor.bytes()?;
    }
    cursor.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_texts_come_back() {
        let place = |start| TextPlace { file: Hash([7; 8]), start, len: 90 };
        let card = |text: &[u8], place| StoredCard { card: text.to_vec(), text: place };
        let cards = vec![
            card(b"one", Some((place(0), 7))),
            card(b"two", None),
            card(b"three", Some((place(0), 8))),
            card(b"", Some((place(90), 0))),
        ];
        for after in [&b""[..], b"one two three four"] {
            let block = pack(&encode_cards(&cards), after).expect("packed");
            assert_eq!(Ok(cards.clone()), decode_cards(&unpack(&block, after).expect("right").expect("sealed")));
        }
        let mut texts = Vec::new();
        put_bytes(&mut texts, b"The boats stayed.");
        put_bytes(&mut texts, b"");
        assert_eq!((Ok(&b"The boats stayed."[..]), Ok(&b""[..])), (text_of(&texts, 0), text_of(&texts, 1)));
        assert!(text_of(&texts, 2).is_err());
    }

    #[test]
    fn blocks_of_any_size_are_packed_smaller_after_what_is_like_them() {
        let content: Vec<u8> = (0..200_000_u32).flat_map(|at| at.wrapping_mul(2_654_435_769).to_le_bytes()).collect();
        let block = pack(&content, &[]).expect("packed");
        assert_eq!(Ok(Some(content.clone())), unpack(&block, &[]));
        let alike = pack(&content[..3_000], &content[..4_000]).expect("packed");
        assert!(alike.len() < 60, "{}", alike.len());
        assert!(unpack(&block[..block.len() - 1], &[]).is_ok_and(|content| content.is_none()));
        let mut bomb = vec![0; 30 << 20];
        bomb = pack(&bomb, &[]).expect("packed");
        assert!(unpack(&bomb, &[]).is_err());
    }

    #[test]
    fn a_slot_holds_a_block_or_says_where_it_is() {
        let block = pack(b"a block", &[]).expect("packed");
        let elsewhere = Slot::Elsewhere(TextPlace { file: Hash([1, 2, 3, 4, 5, 6, 7, 8]), start: 9, len: 10 });
        for slot in [Slot::Here(&block), elsewhere] {
            let mut out = Vec::new();
            slot.put(&mut out, 64);
            assert_eq!(64, out.len());
            assert_eq!(Ok(Some(slot)), Slot::read(&out));
        }
        assert!(Slot::read(&[9, 0, 1]).is_err());
    }

    #[test]
    fn one_long_block_does_not_widen_all_slots() {
        let mut blocks = vec![vec![0; 500]; 99];
        blocks.push(vec![0; 9_000]);
        assert_eq!(512, slot_size(&blocks));
        blocks.truncate(2);
        blocks.push(vec![0; 90_000]);
        assert_eq!(512, slot_size(&blocks));
    }
}
