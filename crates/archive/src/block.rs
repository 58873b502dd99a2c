//! Cards and texts, compressed a few stories at a time.
//!
//! Cards of `BLOCK` neighbours make a block, and blocks lie in slots of equal size, so that a story's number alone tells
//! where its card is. A block that no slot holds lies among the texts, and its slot says where. Texts are blocks of any
//! size; a card says where its text is.

use crate::bytes::{Cursor, put_bytes, put_number};
use crate::error::Malformed;
use crate::name::{Hash, seal, unseal};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Stories in a block of cards.
pub(crate) const BLOCK: u32 = 8;

/// Bytes of a slot are a multiple of this.
pub(crate) const SLOT_UNIT: usize = 16;

/// A block unpacks to so many bytes at most.
const MOST_UNPACKED: usize = 16 << 20;

/// The effort of compression, 0 to 10; more gains nothing on blocks so small.
const LEVEL: u8 = 8;

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

/// Compresses and seals a block.
pub(crate) fn pack(content: &[u8]) -> Vec<u8> {
    let mut out = compress_to_vec(content, LEVEL);
    seal(&mut out, 0);
    out
}

/// Undoes [`pack`]: none if the checksum is wrong.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
    let Some(packed) = unseal(bytes) else { return Ok(None) };
    let unpacked = decompress_to_vec_with_limit(packed, MOST_UNPACKED);
    unpacked.map(Some).map_err(|_| Malformed("a block cannot be unpacked"))
}

/// The content of a block of cards: the blocks of their texts, then each card with the number of its block from 1.
pub(crate) fn encode_cards(cards: &[StoredCard]) -> Vec<u8> {
    let mut places: Vec<TextPlace> = Vec::new();
    let mut out = Vec::new();
    let mut body = Vec::new();
    for card in cards {
        let place = card.text.map(|(place, _)| place);
        if let Some(place) = place.filter(|place| places.last() != Some(place)) {
            places.push(place);
        }
        put_number(&mut body, if place.is_some() { places.len() as u32 } else { 0 });
        put_bytes(&mut body, &card.card);
    }
    put_number(&mut out, places.len() as u32);
    for place in places {
        out.extend_from_slice(&place.file.0);
        put_number(&mut out, place.start);
        put_number(&mut out, place.len);
    }
    out.extend_from_slice(&body);
    out
}

/// Reads what [`encode_cards`] wrote.
pub(crate) fn decode_cards(content: &[u8]) -> Result<Vec<StoredCard>, Malformed> {
    let mut cursor = Cursor::new(content);
    let mut places = Vec::new();
    for _ in 0..cursor.count()? {
        places.push((TextPlace { file: cursor.hash()?, start: cursor.number()?, len: cursor.number()? }, 0));
    }
    let mut cards = Vec::new();
    while !cursor.is_done() {
        let text = match (cursor.number()? as usize).checked_sub(1) {
            None => None,
            Some(at) => {
                let (place, next) = places.get_mut(at).ok_or(Malformed("a text is in no block"))?;
                *next += 1;
                Some((*place, *next - 1))
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

/// The content of a block of texts: each story's telling words and its text.
pub(crate) fn put_text(out: &mut Vec<u8>, key_terms: &[String], text: &[u8]) {
    put_number(out, key_terms.len() as u32);
    key_terms.iter().for_each(|term| put_bytes(out, term.as_bytes()));
    put_bytes(out, text);
}

/// The telling words and text of one story of a block.
pub(crate) fn text_of(content: &[u8], which: u32) -> Result<(Vec<&str>, &[u8]), Malformed> {
    let mut cursor = Cursor::new(content);
    for at in 0..=which {
        let mut key_terms = Vec::new();
        for _ in 0..cursor.count()? {
            key_terms.push(std::str::from_utf8(cursor.bytes()?).map_err(|_| Malformed("a word is not UTF-8"))?);
        }
        let text = cursor.bytes()?;
        if at == which {
            return Ok((key_terms, text));
        }
    }
    Err(Malformed("a text is not there"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_texts_come_back() {
        let place = |start| TextPlace { file: Hash([7; 8]), start, len: 90 };
        let card = |text: &[u8], place| StoredCard { card: text.to_vec(), text: place };
        let cards = vec![
            card(b"one", Some((place(0), 0))),
            card(b"two", None),
            card(b"three", Some((place(0), 1))),
            card(b"", Some((place(90), 0))),
        ];
        let block = pack(&encode_cards(&cards));
        assert_eq!(Ok(cards), decode_cards(&unpack(&block).expect("right").expect("sealed")));
        let mut texts = Vec::new();
        put_text(&mut texts, &["ferry".into()], b"The boats stayed.");
        put_text(&mut texts, &[], b"");
        assert_eq!(Ok((vec!["ferry"], &b"The boats stayed."[..])), text_of(&texts, 0));
        assert_eq!(Ok((vec![], &b""[..])), text_of(&texts, 1));
        assert!(text_of(&texts, 2).is_err());
    }

    #[test]
    fn a_slot_holds_a_block_or_says_where_it_is() {
        let block = pack(b"a block");
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
