//! What fills the reader: the list in its layouts, a story, and the states in which there is neither.

pub mod filters;
pub mod front;
pub mod gallery;
pub mod help;
pub mod left_off;
pub mod list;
pub mod opened;
mod preview;
mod reader;
pub mod remarks;
pub mod story;

pub use reader::{Reader, ReaderProps};
