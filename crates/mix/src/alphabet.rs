//! Which bits a byte is coded as: four of the commonest, eight of most others, twelve of the rest.
//!
//! Fewer bits are less work, and a step of four bits looks up its counters at once.

use std::sync::LazyLock;

/// Bits of a step.
pub(crate) const STEP: u32 = 4;
/// Bits of the longest code.
pub(crate) const LONGEST: u32 = 3 * STEP;
/// The bytes of one step, and then those of two, by the values of their codes; all others have three. Texts end in 0, and
/// archives write the commonest phrases of cards as 2 to 9. Vowels stand together, since one guess tells them from the rest.
const COMMON: &[u8; TWO] =
    b"aeionrstdl hbcfgjkmpquvwxyz'0123456789.,-:/_\"\0\x02\x03\x04\x05\x06\x07\x08\x09SIATCNMREO";
/// Bytes of one step, and those of one or two.
pub(crate) const ONE: usize = 12;
const TWO: usize = 64;
/// What the bits of two and of three steps begin with, as numbers: those that are left over by shorter codes.
const FIRST_OF_TWO: usize = ONE << STEP;
const FIRST_OF_THREE: usize = (FIRST_OF_TWO + TWO - ONE) << STEP;

/// All bytes by their codes, and the place of each among them.
struct Alphabet {
    bytes: [u8; 256],
    places: [u8; 256],
}

static ALPHABET: LazyLock<Alphabet> = LazyLock::new(|| {
    let others = (0..=255).filter(|byte| !COMMON.contains(byte));
    let (mut bytes, mut places) = ([0; 256], [0; 256]);
    for (place, byte) in COMMON.iter().copied().chain(others).enumerate() {
        (bytes[place], places[usize::from(byte)]) = (byte, place as u8);
    }
    Alphabet { bytes, places }
});

/// A byte's code, from the highest of twelve bits on; those beyond its steps are zeros.
pub(crate) fn code(byte: u8) -> u32 {
    let place = usize::from(ALPHABET.places[usize::from(byte)]);
    let code = match place {
        0..ONE => place << (2 * STEP),
        ONE..TWO => (FIRST_OF_TWO + place - ONE) << STEP,
        _ => FIRST_OF_THREE + place - TWO,
    };
    code as u32
}

/// The byte that so many steps of bits are the code of, if they are one.
pub(crate) fn byte(steps: u32, bits: usize) -> Option<u8> {
    let place = match steps {
        1 if bits < ONE => bits,
        2 if bits < FIRST_OF_THREE >> STEP => bits - FIRST_OF_TWO + ONE,
        3 => bits - FIRST_OF_THREE + TWO,
        _ => return None,
    };
    ALPHABET.bytes.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_one_byte_each() {
        let steps = |byte: u8| {
            let code = code(byte) as usize;
            (1..=3).find_map(|steps| super::byte(steps, code >> (STEP * (3 - steps))).map(|byte| (byte, steps)))
        };
        assert!((0..=255).all(|byte| steps(byte).is_some_and(|(back, _)| back == byte)));
        assert_eq!([1, 2, 3, 3], [b'e', b'Q' - 16, b'Q', 0xff].map(|byte| steps(byte).map_or(0, |(_, steps)| steps)));
    }
}
