//! Numbers and bytes as coded bits: what archives are written with and, bit by bit, unpacked in the page.
//!
//! [`Encoder`] and [`Decoder`] code bits that are more or less likely; [`Numbers`] are cut into such bits; a [`Mixer`] guesses
//! bytes from what came before them. This is nearly all of the work of a cold answer, and little code, so that the reader is
//! built with it for speed and with the rest for size. What is written so is described in `docs/archive-format.md`.

mod alphabet;
mod code;
mod mixer;
mod numbers;
mod scale;
mod slots;
mod states;

pub use code::{Bit, Decoder, Encoder};
pub use mixer::Mixer;
pub use numbers::Numbers;

/// Bytes that nobody writes, and why they are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);
