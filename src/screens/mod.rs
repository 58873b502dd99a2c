//! What fills the reader: the list in its layouts, a story, and the states in which there is neither.

pub mod front;
pub mod list;
mod reader;
pub mod story;

pub use reader::{CommandPort, Reader, ReaderCommand, ReaderEvent, ReaderProps, Session};
